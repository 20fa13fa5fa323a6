"""One hour as it was read: every table in it, and who holds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, Literal

from resv_desktop.domain.phone import format_phone, region_of
from resv_desktop.domain.presence import Place
from resv_desktop.domain.quick import quick
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import most_seats
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.pace import breathe

Holding = Literal["free", "reserved", "arrived", "seated", "done"]
Key = tuple[str, str, int]
_Fields = tuple[Any, ...]  # of a TableHour, in their order
_A_FEW: Final = 100  # slots, joined without a pause

_HOLDINGS: Final[dict[str, Holding]] = {
    "booked": "reserved",
    "arrived": "arrived",
    "seated": "seated",
    "done": "done",
}


# A house has the same labels every day, and the same numbers in every reading of one.
_natural = lru_cache(maxsize=4096)(natural)
dialled = lru_cache(maxsize=4096)(format_phone)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHour:
    """One table in one hour and who holds it.

    key stays the same when the table is reserved or given back. at is the UTC start, by which
    hours are compared; starts_at and ends_at are in the restaurant's zone. capacity is 0 where
    nobody says it. slot is None where the hour no longer has the table that is reserved.
    house is the number of the house that dials. free_until is the end of the free hours that
    follow each other from here, None when taken.
    """

    key: Key
    at: datetime
    starts_at: datetime
    ends_at: datetime
    table_id: str
    order: tuple[tuple[int, int, str], ...] = field(repr=False)
    capacity: int
    slot: Slot | None
    reservation: Reservation | None
    state: Holding
    house: str = field(default="", repr=False)
    free_until: datetime | None = None

    @property
    def phone(self) -> str:
        """The holder's number as this house dials it; "" for a walk-in and where nobody is."""
        held = self.reservation
        return dialled(held.reserved_by, region_of(self.house)) if held and held.reserved_by else ""

    @property
    def guest(self) -> str:
        """The holder's name, else the number; "" for a walk-in and where nobody is known."""
        return (self.reservation.name if self.reservation else "") or self.phone

    @property
    def place(self) -> Place:
        """The ids of its slot and table, whoever holds it."""
        return self.key[:2]

    @property
    def is_free(self) -> bool:
        """Whether nobody holds it."""
        return self.state == "free"

    @property
    def is_offered(self) -> bool:
        """Whether the house offers it, taken or not."""
        return self.slot is not None and not self.slot.is_leaving

    @property
    def is_uncovered(self) -> bool:
        """Whether a party is promised it that the house does not offer then, or not any more.

        Who sits there, or has been there, needs nothing.
        """
        is_awaited = self.state in ("reserved", "arrived")
        return self.reservation is not None and is_awaited and not self.is_offered

    def is_over(self, now: datetime) -> bool:
        """Whether the hour has ended."""
        return self.at + LASTS <= now

    def as_slot(self) -> Slot:
        """Return the slot, or what is known of one that the hour no longer has."""
        return self.slot or Slot(
            slot_id=self.key[0],
            table_id=self.table_id,
            capacity=self.capacity,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            is_available=False,
        )


_tables_of = quick(TableHour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """All tables of one hour: by_size smallest first, by_table in the order of their labels.

    most_seats are those of the largest table that a party can get, if by moving others; it is told
    where the day is read, so that the window's thread does not work it out.
    """

    at: datetime
    starts_at: datetime
    by_size: tuple[TableHour, ...]
    by_table: tuple[TableHour, ...]
    most_seats: int

    def is_over(self, now: datetime) -> bool:
        """Whether the hour has ended."""
        return self.at + LASTS <= now

    def is_running(self, now: datetime) -> bool:
        """Whether the hour has begun and not ended."""
        return self.at <= now < self.at + LASTS

    @property
    def is_offered(self) -> bool:
        """Whether the house offers any of its tables; some are only there for who was promised."""
        return any(table.is_offered for table in self.by_table)

    def free_for(self, party_size: int) -> list[TableHour]:
        """Return the free tables that seat a party: the smallest that fits first."""
        return [t for t in self.by_size if t.state == "free" and t.capacity >= party_size]


def join_hours(
    restaurant: Restaurant, slots: Sequence[Slot], reservations: Sequence[Reservation]
) -> list[Hour]:
    """Join slots and reservations hour by hour; until when a table is free is not told yet."""
    house = restaurant.phone
    held: dict[tuple[datetime, str], list[Reservation]] = {}
    for reservation in reservations:
        place = (reservation.starts_at.astimezone(UTC), reservation.table_id)
        held.setdefault(place, []).append(reservation)
    found: dict[datetime, list[_Fields]] = {}
    for first in range(0, len(slots), _A_FEW):
        breathe()
        for slot in slots[first : first + _A_FEW]:
            at = slot.starts_at.astimezone(UTC)
            holders: list[Reservation | None] = list(held.pop((at, slot.table_id), ()))
            for number, holder in enumerate(holders or [None]):
                found.setdefault(at, []).append(_join(slot, at, slot, holder, number, house))
    seats = {table.id: table.capacity for table in restaurant.tables}
    for (at, table_id), left in held.items():
        for number, holder in enumerate(left):
            lost = _slot_lost(holder, at, seats.get(table_id, 0))
            found.setdefault(at, []).append(_join(lost, at, None, holder, number, house))
    return [_hour(at, _tables_of(tables)) for at, tables in found.items()]


def _slot_lost(reservation: Reservation, at: datetime, capacity: int) -> Slot:
    """Return the slot that a reservation names and its hour no longer has."""
    return Slot(
        slot_id=reservation.slot_id,
        table_id=reservation.table_id,
        capacity=capacity,
        starts_at=reservation.starts_at,
        ends_at=(at + LASTS).astimezone(reservation.starts_at.tzinfo),
        is_available=False,
    )


def _join(
    facts: Slot,
    at: datetime,
    slot: Slot | None,
    reservation: Reservation | None,
    number: int,
    house: str,
) -> _Fields:
    """Return the fields of a TableHour in their order."""
    state: Holding = "free" if facts.is_available else "reserved"
    if reservation is not None:
        state = _HOLDINGS.get(reservation.status, "reserved")
    return (
        (facts.slot_id, facts.table_id, number),
        at,
        facts.starts_at,
        facts.ends_at,
        facts.table_id,
        _natural(facts.table_id),
        facts.capacity,
        slot,
        reservation,
        state,
        house,
        None,
    )


_facts = attrgetter(*[each.name for each in fields(TableHour)][:-1])


def with_free_until(hours: Iterable[Hour]) -> tuple[Hour, ...]:
    """Put the hours in order, telling every free table until when it stays so.

    An hour of which that has been told, and is still so, stays the same object.
    """
    told: list[Hour] = []
    later: dict[str, tuple[datetime, datetime | None]] = {}  # table: start, free until
    for hour in sorted(hours, key=lambda each: each.at, reverse=True):
        breathe()
        tables = list(hour.by_table)
        stale: list[tuple[int, datetime | None]] = []
        here: dict[str, tuple[datetime, datetime | None]] = {}
        for number, table in enumerate(tables):
            until = None
            if table.state == "free":
                start, after = later.get(table.table_id, (None, None))
                until = after if start == hour.at + LASTS and after is not None else table.ends_at
            if not (until is table.free_until or until == table.free_until):
                stale.append((number, until))
            here[table.table_id] = (hour.at, until)
        later = here
        fresh = _tables_of((*_facts(tables[number]), until) for number, until in stale)
        for (number, _), table in zip(stale, fresh, strict=True):
            tables[number] = table
        told.append(_hour(hour.at, tables, hour.most_seats) if stale else hour)
    told.reverse()
    return tuple(told)


def _hour(at: datetime, tables: Iterable[TableHour], most: int | None = None) -> Hour:
    breathe()
    by_table = sorted(tables, key=lambda t: (t.order, t.key[2]))
    by_size = sorted(by_table, key=lambda t: t.capacity)
    return Hour(
        at=at,
        starts_at=by_table[0].starts_at,
        by_size=tuple(by_size),
        by_table=tuple(by_table),
        most_seats=_most_seats(by_size) if most is None else most,
    )


def _most_seats(by_size: Sequence[TableHour]) -> int:
    largest = by_size[-1].capacity
    if any(table.is_free for table in by_size if table.capacity == largest):
        return largest  # as in most hours, for a tenth of the work
    return most_seats(*room_of(by_size))


def room_of(by_size: Sequence[TableHour]) -> tuple[list[Slot], list[Reservation]]:
    """Return the tables and parties of an hour as moves among them see them; none where it is
    stored twice, which is settled first.
    """
    tables = [table for table in by_size if table.slot is not None]
    if len({table.key[0] for table in tables}) != 1:
        return [], []
    held = [table.reservation for table in by_size if table.reservation is not None]
    slots = [table.slot for table in tables if table.slot is not None and table.key[2] == 0]
    return slots, held
