"""Whatever was done with a reservation is taken back, unless something came between."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId, encode

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    CannotUndo,
    ChangedSince,
    ReservationNotFound,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
)
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import Clock, FindSlot, Raw

GUEST, OTHER = "07400 123456", "07400 123457"
Act = Callable[[Controller, str, Slot], str]


def reserve(controller: Controller, slot: Slot, phone: str = GUEST) -> str:
    return controller.reserve(slot.slot_id, slot.table_id, phone, 2, name="Ada").id


def status(controller: Controller, reservation_id: str, _slot: Slot) -> str:
    request = controller.new_id()
    controller.set_status(reservation_id, "seated", request_id=request)
    return request


def cancel(controller: Controller, reservation_id: str, _slot: Slot) -> str:
    request = controller.new_id()
    controller.cancel(reservation_id, request_id=request)
    return request


def move(controller: Controller, reservation_id: str, slot: Slot) -> str:
    request = controller.new_id()
    controller.move(reservation_id, slot.slot_id, slot.table_id, request_id=request)
    return request


def no_show(controller: Controller, reservation_id: str, _slot: Slot) -> str:
    request = controller.new_id()
    controller.no_show(reservation_id, request_id=request)
    return request


def release(controller: Controller, reservation_id: str, _slot: Slot) -> str:
    request = controller.new_id()
    controller.release(reservation_id, request_id=request)
    return request


ACTS: dict[str, Act] = {
    "status": status,
    "cancel": cancel,
    "move": move,
    "no_show": no_show,
    "release": release,
}


@pytest.fixture
def book(raw: Raw) -> Callable[[], list[bytes]]:
    """Read the reservations and hours, without the journal, to the byte."""
    return lambda: [
        encode(document)
        for name in ("reservations", "slots")
        for document in raw[name].find().sort("_id", 1)
    ]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_every_act_can_be_undone_and_the_undo_as_well(
    act: Act,
    controller: Controller,
    slot: FindSlot,
    book: Callable[[], list[bytes]],
    raw: Raw,
    clock: Clock,
) -> None:
    own_id = reserve(controller, slot("3"))
    clock.now = slot("3").starts_at  # before it nobody is missing
    before = book()
    request = act(controller, own_id, slot("4", hour=20))
    after = book()
    assert before != after
    undone = controller.undo(request)
    assert book() == before
    assert undone.after is not None
    assert (undone.after.id, undone.after.status) == (own_id, "booked")
    redone = controller.undo(undone.id)
    assert book() == after
    assert (redone.before, redone.after) == (undone.after, undone.before)
    assert redone.act == "undo"
    controller.undo(redone.id)
    assert book() == before
    line = raw.journal.find_one({"_id": ObjectId(undone.id)})
    assert line is not None
    assert (line["act"], line["undoes"]) == ("undo", ObjectId(request))
    assert [fault.sentence for fault in controller.check()] == []


def test_a_reservation_that_is_undone_is_gone_and_comes_back_with_its_id(
    controller: Controller, slot: FindSlot, book: Callable[[], list[bytes]]
) -> None:
    empty = book()
    own_id = reserve(controller, slot("3"))
    made = book()
    undone = controller.undo(own_id)
    assert book() == empty
    assert undone.after is None
    with pytest.raises(ReservationNotFound, match="was undone at Stand 1, Tue 10 March 09:00"):
        controller.cancel(own_id)
    controller.undo(undone.id)
    assert book() == made


def test_a_walk_in_that_is_undone_is_gone_and_comes_back(
    controller: Controller, slot: FindSlot, book: Callable[[], list[bytes]], clock: Clock
) -> None:
    empty = book()
    clock.now = datetime(2026, 3, 14, 19, 10, tzinfo=UTC)
    own_id = controller.walk_in(slot("3").slot_id, "3", 4).id
    made = book()
    undone = controller.undo(own_id)
    assert book() == empty
    assert undone.act == "walk_in"
    clock.now = datetime(2026, 3, 14, 19, 59, tzinfo=UTC)
    controller.undo(undone.id)
    assert book() == made


def test_an_undone_move_finds_its_old_table_given_away_and_changes_nothing(
    controller: Controller, slot: FindSlot, nothing_written: Callable[[], Any]
) -> None:
    own_id = reserve(controller, slot("3"))
    request = move(controller, own_id, slot("4", hour=20))
    reserve(controller, slot("3"), OTHER)
    with nothing_written(), pytest.raises(SlotTaken, match="given to Ada since"):
        controller.undo(request)


def test_a_move_back_to_an_hour_where_the_guest_sits_by_now_needs_a_purpose(
    controller: Controller, slot: FindSlot, nothing_written: Callable[[], Any]
) -> None:
    own_id = reserve(controller, slot("3"))
    request = move(controller, own_id, slot("3", hour=20))
    reserve(controller, slot("5"))
    with nothing_written(), pytest.raises(AlreadyReserved, match="already holds table 5 at 19:00"):
        controller.undo(request)
    controller.undo(request, second_table=True)
    # A change of table within the hour doubles nobody.
    assert controller.undo(move(controller, own_id, slot("4"))).act == "move"


def test_an_undo_at_another_station_is_written_with_its_name(
    controller: Controller, open_station: Callable[..., Controller], slot: FindSlot, raw: Raw
) -> None:
    own_id = reserve(controller, slot("3"))
    request = cancel(controller, own_id, slot("3"))
    undone = open_station("Bar").undo(request)
    line = raw.journal.find_one({"_id": ObjectId(undone.id)})
    assert line is not None
    assert (line["station"], line["before"], line["tableId"]) == ("Bar", None, "3")
    assert undone.act == "cancel"


def test_the_same_undo_with_the_same_id_is_done_once(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    own_id, request = reserve(controller, slot("3")), controller.new_id()
    cancelled = cancel(controller, own_id, slot("3"))
    undone = controller.undo(cancelled, request_id=request)
    before = contents()
    assert controller.undo(cancelled, request_id=request) == undone
    assert contents() == before
    controller.cancel(own_id)
    before = contents()
    assert controller.undo(cancelled, request_id=request) == undone
    assert contents() == before


def test_what_something_came_after_is_not_undone_and_it_is_said_what(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    nothing_written: Callable[[], Any],
) -> None:
    own_id = reserve(controller, slot("3"))
    clock.now += timedelta(minutes=5)
    arrived = status(open_station("Bar"), own_id, slot("3"))
    place = "The reservation of table 3 at 19:00 on Sat 14 March "
    with nothing_written(), pytest.raises(ChangedSince) as refusal:
        controller.undo(own_id)
    assert str(refusal.value) == (
        f"{place}was given another status since, at Bar, Tue 10 March 09:05."
    )
    raw.reservations.update_one({}, {"$set": {"note": "window"}})
    with nothing_written(), pytest.raises(ChangedSince) as refusal:
        controller.undo(arrived)
    assert str(refusal.value) == f"{place}has been changed since by another program."
    cancelled = cancel(controller, own_id, slot("3"))
    with nothing_written(), pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
        controller.undo(arrived)
    controller.undo(cancelled)
    with nothing_written(), pytest.raises(ChangedSince, match="was changed back since, at Stand 1"):
        controller.undo(cancelled)


@pytest.mark.parametrize("later", [cancel, no_show], ids=["cancelled", "missed"])
def test_an_old_cancelling_does_not_take_back_a_later_one_that_looks_the_same(
    later: Act,
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    clock: Clock,
    nothing_written: Callable[[], Any],
) -> None:
    own_id, bar = reserve(controller, slot("3")), open_station("Bar")
    clock.now = slot("3").starts_at
    first = cancel(controller, own_id, slot("3"))
    clock.now += timedelta(minutes=1)
    taken_back = bar.undo(first).id
    clock.now += timedelta(minutes=1)
    second = later(bar, own_id, slot("3"))
    with nothing_written(), pytest.raises(ChangedSince) as refusal:
        controller.undo(first)
    what = "cancelled" if later is cancel else "marked as a no-show"
    assert str(refusal.value) == (
        f"The reservation of table 3 at 19:00 on Sat 14 March was {what} since, at Bar, "
        "Sat 14 March 19:02."
    )
    # The later one can be taken back, and so can, after it, all that was done before.
    for write in (second, taken_back, first):
        clock.now += timedelta(minutes=1)
        controller.undo(write)
    with nothing_written(), pytest.raises(ChangedSince, match="was changed back since, at Stand 1"):
        controller.undo(taken_back)  # once more: who is there now is so by another undo
    clock.now += timedelta(minutes=1)
    controller.undo(own_id)


def test_an_old_act_does_not_take_back_a_later_one_that_did_the_same_again(
    controller: Controller, slot: FindSlot, clock: Clock, nothing_written: Callable[[], Any]
) -> None:
    def said(to: str) -> str:
        clock.now += timedelta(minutes=1)
        request = controller.new_id()
        controller.set_status(own_id, to, request_id=request)
        return request

    own_id = reserve(controller, slot("3"))
    first, back, again = said("arrived"), said("booked"), said("arrived")
    said("arrived")  # changes nothing, so nothing is in its way
    with nothing_written(), pytest.raises(ChangedSince, match="was given another status since"):
        controller.undo(first)
    for write in (again, back, first, own_id):
        clock.now += timedelta(minutes=1)
        controller.undo(write)


def test_a_table_that_was_given_away_since_is_said_with_who_has_it(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    raw: Raw,
    nothing_written: Callable[[], Any],
) -> None:
    own_id = reserve(controller, slot("3"))
    request = cancel(controller, own_id, slot("3"))
    place = "Table 3 at 19:00 on Sat 14 March has been given to "
    theirs = open_station("Bar").reserve(slot("3").slot_id, "3", OTHER, 2)
    with nothing_written(), pytest.raises(SlotTaken) as refusal:
        controller.undo(request)
    assert str(refusal.value) == f"{place}07400 123457 since, at Bar."
    with nothing_written(), pytest.raises(SlotTaken) as refusal:
        open_station("Bar").undo(request)
    assert str(refusal.value) == f"{place}07400 123457 since."
    # Also where another program forgot the flag.
    raw.slots.update_one(
        {"_id": ObjectId(theirs.slot_id), "tables.tableId": "3"},
        {"$set": {"tables.$.isAvailable": True}},
    )
    raw.reservations.update_one({}, {"$set": {"name": "Grace"}, "$unset": {"station": 1}})
    with nothing_written(), pytest.raises(SlotTaken) as refusal:
        controller.undo(request)
    assert str(refusal.value) == f"{place}Grace since."
    raw.slots.update_one(
        {"_id": ObjectId(theirs.slot_id), "tables.tableId": "3"},
        {"$set": {"tables.$.isAvailable": False}},
    )
    raw.reservations.delete_many({})
    with nothing_written(), pytest.raises(SlotTaken, match="has been given away since"):
        controller.undo(request)


def test_a_guest_gets_no_second_table_by_an_undo_unless_on_purpose(
    controller: Controller, slot: FindSlot, nothing_written: Callable[[], Any]
) -> None:
    request = cancel(controller, reserve(controller, slot("3")), slot("3"))
    reserve(controller, slot("4"))
    with (
        nothing_written(),
        pytest.raises(AlreadyReserved, match="07400 123456 already holds table 4 at 19:00"),
    ):
        controller.undo(request)
    assert controller.undo(request, second_table=True).after is not None
    assert [r.table_id for r in controller.reservations_for(GUEST)] == ["3", "4"]


def test_one_of_two_tables_that_a_guest_had_on_purpose_comes_back_with_one_key(
    controller: Controller, slot: FindSlot, clock: Clock, nothing_written: Callable[[], Any]
) -> None:
    own_id = reserve(controller, slot("3"))
    second = controller.reserve(slot("4").slot_id, "4", GUEST, 2, second_table=True)
    clock.now += timedelta(minutes=1)
    request = cancel(controller, own_id, slot("3"))
    clock.now += timedelta(minutes=1)
    controller.set_status(second.id, "arrived")  # which brings it nowhere
    undone = controller.undo(request)
    assert [r.table_id for r in controller.reservations_for(GUEST)] == ["3", "4"]
    # What came to the hour later is a second one by mistake.
    gone_again = controller.undo(undone.id)
    move(controller, second.id, slot("4", hour=20))
    clock.now += timedelta(minutes=1)
    move(controller, second.id, slot("5"))
    with nothing_written(), pytest.raises(AlreadyReserved, match="already holds table 5"):
        controller.undo(gone_again.id)


def test_an_hour_that_is_over_changes_no_hands_but_a_status_can_be_taken_back(
    controller: Controller, slot: FindSlot, clock: Clock, nothing_written: Callable[[], Any]
) -> None:
    own_id, other_id = reserve(controller, slot("3")), reserve(controller, slot("4"), OTHER)
    gone, seated = cancel(controller, other_id, slot("4")), status(controller, own_id, slot("3"))
    clock.now = datetime(2026, 3, 14, 20, tzinfo=UTC)
    with nothing_written(), pytest.raises(SlotInPast, match="Table 4 at 19:00 on Sat 14 March"):
        controller.undo(gone)
    assert controller.undo(seated).after is not None
    with nothing_written(), pytest.raises(SlotInPast, match="Table 3 at 19:00 on Sat 14 March"):
        controller.undo(own_id)


def test_a_hour_or_table_that_is_no_longer_there_takes_nobody_back(
    controller: Controller, slot: FindSlot, raw: Raw, nothing_written: Callable[[], Any]
) -> None:
    s = slot("3")
    request = cancel(controller, reserve(controller, s), s)
    raw.slots.update_one({"_id": ObjectId(s.slot_id)}, {"$pull": {"tables": {"tableId": "3"}}})
    with nothing_written(), pytest.raises(TableNotFound) as retired:
        controller.undo(request)
    nothing = "any more, so nothing was undone."
    assert str(retired.value) == (
        f"Table 3 is not offered at 19:00 on Sat 14 March {nothing} "
        "The nearest free table for a party of 2 is table 1 at 19:00."
    )
    raw.slots.delete_one({"_id": ObjectId(s.slot_id)})
    with nothing_written(), pytest.raises(SlotNotFound) as closed:
        controller.undo(request)
    assert str(closed.value) == (
        f"The hour of 19:00 on Sat 14 March is not offered {nothing} "
        "The nearest free table for a party of 2 is table 1 at 18:00."
    )
    raw.slots.update_many({}, {"$set": {"tables.$[].isAvailable": False}})
    with nothing_written(), pytest.raises(SlotNotFound, match="That day has no other free table"):
        controller.undo(request)


def test_what_is_no_write_of_a_reservation_cannot_be_undone(
    controller: Controller, house: Restaurant, raw: Raw, nothing_written: Callable[[], Any]
) -> None:
    line = raw.journal.find_one({"act": "add_tables"})
    assert line is not None
    with nothing_written():
        with pytest.raises(CannotUndo, match="Only changes of reservations"):
            controller.undo(str(line["_id"]))
        for nothing in (controller.new_id(), "nonsense", house.id):
            with pytest.raises(CannotUndo, match="the history has no such entry"):
                controller.undo(nothing)


def test_other_stations_are_told_of_an_undo_as_of_the_act_itself(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    own_id = reserve(controller, slot("3"))
    told: list[str] = []
    for change in controller.changes(house.id, lambda: False):
        if change.kind == "all":
            controller.undo(status(controller, own_id, slot("3")))
            controller.undo(controller.undo(own_id).id)
        elif change.kind in ("reserved", "cancelled"):
            assert change.reservation_id == own_id
            told.append(change.kind)
            if len(told) == 2:
                break
    assert told == ["cancelled", "reserved"]
