"""A party waits for an hour that has no table for it, and the first that fits is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo.errors import AutoReconnect, WriteError

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    ChangedSince,
    InvalidPartySize,
    InvalidPhone,
    ReservationNotFound,
    SlotInPast,
    SlotNotFound,
    TableNotFound,
)
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import TextTooLong
from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import TableFree, Waiting, WaitingNotFound
from resv_desktop.store.book import Book
from tests.controller.conftest import Clock, FindSlot, Raw, questions
from tests.controller.test_changes import Listen, listening

__all__ = ["listening"]
Untouched = Callable[[], AbstractContextManager[None]]
GUEST, OTHER, THIRD = "07400 123456", "07400 123457", "07400 123458"
SATURDAY = date(2026, 3, 14)


@pytest.fixture
def full(controller: Controller, slot: FindSlot) -> Slot:
    """Saturday 19:00, where every table of four or more has gone; table 3 is one of them."""
    for n, table in enumerate(("3", "4", "5", "6")):
        controller.reserve(slot(table).slot_id, table, f"+4474009999{n:02d}", 2)
    return slot("3")


def test_a_repeat_tells_of_the_entry_though_its_hour_has_been_closed_since(
    controller: Controller, house: Restaurant, full: Slot
) -> None:
    request = controller.new_id()
    made = controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request)
    for held in controller.reservations_on(house.id, SATURDAY):
        controller.cancel(held.id)
    closed = Closure(from_on=SATURDAY, to_on=SATURDAY, hours=None, reason="")
    controller.edit_restaurant(house.id, HouseChange(closures=(closed,)))
    assert controller.slots(house.id, SATURDAY) == []
    assert controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request) == made


def test_an_entry_is_what_the_host_was_told(
    controller: Controller, house: Restaurant, full: Slot, raw: Raw, clock: Clock
) -> None:
    controller.host = "AK"
    made = controller.wait(house.id, full.slot_id, 4, GUEST, name=" Ada\n", note="terrace")
    assert made == Waiting(
        id=made.id,
        rest_id=house.id,
        slot_id=full.slot_id,
        starts_at=full.starts_at,
        party_size=4,
        phone="+447400123456",
        name="Ada",
        note="terrace",
        station="Stand 1",
        since_at=clock.now,
    )
    assert controller.waiting(house.id, SATURDAY) == [made]
    document = raw.waiting.find_one()
    assert document == {
        "_id": ObjectId(made.id),
        "restId": ObjectId(house.id),
        "slotId": ObjectId(full.slot_id),
        "time": full.starts_at,
        "partySize": 4,
        "reservedBy": "+447400123456",
        "phoneLast4": "3456",
        "name": "Ada",
        "note": "terrace",
        "createdAt": clock.now,
        "station": "Stand 1",
    }
    line = raw.journal.find_one({"_id": ObjectId(made.id)}) or {}
    assert (line["act"], line["host"], line["reservationId"]) == ("wait", "AK", None)
    assert (line["slotId"], line["before"], line["after"]) == (document["slotId"], None, document)


def test_nobody_waits_for_an_hour_that_has_a_table_for_them(
    controller: Controller, house: Restaurant, full: Slot, nothing_written: Untouched
) -> None:
    with nothing_written(), pytest.raises(TableFree) as refusal:
        controller.wait(house.id, full.slot_id, 2, GUEST)
    assert str(refusal.value) == (
        "Table 1 at 19:00 on Sat 14 March is free and seats 2. Nobody has to wait."
    )


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (InvalidPartySize, {"party_size": 9}),
        (InvalidPhone, {"phone": ""}),
        (InvalidPhone, {"phone": "050 123 456a"}),
        (TextTooLong, {"note": "x" * 501}),
        (SlotNotFound, {"slot_id": str(ObjectId())}),
        (SlotNotFound, {"rest_id": str(ObjectId())}),
    ],
)
def test_what_makes_no_entry_is_refused(
    controller: Controller,
    house: Restaurant,
    full: Slot,
    nothing_written: Untouched,
    kind: type[Exception],
    changed: dict[str, Any],
) -> None:
    usual: dict[str, Any] = {
        "rest_id": house.id,
        "slot_id": full.slot_id,
        "party_size": 4,
        "phone": GUEST,
    }
    with nothing_written(), pytest.raises(kind):
        controller.wait(**(usual | changed))


def test_an_hour_that_is_over_has_no_waitlist(
    controller: Controller, house: Restaurant, full: Slot, clock: Clock
) -> None:
    controller.wait(house.id, full.slot_id, 4, GUEST)
    clock.now = full.ends_at.astimezone(UTC) - timedelta(seconds=1)
    assert len(controller.waiting(house.id, SATURDAY)) == 1
    clock.now += timedelta(seconds=1)
    assert controller.waiting(house.id, SATURDAY) == []
    with pytest.raises(SlotInPast, match="The hour of 19:00 on Sat 14 March is over"):
        controller.wait(house.id, full.slot_id, 4, OTHER)


def test_the_same_entry_with_the_same_id_is_made_once(
    controller: Controller, house: Restaurant, full: Slot, contents: Callable[[], Any]
) -> None:
    request = controller.new_id()
    made = controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request)
    before = contents()
    for _ in range(2):
        assert controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request) == made
    assert contents() == before
    controller.unwait(made.id)
    held = {r.table_id: r.id for r in controller.reservations_on(house.id, SATURDAY)}
    controller.cancel(held["3"])  # by now nobody has to wait, and the answer is still the first one
    before = contents()
    assert controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request) == made
    assert contents() == before


def test_an_entry_that_was_taken_back_is_not_told_by_its_repeat_until_it_is_done_again(
    controller: Controller, house: Restaurant, full: Slot
) -> None:
    request = controller.new_id()
    made = controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request)
    undone = controller.undo(request)
    with pytest.raises(WaitingNotFound, match="no longer"):
        controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request)
    assert controller.waiting(house.id, SATURDAY) == []
    controller.undo(undone.id)
    assert controller.wait(house.id, full.slot_id, 4, GUEST, request_id=request) == made
    assert controller.waiting(house.id, SATURDAY) == [made]


def test_an_entry_is_taken_off_once(
    controller: Controller, house: Restaurant, full: Slot, raw: Raw, contents: Callable[[], Any]
) -> None:
    made, request = controller.wait(house.id, full.slot_id, 4, GUEST), controller.new_id()
    assert controller.unwait(made.id, request_id=request) == made
    assert controller.waiting(house.id, SATURDAY) == []
    line = raw.journal.find_one({"_id": ObjectId(request)}) or {}
    assert (line["act"], line["after"], line["before"]["_id"]) == (
        "unwait",
        None,
        ObjectId(made.id),
    )
    before = contents()
    assert controller.unwait(made.id, request_id=request) == made
    for gone in (made.id, controller.new_id(), "nonsense"):
        with pytest.raises(WaitingNotFound, match="no longer"):
            controller.unwait(gone)
    assert contents() == before


def test_entries_are_listed_by_hour_and_then_by_who_waits_longest(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Clock
) -> None:
    house = make_house((2,), opening_hours="22:02")
    late, early = (controller.slots(house.id, SATURDAY)[n] for n in (3, 0))
    made = []
    for place, phone in ((late, GUEST), (early, OTHER), (early, GUEST)):
        clock.now += timedelta(minutes=1)
        made.append(controller.wait(house.id, place.slot_id, 3, phone))
    assert controller.waiting(house.id, SATURDAY) == [made[1], made[2], made[0]]
    assert controller.waiting(house.id, SATURDAY + timedelta(days=1)) == []


def test_a_table_that_is_free_again_goes_to_who_has_waited_longest_and_fits(
    controller: Controller, house: Restaurant, full: Slot, clock: Clock
) -> None:
    made = []
    for party, phone in ((6, GUEST), (4, OTHER), (3, THIRD)):
        clock.now += timedelta(minutes=1)
        made.append(controller.wait(house.id, full.slot_id, party, phone))
    assert controller.first_match(full.slot_id, "3") is None  # somebody has it
    held = {r.table_id: r.id for r in controller.reservations_on(house.id, SATURDAY)}
    controller.cancel(held["3"])
    assert controller.first_match(full.slot_id, "3") == made[1]
    assert controller.first_match(full.slot_id, "1") is None  # it seats two
    controller.cancel(held["5"])
    assert controller.first_match(full.slot_id, "5") == made[0]
    controller.unwait(made[1].id)
    assert controller.first_match(full.slot_id, "3") == made[2]
    with pytest.raises(TableNotFound):
        controller.first_match(full.slot_id, "99")
    with pytest.raises(SlotNotFound):
        controller.first_match(controller.new_id(), "3")
    clock.now = full.ends_at.astimezone(UTC)
    assert controller.first_match(full.slot_id, "3") is None


@pytest.fixture
def other_station(open_station: Callable[..., Controller]) -> Controller:
    """Another station of the same house."""
    return open_station("Stand 2")


def test_a_table_that_is_given_back_is_offered_and_reserved_with_the_entry_gone(
    controller: Controller, other_station: Controller, house: Restaurant, full: Slot, raw: Raw
) -> None:
    first = controller.wait(house.id, full.slot_id, 4, GUEST, name="Heron", note="terrace")
    second = controller.wait(house.id, full.slot_id, 3, OTHER)
    assert controller.waitlist(house.id).entries == (first, second)
    assert controller.waitlist(house.id).offers == ()
    held = next(r for r in controller.reservations_on(house.id, SATURDAY) if r.table_id == "3")
    other_station.cancel(held.id)
    (offer,) = controller.waitlist(house.id).offers
    assert (offer.waiting, offer.slot.table_id) == (first, "3")
    stored = raw.waiting.find_one({"_id": ObjectId(first.id)})
    own_id = controller.new_id()
    made = other_station.reserve_waiting(first.id, "3", reservation_id=own_id)
    assert (made.id, made.table_id, made.party_size) == (own_id, "3", 4)
    assert (made.name, made.note, made.reserved_by) == ("Heron", "terrace", "+447400123456")
    assert other_station.reserve_waiting(first.id, "3", reservation_id=own_id) == made
    assert controller.waitlist(house.id).entries == (second,)
    undone = controller.undo(own_id)
    assert controller.waitlist(house.id).entries == (first, second)
    assert raw.waiting.find_one({"_id": ObjectId(first.id)}) == stored
    assert controller.reservations_for(GUEST) == []
    controller.undo(undone.id)
    assert controller.waitlist(house.id).entries == (second,)
    assert controller.reservations_for(GUEST) == [made]


def test_a_table_that_was_given_and_is_gone_since_is_not_said_to_be_reserved(
    controller: Controller, other_station: Controller, house: Restaurant, full: Slot
) -> None:
    entry = controller.wait(house.id, full.slot_id, 4, GUEST)
    for held in controller.reservations_on(house.id, SATURDAY):
        controller.cancel(held.id)
    own_id = controller.new_id()
    controller.reserve_waiting(entry.id, "3", reservation_id=own_id)
    other_station.cancel(own_id)
    with pytest.raises(ReservationNotFound, match="was cancelled at Stand 2"):
        controller.reserve_waiting(entry.id, "3", reservation_id=own_id)
    other_station.undo(own_id_of_cancel(other_station, house))
    other_station.undo(own_id)
    with pytest.raises(ReservationNotFound, match="was undone at Stand 2"):
        controller.reserve_waiting(entry.id, "3", reservation_id=own_id)
    assert controller.waiting(house.id, SATURDAY) == [entry]


def own_id_of_cancel(station: Controller, house: Restaurant) -> str:
    """Return the id of the line of the latest cancelling."""
    return next(line.id for line in station.history(house.id) if line.act == "cancel")


def test_of_two_stations_that_give_one_party_a_table_one_is_told(
    controller: Controller, other_station: Controller, house: Restaurant, full: Slot, raw: Raw
) -> None:
    entry = controller.wait(house.id, full.slot_id, 4, GUEST)
    for held in controller.reservations_on(house.id, SATURDAY):
        controller.cancel(held.id)
    before = questions(raw)
    made = controller.reserve_waiting(entry.id, "3")
    assert questions(raw) - before == 8  # nothing is looked up before it is tried
    with pytest.raises(WaitingNotFound, match="another station was first"):
        other_station.reserve_waiting(entry.id, "4")
    assert controller.reservations_on(house.id, SATURDAY) == [made]


def test_a_party_that_is_passed_over_waits_on_and_the_next_one_is_offered_the_table(
    controller: Controller, other_station: Controller, house: Restaurant, full: Slot
) -> None:
    first = controller.wait(house.id, full.slot_id, 4, GUEST)
    second = controller.wait(house.id, full.slot_id, 4, OTHER)
    held = next(r for r in controller.reservations_on(house.id, SATURDAY) if r.table_id == "3")
    controller.cancel(held.id)
    own_id = controller.new_id()
    passed = controller.pass_over(first.id, "3", request_id=own_id)
    assert controller.pass_over(first.id, "3", request_id=own_id) == passed
    assert passed.passed == ("3",)
    now = other_station.waitlist(house.id)
    assert (len(now.entries), [o.waiting for o in now.offers]) == (2, [second])
    assert controller.first_match(full.slot_id, "3") == second
    other_station.undo(own_id)
    assert [o.waiting for o in controller.waitlist(house.id).offers] == [first]


def test_a_party_that_two_stations_pass_over_is_offered_the_table_again_by_one_undo(
    controller: Controller, other_station: Controller, house: Restaurant, full: Slot
) -> None:
    entry = controller.wait(house.id, full.slot_id, 4, GUEST, name="Ada")
    own_id = controller.new_id()
    held = next(r for r in controller.reservations_on(house.id, SATURDAY) if r.table_id == "3")
    controller.cancel(held.id)
    controller.pass_over(entry.id, "3", request_id=own_id)
    with pytest.raises(ChangedSince) as refusal:
        other_station.pass_over(entry.id, "3")
    assert str(refusal.value) == (
        "Ada has been passed over for table 3 already. Nothing was changed."
    )
    controller.undo(own_id)
    assert [offer.waiting for offer in controller.waitlist(house.id).offers] == [entry]
    other_station.pass_over(entry.id, "3")


def test_who_waits_for_another_hour_gets_no_table_of_this_one(
    controller: Controller, house: Restaurant, full: Slot, slot: FindSlot
) -> None:
    controller.wait(house.id, full.slot_id, 4, GUEST)
    assert controller.first_match(slot("3", hour=20).slot_id, "3") is None


def test_a_changed_waitlist_is_told_at_every_station_and_is_no_change_of_the_lists(
    controller: Controller, house: Restaurant, full: Slot, listening: Listen
) -> None:
    with listening(house.id) as bar:
        made = controller.wait(house.id, full.slot_id, 4, GUEST)
        told = [bar.next(), bar.next()]
        assert {(c.kind, c.rest_id, c.slot_id, c.reservation_id, c.station) for c in told} == {
            ("waiting", house.id, full.slot_id, "", "Stand 1")
        }
        controller.unwait(made.id)
        assert {change.kind for change in (bar.next(), bar.next())} == {"waiting"}


def test_an_entry_comes_back_as_it_was_and_goes_again_when_it_is_undone(
    controller: Controller, house: Restaurant, full: Slot, raw: Raw, listening: Listen
) -> None:
    made, request = controller.wait(house.id, full.slot_id, 4, GUEST), controller.new_id()
    stored = raw.waiting.find_one()
    controller.unwait(made.id, request_id=request)
    with listening(house.id) as bar:
        undone = controller.undo(request)
        assert {change.kind for change in (bar.next(), bar.next())} == {"waiting"}
    assert (undone.act, undone.before) == ("unwait", None)
    assert undone.after is not None
    assert undone.after.id == made.id
    assert raw.waiting.find_one() == stored
    with pytest.raises(ChangedSince, match="changed since"):
        controller.undo(request)
    again = controller.new_id()
    redone = controller.undo(undone.id, request_id=again)
    assert (redone.act, redone.after, controller.waiting(house.id, SATURDAY)) == ("undo", None, [])
    assert controller.undo(undone.id, request_id=again) == redone
    with pytest.raises(ChangedSince):
        controller.undo(made.id)
    controller.undo(redone.id)
    controller.undo(made.id)
    assert raw.waiting.find_one() is None


def test_who_has_a_table_by_now_does_not_wait_again_since_an_act_is_undone_twice(
    controller: Controller, other_station: Controller, house: Restaurant, full: Slot, raw: Raw
) -> None:
    made, off = controller.wait(house.id, full.slot_id, 4, GUEST), controller.new_id()
    other_station.unwait(made.id, request_id=off)
    controller.undo(off)
    removed = other_station.undo(made.id)
    controller.undo(removed.id)
    held = next(r for r in controller.reservations_on(house.id, SATURDAY) if r.table_id == "3")
    controller.cancel(held.id)
    controller.reserve_waiting(made.id, "3")
    for undone_before in (off, removed.id):
        with pytest.raises(ChangedSince, match="changed since"):
            other_station.undo(undone_before)
    assert raw.waiting.find_one() is None


def test_a_table_from_the_waitlist_is_not_given_again_to_who_was_taken_off_it_since(
    controller: Controller, other_station: Controller, house: Restaurant, full: Slot
) -> None:
    entry = controller.wait(house.id, full.slot_id, 4, GUEST)
    held = next(r for r in controller.reservations_on(house.id, SATURDAY) if r.table_id == "3")
    controller.cancel(held.id)
    made = controller.reserve_waiting(entry.id, "3")
    undone = controller.undo(made.id)
    other_station.unwait(entry.id)
    with pytest.raises(WaitingNotFound, match="waits no longer"):
        controller.undo(undone.id)
    assert made not in controller.reservations_on(house.id, SATURDAY)


def test_an_entry_is_in_the_history_of_its_hour_and_in_no_guests_record(
    controller: Controller, house: Restaurant, full: Slot
) -> None:
    made = controller.wait(house.id, full.slot_id, 4, GUEST, name="Ada")
    controller.unwait(made.id)
    off, on = controller.history(house.id, slot_id=full.slot_id)[:2]
    assert (off.act, on.act, off.after, on.before) == ("unwait", "wait", None, None)
    assert on.after is not None
    assert (on.after.name, on.after.table_id, on.after.party_size) == ("Ada", "", 4)
    assert not controller.guest(GUEST).is_known


def test_an_entry_that_says_nothing_is_never_stored(raw: Raw, full: Slot) -> None:
    with pytest.raises(WriteError):
        raw.waiting.insert_one({"restId": ObjectId(), "slotId": ObjectId(full.slot_id)})


@pytest.mark.parametrize("act", ["pass over", "take off", "take back"])
def test_what_is_saved_is_told_though_the_database_falls_silent_right_after_it(
    controller: Controller,
    house: Restaurant,
    full: Slot,
    monkeypatch: pytest.MonkeyPatch,
    act: str,
) -> None:
    made = controller.wait(house.id, full.slot_id, 4, GUEST)
    controller._house.known.forget_restaurant(house.id)  # as where another station changes it
    real = Book.restaurant_document

    def silent(book: Book, rest_id: str) -> Any:
        if book._session is None:
            raise AutoReconnect
        return real(book, rest_id)

    monkeypatch.setattr(Book, "restaurant_document", silent)
    if act == "pass over":
        assert controller.pass_over(made.id, "3").passed == ("3",)
    elif act == "take off":
        assert controller.unwait(made.id) == made
    else:
        undone = controller.undo(made.id)
        assert undone.before is not None
        assert undone.before.reserved_by == made.phone
