"""A party arrives, is seated and done, comes without a reservation, or never comes at all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    InvalidPhone,
    ReservationNotFound,
    SlotInPast,
    SlotTaken,
    TooEarly,
)
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import Clock, FindSlot, Raw, stored, write_elsewhere

GUEST = "07400 123456"


def test_a_party_arrives_is_seated_and_done_and_keeps_its_table(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    for status in ("arrived", "seated", "done", "booked"):
        before, request = stored(raw, made.id), controller.new_id()
        changed = controller.set_status(made.id, status, request_id=request)
        assert (changed.status, changed.id, changed.starts_at) == (status, made.id, made.starts_at)
        after = stored(raw, made.id)
        assert after == before | {"status": status}
        line = raw.journal.find_one({"_id": ObjectId(request)})
        assert line is not None
        assert (line["act"], line["before"], line["after"]) == ("status", before, after)
        assert (line["reservationId"], line["slotId"]) == (ObjectId(made.id), after["slotId"])
        assert (line["restId"], line["tableId"], line["time"]) == (
            *(after["restId"], "3", after["time"]),
        )
    assert slot("3").is_available is False


def test_the_same_status_with_the_same_id_is_set_once(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    arrived = controller.set_status(made.id, "arrived", request_id=request)
    controller.set_status(made.id, "seated")
    before = contents()
    assert controller.set_status(made.id, "arrived", request_id=request) == arrived
    assert contents() == before


def test_a_status_is_set_from_the_one_that_was_seen_or_not_at_all(
    controller: Controller, slot: FindSlot, raw: Raw, contents: Callable[[], Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    request = controller.new_id()
    arrived = controller.set_status(made.id, "arrived", seen="booked", request_id=request)
    before = contents()
    again = controller.set_status(made.id, "arrived", seen="booked", request_id=request)
    assert again == arrived  # what was done is told, although it is not what was seen any more
    with pytest.raises(ChangedSince, match="the status of Ada was changed"):
        controller.set_status(made.id, "arrived", seen="booked")
    assert contents() == before
    raw.reservations.update_one({"_id": ObjectId(made.id)}, {"$unset": {"status": ""}})
    assert controller.set_status(made.id, "arrived", seen="booked").status == "arrived"


def test_a_status_can_be_set_when_the_hour_is_over(
    controller: Controller, slot: FindSlot, clock: Clock
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    clock.now = datetime(2026, 3, 15, 9, tzinfo=UTC)
    assert controller.set_status(made.id, "done").status == "done"


def test_what_is_gone_has_no_status_and_what_is_no_status_is_a_bug(
    controller: Controller, slot: FindSlot, nothing_written: Callable[[], Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    with nothing_written(), pytest.raises(ValueError, match="'late' is no status"):
        controller.set_status(made.id, "late")
    controller.cancel(made.id)
    with nothing_written():
        with pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
            controller.set_status(made.id, "arrived")
        with pytest.raises(ReservationNotFound, match="does not exist"):
            controller.set_status("nonsense", "arrived")


def test_the_fields_of_another_program_survive_a_status_and_its_undo(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    own_id = write_elsewhere(raw, slot("3"))
    before = [*stored(raw, own_id).items()]
    request = controller.new_id()
    assert controller.set_status(own_id, "seated", request_id=request).rest_id == house.id
    assert [*stored(raw, own_id).items()] == [*before, ("status", "seated")]
    controller.undo(request)
    assert [*stored(raw, own_id).items()] == before


@pytest.fixture
def evening(clock: Clock) -> Clock:
    """Saturday 14 March 2026, ten past seven."""
    clock.now = datetime(2026, 3, 14, 19, 10, tzinfo=UTC)
    return clock


def test_a_walk_in_without_a_phone_is_seated_at_once_and_found_under_none(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, evening: Clock
) -> None:
    seated = controller.walk_in(slot("3").slot_id, "3", 4, note="pram")
    assert (seated.status, seated.reserved_by, seated.note) == ("seated", "", "pram")
    document = stored(raw, seated.id)
    assert (document["reservedBy"], document["phoneLast4"]) == ("", "")
    line = raw.journal.find_one({"_id": ObjectId(seated.id)})
    assert line is not None
    assert (line["act"], line["at"]) == ("walk_in", evening.now)
    assert line["after"] == document
    assert controller.reservations_on(house.id, evening.now.date()) == [seated]
    # Any number of them in one hour, and none in a guest's way.
    assert controller.walk_in(slot("4").slot_id, "4", 2, phone=" ").reserved_by == ""
    assert controller.reserve(slot("5").slot_id, "5", GUEST, 2).reserved_by == "+447400123456"
    assert controller.walk_in(slot("6").slot_id, "6", 2).table_id == "6"


def test_a_walk_in_with_a_phone_is_a_guest_like_any_other(
    controller: Controller, slot: FindSlot, evening: Clock
) -> None:
    seated = controller.walk_in(slot("3").slot_id, "3", 4, phone=GUEST, name="Ada")
    assert controller.reservations_for(GUEST) == [seated]
    with pytest.raises(AlreadyReserved, match="already holds table 3 at 19:00"):
        controller.walk_in(slot("4").slot_id, "4", 4, phone=GUEST)
    with pytest.raises(InvalidPhone, match="has a letter in it"):
        controller.walk_in(slot("4").slot_id, "4", 4, phone="none")
    assert evening.now.hour == 19


def test_a_walk_in_takes_a_table_of_the_running_hour_or_the_next_and_no_other(
    controller: Controller, slot: FindSlot, evening: Clock, nothing_written: Callable[[], Any]
) -> None:
    controller.walk_in(slot("3", hour=20).slot_id, "3", 4)
    with nothing_written(), pytest.raises(TooEarly, match="Table 3 at 21:00 on Sat 14 March is"):
        controller.walk_in(slot("3", hour=21).slot_id, "3", 4)
    evening.now = datetime(2026, 3, 14, 20, tzinfo=UTC)
    controller.walk_in(slot("3", hour=21).slot_id, "3", 4)
    with nothing_written(), pytest.raises(SlotInPast, match="Table 3 at 19:00"):
        controller.walk_in(slot("3").slot_id, "3", 4)


def test_the_same_walk_in_with_the_same_id_is_seated_once(
    controller: Controller, slot: FindSlot, evening: Clock, contents: Callable[[], Any]
) -> None:
    own_id = controller.new_id()
    seated = controller.walk_in(slot("3").slot_id, "3", 4, reservation_id=own_id)
    before = contents()
    evening.now += timedelta(minutes=1)
    assert controller.walk_in(slot("3").slot_id, "3", 4, reservation_id=own_id) == seated
    assert contents() == before
    with pytest.raises(SlotTaken):
        controller.walk_in(slot("3").slot_id, "3", 4)


@pytest.mark.parametrize(
    ("act", "said"), [("no_show", "marked as a no-show"), ("release", "released")]
)
def test_who_never_came_or_left_early_gives_the_table_back_and_the_journal_says_which(
    act: str,
    said: str,
    controller: Controller,
    slot: FindSlot,
    evening: Clock,
    raw: Raw,
    contents: Callable[[], Any],
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    document = stored(raw, made.id)
    give_back = getattr(controller, act)
    assert give_back(made.id, request_id=request) == made
    assert slot("3").is_available
    line = raw.journal.find_one({"_id": ObjectId(request)})
    assert line is not None
    assert (line["act"], line["before"], line["after"]) == (act, document, None)
    before = contents()
    assert give_back(made.id, request_id=request) == made
    with pytest.raises(ReservationNotFound, match=f"was {said} at Stand 1, Sat 14 March 19:10"):
        give_back(made.id)
    assert contents() == before
    late = controller.reserve(slot("4").slot_id, "4", GUEST, 4)
    evening.now = datetime(2026, 3, 14, 20, tzinfo=UTC)
    with pytest.raises(SlotInPast):
        give_back(late.id)


def test_a_party_that_another_station_has_let_in_meanwhile_is_no_no_show(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    evening: Clock,
    nothing_written: Callable[[], Any],
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    open_station("Bar", clock=evening).set_status(made.id, "arrived")
    says = "the status of Ada was changed at Bar. Nothing was saved."
    with nothing_written(), pytest.raises(ChangedSince, match=says):
        controller.no_show(made.id, seen="booked")
    assert controller.no_show(made.id, seen="arrived").status == "arrived"


def test_nobody_is_missing_before_the_hour_begins(
    controller: Controller,
    slot: FindSlot,
    evening: Clock,
    nothing_written: Callable[[], Any],
) -> None:
    made = controller.reserve(slot("3", hour=20).slot_id, "3", GUEST, 4)
    evening.now = made.starts_at - timedelta(seconds=1)
    with (
        nothing_written(),
        pytest.raises(
            TooEarly, match="too early for a no-show at table 3 at 20:00 on Sat 14 March"
        ),
    ):
        controller.no_show(made.id)
    evening.now = made.starts_at
    assert controller.no_show(made.id) == made
