"""What an evening, a week or a month came to, counted plainly from what the book holds."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Final

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS
from resv_desktop.domain.words import showing

# The fewest days ahead of each step of lead times: on the day, the day before, 2 to 6 days, ...
LEAD_DAYS: Final = (0, 1, 2, 7, 14, 28)
_A_DAY: Final = timedelta(days=1)
# Who is put on the waitlist asked for the hour just before; a look is written down once in ten
# minutes, and the number has to be typed.
_ASKED_WITHIN: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedHour:
    """One hour of the house and the tables that could be had in it; starts_at is aware."""

    slot_id: str
    starts_at: datetime
    tables: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party that has, or had, a table in an hour.

    end says how it gave the table back: "" not at all, "release" early, "no_show" never came,
    "cancel". party_size is None where another program did not say it; made_at (aware) is when it
    was reserved, None where that is not known.
    """

    slot_id: str
    table_id: str
    party_size: int | None
    made_at: datetime | None
    is_walk_in: bool
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A party for which the host found nothing; at is None where it asked for a day, not an hour.

    day is the business day that it asked for, asked_at (aware) is when it did.
    """

    day: date
    at: datetime | None
    party_size: int
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A party that waited for an hour from since_at (aware) on, and was given a table in it."""

    slot_id: str
    party_size: int
    since_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the book knows of some business days.

    history_from (aware): lines of the journal about hours before it may have left the book for
    files. refused_from is the business day on which a refused party was written down for the first
    time, None where there is none yet.
    """

    hours: tuple[OfferedHour, ...] = ()
    parties: tuple[Party, ...] = ()
    refused: tuple[Refused, ...] = ()
    served: tuple[Served, ...] = ()
    history_from: datetime | None = None
    refused_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The numbers of an hour, a day or many days.

    parties: those that kept their table, or left it early; in hours to come those that have one
    so far. Who was never marked as missing counts as having come. covers: the guests of these
    parties; walk_ins and walk_in_covers: those of them that came without a reservation. unsized:
    parties of which another program did not say how many they are; their guests are in no number.
    no_shows, cancels: parties that never came, or cancelled, in the hour for which they had
    reserved; with their guests. What was undone does not count. refused: parties for which the
    host found nothing, but for those that then waited and were given a table. offered: tables that
    could be had, each once for every hour; taken: those of them that a party had, each once for
    every hour, however many sat there one after the other.
    """

    parties: int = 0
    covers: int = 0
    unsized: int = 0
    walk_ins: int = 0
    walk_in_covers: int = 0
    no_shows: int = 0
    no_show_covers: int = 0
    cancels: int = 0
    cancel_covers: int = 0
    refused: int = 0
    refused_covers: int = 0
    taken: int = 0
    offered: int = 0

    @property
    def occupancy(self) -> float | None:
        """Which share of the tables on offer was taken, 0 to 1; None where none was on offer."""
        return self.taken / self.offered if self.offered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCount:
    """One hour; starts_at is aware, in the restaurant's zone."""

    starts_at: datetime
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCount:
    """One hour of the clock over all days; starts_at is the first of them.

    Where a clock change repeated an hour, its second showing stands for itself: is_repeated.
    """

    starts_at: datetime
    is_repeated: bool
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """One business day: its hours in order, and in count all of them.

    count also has the refused parties that asked for no hour, or for one that the house has not.
    has_history: the journal of this day is still in the book. Where it is not, nobody knows how
    many did not come, cancelled, or left early; walk-ins are then those without a number.
    """

    on: date
    hours: tuple[HourCount, ...]
    count: Count
    has_history: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """How long before the visit the reservations were made that came to something.

    steps: how many in each step of LEAD_DAYS, by the days between the date on which they were
    made and the business day of the visit. unknown: how many of which another program did not
    say it. median: half of them were made less long before their hour, None where there are none.
    Walk-ins, no-shows and what was cancelled are not among them.
    """

    steps: tuple[int, ...]
    unknown: int
    median: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The numbers of the business days from_on to to_on, both included, as they stood at made_at.

    ends_at is when the last hour of them ends: a report made before that has promises in it.
    """

    restaurant: Restaurant
    from_on: date
    to_on: date
    made_at: datetime
    days: tuple[DayCount, ...]
    by_clock: tuple[ClockCount, ...]
    total: Count
    lead: Lead
    ends_at: datetime | None
    refused_from: date | None

    @property
    def is_over(self) -> bool:
        """Whether every hour had ended when it was made."""
        return self.ends_at is None or self.ends_at <= self.made_at

    @property
    def has_history(self) -> bool:
        """Whether nothing of these days has left the book."""
        return all(day.has_history for day in self.days)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to tell: no table on offer, and nobody who asked."""
        return self.total == Count()


def report_of(
    restaurant: Restaurant, from_on: date, to_on: date, facts: Facts, now: datetime
) -> Report:
    """Count what the book knows of the business days from from_on to to_on."""
    dates = [from_on + n * _A_DAY for n in range((to_on - from_on).days + 1)]
    begins = [restaurant.begins_at(on) for on in dates]
    at_of = {hour.slot_id: hour.starts_at.astimezone(UTC) for hour in facts.hours}
    offered: defaultdict[datetime, set[str]] = defaultdict(set)
    for hour in facts.hours:
        offered[at_of[hour.slot_id]] |= hour.tables
    parties: defaultdict[datetime, list[Party]] = defaultdict(list)
    for party in facts.parties:
        if party.slot_id in at_of:
            parties[at_of[party.slot_id]].append(party)
    refused: defaultdict[datetime | date, list[Refused]] = defaultdict(list)
    served = [(at_of[party.slot_id], party) for party in facts.served if party.slot_id in at_of]
    on_of = {at: dates[max(0, bisect_right(begins, at) - 1)] for at in offered}
    for asked in _in_vain(facts.refused, served, on_of):
        at = asked.at.astimezone(UTC) if asked.at is not None else None
        refused[at if at is not None and at in offered else asked.day].append(asked)

    hours: defaultdict[date, list[HourCount]] = defaultdict(list)
    for at in sorted(offered):
        count = _count(offered[at], parties[at], refused[at])
        hours[on_of[at]].append(HourCount(starts_at=restaurant.local(at), count=count))
    days = tuple(
        DayCount(
            on=on,
            hours=tuple(hours[on]),
            count=total_of([*(hour.count for hour in hours[on]), _count((), (), refused[on])]),
            has_history=facts.history_from is None or facts.history_from <= begin,
        )
        for on, begin in zip(dates, begins, strict=True)
    )
    return Report(
        restaurant=restaurant,
        from_on=from_on,
        to_on=to_on,
        made_at=now,
        days=days,
        by_clock=_by_clock(days),
        total=total_of(day.count for day in days),
        lead=_lead(days, parties),
        ends_at=max(offered) + LASTS if offered else None,
        refused_from=facts.refused_from,
    )


def _in_vain(
    refused: Iterable[Refused],
    served: Iterable[tuple[datetime, Served]],
    on_of: Mapping[datetime, date],
) -> list[Refused]:
    """Return who was refused, without one of them for each party that waited and was given a table.

    That is the one of its size that asked for this hour, or else for the day, next to when it was
    put on the waitlist.
    """
    left = list(refused)
    for hour, party in served:
        asked = min(
            (
                each
                for each in left
                if each.party_size == party.party_size
                and (each.at == hour or (each.at is None and each.day == on_of[hour]))
                and abs(each.asked_at - party.since_at) <= _ASKED_WITHIN
            ),
            key=lambda each: (each.at is None, abs(each.asked_at - party.since_at)),
            default=None,
        )
        if asked is not None:
            left.remove(asked)
    return left


def total_of(counts: Iterable[Count]) -> Count:
    """Return counts added up."""
    sums = dict.fromkeys(_NAMES, 0)
    for count in counts:
        for name in _NAMES:
            sums[name] += getattr(count, name)
    return Count(**sums)


_NAMES: Final = tuple(field.name for field in fields(Count))


def _count(offered: Iterable[str], parties: Iterable[Party], refused: Iterable[Refused]) -> Count:
    """Count one hour."""
    came, missing, cancelled = [], [], []
    for party in parties:
        if party.end == "no_show":
            missing.append(party)
        elif party.end == "cancel":
            cancelled.append(party)
        else:
            came.append(party)
    walked_in = [party for party in came if party.is_walk_in]
    asked = list(refused)
    tables = {party.table_id for party in came}
    return Count(
        parties=len(came),
        covers=_guests(came),
        unsized=sum(party.party_size is None for party in came),
        walk_ins=len(walked_in),
        walk_in_covers=_guests(walked_in),
        no_shows=len(missing),
        no_show_covers=_guests(missing),
        cancels=len(cancelled),
        cancel_covers=_guests(cancelled),
        refused=len(asked),
        refused_covers=sum(party.party_size for party in asked),
        taken=len(tables),
        # A table that a party has was on offer, whatever became of it since.
        offered=len(tables.union(offered)),
    )


def _guests(parties: Iterable[Party]) -> int:
    return sum(party.party_size or 0 for party in parties)


def _by_clock(days: Iterable[DayCount]) -> tuple[ClockCount, ...]:
    """Add up what the same hour of the clock had on every day, from the opening on."""
    found: defaultdict[tuple[int, bool], list[HourCount]] = defaultdict(list)
    for day in days:
        for hour in day.hours:
            past_midnight = (hour.starts_at.date() - day.on).days * 24
            is_repeated = showing(hour.starts_at) > 1
            found[past_midnight + hour.starts_at.hour, is_repeated].append(hour)
    return tuple(
        ClockCount(
            starts_at=found[key][0].starts_at,
            is_repeated=key[1],
            count=total_of(hour.count for hour in found[key]),
        )
        for key in sorted(found)
    )


def _lead(days: Iterable[DayCount], parties: Mapping[datetime, Iterable[Party]]) -> Lead:
    steps, unknown = [0] * len(LEAD_DAYS), 0
    waits: list[float] = []
    for day in days:
        for hour in day.hours:
            at = hour.starts_at.astimezone(UTC)
            for party in parties.get(at, ()):
                if party.end in ("no_show", "cancel") or party.is_walk_in:
                    continue
                made = party.made_at
                # What was made after its hour is another program's word, or that of a wrong clock.
                if made is None or made >= at + LASTS:
                    unknown += 1
                    continue
                made_on = made.astimezone(hour.starts_at.tzinfo).date()
                steps[bisect_right(LEAD_DAYS, max(0, (day.on - made_on).days)) - 1] += 1
                waits.append(max(0.0, (at - made).total_seconds()))
    middle = timedelta(seconds=median(waits)) if waits else None
    return Lead(steps=tuple(steps), unknown=unknown, median=middle)
