"""How it is said what is remembered of a guest."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.guest import Guest
from resv_desktop.qt import words

translate = QCoreApplication.translate

_LONGEST_NOTE = 90


def known(guest: Guest, today: date) -> str:
    """Say what is known of a guest, in sentences; what comes first is what is told aloud."""
    name = translate("Guest", "Known guest: {name}.").format(name=words.apart(guest.name))
    says = [name if guest.name else translate("Guest", "Known guest.")]
    if guest.has_allergy:
        says.append(translate("Guest", "Has an allergy."))
    if guest.visits or guest.no_shows:
        says.append(f"{_visits(guest, today)}, {_missed(guest.no_shows)}.")
    elif not guest.upcoming:
        says.append(translate("Guest", "No visit yet."))
    if guest.upcoming:
        says.append(_ahead(guest, today))
    if guest.last_note:
        note = guest.last_note
        short = note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1].rstrip()}…"
        says.append(translate("Guest", "Last note: {note}").format(note=words.apart(short)))
    return " ".join(says)


def _visits(guest: Guest, today: date) -> str:
    if guest.last_visit is None:
        return translate("Guest", "No visit yet")
    if guest.visits == 1:
        says = translate("Guest", "1 visit, on {day}")
    else:
        says = translate("Guest", "{n} visits, last on {day}")
    return says.format(n=guest.visits, day=_day(guest.last_visit, today))


def _missed(no_shows: int) -> str:
    if no_shows == 0:
        return translate("Guest", "no missed reservations")
    if no_shows == 1:
        return translate("Guest", "1 missed reservation")
    return translate("Guest", "{n} missed reservations").format(n=no_shows)


def _ahead(guest: Guest, today: date) -> str:
    first, more = guest.upcoming[0], len(guest.upcoming) - 1
    if more == 0:
        says = translate("Guest", "Has table {table} on {day} at {hour}.")
    else:
        says = translate("Guest", "Has table {table} on {day} at {hour}, and {n} more ahead.")
    return says.format(
        table=words.table(first.table_id),
        day=_day(first.starts_at, today),
        hour=words.hour(first.starts_at),
        n=more,
    )


def _day(at: datetime, today: date) -> str:
    """Say a day, and its year where that is another one."""
    on = at.date()
    return words.day(on) if on.year == today.year else words.day_and_year(on)
