"""The numbers of a report, against a slow plain count and on the days that are unlike others."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.report import (
    LEAD_DAYS,
    Count,
    Facts,
    OfferedHour,
    Party,
    Refused,
    Report,
    Served,
    report_of,
)
from resv_desktop.domain.restaurant import Closure, Restaurant, Table

LABELS = ("1", "2", "3", "Bar")
ENDS = ("", "", "", "release", "no_show", "cancel")
NOON = datetime(2026, 3, 13, 12, tzinfo=UTC)


def house(zone: str = "Europe/London", hours: str = "18:02", **more: object) -> Restaurant:
    return Restaurant(
        id="h",
        name="Harbour House",
        phone="+442079460123",
        opening_hours=hours,
        tables=tuple(Table(id=label, capacity=4) for label in LABELS),
        timezone=zone,
        **more,  # type: ignore[arg-type]
    )


def offered(restaurant: Restaurant, from_on: date, days: int) -> list[OfferedHour]:
    """Return every hour of some business days, all tables on offer."""
    hours = [at for n in range(days) for at in restaurant.slots_on(from_on + timedelta(days=n))]
    return [
        OfferedHour(slot_id=f"s{n}", starts_at=at, tables=frozenset(LABELS))
        for n, at in enumerate(hours)
    ]


# Around the change of London's clocks: 25 October 2026 has 25 hours.
FIRST = date(2026, 10, 24)
PARTIES = st.tuples(
    st.integers(0, 23),  # which hour
    st.sampled_from((*LABELS, "gone")),
    st.sampled_from((None, 1, 2, 3, 8)),
    st.one_of(st.none(), st.integers(-100, 60 * 24 * 50)),  # minutes before the hour
    st.booleans(),
    st.sampled_from(ENDS),
)
ASKED = st.tuples(
    st.integers(-1, 4),  # which day, of three
    st.one_of(st.none(), st.integers(0, 23), st.just(-1)),  # which hour; one there is not
    st.integers(1, 8),
)


@given(st.lists(PARTIES, max_size=60), st.lists(ASKED, max_size=12), st.integers(0, 3))
def test_every_number_is_that_of_a_slow_plain_count(
    parties: list[tuple[int, str, int | None, int | None, bool, str]],
    asked: list[tuple[int, int | None, int]],
    closed: int,
) -> None:
    restaurant = house()
    hours = offered(restaurant, FIRST, 3)
    hours = [hour for n, hour in enumerate(hours) if n % 4 != closed]
    made = [
        Party(
            slot_id=hours[n % len(hours)].slot_id,
            table_id=table,
            party_size=size,
            made_at=None
            if before is None
            else hours[n % len(hours)].starts_at - timedelta(minutes=before),
            is_walk_in=is_walk_in,
            end=end,
        )
        for n, table, size, before, is_walk_in, end in parties
    ]
    refused = []
    for day, n, size in asked:
        at = None if n is None else hours[n % len(hours)].starts_at
        if at is not None and n == -1:
            at += timedelta(minutes=7)
        on = FIRST + timedelta(days=day) if at is None else plain_day(restaurant, at)
        if FIRST <= on < FIRST + timedelta(days=3):
            refused.append(Refused(day=on, at=at, party_size=size, asked_at=NOON))
    facts = Facts(hours=tuple(hours), parties=tuple(made), refused=tuple(refused))
    report = report_of(restaurant, FIRST, FIRST + timedelta(days=2), facts, hours[0].starts_at)

    def day_of(slot_id: str) -> date:
        at = next(hour.starts_at for hour in hours if hour.slot_id == slot_id)
        return plain_day(restaurant, at)

    assert report.total == plain_count(facts, lambda _: True, lambda _: True)
    for each in report.days:
        expected = plain_count(
            facts,
            lambda slot_id, on=each.on: day_of(slot_id) == on,  # type: ignore[misc]
            lambda one, on=each.on: one.day == on,  # type: ignore[misc]
        )
        assert each.count == expected
    told = {hour.starts_at.astimezone(UTC): hour.count for d in report.days for hour in d.hours}
    assert list(told) == sorted(hour.starts_at for hour in hours)
    for hour in hours:
        at = hour.starts_at
        expected = plain_count(
            facts,
            lambda slot_id, own=hour.slot_id: slot_id == own,  # type: ignore[misc]
            lambda one, at=at: one.at == at,  # type: ignore[misc]
        )
        assert told[at] == expected
    with_hour = {hour.starts_at for hour in hours}
    in_hours = plain_count(facts, lambda _: True, lambda one: one.at in with_hour)
    assert sum(row.count.covers for row in report.by_clock) == in_hours.covers
    assert sum(row.count.refused for row in report.by_clock) == in_hours.refused
    check_lead(report, made, hours)


def plain_day(restaurant: Restaurant, at: datetime) -> date:
    """Return the business day of an instant by looking at one day after the other."""
    days = [FIRST + timedelta(days=n) for n in range(-2, 6)]
    return next(d for d in days if restaurant.bounds(d)[0] <= at < restaurant.bounds(d)[1])


def plain_count(
    facts: Facts, is_meant: Callable[[str], bool], is_asked: Callable[[Refused], bool]
) -> Count:
    """Count by going through everything again for every number."""
    parties = [p for p in facts.parties if is_meant(p.slot_id)]
    came = [p for p in parties if p.end in ("", "release")]
    taken = {(p.slot_id, p.table_id) for p in came}
    on_offer = {
        (h.slot_id, label) for h in facts.hours if is_meant(h.slot_id) for label in h.tables
    }
    refused = [r for r in facts.refused if is_asked(r)]

    def guests(of: list[Party]) -> int:
        return sum([p.party_size for p in of if p.party_size is not None])

    return Count(
        parties=len(came),
        covers=guests(came),
        unsized=len([p for p in came if p.party_size is None]),
        walk_ins=len([p for p in came if p.is_walk_in]),
        walk_in_covers=guests([p for p in came if p.is_walk_in]),
        no_shows=len([p for p in parties if p.end == "no_show"]),
        no_show_covers=guests([p for p in parties if p.end == "no_show"]),
        cancels=len([p for p in parties if p.end == "cancel"]),
        cancel_covers=guests([p for p in parties if p.end == "cancel"]),
        refused=len(refused),
        refused_covers=sum([r.party_size for r in refused]),
        taken=len(taken),
        offered=len(on_offer | taken),
    )


def check_lead(report: Report, parties: list[Party], hours: list[OfferedHour]) -> None:
    zone, at = ZoneInfo("Europe/London"), {hour.slot_id: hour.starts_at for hour in hours}
    steps, unknown, waits = [0] * len(LEAD_DAYS), 0, []
    for party in parties:
        if party.is_walk_in or party.end in ("no_show", "cancel"):
            continue
        starts = at[party.slot_id]
        if party.made_at is None or party.made_at >= starts + timedelta(hours=1):
            unknown += 1
            continue
        days = (plain_day(report.restaurant, starts) - party.made_at.astimezone(zone).date()).days
        steps[max(n for n, least in enumerate(LEAD_DAYS) if least <= max(days, 0))] += 1
        waits.append(max(starts - party.made_at, timedelta()))
    assert report.lead.steps == tuple(steps)
    assert report.lead.unknown == unknown
    if not waits:
        assert report.lead.median is None
    else:
        waits.sort()
        middle = (waits[(len(waits) - 1) // 2] + waits[len(waits) // 2]) / 2
        assert report.lead.median is not None
        assert abs(report.lead.median - middle) < timedelta(milliseconds=1)


def test_the_repeated_hour_stands_twice_and_the_skipped_one_not_at_all() -> None:
    restaurant = house(hours="00:24")
    autumn, spring = date(2026, 10, 25), date(2026, 3, 29)
    for on, many in ((autumn, 25), (spring, 23)):
        hours = offered(restaurant, on, 1)
        report = report_of(restaurant, on, on, Facts(hours=tuple(hours)), hours[0].starts_at)
        assert len(report.days[0].hours) == len(report.by_clock) == many
        assert report.total.offered == many * len(LABELS)
    hours = offered(restaurant, autumn, 1)
    both = [h.slot_id for h in hours if restaurant.local(h.starts_at).hour == 1]
    parties = [
        Party(slot_id=slot_id, table_id="1", party_size=n, made_at=None, is_walk_in=False)
        for n, slot_id in enumerate(both, 2)
    ]
    facts = Facts(hours=tuple(hours), parties=tuple(parties))
    report = report_of(restaurant, autumn, autumn, facts, hours[0].starts_at)
    ones = [row for row in report.by_clock if row.starts_at.hour == 1]
    assert [(row.is_repeated, row.count.covers) for row in ones] == [(False, 2), (True, 3)]


def test_a_month_with_a_repeated_hour_has_one_row_for_it_alone() -> None:
    restaurant = house(hours="00:24")
    hours = offered(restaurant, date(2026, 10, 1), 31)
    report = report_of(
        restaurant,
        date(2026, 10, 1),
        date(2026, 10, 31),
        Facts(hours=tuple(hours)),
        hours[0].starts_at,
    )
    assert len(report.by_clock) == 25
    assert [row.count.offered for row in report.by_clock if row.is_repeated] == [len(LABELS)]


def test_hours_past_midnight_belong_to_the_evening_before() -> None:
    restaurant, on = house(hours="18:02"), date(2026, 3, 13)
    hours = offered(restaurant, on, 1)
    report = report_of(restaurant, on, on, Facts(hours=tuple(hours)), hours[-1].starts_at)
    assert [row.starts_at.hour for row in report.by_clock] == [18, 19, 20, 21, 22, 23, 0, 1]
    assert report.ends_at == hours[-1].starts_at + timedelta(hours=1)
    assert not report.is_over


def test_a_closed_day_is_empty_and_says_of_whom_it_had_no_room() -> None:
    on = date(2026, 3, 13)
    closed = Closure(from_on=on, to_on=on, hours=None, reason="Wedding")
    restaurant = house(closures=(closed,))
    now = datetime(2026, 3, 14, tzinfo=UTC)
    report = report_of(restaurant, on, on, Facts(), now)
    assert report.is_empty
    assert report.is_over
    assert report.days[0].hours == ()
    assert report.total.occupancy is None
    asked = Refused(day=on, at=datetime(2026, 3, 13, 20, tzinfo=UTC), party_size=5, asked_at=NOON)
    report = report_of(restaurant, on, on, Facts(refused=(asked,)), now)
    assert (report.total.refused, report.total.refused_covers) == (1, 5)
    assert not report.is_empty


def test_who_waited_takes_away_the_look_just_before_and_no_other_one() -> None:
    restaurant, on = house(), date(2026, 3, 13)
    at, minute = datetime(2026, 3, 13, 20, tzinfo=UTC), timedelta(minutes=1)
    hour = OfferedHour(slot_id="s", starts_at=at, tables=frozenset(LABELS))

    def refused(*asked: tuple[datetime | None, int, int]) -> int:
        """Return how many stay refused of those that asked for an hour, how many, how late."""
        looks = [
            Refused(day=on, at=asked_for, party_size=size, asked_at=NOON + late * minute)
            for asked_for, size, late in asked
        ]
        waited = Served(slot_id="s", party_size=4, since_at=NOON)
        facts = Facts(hours=(hour,), refused=tuple(looks), served=(waited,))
        return report_of(restaurant, on, on, facts, NOON).total.refused

    assert refused((at, 4, -1)) == 0
    assert refused((None, 4, -1)) == 0  # the day was full
    assert refused((at, 4, -1), (at, 4, 9)) == 1
    assert refused((at, 5, -1), (at, 4, -16), (at - 60 * minute, 4, -1)) == 3


def test_days_whose_lines_may_have_left_the_book_say_so() -> None:
    restaurant, on = house(), date(2026, 3, 13)
    facts = Facts(history_from=restaurant.begins_at(on))
    report = report_of(
        restaurant, on - timedelta(days=1), on, facts, datetime(2026, 4, 1, tzinfo=UTC)
    )
    assert [day.has_history for day in report.days] == [False, True]
    assert not report.has_history
