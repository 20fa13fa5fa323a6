"""The journal: who did what, at which station, and how it was before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from resv_desktop.domain.reservation import Reservation


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One write of this program.

    at is aware, in the restaurant's zone. host are the initials of who was at the station, "" if
    none were set. before and after are the reservation as it was and as it became, None where
    there was none or the line is about something else; for an entry of the waitlist ("wait",
    "unwait") they have no table. undoes is the id of the line that this one took back, or "".
    can_undo: it is the kind of line that can be taken back. table_id and starts_at (in the
    restaurant's zone) say where it was done, also where there is no reservation.
    """

    id: str
    at: datetime
    act: str
    station: str
    host: str
    before: Reservation | None
    after: Reservation | None
    undoes: str = ""
    can_undo: bool = False
    table_id: str = ""
    starts_at: datetime | None = None


def taken_back(lines: Iterable[Line]) -> dict[str, Line]:
    """Return by the ids of the lines that were taken back the lines that did it.

    Lines come the newest first, without gaps. An undo that was undone itself takes nothing back.
    """
    found: dict[str, Line] = {}
    for line in lines:
        if line.undoes and line.id not in found:
            found[line.undoes] = line
    return found


def months_before(now: datetime, months: int) -> datetime:
    """Return the first instant (UTC) of the month that was so many months ago.

    What is older goes into the archive once a month, and not in crumbs every hour.
    """
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return datetime(years, month + 1, 1, tzinfo=UTC)
