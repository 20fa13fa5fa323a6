"""Where nothing is free the host is told why, and what to press."""

from datetime import date, timedelta

import pytest

from resv_desktop.domain.restaurant import Closure
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.empty_day import Reason, why_empty
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation

pytestmark = pytest.mark.usefixtures("qapp")


def said(reason: Reason | None) -> list[str]:
    assert reason is not None
    return [reason.why, reason.what_now, *(way.words for way in reason.ways_out)]


def test_a_day_with_a_free_table_needs_no_reason() -> None:
    assert why_empty(day(), 4, HourFilter(), NOW) is None


def test_a_full_hour_names_the_nearest_free_ones() -> None:
    shown = day(reservation("23", 20, party_size=8))
    at = find(shown, "1", 20).at
    reason = why_empty(shown, 8, HourFilter(at, is_only=True), NOW)
    assert said(reason) == [
        "Full for 8 at 20:00",
        "The nearest free hours on this day:",
        "19:00, table 23",
        "21:00, table 23",
    ]
    assert reason is not None
    assert [way.table and way.table.table_id for way in reason.ways_out] == ["23", "23"]


def test_an_hour_that_is_over_is_not_called_full() -> None:
    late = NOW.replace(hour=20)
    only = HourFilter(find(day(), "1", 19).at, is_only=True)
    assert said(why_empty(day(), 2, only, late)) == [
        "19:00 is over",
        "The nearest free hours on this day:",
        "20:00, 6 tables",
    ]
    busy = day(*(reservation("23", hour, party_size=8) for hour in (20, 21, 22)))
    assert said(why_empty(busy, 8, only, late))[0] == "Full for 8 on Sat 14 March"


def test_several_free_tables_are_named_and_many_are_counted() -> None:
    held = [reservation(table, 20, party_size=4) for table in ("7", "10", "20", "23")]
    shown = day(*held, reservation("7", 21))
    at = find(shown, "1", 20).at
    assert said(why_empty(shown, 4, HourFilter(at, is_only=True), NOW))[2:] == [
        "19:00, 4 tables",
        "21:00, tables 10, 20 and 23",
    ]


def test_a_full_day_offers_the_next_open_one() -> None:
    shown = day(*(reservation("23", hour, party_size=8) for hour in (19, 20, 21, 22)))
    assert said(why_empty(shown, 8, HourFilter(), NOW)) == [
        "Full for 8 this evening",
        "The next day may have a table.",
        "Go to Sun 15 March",
    ]
    only = HourFilter(find(shown, "1", 20).at, is_only=True)
    assert said(why_empty(shown, 8, only, NOW))[0] == "Full for 8 on Sat 14 March"


def test_a_table_that_can_be_freed_by_moving_others_is_offered_first() -> None:
    hour = day(reservation("23", 20), hours=(19, 20))
    only = HourFilter(find(hour, "1", 20).at, is_only=True)
    assert said(why_empty(hour, 8, only, NOW)) == [
        "Full for 8 at 20:00",
        "Others can move, or another hour has a table:",
        "20:00, free table 23",
        "19:00, table 23",
    ]
    full = day(reservation("23", 19, status="seated"), reservation("23", 20), hours=(19, 20))
    assert said(why_empty(full, 8, HourFilter(), NOW)) == [
        "Full for 8 this evening",
        "Others can move, or the next day may have a table:",
        "20:00, free table 23",
        "Go to Sun 15 March",
    ]


def test_a_party_larger_than_every_table_is_told() -> None:
    shown = day(restaurant=house({"1": 2, "2": 4}))
    assert said(why_empty(shown, 6, HourFilter(), NOW)) == [
        "No table seats 6",
        "The largest table seats 4.",
    ]


def test_a_closed_day_says_its_reason_and_the_next_open_day() -> None:
    closed = Closure(from_on=SATURDAY, to_on=SATURDAY, hours=None, reason="Stocktaking")
    shown = day(restaurant=house(closures=(closed,), week_hours={"sun": None}), hours=())
    assert said(why_empty(shown, 2, HourFilter(), NOW)) == [
        "Closed on Sat 14 March",
        "Stocktaking",
        "Go to Mon 16 March",
    ]


def test_a_day_of_which_every_hour_is_closed_is_closed_and_not_on_its_way() -> None:
    closed = [
        Closure(from_on=on, to_on=on, hours=None, reason="Stocktaking", closed_hours="18:23")
        for on in (SATURDAY, SATURDAY + timedelta(days=1))
    ]
    shown = day(restaurant=house(closures=tuple(closed)), hours=())
    assert said(why_empty(shown, 2, HourFilter(), NOW)) == [
        "Closed on Sat 14 March",
        "Stocktaking",
        "Go to Mon 16 March",
    ]


def test_a_weekday_that_is_closed_ends_by_itself_and_not_with_closed_hours_of_other_days() -> None:
    some = Closure(
        from_on=SATURDAY,
        to_on=SATURDAY + timedelta(days=9),
        hours=None,
        reason="New floor",
        closed_hours="18:20",
    )
    shown = day(restaurant=house(closures=(some,), week_hours={"sat": None}), hours=())
    assert said(why_empty(shown, 2, HourFilter(), NOW)) == [
        "Closed on Sat 14 March",
        "",
        "Go to Sun 15 March",
    ]


def test_a_house_that_never_opens_offers_no_day() -> None:
    never = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    shown = day(restaurant=house(week_hours=never), hours=())
    assert said(why_empty(shown, 2, HourFilter(), NOW)) == ["Closed on Sat 14 March", ""]


def test_a_day_that_is_over_leads_on() -> None:
    late = NOW.replace(hour=23, minute=30)
    assert said(why_empty(day(), 2, HourFilter(), late)) == [
        "The day is over",
        "No hour of Sat 14 March can be reserved any more.",
        "Go to Sun 15 March",
    ]
    friday = day(on=SATURDAY.replace(day=13))
    assert said(why_empty(friday, 2, HourFilter(), NOW))[2] == "Go to Sat 14 March"


@pytest.mark.parametrize(
    ("on", "why", "way"),
    [
        (date(2026, 4, 20), "Too far ahead", "Go to Sat 28 March"),
        (date(2026, 3, 20), "Not prepared yet", None),
        (date(2025, 3, 20), "Nothing on Thu 20 March", "Go to Sat 14 March"),
    ],
)
def test_a_day_without_hours_says_why(on: date, why: str, way: str | None) -> None:
    told = said(why_empty(day(hours=(), on=on), 2, HourFilter(), NOW))
    assert told[0] == why
    assert told[2:] == ([way] if way else [])


def test_a_day_with_nothing_but_what_was_promised_is_not_said_to_be_over() -> None:
    bare, held = day(hours=()), reservation("7", 20)
    promised = Day.of(bare.restaurant, bare.on, [], [held], NOW)
    told = said(why_empty(promised, 2, HourFilter(), NOW))
    assert told == said(why_empty(bare, 2, HourFilter(), NOW))
    assert told[0] != "The day is over"


def test_a_house_without_tables_and_one_without_sense_in_its_hours() -> None:
    bare = day(restaurant=house({}), hours=())
    assert said(why_empty(bare, 2, HourFilter(), NOW))[0] == "No tables yet"
    odd = day(restaurant=house(opening_hours="nonsense"), hours=())
    assert said(why_empty(odd, 2, HourFilter(), NOW))[0] == "No hours"
