"""What the command line answers: tables to be had and reservations found, from the day it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal

from resv_desktop.domain.best_fit import Fit, best_fit, fits, nearest_hours
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.search import digits_of, read_wanted
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt.day import Day
from resv_desktop.qt.due import can_be_cancelled, step_of
from resv_desktop.qt.hour import Hour
from resv_desktop.qt.hour_slots import slots_of
from resv_desktop.qt.reshuffle.room import offer_in
from resv_desktop.qt.seat_now import Seat, offer_now, seats_now, walk_in_hours

_NOON, _CLOCK = 12, 24
_OF_THE_HOUR, _NEAREST, _BESIDE = 3, 4, 2
_FEWEST_DIGITS = 3  # by fewer nobody is looked for
_MOST_LOCAL = 7  # digits; so many are more than the end of a number

Place = Literal["best", "fits", "nearest"]
News = Literal[
    "",
    "nothing open",
    "no such hour",
    "over",
    "not full",
    "full",
    "full day",
    "full now",
    "not now",
    "nobody",
    "party",
    "night",
]
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TakeRow:
    """A free table for the party that was typed; with a number it can be reserved at once.

    place is "best" for the best fit of the hour that was asked for, "nearest" in other hours,
    which lie so far `apart`. is_second where the guest holds another table in that hour.
    """

    fit: Fit
    party: int
    place: Place
    apart: timedelta = timedelta()
    phone: str = ""
    name: str = ""
    taken_at: tuple[str, ...] = ()
    is_second: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same while the book changes around it."""
        return ("take", self.fit.slot.slot_id, self.fit.slot.table_id, str(self.is_second))


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A table at which a party that stands at the door is seated by one key."""

    seat: Seat
    party: int
    phone: str = ""
    name: str = ""

    @property
    def fit(self) -> Fit:
        """The table, and how well it fits."""
        return self.seat.fit

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same while the book changes around it."""
        return ("seat", self.fit.slot.slot_id, self.fit.slot.table_id)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A reservation that has what was typed in its name or number.

    step is the status that its party has next, None where that is not near. can_cancel: there is
    still something to cancel.
    """

    reservation: Reservation
    step: str | None = None
    can_cancel: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same while the book changes around it."""
        return ("found", self.reservation.id)


@dataclass(frozen=True, slots=True)
class WaitRow:
    """An hour that has no table for the party, for which it can wait; slot is any of its tables."""

    slot: Slot
    party: int
    phone: str = ""
    name: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same while the book changes around it."""
        return ("wait", self.slot.slot_id)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A full hour in which a table can be freed for the party, by moving others."""

    moving: Reshuffle
    party: int
    is_walk_in: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same while the book changes around it."""
        return ("move", self.moving.slot.slot_id, self.moving.slot.table_id)


Row = TakeRow | SeatRow | FoundRow | WaitRow | MoveRow


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows in the order of their use, and what there is to say about the day."""

    rows: tuple[Row, ...] = ()
    news: News = ""
    hour: datetime | None = None  # the hour that was asked for, in the restaurant's zone


def answer(
    line: TypedLine,
    day: Day,
    now: datetime,
    party: int,
    takers: Takers,
    found: Sequence[Reservation],
) -> Answer:
    """Answer a line from what is known of the day it means; party is used where none was typed.

    Where anything of the line is not understood, its rows are there to be looked at: none reserves,
    seats or marks anybody. Nor does a line that asks for a table mark who was found.
    """
    is_clear = not line.unclear
    if not is_clear:
        line = replace(line, e164="")
    left_last = sorted(found, key=lambda reservation: not is_coming(reservation, now))
    reservations = [
        FoundRow(held, step_of(held, now) if is_clear else None, can_be_cancelled(held, now))
        for held in left_last
    ]
    if not line.pieces:
        return Answer()
    if line.is_search:
        is_asked = can_find(line)
        return Answer(tuple(reservations), "nobody" if is_asked and not reservations else "")
    is_whole = line.party is not None and line.hour is not None
    unclear = sum(piece.part == "unclear" for piece in line.pieces)
    if unclear == 1 and line.near is not None and line.hour is None:
        beside = _beside(line, line.near, day, now, line.party or party, takers)
        return Answer((*beside, *reservations), "party")
    if not is_whole and unclear:
        return Answer(tuple(reservations), "party")
    tables = _tables(line, day, now, line.party or party, takers)
    if _may_be_the_night_before(line, tables.hour, now):
        rows_there = [
            replace(row, phone="") if isinstance(row, (TakeRow, WaitRow)) else row
            for row in tables.rows
        ]
        tables = replace(tables, rows=tuple(rows_there), news=tables.news or "night")
    if is_clear and (line.is_only_party or line.is_walk_in):
        tables = _with_seats(tables, line, day, now, line.party or party, takers)
    is_only_number = line.has_number and line.hour is None and line.party is None
    if not (is_only_number or tables.rows):
        reservations = [replace(row, step=None) for row in reservations]
    rows = (*reservations, *tables.rows) if is_only_number else (*tables.rows, *reservations)
    return replace(tables, rows=rows)


def _may_be_the_night_before(line: TypedLine, at: datetime | None, now: datetime) -> bool:
    """Whether an hour past midnight is of the evening that was typed, or of the one before it.

    Only where the midnight at which the typed day begins is still to come.
    """
    if line.day is None or at is None or at.date() == line.day:
        return False
    return at - timedelta(days=1) > now


def can_find(line: TypedLine) -> bool:
    """Whether enough was typed to look for somebody."""
    return len(digits_of(line.phone)) >= _FEWEST_DIGITS or bool(line.name)


def matching(line: TypedLine, reservations: Iterable[Reservation]) -> list[Reservation]:
    """Return the reservations of a number, of the end of one, or with a piece of a name."""
    if not can_find(line):
        return []
    digits, name = digits_of(line.e164 or line.phone), read_wanted(line.name)
    by_number = len(digits) >= _FEWEST_DIGITS
    return [
        reservation
        for reservation in sorted(reservations, key=lambda r: (r.starts_at, r.table_id))
        if (by_number and _is_same(digits_of(reservation.reserved_by), digits))
        or (not by_number and name.pieces and name.is_in(reservation.name))
    ]


def with_others(
    here: Sequence[Reservation], day: Day, found: Iterable[Reservation]
) -> list[Reservation]:
    """Add to what was found on a day, as it is known now, what the book has on other days."""
    first, end = day.restaurant.bounds(day.on)
    others = (r for r in found if not first <= r.starts_at.astimezone(UTC) < end)
    return [*here, *others]


def _is_same(stored: str, digits: str) -> bool:
    """Whether digits end a number; another program may have stored it as it is dialled here."""
    at_home = stored.lstrip("0")
    return stored.endswith(digits) or (len(at_home) >= _MOST_LOCAL and digits.endswith(at_home))


# --- tables


def _tables(line: TypedLine, day: Day, now: datetime, party: int, takers: Takers) -> Answer:
    still_open = [hour for hour in day.hours_offered if not hour.is_over(now)]
    if not still_open:
        return Answer(news="over" if day.hours_offered else "nothing open")
    if line.hour is None:
        best = (best_fit(slots_of(hour), party, takers) for hour in still_open)
        rows = [_take(line, party, fit, "best", takers) for fit in best if fit is not None]
        return Answer(tuple(rows), "" if rows else "full day")
    at, hour = hour_meant(line, day, now)
    others = _nearest(line, at, day, now, party, takers, _NEAREST)
    if hour is None or hour.is_over(now) or not hour.is_offered:
        return Answer(tuple(others), _why_none(hour, at.astimezone(UTC), day, now), at)
    here = [
        _take(line, party, fit, "fits" if n else "best", takers)
        for n, fit in enumerate(fits(slots_of(hour), party, takers)[:_OF_THE_HOUR])
    ]
    if here:
        return Answer((*here, *others), "not full" if line.has_sign else "", at)
    full: News = "full" if others else "full day"
    wait = WaitRow(hour.by_table[0].as_slot(), party, line.e164, line.name)
    moving = offer_in(hour, party)
    move = () if moving is None else (MoveRow(moving, party),)
    all_rows: tuple[Row, ...] = (*move, *others, wait)
    if line.has_sign:
        all_rows = (wait, *move, *others)
    elif line.e164:  # two Enters reserve no other hour
        all_rows = (*move, wait, *others)
    return Answer(all_rows, full, at)


def _why_none(hour: Hour | None, at: datetime, day: Day, now: datetime) -> News:
    """Return why nothing is free in an hour that is over, or that the house has not."""
    if hour is None:  # those that were over when the house was set up are in no book
        return "over" if at + LASTS <= now and day.restaurant.is_open_at(at) else "no such hour"
    return "over" if hour.is_over(now) else "no such hour"


def _beside(
    line: TypedLine, near: time, day: Day, now: datetime, party: int, takers: Takers
) -> list[TakeRow]:
    """Return the free hours beside a time that is none, to be looked at as all that is unclear."""
    if not day.hours:
        return []
    clock = [near.replace(hour=hour) for hour in _on_clock(line, near.hour)]
    return _nearest(line, _closest(day, clock), day, now, party, takers, _BESIDE)


def _nearest(
    line: TypedLine, at: datetime, day: Day, now: datetime, party: int, takers: Takers, most: int
) -> list[TakeRow]:
    """Return so many free hours of a day at most, the nearest to a time first."""
    slots = [slot for hour in day.hours for slot in slots_of(hour)]
    return [
        _take(line, party, fit, "nearest", takers, _start(fit.slot) - at.astimezone(UTC))
        for fit in nearest_hours(slots, party, at, now, takers)[:most]
    ]


def _with_seats(
    tables: Answer, line: TypedLine, day: Day, now: datetime, party: int, takers: Takers
) -> Answer:
    """Put where the party can be seated at once before what can be reserved."""
    seats = seats_now(day, party, now, takers)
    rows: list[Row] = [SeatRow(seat, party, line.e164, line.name) for seat in seats]
    news = tables.news
    if not rows and (moving := offer_now(day, party, now)) is not None:
        rows, news = [MoveRow(moving, party, is_walk_in=True)], "full now"
        return replace(tables, rows=(*rows, *tables.rows), news=news)
    if not rows and walk_in_hours(day, now):
        news = "full now"
    elif not rows and line.is_walk_in:
        news = "not now"
    others = () if rows and line.is_walk_in else tables.rows  # who stands there wants to sit
    return replace(tables, rows=(*rows, *others), news=news)


def first_choice(line: TypedLine, answered: Answer) -> int | None:
    """Return the row that Enter means at once: to seat a walk-in, or the next step of a party.

    Who alone was found is shown, if not due. None where the host has to choose first, and where
    anything is not understood.
    """
    rows = answered.rows
    if line.unclear:
        return None
    if rows and isinstance(rows[0], (SeatRow, WaitRow, MoveRow)):
        return 0
    if not line.is_search:
        return None
    near = [n for n, row in enumerate(rows) if isinstance(row, FoundRow) and row.step]
    if len(rows) == 1:
        return 0
    return near[0] if len(near) == 1 else None


def hour_meant(line: TypedLine, day: Day, now: datetime) -> tuple[datetime, Hour | None]:
    """Return when the typed hour begins on this day, and the hour itself where the house has it.

    A "9" is 21:00 where the house is not open at nine in the morning, or that is over; 00:00 is
    the coming midnight in a house that is open then.
    """
    assert line.hour is not None
    clock = _on_clock(line, line.hour)
    meant = [hour for each in clock for hour in day.hours_near if hour.starts_at.hour == each]
    left = [hour for hour in meant if hour.is_offered and not hour.is_over(now)]
    if meant:
        hour = (left or meant)[0]
        return hour.starts_at, hour
    return _closest(day, [time(line.hour)]), None


def _on_clock(line: TypedLine, hour: int) -> list[int]:
    """Return the hours of the clock that a typed one may be: a "9" is 9:00 or 21:00."""
    is_either = not line.is_hour_sure and hour <= _NOON
    return [hour, (hour + _NOON) % _CLOCK] if is_either else [hour]


def _closest(day: Day, clock: Iterable[time]) -> datetime:
    """Return when it is such a time closest to the hours of a day that has some."""
    days = (day.on, day.on + timedelta(days=1))
    times = [datetime.combine(on, each, day.restaurant.zone) for on in days for each in clock]
    return min(times, key=lambda at: _from_hours(day, at))


def _from_hours(day: Day, at: datetime) -> timedelta:
    return min(abs(hour.at - at.astimezone(UTC)) for hour in day.hours)


def _take(
    line: TypedLine,
    party: int,
    fit: Fit,
    place: Place,
    takers: Takers,
    apart: timedelta = timedelta(),
) -> TakeRow:
    taken_at = takers.get((fit.slot.slot_id, fit.slot.table_id), ())
    return TakeRow(fit, party, place, apart, line.e164, line.name, taken_at)


def _start(slot: Slot) -> datetime:
    return slot.starts_at.astimezone(UTC)


def is_coming(reservation: Reservation, now: datetime) -> bool:
    """Whether the hour of a reservation has not ended."""
    return reservation.starts_at.astimezone(UTC) + LASTS > now


def is_for_the_door(row: Row | None) -> bool:
    """Whether a row seats who stands at the door, at once or once others have moved."""
    return isinstance(row, SeatRow) or (isinstance(row, MoveRow) and row.is_walk_in)
