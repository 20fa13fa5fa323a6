"""A key that is held down is one press, however its repeats are told."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.held_keys import HeldKeys
from tests.qt.program import Run, hooks, run, start

_ = (hooks, run, start)


class Hearing(QWidget):
    """Notes of each press whether it was told as a repeat."""

    def __init__(self) -> None:
        super().__init__()
        self.repeats: list[bool] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.repeats.append(event.isAutoRepeat())


@pytest.fixture
def hearing(qtbot: QtBot, qapp: QApplication) -> Hearing:
    """A window in front that hears keys."""
    made = Hearing()
    HeldKeys(qapp, made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.windowHandle())
    made.setFocus()
    return made


def tell(window: QWidget, kind: QEvent.Type, at: int, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Tell a window half of a press as the screen does, with the time (ms) of that half."""
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "\r")
    event.setTimestamp(at)
    QCoreApplication.sendEvent(window.windowHandle(), event)


PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def test_a_key_that_is_let_go_and_pressed_in_one_instant_is_still_held(hearing: Hearing) -> None:
    for kind, at in ((PRESS, 1000), (RELEASE, 1660), (PRESS, 1660), (RELEASE, 1700), (PRESS, 1700)):
        tell(hearing, kind, at)
    assert hearing.repeats == [False, True, True]


def test_a_key_that_is_pressed_twice_is_two_presses_however_fast(hearing: Hearing) -> None:
    for kind, at in ((PRESS, 1000), (RELEASE, 1001), (PRESS, 1002), (RELEASE, 1003)):
        tell(hearing, kind, at)
    assert hearing.repeats == [False, False]


def test_another_key_in_the_same_instant_is_a_press_of_its_own(hearing: Hearing) -> None:
    tell(hearing, PRESS, 1000)
    tell(hearing, RELEASE, 1100)
    tell(hearing, PRESS, 1100, Qt.Key.Key_Down)
    assert hearing.repeats == [False, False]


def is_kept_from_shortcuts(window: QWidget, at: int, key: Qt.Key) -> bool:
    """Ask a window, as Qt does before it looks for a shortcut, whether the key is its own."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    asked.setTimestamp(at)
    asked.ignore()
    QCoreApplication.sendEvent(window, asked)
    return asked.isAccepted()


def test_a_shortcut_that_is_held_is_one_press_too(qtbot: QtBot, hearing: Hearing) -> None:
    inside = QWidget(hearing)
    undo = Qt.Key.Key_Z
    qtbot.waitUntil(hearing.isActiveWindow)
    assert not is_kept_from_shortcuts(inside, 1000, undo)
    tell(hearing, RELEASE, 1660, undo)
    assert is_kept_from_shortcuts(inside, 1660, undo)
    tell(hearing, RELEASE, 1700, undo)
    assert not is_kept_from_shortcuts(inside, 1760, undo)  # the hand has pressed it again
    assert not is_kept_from_shortcuts(inside, 1700, Qt.Key.Key_Y)


def test_a_key_that_is_held_is_one_press_in_every_window(qtbot: QtBot, run: Run) -> None:
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    another = Hearing()
    qtbot.addWidget(another)
    another.show()
    another.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is another.windowHandle())
    another.setFocus()
    for kind, at in ((PRESS, 1000), (RELEASE, 1660), (PRESS, 1660)):
        tell(another, kind, at)
    assert another.repeats == [False, True]
