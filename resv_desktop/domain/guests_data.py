"""What the book holds of one guest, and what was removed when the guest wanted that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.waiting import Waiting


class GuestExpected(Refusal):
    """A guest who is still expected is not erased: the table would be nobody's."""


class ArchiveBusy(Refusal):
    """Old lines of the journal are on their way into files just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a look through the whole book finds of a guest; nothing is changed by it.

    mentions are names and notes of others that the number stands in. expected and waits are what
    is still ahead: with any of it the guest is not erased.
    """

    phone: str
    reservations: int = 0
    lines: int = 0
    waiting: int = 0
    mentions: int = 0
    expected: tuple[Reservation, ...] = ()
    waits: tuple[Waiting, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the book has nothing that could be removed."""
        return not (self.reservations or self.lines or self.waiting or self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The receipt of what was removed from the book, and when (UTC); no number stands in it.

    id is that of the line in the journal. kept counts what the guest reserved while it was done,
    which stays.
    """

    id: str
    at: datetime
    station: str
    guest_hash: str
    reservations: int = 0
    lines: int = 0
    waiting: int = 0
    mentions: int = 0
    kept: int = 0


FIRST_NOTICE = timedelta(days=7)  # of a book that is older than its guests' data may be


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgettingAhead:
    """What of a book goes for the first time: so many entries that are older than an instant.

    Nothing of it goes before goes_at, so that whoever decides that hears of it first.
    """

    entries: int
    before: datetime
    goes_at: datetime


def masked(phone: str) -> str:
    """Return a number as a receipt shows it: its last two digits, by which nobody is found."""
    return f"…{phone[-2:]}"


def check_not_expected(expected: Sequence[Reservation], waits: Sequence[Waiting]) -> None:
    """Raise GuestExpected for a guest with a reservation ahead, or who waits for one."""
    for held in expected:
        raise GuestExpected(
            "This guest has table {table} at {hour} on {day}. Nothing is erased before that hour "
            "is over or the reservation is cancelled.",
            table=held.table_id,
            hour=held.starts_at,
            day=held.starts_at.date(),
        )
    for entry in waits:
        raise GuestExpected(
            "This guest is on the waitlist of {hour} on {day}. Nothing is erased before that hour "
            "is over or the entry is taken off.",
            hour=entry.starts_at,
            day=entry.starts_at.date(),
        )
