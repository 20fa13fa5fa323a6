"""The hands of a host at the main window: keys go where the keys go, and are counted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.command_rows import Row
from resv_desktop.qt.main_window import MainWindow


class Hands:
    """Types and presses; `keys` are those beyond typed digits and words."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.keys: list[str] = []

    @property
    def _here(self) -> QWidget:
        return self._window.focusWidget() or self._window

    def type(self, text: str) -> None:
        """Type a text, each sign of it where the keys go at that moment."""
        for character in text:
            QTest.keyClicks(self._here, character)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.keys.append(key.name)
            QTest.keyClick(self._here, key)


def rows(window: MainWindow) -> list[str]:
    """Return the rows of the answer as they are spoken."""
    model = window.desk.panel.model
    return [str(model.data(model.index(n))) for n in range(model.rowCount())]


def chosen(window: MainWindow) -> Row | None:
    """Return the row that is chosen."""
    return window.desk.panel.row
