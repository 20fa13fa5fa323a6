"""Guests who would come in an hour that has no table for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from resv_desktop.domain.errors import Refusal


class TableFree(Refusal):
    """The hour has a free table for this party, so nobody has to wait for one."""


class WaitingNotFound(Refusal):
    """There is no such entry of the waitlist, or no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One entry of the waitlist: a party that waits for a table in one hour.

    starts_at is aware and in the restaurant's zone, since_at is when the entry was made (UTC).
    phone is E.164. The id is also that of the line in the journal that tells who wrote it.
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


def first_that_fits(entries: Iterable[Waiting], seats: int) -> Waiting | None:
    """Return who has waited longest among the parties that a table of so many seats takes."""
    fitting = [entry for entry in entries if entry.party_size <= seats]
    return min(fitting, key=_order, default=None)


def in_order(entries: Iterable[Waiting]) -> list[Waiting]:
    """Return entries by hour, and within an hour by how long they have waited."""
    return sorted(entries, key=lambda entry: (entry.starts_at.timestamp(), _order(entry)))


def _order(entry: Waiting) -> tuple[datetime, str]:
    return entry.since_at, entry.id
