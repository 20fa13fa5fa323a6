"""Rows of changing the house: whom a closure hits in a year of reservations, beside bare finds."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Closure
from resv_desktop.store.documents import RESERVATIONS, RESTAURANTS, SLOTS
from resv_desktop.store.store import Store
from tests.bench.figures import Figure, Rounds, Seconds
from tests.bench.floors import Client, connect
from tests.bench.years import midnight, write_book

_TABLES, _A_YEAR, _DAYS = 24, 22_000, 365
_A_MONTH = 30
_AROUND = 7  # days on either side in which somebody of a closed day could find a table


def preview(store: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what the preview of a closed day, month and year costs, and who needs attention."""
    rest_id = write_book(
        store,
        days=_DAYS,
        tables=_TABLES,
        reservations_a_year=_A_YEAR,
        last_day=midnight(_DAYS),
        is_journalled=False,
    )
    controller = Controller(store)
    first = midnight(2).date()
    spans = {"day": 1, "month": _A_MONTH, "year": _DAYS}
    changes = {name: _closing(first, days) for name, days in spans.items()}
    held = {
        name: len(controller.preview(str(rest_id), change).affected)
        for name, change in changes.items()
    }
    with connect(uri) as client:
        sides: dict[str, Callable[[], Seconds]] = {}
        for name, days in spans.items():
            change = changes[name]
            sides[name] = _timed(lambda change=change: controller.preview(str(rest_id), change))  # type: ignore[misc]
            sides[f"{name}, bare"] = _timed(
                lambda days=days: _find(client, database, rest_id, first, days)  # type: ignore[misc]
            )
        sides["attention"] = _timed(lambda: controller.attention(str(rest_id)))
        rounds = Rounds(sides)
    for name, goal in (("day", 8.0), ("month", 5.0), ("year", 6.0)):
        yield Figure(
            f"preview of a closed {name}, {held[name]:,} of a year's reservations, to bare finds",
            _ms(rounds.median(name)),
            _ms(rounds.median(f"{name}, bare")),
            rounds.ratio(name, f"{name}, bare"),
            at_most=goal,
        )
    yield Figure(
        "preview of a closed year, for each reservation, to a closed month",
        _ms(rounds.median("year") / held["year"]),
        _ms(rounds.median("month") / held["month"]),
        rounds.ratio("year", "month") * held["month"] / held["year"],
        at_most=1.2,
    )
    yield Figure(
        f"who needs attention, among {_A_YEAR:,} reservations ahead, to finding them",
        _ms(rounds.median("attention")),
        _ms(rounds.median("year, bare")),
        rounds.ratio("attention", "year, bare"),
        at_most=1.5,
    )


def _closing(first: date, days: int) -> HouseChange:
    last = first + timedelta(days=days - 1)
    return HouseChange(closures=(Closure(from_on=first, to_on=last, hours=None, reason="Works"),))


def _find(client: Client, database: str, rest_id: ObjectId, first: date, days: int) -> int:
    """Find what a preview cannot do without: the house, its hours, who has reserved, what is free.

    Free are the tables of the days around a closure, where there are any.
    """
    raw = client[database]
    start = midnight((first - midnight().date()).days)
    end, around = start + timedelta(days=days), timedelta(days=_AROUND)
    raw[RESTAURANTS].find_one({"_id": rest_id})
    list(raw[SLOTS].find({"restId": rest_id, "time": {"$gte": midnight()}}, {"time": 1}))
    spans = ((start - around, start), (end, end + around))
    for begins_at, ends_at in spans:
        list(raw[SLOTS].find({"restId": rest_id, "time": {"$gte": begins_at, "$lt": ends_at}}))
    held = raw[RESERVATIONS].find({"restId": rest_id, "time": {"$gte": start, "$lt": end}})
    return len(list(held))


def _timed(work: Callable[[], object]) -> Callable[[], Seconds]:
    def run() -> Seconds:
        began = time.monotonic()
        work()
        return {"": time.monotonic() - began}

    return run


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
