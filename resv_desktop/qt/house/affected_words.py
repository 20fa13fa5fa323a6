"""How it is said whom a change of the house hits, why, and where they could go instead."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.house_change import Affected
from resv_desktop.domain.reservation import Called, Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import words

translate = QCoreApplication.translate


@lru_cache(maxsize=8192)  # more than one change may hit
def dialled(number: str, region: str | None) -> str:
    """Return a number as the house dials it; libphonenumber takes its time for each."""
    from resv_desktop.domain.phone import format_phone

    return format_phone(number, region)


def know_numbers(affected: Iterable[Affected], house: Restaurant) -> None:
    """Get the numbers of parties ready to be shown, on the worker that has read them."""
    from resv_desktop.domain.phone import region_of

    region = region_of(house.phone)
    for each in affected:
        if each.reservation.reserved_by:
            dialled(each.reservation.reserved_by, region)


def why_in_short(why: str, held: Reservation) -> str:
    """Say in two or three words why a party has no table, or is to be called: "we are closed"."""
    if why == "moved":
        before = _known(held)
        if _is_skipped(before):
            return translate("Affected", "moved by the clock")
        says = translate("Affected", "moved from {hour}")
        return says.format(hour=_hour(before, beside=held.starts_at))
    return {
        "closed": translate("Affected", "we are closed"),
        "retired": translate("Affected", "table is gone"),
        "too_small": translate("Affected", "table too small"),
        "skipped": translate("Affected", "clock skips it"),
        "repeated": translate("Affected", "hour comes twice"),
    }.get(why, translate("Affected", "hour is gone"))


def why_in_full(why: str, held: Reservation) -> str:
    """Say in one sentence why a party has no table, or is to be called."""
    if why == "moved":
        return _moved(held)
    says = {
        "closed": translate("Affected", "The house is closed on {day} at {hour}."),
        "retired": translate("Affected", "Table {table} is no longer there on {day}."),
        "too_small": translate("Affected", "Table {table} seats fewer on {day} than the party is."),
        "skipped": translate("Affected", "The clock skips this hour on {day}."),
        "repeated": translate(
            "Affected", "The clock shows {hour} twice on {day}; they have the first of the two."
        ),
    }.get(why, translate("Affected", "Table {table} at {hour} on {day} is no longer in the book."))
    told = says.format(
        table=words.apart(words.table(held.table_id)),
        hour=words.hour(held.starts_at),
        day=words.day(held.starts_at.date()),
    )
    return _with_what_they_know(held, told)


def _with_what_they_know(held: Reservation, why: str) -> str:
    """Say first from where a party was moved that has lost the other hour before it was called."""
    is_news = held.called is None and _known(held) != held.starts_at
    return f"{_moved(held)} {why}" if is_news else why


def _moved(held: Reservation) -> str:
    before = _known(held)
    says = (
        translate("Affected", "The clock skips the hour that they had; they were moved to {hour}.")
        if _is_skipped(before)
        else translate("Affected", "They were moved from {before} to {hour}.")
    )
    return says.format(
        before=_hour(before, beside=held.starts_at), hour=_hour(held.starts_at, beside=before)
    )


def _known(held: Reservation) -> datetime:
    """Return the hour that the guest of a party knows, as the clock of the house shows it."""
    return held.moved_from or held.starts_at


def _is_skipped(at: datetime) -> bool:
    """Whether the clock shows no such hour: what it skips is kept a moment behind another one."""
    return at.microsecond > 0


def _hour(at: datetime, *, beside: datetime) -> str:
    """Say an hour, with its day where that is another one than of what it is said beside."""
    if at.date() == beside.date():
        return words.hour(at)
    says = translate("Affected", "{day}, {hour}")
    return says.format(day=words.day(at.date()), hour=words.hour(at))


def _why_on_the_phone(why: str, held: Reservation) -> str:
    """Say why where day, hour and table stand beside it."""
    if why == "moved":
        return _moved(held)
    reason = {
        "closed": translate("Affected", "The house is closed then."),
        "retired": translate("Affected", "The table is no longer there."),
        "too_small": translate("Affected", "The table seats too few."),
        "skipped": translate("Affected", "The clock skips this hour on that day."),
        "repeated": translate("Affected", "The clock shows this hour twice on that day."),
    }.get(why, translate("Affected", "The hour is no longer in the book."))
    return _with_what_they_know(held, reason)


def place(table_id: str, at: datetime, beside: datetime) -> str:
    """Say a table in an hour, with its day where that is another one than of what stands beside."""
    facts = {"table": words.apart(table_id), "hour": words.hour(at)}
    if at.date() == beside.date():
        return translate("Affected", "table {table}, {hour}").format(**facts)
    says = translate("Affected", "table {table}, {day}, {hour}")
    return says.format(day=words.day(at.date()), **facts)


def home_words(home: Slot | None, held: Reservation) -> str:
    """Say where a party goes: "table 9, 20:00"; without a home that it is to be called."""
    if home is None:
        return translate("Affected", "to call")
    return place(home.table_id, home.starts_at, held.starts_at)


def called_words(called: Called | None) -> str:
    """Say that a guest was called, when and by whom: "Called 19:02, AB at Stand 2"; "" if not."""
    if called is None:
        return ""
    says = (
        translate("Affected", "Called {time}, {host} at {station}")
        if called.host
        else translate("Affected", "Called {time}, {station}")
    )
    return says.format(
        time=words.clock(called.at),
        host=words.apart(called.host),
        station=words.apart(called.station),
    )


def is_told_apart(home: Slot | None, held: Reservation) -> bool:
    """Whether the guest has to be told: another table of the same hour is nobody's concern."""
    return home is None or home.starts_at != held.starts_at


def to_say(why: str, home: Slot | None, held: Reservation, *, is_moved: bool) -> str:
    """Say what the guest is to be told on the phone; is_moved says that they have the home."""
    reason = _why_on_the_phone(why, held)
    if home is None:
        return reason
    says = (
        translate("Affected", "{reason} They have {place} instead.")
        if is_moved
        else translate("Affected", "{reason} Free instead: {place}.")
    )
    return says.format(reason=reason, place=home_words(home, held))
