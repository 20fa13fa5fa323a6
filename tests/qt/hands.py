"""The hands of a host at the main window: keys go where the keys go, and are counted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from resv_desktop.qt.command_rows import Row
from resv_desktop.qt.main_window import MainWindow

ENTER, ESCAPE, DEL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete
DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up
ACT_2 = "4 20 07400123456 Cohen"  # of the ledger


class Hands:
    """Types and presses; `keys` and `taps` are those beyond typed digits and words."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.keys: list[str] = []
        self.taps = 0

    @property
    def _here(self) -> QWidget:
        dialog = next((d for d in self._window.findChildren(QDialog) if d.isVisible()), None)
        place = dialog or self._window
        return place.focusWidget() or place

    def type(self, text: str) -> None:
        """Type a text, each sign of it where the keys go at that moment."""
        for character in text:
            QTest.keyClicks(self._here, character)

    def press(
        self, *keys: Qt.Key, beside: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys one after the other, each with those that are held beside it."""
        for key in keys:
            self.keys.append(key.name)
            QTest.keyClick(self._here, key, beside)

    def tap(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press with a finger, in the middle or at a place."""
        assert widget.isVisible()
        assert widget.isEnabled()
        self.taps += 1
        where = at or widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def held_enter() -> QKeyEvent:
    """Return what a key that is held down sends again and again."""
    keys = Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, keys, "\r", autorep=True)


def rows(window: MainWindow) -> list[str]:
    """Return the rows of the answer as they are spoken."""
    model = window.desk.panel.model
    return [str(model.data(model.index(n))) for n in range(model.rowCount())]


def chosen(window: MainWindow) -> Row | None:
    """Return the row that is chosen."""
    return window.desk.panel.row


def message(window: MainWindow) -> str:
    """Return what is said about the answer."""
    return window.desk.panel.message.text()


def settled(window: MainWindow) -> Callable[[], bool]:
    """Return whether everything that was asked has been answered."""
    return lambda: not window.desk.is_writing and window.is_settled
