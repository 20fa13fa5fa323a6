"""Ctrl+C: at once while nothing is there yet that would have to be put in order, later in order."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = 130  # what a shell calls a program that Ctrl+C has ended


def leave_at_once() -> None:
    """End without a word when Ctrl+C comes, as long as the program is being loaded.

    Raised as KeyboardInterrupt it would be told with a traceback, or be lost: what loads Qt takes
    it for a module that is not there. Whoever lets the program ignore Ctrl+C is not asked.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def leave_in_order() -> None:
    """Raise KeyboardInterrupt from now on: something is there that has to be closed."""
    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def in_order() -> Iterator[None]:
    """Raise KeyboardInterrupt meanwhile: what is begun here is to be put in order."""
    before = signal.getsignal(signal.SIGINT)
    leave_in_order()
    try:
        yield
    finally:
        if before is _leave:
            leave_at_once()


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)
