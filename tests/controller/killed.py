"""A station that is killed, without a word of parting, right after a step of its work.

Usage: python killed.py URI DATABASE RESTAURANT STEP.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from threading import Thread

from resv_desktop.controller import Controller
from resv_desktop.store.store import Store

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def main() -> None:
    uri, database, rest_id, step = sys.argv[1:]
    store = Store(uri, database)
    store.connect()
    told = []

    def progress(_done: int, _total: int) -> None:
        told.append(_done)
        if len(told) > int(step):  # a thread, so that the next write is already under way
            Thread(target=os.kill, args=(os.getpid(), signal.SIGKILL)).start()

    Controller(store, clock=lambda: MORNING).extend_slots(rest_id, progress=progress)


if __name__ == "__main__":
    main()
