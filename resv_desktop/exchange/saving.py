"""The reservations of some days, read from the book and saved as one file."""

import errno
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.exchange.calendar_file import EventWords, calendar_of, marks_of
from resv_desktop.exchange.cells import COMMA
from resv_desktop.exchange.csv_file import csv_of
from resv_desktop.settings import write_private

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

CSV: Final = "csv"
CALENDAR: Final = "ics"
FORMS: Final = (CSV, CALENDAR)
_DAYS_AT_A_TIME = 31  # a month of a busy house is read in a moment

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


class FileNotMade(Refusal):
    """Reservations could not be saved into a file, or are not to be."""


def save_reservations(
    controller: "Controller",
    restaurant: Restaurant,
    first: date,
    last: date,
    path: Path,
    *,
    form: str = CSV,
    delimiter: str = COMMA,
    words: EventWords | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> int | None:
    """Save the business days from first to last, both included; return how many reservations.

    Only this user can read the file, and it is there whole or not at all. Stopped, nothing is
    saved and None returned. Raises FileNotMade, Outage.
    """
    found = read_reservations(controller, restaurant, first, last, progress=progress, stop=stop)
    if found is None:
        return None
    if form == CALENDAR:
        data = calendar_of(restaurant, found, marks_of(controller, found), words=words)
    else:
        data = csv_of(restaurant, found, delimiter)
    write_file(path, data)
    return len(found)


def read_reservations(
    controller: "Controller",
    restaurant: Restaurant,
    first: date,
    last: date,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[Reservation] | None:
    """Read business days month by month; None where it was stopped. Raises FileNotMade."""
    if last < first:
        raise FileNotMade(
            "The first day, {first}, comes after the last, {last}.",
            first=first.isoformat(),  # with the year, which may be what is wrong
            last=last.isoformat(),
        )
    total = (last - first).days + 1
    found: list[Reservation] = []
    for done in range(0, total, _DAYS_AT_A_TIME):
        if stop is not None and stop():
            return None
        start = first + timedelta(days=done)
        end = min(start + timedelta(days=_DAYS_AT_A_TIME - 1), last)
        found += controller.reservations_between(restaurant.id, start, end)
        if progress is not None:
            progress(min(done + _DAYS_AT_A_TIME, total), total)
    return found


def write_file(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Put a file in the place of an older one, in one step. Raises FileNotMade.

    Only this user can read it, unless another mode is given.
    """
    try:
        write_private(path, data, mode=mode)
    except OSError as error:
        raise not_made(path, error) from error


def not_made(path: Path, error: OSError) -> FileNotMade:
    """Return the sentence for a file that the system does not let us write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileNotMade("{file} could not be saved: the disk is full.", file=str(path))
    return FileNotMade(
        "{file} could not be saved: {why}.", file=str(path), why=error.strerror or str(error)
    )
