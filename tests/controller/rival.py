"""A station in a process of its own: does what it is told, at the instant it is told.

Usage: python rival.py URI DATABASE STATION; one call a line, one answer a line.
"""

import json
import sys
import time
from datetime import UTC, datetime
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.store.store import Store

offered: list[Any] = []  # the moves that were asked for before, to be taken with "moving"
MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def answer(controller: Controller, line: str) -> dict[str, Any]:
    at, method, args, options = json.loads(line)
    if options.get("moving"):
        options["moving"] = offered.pop()
    while time.monotonic() < at:
        pass
    try:
        done = getattr(controller, method)(*args, **options)
    except (Refusal, Outage) as news:
        return {"kind": type(news).__name__, "sentence": str(news)}
    if method == "reshuffle":
        offered.append(done)
        return {"done": "offered"}
    return {"done": getattr(done, "id", done)}


def main() -> None:
    uri, database, station = sys.argv[1:]
    store = Store(uri, database)
    store.connect()
    controller = Controller(store, station=station, clock=lambda: MORNING)
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(controller, line)), flush=True)
    store.close()


if __name__ == "__main__":
    main()
