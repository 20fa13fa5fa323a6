"""A change of the house: what is asked for, whom it hits, and where they could go instead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from resv_desktop.domain.errors import (
    ChangedSince,
    InvalidOpeningHours,
    InvalidRestaurant,
    Refusal,
    TableNotFound,
)
from resv_desktop.domain.hours import OpeningHours
from resv_desktop.domain.offered import Why
from resv_desktop.domain.phone import parse_phone, region_of
from resv_desktop.domain.reservation import Reservation, check_text
from resv_desktop.domain.restaurant import (
    FEWEST_DAYS_AHEAD,
    MOST_DAYS_AHEAD,
    WEEKDAYS,
    Closure,
    Restaurant,
    Table,
    check_capacity,
    check_name,
    known_zone,
    number_tables,
    region_of_zone,
)
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Waiting

# Where each party goes that a change hits, by the id of its reservation: slot_id and table_id, or
# None where it stays in its place until it has been called.
NewHomes = Mapping[str, tuple[str, str] | None]

# What another station may have changed since the host saw it, besides tables.
_SEEN = ("name", "phone", "opening_hours", "week_hours", "closures", "days_ahead", "timezone")


class PreviewChanged(Refusal):
    """Whom a change of the house hits is not what the host has seen; it is to be looked at anew."""


class TooMuchAtOnce(Refusal):
    """A change hits more than one transaction can hold; it is to be done in parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseChange:
    """What is to be different about a house; None, and what is not named, stays as it is.

    week_hours and closures stand for all of them. tables are those with another capacity or
    retired_from, by their ids; new_tables the capacities of more, which are numbered on. timezone
    is changed by itself: every promised hour keeps what the clock shows. With the zone that the
    house has already, hours follow rules that have changed since they were made. seen is
    the house as the host saw it when they began: what another station has changed since is then
    not overwritten but refused.
    """

    name: str | None = None
    phone: str | None = None
    opening_hours: str | None = None
    week_hours: Mapping[str, str | None] | None = None
    closures: tuple[Closure, ...] | None = None
    days_ahead: int | None = None
    tables: tuple[Table, ...] = ()
    new_tables: tuple[int, ...] = ()
    timezone: str | None = None
    seen: Restaurant | None = None

    def on(self, restaurant: Restaurant, today: date, promised: Iterable[str] = ()) -> Restaurant:
        """Return the house as it would be; today is its running business day.

        promised are the tables that no new one is to be called like.

        Raises InvalidRestaurant, InvalidPhone, InvalidOpeningHours, InvalidCapacity, TextTooLong,
        TableNotFound, and ChangedSince where the same was changed since it was seen.
        """
        self._check_unchanged(restaurant)
        new: dict[str, Any] = {}
        if self.name is not None:
            new["name"] = check_name(self.name)
        if self.phone is not None:
            new["phone"] = _number(self.phone, restaurant)
        if self.opening_hours is not None:
            new["opening_hours"] = str(OpeningHours.parse(self.opening_hours))
        if self.week_hours is not None:
            new["week_hours"] = _weeks(self.week_hours)
        if self.closures is not None:
            new["closures"] = tuple(_checked(closure) for closure in self.closures)
        if self.days_ahead is not None:
            new["days_ahead"] = _days_ahead(self.days_ahead)
        if self.timezone is not None:
            known_zone(self.timezone)
            new["timezone"] = self.timezone
        if self.tables or self.new_tables:
            new["tables"] = self._tables(restaurant, promised)
        changed = replace(restaurant, **new)
        if {"opening_hours", "week_hours", "closures"} & new.keys():
            check_days_apart(changed, today)
        return changed

    def _check_unchanged(self, restaurant: Restaurant) -> None:
        if self.seen is None:
            return
        wanted = [field for field in _SEEN if getattr(self, field) is not None]
        ids = {table.id for table in self.tables}
        now, then = (
            (*(getattr(house, field) for field in wanted), {t for t in house.tables if t.id in ids})
            for house in (restaurant, self.seen)
        )
        if now != then:
            raise ChangedSince(
                "{restaurant} has been changed at another station meanwhile. Open this once more; "
                "nothing was saved.",
                restaurant=restaurant.name,
            )

    def _tables(self, restaurant: Restaurant, promised: Iterable[str]) -> tuple[Table, ...]:
        wanted = {
            table.id: replace(table, capacity=check_capacity(table.capacity))
            for table in self.tables
        }
        unknown = wanted.keys() - {table.id for table in restaurant.tables}
        if unknown:
            raise TableNotFound("There is no table {table}.", table=min(unknown)[:40])
        kept = tuple(wanted.get(table.id, table) for table in restaurant.tables)
        return (*kept, *number_tables(restaurant.tables, list(self.new_tables), promised))


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A reservation that a change of the house leaves without its table, why, and new homes.

    homes are free tables that seat the party and stay open, the best first: the same hour, else
    the nearest hours of the same business day, and where that is closed the same hour of other
    days. The first is proposed to no other party of the same preview.
    """

    reservation: Reservation
    why: Why
    homes: tuple[Slot, ...] = ()
    day: date
    home_day: date | None = None

    @property
    def home(self) -> Slot | None:
        """Where the party goes unless the host says otherwise; None: it is to be called.

        Nobody is brought to another day unasked, nor who has been brought to a home already.
        """
        if self.why == "moved" or self.home_day != self.day:
            return None
        return next(iter(self.homes), None)

    @property
    def what(self) -> tuple[object, ...]:
        """What of it the host relies on: who it is, where, how many, and why."""
        held = self.reservation
        return held.id, held.slot_id, held.table_id, held.party_size, self.why


class Attention(Affected):
    """A reservation ahead that nothing covers: its hour or table is not offered (any more).

    Or ("moved") the house has brought it to another hour, of which the guest has yet to hear.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Whom a change hits, by time and table, and who waits for hours that close.

    restaurant is the house as it is now, after as it would be. Who waits stays on the waitlist
    until the hour is over, so that somebody calls them.
    """

    restaurant: Restaurant
    after: Restaurant
    affected: tuple[Affected, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    def homes(self) -> dict[str, tuple[str, str] | None]:
        """Return where everybody goes if the host takes what is proposed."""
        return {
            each.reservation.id: (each.home.slot_id, each.home.table_id) if each.home else None
            for each in self.affected
        }


def check_days_apart(restaurant: Restaurant, today: date) -> None:
    """Raise InvalidOpeningHours where the hours of a day run into those of the day after.

    Nobody is kept from other hours by an entry that is over, which no page shows.
    """
    usual = replace(restaurant, closures=())
    for day in (today + timedelta(days=n) for n in range(7)):
        _check_day(usual, day)
    for day in _days_around(restaurant.closures, today):
        _check_day(restaurant, day)


def _check_day(restaurant: Restaurant, day: date) -> None:
    hours, later = restaurant.hours_on(day), restaurant.hours_on(day + timedelta(days=1))
    if hours and later and hours.closes > later.opens + 24:
        raise InvalidOpeningHours(
            "{day} is open until {closes} of the day after, which opens at {opens} already.",
            day=day,
            closes=f"{hours.closes - 24:02d}:00",
            opens=f"{later.opens:02d}:00",
        )


def _days_around(closures: Iterable[Closure], today: date) -> Iterator[date]:
    """Yield days enough to have met every pair of neighbours with hours of their own."""
    for closure in closures:
        first, last = max(closure.from_on, today) - timedelta(days=1), closure.to_on
        if closure.hours is not None and first <= last:
            yield from (first + timedelta(days=n) for n in range(min((last - first).days, 8)))
            yield last


def _number(phone: str, restaurant: Restaurant) -> str:
    region = region_of(restaurant.phone)
    if region is None and restaurant.timezone is not None:
        region = region_of_zone(restaurant.timezone)
    return parse_phone(phone, region).e164


def _weeks(hours: Mapping[str, str | None]) -> dict[str, str | None]:
    unknown = hours.keys() - set(WEEKDAYS)
    if unknown:
        raise ValueError(f"{min(unknown)!r} is no weekday; one of {WEEKDAYS} is")
    parsed = {
        day: None if text is None else str(OpeningHours.parse(text)) for day, text in hours.items()
    }
    return {day: parsed[day] for day in WEEKDAYS if day in parsed}


def _checked(closure: Closure) -> Closure:
    if closure.to_on < closure.from_on:
        raise InvalidRestaurant(
            "A closure ends on {to_day}, before it begins on {from_day}.",
            from_day=closure.from_on,
            to_day=closure.to_on,
        )
    hours, closed = (
        text and str(OpeningHours.parse(text)) for text in (closure.hours, closure.closed_hours)
    )
    if hours and closed:
        raise InvalidOpeningHours(
            "{from_day} has either hours of its own or hours that are closed, not both.",
            from_day=closure.from_on,
        )
    return replace(
        closure,
        hours=hours or None,
        closed_hours=closed or None,
        reason=check_text("reason", closure.reason),
    )


def _days_ahead(days: int) -> int:
    if not FEWEST_DAYS_AHEAD <= days <= MOST_DAYS_AHEAD:
        raise InvalidRestaurant(
            "Between {least} and {most} days can be reserved ahead; {days} are not possible.",
            least=FEWEST_DAYS_AHEAD,
            most=MOST_DAYS_AHEAD,
            days=days,
        )
    return days
