"""Rows of moving parties: the answer for a room of sixty tables, of which seven are a chain."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.reshuffle import fewest_moves
from resv_desktop.store.documents import RESERVATIONS, SLOTS
from resv_desktop.store.store import Store
from tests.bench.figures import OPERATIONS, Figure, Rounds, Seconds
from tests.bench.floors import connect

_SEATS = range(2, 9)
_TABLES, _FEW_TABLES = 60, 10
_LONGEST = len(_SEATS) - 1  # moves: each party goes to the next smaller table


def moves(store: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what the fewest moves cost beside the bare finds of an hour, and the answer alone."""
    controller = Controller(store)
    hours = {count: _full_hour(controller, store, count) for count in (_TABLES, _FEW_TABLES)}
    rest_id, slot_id = hours[_TABLES]
    few_id, few_slot_id = hours[_FEW_TABLES]
    with connect(uri) as client:
        plain = client[database]

        def by_hand() -> Seconds:
            began = time.monotonic()
            for _ in range(OPERATIONS):
                own = ObjectId(slot_id)
                assert plain[SLOTS].find_one({"_id": own}) is not None
                assert len(list(plain[RESERVATIONS].find({"slotId": own}))) == _TABLES - 1
            return {"": time.monotonic() - began}

        rounds = Rounds(
            {
                "asked": _timed(lambda: controller.reshuffle(slot_id, _SEATS[-1])),
                "bare": by_hand,
                "alone": _alone(controller, rest_id, slot_id),
                "few": _alone(controller, few_id, few_slot_id),
            }
        )
    what = f"the fewest moves ({_LONGEST}) in an hour of"
    yield Figure(
        f"{what} {_TABLES} tables, to the two bare finds",
        _ms(rounds.median("asked")),
        _ms(rounds.median("bare")),
        rounds.ratio("asked", "bare"),
        at_most=2.0,
    )
    yield Figure(
        f"{what} {_TABLES} known tables, for each table, to one of {_FEW_TABLES}",
        _ms(rounds.median("alone") / _TABLES),
        _ms(rounds.median("few") / _FEW_TABLES),
        rounds.ratio("alone", "few") * _FEW_TABLES / _TABLES,
        at_most=2.0,
    )


def _full_hour(controller: Controller, store: Store, count: int) -> tuple[str, str]:
    """Have an hour whose only free table is one of the smallest; return house and hour."""
    seats = sorted(_SEATS[n % len(_SEATS)] for n in range(count))
    house = controller.create_restaurant(f"House of {count}", "+442079460123", "12:14")
    controller.add_tables(house.id, seats)
    day = house.business_day(controller.now()) + timedelta(days=1)
    _free, *tables = [s for s in controller.slots(house.id, day) if s.starts_at.hour == 12]
    slot_id = tables[0].slot_id
    store.database[RESERVATIONS].insert_many(
        {
            "time": slot.starts_at.astimezone(UTC),
            "tableId": slot.table_id,
            "reservedBy": f"+4477009{n:05d}",
            "slotId": ObjectId(slot_id),
            "restId": ObjectId(house.id),
            "partySize": max(slot.capacity - 1, 2),
            "status": "booked",
        }
        for n, slot in enumerate(tables)
    )
    store.database[SLOTS].update_one(
        {"_id": ObjectId(slot_id)},
        {"$set": {"tables.$[held].isAvailable": False}},
        array_filters=[{"held.tableId": {"$in": [slot.table_id for slot in tables]}}],
    )
    found = controller.reshuffle(slot_id, _SEATS[-1])
    assert found is not None
    assert len(found.moves) == _LONGEST
    return house.id, slot_id


def _timed(work: Callable[[], object]) -> Callable[[], Seconds]:
    def run() -> Seconds:
        began = time.monotonic()
        for _ in range(OPERATIONS):
            assert work() is not None
        return {"": time.monotonic() - began}

    return run


def _alone(controller: Controller, rest_id: str, slot_id: str) -> Callable[[], Seconds]:
    slots, held = controller.hours(rest_id, [slot_id])
    return _timed(lambda: fewest_moves(slots, held, _SEATS[-1]))


def _ms(seconds: float) -> str:
    return f"{seconds / OPERATIONS * 1000:.3f} ms"
