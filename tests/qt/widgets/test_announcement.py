"""A sentence that nobody has the keys on reaches the ears of whoever listens, once."""

import gc

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets import announcement
from resv_desktop.qt.widgets.announcement import Spoken, announce
from resv_desktop.qt.widgets.banner import Banner
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.notice import Notice


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window on the screen."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def spoken_in(window: QWidget) -> Spoken:
    (found,) = window.findChildren(Spoken)
    return found


def test_a_sentence_is_a_notification_that_is_shown_for_a_moment(
    qtbot: QtBot, window: QWidget, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcement, "_ASKED_WITHIN_MS", 800)
    announce(QWidget(window), "Reserved: table 9.")
    spoken = spoken_in(window)
    assert not spoken.isVisible()
    qtbot.waitUntil(spoken.isVisible)
    gc.collect()
    found = QAccessible.queryAccessibleInterface(spoken)
    assert found.role() == QAccessible.Role.Notification
    assert found.text(QAccessible.Text.Name) == "Reserved: table 9."
    qtbot.waitUntil(lambda: not spoken.isVisible())
    announce(QWidget(window), "Reserved: table 9.")
    qtbot.waitUntil(lambda: heard == ["Reserved: table 9."] * 2)
    assert spoken_in(window) is spoken


def test_nothing_of_it_is_seen(qtbot: QtBot, window: QWidget, heard: list[str]) -> None:
    before = window.grab().toImage()
    announce(window, "Reserved: table 9.")
    qtbot.waitUntil(lambda: bool(heard))
    assert window.grab().toImage() == before


def test_of_what_is_said_at_one_moment_the_last_is_heard(
    qtbot: QtBot, look: Look, window: QWidget, heard: list[str]
) -> None:
    both = ("The database does not answer.", "Nothing new can be saved.")
    notice, banner = Notice(look, window), Banner(look, window)
    notice.say("Reserved: table 9.")
    banner._tell(both)
    announce(window, "")
    qtbot.waitUntil(lambda: bool(heard))
    (said,) = heard
    assert " ".join(said.split()) == " ".join(both)
    notice.say("Moved: table 9.")
    qtbot.waitUntil(lambda: heard == [said, "Moved: table 9."])


def test_of_a_dialog_it_is_said_in_the_window_so_that_the_dialog_is_not_read_again(
    qtbot: QtBot, look: Look, window: QWidget, heard: list[str]
) -> None:
    dialog = QDialog(QDialog(window))
    announce(Label(look, "Table 3 seats 2.", parent=dialog))
    assert spoken_in(window).parentWidget() is window
    dialog.close()
    qtbot.waitUntil(lambda: heard == ["Table 3 seats 2."])


def test_a_label_is_said_in_plain_words(
    qtbot: QtBot, look: Look, window: QWidget, heard: list[str]
) -> None:
    announce(Label(look, "Table 3 seats 2.", parent=window))
    qtbot.waitUntil(lambda: heard == ["Table 3 seats 2."])


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("platform", ["windows", "cocoa"])
def test_elsewhere_it_is_an_announcement_and_no_notification(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    told: list[QAccessibleEvent] = []
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    announce(window, "Reserved: table 9.")
    qtbot.waitUntil(lambda: bool(told))
    assert [event.type() for event in told] == [QAccessible.Event.Announcement]
    assert not spoken_in(window).isVisible()


def test_where_nobody_listens_nothing_is_made_for_it(window: QWidget) -> None:
    assert not QAccessible.isActive()
    announce(window, "Reserved: table 9.")
    assert not window.findChildren(Spoken)
