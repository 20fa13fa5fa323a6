"""A station that is killed inside a transaction of a repair: flags are set, the line is not.

Usage: python killed_repairing.py URI DATABASE LINES; it dies instead of writing a line after LINES.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.store import store as store_module
from resv_desktop.store.book import Book
from resv_desktop.store.store import Store

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class LastWords(Book):
    """A book whose writer dies before the line after so many."""

    left = 0

    def write_line(self, line: dict[str, Any]) -> None:
        """Write the line, or die."""
        LastWords.left -= 1
        if LastWords.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        super().write_line(line)


def main() -> None:
    uri, database, lines = sys.argv[1:]
    LastWords.left = int(lines)
    store = Store(uri, database)
    store.connect()
    store_module.Book = LastWords  # type: ignore[attr-defined]  # the class that a transaction is handed
    Controller(store, station="Killed", clock=lambda: MORNING).repair()


if __name__ == "__main__":
    main()
