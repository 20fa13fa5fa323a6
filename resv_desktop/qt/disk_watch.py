"""Says early on the window that the disk is nearly full, long before the database has to stop."""

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer

from resv_desktop.disk_space import MINIMUM_FREE_BYTES, free_bytes
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks

if TYPE_CHECKING:
    from resv_desktop.qt.main_window import MainWindow

_EVERY_MS = 10_000
_STEP, _SMALL_STEP = 100_000_000, 10_000_000  # what is said does not change all the time


class DiskWatch(QObject):
    """Looks at the disk of a folder now and then and lets the window say how little is free."""

    def __init__(
        self,
        tasks: Tasks,
        folder: Path,
        parent: QObject | None = None,
        *,
        every_ms: int = _EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._folder = tasks, folder
        self._window: MainWindow | None = None
        self._is_looking = self._is_low = False
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self.look)

    def attach(self, window: "MainWindow") -> None:
        """Tell this window from now on."""
        self._window = window
        self._is_low = False
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look now, unless an answer is awaited: a disk may hang as well."""
        if self._is_looking:
            return
        self._is_looking = True
        self._tasks.run(self, self._free, self._on_free, lambda _: None)

    def _free(self) -> int | None:
        try:
            return free_bytes(self._folder)
        except OSError:
            return None

    def _on_free(self, free: int | None) -> None:
        self._is_looking = False
        window = self._window
        if free is None or window is None or not shiboken6.isValid(window):
            return
        was_low, self._is_low = self._is_low, free < MINIMUM_FREE_BYTES
        step = _STEP if free >= _STEP else _SMALL_STEP
        left = words.size(free // step * step) if self._is_low else ""
        window.bottom.show_disk(left)
        notice = window.bottom.notice
        if self._is_low and not was_low and (notice.stays or not window.notice):
            says = self.tr(
                "The disk of this machine is nearly full: {size} are free. Free some space soon, "
                "or nothing can be saved any more."
            )
            notice.say(says.format(size=left), kind="warn", is_between=True)
