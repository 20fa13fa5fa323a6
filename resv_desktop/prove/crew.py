"""The stations of a proof: processes that are started, watched and ended together."""

import contextlib
import logging
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from resv_desktop.domain.errors import CannotStart
from resv_desktop.prove.station import GO, READY, Order, work

logger = logging.getLogger(__name__)

_START_S = 120.0  # for one station to open the book, on a machine that is busy with all of them
_END_S = 10.0  # for a station to end by itself once it is told so


class Crew:
    """All stations of one proof; none of them outlives it."""

    def __init__(self, orders: Sequence[Order]) -> None:
        """Start them; each opens the book and waits."""
        context = get_context("spawn")  # the same everywhere, and no client shared by a fork
        self._lines: list[Connection] = []
        self._working: list[Connection] = []
        self._processes: list[BaseProcess] = []
        with _ctrl_c_is_ours():
            for order in orders:
                ours, theirs = context.Pipe()
                process = context.Process(target=work, args=(order, theirs), name=order.name)
                process.start()
                theirs.close()
                self._lines.append(ours)
                self._processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for line in self._lines:
            line.close()  # a station that sees this ends
        until = time.monotonic() + (_END_S if error is None else 0.5)
        for process in self._processes:
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def go(self) -> None:
        """Let them begin, all at once; raise CannotStart if one of them could not open the book."""
        until = time.monotonic() + _START_S
        for line, process in zip(self._lines, self._processes, strict=True):
            with contextlib.suppress(EOFError, OSError):
                if line.poll(max(0.0, until - time.monotonic())) and line.recv() == READY:
                    continue
            raise CannotStart(f"{process.name} could not open the book.")
        self._working = list(self._lines)
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.send(GO)

    def is_done_within(self, seconds: float | None) -> bool:
        """Wait so long at most; return whether every station has had its last answer, or died."""
        until = None if seconds is None else time.monotonic() + seconds
        while self._working:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return False
            for line in connection.wait(self._working, left):  # a line that has an end is readable
                self._working = [other for other in self._working if other is not line]
        return True

    def died(self) -> int:
        """Wait for all to end; return how many were ended by something else.

        Raises CannotStart if one of them failed by itself, outside of any attempt.
        """
        for process in self._processes:
            process.join()
        codes = [process.exitcode or 0 for process in self._processes]
        if any(code > 0 for code in codes):
            raise CannotStart("A station failed by itself, so nothing is proven.")
        return sum(code < 0 for code in codes)


@contextmanager
def _ctrl_c_is_ours() -> Iterator[None]:
    """Let the processes that are started inside ignore Ctrl-C from their first moment."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
