"""How a table in an hour stands in the book, and how its dialog says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt import words
from resv_desktop.qt.alternatives import MOST
from resv_desktop.qt.day_words import being_taken
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.widgets.state_pill import State

translate = QCoreApplication.translate

_STATES: dict[str, State] = {"arrived": "arrived", "seated": "seated", "done": "done"}
_LONGEST_GUEST = 24  # letters, so that the button stands in its dialog beside a number


@dataclass(frozen=True, slots=True)
class Standing:
    """One table in one hour and who holds it; is_gone where the book has it no longer."""

    slot: Slot
    reservation: Reservation | None
    is_gone: bool = False

    @property
    def is_free(self) -> bool:
        """Whether it can be reserved."""
        return self.slot.is_available and self.reservation is None and not self.is_gone

    @property
    def state(self) -> State:
        """What its pill says."""
        if self.reservation is not None:
            return _STATES.get(self.reservation.status, "reserved")
        if self.is_gone:
            return "closed"
        return "free" if self.slot.is_available else "reserved"


def title(slot: Slot) -> str:
    """Say which table and hour: "Table 4, 19:00"."""
    return words.named(translate("Slot", "Table {table}, {hour}"), slot)


def when_and_seats(slot: Slot, restaurant: Restaurant) -> str:
    """Say day, hours and seats; after midnight also the evening that the hour belongs to."""
    on = slot.starts_at.date()
    evening = restaurant.business_day(slot.starts_at)
    if evening == on:
        template = translate("Slot", "{day}, {hour} to {end}, {seats} seats")
    else:
        template = translate("Slot", "{day} (evening of {evening}), {hour} to {end}, {seats} seats")
    return template.format(
        day=words.long_day(on),
        evening=words.weekday(evening),
        hour=words.hour(slot.starts_at),
        end=words.hour(slot.ends_at),
        seats=slot.capacity,
    )


def of_the_clock(slot: Slot, now: datetime) -> str:
    """Say that an hour is over or has begun; "" before that."""
    try:
        slot.check_not_over(now)
    except Refusal as refusal:
        return words.sentence(refusal)
    if now < slot.starts_at:
        return ""
    begun = translate("Slot", "This hour has begun. It ends at {end}.")
    return begun.format(end=words.hour(slot.ends_at))


def lost(standing: Standing, here: str) -> str:
    """Say that a table that was free has just gone, and where; `here` is this station."""
    slot, reservation = standing.slot, standing.reservation
    if standing.is_gone:
        return words.named(
            translate("Slot", "Table {table} at {hour} is no longer in the book."), slot
        )
    station = reservation.station if reservation else ""
    if not station or station == here:
        return words.named(translate("Slot", "Table {table} at {hour} has just been taken."), slot)
    says = translate("Slot", "Table {table} at {hour} has just been taken at {station}.")
    return says.format(
        table=words.table(slot.table_id),
        hour=words.hour(slot.starts_at),
        station=words.apart(station),
    )


def warned(slot: Slot, stations: Sequence[str]) -> str:
    """Warn of a host elsewhere who is about to take the same table."""
    says = translate(
        "Slot", "Table {table} at {hour} is {being_taken}. Whoever reserves it first has it."
    )
    return says.format(
        table=words.table(slot.table_id),
        hour=words.hour(slot.starts_at),
        being_taken=being_taken(stations),
    )


def offer_words(tables: Sequence[TableHour], party_size: int, *, can_move: bool = False) -> str:
    """Say what is offered to a party whose table has gone, also where it is less than usual.

    can_move: others of the hour could move for it, which is offered first.
    """
    if can_move:
        says = translate("Slot", "Others of that hour can move. For a party of {party}:")
        return says.format(party=party_size)
    says = {
        0: translate("Slot", "No other table is free for a party of {party} that day."),
        1: translate("Slot", "Only this one is left that day for a party of {party}:"),
        2: translate("Slot", "Only these two are left that day for a party of {party}:"),
    }.get(len(tables), translate("Slot", "The nearest for a party of {party}:"))
    return says.format(party=party_size)


def offer(table: TableHour) -> tuple[str, str]:
    """Say a table that is offered, in short and in one sentence."""
    slot = table.as_slot()
    whole = translate("Slot", "Table {table} at {hour}, {seats} seats")
    return title(slot), whole.format(
        table=words.table(slot.table_id), hour=words.hour(slot.starts_at), seats=slot.capacity
    )


def offer_guest(left: HalfTyped) -> tuple[str, tuple[str, str]]:
    """Say who was typed just now and not reserved for: above the offer, in short and whole."""
    said = left.name or left.note
    short = said if len(said) <= _LONGEST_GUEST else f"{said[:_LONGEST_GUEST].rstrip()} …"
    shown, guest = (
        ", ".join(filter(None, (words.apart(left.phone), words.apart(each))))
        for each in (short, said)
    )
    whole = translate("Slot", "Fill in {guest} again")
    heading = translate("Slot", "Typed a moment ago, and not reserved:")
    allergy = translate("Slot", "Allergy")
    return heading, (shown or allergy, whole.format(guest=guest or allergy))


def offer_keys(keys: Sequence[str]) -> str:
    """Say which keys take an offer, and what else can be done: "F1 to F3 ..., Escape leaves."."""
    if not keys:
        return translate("Slot", "Escape leaves.")
    if len(keys) == 1:
        says = translate("Slot", "{first} goes to the other table, Escape leaves.")
    elif len(keys) == MOST:
        says = translate("Slot", "{first} to {last} go to another table, Escape leaves.")
    else:
        says = translate("Slot", "{first} and {last} go to another table, Escape leaves.")
    return says.format(first=keys[0], last=keys[-1])
