"""The journal: who did what, at which station, and how it was before and after."""

from dataclasses import dataclass
from datetime import datetime

from resv_desktop.domain.reservation import Reservation


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One write of this program.

    at is aware, in the restaurant's zone. host are the initials of who was at the station, "" if
    none were set. before and after are the reservation as it was and as it became, None where
    there was none or the line is about something else; for an entry of the waitlist ("wait",
    "unwait") they have no table. undoes is the id of the line that this one took back, or "".
    """

    id: str
    at: datetime
    act: str
    station: str
    host: str
    before: Reservation | None
    after: Reservation | None
    undoes: str = ""
