"""Every refusal is a whole sentence for the host, and nothing is written."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    InvalidCapacity,
    InvalidOpeningHours,
    InvalidPartySize,
    InvalidPhone,
    InvalidRestaurant,
    Refusal,
    ReservationNotFound,
    RestaurantNotFound,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
    TableTooSmall,
)
from resv_desktop.domain.reservation import TextTooLong
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import FindSlot

Untouched = Callable[[], AbstractContextManager[None]]
GUEST, OTHER = "07400 123456", "07400 123457"
NONSENSE = [
    "",
    "nonsense",
    "65f0a1b2c3d4e5f6a7b8c9d0",
    "../..",
    "\u0000",
    "☕" * 5,
    "half \udcff",
    "x" * 5000,
    "{$ne: 1}",
]


@pytest.fixture
def refused(nothing_written: Untouched) -> Callable[..., str]:
    """Call something that must be refused; return the sentence, after nothing was written."""

    def call(kind: type[Refusal], method: Callable[..., Any], *args: Any, **options: Any) -> str:
        with nothing_written(), pytest.raises(kind) as refusal:
            method(*args, **options)
        assert type(refusal.value) is kind
        sentence = str(refusal.value)
        assert sentence[0] == sentence[0].upper()
        assert sentence.endswith((".", '"00:24".'))
        return sentence

    return call


Refused = Callable[..., str]

# --- reserve


@pytest.mark.parametrize("party", [0, 9, -1])
def test_a_party_of_none_or_nine(
    controller: Controller, slot: FindSlot, refused: Refused, party: int
) -> None:
    s = slot("6")
    sentence = refused(InvalidPartySize, controller.reserve, s.slot_id, "6", GUEST, party)
    assert sentence == f"A party is 1 to 8 guests; {party} is not possible."


def test_a_party_larger_than_the_table(
    controller: Controller, slot: FindSlot, refused: Refused
) -> None:
    s = slot("3")
    sentence = refused(TableTooSmall, controller.reserve, s.slot_id, "3", GUEST, 5)
    assert sentence == "Table 3 at 19:00 seats 4. A party of 5 needs a larger table."


def test_a_slot_that_another_holds(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    refused: Refused,
) -> None:
    s = slot("3")
    controller.reserve(s.slot_id, "3", GUEST, 4)
    sentence = refused(SlotTaken, controller.reserve, s.slot_id, "3", OTHER, 4)
    assert sentence == "Table 3 at 19:00 on Sat 14 March is already taken."
    sentence = refused(SlotTaken, open_station("Bar").reserve, s.slot_id, "3", OTHER, 4)
    assert sentence == "Table 3 at 19:00 on Sat 14 March has just been taken at Stand 1."


def test_the_same_phone_twice_in_one_hour_and_then_a_second_table(
    controller: Controller, slot: FindSlot, refused: Refused
) -> None:
    s = slot("3")
    controller.reserve(s.slot_id, "3", GUEST, 4)
    sentence = refused(AlreadyReserved, controller.reserve, s.slot_id, "4", "+44 7400-123456", 4)
    assert sentence == "07400 123456 already holds table 3 at 19:00 on Sat 14 March."
    second = controller.reserve(s.slot_id, "4", GUEST, 4, second_table=True)
    assert [r.table_id for r in controller.reservations_for(GUEST)] == ["3", "4"]
    assert second.table_id == "4"


def test_the_same_phone_may_have_a_table_in_the_next_hour(
    controller: Controller, slot: FindSlot
) -> None:
    for hour in (19, 20):
        controller.reserve(slot("3", hour=hour).slot_id, "3", GUEST, 4)
    assert [r.starts_at.hour for r in controller.reservations_for(GUEST)] == [19, 20]


def test_an_hour_that_has_ended(
    controller: Controller, slot: FindSlot, clock: Any, refused: Refused
) -> None:
    s = slot("3")
    clock.now = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)
    sentence = refused(SlotInPast, controller.reserve, s.slot_id, "3", GUEST, 4)
    assert sentence == "Table 3 at 19:00 on Sat 14 March is over."


@pytest.mark.parametrize("slot_id", NONSENSE)
def test_an_hour_that_there_is_not(
    controller: Controller, house: Restaurant, refused: Refused, slot_id: str
) -> None:
    sentence = refused(SlotNotFound, controller.reserve, slot_id, "3", GUEST, 4)
    gone, nonsense = "This hour is not offered any more.", f"There is no hour {slot_id[:40]}."
    assert sentence == (gone if ObjectId.is_valid(slot_id) else nonsense)
    assert house.tables


@pytest.mark.parametrize("table_id", ["", "7", "03", "3 ", "x" * 5000, "\u0000", "$3"])
def test_a_table_that_there_is_not(
    controller: Controller, slot: FindSlot, refused: Refused, table_id: str
) -> None:
    sentence = refused(TableNotFound, controller.reserve, slot("3").slot_id, table_id, GUEST, 4)
    assert sentence == f"There is no table {table_id[:40]} at 19:00 on Sat 14 March."


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("", "Type the guest's phone number."),
        ("Maria", '"Maria" has a letter in it.'),
        ("050 123 456a", '"050 123 456a" has a letter in it.'),
        ("0800 FLOWERS", '"0800 FLOWERS" has a letter in it.'),
        ("07400 123456 x12", '"07400 123456 x12" has an extension.'),
        ("1" * 40, f'"{"1" * 40}" is not a possible phone number'),
        ("+1 212 55", '"+1 212 55" is too short for a phone number.'),
        ("+999 1234567", '"+999 1234567" has no country code that is known.'),
    ],
)
def test_a_phone_under_which_nobody_can_be_reached(
    controller: Controller, slot: FindSlot, refused: Refused, phone: str, said: str
) -> None:
    sentence = refused(InvalidPhone, controller.reserve, slot("3").slot_id, "3", phone, 4)
    assert said in sentence
    if phone:
        refused(InvalidPhone, controller.reservations_for, phone)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("+1 (212) 555-0123", "+12125550123"),
        ("07400 123456", "+447400123456"),
    ],
)
def test_an_international_phone_is_accepted_and_normalised(
    controller: Controller, slot: FindSlot, typed: str, kept: str
) -> None:
    assert controller.reserve(slot("3").slot_id, "3", typed, 4).reserved_by == kept


def test_a_name_or_a_note_without_end(
    controller: Controller, slot: FindSlot, refused: Refused
) -> None:
    s = slot("3")
    for what in ("name", "note"):
        sentence = refused(
            TextTooLong, controller.reserve, s.slot_id, "3", GUEST, 4, **{what: "x" * 501}
        )
        assert sentence == f"The {what} has at most 500 letters; this one has 501."


# --- cancel


@pytest.mark.parametrize("reservation_id", NONSENSE)
def test_a_reservation_that_there_is_not(
    controller: Controller, house: Restaurant, refused: Refused, reservation_id: str
) -> None:
    refused(ReservationNotFound, controller.cancel, reservation_id)
    assert house.tables


def test_a_cancel_with_a_phone_that_does_not_match(
    controller: Controller, slot: FindSlot, refused: Refused
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    sentence = refused(ReservationNotFound, controller.cancel, made.id, phone=OTHER)
    assert sentence == "Table 3 at 19:00 on Sat 14 March is not held by 07400 123457."
    refused(InvalidPhone, controller.cancel, made.id, phone="Maria")
    assert controller.cancel(made.id, phone="+44 7400 123456").id == made.id


def test_a_cancel_after_the_hour_has_ended(
    controller: Controller, slot: FindSlot, clock: Any, refused: Refused
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    clock.now = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)
    sentence = refused(SlotInPast, controller.cancel, made.id)
    assert sentence == "Table 3 at 19:00 on Sat 14 March is over."


def test_a_reservation_that_is_cancelled_already(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    clock: Any,
    refused: Refused,
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    clock.now += timedelta(hours=2, minutes=5)
    open_station("Bar").cancel(made.id)
    assert refused(ReservationNotFound, controller.cancel, made.id) == (
        "The reservation of table 3 at 19:00 on Sat 14 March was cancelled at Bar, "
        "Tue 10 March 11:05."
    )


# --- the house


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_restaurant_without_a_name(controller: Controller, refused: Refused, name: str) -> None:
    sentence = refused(InvalidRestaurant, controller.create_restaurant, name, "+442079460123")
    assert sentence == "A restaurant needs a name."


@pytest.mark.parametrize("hours", ["25:03", "9-17", "12:12", "12", "", "12:25"])
def test_opening_hours_that_are_none(controller: Controller, refused: Refused, hours: str) -> None:
    sentence = refused(
        InvalidOpeningHours, controller.create_restaurant, "Harbour House", "+442079460123", hours
    )
    assert f'"{hours}"' in sentence


@pytest.mark.parametrize("phone", ["", "Maria", "020 7946 0123", "+44 20 7946 0123 x9"])
def test_a_restaurant_nobody_can_call(controller: Controller, refused: Refused, phone: str) -> None:
    refused(InvalidPhone, controller.create_restaurant, "Harbour House", phone)


def test_a_restaurant_whose_clock_is_not_known(controller: Controller, refused: Refused) -> None:
    sentence = refused(InvalidRestaurant, controller.create_restaurant, "Joe's", "+12125550123")
    assert sentence == (
        "The country of +12125550123 has more than one clock. Pick the time zone of Joe's."
    )
    sentence = refused(
        *(InvalidRestaurant, controller.create_restaurant, "Joe's", "+12125550123"),
        timezone="America/Gotham",
    )
    assert 'The time zone "America/Gotham" is not known.' in sentence


@pytest.mark.parametrize("capacity", [1, 9, 0, -2])
def test_a_table_of_one_or_nine(
    controller: Controller, house: Restaurant, refused: Refused, capacity: int
) -> None:
    sentence = refused(InvalidCapacity, controller.add_tables, house.id, [4, capacity])
    assert sentence == f"A table seats 2 to 8; {capacity} is not possible."


@pytest.mark.parametrize("rest_id", NONSENSE)
def test_a_restaurant_that_there_is_not(
    controller: Controller, house: Restaurant, refused: Refused, rest_id: str
) -> None:
    today = date(2026, 3, 10)
    calls: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (controller.restaurant, (rest_id,)),
        (controller.add_tables, (rest_id, [4])),
        (controller.extend_slots, (rest_id,)),
        (controller.set_timezone, (rest_id, "Europe/London")),
        (controller.slots, (rest_id, today)),
        (controller.reservations_on, (rest_id, today)),
    ]
    for method, args in calls:
        assert refused(RestaurantNotFound, method, *args) == (
            f"There is no restaurant {rest_id[:40]}."
        )
    refused(RestaurantNotFound, controller.reservations_for, GUEST, rest_id=rest_id)
    assert house.tables


def test_tables_and_hours_of_a_restaurant_whose_clock_nobody_knows(
    controller: Controller, raw: Database[dict[str, Any]], refused: Refused
) -> None:
    made = raw.restaurants.insert_one({"name": "Joe's", "phone": "+12125550123"})
    rest_id = str(made.inserted_id)
    for method, args in ((controller.add_tables, ([4],)), (controller.extend_slots, ())):
        sentence = refused(InvalidRestaurant, method, rest_id, *args)
        assert sentence == "The time zone of Joe's is not known yet. Pick it once."


def test_a_national_number_where_several_restaurants_leave_its_country_open(
    controller: Controller, house: Restaurant, refused: Refused
) -> None:
    assert controller.reservations_for(GUEST) == []
    controller.create_restaurant("Chez Nous", "+33 1 42 68 53 00", timezone="Europe/Paris")
    assert "needs its country code" in refused(InvalidPhone, controller.reservations_for, GUEST)
    assert controller.reservations_for(GUEST, rest_id=house.id) == []
    assert controller.reservations_for("+447400123456") == []


def test_an_id_that_no_write_can_have_is_a_bug_of_the_caller(
    controller: Controller, slot: FindSlot, nothing_written: Untouched
) -> None:
    s = slot("3")
    with nothing_written(), pytest.raises(ValueError, match="no id of a write"):
        controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id="mine")
