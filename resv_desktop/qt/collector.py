"""Old windows are cleared away on the window's own thread, never by a worker that passes by."""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Collector(QObject):
    """Collects Python's garbage on the window's thread and keeps all other threads from it.

    Python collects on whichever thread happens to allocate; a widget that dies on a worker takes
    the program with it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what Python would have collected by now: the youngest objects first."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                gc.collect(generation)
                return

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
