"""A cancelled reservation gives its table back, and the journal keeps what it was."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ChangedSince, ReservationNotFound
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import FindSlot

Raw = Database[dict[str, Any]]
GUEST, OTHER = "07400 123456", "07400 123457"


def test_a_cancel_frees_the_table_and_returns_the_reservation_as_it_was(
    controller: Controller, slot: FindSlot, house: Restaurant
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    assert controller.cancel(made.id) == made
    assert slot("3").is_available is True
    assert controller.reservations_on(house.id, made.starts_at.date()) == []
    assert controller.reservations_for(GUEST) == []
    assert controller.reserve(slot("3").slot_id, "3", OTHER, 4).table_id == "3"


def test_the_journal_keeps_what_was_cancelled_by_whom_and_when(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    raw: Raw,
    clock: Any,
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    stored = raw.reservations.find_one()
    clock.now += timedelta(minutes=5)
    request = controller.new_id()
    open_station("Bar").cancel(made.id, request_id=request)
    assert raw.reservations.count_documents({}) == 0
    line = raw.journal.find_one({"_id": ObjectId(request)})
    assert line is not None
    assert stored is not None
    assert (line["act"], line["station"], line["at"]) == ("cancel", "Bar", clock.now)
    assert (line["reservationId"], line["restId"]) == (ObjectId(made.id), stored["restId"])
    assert (line["slotId"], line["tableId"]) == (stored["slotId"], "3")
    assert (line["before"], line["after"]) == (stored, None)


def test_of_a_party_that_is_done_nothing_is_left_to_cancel(
    controller: Controller, slot: FindSlot, raw: Raw, clock: Any
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    clock.now = datetime(2026, 3, 14, 19, 40, tzinfo=UTC)
    controller.set_status(made.id, "done")
    with pytest.raises(ChangedSince) as refusal:
        controller.cancel(made.id, phone=GUEST)
    assert str(refusal.value) == (
        "The party of table 3 at 19:00 on Sat 14 March was here and is done; there is nothing to "
        "cancel."
    )
    assert raw.reservations.count_documents({"status": "done"}) == 1
    assert slot("3").is_available is False
    controller.set_status(made.id, "seated")
    controller.cancel(made.id)


def test_a_running_hour_can_be_cancelled_until_it_ends(
    controller: Controller, slot: FindSlot, clock: Any
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    clock.now = datetime(2026, 3, 14, 19, 59, 59, tzinfo=UTC)
    assert controller.cancel(made.id) == made


def test_the_same_cancel_with_the_same_id_is_done_once(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    assert controller.cancel(made.id, phone=GUEST, request_id=request) == made
    before = contents()
    for _ in range(3):
        assert controller.cancel(made.id, phone=GUEST, request_id=request) == made
    assert contents() == before


def test_a_repeated_cancel_leaves_the_next_party_its_table(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    controller.cancel(made.id, request_id=request)
    controller.reserve(slot("3").slot_id, "3", OTHER, 4)
    before = contents()
    assert controller.cancel(made.id, request_id=request) == made
    assert contents() == before


def test_a_repeated_cancel_leaves_alone_what_has_come_back_since(
    controller: Controller, slot: FindSlot, raw: Raw, contents: Callable[[], Any]
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    stored = raw.reservations.find_one()
    assert stored is not None
    controller.cancel(made.id, request_id=request)
    raw.reservations.insert_one(stored)  # an undo at another station
    before = contents()
    assert controller.cancel(made.id, request_id=request) == made
    assert contents() == before


def test_a_repeated_cancel_is_done_also_when_the_hour_is_over_by_then(
    controller: Controller, slot: FindSlot, raw: Raw, clock: Any, contents: Callable[[], Any]
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    stored = raw.reservations.find_one()
    assert stored is not None
    controller.cancel(made.id, request_id=request)
    raw.reservations.insert_one(stored)  # an undo at another station
    clock.now = datetime(2026, 3, 15, 9, tzinfo=UTC)
    before = contents()
    assert controller.cancel(made.id, request_id=request) == made
    assert contents() == before


def test_a_second_cancel_of_ones_own_says_it_is_done(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    controller.cancel(made.id)
    before = contents()
    with pytest.raises(ReservationNotFound, match=r"was cancelled at Stand 1, Tue 10 March 09:00"):
        controller.cancel(made.id)
    assert contents() == before


def test_a_table_with_another_reservation_is_not_freed(
    open_station: Callable[..., Controller], slot: FindSlot, raw: Raw
) -> None:
    made = open_station("Bar").reserve(slot("3").slot_id, "3", GUEST, 4)
    # Two reservations for one table can only come from another program, through another spelling.
    raw.reservations.insert_one(
        {"time": made.starts_at, "tableId": "3", "reservedBy": "x", "slotId": made.slot_id}
    )
    open_station().cancel(made.id)
    assert slot("3").is_available is False


def test_a_cancel_frees_the_table_that_the_reservation_has_now(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    raw.reservations.update_one({}, {"$set": {"tableId": "4"}})
    for table, is_available in (("3", True), ("4", False)):
        raw.slots.update_one(
            {"_id": ObjectId(made.slot_id), "tables.tableId": table},
            {"$set": {"tables.$.isAvailable": is_available}},
        )
    assert controller.cancel(made.id).table_id == "4"
    assert slot("3").is_available
    assert slot("4").is_available


def test_a_party_is_not_cancelled_out_of_the_place_to_which_another_station_has_moved_it(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    nothing_written: Callable[[], Any],
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    moved = open_station("Bar").move(made.id, slot("6", hour=20).slot_id, "6")
    with nothing_written(), pytest.raises(ChangedSince) as refusal:
        controller.cancel(made.id, seen_at=made.place)
    assert str(refusal.value) == (
        "Meanwhile Ada has been moved to table 6 at 20:00 on Sat 14 March, at Bar. "
        "Nothing was changed."
    )
    assert controller.cancel(made.id, seen_at=moved.place) == moved
