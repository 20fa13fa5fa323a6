"""How much of Python work on a worker takes while the window needs it too."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, sleep

_AT_WORK_S, _AT_REST_S = 0.001, 0.015
_pace = threading.local()
_turn = threading.Lock()  # two that take their time at once would leave the window a third of it


@contextmanager
def unhurried(*until: threading.Event) -> Iterator[None]:
    """Let the work inside, on a worker that nobody waits for, leave Python to the window.

    It pauses wherever it calls breathe(), until one of the events says that somebody waits after
    all; of several such pieces of work one goes on at a time. What is asked of the database inside
    one patience must not last long by its pauses.
    """
    with _turn:
        _pace.until, _pace.since_s = until, perf_counter()
        try:
            yield
        finally:
            del _pace.until, _pace.since_s


def breathe() -> None:
    """Pause for a moment, where work is unhurried and has gone on for a millisecond."""
    since_s: float | None = getattr(_pace, "since_s", None)
    if since_s is not None and perf_counter() - since_s >= _AT_WORK_S:
        if not any(event.is_set() for event in _pace.until):
            _turn.release()
            sleep(_AT_REST_S)
            _turn.acquire()
        _pace.since_s = perf_counter()
