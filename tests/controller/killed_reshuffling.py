"""A station that is killed inside a transaction that moves parties, after a step of it.

Usage: python killed_reshuffling.py URI DATABASE SLOT RESERVATION STEP; it dies right after the
first party has been moved ("moved"), or once all is written but the commit ("written").
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
    """A book whose writer dies at the step that was asked for."""

    step = ""

    def replace_reservation(self, document: dict[str, Any]) -> None:
        """Move one party, and perhaps die."""
        super().replace_reservation(document)
        if LastWords.step == "moved":
            os.kill(os.getpid(), signal.SIGKILL)

    def write_line(self, line: dict[str, Any]) -> None:
        """Write the line of the party that gets the table, and die."""
        super().write_line(line)
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    uri, database, slot_id, own_id, step = sys.argv[1:]
    LastWords.step = step
    store = Store(uri, database)
    store.connect()
    store_module.Book = LastWords  # type: ignore[attr-defined]  # the class that a transaction is handed
    controller = Controller(store, station="Killed", clock=lambda: MORNING)
    moving = controller.reshuffle(slot_id, 8)
    assert moving is not None
    controller.reserve(
        slot_id, moving.slot.table_id, "07400 123456", 8, reservation_id=own_id, moving=moving
    )


if __name__ == "__main__":
    main()
