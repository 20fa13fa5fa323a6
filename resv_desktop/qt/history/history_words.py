"""How a line of the journal is said: who did what, how it was before and how after."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.journal import Line
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.look import Role
from resv_desktop.qt.widgets.state_pill import State, state_word

translate = QCoreApplication.translate

_STATES: Final[dict[str, State]] = {
    "booked": "reserved",
    "arrived": "arrived",
    "seated": "seated",
    "done": "done",
}
_ICONS: Final[dict[str, tuple[str, Role]]] = {
    "reserve": ("bookmark", "reserved"),
    "walk_in": ("chair", "seated"),
    "booked": ("bookmark", "reserved"),
    "arrived": ("person", "arrived"),
    "seated": ("chair", "seated"),
    "done": ("check", "done"),
    "move": ("move", "accent"),
    "edit": ("pencil", "accent"),
    "call": ("check", "done"),
    "cancel": ("close", "error"),
    "no_show": ("close", "error"),
    "release": ("ring", "free"),
    "undo": ("undo", "accent"),
    "wait": ("clock", "warn"),
    "unwait": ("clock", "muted"),
    "pass_over": ("clock", "muted"),
}


def icon(line: Line) -> tuple[str, Role]:
    """Return the sign of what was done, and its colour."""
    act = line.after.status if line.act == "status" and line.after else line.act
    return _ICONS.get(act, ("check-circle", "muted"))


def who(line: Line) -> str:
    """Say who did it: "AB at Stand 2", or only the station where no initials were set."""
    station = words.apart(line.station) or translate("History", "Another program")
    if not line.host:
        return station
    says = translate("History", "{host} at {station}")
    return says.format(host=words.apart(line.host), station=station)


@dataclass(frozen=True, slots=True)
class Telling:
    """Says lines to a host who looks at one business day, on a calendar day of their own.

    What lies in that day is told by its hour alone, and what was done today by its time alone.
    """

    restaurant: Restaurant
    on: date
    today: date
    region: str | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "region", region_of(self.restaurant.phone))

    def when(self, at: datetime) -> str:
        """Say when it was done: "19:02", or "Fri 13 March, 19:02" where that was another day."""
        day = self.day(at)
        if not day:
            return words.hour(at)
        return translate("History", "{day}, {time}").format(day=day, time=words.hour(at))

    def day(self, at: datetime) -> str:
        """Say the day on which it was done; "" for today."""
        on = at.date()
        if on == self.today:
            return ""
        return words.day(on) if on.year == self.today.year else words.day_and_year(on)

    def sentence(self, line: Line) -> str:
        """Say what was done, and who did it, in one sentence without its end."""
        before, after = line.before, line.after
        subject = after or before
        if subject is None:
            return self._beside(line)
        facts = {"who": who(line), "party": self.party(subject), "place": self.place(subject)}
        if before is not None and after is not None:
            facts |= {"old_place": self.place(before), "old_table": before.table_id}
            facts |= {"status": _status(after), "what": _changes(before, after)}
            if line.act == "clock":
                says = translate(
                    "History", "{who} changed the clock; {party} keeps its hour, {place}"
                )
                return says.format(**facts)
            is_back = line.act == "undo"
            return (_changed_back if is_back else _changed)(before, after).format(**facts)
        return _came_or_went(line.act, before, after).format(**facts)

    def undone(self, by: Line) -> str:
        """Say when and by whom a line was undone: "Undone 19:05 by AB at Bar"."""
        says = translate("History", "Undone {when} by {who}")
        return says.format(when=self.when(by.at), who=who(by))

    def party(self, reservation: Reservation) -> str:
        """Say whose it is: "Heron, party of 4"."""
        name = words.apart(reservation.name) or words.phone(reservation.reserved_by, self.region)
        if reservation.is_erased:
            name = translate("History", "a guest whose data were erased")
        name = name or translate("History", "a guest without a name")
        if reservation.party_size is None:
            return name
        says = translate("History", "{name}, party of {n}")
        return says.format(name=name, n=reservation.party_size)

    def place(self, reservation: Reservation) -> str:
        """Say where it is: "table 9 at 20:00", and only "20:00" on the waitlist."""
        return self._place(reservation.table_id, reservation.starts_at)

    def _place(self, table: str, at: datetime) -> str:
        first, end = self.restaurant.bounds(self.on)
        is_here = first <= at.astimezone(UTC) < end
        if table and is_here:
            says = translate("History", "table {table} at {hour}")
        elif table:
            says = translate("History", "table {table} at {hour} on {day}")
        elif is_here:
            return words.hour(at)
        else:
            says = translate("History", "{hour} on {day}")
        return says.format(table=table, hour=words.hour(at), day=words.day(at.date()))

    def _beside(self, line: Line) -> str:
        """Say what was done with no reservation."""
        house = {
            "create_restaurant": translate("History", "{who} set the restaurant up"),
            "add_tables": translate("History", "{who} added tables"),
            "set_timezone": translate("History", "{who} picked the time zone"),
            "edit_restaurant": translate(
                "History", "{who} changed the restaurant: its name, hours, closures or tables"
            ),
            "set_pin": translate("History", "{who} set the manager's PIN, or switched it off"),
            "clear_pin": translate("History", "{who} cleared the manager's PIN"),
        }
        if line.act in house:
            return house[line.act].format(who=who(line))
        if line.act == "erase":
            says = translate("History", "{who} erased what was known of a guest")
            return says.format(who=who(line))
        if line.act == "set_retention":
            says = translate("History", "{who} changed for how long guests are known")
            return says.format(who=who(line))
        if line.act != "repair" or line.starts_at is None:
            return translate("History", "{who} changed the book").format(who=who(line))
        says = translate("History", "{who} put the book right for {place}")
        return says.format(who=who(line), place=self._place(line.table_id, line.starts_at))

    # --- before and after

    def side(self, reservation: Reservation | None, other: Reservation | None) -> str:
        """Say one side of a line: only what differs where the other side is there too."""
        if reservation is None:
            return translate("History", "Not in the book")
        facts = self._facts(reservation)
        if other is None:
            return ", ".join(said for said, is_there in facts.values() if is_there)
        there = self._facts(other)
        told = [said for fact, (said, _) in facts.items() if there[fact][0] != said]
        return ", ".join(told) or translate("History", "The same")

    def _facts(self, reservation: Reservation) -> dict[str, tuple[str, bool]]:
        """Return what stands in a reservation in words, and whether it does not stand empty."""
        at, name, size = reservation.starts_at, reservation.name, reservation.party_size
        phone, note = words.phone(reservation.reserved_by, self.region), reservation.note
        is_held, called = bool(reservation.table_id), reservation.called is not None
        table = translate("History", "Table {table}").format(
            table=words.table(reservation.table_id)
        )
        party = translate("History", "party of {n}").format(n=size)
        allergy = translate("History", "allergy")
        noted = translate("History", "note: {note}").format(note=words.apart(note))
        return {
            "table": (table, is_held),
            "day": (words.day(at.date()), True),
            "hour": (words.hour(at), True),
            "name": (words.apart(name) or translate("History", "no name"), bool(name)),
            "phone": (phone or translate("History", "no number"), bool(phone)),
            "party": (party if size else translate("History", "party not said"), bool(size)),
            "status": (_status(reservation), is_held),
            "allergy": (
                allergy if reservation.allergy else translate("History", "no allergy"),
                reservation.allergy,
            ),
            "called": (
                translate("History", "called") if called else translate("History", "not called"),
                called,
            ),
            "note": (noted if note else translate("History", "no note"), bool(note)),
        }


def _status(reservation: Reservation) -> str:
    return state_word(_STATES[reservation.status]).lower()


def _came_or_went(act: str, before: Reservation | None, after: Reservation | None) -> str:
    """Return the sentence of what came into the book or left it."""
    subject = after or before
    is_waiting = subject is not None and not subject.table_id
    says = {
        "reserve": translate("History", "{who} reserved {place} for {party}"),
        "walk_in": translate("History", "{who} seated {party}, without a reservation: {place}"),
        "cancel": translate("History", "{who} cancelled the reservation of {party}, for {place}"),
        "no_show": translate("History", "{who} marked {party}, {place}, as a no-show"),
        "release": translate("History", "{who} released {place} early: {party}, had left"),
        "wait": translate("History", "{who} put {party} on the waitlist of {place}"),
        "unwait": translate("History", "{who} took {party} off the waitlist of {place}"),
        "pass_over": translate("History", "{who} passed {party} over on the waitlist of {place}"),
    }
    if act in says:
        return says[act]
    if is_waiting and after is None:
        return translate("History", "{who} took {party} off the waitlist of {place} again")
    if is_waiting:
        return translate("History", "{who} put {party} on the waitlist of {place} again")
    if after is None:
        return translate("History", "{who} undid the reservation of {party}, for {place}")
    return translate("History", "{who} brought back the reservation of {party}, for {place}")


def _changed(before: Reservation, after: Reservation) -> str:
    """Return the sentence of what was done with a reservation that stayed one."""
    if before.slot_id != after.slot_id:
        return translate("History", "{who} moved {party}, from {old_place} to {place}")
    if before.table_id != after.table_id:
        return translate("History", "{who} moved {party}, from table {old_table} to {place}")
    if before.status != after.status:
        return translate("History", "{who} marked {party}, {place}, as {status}")
    if before.called != after.called:
        return _calls(after)
    return translate("History", "{who} changed {what} of {party}, {place}")


def _changed_back(before: Reservation, after: Reservation) -> str:
    if before.slot_id != after.slot_id:
        return translate("History", "{who} moved {party}, back from {old_place} to {place}")
    if before.table_id != after.table_id:
        return translate("History", "{who} moved {party}, back from table {old_table} to {place}")
    if before.status != after.status:
        return translate("History", "{who} marked {party}, {place}, as {status} again")
    if before.called != after.called:
        return _calls(after)
    return translate("History", "{who} changed {what} of {party}, {place}, back")


def _calls(after: Reservation) -> str:
    if after.called is None:
        return translate("History", "{who} noted that {party}, {place}, has not been called")
    return translate("History", "{who} noted that {party}, {place}, has been called")


def _changes(before: Reservation, after: Reservation) -> str:
    changed = {
        translate("History", "the number"): before.reserved_by != after.reserved_by,
        translate("History", "the name"): before.name != after.name,
        translate("History", "the party size"): before.party_size != after.party_size,
        translate("History", "the allergy"): before.allergy != after.allergy,
        translate("History", "the note"): before.note != after.note,
    }
    what = [name for name, is_other in changed.items() if is_other]
    return words.listed(what) or translate("History", "nothing")
