"""What the host sees, and when: events go in as from hands, and painting is waited for."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

from resv_desktop.qt.main_window import MainWindow

_PATIENCE_MS = 30_000


def main_window() -> MainWindow | None:
    """Return the main window that is open, if there is one."""
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    return next((window for window in found if window.isVisible()), None)


class Seen(QObject):
    """Knows when the lists of a window were painted.

    A list counts as painted once it has been while something was so; what is so must stay so.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._left: set[QObject] = set()
        self._is_so: Callable[[], bool] = lambda: False
        self._then: Callable[[], object] = lambda: None
        view = window.view
        lists = (view.available.list, view.all.list, view.all.timeline)
        self._viewports = [each.viewport() for each in lists]
        for viewport in self._viewports:
            viewport.installEventFilter(self)

    def once_painted(self, is_so: Callable[[], bool], then: Callable[[], object]) -> None:
        """Call `then` when every list in sight has been painted while something was so."""
        self._is_so, self._then = is_so, then
        self._left = {each for each in self._viewports if each.isVisible()}
        if is_so():
            for each in self._viewports:
                each.update()

    def wait(
        self,
        do: Callable[[], object],
        is_so: Callable[[], bool],
        *,
        only: QAbstractItemView | None = None,
    ) -> float:
        """Do something; return the seconds until the lists were painted while something was so.

        Of the lists in sight all are waited for, or only one.
        """
        loop = QEventLoop()
        QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
        self._is_so, self._then = is_so, loop.quit
        lists = [only.viewport()] if only else self._viewports
        self._left = {each for each in lists if each.isVisible()}
        began = time.monotonic()
        do()
        loop.exec()
        took = time.monotonic() - began
        assert not self._left, "it was never painted"
        return took

    def _is_its_turn(self, viewport: QObject) -> bool:
        """The free tables of another day are shown at once, the others in the next turn."""
        view = self._window.view
        return self._is_so() and (view.is_whole or viewport is view.available.list.viewport())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Paint
            and watched in self._left
            and self._is_its_turn(watched)
        ):
            self._left.discard(watched)
            if not self._left:
                QTimer.singleShot(0, self, self._then)  # painted and given to the screen by then
        return False
