"""A calendar that holds what the book holds, at the instants of the book."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.exchange.calendar_file import EventWords, Mark, calendar_of, timezone_of
from tests.exchange.houses import held, house

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 3, 14, 19, tzinfo=LONDON)


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_an_event_says_who_where_and_when_under_the_id_of_the_reservation() -> None:
    marks = {held(EVENING).id: Mark(2, datetime(2026, 3, 2, 8, 15, tzinfo=UTC))}
    reservation = held(EVENING, note="Window, please; no nuts", allergy=True)
    (event,) = events(calendar_of(house(), [reservation], marks))
    assert event["UID"] == reservation.id
    assert event["SUMMARY"] == "Cohen, 4, table 2"
    assert event.decoded("DTSTART") == EVENING
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event.decoded("DURATION") == timedelta(hours=1)
    assert (event["SEQUENCE"], event.decoded("LAST-MODIFIED")) == (2, marks[reservation.id].at)
    assert event["DESCRIPTION"] == ("Phone: 07400 123456\nAllergy\nNote: Window, please; no nuts")
    assert event["LOCATION"] == "Harbour House"


def test_without_details_only_the_last_four_digits_are_told_and_no_note() -> None:
    reservation = held(EVENING, note="No nuts", allergy=True)
    data = calendar_of(house(), [reservation], {}, with_details=False)
    (event,) = events(data)
    assert event["DESCRIPTION"] == "Phone ends in 3456"
    for told in (b"7400", b"123456", b"nuts", b"llergy"):
        assert told not in data


def test_a_walk_in_and_what_another_program_left_out_are_told_all_the_same() -> None:
    unknown = held(EVENING, reserved_by="", party_size=None, name="", created_at=None)
    (event,) = events(calendar_of(house(), [unknown], {}))
    assert event["SUMMARY"] == "No name, ?, table 2"
    assert event["SEQUENCE"] == 0
    assert "DESCRIPTION" not in event


def test_both_showings_of_a_repeated_hour_are_the_instants_of_the_book() -> None:
    first = datetime(2026, 10, 25, 1, tzinfo=LONDON)
    both = [held(first), held(first.replace(fold=1), id="65f0000000000000000000a2")]
    found = events(calendar_of(house(hours="18:04"), both, {}))
    instants = [event.decoded("DTSTART").astimezone(UTC) for event in found]
    assert instants == [
        datetime(2026, 10, 25, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
    ]


def test_what_has_not_changed_gives_the_same_bytes() -> None:
    two = [held(EVENING), held(EVENING + timedelta(days=30), id="65f0000000000000000000a2")]
    assert calendar_of(house(), two, {}) == calendar_of(house(), list(two), {})


def test_long_names_and_signs_of_the_format_come_through() -> None:
    name = "Ben; Gurion, \\ " + "\u05db\u05d4\u05df " * 30 + "\x07\nEND:VEVENT"
    (event,) = events(calendar_of(house(), [held(EVENING, name=name)], {}))
    says = EventWords().summary.format(
        name=" ".join(name.replace("\x07", " ").split()), party=4, table=2
    )
    assert event["SUMMARY"] == says


def _onsets(restaurant: Restaurant, first: datetime, last: datetime) -> list[tuple[Any, Any]]:
    """Return when (UTC) each observance begins and its offset, as RFC 5545 reads a VTIMEZONE."""
    found = []
    for part in timezone_of(restaurant.zone, first, last).subcomponents:
        rdates = part.get("RDATE")
        lists = rdates if isinstance(rdates, list) else [rdates] if rdates else []
        starts = [part.decoded("DTSTART"), *(each.dt for one in lists for each in one.dts)]
        before, after = part.decoded("TZOFFSETFROM"), part.decoded("TZOFFSETTO")
        found += [((start - before).replace(tzinfo=UTC), after) for start in starts]
    return sorted(found)


def _hours(first: datetime, last: datetime) -> Iterator[datetime]:
    at = first
    while at <= last:
        yield at
        at += timedelta(minutes=30)


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("Europe/London", 2026),
        ("Africa/Casablanca", 2026),
        ("Australia/Lord_Howe", 2026),
        ("Asia/Kathmandu", 2026),
        ("Asia/Jerusalem", 2027),
        ("Antarctica/Troll", 2026),
        ("Pacific/Apia", 2011),
    ],
)
def test_the_zone_of_a_calendar_shows_every_half_hour_of_a_year_as_the_clock_does(
    zone: str, year: int
) -> None:
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 2, 1, tzinfo=UTC)
    onsets = _onsets(house(zone), first, last)
    place = 0
    for at in _hours(first, last):
        while place + 1 < len(onsets) and onsets[place + 1][0] <= at:
            place += 1
        assert onsets[place][1] == at.astimezone(ZoneInfo(zone)).utcoffset(), at
