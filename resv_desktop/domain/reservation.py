"""The promise of a table to a guest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.presence import Place
from resv_desktop.domain.slot import LASTS
from resv_desktop.domain.words import one_line

LONGEST_TEXT = 500
STATUSES = ("booked", "arrived", "seated", "done")


class TextTooLong(Refusal):
    """A name or note is longer than a row can ever show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """The guest was called about a place that the house no longer offers: when (aware), by whom.

    host are the initials of who was at the station, "" if none were set.
    """

    at: datetime
    station: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """One table in one hour, promised to the guest behind a phone number.

    starts_at is aware, in the restaurant's zone where that is known, else UTC. reserved_by is as
    stored: E.164 from this program, any form from another, "" for a walk-in without a number.
    party_size is None where another program did not say it. allergy: somebody of the party must not
    eat something; what it is stands in the note. created_at (aware) is when it was made, or moved
    into an hour that had begun; None where another program did not say it. is_erased: number, name,
    note and allergy are gone for good, since they were old or the guest wanted it. called: they
    know that this place is not offered any more; who is moved after that is to be called anew.
    moved_from (in the same zone) is the hour that the guest was told last, where a change of the
    house has brought them to another one; once they are called they know that one as well.
    """

    id: str
    slot_id: str
    table_id: str
    starts_at: datetime
    reserved_by: str
    party_size: int | None
    name: str = ""
    note: str = ""
    status: str = "booked"
    rest_id: str = ""
    station: str = ""
    allergy: bool = False
    created_at: datetime | None = None
    is_erased: bool = False
    called: Called | None = None
    moved_from: datetime | None = None

    @property
    def place(self) -> Place:
        """The ids of its slot and its table."""
        return self.slot_id, self.table_id

    @property
    def awaited_since(self) -> datetime:
        """When (UTC) the host began to wait: as the hour began, or as it was made after that.

        A time that lies outside the hour is no later promise: another program's, or a wrong clock.
        """
        starts_at = self.starts_at.astimezone(UTC)
        made = self.created_at
        return made if made is not None and starts_at < made < starts_at + LASTS else starts_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something in the book that is different now, here or at another station.

    kind is "reserved", "cancelled", "slot", "reservation", "restaurant" or "all" (anything may
    have changed: read again), "waiting" (the waitlist) or "erased" (a guest was forgotten, and
    what this station keeps of them has to go, too). "presence" (who is about to take a table)
    and "heartbeat" (this station's own, `beat` says which one) are no changes of the book, nor is
    "resumed" (nothing was missed). Ids that the change does not tell are "". has_more: it is a part
    of an act, the rest of which comes right after it.
    """

    kind: str
    rest_id: str = ""
    slot_id: str = ""
    reservation_id: str = ""
    station: str = ""
    beat: int = 0
    has_more: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """Something that was taken back.

    id is that of the undo itself, which can be taken back in turn. act is what was undone. before
    is the reservation until now, after as it is again; None where there is none. moved is how many
    parties changed their tables with it, since they had made room for it.
    """

    id: str
    act: str
    before: Reservation | None
    after: Reservation | None
    moved: int = 0


@dataclass(slots=True)
class Position:
    """How far one listener has heard the changes of the book; the store alone moves it on.

    A new one has heard nothing. Two listeners never share one.
    """

    token: Mapping[str, Any] | None = None


_HINTS = ("waiting_twice",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something `check` found wrong, or worth a look, named so that a person can go there.

    kind is a short name ("flag", "index", ...); details name table, day and hour.
    """

    kind: str
    sentence: str
    details: Mapping[str, object]

    @property
    def is_hint(self) -> bool:
        """Whether nothing is broken: somebody may have meant it so."""
        return self.kind in _HINTS


_TOO_LONG = {
    "name": "The name has at most {most} letters; this one has {count}.",
    "note": "The note has at most {most} letters; this one has {count}.",
    "reason": "The reason has at most {most} letters; this one has {count}.",
}


def check_text(what: str, text: str) -> str:
    """Return a name, note or reason on one line; raise TextTooLong beyond 500 letters."""
    text = one_line(text)
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(_TOO_LONG[what], most=LONGEST_TEXT, count=len(text))
    return text
