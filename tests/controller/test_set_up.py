"""A restaurant is set up once, however often the answer got lost on the way."""

from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AnotherRestaurant,
    ChangedSince,
    InvalidCapacity,
    InvalidOpeningHours,
    InvalidRestaurant,
)
from resv_desktop.domain.restaurant import Restaurant, Table

Raw = Database[dict[str, Any]]
TODAY = date(2026, 3, 10)


def test_a_restaurant_is_kept_as_the_contract_says(
    controller: Controller, raw: Raw, clock: Any
) -> None:
    request = controller.new_id()
    made = controller.create_restaurant(
        " Harbour  House ", "+44 20 7946 0123", "18:02", request_id=request
    )
    assert (made.name, made.phone, made.opening_hours) == (
        "Harbour House",
        "+442079460123",
        "18:02",
    )
    assert (made.timezone, made.tables, made.days_ahead) == ("Europe/London", (), 14)
    stored = raw.restaurants.find_one()
    assert stored == {
        "_id": ObjectId(made.id),
        "name": "Harbour House",
        "phone": "+442079460123",
        "openingHours": "18:02",
        "tables": [],
        "timezone": "Europe/London",
    }
    line = raw.journal.find_one()
    assert line is not None
    assert (line["_id"], line["act"], line["at"]) == (
        *(ObjectId(request), "create_restaurant", clock.now),
    )
    assert (line["restId"], line["after"]) == (ObjectId(made.id), stored)


def test_usual_hours_are_twelve_to_twenty_three(controller: Controller) -> None:
    assert controller.create_restaurant("House", "+442079460123").opening_hours == "12:23"


def test_a_national_number_belongs_to_the_country_of_the_zone(controller: Controller) -> None:
    made = controller.create_restaurant("Joe's", "(212) 555-0123", timezone="America/New_York")
    assert (made.phone, made.timezone) == ("+12125550123", "America/New_York")


def test_creating_again_with_the_same_id_makes_no_second_restaurant(
    controller: Controller, contents: Callable[[], Any]
) -> None:
    request = controller.new_id()
    made = controller.create_restaurant("House", "+442079460123", request_id=request)
    before = contents()
    again = controller.create_restaurant("House", "+442079460123", request_id=request)
    assert again == made
    assert contents() == before


def test_who_knows_what_is_there_adds_another_and_who_does_not_is_told(
    controller: Controller, nothing_written: Callable[[], Any]
) -> None:
    request = controller.new_id()
    first = controller.create_restaurant(
        "Mill House", "+442079460199", beside=[], request_id=request
    )
    with nothing_written(), pytest.raises(AnotherRestaurant) as told:
        controller.create_restaurant("House", "+442079460123", beside=[])
    assert str(told.value) == (
        "Mill House has been set up at another station meanwhile. Nothing was saved here."
    )
    controller.create_restaurant("House", "+442079460123", beside=[first.id])
    # An answer that was lost is asked for again after others have come: that is no news.
    again = controller.create_restaurant(
        "Mill House", "+442079460199", beside=[], request_id=request
    )
    assert again == first


def test_two_restaurants_of_one_name_are_two(controller: Controller) -> None:
    for _ in range(2):
        controller.create_restaurant("House", "+442079460123")
    assert [r.name for r in controller.restaurants()] == ["House", "House"]


def test_restaurants_are_listed_by_name(controller: Controller) -> None:
    for name in ("zum Anker", "Anchor", "anchor bar"):
        controller.create_restaurant(name, "+442079460123")
    assert [r.name for r in controller.restaurants()] == ["Anchor", "anchor bar", "zum Anker"]
    first = controller.restaurants()[0]
    assert controller.restaurant(first.id) == first


def test_tables_are_numbered_on_and_stand_in_every_hour_ahead(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    larger = controller.add_tables(house.id, [8, 2])
    assert larger.tables[-2:] == (Table(id="7", capacity=8), Table(id="8", capacity=2))
    for hour in raw.slots.find():
        tables = [(table["tableId"], table["capacity"]) for table in hour["tables"]]
        assert tables == [(table.id, table.capacity) for table in larger.tables]
    line = raw.journal.find_one({"act": "add_tables"}, sort=[("_id", -1)])
    assert line is not None
    assert len(line["before"]["tables"]) == 6
    assert len(line["after"]["tables"]) == 8


def test_adding_again_with_the_same_id_adds_no_second_time(
    controller: Controller, house: Restaurant, contents: Callable[[], Any]
) -> None:
    request = controller.new_id()
    larger = controller.add_tables(house.id, [8, 2], request_id=request)
    before = contents()
    assert controller.add_tables(house.id, [8, 2], request_id=request) == larger
    assert contents() == before


def test_a_new_table_leaves_the_reservations_of_the_others_alone(
    controller: Controller, house: Restaurant, slot: Callable[..., Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", "07400 123456", 4)
    controller.add_tables(house.id, [4])
    assert slot("3").is_available is False
    assert slot("7").is_available is True
    assert controller.reservations_on(house.id, made.starts_at.date()) == [made]


def test_hours_that_are_over_get_no_new_table(
    controller: Controller, house: Restaurant, raw: Raw, clock: Any
) -> None:
    clock.now += timedelta(days=1, hours=4, minutes=30)  # Wednesday, 13:30
    controller.add_tables(house.id, [4])
    for hour in raw.slots.find():
        is_over = hour["time"] + timedelta(hours=1) <= clock.now
        assert len(hour["tables"]) == (6 if is_over else 7)


def test_a_zone_can_be_said_once_for_a_house_that_came_without(
    controller: Controller, raw: Raw
) -> None:
    rest_id = str(raw.restaurants.insert_one({"name": "Joe's", "phone": "x"}).inserted_id)
    assert controller.restaurant(rest_id).timezone is None
    request = controller.new_id()
    for _ in range(2):
        made = controller.set_timezone(rest_id, "America/New_York", request_id=request)
        assert made.timezone == "America/New_York"
    assert raw.journal.count_documents({"act": "set_timezone"}) == 1
    assert len(controller.add_tables(rest_id, [2]).tables) == 1
    with pytest.raises(InvalidRestaurant):
        controller.set_timezone(rest_id, "America/Gotham")


def test_tables_that_are_added_again_with_the_same_id_are_there_though_no_more_would_fit(
    controller: Controller, make_house: Callable[..., Restaurant]
) -> None:
    house, request = make_house(()), controller.new_id()
    for _ in range(2):
        added = controller.add_tables(house.id, [2] * 300, stop=lambda: True, request_id=request)
        assert len(added.tables) == 300
    with pytest.raises(InvalidCapacity, match="at most 500"):
        controller.add_tables(house.id, [2] * 300, stop=lambda: True)


def test_a_zone_that_another_station_has_picked_is_not_written_over(
    controller: Controller, open_station: Callable[..., Controller], raw: Raw
) -> None:
    rest_id = str(raw.restaurants.insert_one({"name": "Joe's", "phone": "x"}).inserted_id)
    bar = open_station("Bar")
    controller.set_timezone(rest_id, "America/New_York")
    with pytest.raises(ChangedSince, match=r"picked at another station.*New_York"):
        bar.set_timezone(rest_id, "America/Chicago")
    assert bar.set_timezone(rest_id, "America/New_York").timezone == "America/New_York"
    assert raw.journal.count_documents({"act": "set_timezone"}) == 1


def test_the_days_ahead_are_never_less_than_a_week(
    controller: Controller, make_house: Callable[..., Restaurant]
) -> None:
    few = make_house((2,), days_ahead=1)
    assert controller.slots(few.id, TODAY + timedelta(days=7))
    assert not controller.slots(few.id, TODAY + timedelta(days=8))


def test_two_weeks_ahead_are_the_usual(controller: Controller, raw: Raw) -> None:
    made = controller.create_restaurant("House", "+442079460123")
    controller.add_tables(made.id, [2])
    assert raw.slots.count_documents({}) == 15 * 11
    assert controller.slots(made.id, TODAY + timedelta(days=14))


def test_upkeep_makes_the_day_that_has_come_into_reach(
    controller: Controller, house: Restaurant, clock: Any
) -> None:
    assert controller.upkeep(house.id) == 0
    clock.now += timedelta(days=1)
    assert controller.upkeep(house.id) == 11
    assert controller.upkeep(house.id) == 0


def test_stored_hours_that_make_no_sense_are_refused_without_harm(
    controller: Controller, house: Restaurant, raw: Raw, clock: Any
) -> None:
    raw.restaurants.update_one({}, {"$set": {"openingHours": "9-17"}})
    count = raw.slots.count_documents({})
    clock.now += timedelta(days=1)
    with pytest.raises(InvalidOpeningHours, match='"9-17" is not'):
        controller.extend_slots(house.id)
    assert raw.slots.count_documents({}) == count
    assert controller.slots(house.id, TODAY + timedelta(days=2))


def test_skipped_and_repeated_hours_are_cut_as_the_clock_shows_them(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Any
) -> None:
    clock.now = clock.now.replace(month=3, day=27)
    spring = make_house((2,), name="Spring", opening_hours="00:24")
    hours = [s.starts_at.hour for s in controller.slots(spring.id, date(2026, 3, 29))]
    assert hours == [0, *range(2, 24)]
    clock.now = clock.now.replace(month=10, day=23)
    autumn = make_house((2,), name="Autumn", opening_hours="00:24")
    slots = controller.slots(autumn.id, date(2026, 10, 25))
    assert [s.starts_at.hour for s in slots] == [0, 1, *range(1, 24)]
    starts = [s.starts_at.astimezone(UTC) for s in slots]
    assert starts == sorted(set(starts))
    assert all(
        s.ends_at.astimezone(UTC) - s.starts_at.astimezone(UTC) == timedelta(hours=1) for s in slots
    )
