"""A station that is killed inside a transaction of a repair, with all written but the commit.

Usage: python killed_repairing.py URI DATABASE HOURS; it dies in the hour after so many.
"""

import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.store import store as store_module
from resv_desktop.store.book import Book
from resv_desktop.store.store import Store

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class LastWords(Book):
    """A book whose writer dies right after the lines of an hour."""

    left = 0

    def write_lines(self, lines: Sequence[dict[str, Any]]) -> None:
        """Write the lines, and perhaps die."""
        super().write_lines(lines)
        LastWords.left -= 1
        if LastWords.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    uri, database, hours = sys.argv[1:]
    LastWords.left = int(hours)
    store = Store(uri, database)
    store.connect()
    store_module.Book = LastWords  # type: ignore[attr-defined]  # the class that a transaction is handed
    Controller(store, station="Killed", clock=lambda: MORNING).repair()


if __name__ == "__main__":
    main()
