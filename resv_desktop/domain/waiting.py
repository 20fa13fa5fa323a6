"""Guests who would come in an hour that has no table for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.slot import Slot


class TableFree(Refusal):
    """The hour has a free table for this party, so nobody has to wait for one."""


class WaitingNotFound(Refusal):
    """There is no such entry of the waitlist, or no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One entry of the waitlist: a party that waits for a table in one hour.

    starts_at is aware and in the restaurant's zone, since_at is when the entry was made (UTC).
    passed are the tables for which the party was passed over. phone is E.164. The id is also that
    of the line in the journal that tells who wrote it.
    """

    id: str
    rest_id: str
    slot_id: str
    starts_at: datetime
    party_size: int
    phone: str
    name: str = ""
    note: str = ""
    station: str = ""
    since_at: datetime
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A table that is free again, for the party that has waited longest for one like it."""

    waiting: Waiting
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Waitlist:
    """Who waits for any hour that is not over, and who of them can be given a table now."""

    entries: tuple[Waiting, ...] = ()
    offers: tuple[Offer, ...] = ()


def first_that_fits(entries: Iterable[Waiting], seats: int, table_id: str) -> Waiting | None:
    """Return who has waited longest among the parties that a table of so many seats takes."""
    fitting = [e for e in entries if e.party_size <= seats and table_id not in e.passed]
    return min(fitting, key=_order, default=None)


def offers_of(entries: Iterable[Waiting], free: Iterable[Slot]) -> tuple[Offer, ...]:
    """Give each party the smallest free table of its hour that fits, who waits longest first."""
    left, found = sorted(free, key=lambda slot: slot.capacity), []
    for entry in in_order(entries):
        fitting = (
            slot
            for slot in left
            if slot.slot_id == entry.slot_id
            and slot.capacity >= entry.party_size
            and slot.table_id not in entry.passed
        )
        slot = next(fitting, None)
        if slot is not None:
            left.remove(slot)
            found.append(Offer(waiting=entry, slot=slot))
    return tuple(found)


def in_order(entries: Iterable[Waiting]) -> list[Waiting]:
    """Return entries by hour, and within an hour by how long they have waited."""
    return sorted(entries, key=lambda entry: (entry.starts_at.timestamp(), _order(entry)))


def _order(entry: Waiting) -> tuple[datetime, str]:
    return entry.since_at, entry.id
