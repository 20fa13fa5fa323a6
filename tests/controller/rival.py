"""A station in a process of its own: does what it is told, at the instant it is told.

Usage: python rival.py URI DATABASE STATION; one call a line, one answer a line.
"""

import json
import sys
import time
from datetime import UTC, date, datetime
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ChangedSince, Outage, Refusal
from resv_desktop.domain.house_change import HouseChange, Preview, PreviewChanged
from resv_desktop.domain.restaurant import Closure, Restaurant, Table
from resv_desktop.store.store import Store

offered: list[Any] = []  # the moves that were asked for before, to be taken with "moving"
looked_at: list[tuple[HouseChange, Preview]] = []  # what "look_at_house" saw, to be changed next
MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
_MOST_LOOKS = 100


def wanted(house: Restaurant, act: str, *facts: object) -> HouseChange:
    """Return a change: "close" a day or hours of it, "retire" a table, or let it seat "fewer"."""
    if act == "close":
        day, hours = date.fromisoformat(str(facts[0])), facts[1]
        closed = None if hours is None else str(hours)
        new = Closure(from_on=day, to_on=day, hours=None, closed_hours=closed, reason="Wedding")
        return HouseChange(closures=(*house.closures, new), seen=house)
    (table,) = [table for table in house.tables if table.id == facts[0]]
    retired = date.fromisoformat(str(facts[1])) if act == "retire" else table.retired_from
    seats = int(str(facts[1])) if act == "fewer" else table.capacity
    return HouseChange(tables=(Table(id=table.id, capacity=seats, retired_from=retired),))


def look_at_house(controller: Controller, rest_id: str, *what: Any) -> tuple[HouseChange, Preview]:
    change = wanted(controller.restaurant(rest_id), *what)
    return change, controller.preview(rest_id, change)


def change_house(controller: Controller, rest_id: str, *what: Any) -> str:
    """Change the house and let everybody go where it is proposed; return how often it looked.

    A host looks again whenever another station was faster.
    """
    for looked in range(1, _MOST_LOOKS):
        try:
            change, preview = (
                looked_at.pop() if looked_at else look_at_house(controller, rest_id, *what)
            )
            controller.edit_restaurant(rest_id, change, preview=preview, homes=preview.homes())
        except (PreviewChanged, ChangedSince):
            continue
        return str(looked)
    raise AssertionError("the house was never the same twice")


def answer(controller: Controller, line: str) -> dict[str, Any]:
    at, method, args, options = json.loads(line)
    if options.get("moving"):
        options["moving"] = offered.pop()
    while time.monotonic() < at:
        pass
    try:
        if method == "look_at_house":
            looked_at.append(look_at_house(controller, *args))
            return {"done": "looked"}
        if method == "change_house":
            return {"done": change_house(controller, *args)}
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
