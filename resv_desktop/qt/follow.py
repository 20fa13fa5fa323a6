"""Hears what changes in the book, at this station and at all others."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Change, Position
from resv_desktop.qt.background import Tasks

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_AT_MOST_EVERY_MS = 50
_AGAIN_AFTER_S = 1.0


class Follower(QObject):
    """One thread that follows the changes of one restaurant until it is told to stop.

    changed carries what came since the last time, at most twenty times a second. lost tells that
    the database went silent; it is tried again every second, and found tells that it is back.
    What changed meanwhile is then told, as kind "all" where the database cannot say it.
    """

    changed = Signal(list)
    lost = Signal(object)
    found = Signal()

    def __init__(
        self, tasks: Tasks, controller: "Controller", rest_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._controller = controller
        self._rest_id = rest_id
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._heard: list[Change] = []
        self._pause = QTimer(self, singleShot=True, interval=_AT_MOST_EVERY_MS)
        self._pause.timeout.connect(self._tell)
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end; it does within half a second, and tells nothing any more."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread to end; return whether it has."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _follow(self) -> None:
        is_lost, position = False, Position()
        while not self._stop.is_set():
            try:
                for change in self._controller.changes(
                    self._rest_id, self._stop.is_set, resume=position
                ):
                    if is_lost:
                        is_lost = False
                        self._call(self.found.emit)
                    self._hear(change)
            except Outage as outage:
                is_lost = True
                self._call(partial(self.lost.emit, outage))
                self._stop.wait(_AGAIN_AFTER_S)

    def _hear(self, change: Change) -> None:
        with self._lock:
            is_first = not self._heard
            self._heard.append(change)
        if is_first:
            self._call(self._wake)

    def _call(self, what: Callable[[], object]) -> None:
        """Call something on the window's thread, unless the window is gone by then."""

        def call() -> None:
            if shiboken6.isValid(self) and not self._stop.is_set():
                what()

        if not self._stop.is_set():
            self._tasks.call_soon(call)

    def _wake(self) -> None:
        if not self._pause.isActive():
            self._tell()

    def _tell(self) -> None:
        # While the pause runs more may come; the pause's end tells it.
        with self._lock:
            heard, self._heard = self._heard, []
        if heard:
            self._pause.start()
            self.changed.emit(heard)
