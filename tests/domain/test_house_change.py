"""What a house offers hour by hour, and what a change makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from resv_desktop.domain.errors import (
    InvalidCapacity,
    InvalidOpeningHours,
    InvalidPhone,
    InvalidRestaurant,
    Refusal,
    TableNotFound,
)
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.offered import Offered
from resv_desktop.domain.reservation import TextTooLong
from resv_desktop.domain.restaurant import Closure, Restaurant, Table

DAY = date(2026, 3, 14)
HOUSE = Restaurant(
    id="1",
    name="Harbour House",
    phone="+442079460123",
    opening_hours="18:02",
    tables=(Table(id="1", capacity=2), Table(id="2", capacity=4)),
    timezone="Europe/London",
)


def closed(**facts: Any) -> Closure:
    return Closure(**({"from_on": DAY, "to_on": DAY, "hours": None, "reason": "Works"} | facts))


def at(hour: int) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(hours=hour)


def test_hours_of_the_night_that_are_closed_belong_to_the_evening_before() -> None:
    house = replace(HOUSE, closures=(closed(closed_hours="00:01"),))
    assert [hour.hour for hour in house.slots_on(DAY)] == [18, 19, 20, 21, 22, 23, 1]
    assert Offered(house).day_of(at(25)) == DAY
    assert Offered(house).why_not(at(24), "1", 2) == "closed"


def test_a_long_night_that_is_over_keeps_no_house_from_opening_earlier() -> None:
    long_night = replace(HOUSE, closures=(closed(hours="18:06"),))
    earlier = HouseChange(opening_hours="04:20")
    made = earlier.on(long_night, DAY + timedelta(days=2))
    assert made.opening_hours == "04:20"
    with pytest.raises(InvalidOpeningHours):
        earlier.on(long_night, DAY)


def test_an_hour_that_two_days_have_belongs_to_the_one_on_whose_date_it_begins() -> None:
    tomorrow = DAY + timedelta(days=1)
    early = closed(from_on=tomorrow, to_on=tomorrow, hours="00:12")
    offered = Offered(replace(HOUSE, closures=(early,)))
    assert offered.day_of(at(18)) == DAY  # after which the hours of that evening are known
    assert offered.day_of(at(24)) == offered.day_of(at(25)) == tomorrow


def test_a_table_is_there_until_the_day_from_which_it_is_retired() -> None:
    retired = Table(id="2", capacity=4, retired_from=DAY)
    offered = Offered(replace(HOUSE, tables=(HOUSE.tables[0], retired)))
    assert offered.tables_at(at(18)) == {"1": 2}
    assert offered.tables_at(at(1)) == {"1": 2, "2": 4}  # of the evening before
    assert offered.why_not(at(18), "2", 2) == "retired"
    assert offered.why_not(at(18), "1", 3) == "too_small"
    assert offered.why_not(at(18), "1", None) is None


def test_hours_that_nobody_can_read_are_not_said_to_be_closed() -> None:
    odd = replace(HOUSE, opening_hours="whenever")
    with pytest.raises(InvalidOpeningHours):
        Offered(odd).tables_at(at(18))
    assert Offered(odd, unread_is_open=True).tables_at(at(18)) == {"1": 2, "2": 4}


def test_only_what_is_named_changes_and_new_tables_are_numbered_on() -> None:
    change = HouseChange(
        name=" The  Harbour ",
        phone="020 7946 0124",
        week_hours={"sun": None, "mon": "12:15"},
        days_ahead=30,
        tables=(Table(id="2", capacity=6, retired_from=DAY),),
        new_tables=(8,),
    )
    changed = change.on(HOUSE, DAY)
    assert (changed.name, changed.phone) == ("The Harbour", "+442079460124")
    assert (changed.opening_hours, changed.days_ahead) == ("18:02", 30)
    assert list(changed.week_hours.items()) == [("mon", "12:15"), ("sun", None)]
    assert [(t.id, t.capacity, t.retired_from) for t in changed.tables] == [
        ("1", 2, None),
        ("2", 6, DAY),
        ("3", 8, None),
    ]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (HouseChange(name="  "), InvalidRestaurant),
        (HouseChange(phone="12"), InvalidPhone),
        (HouseChange(opening_hours="12:12"), InvalidOpeningHours),
        (HouseChange(week_hours={"mon": "8-12"}), InvalidOpeningHours),
        (HouseChange(week_hours={"sun": "00:12"}), InvalidOpeningHours),  # Saturday runs into it
        (HouseChange(closures=(closed(hours="01:12"),)), InvalidOpeningHours),
        (HouseChange(closures=(closed(hours="12:14", closed_hours="12:13"),)), InvalidOpeningHours),
        (HouseChange(closures=(closed(to_on=DAY - timedelta(days=1)),)), InvalidRestaurant),
        (HouseChange(closures=(closed(reason="x" * 501),)), TextTooLong),
        (HouseChange(days_ahead=6), InvalidRestaurant),
        (HouseChange(tables=(Table(id="1", capacity=9),)), InvalidCapacity),
        (HouseChange(tables=(Table(id="9", capacity=2),)), TableNotFound),
        (HouseChange(new_tables=(1,)), InvalidCapacity),
    ],
)
def test_what_makes_no_house_is_refused(change: HouseChange, kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        change.on(HOUSE, DAY)
