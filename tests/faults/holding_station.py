"""A station that stops for ever inside the transaction of its reservation, at the last step of it.

Usage: python holding_station.py URI DATABASE SLOT TABLE; says "holding" once it holds the hour.
"""

import sys
from datetime import UTC, datetime
from threading import Event

from resv_desktop.controller import Controller
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document
from resv_desktop.store.store import Store

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def hold(self: Book, line: Document) -> None:
    assert self
    assert line
    print("holding", flush=True)
    Event().wait()


def main() -> None:
    uri, database, slot_id, table_id = sys.argv[1:]
    store = Store(uri, database, patience_s=60.0)
    store.connect()
    Book.write_line = hold  # type: ignore[method-assign] # the line of the journal comes last
    Controller(store, clock=lambda: NOW).reserve(slot_id, table_id, "+447400999999", 4)


if __name__ == "__main__":
    main()
