"""What a repair of the book did, and what it leaves to the host."""

from dataclasses import dataclass
from datetime import datetime

from resv_desktop.domain.reservation import Fault, Reservation


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Something that was wrong and is right now; the journal has a line of it where it is a slot.

    kind is that of the fault.
    """

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One table in one hour that was promised to several parties: only the host can settle it.

    starts_at is aware, in the restaurant's zone; region is the country (ISO 3166) whose national
    numbers are dialled there.
    """

    restaurant: str
    table_id: str
    starts_at: datetime
    region: str | None
    reservations: tuple[Reservation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A fault that was left as it is, and what to do about it."""

    fault: Fault
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What one repair came to."""

    mended: tuple[Mended, ...]
    clashes: tuple[Clash, ...]
    left: tuple[Left, ...]

    @property
    def is_all_right(self) -> bool:
        """Whether nothing is wrong any more."""
        return not self.clashes and all(left.fault.is_hint for left in self.left)


_ADVICE = {
    "schema": "Open the book once as the database's owner, with the newest version.",
    "index": "It is built as soon as nothing is stored or reserved twice any more.",
    "validator": "Open the book once as the database's owner, who may put them in force.",
    "zone": "Pick the time zone of this restaurant anew in the program that wrote it.",
    "opening_hours": "Enter the hours anew in the program that wrote them.",
    "document": "Correct it in the program that wrote it, or with the help of who keeps it.",
    "no_restaurant": "Restore the restaurant from a backup; without it nobody can use these hours.",
    "no_slot": "Call the guest, cancel this reservation and reserve another hour.",
    "slot_twice": "Settle the table that is reserved twice in it, then repair again.",
    "off_hour": "Correct the restaurant's time zone if that is wrong; else leave it unused.",
    "time": "Call the guest and ask which hour is meant; here the hour of the table counts.",
    "restaurant": "Here the restaurant of the table counts; tell who keeps the other program.",
    "no_table": "Call the guest, cancel this reservation and reserve a table that is there.",
    "flag": "Another program may be at work in this hour. Repair again in a moment.",
    "party": "Give the party a larger table: cancel this reservation and reserve anew.",
    "table_missing": "It is added as soon as the time zone and the hours of the restaurant are "
    "right.",
    "hour_missing": "Open the window once: every station that opens one adds it.",
    "capacity": "Compare with the table itself, then correct the restaurant's list.",
    "not_offered": "It is taken out as soon as the time zone and the hours of the restaurant are "
    "right.",
    "leaving": "It is put right as soon as the time zone and the hours of the restaurant are "
    "right.",
    "table_twice": "Its two entries differ, or the restaurant's own list has it twice: take one "
    "of them out in the program that wrote it.",
    "waiting_restaurant": "Call the guest; nobody can give them a table there. The restaurant can "
    "be restored from a backup.",
    "waiting_hour": "Repair again in a moment.",
    "waiting_twice": "Leave it so if they want that many tables; else take one of them off the "
    "waitlist in the window.",
    "journal_list": "Take these lines out, then drop the indexes of the journal that begin with "
    "before.reservedBy and after.reservedBy: the next start builds them anew.",
    "journal": "Nothing needs to be done; somebody wrote into the book past this program.",
}


def advice_on(fault: Fault) -> str:
    """Say what a person can do about a fault that no program may mend."""
    return _ADVICE.get(fault.kind, "Ask who keeps the database.")
