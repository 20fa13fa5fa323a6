"""Old windows are cleared away on the window's own thread, never by a worker that passes by."""

import gc
from typing import Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QInputEvent, QWindow

_EVERY_MS: Final = 200
_WHOLE_EVERY_MS: Final = 60_000
_STILL_MS: Final = 3000
_AT_THE_LATEST_MS: Final = 30 * 60_000


class Collector(QObject):
    """Collects Python's garbage on the window's thread and keeps all other threads from it.

    Python collects on whichever thread happens to allocate; a widget that dies on a worker takes
    the program with it. Five times a second what has come since is looked through, each time in
    few milliseconds. To look through all that is there takes a tenth of a second once the host has
    been to many days, so that is only done while nobody has pressed anything for a moment, or
    after half an hour without such a moment.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        whole_every_ms: int = _WHOLE_EVERY_MS,
        still_ms: int = _STILL_MS,
    ) -> None:
        super().__init__(parent)
        gc.disable()
        self._whole_every_ms, self._still_ms = whole_every_ms, still_ms
        self._since_whole, self._since_input = QElapsedTimer(), QElapsedTimer()
        self._since_whole.start()
        self._window: QWindow | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
            self._on_window(app.focusWindow())
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what Python would have collected by now, as far as this is the moment for it."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[1] > thresholds[1] > 0 and self._may_take_long:
            self._since_whole.restart()
            gc.collect()
        elif counts[0] > thresholds[0] > 0:
            gc.collect(0)

    def settle(self) -> None:
        """Leave alone from now on what is there: it will live as long as the program.

        What has died by then is little; to look for it would hold up the window that is shown.
        """
        gc.freeze()

    def close(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @property
    def _may_take_long(self) -> bool:
        waited_ms = self._since_whole.elapsed()
        pressed = self._since_input
        is_still = not pressed.isValid() or pressed.elapsed() >= self._still_ms
        return waited_ms >= (self._whole_every_ms if is_still else _AT_THE_LATEST_MS)

    def _on_window(self, window: QWindow | None) -> None:
        """Listen to the window that has the keys: whatever is pressed passes it."""
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputEvent):
            self._since_input.start()
        return False
