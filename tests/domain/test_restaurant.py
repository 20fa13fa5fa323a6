"""The house knows its tables, its clock and which evening an hour belongs to."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resv_desktop.domain.errors import InvalidCapacity, InvalidOpeningHours, InvalidRestaurant
from resv_desktop.domain.restaurant import (
    Closure,
    Restaurant,
    Table,
    check_capacity,
    check_name,
    known_zone,
    natural,
    number_tables,
    only_zone_of,
    region_of_zone,
    zones_of,
)

LONDON = "Europe/London"
SATURDAY = date(2026, 3, 14)
DAY = timedelta(days=1)


def house(hours: str = "12:23", timezone: str | None = LONDON, **more: Any) -> Restaurant:
    return Restaurant(
        id="1",
        name="Harbour House",
        phone=more.pop("phone", "+442079460123"),
        opening_hours=hours,
        tables=(),
        timezone=timezone,
        **more,
    )


def at(text: str, zone: str = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# --- days


def test_a_day_has_one_slot_for_each_hour_of_opening() -> None:
    slots = house().slots_on(SATURDAY)
    assert [house().local(slot).hour for slot in slots] == list(range(12, 23))


def test_hours_past_midnight_belong_to_the_evening_before() -> None:
    bar = house("18:02")
    assert [bar.local(slot).hour for slot in bar.slots_on(SATURDAY)] == [*range(18, 24), 0, 1]
    assert bar.business_day(at("2026-03-15T01:30")) == SATURDAY
    assert bar.bounds(SATURDAY) == (at("2026-03-14T06:00"), at("2026-03-15T06:00"))


def test_what_lies_before_a_later_opening_is_of_its_own_day() -> None:
    def day_of(hours: str, time: str, **more: Any) -> date:
        changed = house(hours, **more)
        days = (SATURDAY + n * DAY for n in range(-1, 3))
        return next(d for d in days if changed.bounds(d)[0] <= at(time) < changed.bounds(d)[1])

    assert day_of("14:23", "2026-03-14T13:00") == SATURDAY
    assert day_of("14:23", "2026-03-14T06:00") == SATURDAY
    feast = Closure(from_on=SATURDAY, to_on=SATURDAY, hours="17:23", reason="Feast")
    assert day_of("12:23", "2026-03-14T12:00", closures=(feast,)) == SATURDAY
    assert day_of("18:23", "2026-03-15T01:00") == SATURDAY
    assert day_of("12:21", "2026-03-14T22:00") == SATURDAY
    assert day_of("18:02", "2026-03-15T01:00") == SATURDAY
    assert day_of("20:07", "2026-03-15T06:00") == SATURDAY  # the night goes on until 07:00
    assert day_of("20:07", "2026-03-15T07:00") == SATURDAY + DAY
    assert day_of("03:24", "2026-03-14T03:00") == SATURDAY


def test_only_the_hours_of_other_days_that_follow_each_other_lie_beside_a_day() -> None:
    diner = house("00:24")
    assert diner.hours_beside(SATURDAY) == [at("2026-03-13T23:00"), at("2026-03-15T00:00")]
    for hours in ("12:23", "18:02"):
        assert house(hours).hours_beside(SATURDAY) == []
    late = house("18:02", week_hours={"sun": "02:10"})
    assert late.hours_beside(SATURDAY) == [at("2026-03-15T02:00")]
    assert late.hours_beside(SATURDAY + DAY) == [at("2026-03-15T01:00")]
    rests = house("00:24", week_hours={"sun": None})
    assert rests.hours_beside(SATURDAY) == [at("2026-03-13T23:00")]
    assert rests.hours_beside(SATURDAY + DAY) == []


def test_a_house_is_open_at_each_full_hour_of_its_business_days() -> None:
    late = house("18:02")
    assert [late.is_open_at(at(f"2026-03-14 {hour}:00")) for hour in ("17", "18", "23")] == [
        *(False, True, True)
    ]
    assert [late.is_open_at(at(f"2026-03-15 {hour}:00")) for hour in ("00", "01", "02")] == [
        *(True, True, False)
    ]
    assert not house("?").is_open_at(at("2026-03-14 18:00"))


def test_between_closing_and_opening_the_coming_day_is_meant() -> None:
    assert house("18:02").business_day(at("2026-03-15T02:00")) == SATURDAY + DAY
    assert house("18:02").business_day(at("2026-03-15T17:59")) == SATURDAY + DAY
    assert house("12:23").business_day(at("2026-03-14T23:30")) == SATURDAY
    assert house("12:23").business_day(at("2026-03-15T00:00")) == SATURDAY + DAY


def test_around_the_clock_the_day_changes_at_midnight() -> None:
    diner = house("00:24")
    assert diner.business_day(at("2026-03-14T23:59")) == SATURDAY
    assert diner.business_day(at("2026-03-15T00:00")) == SATURDAY + DAY


def test_after_a_closed_day_the_next_morning_is_a_day_of_its_own() -> None:
    resting = house(week_hours={"fri": None})
    assert resting.slots_on(SATURDAY - DAY) == []
    assert resting.business_day(at("2026-03-14T03:00")) == SATURDAY
    assert resting.begins_at(SATURDAY - DAY) == at("2026-03-13T00:00")


def test_hours_past_midnight_belong_to_the_evening_before_a_closed_day_too() -> None:
    bar = house("18:02", week_hours={"sun": None})
    assert bar.business_day(at("2026-03-15T01:30")) == SATURDAY
    assert bar.bounds(SATURDAY) == (at("2026-03-14T06:00"), at("2026-03-15T02:00"))
    assert bar.business_day(at("2026-03-15T02:00")) == SATURDAY + DAY
    assert bar.bounds(SATURDAY + DAY) == (at("2026-03-15T02:00"), at("2026-03-16T06:00"))
    holiday = Closure(from_on=SATURDAY + DAY, to_on=SATURDAY + 2 * DAY, hours=None, reason="")
    assert house("18:02", closures=(holiday,)).business_day(at("2026-03-15T01:30")) == SATURDAY


def test_a_weekday_goes_before_the_usual_hours_and_a_closure_before_both() -> None:
    feast = Closure(from_on=SATURDAY, to_on=SATURDAY + DAY, hours="10:12", reason="Feast")
    shut = Closure(from_on=SATURDAY, to_on=SATURDAY, hours=None, reason="Never reached")
    changed = house(week_hours={"sat": "16:20"}, closures=(feast, shut))
    assert [str(changed.hours_on(SATURDAY + n * DAY)) for n in (-1, 0, 1, 2, 7)] == [
        "12:23",
        "10:12",
        "10:12",
        "12:23",
        "16:20",
    ]
    closed = house(closures=(shut,))
    assert closed.hours_on(SATURDAY) is None
    assert closed.begins_at(SATURDAY) == at("2026-03-14T00:00")


def test_stored_hours_that_make_no_sense_are_refused_but_leave_the_days_readable() -> None:
    broken = house("25:03")
    with pytest.raises(InvalidOpeningHours):
        broken.slots_on(SATURDAY)
    assert broken.bounds(SATURDAY) == (at("2026-03-14T00:00"), at("2026-03-15T00:00"))
    odd_yesterday = house(week_hours={"fri": "9-17"})
    assert odd_yesterday.business_day(at("2026-03-14T03:00")) == SATURDAY


texts = st.one_of(st.none(), st.sampled_from(["12:23", "18:02", "00:24", "23:22", "05:06"]))
weeks = st.dictionaries(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), texts)


@settings(max_examples=60)
@given(
    st.sampled_from([LONDON, "Antarctica/Troll", "Africa/Cairo", "America/Havana", "Pacific/Apia"]),
    st.dates(date(2000, 1, 1), date(2037, 1, 1)),
    weeks,
)
def test_business_days_follow_each_other_without_gap_or_overlap(
    zone: str, first: date, week: dict[str, str | None]
) -> None:
    changing = house(timezone=zone, week_hours=week)
    bounds = [changing.bounds(first + n * DAY) for n in range(10)]
    assert all(earlier[1] == later[0] for earlier, later in pairwise(bounds))
    assert all(start <= end for start, end in bounds)


@settings(max_examples=60)
@given(
    st.sampled_from([LONDON, "Antarctica/Troll", "Africa/Cairo", "Australia/Lord_Howe"]),
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)),  # noqa: DTZ001 - made aware below
    st.sampled_from(["12:23", "18:02", "00:24", "02:01"]),
)
def test_an_open_house_has_the_day_running_that_its_slot_belongs_to(
    zone: str, moment: datetime, hours: str
) -> None:
    open_house = house(hours, zone)
    now = moment.replace(tzinfo=UTC)
    for day in (now.date() - DAY, now.date(), now.date() + DAY):
        if any(slot <= now < slot + timedelta(hours=1) for slot in open_house.slots_on(day)):
            assert open_house.business_day(now) == day


# --- clocks


@pytest.mark.parametrize(
    "name",
    [
        *("Mars/Olympus", "", "Europe", "../etc/passwd", "europe/london ", "a\0b", "zone.tab"),
        *("localtime", "posixrules", "Factory", "right/Europe/London", "posix/UTC", "x" * 500),
    ],
)
def test_an_unknown_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(InvalidRestaurant) as refused:
        known_zone(name)
    assert f'The time zone "{name[:60]}" is not known.' in str(refused.value)


def test_a_zone_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidRestaurant):
        known_zone(None)  # type: ignore[arg-type]  # foreign documents hold anything


def test_a_house_without_a_zone_takes_that_of_its_country_if_there_is_only_one() -> None:
    assert house(timezone=None).zone.key == LONDON
    assert house(timezone=None, phone="+12125550123").zone.key == "UTC"
    assert house(timezone=None, phone="").zone.key == "UTC"


def test_a_country_whose_clocks_agree_has_one_zone() -> None:
    assert only_zone_of("GB") == LONDON
    assert only_zone_of("DE") == "Europe/Berlin"  # Busingen keeps the same time
    assert only_zone_of("US") is None
    assert only_zone_of("ES") is None
    assert only_zone_of("XX") is None
    assert only_zone_of(None) is None


def test_zones_of_a_country_are_listed_and_zones_know_their_country() -> None:
    assert zones_of("US")[0] == "America/New_York"
    assert region_of_zone("Pacific/Chatham") == "NZ"
    assert region_of_zone("UTC") is None


# --- names and tables


def test_a_name_loses_its_outer_spaces() -> None:
    assert check_name("  The  Harbour\nHouse ") == "The Harbour House"


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\u2003"])
def test_a_restaurant_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidRestaurant, match=r"^A restaurant needs a name\.$"):
        check_name(name)


def test_a_name_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(InvalidRestaurant, match="at most 200 letters; this one has 201"):
        check_name("x" * 201)


@pytest.mark.parametrize("capacity", range(2, 9))
def test_a_table_seats_two_to_eight(capacity: int) -> None:
    assert check_capacity(capacity) == capacity


@pytest.mark.parametrize("capacity", [1, 9, 0, -4, 4.0, "4", None, True, 10**30])
def test_any_other_table_is_refused_with_its_capacity(capacity: object) -> None:
    with pytest.raises(InvalidCapacity) as refused:
        check_capacity(capacity)
    shown = str(capacity)[:20]
    assert str(refused.value) == f"A table seats 2 to 8; {shown} is not possible."


def test_tables_are_numbered_on_from_the_highest_number() -> None:
    assert number_tables((), [2, 8]) == [Table(id="1", capacity=2), Table(id="2", capacity=8)]
    old = (Table(id="Bar 3", capacity=2), Table(id="T12", capacity=4), Table(id="x", capacity=4))
    assert [table.id for table in number_tables(old, [4, 4])] == ["13", "14"]


def test_a_new_table_is_not_called_like_what_is_promised_whatever_else_is_written_there() -> None:
    old = (Table(id="5", capacity=4),)
    promised = ["6", "65a1b2c3d4e5f60718293a4b", "Terrace 20261130", "None", ""]
    assert [table.id for table in number_tables(old, [4], promised)] == ["7"]


def test_one_wrong_table_refuses_all_of_them() -> None:
    with pytest.raises(InvalidCapacity):
        number_tables((), [2, 9])


def test_a_house_has_at_most_500_tables() -> None:
    full = tuple(Table(id=str(n), capacity=2) for n in range(499))
    assert len(number_tables(full, [2])) == 1
    with pytest.raises(InvalidCapacity, match="at most 500 tables; this would make 501"):
        number_tables(full, [2, 2])


def test_labels_sort_as_people_read_them() -> None:
    labels = ["10", "2", "Terrace 10", "terrace 9", "1", "Bar", "2a", "2"]
    assert sorted(labels, key=natural) == [
        *("1", "2", "2", "2a", "10"),
        *("Bar", "terrace 9", "Terrace 10"),
    ]


def test_a_label_of_more_digits_than_a_number_can_have_stands_behind_all_shorter_ones() -> None:
    endless = "9" * 5_000
    assert sorted([endless, "10", "007", "0", "6"], key=natural) == ["0", "6", "007", "10", endless]


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_labels_can_be_sorted(labels: list[str]) -> None:
    assert len(sorted(labels, key=natural)) == len(labels)
