"""One hour of a house as it is stored, and its tables as a list shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bson import decode

from resv_desktop.domain.quick import quick
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.store.documents import CODEC, entries, restaurant_from, whole

_MOST_READ = 512  # hours, with and without their tables: about three weeks of a house

_slots = quick(Slot)


@dataclass(frozen=True, slots=True)
class Hour:
    """One slot document: all tables of one hour of one restaurant; leaving are labels of some."""

    slot_id: str
    rest_id: str
    starts_at: datetime
    tables: tuple[tuple[str, int, bool], ...]
    leaving: frozenset[str] = frozenset()
    _shown: dict[ZoneInfo, tuple[Slot, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def slots(self, zone: ZoneInfo) -> tuple[Slot, ...]:
        """Return one Slot for each table, the smaller and the lower ones first.

        One that is listed twice is free only if both entries are.
        """
        if zone not in self._shown:
            self._shown[zone] = self._slots(zone)
        return self._shown[zone]

    def _slots(self, zone: ZoneInfo) -> tuple[Slot, ...]:
        starts_at = self.starts_at.astimezone(zone)
        ends_at = (self.starts_at + LASTS).astimezone(zone)
        tables = tuple(self._tables_once())
        order = _order_of(tuple([(seats, label) for label, seats, _ in tables]))
        return tuple(
            _slots(
                [
                    (self.slot_id, label, seats, starts_at, ends_at, is_free, label in self.leaving)
                    for label, seats, is_free in map(tables.__getitem__, order)
                ]
            )
        )

    def _tables_once(self) -> Iterable[tuple[str, int, bool]]:
        once = {table[0]: table for table in self.tables}
        if len(once) < len(self.tables):
            for table_id, seats, is_free in self.tables:
                _, fewest, is_free_so_far = once[table_id]
                once[table_id] = table_id, min(seats, fewest), is_free and is_free_so_far
        return once.values()


def hour_from(document: Mapping[str, Any]) -> Hour:
    """Read a slot document, whoever wrote it.

    A table that is offered no longer is there as long as it is promised.
    """
    listed = entries(document.get("tables"))
    return Hour(
        slot_id=str(document["_id"]),
        rest_id=str(document.get("restId", "")),
        starts_at=document["time"],
        tables=tuple(
            [
                (
                    str(entry.get("tableId", "")),
                    whole(entry.get("capacity")) or 0,
                    entry.get("isAvailable") is True,
                )
                for entry in listed
                if entry.get("leaving") is not True or entry.get("isAvailable") is not True
            ]
        ),
        leaving=frozenset([str(e.get("tableId", "")) for e in listed if e.get("leaving") is True]),
    )


def by_size(slot: Slot) -> tuple[int, object]:
    """Return what puts the slots of an hour in order."""
    return slot.capacity, natural(slot.table_id)


@lru_cache(maxsize=64)
def _order_of(tables: tuple[tuple[int, str], ...]) -> list[int]:
    """Return the places of tables by size and label; most hours of a house are alike."""

    def size_and_label(place: int) -> tuple[int, object]:
        seats, label = tables[place]
        return seats, natural(label)

    return sorted(range(len(tables)), key=size_and_label)


@lru_cache(maxsize=_MOST_READ)
def hour_or_restaurant(raw: bytes) -> Hour | Restaurant:
    """Read what a day's question brings; bytes that have been read before are not read again."""
    document = decode(raw, CODEC)
    return hour_from(document) if "time" in document else restaurant_from(document)
