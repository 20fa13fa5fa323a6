"""A station that is killed in the middle of a change of the clock, with all of it half done.

Usage: python killed_rezoning.py URI DATABASE RESTAURANT ZONE.
"""

import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from resv_desktop.controller import Controller, rezoning
from resv_desktop.domain.clock_change import Shift
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.store.book import Book
from resv_desktop.store.clock_shift import shift_hours
from resv_desktop.store.store import Store

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def _shift_and_die(book: Book, shifts: Sequence[Shift]) -> None:
    shift_hours(book, shifts)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    uri, database, rest_id, zone = sys.argv[1:]
    store = Store(uri, database)
    store.connect()
    vars(rezoning)["shift_hours"] = _shift_and_die
    Controller(store, clock=lambda: MORNING).edit_restaurant(rest_id, HouseChange(timezone=zone))


if __name__ == "__main__":
    main()
