"""The book in a few lines: what a host may expect of it, without a database, races or crashes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

OPENS, CLOSES, DAYS_AHEAD = 18, 21, 7
HOUR = timedelta(hours=1)
Place = tuple[datetime, str]  # an hour's start and a table's label


@dataclass(frozen=True)
class Held:
    """A promise: who has a table, under which form of the number; what is not said is None."""

    place: Place
    guest: int | None  # None: a walk-in
    stored: str
    party: int | None
    status: str | None
    has_restaurant: bool = True
    note: str | None = None
    allergy: bool = False


@dataclass(frozen=True)
class Reserve:
    """A host wants a table; own_id is the write's and the reservation's."""

    own_id: str
    place: Place
    guest: int | None  # None: a number under which nobody can be reached
    stored: str
    party: int
    second_table: bool
    is_walk_in: bool = False


@dataclass(frozen=True)
class GiveBack:
    """A host wants a reservation gone; guest is None where no phone is given."""

    own_id: str
    reservation_id: str
    guest: int | None
    act: str = "cancel"


@dataclass(frozen=True)
class SetStatus:
    """A host says how far a party is."""

    own_id: str
    reservation_id: str
    status: str


@dataclass(frozen=True)
class Move:
    """A host wants a party at another place."""

    own_id: str
    reservation_id: str
    place: Place


@dataclass(frozen=True)
class Edit:
    """A host writes down what a guest says; None is not spoken of."""

    own_id: str
    reservation_id: str
    party: int | None
    note: str | None
    allergy: bool | None


@dataclass(frozen=True)
class Undo:
    """A host takes a write back."""

    own_id: str
    undone: str


Command = Reserve | GiveBack | SetStatus | Move | Edit | Undo


@dataclass(frozen=True)
class Line:
    """What the journal says of one write."""

    act: str
    reservation_id: str
    before: Held | None
    after: Held | None
    at: datetime
    undoes: str | None = None


@dataclass
class Model:
    """Tables with their flags, reservations by id, and the journal by the ids of the writes."""

    sizes: list[int] = field(default_factory=list)
    is_free: dict[Place, bool] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    journal: dict[str, Line] = field(default_factory=dict)
    retired: dict[str, date] = field(default_factory=dict)
    leaving: set[Place] = field(default_factory=set)  # promised, and offered no longer

    def retire(self, table: str, from_day: date, now: datetime) -> None:
        """Take a table out of the hours from a day on, except where it is promised."""
        self.retired[table] = from_day
        for place in [place for place in self.is_free if not self._is_offered(place)]:
            if place[0] + HOUR <= now:
                continue
            if self.holder(place):
                self.is_free[place] = False
            if self.is_free[place]:
                del self.is_free[place]
            else:
                self.leaving.add(place)

    def is_gone(self, place: Place) -> bool:
        """Whether a table is free in an hour in which it is offered no longer: nobody gets it."""
        return place in self.leaving and self.is_free[place]

    def line_up(self, now: datetime, of_hour: datetime | None = None) -> None:
        """Take out what is gone, of one hour or of all that are not over."""
        for place in [place for place in self.leaving if self.is_gone(place)]:
            if of_hour == place[0] or (of_hour is None and place[0] + HOUR > now):
                del self.is_free[place]
                self.leaving.remove(place)

    def needs_attention(self, now: datetime) -> set[str]:
        """Return the reservations that hold what is offered no longer, and do not sit there."""
        return {
            own_id
            for own_id, held in self.held.items()
            if held.place in self.leaving
            and held.place[0] + HOUR > now
            and not (held.status == "done" or (held.status == "seated" and held.place[0] <= now))
        }

    def _is_offered(self, place: Place) -> bool:
        from_day = self.retired.get(place[1])
        return from_day is None or place[0].date() < from_day

    def add_tables(self, sizes: Sequence[int], now: datetime) -> None:
        """Number the new tables on, and put them into every hour that is not over."""
        self.sizes += sizes
        days = [now.date() + timedelta(days=n) for n in range(DAYS_AHEAD + 1)]
        hours = {
            datetime.combine(day, time(hour), now.tzinfo)
            for day in days
            for hour in range(OPENS, CLOSES)
        }
        for at in hours | {at for at, _ in self.is_free}:
            for n in range(len(self.sizes) if at + HOUR > now else 0):
                if self._is_offered((at, str(n + 1))):
                    self.is_free.setdefault((at, str(n + 1)), True)
        self.line_up(now)

    def holder(self, place: Place) -> str | None:
        """Return the reservation that has a table."""
        return next((own_id for own_id, held in self.held.items() if held.place == place), None)

    def held_as_stored(self) -> dict[str, tuple[object, ...]]:
        """Return what of each reservation is to stand in the book."""
        return {
            own_id: (
                *(held.place, held.stored, held.party, held.status, held.has_restaurant),
                *(held.note, held.allergy),
            )
            for own_id, held in self.held.items()
        }

    def answer(self, wanted: Command, now: datetime) -> str:
        """Return the answer, "done" or the refusals that are right, and remember what it did."""
        if wanted.own_id in self.journal:
            is_gone = isinstance(wanted, Reserve) and wanted.own_id not in self.held
            return "ReservationNotFound" if is_gone else "done"
        if isinstance(wanted, Reserve):
            return self._reserve(wanted, now)
        if isinstance(wanted, Undo):
            return self._undo(wanted, now)
        before = self.held.get(wanted.reservation_id)
        if before is None:
            return "ReservationNotFound"
        after: Held | None = None
        if isinstance(wanted, SetStatus):
            act, after = "status", replace(before, status=wanted.status)
        elif isinstance(wanted, Move):
            act, after = "move", replace(before, place=wanted.place, has_restaurant=True)
        elif isinstance(wanted, Edit):
            act, after = "edit", _edited(before, wanted)
        elif wanted.guest is not None and wanted.guest != before.guest:
            return "ReservationNotFound"
        else:
            act = wanted.act
        return self._write(wanted.own_id, Line(act, wanted.reservation_id, before, after, now))

    def _reserve(self, wanted: Reserve, now: datetime) -> str:
        at, table = wanted.place
        in_that_hour = [held.guest for held in self.held.values() if held.place[0] == at]
        rules = {
            "InvalidPartySize": not 1 <= wanted.party <= 8,
            "InvalidPhone": wanted.guest is None and not wanted.is_walk_in,
            "SlotInPast": now >= at + HOUR,
            "TooEarly": wanted.is_walk_in and at > now + HOUR,
            "TableNotFound": wanted.place not in self.is_free or self.is_gone(wanted.place),
            "TableTooSmall": wanted.party > self._size(table),
            "SlotTaken": not self.is_free.get(wanted.place) or self.holder(wanted.place),
            "AlreadyReserved": not wanted.is_walk_in
            and wanted.guest in in_that_hour
            and not wanted.second_table,
        }
        refusal = next((name for name, says_no in rules.items() if says_no), None)
        if refusal:
            return refusal
        status = "seated" if wanted.is_walk_in else "booked"
        made = Held(wanted.place, wanted.guest, wanted.stored, wanted.party, status, note="")
        act = "walk_in" if wanted.is_walk_in else "reserve"
        return self._write(wanted.own_id, Line(act, wanted.own_id, None, made, now))

    def _undo(self, wanted: Undo, now: datetime) -> str:
        line = self.journal.get(wanted.undone)
        if line is None:
            return "CannotUndo"
        current = self.held.get(line.reservation_id)
        if current != line.after:
            return "ReservationNotFound" if current is None else "ChangedSince"
        if not self._is_last(wanted.undone, line):
            return "ChangedSince"
        undoing = Line("undo", line.reservation_id, current, line.before, now, wanted.undone)
        return self._write(wanted.own_id, undoing, since=line.at)

    def _is_last(self, own_id: str, line: Line) -> bool:
        """Whether nothing that still stands came after a line, if only to the same end."""
        story = sorted(  # by the id where it is the same instant
            (n.at, i) for i, n in self.journal.items() if n.reservation_id == line.reservation_id
        )
        undone: set[str | None] = set()
        for _, each in reversed(story):
            if each not in undone:
                undone.add(self.journal[each].undoes)
        later = [
            self.journal[i] for at, i in story if (at, i) > (line.at, own_id) if i not in undone
        ]
        stands = [n for n in later if n.act != "undo"]
        return own_id not in undone and all(
            n.before == n.after or n.after != line.after for n in stands
        )

    def _write(self, own_id: str, line: Line, since: datetime | None = None) -> str:
        refusals = self._refusals(line, since)
        if refusals and line.act not in ("reserve", "walk_in"):
            return "/".join(refusals)
        self.journal[own_id] = line
        if line.after:
            self.held[line.reservation_id] = line.after
        else:
            self.held.pop(line.reservation_id, None)
        left, wanted = (held and held.place for held in (line.before, line.after))
        if left != wanted:
            self.is_free |= ({left: True} if left else {}) | ({wanted: False} if wanted else {})
            if left in self.leaving:
                self.line_up(line.at, left[0])
        return "done"

    def _refusals(self, line: Line, since: datetime | None) -> list[str]:
        """Return each rule that keeps a reservation from leaving its table or getting another.

        Of its guest's other tables those count that were not there before `since`.
        """
        left, wanted = (held and held.place for held in (line.before, line.after))
        if line.act == "edit" and line.before and line.after:
            is_other = line.after.party != line.before.party
            is_more = (line.after.party or 0) > self._size(line.after.place[1])
            return ["TableTooSmall"] if is_other and is_more else []
        if left == wanted:
            return []
        if line.act == "cancel" and line.before and line.before.status == "done":
            return ["ChangedSince"]
        over = any(place and line.at >= place[0] + HOUR for place in (left, wanted))
        starts = line.before.place[0] if line.before else line.at
        early = line.act == "no_show" and line.at < starts
        rules: dict[str, object] = {"SlotInPast": over, "TooEarly": early}
        if line.after and wanted:
            guests = [
                held.guest
                for own_id, held in self.held.items()
                if own_id != line.reservation_id
                and held.place[0] == wanted[0]
                and held.guest is not None
                and not self._was_there(own_id, since)
            ]
            is_new_hour = not left or left[0] != wanted[0]
            rules |= {
                "TableNotFound": wanted not in self.is_free or self.is_gone(wanted),
                "TableTooSmall": (line.after.party or 1) > self._size(wanted[1]),
                "SlotTaken": not self.is_free.get(wanted) or self.holder(wanted),
                "AlreadyReserved": is_new_hour and line.after.guest in guests,
            }
        return [name for name, says_no in rules.items() if says_no]

    def _was_there(self, own_id: str, since: datetime | None) -> bool:
        acts = ("reserve", "walk_in", "move", "undo")
        lines = [n for n in self.journal.values() if n.reservation_id == own_id and n.act in acts]
        return since is not None and bool(lines) and lines[-1].at < since

    def _size(self, table: str) -> int:
        return dict(enumerate(self.sizes, 1)).get(int(table), 0)

    def is_right(self, told: str, predicted: str, wanted: Command) -> bool:
        """Compare answers; a table that is not there may be told before any other rule."""
        is_missing = isinstance(wanted, Reserve) and wanted.place not in self.is_free
        return told in predicted.split("/") or (
            is_missing and told == "TableNotFound" and predicted != "done"
        )


def _edited(held: Held, wanted: Edit) -> Held:
    """Return a promise with what was spoken of; what is said already stays as it was written."""
    if wanted.party is not None:
        held = replace(held, party=wanted.party)
    if wanted.note is not None and wanted.note != (held.note or ""):
        held = replace(held, note=wanted.note)
    return held if wanted.allergy is None else replace(held, allergy=wanted.allergy)
