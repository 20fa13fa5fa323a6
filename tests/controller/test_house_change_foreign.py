"""The house changes, and what a web site reserved in its own way is counted like all the rest."""

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Restaurant, Table
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import MORNING, FindSlot, Raw, write_elsewhere
from tests.controller.test_house_change import closing

PHONE = "+447400123456"  # of whom the site writes as 07400 123456


def test_a_table_that_was_promised_twice_stays_promised_to_whom_is_left(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    controller.reserve(slot("5").slot_id, "5", PHONE, 6)
    theirs = write_elsewhere(raw, slot("5"), reservedBy="07400 654321", partySize=3)
    seats_fewer = HouseChange(tables=(Table(id="5", capacity=4),))
    preview = controller.preview(house.id, seats_fewer)
    controller.edit_restaurant(house.id, seats_fewer, preview=preview, homes=preview.homes())
    assert (slot("5").is_available, slot("6").is_available) == (False, False)
    held = {
        r.table_id: r.id for r in controller.reservations_on(house.id, slot("5").starts_at.date())
    }
    assert held["5"] == theirs
    assert controller.check() == []


def test_nobody_is_proposed_an_hour_that_a_web_site_has_their_number_in(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    own = controller.reserve(slot("3").slot_id, "3", PHONE, 4)
    for hour in (18, 20):
        write_elsewhere(raw, slot("4", hour=hour))
    closes = closing(hours=None, closed_hours="19:20")
    preview = controller.preview(house.id, closes)
    (hit,) = preview.affected
    assert (hit.reservation.id, hit.homes[0].starts_at.hour) == (own.id, 17)
    controller.edit_restaurant(house.id, closes, preview=preview, homes=preview.homes())
    assert {each.why for each in controller.attention(house.id)} == {"moved"}


def test_one_guest_under_two_spellings_of_a_number_is_proposed_two_hours(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4)
    write_elsewhere(raw, slot("4", hour=21), partySize=4)
    closes = closing(hours=None, closed_hours="21:23")
    preview = controller.preview(house.id, closes)
    assert {hit.homes[0].starts_at.hour for hit in preview.affected} == {19, 20}
    controller.edit_restaurant(house.id, closes, preview=preview, homes=preview.homes())
    assert {each.why for each in controller.attention(house.id)} == {"moved"}


@pytest.mark.parametrize("lacking", ["time", "tableId"])
def test_what_was_stored_without_a_time_or_table_keeps_no_day_from_being_closed(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, lacking: str
) -> None:
    own = controller.reserve(slot("4").slot_id, "4", "07400 654321", 2)
    call = {"at": MORNING, "station": "Bar", "host": None}
    write_before_the_rules(raw, slot("3"), lacking, called=call)
    preview = controller.preview(house.id, closing())
    controller.edit_restaurant(house.id, closing(), preview=preview, homes={})
    assert own.id in {each.reservation.id for each in controller.attention(house.id)}
    held = controller.reservations_on(house.id, slot("4").starts_at.date())
    assert len(held) == 2


@pytest.mark.parametrize("lacking", ["time", "tableId"])
def test_what_was_stored_without_a_time_or_table_can_be_moved_and_cancelled(
    controller: Controller, slot: FindSlot, raw: Raw, lacking: str
) -> None:
    theirs = write_before_the_rules(raw, slot("3"), lacking)
    moved = controller.move(theirs, slot("4").slot_id, "4")
    assert (moved.table_id, moved.starts_at) == ("4", slot("4").starts_at)
    assert (slot("3").is_available, slot("4").is_available) == (True, False)
    another = write_before_the_rules(raw, slot("5"), lacking, reservedBy="07400 654321")
    controller.cancel(another)
    assert slot("5").is_available
    assert controller.check() == []


def write_before_the_rules(raw: Raw, slot: Slot, lacking: str, **more: object) -> str:
    """Reserve as another program did before the book had rules; what lacks its table takes none."""
    theirs = write_elsewhere(raw, slot, partySize=2, **more)
    raw.reservations.update_one(
        {"_id": ObjectId(theirs)}, {"$unset": {lacking: ""}}, bypass_document_validation=True
    )
    if lacking != "tableId":
        taken = {"$set": {"tables.$[table].isAvailable": False}}
        own = {"_id": ObjectId(slot.slot_id)}
        raw.slots.update_one(own, taken, array_filters=[{"table.tableId": slot.table_id}])
    return theirs
