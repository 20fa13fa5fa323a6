"""Reservations into files and out of them at the terminal."""

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from resv_desktop.domain.restaurant import meant
from resv_desktop.exchange.saving import FORMS, FileNotMade, save_reservations

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


def export(
    controller: "Controller",
    restaurant_id: str,
    file: Path,
    *,
    first: date | None,
    last: date | None,
    delimiter: str,
    overwrite: bool,
) -> None:
    """Save reservations as CSV or iCalendar, by the end of the file's name; say how many.

    From the running day to the last day that can be reserved, where nothing else is asked for.
    Raises RestaurantNotFound, FileNotMade, Outage.
    """
    form = file.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise FileNotMade('"{file}" ends neither in .csv nor in .ics.', file=file.name)
    if file.exists() and not overwrite:
        raise FileNotMade("{file} is there already; --overwrite replaces it.", file=str(file))
    restaurant = meant(controller.restaurants(), restaurant_id)
    first = first or restaurant.business_day(controller.now())
    last = last or max(first, restaurant.business_day(controller.now())) + timedelta(
        days=restaurant.days_ahead
    )
    count = save_reservations(
        controller, restaurant, first, last, file, form=form, delimiter=delimiter, progress=_told
    )
    print(f"{restaurant.name}, {first} to {last}: {count} reservations in {file}")


def _told(done: int, total: int) -> None:
    if sys.stderr.isatty() and done < total:
        print(f"{done} of {total}", end="\r", file=sys.stderr)
