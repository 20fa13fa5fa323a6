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
_AGAIN_AFTER_MS = 250
_AFTER_YOU_S = 0.002


class Follower(QObject):
    """Follows the changes of one restaurant on a thread of its own until it is told to stop.

    changed carries what came since the last time, at most twenty times a second, and all of an act
    together; beat_heard the number of a heartbeat, after all that was changed before it has been
    told. Whatever ends the thread, another one begins a moment later where it left off; what
    changed meanwhile is then told, as kind "all" where the database cannot say it.
    """

    changed = Signal(list)
    beat_heard = Signal(int)

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
        self._is_called = False
        self._has_told = threading.Event()
        self._position = Position()
        self._is_bug_told = False
        self._pause = QTimer(self, singleShot=True, interval=_AT_MOST_EVERY_MS)
        self._pause.timeout.connect(self._tell)
        self._care = QTimer(self, interval=_AGAIN_AFTER_MS)
        self._care.timeout.connect(self._take_care)
        self._thread: threading.Thread | None = None
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    def start(self) -> None:
        """Begin to follow."""
        self._begin()
        self._care.start()

    def stop(self) -> None:
        """Ask the thread to end; it does within half a second, and tells nothing any more."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread to end; return whether it has."""
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _take_care(self) -> None:
        self._begin()
        # What another program writes together has no line that ends it.
        if not self._stop.is_set():
            self._wake()

    def _begin(self) -> None:
        """Begin to follow where nobody does, whatever ended the last thread."""
        if self._stop.is_set() or (self._thread is not None and self._thread.is_alive()):
            return
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        try:
            changes = self._controller.changes(
                self._rest_id, self._stop.is_set, resume=self._position
            )
            for change in changes:
                self._hear(change)
        except Outage:
            return
        except BaseException as bug:  # noqa: BLE001 - it goes to the one hook, once
            self._position = Position()  # what could not be understood is not asked for again
            if not self._is_bug_told:
                self._is_bug_told = True
                self._call(partial(self._tasks.broke.emit, bug))

    def _hear(self, change: Change) -> None:
        if change.kind == "heartbeat":
            self._is_bug_told = False
            self._call(partial(self._on_beat, change.beat))
            return
        with self._lock:
            self._heard.append(change)
            is_due = not change.has_more and not self._is_called
            self._is_called |= is_due
        if is_due:
            self._has_told.clear()
            self._call(self._wake)
            # The window goes first: two threads that work in Python at once hold each other up.
            self._has_told.wait(_AFTER_YOU_S)

    def _call(self, what: Callable[[], object]) -> None:
        """Call something on the window's thread, unless the window is gone by then."""

        def call() -> None:
            if shiboken6.isValid(self) and not self._stop.is_set():
                what()

        if not self._stop.is_set():
            self._tasks.call_soon(call)

    def _on_beat(self, number: int) -> None:
        self._tell()
        self.beat_heard.emit(number)

    def _wake(self) -> None:
        if not self._pause.isActive():
            self._tell()

    def _tell(self) -> None:
        # While the pause runs more may come; the pause's end tells it.
        with self._lock:
            heard, self._heard = self._heard, []
            self._is_called = False
        if heard:
            self._pause.start()
            self.changed.emit(heard)
        self._has_told.set()
