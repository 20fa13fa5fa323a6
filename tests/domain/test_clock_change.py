"""Another clock: each promised hour keeps what it shows, in every zone and over every change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from resv_desktop.domain.clock_change import agree, offset_at, offsets_between, shifts
from resv_desktop.domain.hours import HOUR, OpeningHours, hours_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.words import hour_label
from resv_desktop.domain.zones import every_zone
from tests.zone_files import zone_of

START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2028, 1, 1, tzinfo=UTC)
ALL_DAY = OpeningHours.parse("00:24")


def hours_between(zone: ZoneInfo, first: date, days: int) -> list[tuple[object, datetime]]:
    instants = {
        at for n in range(days) for at in hours_of(zone, first + timedelta(days=n), ALL_DAY)
    }
    return [(at.isoformat(), at) for at in sorted(instants)]


def face(zone: ZoneInfo, at: datetime) -> tuple[datetime, str]:
    local = at.astimezone(zone)
    return local.replace(tzinfo=None), hour_label(local)


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_days_of_every_zone_have_the_hours_that_their_clock_shows_each_named_once(
    year: int,
) -> None:
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    changes = 0
    for place in every_zone():
        zone = ZoneInfo(place.zone)
        offsets = offsets_between(zone, start, end)
        for before, after in pairwise(offsets):
            changes += 1
            assert zone.utcoffset(before.from_at) is not None
            day = after.from_at.astimezone(zone).date()
            for on in (day - timedelta(days=1), day, day + timedelta(days=1)):
                found = list(hours_of(zone, on, ALL_DAY))
                local = [at.astimezone(zone) for at in found]
                # In order, an hour apart at least, on full hours of the clock, and none is named
                # as another one.
                assert all(b - a >= HOUR for a, b in pairwise(found)), place.zone
                assert all(at.minute == 0 for at in local), place.zone
                assert all(at.date() == on for at in local), place.zone
                labels = [hour_label(at) for at in local]
                assert len(set(labels)) == len(labels), place.zone
                skipped = set(range(24)) - {at.hour for at in local}
                assert 22 <= len(found) <= 26, place.zone
                assert len(skipped) <= 3, place.zone
        for at in (start + timedelta(days=n) for n in range(0, 365, 40)):
            assert offset_at(offsets, at) == at.astimezone(zone).utcoffset(), place.zone
    assert changes > 100


def test_the_same_rules_move_nothing_in_any_zone() -> None:
    for place in every_zone():
        zone = ZoneInfo(place.zone)
        offsets = offsets_between(zone, START, END)
        for change in offsets[1:4]:
            hours = hours_between(zone, (change.from_at - timedelta(days=1)).date(), 3)
            found = shifts(hours, offsets, zone)
            assert all(each.before == each.after and not each.oddity for each in found), place.zone


def test_from_any_clock_to_any_other_each_hour_keeps_what_it_shows_or_is_told_of() -> None:
    zones = [ZoneInfo(place.zone) for place in every_zone()[::7]]
    for old_zone, new_zone in zip(zones, [*zones[5:], *zones[:5]], strict=True):
        old = offsets_between(old_zone, START, END)
        new = offsets_between(new_zone, START, END)
        days = {c.from_at.date() for c in (*old[1:3], *new[1:3])} | {date(2026, 6, 1)}
        for day in days:
            hours = hours_between(old_zone, day - timedelta(days=1), 3)
            found = shifts(hours, old, new_zone)
            assert {each.slot_id for each in found} == {slot_id for slot_id, _ in hours}
            assert len({each.after for each in found}) == len(hours)
            for each in found:
                kept, was = face(new_zone, each.after), face(old_zone, each.before)
                if each.oddity is None:
                    assert kept[0] == was[0], (old_zone.key, new_zone.key, each)
                elif each.oddity == "repeated":
                    assert kept[0] == was[0]
                    assert kept[1].endswith("(1st)")
                else:
                    assert each.after.microsecond


LONDON_STAYS = zone_of((datetime(2026, 3, 29, 1, tzinfo=UTC), 60), key="Europe/London")


def test_rules_that_end_summer_time_keep_the_evening_at_seven() -> None:
    london = ZoneInfo("Europe/London")
    old = offsets_between(london, datetime(2026, 10, 1, tzinfo=UTC), END)
    hours = hours_between(london, date(2026, 10, 24), 4)
    found = shifts(hours, old, LONDON_STAYS)
    evening = next(s for s in found if s.before == datetime(2026, 10, 26, 19, tzinfo=UTC))
    assert evening.after == datetime(2026, 10, 26, 18, tzinfo=UTC)
    # The hour that was shown twice is shown once: the first keeps it, of the second is told.
    odd = [s for s in found if s.oddity]
    assert [(s.before, s.oddity) for s in odd] == [
        (datetime(2026, 10, 25, 1, tzinfo=UTC), "skipped")
    ]
    assert not agree(old, offsets_between(LONDON_STAYS, START, END), [s.before for s in found])


def test_rules_that_bring_a_change_skip_an_hour_or_show_one_twice() -> None:
    gap = zone_of((datetime(2026, 6, 10, 1, tzinfo=UTC), 60))
    still = zone_of()
    old = offsets_between(still, START, END)
    found = shifts(hours_between(still, date(2026, 6, 9), 3), old, gap)
    (lost,) = [s for s in found if s.oddity]
    assert lost.before == datetime(2026, 6, 10, 1, tzinfo=UTC)
    assert lost.after == datetime(2026, 6, 10, 1, tzinfo=UTC) + timedelta(milliseconds=1)
    assert lost.oddity == "skipped"
    fold = zone_of((datetime(2026, 6, 10, 1, tzinfo=UTC), -60))
    (twice,) = [s for s in shifts(hours_between(still, date(2026, 6, 9), 3), old, fold) if s.oddity]
    assert face(still, twice.before)[0] == datetime(2026, 6, 10, 0)  # noqa: DTZ001 - what is shown
    assert (twice.after, twice.oddity) == (twice.before, "repeated")


def test_what_would_come_upon_an_hour_that_is_over_is_told_of() -> None:
    utc, east = zone_of(), zone_of(first=60)
    hours = hours_between(utc, date(2026, 6, 9), 2)
    over, ahead = hours[:12], hours[12:]
    old = offsets_between(utc, START, END)
    found = shifts(ahead, old, east, taken={at for _, at in over})
    assert [(s.slot_id, s.oddity) for s in found if s.oddity] == [(ahead[0][0], "skipped")]
    assert len({s.after for s in found} | {at for _, at in over}) == len(hours)


def test_half_hours_quarters_ramadan_and_a_day_that_never_was() -> None:
    howe, kathmandu = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")
    changes = offsets_between(howe, START, END)[1:]
    assert {abs(a.minutes - b.minutes) for a, b in pairwise(changes)} == {30}
    for change in changes:
        day = change.from_at.astimezone(howe).date()
        found = list(hours_of(howe, day, ALL_DAY))
        assert all(at.astimezone(howe).minute == 0 for at in found)
        assert len(found) == 23 or len(found) == 24
    assert [each.minutes for each in offsets_between(kathmandu, START, END)] == [345]
    to_howe = shifts(
        hours_between(kathmandu, date(2026, 6, 1), 2),
        offsets_between(kathmandu, START, END),
        howe,
    )
    assert all(face(howe, s.after)[0] == face(kathmandu, s.before)[0] for s in to_howe)
    casablanca = offsets_between(ZoneInfo("Africa/Casablanca"), START, END)
    assert [each.minutes for each in casablanca] == [60, 0, 60, 0, 60]
    apia = ZoneInfo("Pacific/Apia")
    assert list(hours_of(apia, date(2011, 12, 30), ALL_DAY)) == []
    house = Restaurant(
        id="1", name="Reef", phone="", opening_hours="12:23", tables=(), timezone="Pacific/Apia"
    )
    assert house.slots_on(date(2011, 12, 30)) == []
    first, end = house.bounds(date(2011, 12, 29))
    assert house.bounds(date(2011, 12, 30))[0] >= first
    assert end - first <= timedelta(hours=24)
    # Had the law come late, the hours of the day that was not would be told of, and none is lost.
    before_2011 = datetime(2011, 12, 1, tzinfo=UTC)
    stays = zone_of(first=-600)
    old = offsets_between(stays, before_2011, before_2011 + timedelta(days=60))
    found_ = shifts(hours_between(stays, date(2011, 12, 29), 3), old, apia)
    assert len([s for s in found_ if s.oddity == "skipped"]) == 24
    assert len({s.after for s in found_}) == 72
