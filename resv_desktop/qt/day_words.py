"""How the lists say tables, hours, parties and counts."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.phone import last_four
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import AllRow, FreeRow, Heading, HourFilter, Row, open_hours
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.seat_now import Seat
from resv_desktop.qt.widgets.state_pill import state_word

translate = QCoreApplication.translate

_EVENING = 17  # from then on, what is left of today is "this evening"


def table_label(table: TableHour) -> str:
    """Say which table: "Table 11"."""
    return translate("Day", "Table {table}").format(table=words.table(table.table_id))


def seats(capacity: int) -> str:
    """Say how many a table seats; "" where nobody knows."""
    if capacity == 0:
        return ""
    if capacity == 1:
        return translate("Day", "1 seat")
    return translate("Day", "{n} seats").format(n=capacity)


def party(size: int | None) -> str:
    """Say a party; "" where another program did not tell its size."""
    if size is None:
        return ""
    return translate("Day", "party of {n}").format(n=size)


def being_taken(stations: Sequence[str]) -> str:
    """Say where a host is about to take a free table: "being taken at Stand 2"."""
    if not stations:
        return ""
    says = translate("Day", "being taken at {stations}")
    return says.format(stations=words.listed(stations))


def being_taken_in_short(stations: Sequence[str]) -> str:
    """Say the same where there is little room."""
    if len(stations) <= 1:
        return being_taken(stations)
    return translate("Day", "being taken at {n} stations").format(n=len(stations))


def stations_in_short(stations: Sequence[str]) -> str:
    """Say only where that is, beside a sign that says the rest: "Stand 2" or "2 stations"."""
    if len(stations) <= 1:
        return "".join(stations)
    return translate("Day", "{n} stations").format(n=len(stations))


def fit(row: FreeRow) -> str:
    """Say how well a table fits, or that it is being taken."""
    if row.taken_at:
        return being_taken_in_short(row.taken_at)
    if row.is_sat_at:
        return still_seated()
    if row.is_best:
        return translate("Day", "Best fit")
    if row.spare == 0:
        return translate("Day", "Fits")
    return translate("Day", "{n} spare").format(n=row.spare)


def still_seated() -> str:
    """Say of a free table that somebody sits there who has no hour left, or whose is to come."""
    return translate("Day", "still seated")


def heading(row: Heading) -> str:
    """Say what an hour still has."""
    if row.can_move:
        free = translate("Day", "full, others can move")
    elif row.free == 0:
        free = translate("Day", "full, waitlist")
    else:
        free = some_free(row.free)
    if row.minutes_left is None or row.can_move:  # beside the hour there is no room for both
        return free
    left = translate("Day", "{n} min left").format(n=row.minutes_left)
    return f"{free}, {left}"


def seat_in_short(seat: Seat, size: int) -> str:
    """Say where a walk-in is seated: "Seat 4 now: table 9, 52 min"."""
    slot = seat.fit.slot
    if seat.is_running:
        says = translate("Day", "Seat {party} now: table {table}, {n} min")
    elif seat.is_at_once:
        says = translate("Day", "Seat {party} now: table {table}, until {hour}")
    else:
        says = translate("Day", "Seat {party} in {n} min: table {table}")
    until = words.hour(slot.ends_at)
    return says.format(party=size, table=words.table(slot.table_id), n=seat.minutes, hour=until)


def moves_in_short(moving: Reshuffle, size: int) -> str:
    """Say which table a walk-in gets once others have moved: "Free table 7 for 4 now"."""
    says = translate("Day", "Free table {table} for {party} now")
    return says.format(table=words.table(moving.slot.table_id), party=size)


def holder(table: TableHour) -> str:
    """Say who holds a table."""
    if table.reservation is None:
        return translate("Day", "Taken, no name is known")
    return words.apart(table.guest) or nobody(table.reservation)


def two_at_a_table(sitting: TableHour) -> str:
    """Say who still sits where another party is about to be seated, and how it is all the same."""
    says = translate(
        "Day",
        "{table} is still seated: {guest}, until {hour}. Press again to seat this party there as "
        "well.",
    )
    return says.format(
        table=table_label(sitting), guest=holder(sitting), hour=words.hour(sitting.ends_at)
    )


def holder_in_short(table: TableHour) -> str:
    """Say who holds a table where there is little room: of a bare number its last four digits."""
    is_named = table.reservation is not None and bool(table.reservation.name)
    four = "" if is_named else last_four(table.phone)
    return words.apart(f"…{four}") if four else holder(table)


def some_free(tables: int) -> str:
    """Say how many are free: "4 free"."""
    return translate("Day", "{n} free").format(n=tables)


def free_words(table: TableHour, *, is_past: bool) -> str:
    """Say until when a free table stays so."""
    if is_past:
        return translate("Day", "was free")
    until = words.hour(table.free_until or table.ends_at)
    return translate("Day", "free until {hour}").format(hour=until)


def spoken(row: Row) -> str:
    """Say a whole row in one sentence, for those who hear it."""
    if isinstance(row, Heading):
        return f"{words.hour(row.starts_at)}, {heading(row)}"
    table = row.table
    label = translate("Day", "table {table}").format(table=words.table(table.table_id))
    parts = [words.hour(table.starts_at), label, seats(table.capacity)]
    if isinstance(row, FreeRow):
        parts.append(state_word("free").lower())
        parts.append(being_taken(row.taken_at) or fit(row).lower())
    elif table.is_free:
        parts.append(free_words(table, is_past=True) if row.is_past else state_word("free").lower())
        parts.append(being_taken(row.taken_at) or (still_seated() if row.is_sat_at else ""))
    else:
        size = table.reservation.party_size if table.reservation else None
        parts += [state_word(table.state).lower(), holder(table), party(size), *marks(row)]
    return ", ".join(part for part in parts if part)


def late(minutes: int) -> str:
    """Say how long a party is awaited: "8 min late"; "" where none is."""
    return translate("Day", "{n} min late").format(n=minutes) if minutes else ""


def uncovered(row: AllRow) -> str:
    """Say that nothing covers a party any more, or ""."""
    if not row.is_uncovered:
        return ""
    return translate("Day", "needs attention: the house does not offer this place")


def uncovered_in_short() -> str:
    """Say the same beside its sign."""
    return translate("Day", "not offered")


def marks(row: Row) -> list[str]:
    """Say what signs at the end of a row stand for, "" where one is missing."""
    if not isinstance(row, AllRow):
        return []
    return [late(row.late), uncovered(row), *held_marks(row.table.reservation)]


def held_marks(held: Reservation | None) -> list[str]:
    """Say what a reservation is marked with, allergy and note; "" where one is missing."""
    if held is None:
        return []
    return [translate("Day", "allergy") if held.allergy else "", note(held)]


def note(held: Reservation) -> str:
    """Say the note of a reservation, or ""."""
    if not held.note:
        return ""
    return translate("Day", "Note: {note}").format(note=words.apart(held.note))


def hint(row: Row) -> str:
    """Return what the pointer is told over a row: what may be cut there."""
    if isinstance(row, Heading):
        return ""
    if row.taken_at:
        return being_taken(row.taken_at)
    if not isinstance(row, AllRow) or row.table.reservation is None:
        return ""
    size = party(row.table.reservation.party_size)
    parts = [holder(row.table), size, *marks(row)]
    return ", ".join(part for part in parts if part)


def count(day: Day, party_size: int, hours: HourFilter, now: datetime, free: int) -> str:
    """Say how many tables are free for a party, and when: "29 free for 4 this evening"."""
    return translate("Day", "{n} free for {party} {when}").format(
        n=free, party=party_size, when=when(day, hours, now)
    )


def when(day: Day, hours: HourFilter, now: datetime) -> str:
    """Say which hours are meant: "at 19:00", "this evening", "today" or "on Sat 14 March"."""
    if hours.at is not None and hours.is_only:
        at = words.hour(hours.at.astimezone(day.restaurant.zone))
        return translate("Day", "at {hour}").format(hour=at)
    if day.on != day.restaurant.business_day(now):
        return translate("Day", "on {day}").format(day=words.day(day.on))
    left = next(open_hours(day, hours, now), None)
    is_late = left is not None and (
        left.starts_at.hour >= _EVENING or left.starts_at.date() > day.on
    )
    if is_late:
        return translate("Day", "this evening")
    return translate("Day", "today")


def filter_words(hours: HourFilter, restaurant: Restaurant) -> str:
    """Say a filter: "All hours", "From 19:00" or "Only 19:00"."""
    if hours.at is None:
        return translate("Day", "All hours")
    at = words.hour(hours.at.astimezone(restaurant.zone))
    if hours.is_only:
        return translate("Day", "Only {hour}").format(hour=at)
    return translate("Day", "From {hour}").format(hour=at)


def nobody(reservation: Reservation) -> str:
    """Say who it is of whom neither name nor number is known."""
    if reservation.is_erased:
        return translate("Day", "Erased guest")
    return translate("Day", "Walk-in")


def facts(reservation: Reservation, guest: str) -> str:
    """Say a reservation: "table 9, Sat 14 March, 20:00, Okafor, party of 4, allergy"."""
    table = translate("Day", "table {table}").format(table=words.table(reservation.table_id))
    parts = [
        table if reservation.table_id else "",  # who waits has none
        words.day(reservation.starts_at.date()),
        words.hour(reservation.starts_at),
        words.apart(guest) or ("" if reservation.reserved_by else nobody(reservation)),
        party(reservation.party_size),
        translate("Day", "allergy") if reservation.allergy else "",
    ]
    return ", ".join(part for part in parts if part)
