"""Finding and remembering look at no more of the book after years than after a week."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pymongo
import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import MORNING, FindSlot, Raw
from tests.used_again import UsedAgain

GUEST = "+447400123456"
SATURDAY = date(2026, 3, 14)
DAYS, A_DAY = 365 * 5, 3
MOST_LOOKED_AT = 60


def _past(rest_id: str) -> Iterator[dict[str, Any]]:
    """Yield the reservations of five years, one in 20 of them without restaurant and last four."""
    for n in range(DAYS * A_DAY):
        at = MORNING - timedelta(days=1 + n // A_DAY) + timedelta(hours=3 + n % A_DAY)
        phone = f"+44740{n:07d}"
        yield {
            "_id": ObjectId(),
            "time": at,
            "tableId": str(n % 2 + 1),
            "reservedBy": phone,
            "slotId": ObjectId(),
            "name": "Ada Okafor",
            "note": "",
            "status": "booked",
            "station": "Stand 1",
        } | ({} if n % 20 == 0 else {"restId": ObjectId(rest_id), "phoneLast4": phone[-4:]})


@pytest.fixture
def prepared(mongod: ManagedServer, books: UsedAgain) -> Iterator[Raw]:
    """A new book: an index that has ever held an array is looked into further."""
    name = books.make()
    with pymongo.MongoClient[dict[str, Any]](mongod.uri, tz_aware=True) as client:
        yield client[name]
    books.give_back(name)


@pytest.fixture
def years(controller: Controller, raw: Raw, house: Restaurant, slot: FindSlot) -> Restaurant:
    """A house with five years behind it, and a few reservations ahead."""
    past = _past(house.id)
    while some := list(islice(past, 5_000)):
        raw.reservations.insert_many(some, ordered=False)
        shared = {"station": "Stand 1", "host": None, "restId": ObjectId(house.id)}
        raw.journal.insert_many(
            [
                shared
                | {"act": act, "at": r["time"], "reservationId": r["_id"], "slotId": r["slotId"]}
                | {"tableId": r["tableId"], "before": None, "after": None}
                | {side: r}
                for r in some
                for act, side in (("reserve", "after"), ("cancel", "before"))
            ],
            ordered=False,
        )
        raw.waiting.insert_many(
            {
                "restId": ObjectId(house.id),
                "slotId": r["slotId"],
                "time": r["time"],
                "partySize": 2,
                "reservedBy": r["reservedBy"],
            }
            for r in some
        )
        raw.refused.insert_many(
            shared | {"at": r["time"], "day": f"{r['time']:%Y-%m-%d}", "partySize": 4} for r in some
        )
    made = []
    for n, table in enumerate(("3", "4", "5")):
        s = slot(table)
        phone = GUEST[:-1] + str(n)
        made.append(controller.reserve(s.slot_id, table, phone, 2, name="Ada").id)
    controller.cancel(made[-1])
    return house


def _looked_at(raw: Raw, ask: Callable[[], object]) -> list[tuple[str, int]]:
    """Return the plan of each question that something asks, and at how much it looked."""
    raw.drop_collection("system.profile")
    raw.command("profile", 2)
    try:
        ask()
    finally:
        raw.command("profile", 0)
    asked = raw["system.profile"].find({"planSummary": {"$exists": True}})
    return [
        (str(each["planSummary"]), max(int(each["docsExamined"]), int(each["keysExamined"])))
        for each in asked
        if each["ns"].rpartition(".")[2] not in ("restaurants", "system.profile")
    ]


def test_five_years_of_data_are_not_looked_through(
    controller: Controller,
    years: Restaurant,
    slot: FindSlot,
    raw: Raw,
    record_property: Callable[[str, object], None],
) -> None:
    s, known = slot("3"), controller.find(years.id, "3450")[0]
    questions: dict[str, Callable[[], object]] = {
        "find 3450": lambda: controller.find(years.id, "3450"),
        "find 50": lambda: controller.find(years.id, "50"),
        "find all of a number": lambda: controller.find(years.id, GUEST),
        "find a name": lambda: controller.find(years.id, "ADA"),
        "guest": lambda: controller.guest(GUEST),
        "guest long gone": lambda: controller.guest("+447400009999"),
        "history": lambda: controller.history(years.id, limit=50),
        "history of a day": lambda: controller.history(years.id, day=SATURDAY),
        "history of a slot": lambda: controller.history(years.id, slot_id=s.slot_id),
        "history of a table": lambda: controller.history(years.id, day=SATURDAY, table_id="3"),
        "history of a reservation": lambda: controller.history(years.id, reservation_id=known.id),
        "waiting": lambda: controller.waiting(years.id, SATURDAY),
        "first match": lambda: controller.first_match(s.slot_id, "1"),
        "report of a day": lambda: controller.report(years.id, SATURDAY, SATURDAY),
        "refuse": lambda: controller.refuse(years.id, 4, SATURDAY, s.starts_at),
    }
    told = []
    for name, ask in questions.items():
        looked_at = _looked_at(raw, ask)
        assert looked_at, f"{name} asks nothing"
        assert not [plan for plan, _ in looked_at if "COLLSCAN" in plan], name
        most = max(count for _, count in looked_at)
        told.append(f"{name} {most}")
        assert most <= MOST_LOOKED_AT, (name, looked_at)
    record_property(
        "measured",
        f"of {DAYS * A_DAY:,} reservations and twice as many lines at most so many were looked "
        f"at: {', '.join(told)}",
    )
