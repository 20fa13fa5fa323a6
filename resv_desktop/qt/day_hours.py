"""A few hours of a day that were read again, put in the place of what was known of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.day import Day
from resv_desktop.qt.hour import join_hours


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
    """Return the ids of the slots of a day and beside it, also of those that only a reservation
    names.
    """
    near: list[Slot | Reservation] = [*_slots(day), *_held(day)]
    return {each.slot_id for each in near}


def hours_of(day: Day, reservation_ids: Collection[str]) -> set[str]:
    """Return in which hours of a day some reservations stand; others stand in none."""
    return {r.slot_id for r in _held(day) if r.id in reservation_ids}


def is_of(day: Day, found: Slot | Reservation) -> bool:
    """Whether what was read lies in a business day."""
    first, end = day.restaurant.bounds(day.on)
    return first <= _at(found) < end


def is_near(day: Day, found: Slot | Reservation) -> bool:
    """Whether what was read lies in a business day, or in an hour that touches it."""
    return is_of(day, found) or _at(found) in day.restaurant.hours_beside(day.on)


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
    read: list[Slot | Reservation] = [*slots, *reservations]
    if {each.slot_id for each in read} != ids or not all(is_near(day, each) for each in read):
        return None
    slots_kept = [slot for slot in _slots(day) if slot.slot_id not in ids]
    held = [r for r in _held(day) if r.slot_id not in ids]
    at = _starts([*read, *slots_kept, *held])
    hours = {at[slot_id] for slot_id in ids}
    before: list[Slot | Reservation] = [s for s in _slots(day) if s.slot_id in ids]
    before += [r for r in _held(day) if r.slot_id in ids]
    others = {instant for slot_id, instant in at.items() if slot_id not in ids}
    if hours & others or set(_starts(before).values()) - hours:
        return None
    # What was read is in order, and so is the rest: only the hours have to be put in theirs.
    return day.with_new(
        sorted([*slots_kept, *slots], key=lambda slot: at[slot.slot_id]),
        sorted([*held, *reservations], key=lambda reservation: at[reservation.slot_id]),
        read_at,
        {each.at: each for each in join_hours(day.restaurant, slots, reservations)},
    )


def _slots(day: Day) -> Iterable[Slot]:
    return (*day.slots, *day.slots_beside)


def _held(day: Day) -> Iterable[Reservation]:
    return (*day.reservations, *day.reservations_beside)


def _starts(found: Iterable[Slot | Reservation]) -> dict[str, datetime]:
    """Return when each hour starts (UTC) by the id of its slot."""
    at: dict[str, datetime] = {}
    for each in found:
        if each.slot_id not in at:
            at[each.slot_id] = _at(each)
    return at


def _at(each: Slot | Reservation) -> datetime:
    return each.starts_at.astimezone(UTC)


_NO_CHANGES_OF_THE_BOOK = ("heartbeat", "presence", "resumed", "waiting")
