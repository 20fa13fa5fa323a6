"""Where the command line and its answer are, and where the keys go back to."""

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QApplication, QWidget

from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.command_panel import CommandPanel


class CommandPlace(QObject):
    """Line and answer are one place: the keys came into it, or went from it.

    A dialog that opens over the window takes the keys away from neither.
    """

    came = Signal()
    went = Signal()

    def __init__(
        self, window: QWidget, ground: QWidget, line: CommandLine, panel: CommandPanel
    ) -> None:
        """ground gets the keys back where what they came from has gone meanwhile."""
        super().__init__(window)
        self._window, self._ground, self._line, self._panel = window, ground, line, panel
        self._home: QWidget | None = None
        line.focused.connect(self._on_focused)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_moved)

    def go_home(self) -> None:
        """Give the keys back to where they came from."""
        home = self._home
        if home is None or self._window.focusWidget() is not self._line:
            return
        # A party that was due may be due no more, and its row be gone.
        is_there = shiboken6.isValid(home) and home.isVisible() and home.isEnabled()
        (home if is_there else self._ground).setFocus()

    def fit(self) -> None:
        """Put the answer under the line."""
        corner = self._line.mapTo(self._window, QPoint(0, 0))
        self._panel.fit(QRect(corner, self._line.size()))

    def _on_focused(self, is_here: bool) -> None:
        if is_here:
            self.came.emit()
            return
        now_at = QApplication.focusWidget()
        is_in_panel = now_at is not None and self._panel.isAncestorOf(now_at)
        if not is_in_panel and QApplication.activeWindow() is self._window:
            self.went.emit()

    def _on_focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self._line and old is not None and self._window.isAncestorOf(old):
            is_own = old is self._line or self._panel.isAncestorOf(old)
            self._home = self._home if is_own else old
