"""While the book is opened the host reads what is happening, and why it cannot be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.start_window import StartWindow


def _button(window: StartWindow, name: str) -> QPushButton:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    return button


def test_what_is_happening_is_said_in_words(qtbot: QtBot, look: Look) -> None:
    window = StartWindow(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say("Starting the database")
    assert window.words() == "Starting the database"
    assert not _button(window, "tryAgainButton").isVisible()


def test_trouble_is_said_with_two_ways_on(qtbot: QtBot, look: Look) -> None:
    window = StartWindow(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say_trouble("The disk is full. Free at least 1 GB.", "last words")
    assert "disk is full" in window.words()
    with qtbot.waitSignal(window.again):
        qtbot.mouseClick(_button(window, "tryAgainButton"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.closed):
        qtbot.mouseClick(_button(window, "leaveButton"), Qt.MouseButton.LeftButton)


def test_after_trouble_the_words_go_on(qtbot: QtBot, look: Look) -> None:
    window = StartWindow(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say_trouble("No.", "")
    window.say("Starting the database")
    assert not _button(window, "leaveButton").isVisible()


def test_the_key_that_tries_again_does_not_leave_when_pressed_twice(
    qtbot: QtBot, look: Look
) -> None:
    window = StartWindow(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.again.connect(lambda: window.say("Starting"))
    window.say_trouble("No.", "")
    _button(window, "tryAgainButton").setFocus()
    for _ in range(3):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert window.isVisible()


def test_trouble_that_trying_does_not_mend_can_only_be_left(qtbot: QtBot, look: Look) -> None:
    window = StartWindow(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say_trouble("Mend the file.", "line 1", can_try_again=False)
    assert not _button(window, "tryAgainButton").isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.closed):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
