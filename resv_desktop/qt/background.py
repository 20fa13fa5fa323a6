"""The one door out of the window's thread: work goes to a worker, its answer comes back."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from resv_desktop.domain.errors import CannotStart, Outage, Refusal

logger = logging.getLogger(__name__)

T = TypeVar("T")
Trouble = Refusal | Outage | CannotStart
_HANDED_OVER_AFTER_S = 0.0001
_AT_WORK_S, _AT_REST_S = 0.001, 0.015
Failed = Callable[[Trouble], None]


class Tasks(QObject):
    """Runs blocking work on workers and brings every answer to the window's thread.

    An owner that is gone gets no answer. What is not bad news of a known kind is a bug: it is
    told through `broke`, and the owner hears that there will be no answer, as an Outage, so that
    nothing waits for one for ever. `closing` is set at the end, for which unhurried work hurries.
    """

    broke = Signal(object)
    became_idle = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None, *, workers: int = 4) -> None:
        super().__init__(parent)
        # The window lets go of Python for every event, and a worker that is busy in it hands it
        # back only after so long: with Python's own 5 ms one painting would wait for half a second.
        sys.setswitchinterval(_HANDED_OVER_AFTER_S)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="task")
        self._open = 0
        self._is_closed = False
        self.closing = threading.Event()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether every piece of work that was given has been answered."""
        return self._open == 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed,
    ) -> None:
        """Run work on a worker; call done or failed on the window's thread if owner still lives.

        Call it on the window's thread only. Once closed, no more work is taken.
        """
        if self._is_closed:
            return
        self._open += 1
        self._pool.submit(self._work, owner, work, done, failed)

    def call_soon(self, what: Callable[[], None]) -> None:
        """Call something on the window's thread; safe from any thread. Once closed, nothing is."""
        if self._is_closed:
            return
        self._answered.emit((None, lambda _: what(), None))

    def close(self) -> None:
        """Take no more work and wait for what is running; its answers are not delivered."""
        self._is_closed = True
        self.closing.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Failed,
    ) -> None:
        try:
            result = work()
        except (Refusal, Outage, CannotStart) as trouble:
            answer: tuple[QObject | None, Callable[[Any], None], Any] = (owner, failed, trouble)
        except BaseException as bug:  # noqa: BLE001 - it goes to the one hook, on the right thread
            self._answered.emit((owner, failed, _no_answer()))
            self._answered.emit((None, self.broke.emit, bug))
            logger.debug("a task broke: %s", type(bug).__name__)
            return
        else:
            answer = (owner, done, result)
        self._answered.emit(answer)

    def _deliver(self, answer: tuple[QObject | None, Callable[[Any], None], Any]) -> None:
        owner, call, value = answer
        if owner is None:
            call(value)
            return
        self._open -= 1
        if shiboken6.isValid(owner):
            call(value)
        if self._open == 0:
            self.became_idle.emit()


_pace = threading.local()


@contextmanager
def unhurried(until: threading.Event) -> Iterator[None]:
    """Let the work inside, on a worker that nobody waits for, leave Python to the window.

    It pauses wherever it calls breathe(), until the event says that somebody waits after all.
    """
    _pace.until, _pace.since_s = until, time.perf_counter()
    try:
        yield
    finally:
        del _pace.until, _pace.since_s


def breathe() -> None:
    """Pause for a moment, where work is unhurried and has gone on for a millisecond."""
    since_s: float | None = getattr(_pace, "since_s", None)
    if since_s is not None and time.perf_counter() - since_s >= _AT_WORK_S:
        _pace.until.wait(_AT_REST_S)
        _pace.since_s = time.perf_counter()


def _no_answer() -> Outage:
    return Outage(
        "Something went wrong in the program. If this was to be saved, it is not known whether it "
        "was. Try again: it is never done twice.",
        may_be_saved=True,
    )
