"""What another program stored twice: the program starts, and gives none of it to a third party."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from bson import ObjectId
from pymongo.errors import DuplicateKeyError

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import SlotTaken, TableTooSmall
from resv_desktop.store.store import Store
from tests.store.site import CAPACITIES, LONDON, Raw, Site, slot_of, tomorrow


def test_a_table_that_the_site_added_twice_is_one_table_here(
    site: Site, controller: Controller, rest_id: str
) -> None:
    twice = {"_id": ObjectId(), "id": "2", "capacity": 2}
    site.raw.restaurants.update_one({}, {"$push": {"tables": twice}})
    entry = {"_id": ObjectId(), "tableId": "2", "capacity": 2, "isAvailable": True}
    site.raw.slots.update_many({}, {"$push": {"tables": entry}})
    assert [t.id for t in controller.restaurant(rest_id).tables] == ["1", "2", "3", "4"]
    slots = [s for s in controller.slots(rest_id, tomorrow()) if s.table_id == "2"]
    assert len(slots) == 11
    slot = slot_of(controller, rest_id)
    with pytest.raises(TableTooSmall):
        controller.reserve(slot.slot_id, "2", "+447400123456", 4)  # the smaller entry decides
    made = controller.reserve(slot.slot_id, "2", "+447400123456", 2)
    assert site.reserve(slot, "07400 123457") is None
    with pytest.raises(SlotTaken):
        controller.reserve(slot.slot_id, "2", "+447400123457", 2)
    controller.cancel(made.id)
    assert slot_of(controller, rest_id).is_available
    assert {fault.kind for fault in controller.check()} == {"table_twice"}


def test_half_of_a_double_table_taken_by_the_site_is_taken(
    site: Site, controller: Controller, rest_id: str
) -> None:
    entry = {"_id": ObjectId(), "tableId": "2", "capacity": 4, "isAvailable": True}
    site.raw.slots.update_many({}, {"$push": {"tables": entry}})
    slot = slot_of(controller, rest_id)
    assert site.reserve(slot, "07400 123456")
    assert not slot_of(controller, rest_id).is_available
    with pytest.raises(SlotTaken):
        controller.reserve(slot.slot_id, "2", "+447400123457", 2)


def test_an_hour_of_the_site_in_both_spellings_is_refused_not_reserved_twice(
    site: Site, controller: Controller, rest_id: str
) -> None:
    slot = slot_of(controller, rest_id)
    other = Site(site.raw, ObjectId if site.as_id is str else str)
    other.add_hour(ObjectId(rest_id), slot.starts_at.astimezone(UTC))
    with pytest.raises(SlotTaken, match="stored twice"):
        controller.reserve(slot.slot_id, "2", "+447400123456", 2)
    assert len(controller.slots(rest_id, tomorrow())) == 11 * len(CAPACITIES)
    assert [fault.kind for fault in controller.check()] == ["slot_twice"]


def test_a_site_that_asks_for_no_flag_is_stopped_by_the_index(
    raw: Raw, open_store: Callable[[], Store]
) -> None:
    site = Site(raw)
    rest_id = site.add_house()
    controller = Controller(open_store())
    slot = slot_of(controller, str(rest_id))
    controller.reserve(slot.slot_id, "2", "+447400123456", 2)
    with pytest.raises(DuplicateKeyError):
        site.write_reservation(slot, "07400 123457")


def test_over_hours_stored_twice_the_program_starts_and_reserves_none_of_them(
    raw: Raw, open_store: Callable[[], Store]
) -> None:
    site = Site(raw)
    rest_id = site.add_house()
    at = datetime.combine(tomorrow(), time(19), LONDON)
    twin = site.add_hour(rest_id, at.astimezone(UTC))
    store = open_store()
    assert store.unbuilt_indexes == ("slots.restId_1_time_1",)
    controller = Controller(store)
    evening = slot_of(controller, str(rest_id))
    for slot_id in (evening.slot_id, str(twin)):
        with pytest.raises(SlotTaken, match="stored twice"):
            controller.reserve(slot_id, "2", "+447400123456", 2)
    later = slot_of(controller, str(rest_id), hour=20)
    controller.cancel(controller.reserve(later.slot_id, "2", "+447400123456", 2).id)
    controller.set_timezone(str(rest_id), str(LONDON))
    controller.add_tables(str(rest_id), [8])
    assert {fault.kind for fault in controller.check()} == {"index", "slot_twice"}
    raw.slots.delete_one({"_id": twin})
    again = open_store()
    assert again.unbuilt_indexes == ()
    assert Controller(again).check() == []


def test_over_a_table_reserved_twice_the_program_starts_and_does_not_reserve_it(
    raw: Raw, open_store: Callable[[], Store]
) -> None:
    site = Site(raw)
    rest_id = site.add_house()
    before = Controller(open_store())
    slot = slot_of(before, str(rest_id))
    raw.reservations.drop_index("slotId_1_tableId_1")
    first = site.reserve(slot, "07400 123456") or ""
    second = site.write_reservation(slot, "07400 123457")
    store = open_store()
    assert store.unbuilt_indexes == ("reservations.slotId_1_tableId_1",)
    controller = Controller(store)
    assert len(controller.reservations_on(str(rest_id), tomorrow())) == 2
    assert {fault.kind for fault in controller.check()} == {"index", "double"}
    # Even with its flag freed by hand, the table is not given to a third party.
    raw.slots.update_one(
        {"_id": ObjectId(slot.slot_id), "tables.tableId": "2"},
        {"$set": {"tables.$.isAvailable": True}},
    )
    with pytest.raises(SlotTaken):
        controller.reserve(slot.slot_id, "2", "+447400123458", 2)
    controller.reserve(slot.slot_id, "3", "+447400123458", 2)
    controller.cancel(second)
    assert raw.reservations.find_one({"_id": ObjectId(first)})


def test_cancelling_one_of_two_leaves_the_table_to_the_other(
    site: Site, controller: Controller, open_store: Callable[[], Store], rest_id: str
) -> None:
    slot = slot_of(controller, rest_id)
    made_here = Controller(open_store()).reserve(slot.slot_id, "2", "+447400123456", 2)
    other = Site(site.raw, str)
    other.write_reservation(slot, "07400 123457")
    controller.cancel(made_here.id)
    assert not slot_of(controller, rest_id).is_available
    assert controller.check() == []
