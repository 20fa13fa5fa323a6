"""Two stations make the days ahead while tables are added, and a fourth books: nothing is lost."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Event
from typing import Any

import pymongo
import pytest
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.faults.evening import DATABASE, NOW, TABLES, make_evening

Raw = Database[dict[str, Any]]
DAYS, MORE_TABLES = 60, 3
GUEST = "+447400123456"


@pytest.fixture
def raw(mongod: ManagedServer) -> Iterator[Raw]:
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri, tz_aware=True)
    yield client[DATABASE]
    client.drop_database(DATABASE)
    client.close()


def test_hours_made_at_two_stations_while_a_third_adds_tables_and_a_fourth_books_are_whole(
    mongod: ManagedServer, raw: Raw, record_property: Callable[[str, object], None]
) -> None:
    evening = make_evening(mongod.uri)
    raw.restaurants.update_one({}, {"$set": {"daysAhead": DAYS}})
    # Some hours of the week are gone, so that both have to make hours among those that are there.
    raw.slots.delete_many({"time": {"$gt": evening.slots[-1].starts_at}})
    is_extended = Event()
    kept: dict[str, tuple[str, str]] = {}
    told: Counter[str] = Counter()

    def book(station: Controller) -> None:
        while not is_extended.is_set() or not kept:
            for slot_id, table_id in evening.places:
                try:
                    made = station.reserve(slot_id, table_id, GUEST, 4, second_table=True)
                    told["reserved"] += 1
                    if told["reserved"] % 3:
                        station.cancel(made.id)
                        told["cancelled"] += 1
                    else:
                        kept[made.id] = (slot_id, table_id)
                except (Refusal, Outage) as news:
                    told[type(news).__name__] += 1

    with ExitStack() as stack, ThreadPoolExecutor(4) as threads:
        stations = [
            Controller(
                stack.enter_context(closing(Store(mongod.uri, DATABASE, patience_s=20.0))),
                station=f"Stand {n + 1}",
                clock=lambda: NOW,
            )
            for n in range(4)
        ]
        booking = threads.submit(book, stations[0])
        extending = [threads.submit(s.extend_slots, evening.rest_id) for s in stations[1:3]]
        for _ in range(MORE_TABLES):
            stations[3].add_tables(evening.rest_id, [2])
        written = [work.result() for work in extending]
        is_extended.set()
        booking.result()
        assert stations[0].extend_slots(evening.rest_id) == 0  # nothing was left undone
        assert stations[0].check() == []

    labels = [str(n + 1) for n in range(TABLES + MORE_TABLES)]
    restaurant = raw.restaurants.find_one() or {}
    assert [table["id"] for table in restaurant["tables"]] == labels
    hours = list(raw.slots.find())
    assert len({hour["time"] for hour in hours}) == len(hours) == (DAYS + 1) * 3
    for hour in hours:
        assert sorted(table["tableId"] for table in hour["tables"]) == sorted(labels)
    held = {str(r["_id"]): (str(r["slotId"]), r["tableId"]) for r in raw.reservations.find()}
    assert held == kept
    taken = [
        (str(hour["_id"]), table["tableId"])
        for hour in hours
        for table in hour["tables"]
        if not table["isAvailable"]
    ]
    assert sorted(taken) == sorted(held.values())
    assert set(told) <= {"reserved", "cancelled", "SlotTaken", "SlotBusy"}, told
    record_property(
        "measured",
        f"{len(hours)} hours made by two stations ({written} written) while {MORE_TABLES} tables "
        f"came and {dict(told)}: none lost, none doubled, {len(held)} reservations untouched",
    )
