"""Every hour that can be reserved is a full hour of the house's clock, once, and none is lost."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.hours import HOUR, OpeningHours, hours_of, instants, opening_instant
from resv_desktop.domain.restaurant import Restaurant

ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
QUARTER = timedelta(minutes=15)  # every offset of our time is a multiple of it
DAY = timedelta(days=1)
YEAR = [date(2027, 1, 1) + n * DAY for n in range(365)]
SWEPT = [OpeningHours.parse(text) for text in ("12:23", "18:02", "00:24", "23:22", "02:01")]


def full_hours(zone: ZoneInfo, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Look at the clock every 15 minutes; return (UTC, shown) whenever it shows a full hour."""
    found = []
    at = datetime.combine(first - DAY, time(), UTC)
    end = datetime.combine(last + 4 * DAY, time(), UTC)
    while at < end:
        shown = at.astimezone(zone).replace(tzinfo=None)
        if shown.minute == shown.second == 0:
            found.append((at, shown))
        at += QUARTER
    return found


def open_hours(
    clock: list[tuple[datetime, datetime]], day: date, hours: OpeningHours
) -> list[datetime]:
    """Return the full hours of a business day, none before the last one has had 60 minutes."""
    midnight = datetime.combine(day, time())
    found: list[datetime] = []
    for at, shown in clock:
        is_open = midnight + hours.opens * HOUR <= shown < midnight + hours.closes * HOUR
        if is_open and (not found or at - found[-1] >= HOUR):
            found.append(at)
    return found


def changes_of(zone: ZoneInfo) -> tuple[tuple[date, tuple[timedelta | None, ...]], ...]:
    """Return the days of the year on which the clock changes, with every quarter's offset."""
    offset = zone.utcoffset
    midnights = [datetime.combine(day, time()) for day in YEAR]
    offsets = [offset(midnight) for midnight in midnights]
    changing = [n for n in range(len(YEAR) - 1) if offsets[n] != offsets[n + 1]]
    quarters = [
        (YEAR[n], tuple(offset(midnights[n] + quarter * QUARTER) for quarter in range(96)))
        for n in changing
    ]
    return ((YEAR[0], (offsets[0],)), *quarters)


def clocks() -> dict[ZoneInfo, list[list[date]]]:
    """Return a zone for each way in which a clock runs this year, with the days to look at:
    those around each change, and a plain one in each season.

    Zones whose offsets agree in every quarter of an hour run the same way.
    """
    zones = {changes_of(ZoneInfo(name)): ZoneInfo(name) for name in reversed(ZONES)}
    plain = [[YEAR[n]] for n in (20, 110, 200, 290)]
    return {
        zone: plain + [[day + n * DAY for n in range(-2, 3)] for day, _ in changes[1:]]
        for changes, zone in zones.items()
    }


def test_a_year_of_slots_in_every_zone_loses_no_hour_and_has_none_twice() -> None:
    seen = 0
    for zone, stretches in clocks().items():
        for days in stretches:
            clock = full_hours(zone, days[0], days[-1])
            for hours in SWEPT:
                for day in days:
                    slots = list(hours_of(zone, day, hours))
                    assert slots == open_hours(clock, day, hours), (zone, day, str(hours))
                    seen += len(slots)
    assert seen > 20_000


def test_in_every_zone_the_slots_of_a_day_lie_between_its_opening_and_the_next() -> None:
    for zone, stretches in clocks().items():
        for days in stretches:
            for text in ("12:23", "00:24", "02:01"):
                house = restaurant(zone.key, text)
                for day in days:
                    start, end = house.bounds(day)
                    slots = house.slots_on(day)
                    assert start < end, (zone, day, text)
                    assert all(start <= at and at + HOUR <= end for at in slots), (zone, day, text)


def restaurant(zone: str, hours: str) -> Restaurant:
    return Restaurant(id="1", name="House", phone="", opening_hours=hours, tables=(), timezone=zone)


opening_hours = st.builds(
    lambda opens, lasts: OpeningHours(opens, opens + lasts), st.integers(0, 23), st.integers(1, 23)
)
days = st.dates(date(1990, 1, 3), date(2037, 12, 20))


@settings(max_examples=150)
@given(st.sampled_from(ZONES), days, opening_hours)
def test_any_day_in_any_zone_has_the_hours_that_its_clock_shows(
    name: str, day: date, hours: OpeningHours
) -> None:
    zone = ZoneInfo(name)
    slots = list(hours_of(zone, day, hours))
    assert slots == open_hours(full_hours(zone, day, day), day, hours)
    for at in slots:
        shown = at.astimezone(zone)
        assert (shown.minute, shown.second, at.tzinfo) == (0, 0, UTC)
    assert all(later - earlier >= HOUR for earlier, later in pairwise(slots))


@settings(max_examples=150)
@given(st.sampled_from(ZONES), days)
def test_around_the_clock_every_full_hour_of_a_week_is_there_once(name: str, first: date) -> None:
    zone = ZoneInfo(name)
    week = [first + n * DAY for n in range(7)]
    slots = [at for day in week for at in hours_of(zone, day, OpeningHours.parse("00:24"))]
    start, end = datetime.combine(first, time()), datetime.combine(first + 7 * DAY, time())
    shown = [at for at, wall in full_hours(zone, first, week[-1]) if start <= wall < end]
    assert len(set(slots)) == len(slots)
    assert set(slots) <= set(shown)
    for at in set(shown) - set(slots):  # left out: an hour that the one before still fills
        assert any(timedelta() < at - kept < HOUR for kept in slots), (at, first)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("12:23", 12, 23),
        ("18:02", 18, 26),
        ("00:24", 0, 24),
        ("23:24", 23, 24),
        ("18:00", 18, 24),
        ("23:22", 23, 46),
        ("00:01", 0, 1),
        ("01:00", 1, 24),
    ],
)
def test_closing_before_opening_is_the_next_day(text: str, opens: int, closes: int) -> None:
    assert OpeningHours.parse(text) == OpeningHours(opens, closes)


@pytest.mark.parametrize(
    "text",
    [
        *("25:03", "9-17", "12:12", "12", "", "24:02", "12:25", "9:17", "12:230", " 12:23"),
        *("12:23\n", "00:00", "١٢:٢٣", "ab:cd", "-1:10", "12:23:00", "12.23", "9" * 1000),
        *(None, 12, ["12:23"], {"from": 12}),
    ],
)
def test_anything_else_is_refused_in_a_sentence_that_repeats_it(text: object) -> None:
    with pytest.raises(InvalidOpeningHours) as refused:
        OpeningHours.parse(text)  # type: ignore[arg-type]  # foreign documents hold anything
    assert str(text)[:40] in str(refused.value)
    assert str(refused.value).endswith(".") or str(refused.value).endswith('is "00:24".')


def test_the_refusals_of_opening_hours_say_what_is_wrong() -> None:
    sentences = {}
    for text in ("25:03", "9-17", "12:12"):
        with pytest.raises(InvalidOpeningHours) as refused:
            OpeningHours.parse(text)
        sentences[text] = str(refused.value)
    assert sentences == {
        "25:03": (
            'Opening hours go from 00 to 23 and close at 24 at the latest; "25:03" does not.'
        ),
        "9-17": 'Opening hours are two whole hours such as "12:23"; "9-17" is not.',
        "12:12": '"12:12" opens and closes at the same hour. Around the clock is "00:24".',
    }


@given(st.integers(0, 23), st.integers(0, 24))
def test_opening_hours_that_are_read_can_be_written_and_read_again(opens: int, closes: int) -> None:
    text = f"{opens:02d}:{closes:02d}"
    if opens == closes:
        with pytest.raises(InvalidOpeningHours):
            OpeningHours.parse(text)
    else:
        hours = OpeningHours.parse(text)
        assert OpeningHours.parse(str(hours)) == hours
        assert 1 <= hours.closes - hours.opens <= 24


@pytest.mark.parametrize(
    ("name", "day", "hour", "utc_hours"),
    [
        ("Europe/London", date(2026, 3, 29), 1, []),
        ("Europe/London", date(2026, 10, 25), 1, [0, 1]),
        ("Europe/London", date(2026, 10, 24), 25, [0, 1]),
        ("Antarctica/Troll", date(2026, 10, 25), 1, [-1, 1]),
        ("Antarctica/Troll", date(2026, 10, 25), 2, [0, 2]),
        ("Antarctica/Troll", date(2026, 3, 29), 2, []),
        ("America/Havana", date(2026, 11, 1), 0, [4, 5]),
        ("Asia/Kathmandu", date(2026, 6, 1), 12, [6.25]),
        ("Australia/Lord_Howe", date(2026, 10, 4), 2, []),
        ("Pacific/Apia", date(2011, 12, 30), 12, []),
    ],
)
def test_a_clock_change_skips_an_hour_or_shows_it_twice(
    name: str, day: date, hour: int, utc_hours: list[float]
) -> None:
    midnight = datetime.combine(day, time(), UTC)
    if hour > 24:
        midnight += DAY
    expected = [midnight + HOUR * utc_hour for utc_hour in utc_hours]
    assert instants(ZoneInfo(name), day, hour) == expected


def test_where_the_clock_goes_back_two_hours_both_come_twice_and_in_order() -> None:
    zone = ZoneInfo("Antarctica/Troll")
    slots = list(hours_of(zone, date(2026, 10, 25), OpeningHours.parse("00:05")))
    assert [at.astimezone(zone).hour for at in slots] == [0, 1, 2, 1, 2, 3, 4]
    assert [at.astimezone(zone).fold for at in slots] == [0, 0, 0, 1, 1, 0, 0]


def test_an_hour_that_the_one_before_still_fills_is_left_out() -> None:
    zone = ZoneInfo("America/Caracas")  # 02:30 became 03:00
    slots = list(hours_of(zone, date(2016, 5, 1), OpeningHours.parse("01:05")))
    assert [at.astimezone(zone).hour for at in slots] == [1, 2, 4]


def test_a_day_whose_opening_is_skipped_begins_with_the_next_hour_that_exists() -> None:
    cairo, apia = ZoneInfo("Africa/Cairo"), ZoneInfo("Pacific/Apia")
    begins = opening_instant(cairo, date(2026, 4, 24), 0)
    assert begins.astimezone(cairo).hour == 1
    skipped_day = opening_instant(apia, date(2011, 12, 30), 12)
    assert skipped_day.astimezone(apia).date() == date(2011, 12, 31)
