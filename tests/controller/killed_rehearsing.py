"""A station that is killed, without a word of parting, in the middle of a rehearsal.

Usage: python killed_rehearsing.py URI DATABASE RESTAURANT NAME.
"""

import os
import signal
import sys
from datetime import UTC, datetime

from resv_desktop.controller import Controller
from resv_desktop.store.store import Store

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def main() -> None:
    uri, database, rest_id, name = sys.argv[1:]
    store = Store(uri, database)
    store.connect()
    Controller(store, clock=lambda: MORNING).rehearse(rest_id, name)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
