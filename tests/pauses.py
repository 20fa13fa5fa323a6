"""Work that nobody waits for, and how often it would pause."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from resv_desktop import pace

_MOST_PAUSES = 700  # ten seconds


class Pauses(threading.Event):
    """Counts how often work asks whether it may pause, and lets it go on."""

    count = 0

    def is_set(self) -> bool:
        self.count += 1
        return True


@contextmanager
def counted_pauses() -> Iterator[Pauses]:
    """Let the work inside pause wherever it breathes, for no time, and count that."""
    pauses = Pauses()
    with pytest.MonkeyPatch.context() as patch, pace.unhurried(pauses):
        patch.setattr(pace, "_AT_WORK_S", 0.0)
        yield pauses


class LongWork:
    """Breathes again and again, until it does not pause any more."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._pauses = 0
        self.has_paused, self.has_hurried = threading.Event(), threading.Event()
        monkeypatch.setattr(pace, "_AT_WORK_S", 0.0)
        monkeypatch.setattr(pace, "sleep", self._pause)

    def _pause(self, seconds: float) -> None:
        self._pauses += 1
        self.has_paused.set()
        time.sleep(seconds)

    def __call__(self) -> None:
        for before in range(_MOST_PAUSES):
            pace.breathe()
            if self._pauses == before:
                self.has_hurried.set()
                return
