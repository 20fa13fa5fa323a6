"""The one door out of the window's thread: work goes to a worker, its answer comes back."""

import logging
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from resv_desktop.domain.errors import CannotStart, Outage, Refusal
from resv_desktop.pace import unhurried

logger = logging.getLogger(__name__)

T = TypeVar("T")
Trouble = Refusal | Outage | CannotStart
_HANDED_OVER_AFTER_S = 0.0001
Failed = Callable[[Trouble], None]


class Tasks(QObject):
    """Runs blocking work on workers and brings every answer to the window's thread.

    An owner that is gone gets no answer. What is not bad news of a known kind is a bug: it is
    told through `broke`, and the owner hears that there will be no answer, as an Outage, so that
    nothing waits for one for ever.
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
        self._closing = threading.Event()
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
        *,
        until: threading.Event | None = None,
    ) -> None:
        """Run work on a worker; call done or failed on the window's thread if owner still lives.

        What nobody waits for until an event is set leaves Python to the window most of the time
        until then, or until the end. Call it on the window's thread only. Once closed, no more
        work is taken.
        """
        if self._is_closed:
            return
        self._open += 1
        if until is not None and not until.is_set():  # what is awaited waits for no other's turn
            work = partial(self._in_passing, work, until)
        self._pool.submit(self._work, owner, work, done, failed)

    def call_soon(self, what: Callable[[], None]) -> None:
        """Call something on the window's thread; safe from any thread. Once closed, nothing is."""
        if self._is_closed:
            return
        self._answered.emit((None, lambda _: what(), None))

    def close(self) -> None:
        """Take no more work and wait for what is running; its answers are not delivered."""
        self._is_closed = True
        self._closing.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _in_passing(self, work: Callable[[], T], until: threading.Event) -> T:
        with unhurried(until, self._closing):
            return work()

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


def _no_answer() -> Outage:
    return Outage(
        "Something went wrong in the program. If this was to be saved, it is not known whether it "
        "was. Try again: it is never done twice.",
        may_be_saved=True,
    )
