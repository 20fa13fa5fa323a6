"""A few hours of a day that were read again, put in the place of what was known of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.restaurant import natural
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.day import Day


@dataclass(frozen=True, slots=True)
class Touched:
    """What changes tell of the hours they concern: ids of slots, and of reservations.

    A delete tells only the reservation; which hour it stood in is known from the last reading.
    is_all where everything may be different.
    """

    slots: frozenset[str] = frozenset()
    reservations: frozenset[str] = frozenset()
    is_all: bool = False

    def __bool__(self) -> bool:
        return bool(self.is_all or self.slots or self.reservations)

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(
            self.slots | other.slots,
            self.reservations | other.reservations,
            self.is_all or other.is_all,
        )


def touched_by(changes: Iterable[Change]) -> Touched:
    """Return what has to be read again because of changes."""
    slots: set[str] = set()
    reservations: set[str] = set()
    is_all = False
    for change in changes:
        if change.kind in _NO_CHANGES_OF_THE_BOOK:
            continue
        is_all = is_all or change.kind in ("all", "restaurant")
        slots.add(change.slot_id)
        reservations.add(change.reservation_id)
    return Touched(frozenset(slots - {""}), frozenset(reservations - {""}), is_all)


def hours_known(day: Day) -> set[str]:
    """Return the ids of the slots of a day, of those too that only a reservation names."""
    return {slot.slot_id for slot in day.slots} | {r.slot_id for r in day.reservations}


def hours_of(day: Day, reservation_ids: Collection[str]) -> set[str]:
    """Return in which hours of a day some reservations stand; others stand in none."""
    return {r.slot_id for r in day.reservations if r.id in reservation_ids}


def is_of(day: Day, found: Slot | Reservation) -> bool:
    """Whether what was read lies in a business day."""
    first, end = day.restaurant.bounds(day.on)
    return first <= found.starts_at.astimezone(UTC) < end


def with_hours(
    day: Day,
    slot_ids: Collection[str],
    slots: Sequence[Slot],
    reservations: Sequence[Reservation],
    read_at: datetime,
) -> Day | None:
    """Return the day with some of its hours as they have been read again.

    It equals a full reading. None where only that can tell: an hour is there no longer, has
    moved, or two slots stand for the same one.
    """
    ids = set(slot_ids)
    kept = [slot for slot in day.slots if slot.slot_id not in ids]
    read: list[Slot | Reservation] = [*slots, *reservations]
    if {each.slot_id for each in read} != ids or not all(is_of(day, each) for each in read):
        return None
    others = {slot.starts_at.astimezone(UTC) for slot in kept}
    if others & {each.starts_at.astimezone(UTC) for each in read}:
        return None
    return Day.of(
        day.restaurant,
        day.on,
        sorted(
            [*kept, *slots],
            key=lambda s: (s.starts_at.astimezone(UTC), s.capacity, natural(s.table_id)),
        ),
        sorted(
            [*(r for r in day.reservations if r.slot_id not in ids), *reservations],
            key=lambda r: (r.starts_at.astimezone(UTC), natural(r.table_id), r.id),
        ),
        read_at,
    )


_NO_CHANGES_OF_THE_BOOK = ("heartbeat", "presence", "resumed")
