"""How it is said what is known of a guest, what was removed, and what nobody can remove."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.guests_data import Erasure, Traces
from resv_desktop.forgetting import Cleaned
from resv_desktop.qt import words

translate = QCoreApplication.translate


def months(count: int) -> str:
    """Say for how long what is known of guests stays."""
    if count == 0:
        return translate("Guests", "For ever")
    return translate("Guests", "{n} months").format(n=count)


def found(traces: Traces) -> str:
    """Say what there is of a guest in the book, a line for each kind."""
    if traces.is_empty:
        return translate("Guests", "Nothing in the book has this number.")
    counts = _counts(traces.reservations, traces.lines, traces.waiting, traces.mentions)
    return "\n".join([translate("Guests", "In the book there are:"), *counts])


def receipt(
    erasure: Erasure, cleaned: Cleaned | None, *, house: str, number: str, local: datetime
) -> list[str]:
    """Return the lines of a receipt; number is masked, local the instant on the house's clock."""
    return [
        translate("Guests", "Receipt: what was known of a guest was erased"),
        "",
        *_head(erasure, house, number, local),
        "",
        translate("Guests", "Removed from the book:"),
        *_counts(erasure.reservations, erasure.lines, erasure.waiting, erasure.mentions),
        *_here(cleaned),
        "",
        translate("Guests", "What stays, and where:"),
        *_stays(erasure, cleaned),
    ]


def _head(erasure: Erasure, house: str, number: str, local: datetime) -> Iterator[str]:
    yield translate("Guests", "Restaurant: {name}").format(name=words.apart(house))
    says = translate("Guests", "Number: {number} (the whole of it is not kept)")
    yield says.format(number=words.apart(number))
    says = translate("Guests", "When: {day}, {time}, at {station}")
    yield says.format(
        day=words.day_and_year(local.date()),
        time=words.clock(local),
        station=words.apart(erasure.station),
    )
    yield translate("Guests", "Receipt number: {id}").format(id=words.apart(erasure.id))


def _counts(reservations: int, lines: int, waiting: int, mentions: int) -> list[str]:
    said = [
        (reservations, translate("Guests", "Reservations with number, name and note: {n}")),
        (lines, translate("Guests", "Lines of the history: {n}")),
        (waiting, translate("Guests", "Entries of the waitlist: {n}")),
        (mentions, translate("Guests", "Texts about others that name the number: {n}")),
    ]
    nothing = translate("Guests", "Nothing")
    return [f"• {says.format(n=count)}" for count, says in said if count] or [f"• {nothing}"]


def _here(cleaned: Cleaned | None) -> list[str]:
    if cleaned is None:
        return []
    said = [
        (cleaned.rows, translate("Guests", "Entries of this station's memory: {n}")),
        (cleaned.lines, translate("Guests", "Lines in the files of the old history: {n}")),
        (cleaned.sheets, translate("Guests", "Kept day sheets, made anew: {n}")),
        (
            cleaned.papers,
            translate(
                "Guests",
                "Call lists and other kept sheets, deleted: {n}. A call list that is still needed "
                "can be made again.",
            ),
        ),
        (
            cleaned.digits,
            translate(
                "Guests",
                "Names and last digits in the logs: {n}. It cannot be told for certain whose they "
                "are, so those of all guests were crossed out.",
            ),
        ),
    ]
    nothing = translate("Guests", "Nothing")
    counts = [f"• {says.format(n=count)}" for count, says in said if count]
    head = translate("Guests", "Removed from the files of this station:")
    return ["", head, *(counts or [f"• {nothing}"])]


def _stays(erasure: Erasure, cleaned: Cleaned | None) -> list[str]:
    said = [
        translate(
            "Guests",
            "Visits and missed reservations stay counted, under a code that only this book can "
            "work out from the number.",
        ),
        _backups(cleaned),
        translate(
            "Guests",
            "Other stations remove it from their own files when they hear of it, at the latest "
            "when they are started next.",
        ),
        translate(
            "Guests",
            "The database's own log of changes, and free places in its files, hold it until they "
            "are written over.",
        ),
        translate(
            "Guests",
            "What was printed, exported or saved elsewhere by hand, and an evening that is being "
            "rehearsed, is out of reach.",
        ),
    ]
    if cleaned is not None and cleaned.unreadable:
        says = translate("Guests", "Files of the old history that cannot be read any more: {n}.")
        said.append(says.format(n=cleaned.unreadable))
    if erasure.kept:
        says = translate("Guests", "New entries made meanwhile, kept: {n}.")
        said.append(says.format(n=erasure.kept))
    return [f"• {each}" for each in said]


def _backups(cleaned: Cleaned | None) -> str:
    says = translate(
        "Guests",
        "Backups that were made before hold it ({n} on this machine). Daily ones go after two "
        "weeks, all others when somebody deletes them. If one is restored, erase the guest again.",
    )
    return says.format(n=cleaned.backups if cleaned else 0)
