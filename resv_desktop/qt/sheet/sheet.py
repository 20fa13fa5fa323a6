"""What stands on the day sheet, in words, before anything is laid out or painted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.masking import mask_phones
from resv_desktop.domain.reservation import LONGEST_TEXT, Reservation
from resv_desktop.domain.slot import LASTS
from resv_desktop.domain.waiting import Waiting, in_order
from resv_desktop.domain.words import one_line
from resv_desktop.pace import breathe
from resv_desktop.qt import words
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_words import seats as seats_words
from resv_desktop.qt.hour import Hour, TableHour
from resv_desktop.qt.widgets.state_pill import state_word

translate = QCoreApplication.translate

PDF: Final = "pdf"  # where a sheet goes, as the settings keep it
PRINTER: Final = "printer:"  # and the printer's name behind it
LAST_DIGITS: Final = 4
BLANKS: Final = 3  # rows to write in for each hour that has a free table
BLANKS_WITHOUT_HOURS: Final = 12


class SheetNotMade(Refusal):
    """The day sheet could not be saved or printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One table that is taken, or one party that waits: all that paper tells of a guest.

    allergy is the word with which the note begins where there is one, else "". Who waits has no
    table, and its status says since when.
    """

    table: str
    party: str
    name: str
    digits: str
    note: str
    status: str
    allergy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHour:
    """One hour: who comes, what is free, who waits, and how many empty rows to write in."""

    title: str
    count: str
    rows: tuple[SheetRow, ...]
    free: str
    blanks: int
    waitlist: str = ""
    waiting: tuple[SheetRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One business day. as_of says until when it is true; warning is "" while that is now.

    unknown is what the sheet cannot tell, "" where it tells all.
    """

    house: str
    day: str
    as_of: str
    warning: str
    unknown: str
    count: str
    foot: str
    hours: tuple[SheetHour, ...]

    @property
    def title(self) -> str:
        """Say which house and day this is."""
        return f"{self.house}, {self.day}"


def sheet_of(day: Day, now: datetime, station: str, *, is_live: bool) -> Sheet:
    """Put a day into the words of its sheet; is_live says that it is known to be as it is now."""
    here = day.restaurant.local
    as_of, made = here(day.read_at), here(now)
    as_of_words = words.hour(as_of)
    is_of_another_day = day.restaurant.business_day(as_of) != day.on
    if is_of_another_day or as_of.date() != made.date():
        as_of_words = f"{words.day(as_of.date())}, {as_of_words}"
    warning = translate(
        "Sheet",
        "Not live since {as_of}. What was reserved or cancelled after that is not on this sheet.",
    )
    foot = translate("Sheet", "Made {day}, {time}, at {station}")
    return Sheet(
        house=one_line(day.restaurant.name),
        day=words.day_and_year(day.on),
        as_of=translate("Sheet", "As of {time}").format(time=as_of_words),
        warning="" if is_live else warning.format(as_of=as_of_words),
        unknown=translate("Sheet", "It is not known who waits: the waitlist is not on this sheet.")
        if day.waiting is None
        else "",
        count=_count([table for hour in day.hours for table in hour.by_table]),
        foot=foot.format(
            day=words.day(made.date()), time=words.hour(made), station=words.apart(station)
        ),
        hours=(*(tuple(_hours(day, now)) or (_no_hours(),)), *_hours_gone(day, now)),
    )


def _hours(day: Day, now: datetime) -> Iterator[SheetHour]:
    for hour in day.hours:
        breathe()
        taken = [table for table in hour.by_table if not table.is_free]
        free = [] if hour.is_over(now) else [t for t in hour.by_size if t.is_free]
        waits = () if hour.is_over(now) else day.waiting or ()
        waiting = [entry for entry in in_order(waits) if entry.starts_at.astimezone(UTC) == hour.at]
        yield SheetHour(
            title=_title(hour.starts_at, day),
            count=_count(hour.by_table),
            rows=tuple(_row(table) for table in taken),
            free=_free(hour, free, is_over=hour.is_over(now)),
            blanks=min(BLANKS, len(free)),
            waitlist=_waitlist(len(waiting)),
            waiting=tuple(_waiting_row(entry, day) for entry in waiting),
        )


def _title(at: datetime, day: Day) -> str:
    """Say which hour it is, with its date where that is not the day's."""
    title = words.hour(at)
    return title if at.date() == day.on else f"{title} ({words.day(at.date())})"


def _hours_gone(day: Day, now: datetime) -> Iterator[SheetHour]:
    """Yield who waits for an hour that the book has no longer: they are to be told."""
    here = {hour.at for hour in day.hours}
    left = [
        entry
        for entry in in_order(day.waiting or ())
        if (at := entry.starts_at.astimezone(UTC)) not in here and at + LASTS > now
    ]
    for at, entries in groupby(left, key=lambda entry: entry.starts_at):
        waiting = list(entries)
        yield SheetHour(
            title=_title(at, day),
            count="",
            rows=(),
            free=translate("Sheet", "This hour is no longer in the book."),
            blanks=0,
            waitlist=_waitlist(len(waiting)),
            waiting=tuple(_waiting_row(entry, day) for entry in waiting),
        )


def _waitlist(parties: int) -> str:
    if parties == 0:
        return ""
    if parties == 1:
        return translate("Sheet", "Waitlist: 1 party waits for a table")
    return translate("Sheet", "Waitlist: {n} parties wait for a table").format(n=parties)


def _waiting_row(entry: Waiting, day: Day) -> SheetRow:
    since = day.restaurant.local(entry.since_at)
    at = words.hour(since)
    if since.date() != entry.starts_at.date():
        at = f"{words.short_day(since.date())}, {at}"
    return SheetRow(
        table="",
        party=str(entry.party_size),
        name=_discreet(entry.name),
        digits=last_digits(entry.phone),
        note=_discreet(entry.note),
        status=translate("Sheet", "since {time}").format(time=at),
    )


def _no_hours() -> SheetHour:
    return SheetHour(
        title=translate("Sheet", "No hours"),
        count="",
        rows=(),
        free=translate("Sheet", "The book has no hours for this day."),
        blanks=BLANKS_WITHOUT_HOURS,
    )


def _row(table: TableHour) -> SheetRow:
    held = table.reservation
    if held is None:
        name = translate("Sheet", "Taken, no name is known")
        return SheetRow(
            table=words.table(one_line(table.table_id)),
            party="",
            name=name,
            digits="",
            note="",
            status=state_word(table.state),
        )
    return SheetRow(
        table=words.table(one_line(table.table_id)),
        party="" if held.party_size is None else str(held.party_size),
        name=_discreet(held.name) or _nameless(held),
        digits=last_digits(held.reserved_by),
        note=_note(held),
        status=_status(table),
        allergy=translate("Sheet", "Allergy") if held.allergy else "",
    )


def _status(table: TableHour) -> str:
    state = state_word(table.state)
    if not table.is_uncovered:
        return state
    return translate("Sheet", "{state}, not offered").format(state=state)


def last_digits(phone: str) -> str:
    """Return the last four digits of a number in any form: all of it that paper may carry."""
    return "".join(char for char in phone if char.isdecimal())[-LAST_DIGITS:]


def _nameless(held: Reservation) -> str:
    if held.is_erased:
        return translate("Sheet", "Erased guest")
    return "" if held.reserved_by else translate("Sheet", "Walk-in")


def _note(held: Reservation) -> str:
    note = _discreet(held.note)
    if not held.allergy:
        return note
    allergy = translate("Sheet", "Allergy")
    return f"{allergy}: {note}" if note else allergy


def _discreet(text: str) -> str:
    """Return a name or note on one line, numbers in it shortened as the guest's own is."""
    text = mask_phones(one_line(text))
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} …"


def _free(hour: Hour, free: list[TableHour], *, is_over: bool) -> str:
    if is_over:
        return ""
    if not free:
        return translate("Sheet", "No table is free.") if hour.by_table else ""
    by_seats = (
        f"{', '.join(words.table(one_line(t.table_id)) for t in tables)} ({seats_words(seats)})"
        for seats, tables in groupby(free, key=lambda table: table.capacity)
    )
    return translate("Sheet", "Free: {tables}").format(tables="; ".join(by_seats))


def _count(tables: list[TableHour] | tuple[TableHour, ...]) -> str:
    held = [table.reservation for table in tables if table.reservation is not None]
    if not held:
        return translate("Sheet", "no reservations")
    covers = sum(reservation.party_size or 0 for reservation in held)
    if len(held) == 1:
        return translate("Sheet", "1 reservation, covers: {covers}").format(covers=covers)
    says = translate("Sheet", "{n} reservations, covers: {covers}")
    return says.format(n=len(held), covers=covers)
