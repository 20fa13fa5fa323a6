"""Work that nobody waits for, and how often it paused."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from resv_desktop import pace


class Pauses(threading.Event):
    """Counts how often it was waited for."""

    count = 0

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout
        self.count += 1
        return self.is_set()


@contextmanager
def counted_pauses() -> Iterator[Pauses]:
    """Let the work inside pause wherever it breathes, for no time, and count that."""
    pauses = Pauses()
    with pytest.MonkeyPatch.context() as patch, pace.unhurried(pauses):
        patch.setattr(pace, "_AT_WORK_S", 0.0)
        yield pauses
