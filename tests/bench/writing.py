"""The row of a year of slots for fifty tables."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.store.documents import RESTAURANTS, SLOTS
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store
from tests.bench.figures import Figure, Rounds, Seconds
from tests.bench.floors import connect, insert_hours

_TABLES = 50
_DAYS_AHEAD = 364  # a year, with today


def year(store: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what adding fifty tables and a year of hours costs beside insert_many."""
    controller = Controller(store)
    floor = f"{database}_floor"
    other = Store(uri, floor)
    other.connect()
    prepare(other)
    hours = 0

    def by_controller() -> Seconds:
        nonlocal hours
        made = controller.create_restaurant("House", "+442079460123", timezone="Africa/Abidjan")
        own = {"_id": ObjectId(made.id)}
        store.database[RESTAURANTS].update_one(own, {"$set": {"daysAhead": _DAYS_AHEAD}})
        began = time.monotonic()
        controller.add_tables(made.id, [4] * _TABLES)
        took = time.monotonic() - began
        hours = store.database[SLOTS].count_documents({"restId": ObjectId(made.id)})
        return {"": took}

    def by_hand() -> Seconds:
        rest_id = ObjectId()
        tables = [{"tableId": str(n + 1), "capacity": 4, "isAvailable": True} for n in range(50)]
        start = controller.now().replace(minute=0, second=0, microsecond=0)
        times = [start + timedelta(hours=n) for n in range(hours)]
        began = time.monotonic()
        insert_hours(
            client[floor], ({"restId": rest_id, "time": t, "tables": tables} for t in times)
        )
        return {"": time.monotonic() - began}

    with connect(uri) as client:
        by_controller()
        sides: dict[str, Callable[[], Seconds]] = {"controller": by_controller, "bare": by_hand}
        rounds = Rounds(sides)
        client.drop_database(floor)
    other.close()
    yield Figure(
        f"a year of slots ({hours:,} hours of {_TABLES} tables), to insert_many",
        f"{rounds.median('controller'):.2f} s",
        f"{rounds.median('bare'):.2f} s",
        rounds.ratio("bare", "controller"),
        at_least=0.8,
    )
