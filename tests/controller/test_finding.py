"""A reservation is found by the end of its number or a piece of its name while it is typed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import RestaurantNotFound
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import Clock, FindSlot, Raw

GUEST, OTHER = "07400 123456", "07400 123457"
TUESDAY = date(2026, 3, 10)


@pytest.fixture
def foreign(raw: Raw) -> Callable[..., str]:
    """Write a reservation as a web site does: foreign(slot, "07400-123 456", name="Ada")."""

    def write(slot: Slot, phone: str, **facts: Any) -> str:
        stored = {"time": slot.starts_at, "tableId": slot.table_id, "reservedBy": phone, "__v": 0}
        made = raw.reservations.insert_one(stored | {"slotId": ObjectId(slot.slot_id)} | facts)
        return str(made.inserted_id)

    return write


@pytest.mark.parametrize(
    "typed", ["6", "56", "3456", "23456", "123 456", GUEST, "+44 7400 123456", "0044 7400 123456"]
)
def test_a_reservation_is_found_by_how_its_number_ends(
    controller: Controller, house: Restaurant, slot: FindSlot, typed: str
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    controller.reserve(slot("4").slot_id, "4", OTHER, 4)
    assert controller.find(house.id, typed) == [made]


@pytest.mark.parametrize(
    "stored", ["07400123456", "07400-123 456", "+447400123456", "tel:+44-7400-123456", "7400123456"]
)
@pytest.mark.parametrize("typed", ["456", "3456", "123456", GUEST])
def test_a_number_of_another_program_is_found_in_whichever_form_it_is_stored(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    foreign: Callable[..., str],
    stored: str,
    typed: str,
) -> None:
    theirs = foreign(slot("3"), stored)
    assert [r.id for r in controller.find(house.id, typed)] == [theirs]


def test_a_reservation_is_found_by_a_piece_of_its_name(
    controller: Controller, house: Restaurant, slot: FindSlot, foreign: Callable[..., str]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Zoë Müller", allergy=True)
    theirs = foreign(slot("4"), OTHER, name="muller")
    controller.reserve(slot("5").slot_id, "5", "07400 123458", 4, name="Mills")
    assert controller.find(house.id, "mull zoe") == [made]
    assert [r.id for r in controller.find(house.id, "MÜLL")] == [made.id, theirs]
    assert controller.find(house.id, "  ") == controller.find(house.id, "mulled") == []


def test_this_evening_comes_first_and_what_is_over_of_it_after_that(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock
) -> None:
    made = {
        (days, hour): controller.reserve(
            *(slot("3", days=days, hour=hour).slot_id, "3", GUEST, 2), name="Ada"
        )
        for days, hour in ((0, 12), (0, 20), (0, 21), (1, 13), (3, 12))
    }
    clock.now += timedelta(hours=12)  # 21:00 in London
    in_order = [made[key] for key in ((0, 21), (0, 12), (0, 20), (1, 13), (3, 12))]
    assert controller.find(house.id, "3456") == in_order
    assert controller.find(house.id, "ada") == in_order
    clock.now += timedelta(days=1)
    # The day before is looked through where it is asked for, and comes first.
    ahead = [made[1, 13], made[3, 12]]
    assert controller.find(house.id, "ada") == ahead
    yesterday = [made[key] for key in ((0, 12), (0, 20), (0, 21))]
    assert controller.find(house.id, "ada", day=TUESDAY) == yesterday + ahead
    friday = TUESDAY + timedelta(days=3)
    assert controller.find(house.id, "3456", day=friday) == ahead[::-1]


@pytest.mark.parametrize("typed", ["ada", "3456", GUEST])
def test_who_comes_today_before_a_later_opening_is_found(
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    raw: Raw,
    typed: str,
) -> None:
    at_13 = slot("3", hour=13, days=0)
    made = open_station("Bar").reserve(at_13.slot_id, "3", GUEST, 4, name="Ada")
    raw.restaurants.update_one({}, {"$set": {"openingHours": "18:23"}})
    assert open_station().find(house.id, typed) == [made]


def test_another_restaurants_guests_are_not_found_here(
    controller: Controller,
    house: Restaurant,
    make_house: Callable[..., Restaurant],
    foreign: Callable[..., str],
) -> None:
    other = make_house((2, 4), name="Chez Nous")
    there = controller.slots(other.id, TUESDAY)[0]
    made = controller.reserve(there.slot_id, there.table_id, GUEST, 2, name="Ada")
    theirs = foreign(controller.slots(other.id, TUESDAY)[1], GUEST, name="Ada")
    for typed in ("3456", "ada"):
        assert controller.find(house.id, typed) == []
        assert [r.id for r in controller.find(other.id, typed)] == [made.id, theirs]


def test_fifty_are_told_and_those_are_the_next_ones(
    controller: Controller, house: Restaurant, slot: FindSlot, foreign: Callable[..., str]
) -> None:
    wanted = {}
    for days in range(3, 0, -1):
        for hour in range(12, 23):
            for table in ("1", "2"):
                s = slot(table, days=days, hour=hour)
                wanted[s.starts_at, table] = foreign(s, GUEST, name="Ada")
    first = [wanted[key] for key in sorted(wanted)][:50]
    for typed in ("3456", "ada"):
        assert [r.id for r in controller.find(house.id, typed)] == first


def test_a_restaurant_that_there_is_not_has_no_guests(controller: Controller) -> None:
    with pytest.raises(RestaurantNotFound):
        controller.find(controller.new_id(), "3456")
