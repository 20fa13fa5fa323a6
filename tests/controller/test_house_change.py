"""The house changes and no party is stranded: it is seen whom it hits, then all or nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Closure, Restaurant, Table
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import MORNING, FindSlot, Raw

Nothing = Callable[[], AbstractContextManager[None]]
DAY = MORNING.date() + timedelta(days=4)  # of the slots that `slot` finds
GUESTS = [f"+4474001234{n:02d}" for n in range(20)]


def closing(day: date = DAY, **facts: Any) -> HouseChange:
    closure = {"from_on": day, "to_on": day, "hours": None, "reason": "Wedding"} | facts
    return HouseChange(closures=(Closure(**closure),))


def retiring(table: str, day: date = DAY, capacity: int = 4) -> HouseChange:
    return HouseChange(tables=(Table(id=table, capacity=capacity, retired_from=day),))


def reserve(controller: Controller, slot: Slot, guest: int, party: int = 2) -> str:
    return controller.reserve(slot.slot_id, slot.table_id, GUESTS[guest], party).id


def labels(raw: Raw, at: datetime) -> dict[str, dict[str, Any]] | None:
    hour = raw.slots.find_one({"time": at})
    return hour and {table["tableId"]: table for table in hour["tables"]}


def test_a_closed_day_is_seen_first_and_then_closes_with_everybody_called(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held = reserve(controller, slot("3"), 0, 4)
    change = closing()
    preview = controller.preview(house.id, change)
    (hit,) = preview.affected
    assert (hit.reservation.id, hit.why, hit.home) == (held, "closed", None)
    assert {home.starts_at.hour for home in hit.homes} == {19}
    assert hit.homes[0].starts_at.date() == DAY + timedelta(days=1)
    controller.edit_restaurant(house.id, change, preview=preview, homes=preview.homes())
    hours = [s.starts_at.hour for s in controller.slots(house.id, DAY)]
    assert hours == [19]
    entry = (labels(raw, slot("3").starts_at) or {})["3"]
    assert entry == {"tableId": "3", "capacity": 4, "isAvailable": False, "leaving": True}
    assert [r.id for r in controller.reservations_on(house.id, DAY)] == [held]
    (needs,) = controller.attention(house.id)
    assert (needs.reservation.id, needs.why) == (held, "closed")
    controller.cancel(held)
    assert controller.slots(house.id, DAY) == []
    assert controller.attention(house.id) == []
    assert raw.slots.count_documents({}) == 7 * 11
