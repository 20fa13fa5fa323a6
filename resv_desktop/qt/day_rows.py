"""What the lists of a day show: the free tables that suit a party, and all of them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Literal

from resv_desktop.domain.minutes import minutes_until
from resv_desktop.domain.presence import Place, Takers
from resv_desktop.domain.quick import quick
from resv_desktop.domain.slot import LASTS
from resv_desktop.qt.day import Day
from resv_desktop.qt.due import minutes_late, sat_at
from resv_desktop.qt.hour import Hour, Key, TableHour

Column = Literal["hour", "table", "seats", "state", "guest"]
COLUMNS: Final[tuple[Column, ...]] = ("hour", "table", "seats", "state", "guest")
_STATE_ORDER: Final = {"reserved": 0, "arrived": 1, "seated": 2, "done": 3, "free": 4}
NOBODY: Final[Takers] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HourFilter:
    """Which hours are shown: all (at is None), from one hour on, or only one."""

    at: datetime | None = None
    is_only: bool = False

    def shows(self, hour: Hour) -> bool:
        """Whether an hour is shown."""
        if self.at is None:
            return True
        return hour.at == self.at if self.is_only else hour.at >= self.at


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column the list of all tables stands, and whether upside down."""

    column: Column = "hour"
    is_down: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """An hour above its free tables; key is its UTC start, minutes_left told while it runs.

    can_move says of a full hour that a table can be freed for the party by moving others.
    """

    key: datetime
    starts_at: datetime
    free: int
    minutes_left: int | None
    can_move: bool = False


@dataclass(frozen=True, slots=True)
class FreeRow:
    """A free table that seats the party, with so many seats to spare.

    taken_at are the other stations at which a host is about to take it; is_sat_at where the party
    of another hour sits there, or may still.
    """

    key: Key
    table: TableHour
    spare: int
    is_best: bool
    taken_at: tuple[str, ...] = ()
    is_sat_at: bool = False


@dataclass(frozen=True, slots=True)
class AllRow:
    """A table in an hour, whoever holds it; is_first_of_hour where the list goes by hours
    and another one stands above. taken_at are the other stations at which a host is about to
    take it, none where it is not free. late are the minutes for which its party is awaited;
    is_sat_at where it is free and the party of another hour sits there, or may still."""

    key: Key
    table: TableHour
    is_first_of_hour: bool
    is_past: bool
    taken_at: tuple[str, ...] = ()
    late: int = 0
    is_sat_at: bool = False

    @property
    def is_uncovered(self) -> bool:
        """Whether its party is still to come and has no hour or table that the house offers."""
        return not self.is_past and self.table.is_uncovered


Row = Heading | FreeRow | AllRow
_free_rows, _all_rows = quick(FreeRow), quick(AllRow)


def open_hours(day: Day, hours: HourFilter, now: datetime) -> Iterator[Hour]:
    """Yield the hours that are offered and shown and have not ended."""
    return (hour for hour in day.hours_offered if hours.shows(hour) and not hour.is_over(now))


_capacity = attrgetter("capacity")


def best_first(free: Iterable[TableHour], being_taken: Collection[Place]) -> list[TableHour]:
    """Return tables the smallest first; of equal ones those that nobody is taking come first."""
    if not being_taken:
        return sorted(free, key=_capacity)
    return sorted(free, key=lambda t: (t.capacity, t.place in being_taken))


def taken_at(table: TableHour, takers: Takers, now: datetime) -> tuple[str, ...]:
    """Return at which other stations a host is about to take a table that can be taken."""
    return takers.get(table.place, ()) if table.is_free and not table.is_over(now) else ()


def available_rows(
    day: Day, party_size: int, hours: HourFilter, now: datetime, takers: Takers = NOBODY
) -> list[Row]:
    """Return every free table that fits, under its hour; the smallest that fits stands first.

    Nothing changes its place because somebody is about to take it; only the best fit is rather
    another table of the same size, and one at which nobody sits.
    """
    rows: list[Row] = []
    for hour in open_hours(day, hours, now):
        free = hour.free_for(party_size)
        left = minutes_until(hour.at + LASTS, now) if hour.is_running(now) else None
        can_move = not free and party_size <= hour.most_seats
        rows.append(Heading(hour.at, hour.starts_at, len(free), left, can_move))
        sat = sat_at(day, hour, now)
        empty = [table for table in free if table.key not in sat] if sat else free
        best = next(iter(best_first(empty, takers)), None)
        rows += _free_rows(
            (
                table.key,
                table,
                table.capacity - party_size,
                table is best,
                takers.get(table.place, ()) if takers else (),
                table.key in sat,
            )
            for table in free
        )
    return rows


def count_free(day: Day, party_size: int, hours: HourFilter, now: datetime) -> int:
    """Return how many free tables fit in the hours that are shown."""
    return sum(len(hour.free_for(party_size)) for hour in open_hours(day, hours, now))


def all_rows(
    day: Day, hours: HourFilter, now: datetime, sort: Sort, takers: Takers = NOBODY
) -> list[Row]:
    """Return every table of the hours that are shown, in the order that the host chose."""
    tables = [table for hour in day.hours if hours.shows(hour) for table in hour.by_table]
    if sort != Sort():
        by = _SORT_KEYS[sort.column]
        tables.sort(key=by, reverse=sort.is_down)
        if sort.column == "guest":  # tables without a guest stay below in either direction
            tables.sort(key=lambda t: guest_key(t) == "")
    over = {hour.at for hour in day.hours if hour.is_over(now)}
    by_hour = sort.column == "hour"
    running = day.running_hour(now)
    sat = sat_at(day, running, now) if running is not None else ()

    def facts() -> Iterator[tuple[Any, ...]]:
        above: datetime | None = None
        for table in tables:
            at = table.at
            is_over, is_free = at in over, table.state == "free"
            taken = takers.get(table.place, ()) if takers and is_free and not is_over else ()
            late = 0 if is_free or is_over else minutes_late(table, now)
            is_first = by_hour and at != above
            yield table.key, table, is_first, is_over, taken, late, table.key in sat
            above = at

    return list(_all_rows(facts()))


def guest_key(table: TableHour) -> str:
    """Return by what a guest is sorted: the name, else the number; "" where nobody is."""
    if table.reservation is None:
        return ""
    return table.guest.casefold() or "~"


_SORT_KEYS: Final[dict[Column, Callable[[TableHour], Any]]] = {
    "hour": lambda t: (t.at, t.order),
    "table": lambda t: (t.order, t.at),
    "seats": lambda t: (t.capacity, t.at, t.order),
    "state": lambda t: (_STATE_ORDER[t.state], t.at, t.order),
    "guest": lambda t: (guest_key(t), t.at, t.order),
}


def nearest_free(
    day: Day, party_size: int, at: datetime, now: datetime
) -> list[tuple[Hour, list[TableHour]]]:
    """Return the hours before and after an instant, the nearest of each, that have a table."""
    free = [
        (hour, tables)
        for hour in open_hours(day, HourFilter(), now)
        if hour.at != at and (tables := hour.free_for(party_size))
    ]
    before = [found for found in free if found[0].at < at][-1:]
    after = [found for found in free if found[0].at > at][:1]
    return before + after
