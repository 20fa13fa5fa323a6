"""One business day as it was read: its hours, and the tables in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt.hour import Hour, Key, TableHour, dialled, join_hours, with_free_until

_A_DAY: Final = timedelta(days=1)  # after which the clock shows the same again


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A business day of one restaurant, as the book was at read_at (UTC). Nothing in it changes.

    A table that a reservation names is taken, whatever its slot's flag says: between the two
    reads another station may have reserved it, and the next read brings both in line.
    waiting is who waits for a table, by hour; None where that was not asked with the day.
    What lies beside is of the hours of other days that touch those of this one, so that a house
    that is open around the clock sees who comes at midnight; no list of the day shows it.
    """

    restaurant: Restaurant
    on: date
    slots: tuple[Slot, ...]
    reservations: tuple[Reservation, ...]
    read_at: datetime
    slots_beside: tuple[Slot, ...] = field(default=(), repr=False)
    reservations_beside: tuple[Reservation, ...] = field(default=(), repr=False)
    waiting: tuple[Waiting, ...] | None = field(default=None, repr=False, compare=False)
    hours: tuple[Hour, ...] = field(default=(), repr=False, compare=False)
    hours_beside: tuple[Hour, ...] = field(default=(), repr=False, compare=False)
    _tables: dict[Key, TableHour] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        restaurant: Restaurant,
        on: date,
        slots: Sequence[Slot],
        reservations: Sequence[Reservation],
        read_at: datetime,
        slots_beside: Sequence[Slot] = (),
        reservations_beside: Sequence[Reservation] = (),
    ) -> "Day":
        """Join what was read, hour by hour."""
        hours = with_free_until(join_hours(restaurant, slots, reservations))
        beside = with_free_until(join_hours(restaurant, slots_beside, reservations_beside))
        for held in (*reservations, *reservations_beside):
            if held.reserved_by and not held.name:  # shown by a number, which is made here
                dialled(held.reserved_by, region_of(restaurant.phone))
        return cls(
            restaurant=restaurant,
            on=on,
            slots=tuple(slots),
            reservations=tuple(reservations),
            read_at=read_at,
            slots_beside=tuple(slots_beside),
            reservations_beside=tuple(reservations_beside),
            hours=hours,
            hours_beside=beside,
            _tables={t.key: t for hour in (*hours, *beside) for t in hour.by_table},
        )

    def with_new(
        self,
        slots: Sequence[Slot],
        reservations: Sequence[Reservation],
        read_at: datetime,
        new: Mapping[datetime, Hour],
    ) -> "Day":
        """Return the day with other slots and reservations, which differ in some new hours only.

        new are those hours by their UTC start; what stands in no other hour stays the same object.
        What lies beside the day is among all of them.
        """
        ids, starts = self.ids_beside, {hour.at for hour in self.hours_beside}
        own = {hour.at: hour for hour in self.hours}
        own |= {at: hour for at, hour in new.items() if at not in starts}
        hours = with_free_until(own.values())
        beside = with_free_until(new.get(hour.at, hour) for hour in self.hours_beside)
        return replace(
            self,
            slots=tuple(slot for slot in slots if slot.slot_id not in ids),
            reservations=tuple(held for held in reservations if held.slot_id not in ids),
            read_at=read_at,
            slots_beside=tuple(slot for slot in slots if slot.slot_id in ids),
            reservations_beside=tuple(held for held in reservations if held.slot_id in ids),
            hours=hours,
            hours_beside=beside,
            _tables={t.key: t for hour in (*hours, *beside) for t in hour.by_table},
        )

    @property
    def hours_offered(self) -> list[Hour]:
        """The hours of the day that the house offers, over or not."""
        return [hour for hour in self.hours if hour.is_offered]

    @property
    def hours_near(self) -> tuple[Hour, ...]:
        """The hours of the day, and then those of other days that touch them."""
        return *self.hours, *self.hours_beside

    @property
    def ids_beside(self) -> set[str]:
        """The ids of the slots that lie beside the day."""
        edges: list[Slot | Reservation] = [*self.slots_beside, *self.reservations_beside]
        return {each.slot_id for each in edges}

    def find(self, key: Key | None) -> TableHour | None:
        """Return the table and hour of a key, or None where this day has it no longer."""
        return None if key is None else self._tables.get(key)

    def find_slot(self, slot_id: str, table_id: str) -> TableHour | None:
        """Return a table in the hour of a slot document, or None."""
        return self._tables.get((slot_id, table_id, 0))

    def hour_at(self, at: datetime) -> Hour | None:
        """Return the hour that starts at an instant, also one beside the day, or None."""
        return next((hour for hour in self.hours_near if hour.at == at), None)

    def running_hour(self, now: datetime) -> Hour | None:
        """Return the hour that has begun and not ended, or None."""
        return next((hour for hour in self.hours if hour.is_running(now)), None)

    def neighbour(self, table: TableHour, *, is_later: bool) -> TableHour | None:
        """Return the same table in the hour that touches this one, or None."""
        at = table.at + LASTS if is_later else table.at - LASTS
        hour = self.hour_at(at)
        found = (t for t in hour.by_table if t.table_id == table.table_id) if hour else iter(())
        return next(found, None)

    def is_edge(self, table: TableHour, *, is_later: bool) -> bool:
        """Whether the house closes after this hour, or opens with it."""
        house, beside = self.restaurant, table.at + LASTS if is_later else table.at - LASTS
        return house.is_open_at(table.at) and not house.is_open_at(beside)

    def free_since(self, table: TableHour) -> datetime:
        """Return the local start of the free hours before this one that follow each other."""
        since = table.starts_at
        before = self.neighbour(table, is_later=False)
        while before is not None and before.is_free and table.at - before.at < _A_DAY:
            since = before.starts_at
            before = self.neighbour(before, is_later=False)
        return since
