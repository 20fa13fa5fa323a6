"""Whose place or hour the house has changed is to be called, and has been: for everybody."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ChangedSince
from resv_desktop.domain.house_change import Attention, HouseChange
from resv_desktop.domain.reservation import Called
from resv_desktop.domain.restaurant import Closure, Restaurant, Table
from tests.controller.conftest import MORNING, FindSlot, Raw, stored

PHONE = "+447400123456"


def test_a_call_is_noted_once_told_by_attention_taken_back_and_gone_with_a_move(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    at = slot("3")
    held = controller.reserve(at.slot_id, "3", PHONE, 2).id
    day = at.starts_at.date()
    change = HouseChange(tables=(Table(id="3", capacity=4, retired_from=day),))
    seen = controller.preview(house.id, change)
    controller.edit_restaurant(house.id, change, preview=seen, homes={}, stop=lambda: True)
    before = stored(raw, held)
    controller.host = "AB"
    act = controller.new_id()
    for _ in range(2):  # an answer that never came is asked for again
        made = controller.mark_called(held, request_id=act)
    assert made.called == Called(at=MORNING, station=controller.station, host="AB")
    assert made.called.at.astimezone(UTC) == MORNING
    (needs,) = controller.attention(house.id)
    assert needs.reservation.called == made.called
    (line,) = [
        line for line in controller.history(house.id, reservation_id=held) if line.act == "call"
    ]
    assert (line.id, line.host, line.before and line.before.called) == (act, "AB", None)
    assert controller.mark_called(held, is_called=False).called is None
    with pytest.raises(ChangedSince, match="was marked as not called since, at Stand 1"):
        controller.undo(act)
    again = controller.new_id()
    controller.mark_called(held, request_id=again)
    controller.undo(again)
    assert stored(raw, held) == before
    controller.mark_called(held)
    moved = controller.move(held, at.slot_id, needs.homes[0].table_id)
    assert moved.called is None
    assert "called" not in stored(raw, held)


def test_who_has_lost_an_hour_past_midnight_is_proposed_one_of_the_same_evening(
    controller: Controller, make_house: Callable[..., Restaurant]
) -> None:
    house = make_house((2, 4), opening_hours="18:02")
    evening = MORNING.date() + timedelta(days=4)
    late = next(s for s in controller.slots(house.id, evening) if s.starts_at.hour == 1)
    controller.reserve(late.slot_id, "2", PHONE, 4)
    night = Closure(
        from_on=evening, to_on=evening, hours=None, reason="Works", closed_hours="00:02"
    )
    closes = HouseChange(closures=(night,))
    seen = controller.preview(house.id, closes)
    controller.edit_restaurant(house.id, closes, preview=seen, homes={})
    (needs,) = controller.attention(house.id)
    assert (needs.day, needs.home_day) == (evening, evening)
    assert needs.home is not None
    assert needs.home.starts_at == datetime.combine(evening, time(23), house.zone)


def open_until(controller: Controller, house: Restaurant, closes: int) -> None:
    """Change the hours of the house, and let everybody go where it is proposed."""
    change = HouseChange(opening_hours=f"12:{closes}")
    seen = controller.preview(house.id, change)
    controller.edit_restaurant(house.id, change, preview=seen, homes=seen.homes())


def leave_all(controller: Controller, house: Restaurant, closes: int) -> None:
    """Change the hours of the house, and let everybody whom that hits be called."""
    change = HouseChange(opening_hours=f"12:{closes}")
    seen = controller.preview(house.id, change)
    controller.edit_restaurant(house.id, change, preview=seen, homes={}, stop=lambda: True)


def told(found: list[Attention]) -> list[tuple[str, str, int, int]]:
    """Return who is to be called, why, and from which hour they were moved to which."""
    return [
        (held.id, each.why, held.moved_from.hour, held.starts_at.hour)
        for each in found
        for held in (each.reservation,)
        if held.moved_from
    ]


def test_whom_other_hours_brought_to_another_one_is_to_be_called_until_that_is_noted(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    raw: Raw,
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4).id
    controller.reserve(slot("3", hour=20).slot_id, "3", "+447400123457", 4)
    open_until(controller, house, 22)
    (needs,) = controller.attention(house.id)
    assert told([needs]) == [(late, "moved", 22, 21)]
    assert needs.home is None  # they have one
    assert [home.starts_at.hour for home in needs.homes[:2]] == [20, 19]
    bar = open_station("Bar")  # which has only just been opened
    assert bar.attention(house.id) == [needs]
    call = bar.new_id()
    bar.mark_called(late, request_id=call)
    assert controller.attention(house.id) == bar.attention(house.id) == []
    controller.undo(call)  # they have not been called after all
    assert controller.attention(house.id) == [needs]
    for is_called in (True, False):
        bar.mark_called(late, is_called=is_called)
    assert controller.attention(house.id) == [needs]
    controller.set_status(late, "arrived")  # nobody is called who stands at the door
    assert controller.attention(house.id) == []
    assert "movedFrom" in stored(raw, late)


def test_who_is_moved_on_is_told_the_hour_they_know_until_they_have_it_again(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    at = slot("3", hour=22)
    late = controller.reserve(at.slot_id, "3", PHONE, 4).id
    open_until(controller, house, 22)
    open_until(controller, house, 21)
    assert told(controller.attention(house.id)) == [(late, "moved", 22, 20)]
    controller.move(late, slot("4", hour=20).slot_id, "4")
    assert told(controller.attention(house.id)) == [(late, "moved", 22, 20)]
    open_until(controller, house, 23)
    controller.move(late, slot("3", hour=22).slot_id, "3")
    assert controller.attention(house.id) == []
    assert "movedFrom" not in stored(raw, late)


def test_nobody_is_noted_to_know_of_another_place_than_they_were_told(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    nothing_written: Callable[[], AbstractContextManager[None]],
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4).id
    open_until(controller, house, 22)
    (told_of,) = controller.attention(house.id)
    manager = open_station("Office")
    open_until(manager, house, 21)
    with nothing_written(), pytest.raises(ChangedSince, match=r"at 20:00 on .*, at Office"):
        controller.mark_called(late, seen_at=told_of.reservation.place)
    (now,) = controller.attention(house.id)
    controller.mark_called(late, seen_at=now.reservation.place)
    assert controller.attention(house.id) == []


def test_who_was_called_and_is_moved_on_by_the_house_knows_the_hour_of_the_call(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4).id
    open_until(controller, house, 22)
    controller.mark_called(late)
    open_until(controller, house, 21)
    assert told(controller.attention(house.id)) == [(late, "moved", 21, 20)]
    controller.mark_called(late)
    controller.move(late, slot("4", hour=19).slot_id, "4")  # by a host, as they were asked
    assert controller.attention(house.id) == []


def test_an_older_station_may_give_the_hour_back_that_the_guest_knows(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4).id
    open_until(controller, house, 22)
    held = stored(raw, late)
    raw.reservations.update_one({}, {"$set": {"movedFrom": held["time"]}})
    assert controller.attention(house.id) == []


@pytest.mark.parametrize("known", ["22:00", 7, None])
def test_what_another_program_wrote_for_the_hour_a_guest_knows_does_not_hide_that_hour(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, known: object
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4).id
    raw.reservations.update_one({}, {"$set": {"movedFrom": known}})
    open_until(controller, house, 22)
    assert told(controller.attention(house.id)) == [(late, "moved", 22, 21)]


def test_an_act_before_a_change_of_the_house_that_took_a_call_out_is_refused_saying_so(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4).id
    open_until(controller, house, 22)
    call = controller.new_id()
    controller.mark_called(late, request_id=call)
    leave_all(controller, house, 21)
    with pytest.raises(ChangedSince, match="was marked as not called since"):
        controller.undo(call)


def test_who_was_called_and_loses_the_place_once_more_is_to_be_called_once_more(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4).id
    open_until(controller, house, 22)
    controller.mark_called(late)
    leave_all(controller, house, 21)
    (needs,) = controller.attention(house.id)
    held = needs.reservation
    assert (held.id, needs.why, held.called, held.moved_from) == (late, "closed", None, None)
    assert controller.check() == []


@pytest.mark.parametrize("call", ["yes", 7, {}, {"at": "noon"}, {"at": MORNING, "host": 5}])
def test_a_call_that_another_program_wrote_stops_no_reading(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, call: object
) -> None:
    at = slot("3")
    held = controller.reserve(at.slot_id, "3", PHONE, 2)
    raw.reservations.update_one({}, {"$set": {"called": call}})
    (read,) = controller.reservations_for(PHONE, rest_id=house.id)
    assert read.id == held.id
    assert read.called is None or read.called.host == ""
