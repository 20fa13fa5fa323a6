"""A guest calls again: another name, a note, an allergy, one more at the table."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    InvalidPartySize,
    InvalidPhone,
    ReservationNotFound,
    TableNotFound,
    TableTooSmall,
)
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import TextTooLong
from resv_desktop.domain.restaurant import Restaurant, Table
from tests.controller.conftest import Clock, FindSlot, Raw, Rivals, stored, write_elsewhere

GUEST = "07400 123456"


def test_what_a_guest_says_later_is_written_with_its_line(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 2, name="Ada")
    before, request = stored(raw, made.id), controller.new_id()
    told = controller.edit_reservation(
        made.id,
        name="Ada\nOkafor",
        note=" high  chair ",
        allergy=True,
        party_size=4,
        request_id=request,
    )
    assert (told.name, told.note, told.allergy) == ("Ada Okafor", "high chair", True)
    assert (told.party_size, told.id, told.starts_at) == (4, made.id, made.starts_at)
    changes = {"name": "Ada Okafor", "note": "high chair", "allergy": True, "partySize": 4}
    assert stored(raw, made.id) == before | changes
    line = controller.history(house.id, limit=1)[0]
    assert (line.id, line.act, line.before, line.after) == (request, "edit", made, told)
    assert slot("3").is_available is False


def test_what_is_not_spoken_of_stays_as_another_station_wrote_it_meanwhile(
    controller: Controller, open_station: Callable[..., Controller], slot: FindSlot
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada", allergy=True)
    open_station("Bar").edit_reservation(made.id, note="by the window")
    told = controller.edit_reservation(made.id, name="Ada Okafor")
    assert (told.name, told.note, told.allergy) == ("Ada Okafor", "by the window", True)
    told = controller.edit_reservation(made.id, note="", allergy=False)
    assert (told.name, told.note, told.allergy) == ("Ada Okafor", "", False)


@pytest.mark.parametrize(
    ("theirs", "ours", "says"),
    [
        ({"note": "nuts"}, {"note": "window"}, "another note was saved: nuts."),
        ({"name": "Eve"}, {"name": "Adam"}, "another name was saved: Eve."),
        ({"name": ""}, {"name": "Adam"}, "another name was saved: nothing."),
        ({"party_size": 3}, {"party_size": 2}, "another number of guests was saved: 3."),
        (
            {"phone": "07400 123458"},
            {"phone": "07400 123459"},
            "another phone number was saved: 07400 123458.",
        ),
    ],
)
def test_nothing_is_written_over_what_another_station_wrote_there_unless_on_purpose(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    theirs: dict[str, Any],
    ours: dict[str, Any],
    says: str,
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    now = open_station("Bar").edit_reservation(made.id, **theirs)
    assert controller.edit_reservation(made.id, seen=made, **theirs) == now
    with pytest.raises(ChangedSince) as refusal:
        controller.edit_reservation(made.id, seen=made, **ours)
    assert str(refusal.value) == f"Meanwhile {says} What you typed was not saved."
    assert controller.edit_reservation(made.id, seen=made, allergy=True).allergy
    request = controller.new_id()
    told = controller.edit_reservation(made.id, request_id=request, **ours)
    assert told.note == ours.get("note", "")
    assert controller.edit_reservation(made.id, seen=made, request_id=request, **ours) == told


def test_four_that_write_different_things_at_one_instant_lose_none_of_them(
    controller: Controller, slot: FindSlot, raw: Raw, rivals: Rivals
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 2)
    answers = rivals.race(
        ("edit_reservation", [made.id], {"name": "Ada"}),
        ("edit_reservation", [made.id], {"note": "by the window", "allergy": True}),
        ("edit_reservation", [made.id], {"party_size": 4}),
        ("set_status", [made.id, "arrived"], {}),
    )
    assert [answer.get("done") for answer in answers] == [made.id] * 4
    after = stored(raw, made.id)
    assert (after["name"], after["note"], after["allergy"]) == ("Ada", "by the window", True)
    assert (after["partySize"], after["status"]) == (4, "arrived")


def test_more_guests_than_the_table_seats_are_refused_and_fewer_are_not(
    controller: Controller, slot: FindSlot, raw: Raw, nothing_written: Callable[[], Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    with nothing_written():
        with pytest.raises(TableTooSmall, match=r"Table 3 at 19:00 seats 4\. A party"):
            controller.edit_reservation(made.id, party_size=5, note="five now")
        with pytest.raises(InvalidPartySize):
            controller.edit_reservation(made.id, party_size=9)
        with pytest.raises(TextTooLong):
            controller.edit_reservation(made.id, note="x" * 501)
    assert controller.edit_reservation(made.id, party_size=3).party_size == 3
    raw.slots.update_one({"_id": ObjectId(made.slot_id)}, {"$pull": {"tables": {"tableId": "3"}}})
    assert controller.edit_reservation(made.id, note="kept").note == "kept"
    with nothing_written(), pytest.raises(TableNotFound):
        controller.edit_reservation(made.id, party_size=2)


def test_an_edit_with_the_same_id_is_made_once(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    first = controller.edit_reservation(made.id, note="by the window", request_id=request)
    controller.edit_reservation(made.id, note="at the bar")
    before = contents()
    assert controller.edit_reservation(made.id, note="by the window", request_id=request) == first
    assert contents() == before


def test_an_hour_that_is_over_can_be_corrected_and_what_is_gone_cannot(
    controller: Controller, slot: FindSlot, clock: Clock, nothing_written: Callable[[], Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    gone = controller.reserve(slot("4").slot_id, "4", "07400 123457", 4)
    controller.cancel(gone.id)
    clock.now = datetime(2026, 3, 15, 9, tzinfo=UTC)
    assert controller.edit_reservation(made.id, party_size=3).party_size == 3
    with nothing_written(), pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
        controller.edit_reservation(gone.id, note="x")


def test_an_edit_is_taken_back_to_the_byte_and_named_where_it_came_between(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 2)
    before, request = [*stored(raw, made.id).items()], controller.new_id()
    controller.edit_reservation(made.id, party_size=4, allergy=True, request_id=request)
    with pytest.raises(ChangedSince, match="was changed since, at Stand 1"):
        controller.undo(made.id)
    undone = controller.undo(request)
    assert (undone.act, undone.after) == ("edit", made)
    assert [*stored(raw, made.id).items()] == before
    controller.undo(undone.id)
    assert stored(raw, made.id)["partySize"] == 4


def test_the_fields_of_another_program_survive_an_edit_and_its_undo(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    own_id = write_elsewhere(raw, slot("3"), partySize=3.0, note=None, allergy="nuts")
    before, request = [*stored(raw, own_id).items()], controller.new_id()
    told = controller.edit_reservation(
        own_id, name="Ada", note="", allergy=False, party_size=3, request_id=request
    )
    assert (told.name, told.rest_id, told.party_size) == ("Ada", house.id, 3)
    assert [*stored(raw, own_id).items()] == [*before, ("name", "Ada")]
    assert type(stored(raw, own_id)["partySize"]) is float
    controller.undo(request)
    assert [*stored(raw, own_id).items()] == before


# --- another number


OTHER, OTHER_E164 = "07400 123457", "+447400123457"


def test_a_number_that_was_misheard_is_put_right_and_found_by_its_end(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 2, name="Ada")
    before, request = stored(raw, made.id), controller.new_id()
    told = controller.edit_reservation(made.id, phone=OTHER, request_id=request)
    assert (told.reserved_by, told.name) == (OTHER_E164, "Ada")
    assert stored(raw, made.id) == before | {"reservedBy": OTHER_E164, "phoneLast4": "3457"}
    assert controller.reservations_for(GUEST) == []
    assert controller.find(house.id, "3457") == [told]
    assert slot("3").is_available is False
    controller.undo(request)
    assert stored(raw, made.id) == before


def test_the_same_number_keeps_the_form_in_which_another_program_wrote_it(
    controller: Controller, slot: FindSlot, raw: Raw, nothing_written: Callable[[], Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 2)
    raw.reservations.update_one(
        {"_id": ObjectId(made.id)}, {"$set": {"reservedBy": "07400 123456"}}
    )
    told = controller.edit_reservation(made.id, phone="+44 7400 123456", note="late")
    assert (told.reserved_by, told.note) == ("07400 123456", "late")
    with nothing_written(), pytest.raises(InvalidPhone):
        controller.edit_reservation(made.id, phone="12x")


def test_a_walk_in_gets_a_number_later(
    controller: Controller, slot: FindSlot, clock: Clock
) -> None:
    clock.now = slot("3").starts_at
    made = controller.walk_in(slot("3").slot_id, "3", 2)
    request = controller.new_id()
    assert controller.edit_reservation(made.id, phone=GUEST, request_id=request).reserved_by
    assert [r.id for r in controller.reservations_for(GUEST)] == [made.id]
    undone = controller.undo(request)
    assert undone.after is not None
    assert undone.after.reserved_by == ""


def test_a_guest_who_has_a_table_of_that_hour_gets_a_second_one_only_on_purpose(
    controller: Controller, slot: FindSlot, nothing_written: Callable[[], Any]
) -> None:
    controller.reserve(slot("4").slot_id, "4", OTHER, 2)
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 2)
    with nothing_written(), pytest.raises(AlreadyReserved, match="already holds table 4"):
        controller.edit_reservation(made.id, phone=OTHER)
    told = controller.edit_reservation(made.id, phone=OTHER, second_table=True)
    assert told.reserved_by == OTHER_E164


def test_what_is_undone_asks_again_whether_the_guest_has_another_table(
    controller: Controller, slot: FindSlot
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 2), controller.new_id()
    controller.edit_reservation(made.id, phone=OTHER, request_id=request)
    controller.reserve(slot("4").slot_id, "4", GUEST, 2)
    with pytest.raises(AlreadyReserved, match="already holds table 4"):
        controller.undo(request)
    undone = controller.undo(request, second_table=True)
    assert undone.after == made


def test_a_size_that_the_table_seats_no_longer_is_not_brought_back_by_an_undo(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    nothing_written: Callable[[], Any],
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    controller.edit_reservation(made.id, party_size=2, request_id=request)
    change = HouseChange(tables=(Table(id="3", capacity=2),))
    preview = controller.preview(house.id, change)
    assert preview.affected == ()
    controller.edit_restaurant(house.id, change, preview=preview)
    with nothing_written(), pytest.raises(TableTooSmall, match="Table 3 at 19:00 seats 2"):
        controller.undo(request)
    bigger = HouseChange(tables=(Table(id="3", capacity=4),))
    controller.edit_restaurant(house.id, bigger, preview=controller.preview(house.id, bigger))
    assert controller.undo(request).after == made
    assert controller.check() == []


@pytest.mark.parametrize("hour", [19, 20, 21])
def test_of_four_that_give_one_guest_a_table_of_an_hour_at_one_instant_one_does(
    controller: Controller, slot: FindSlot, rivals: Rivals, hour: int
) -> None:
    third = controller.reserve(slot("3", hour=hour).slot_id, "3", GUEST, 2)
    second = controller.reserve(slot("2", hour=hour).slot_id, "2", "07400 123458", 2)
    where = third.slot_id
    answers = rivals.race(
        ("edit_reservation", [third.id], {"phone": OTHER}),
        ("reserve", [where, "4", OTHER, 2], {}),
        ("edit_reservation", [second.id], {"phone": OTHER}),
        ("reserve", [where, "6", OTHER, 2], {}),
    )
    assert sorted(answer.get("kind", "done") for answer in answers) == [
        *["AlreadyReserved"] * 3,
        "done",
    ]
    assert len(controller.reservations_for(OTHER)) == 1
