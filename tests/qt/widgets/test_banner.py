"""What is wrong with the house is said once, whole, with one thing to press."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.banner import Banner


def test_it_is_not_there_until_something_is_wrong_and_goes_when_it_is_over(
    look: Look, qtbot: QtBot
) -> None:
    banner = Banner(look)
    qtbot.addWidget(banner)
    assert banner.objectName() == "banner"
    assert not banner.isVisible()
    banner.say("The database does not answer.", "Nothing new can be saved.", "Try now")
    assert banner.isVisible()
    assert banner.text() == "The database does not answer. Nothing new can be saved."
    banner.clear()
    assert not banner.isVisible()
    assert banner.text() == ""


def test_its_button_tells(look: Look, qtbot: QtBot) -> None:
    banner = Banner(look)
    qtbot.addWidget(banner)
    banner.say("The database does not answer.", "", "Try now")
    with qtbot.waitSignal(banner.acted):
        qtbot.mouseClick(banner.action_button, Qt.MouseButton.LeftButton)


def test_a_narrow_window_wraps_the_words_and_the_banner_grows(look: Look, qtbot: QtBot) -> None:
    banner = Banner(look)
    qtbot.addWidget(banner)
    banner.say("The database does not answer.", "You see the state of 19:08. " * 6, "Try now")
    assert banner.heightForWidth(1280) >= 56
    assert banner.heightForWidth(600) > 56
    banner.resize(600, banner.heightForWidth(600))
    QApplication.processEvents()
    words = banner.findChild(QLabel)
    assert words is not None
    assert words.height() >= words.heightForWidth(words.width())


def test_a_restaurants_name_is_never_read_as_markup(look: Look, qtbot: QtBot) -> None:
    banner = Banner(look)
    qtbot.addWidget(banner)
    banner.say("<b>Harbour</b> & House", "is closed.")
    words = banner.findChild(QLabel)
    assert words is not None
    assert "&lt;b&gt;" in words.text()
