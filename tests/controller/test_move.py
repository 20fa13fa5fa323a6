"""A party is brought to another table or hour: all of it, or nothing at all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    ReservationNotFound,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
    TableTooSmall,
)
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import Clock, FindSlot, Raw

GUEST, OTHER = "07400 123456", "07400 123457"


def reserve(controller: Controller, slot: Slot, phone: str = GUEST, party: int = 4) -> str:
    return controller.reserve(slot.slot_id, slot.table_id, phone, party, name="Ada", note="x").id


@pytest.mark.parametrize(("table", "hour"), [("4", 19), ("3", 20), ("6", 21)])
def test_a_moved_reservation_keeps_its_id_and_all_but_its_place(
    table: str, hour: int, controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    own_id, request = reserve(controller, slot("3")), controller.new_id()
    before = raw.reservations.find_one()
    wanted = slot(table, hour=hour)
    moved = controller.move(own_id, wanted.slot_id, table, request_id=request)
    after = raw.reservations.find_one()
    assert before is not None
    assert after == before | {
        "time": wanted.starts_at.astimezone(UTC),
        "tableId": table,
        "slotId": ObjectId(wanted.slot_id),
    }
    assert list(after) == list(before)
    assert (moved.id, moved.table_id, moved.starts_at) == (own_id, table, wanted.starts_at)
    line = raw.journal.find_one({"_id": ObjectId(request)})
    assert line is not None
    assert (line["act"], line["before"], line["after"]) == ("move", before, after)
    assert (line["slotId"], line["tableId"]) == (after["slotId"], table)
    assert slot("3").is_available
    assert not slot(table, hour=hour).is_available
    assert [fault.sentence for fault in controller.check()] == []


def test_the_same_move_with_the_same_id_is_done_once(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    own_id, request = reserve(controller, slot("3")), controller.new_id()
    moved = controller.move(own_id, slot("4").slot_id, "4", request_id=request)
    before = contents()
    assert controller.move(own_id, slot("4").slot_id, "4", request_id=request) == moved
    assert contents() == before
    reserve(controller, slot("3"), OTHER)
    controller.move(own_id, slot("5").slot_id, "5")
    before = contents()
    assert controller.move(own_id, slot("4").slot_id, "4", request_id=request) == moved
    assert contents() == before
    controller.cancel(own_id)
    before = contents()
    assert controller.move(own_id, slot("4").slot_id, "4", request_id=request) == moved
    assert contents() == before


def test_a_party_is_not_taken_out_of_the_place_to_which_another_station_has_moved_it(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    nothing_written: Callable[[], Any],
) -> None:
    own_id, seen_at = reserve(controller, slot("3")), (slot("3").slot_id, "3")
    bar, wanted = open_station("Bar"), slot("4")
    bar.move(own_id, slot("6", hour=20).slot_id, "6", seen_at=seen_at)
    with nothing_written(), pytest.raises(ChangedSince) as refusal:
        controller.move(own_id, wanted.slot_id, "4", seen_at=seen_at)
    assert str(refusal.value) == (
        "Meanwhile Ada has been moved to table 6 at 20:00 on Sat 14 March, at Bar. "
        "Nothing was changed."
    )
    with nothing_written(), pytest.raises(ChangedSince) as refusal:
        bar.move(own_id, wanted.slot_id, "4", seen_at=seen_at)
    assert str(refusal.value) == (
        "Meanwhile Ada has been moved to table 6 at 20:00 on Sat 14 March. Nothing was changed."
    )
    bar.move(own_id, slot("3").slot_id, "3")
    request = controller.new_id()
    moved = controller.move(own_id, wanted.slot_id, "4", seen_at=seen_at, request_id=request)
    # Asked again after an unclear answer, it is its own first attempt that has moved the party.
    with nothing_written():
        again = controller.move(own_id, wanted.slot_id, "4", seen_at=seen_at, request_id=request)
    assert again == moved


def test_a_move_to_where_it_is_changes_nothing_but_the_journal(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    own_id = reserve(controller, slot("3"))
    before = [*raw.reservations.find(), *raw.slots.find()]
    assert controller.move(own_id, slot("3").slot_id, "3").table_id == "3"
    assert [*raw.reservations.find(), *raw.slots.find()] == before


def test_what_keeps_a_party_from_a_table_keeps_it_where_it_is(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    nothing_written: Callable[[], Any],
) -> None:
    own_id = reserve(controller, slot("3"))
    open_station("Bar").reserve(slot("4").slot_id, "4", OTHER, 4)
    hour = slot("3").slot_id
    with nothing_written():
        with pytest.raises(SlotTaken, match="Table 4 at 19:00 on Sat 14 March has just been taken"):
            controller.move(own_id, hour, "4")
        with pytest.raises(TableTooSmall, match=r"Table 1 at 19:00 seats 2\. A party of 4"):
            controller.move(own_id, hour, "1")
        with pytest.raises(TableNotFound, match="There is no table 77 at 19:00"):
            controller.move(own_id, hour, "77")
        with pytest.raises(SlotNotFound, match="There is no hour nonsense"):
            controller.move(own_id, "nonsense", "4")
        with pytest.raises(ReservationNotFound):
            controller.move(controller.new_id(), hour, "5")
    raw.slots.update_one(
        {"_id": ObjectId(hour), "tables.tableId": "4"}, {"$set": {"tables.$.isAvailable": True}}
    )
    with nothing_written(), pytest.raises(SlotTaken):  # its flag was forgotten by somebody
        controller.move(own_id, hour, "4")
    later, earlier = slot("3", hour=20), slot("3", hour=18)
    clock.now = datetime(2026, 3, 14, 19, 30, tzinfo=UTC)
    with nothing_written(), pytest.raises(SlotInPast, match="Table 3 at 18:00"):
        controller.move(own_id, earlier.slot_id, "3")
    clock.now = datetime(2026, 3, 14, 20, tzinfo=UTC)
    with nothing_written(), pytest.raises(SlotInPast, match="Table 3 at 19:00"):
        controller.move(own_id, later.slot_id, "3")


def test_a_guest_is_not_moved_into_an_hour_where_another_table_is_theirs(
    controller: Controller, slot: FindSlot, nothing_written: Callable[[], Any]
) -> None:
    own_id = reserve(controller, slot("3"))
    reserve(controller, slot("4", hour=20))
    with nothing_written(), pytest.raises(AlreadyReserved, match="already holds table 4 at 20:00"):
        controller.move(own_id, slot("5", hour=20).slot_id, "5")
    assert controller.move(
        own_id, slot("5", hour=20).slot_id, "5", second_table=True
    ).starts_at == (slot("5", hour=20).starts_at)
    # Two tables of one hour on purpose: each may be changed for another.
    assert controller.move(own_id, slot("6", hour=20).slot_id, "6").table_id == "6"


@pytest.mark.parametrize("spelling", [ObjectId, str])
def test_a_reservation_of_another_program_is_moved_in_its_own_spelling(
    spelling: Callable[[str], Any],
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    raw: Raw,
) -> None:
    s, wanted = slot("3"), slot("4", hour=20)
    theirs: dict[str, Any] = {
        "time": s.starts_at.astimezone(UTC),
        "slotId": spelling(s.slot_id),
        "reservedBy": "0",
        "tableId": "3",
        "__v": 3,
    }
    own_id = raw.reservations.insert_one(theirs).inserted_id
    stored = [*(raw.reservations.find_one() or {}).items()]
    raw.slots.update_one(
        {"_id": ObjectId(s.slot_id), "tables.tableId": "3"},
        {"$set": {"tables.$.isAvailable": False}},
    )
    request = controller.new_id()
    moved = controller.move(str(own_id), wanted.slot_id, "4", request_id=request)
    assert (moved.table_id, moved.party_size, moved.rest_id) == ("4", None, house.id)
    assert raw.reservations.find_one() == theirs | {
        "time": wanted.starts_at.astimezone(UTC),
        "slotId": spelling(wanted.slot_id),
        "tableId": "4",
        "restId": ObjectId(house.id),
    }
    assert (slot("3").is_available, slot("4", hour=20).is_available) == (True, False)
    controller.undo(request)
    assert [*(raw.reservations.find_one() or {}).items()] == stored
    assert (slot("3").is_available, slot("4", hour=20).is_available) == (False, True)


def test_a_move_leaves_the_table_to_who_else_holds_it(
    open_station: Callable[..., Controller], slot: FindSlot, raw: Raw
) -> None:
    own_id = reserve(open_station("Bar"), slot("3"))
    # Two reservations for one table can only come from another program, through another spelling.
    s = slot("3")
    raw.reservations.insert_one(
        {"time": s.starts_at, "tableId": "3", "reservedBy": "x", "slotId": s.slot_id}
    )
    open_station().move(own_id, slot("4").slot_id, "4")
    assert (slot("3").is_available, slot("4").is_available) == (False, False)


def test_an_hour_that_is_stored_twice_is_moved_to_by_nobody(
    controller: Controller,
    slot: FindSlot,
    raw: Raw,
    nothing_written: Callable[[], Any],
) -> None:
    own_id, wanted = reserve(controller, slot("3")), slot("3", hour=20)
    twin = raw.slots.find_one({"_id": ObjectId(wanted.slot_id)})
    assert twin is not None
    raw.slots.insert_one(twin | {"_id": ObjectId(), "restId": str(twin["restId"])})
    controller._house.known.found_text()
    with nothing_written(), pytest.raises(SlotTaken, match="that hour is stored twice"):
        controller.move(own_id, wanted.slot_id, "3")


def test_who_is_brought_to_an_hour_that_has_begun_is_awaited_from_then_on(
    controller: Controller, slot: FindSlot, clock: Clock, raw: Raw
) -> None:
    own_id, request = reserve(controller, slot("3", hour=21)), controller.new_id()
    before = raw.reservations.find_one()
    clock.now = slot("3").starts_at.astimezone(UTC) + timedelta(minutes=40)
    moved = controller.move(own_id, slot("3").slot_id, "3", request_id=request)
    assert moved.awaited_since == clock.now
    assert controller.move(own_id, slot("4").slot_id, "4").awaited_since == clock.now
    later = controller.move(own_id, slot("4", hour=20).slot_id, "4")
    assert later.awaited_since == later.starts_at
    back = controller.move(own_id, slot("3", hour=21).slot_id, "3")
    assert back.awaited_since == back.starts_at
    assert before is not None
    assert "movedAt" not in before


def test_a_move_into_a_running_hour_is_taken_back_to_the_byte(
    controller: Controller, slot: FindSlot, clock: Clock, raw: Raw
) -> None:
    own_id, request = reserve(controller, slot("3", hour=21)), controller.new_id()
    before = raw.reservations.find_one()
    clock.now = slot("3").starts_at.astimezone(UTC) + timedelta(minutes=40)
    controller.move(own_id, slot("3").slot_id, "3", request_id=request)
    controller.undo(request)
    assert raw.reservations.find_one() == before
