"""A station that erases a guest and is killed, without a word of parting, before one of its writes.

Usage: python killed_erasing.py URI DATABASE RESTAURANT PHONE STEP; STEP counts from the mark on.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.store import erasing
from resv_desktop.store.store import Store

THE_DAY_AFTER = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def main() -> None:
    uri, database, rest_id, phone, step = sys.argv[1:]
    left = [int(step)]
    write = Store.write

    def killed_before(store: Store, work: Callable[..., Any]) -> Any:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return write(store, work)

    erasing._CHANGED_AT_ONCE = 1
    store = Store(uri, database)
    store.connect()
    controller = Controller(store, clock=lambda: THE_DAY_AFTER)
    Store.write = killed_before  # type: ignore[method-assign, assignment]  # it dies there
    controller.erase_guest(phone, rest_id)


if __name__ == "__main__":
    main()
