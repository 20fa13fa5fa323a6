"""A book that cannot be opened now: every question to it is an outage at once."""

import threading
from collections.abc import Callable
from typing import Any, NoReturn

from resv_desktop.store.book import Book
from resv_desktop.store.store import PATIENCE_S, Store


class ClosedStore(Store):
    """Stands where a store would, for a window that shows what was last known.

    It has no client and never gets one; its time is the machine's, since no other is known.
    """

    def __init__(self, why: str) -> None:
        """Take why the book cannot be opened, as a sentence, or ""."""
        self.patience_s = PATIENCE_S
        self.unbuilt_indexes = self.repaired = ()
        self._why_silent = lambda: why
        self._measured = None
        self._lock = threading.Lock()

    @property
    def database(self) -> NoReturn:
        """Never there."""
        raise self.outage()

    def aside(self) -> NoReturn:
        """Find nobody."""
        raise self.outage()

    def connect(self) -> NoReturn:
        """Find nobody."""
        raise self.outage()

    def read(self, work: Callable[[Book], Any]) -> NoReturn:  # noqa: ARG002 - nobody does it
        """Find nobody to ask."""
        raise self.outage()

    def write(self, work: Callable[[Book], Any]) -> NoReturn:  # noqa: ARG002 - nobody does it
        """Write nothing."""
        raise self.outage(is_write=True)

    def answering(self, patience_s: float = PATIENCE_S) -> NoReturn:  # noqa: ARG002 - nobody does
        """Find nobody to ask."""
        raise self.outage()

    def close(self) -> None:
        """Let go of nothing."""
