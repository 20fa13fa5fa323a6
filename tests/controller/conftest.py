"""A small house on a Tuesday morning, stations to open its book, and rivals in other processes."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.store.documents import HEARTBEATS, PRESENCE
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.made_again import fill
from tests.used_again import UsedAgain

pytest.register_assert_rewrite("tests.controller.book_machine")

Raw = Database[dict[str, Any]]
FindSlot = Callable[..., Slot]
COLLECTIONS = ("restaurants", "slots", "reservations", "journal", "waiting", "refused")
MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
RIVAL = Path(__file__).with_name("rival.py")


def stored(raw: Raw, reservation_id: str) -> dict[str, Any]:
    """Return a reservation as it is in the book."""
    found = raw.reservations.find_one({"_id": ObjectId(reservation_id)})
    assert found is not None
    return found


def write_elsewhere(raw: Raw, slot: Slot, **more: object) -> str:
    """Reserve as a web site does, with fields of its own in an order of its own; return the id."""
    theirs = {
        "time": slot.starts_at.astimezone(UTC),
        "extra": {"b": 1, "a": [1.0, None]},
        "tableId": slot.table_id,
        "reservedBy": "07400 123456",
        "slotId": slot.slot_id,
        **more,
        "__v": 0,
    }
    return str(raw.reservations.insert_one(theirs).inserted_id)


def questions(raw: Raw) -> int:
    """Count what the server was asked about this book so far."""
    counts = raw.client.admin.command("serverStatus")["metrics"]["commands"]
    names = ("find", "update", "insert", "delete", "findAndModify", "aggregate")
    asked = sum(counts[name]["total"] for name in names)
    return int(asked + counts["commitTransaction"]["total"])


class Clock:
    """The time that a test decides."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Tuesday 10 March 2026, 09:00 in London."""
    return Clock()


@pytest.fixture(scope="session")
def prepared(mongod: ManagedServer, books: UsedAgain) -> Iterator[Raw]:
    """A database in the layout of the book, shared by the tests of this process one by one."""
    name = books.take()
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri, tz_aware=True)
    yield client[name]
    client.close()
    books.give_back(name)


@pytest.fixture
def raw(prepared: Raw) -> Raw:
    """The same database through plain PyMongo, empty; signs of life of the test before, too."""
    for name in (*COLLECTIONS, HEARTBEATS, PRESENCE):  # houses of two tests may have one id
        prepared[name].delete_many({})
    return prepared


@pytest.fixture
def open_station(
    raw: Raw, mongod: ManagedServer, clock: Clock
) -> Iterator[Callable[..., Controller]]:
    """Open the book at a station of one's own: open_station("Bar", clock=..., patience_s=...)."""
    stores = []

    def open_one(
        station: str = "Stand 1",
        *,
        clock: Callable[[], datetime] | None = clock,
        uri: str = mongod.uri,
        patience_s: float = 5.0,
    ) -> Controller:
        store = Store(uri, raw.name, patience_s=patience_s)
        stores.append(store)
        store.connect()
        return Controller(store, station=station, clock=clock)

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def controller(open_station: Callable[..., Controller]) -> Controller:
    """The book as Stand 1 sees it."""
    return open_station()


@pytest.fixture
def make_house(controller: Controller, raw: Raw, clock: Clock) -> Callable[..., Restaurant]:
    """Set a restaurant up: make_house([2, 4], opening_hours="18:02", days_ahead=7, ...)."""

    def make(
        capacities: tuple[int, ...] = (2, 2, 4, 4, 6, 8),
        *,
        name: str = "Harbour House",
        phone: str = "+442079460123",
        timezone: str = "Europe/London",
        opening_hours: str = "12:23",
        days_ahead: int = 7,
    ) -> Restaurant:
        def anew() -> Restaurant:
            made = controller.create_restaurant(name, phone, opening_hours, timezone=timezone)
            raw.restaurants.update_one({"name": name}, {"$set": {"daysAhead": days_ahead}})
            return controller.add_tables(made.id, capacities) if capacities else made

        if raw.restaurants.find_one():
            return anew()
        what = (tuple(capacities), name, phone, timezone, opening_hours, days_ahead, clock())
        fill(raw, what, anew)
        (made,) = controller.restaurants()
        return made

    return make


@pytest.fixture
def house(make_house: Callable[..., Restaurant]) -> Restaurant:
    """Harbour House in London, open 12 to 23, six tables, with its hours for a week."""
    return make_house()


@pytest.fixture
def slot(controller: Controller, house: Restaurant) -> FindSlot:
    """Find one slot by its table: slot("3"), slot("3", hour=20, days=1)."""

    def find(table: str, *, hour: int = 19, days: int = 4) -> Slot:
        day = MORNING.date() + timedelta(days=days)
        return next(
            s
            for s in controller.slots(house.id, day)
            if s.table_id == table and s.starts_at.hour == hour
        )

    return find


@pytest.fixture
def contents(raw: Raw) -> Callable[[], dict[str, list[dict[str, Any]]]]:
    """Read everything there is in the book."""
    return lambda: {name: list(raw[name].find().sort("_id", 1)) for name in COLLECTIONS}


@pytest.fixture
def nothing_written(
    contents: Callable[[], Any],
) -> Callable[[], AbstractContextManager[None]]:
    """Demand that what happens inside leaves every document of the book as it was."""

    @contextmanager
    def watching() -> Iterator[None]:
        before = contents()
        yield
        assert contents() == before

    return watching


class Rivals:
    """Stations in processes of their own, with their own clients, which act at one instant."""

    def __init__(self, uri: str, database: str, count: int) -> None:
        command = [sys.executable, str(RIVAL), uri, database]
        self._processes = [
            subprocess.Popen(
                [*command, f"Rival {n + 1}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for n in range(count)
        ]
        for process in self._processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"

    def race(self, *calls: tuple[str, list[Any], dict[str, Any]]) -> list[dict[str, str]]:
        """Let each rival make its call at the same instant; return what each was told.

        An answer has "done" (an id), or "kind" and "sentence" of the bad news.
        """
        at = time.monotonic() + 0.005
        for process, (method, args, options) in zip(self._processes, calls, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps([at, method, args, options]) + "\n")
            process.stdin.flush()
        answers = []
        for process in self._processes:
            assert process.stdout is not None
            answers.append(json.loads(process.stdout.readline()))
        return answers

    def close(self) -> None:
        """End them all."""
        for process in self._processes:
            process.communicate(timeout=30)
            assert process.returncode == 0


@pytest.fixture(scope="session")
def rivals(mongod: ManagedServer, prepared: Raw) -> Iterator[Rivals]:
    """Four rivals on the book of this test process."""
    four = Rivals(mongod.uri, prepared.name, 4)
    yield four
    four.close()
