"""The calendar file that other programs subscribe to: what is ahead, as it stands in the book."""

import stat
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resv_desktop.exchange.calendar_file import EventWords, calendar_of, marks_of
from resv_desktop.exchange.saving import FileNotMade, not_made, write_file

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_BEFORE: Final = timedelta(days=1)  # the evening that has just ended is still looked at


def write_feed(
    controller: "Controller",
    rest_id: str,
    path: Path,
    *,
    words: EventWords | None = None,
    with_details: bool = False,
) -> bool:
    """Bring the file in line with the book, in one step; return whether it had to change.

    From yesterday to the last day that can be reserved. Who may read a file that is there may
    read the new one; else it is this user alone. Raises FileNotMade, Outage, RestaurantNotFound.
    """
    restaurant = controller.restaurant(rest_id)
    today = restaurant.business_day(controller.now())
    last = today + timedelta(days=restaurant.days_ahead)
    found = controller.reservations_between(rest_id, today - _BEFORE, last)
    marks = marks_of(controller, found)
    data = calendar_of(restaurant, found, marks, words=words, with_details=with_details)
    try:
        is_there = path.parent.is_dir()
    except OSError as error:  # as of a cloud that has gone
        raise not_made(path, error) from error
    if not is_there:
        raise FileNotMade("There is no folder {folder}.", folder=str(path.parent))
    mode = None
    with suppress(OSError):
        if path.read_bytes() == data:
            return False
        mode = stat.S_IMODE(path.stat().st_mode)
    write_file(path, data, mode=mode)
    return True
