"""What the timeline of a day shows: tables down, hours across, and who holds each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from resv_desktop.domain.presence import Takers
from resv_desktop.domain.quick import quick
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import NOBODY, AllRow, HourFilter, taken_at
from resv_desktop.qt.due import minutes_late, sat_at
from resv_desktop.qt.hour import Hour, Key

Cell = AllRow | None  # None where an hour does not have a table
_all_rows = quick(AllRow)
Place = tuple[int, int]  # which table and which hour, counted from 0


@dataclass(frozen=True, slots=True)
class HourHead:
    """An hour above its column: so many of its tables are taken."""

    at: datetime
    starts_at: datetime
    taken: int
    tables: int
    is_running: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class TableHead:
    """A table beside its row. number counts on where foreign writers gave one table to several
    parties of one hour: each has a row, so that nobody is hidden."""

    table_id: str
    number: int
    capacity: int

    @property
    def key(self) -> tuple[str, int]:
        """What stays the same however many seats it has."""
        return self.table_id, self.number


@dataclass(frozen=True, slots=True)
class Grid:
    """A day as the timeline shows it: cells by table, then by hour."""

    hours: tuple[HourHead, ...] = ()
    tables: tuple[TableHead, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    places: Mapping[Key, Place] = field(default_factory=dict, compare=False)

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The keys of the tables, from the top."""
        return [table.key for table in self.tables]

    @property
    def columns(self) -> list[datetime]:
        """The starts of the hours (UTC), the first one first."""
        return [hour.at for hour in self.hours]


def grid_of(day: Day, hours: HourFilter, now: datetime, takers: Takers = NOBODY) -> Grid:
    """Return the tables of the hours that the filter lets through, in the order of their labels."""
    shown = [hour for hour in day.hours if hours.shows(hour)]
    rows: dict[tuple[str, int], list[Cell]] = {}
    orders: dict[tuple[str, int], tuple[tuple[int, int, str], ...]] = {}
    seats: dict[str, int] = {}
    for column, hour in enumerate(shown):
        for cell in _cells(day, hour, now, takers):
            table = cell.table
            name = (table.table_id, table.key[2])
            row = rows.get(name)
            if row is None:
                row = rows[name] = [None] * len(shown)
                orders[name] = table.order
            there = row[column]
            if there is None or there.table.is_free:  # of two with one name the taken one is shown
                row[column] = cell
            seats[table.table_id] = table.capacity or seats.get(table.table_id, 0)
    ordered = sorted(rows, key=lambda name: (orders[name], name))
    cells = tuple(tuple(rows[name]) for name in ordered)
    return Grid(
        hours=tuple(_head(hour, now) for hour in shown),
        tables=tuple(TableHead(label, number, seats[label]) for label, number in ordered),
        cells=cells,
        places={
            cell.key: (down, across)
            for down, row in enumerate(cells)
            for across, cell in enumerate(row)
            if cell is not None
        },
    )


def _cells(day: Day, hour: Hour, now: datetime, takers: Takers) -> list[AllRow]:
    is_past, sat = hour.is_over(now), sat_at(day, hour, now)
    return _all_rows(
        (
            table.key,
            table,
            False,
            is_past,
            taken_at(table, takers, now) if takers else (),
            0 if is_past else minutes_late(table, now),
            table.key in sat,
        )
        for table in hour.by_table
    )


def _head(hour: Hour, now: datetime) -> HourHead:
    taken = {table.table_id for table in hour.by_table if not table.is_free}
    return HourHead(
        at=hour.at,
        starts_at=hour.starts_at,
        taken=len(taken),
        tables=len({table.table_id for table in hour.by_table}),
        is_running=hour.is_running(now),
        is_past=hour.is_over(now),
    )
