"""A web site keeps the same book; what either writes, the other reads, and neither is harmed."""

import threading
from datetime import UTC, timedelta

import pytest
from bson import ObjectId
from pymongo.errors import WriteError

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    InvalidRestaurant,
    ReservationNotFound,
    SlotNotFound,
    SlotTaken,
)
from resv_desktop.domain.slot import Slot
from resv_desktop.store.check import find_faults
from resv_desktop.store.store import Store
from tests.store.site import CAPACITIES, Raw, Site, slot_of, tomorrow


def test_a_restaurant_of_the_site_has_its_usual_values(
    controller: Controller, rest_id: str
) -> None:
    house = controller.restaurant(rest_id)
    assert (house.name, house.opening_hours, house.timezone) == ("Blue Bottle", "12:23", None)
    assert [table.capacity for table in house.tables] == list(CAPACITIES)


def test_a_restaurant_may_lack_everything_but_its_name(raw: Raw, controller: Controller) -> None:
    bare = raw.restaurants.insert_one({"name": "Bare", "__v": 0}).inserted_id
    house = controller.restaurant(str(bare))
    assert (house.opening_hours, house.tables, house.timezone) == ("12:23", (), None)
    assert controller.slots(str(bare), tomorrow()) == []
    assert controller.check() == []


def test_every_table_of_every_hour_is_listed(controller: Controller, rest_id: str) -> None:
    slots = controller.slots(rest_id, tomorrow())
    assert len(slots) == 11 * len(CAPACITIES)
    assert all(slot.is_available for slot in slots)


def test_a_reservation_of_the_site_is_listed_with_the_rest(
    site: Site, controller: Controller, rest_id: str
) -> None:
    made_there = site.reserve(slot_of(controller, rest_id), "07400 123456")
    controller.reserve(slot_of(controller, rest_id).slot_id, "3", "+447400123457", 4)
    found = controller.reservations_on(rest_id, tomorrow())
    assert [(r.id == made_there, r.table_id) for r in found] == [(True, "2"), (False, "3")]
    assert found[0].party_size is None
    assert not slot_of(controller, rest_id).is_available


@pytest.mark.parametrize(
    "stored",
    [
        "+447400123456",
        "447400123456",
        "07400 123456",
        "07400123456",
        "+44 7400 123456",
        "07400-123456",
        "00447400123456",
    ],
)
def test_a_number_is_found_in_whichever_form_the_site_stored_it(
    site: Site, controller: Controller, rest_id: str, stored: str
) -> None:
    controller.set_timezone(rest_id, "Europe/London")
    slot = slot_of(controller, rest_id)
    made_there = site.reserve(slot, stored)
    for typed in ("07400 123456", "+44 7400 123456"):
        (found,) = controller.reservations_for(typed, rest_id=rest_id)
        assert found.id == made_there
        assert found.starts_at == slot.starts_at
        assert found.rest_id == rest_id


def test_a_guest_of_the_site_holding_a_table_in_that_hour_is_told(
    site: Site, controller: Controller, rest_id: str
) -> None:
    controller.set_timezone(rest_id, "Europe/London")
    slot = slot_of(controller, rest_id)
    site.reserve(slot, "07400 123456")
    with pytest.raises(AlreadyReserved, match=f"table 2 at {slot.starts_at:%H:%M}"):
        controller.reserve(slot.slot_id, "3", "+447400123456", 4)
    controller.reserve(slot.slot_id, "3", "+447400123456", 4, second_table=True)


def test_the_site_sees_the_reservations_made_here(
    site: Site, controller: Controller, rest_id: str
) -> None:
    slot = slot_of(controller, rest_id)
    made_here = controller.reserve(slot.slot_id, "2", "+447400123456", 4)
    assert site.reserve(slot, "07400 999999") is None
    document = site.raw.reservations.find_one({"_id": ObjectId(made_here.id)}) or {}
    assert document["slotId"] == ObjectId(slot.slot_id)
    assert document["time"] == slot.starts_at.astimezone(UTC)


def test_a_table_that_the_site_gave_away_is_taken(
    site: Site, controller: Controller, rest_id: str
) -> None:
    slot = slot_of(controller, rest_id)
    site.reserve(slot, "07400 123456")
    with pytest.raises(SlotTaken, match=f"Table 2 at {slot.starts_at:%H:%M}"):
        controller.reserve(slot.slot_id, "2", "+447400123457", 2)


def test_a_reservation_of_the_site_is_cancelled_and_its_table_is_free_for_both(
    site: Site, controller: Controller, rest_id: str
) -> None:
    controller.set_timezone(rest_id, "Europe/London")
    slot = slot_of(controller, rest_id)
    made_there = site.reserve(slot, "07400 123456") or ""
    cancelled = controller.cancel(made_there, phone="+447400123456")
    assert (cancelled.table_id, cancelled.reserved_by) == ("2", "07400 123456")
    with pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
        controller.cancel(made_there)
    assert site.reserve(slot, "07400 123457") is not None
    assert controller.check() == []


def test_a_reservation_made_here_may_be_cancelled_there(
    site: Site, controller: Controller, rest_id: str
) -> None:
    slot = slot_of(controller, rest_id)
    made_here = controller.reserve(slot.slot_id, "2", "+447400123456", 4)
    site.cancel(made_here.id)
    with pytest.raises(ReservationNotFound):
        controller.cancel(made_here.id)
    controller.reserve(slot.slot_id, "2", "+447400123457", 4)
    assert controller.check() == []


def test_nothing_that_the_site_stored_is_lost_by_writing_here(
    site: Site, controller: Controller, rest_id: str
) -> None:
    raw = site.raw
    raw.restaurants.update_one({}, {"$set": {"chef": "Ada", "tables.0.view": "sea"}})
    raw.slots.update_many({}, {"$set": {"weather": "fine", "tables.$[].candle": True}})
    before = raw.restaurants.find_one() or {}
    slot = slot_of(controller, rest_id)
    hour = raw.slots.find_one({"_id": ObjectId(slot.slot_id)})
    controller.set_timezone(rest_id, "UTC")
    controller.add_tables(rest_id, [8])
    made = controller.reserve(slot.slot_id, "2", "+447400123456", 4)
    controller.cancel(made.id)
    after = raw.restaurants.find_one() or {}
    assert after["tables"].pop() == {"id": "5", "capacity": 8}
    assert [each["minutes"] for each in after.pop("zoneOffsets")] == [0]
    assert after == before | {"timezone": "UTC"}
    changed = raw.slots.find_one({"_id": ObjectId(slot.slot_id)}) or {}
    assert changed["tables"].pop() == {"tableId": "5", "capacity": 8, "isAvailable": True}
    assert changed == hour


def test_hours_are_added_beside_those_of_the_site_and_none_twice(
    site: Site, controller: Controller, rest_id: str
) -> None:
    with pytest.raises(InvalidRestaurant, match="Pick it once"):
        controller.extend_slots(rest_id)
    site.raw.restaurants.update_one({}, {"$set": {"openingHours": "18:02"}})
    controller.set_timezone(rest_id, "UTC")
    controller.extend_slots(rest_id)
    times = [slot["time"] for slot in site.raw.slots.find()]
    assert len(times) == len(set(times))
    assert max(times).hour in (0, 1)
    assert controller.check() == []


def test_an_hour_without_a_date_is_no_hour(site: Site, controller: Controller) -> None:
    odd = site.raw.slots.insert_one(
        {"restId": "x", "time": "19:00", "tables": 5}, bypass_document_validation=True
    ).inserted_id
    with pytest.raises(SlotNotFound):
        controller.reserve(str(odd), "1", "+447400123456", 2)


def test_a_healthy_book_of_the_site_has_no_faults(site: Site, store: Store, rest_id: str) -> None:
    controller = Controller(store)
    for number, slot in enumerate(controller.slots(rest_id, tomorrow())[::3]):
        site.reserve(slot, f"07400 12{number:04d}")
    yesterday = tomorrow() - timedelta(days=2)
    for number, slot in enumerate(controller.slots(rest_id, yesterday)[::3]):
        site.reserve(slot, f"(07400) 13-{number:04d}")
    site.cancel(str((site.raw.reservations.find_one() or {})["_id"]))
    site.add_restaurant("Not yet furnished")
    assert site.raw.reservations.count_documents({}) > 20
    assert find_faults(store) == []


def test_neither_gets_the_table_of_the_other_when_both_ask_at_once(
    site: Site, controller: Controller, rest_id: str
) -> None:
    slots = [s for s in controller.slots(rest_id, tomorrow()) if s.table_id in ("2", "3", "4")]
    for number, slot in enumerate(slots[:24]):
        start = threading.Barrier(2)
        there: list[str | None] = []

        def ask_there(
            slot: Slot = slot,
            number: int = number,
            start: threading.Barrier = start,
            there: list[str | None] = there,
        ) -> None:
            start.wait(60)
            there.append(site.reserve(slot, f"07400 12{number:04d}"))

        thread = threading.Thread(target=ask_there)
        thread.start()
        start.wait(60)
        try:
            controller.reserve(slot.slot_id, slot.table_id, f"+44740013{number:04d}", 2)
            is_here = True
        except SlotTaken:
            is_here = False
        thread.join(10)
        assert is_here != (there != [None])
    assert site.raw.reservations.count_documents({}) == 24
    assert controller.check() == []


def test_between_the_flag_and_the_reservation_of_the_site_nobody_gets_in(
    site: Site, controller: Controller, rest_id: str
) -> None:
    slot = slot_of(controller, rest_id)
    assert site.hold(slot.slot_id, "2")
    with pytest.raises(SlotTaken):
        controller.reserve(slot.slot_id, "2", "+447400123457", 2)
    site.write_reservation(slot, "07400 123456")
    assert controller.check() == []


def test_the_rules_let_the_site_write_and_stop_what_nobody_could_read(
    site: Site, controller: Controller, rest_id: str
) -> None:
    slot = slot_of(controller, rest_id)
    site.write_reservation(slot, "call my sister")
    with pytest.raises(WriteError):
        site.raw.slots.insert_one({"restId": ObjectId(), "time": "soon", "tables": []})
    with pytest.raises(WriteError):
        site.raw.reservations.insert_one({"tableId": 4})
