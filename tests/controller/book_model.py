"""The book in sixty lines: what a host may expect of it, without a database, races or crashes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

OPENS, CLOSES, DAYS_AHEAD = 18, 21, 7
HOUR = timedelta(hours=1)
Place = tuple[datetime, str]  # an hour's start and a table's label


@dataclass(frozen=True)
class Held:
    """A promise: who has a table, under which form of the number; party is None if not said."""

    place: Place
    guest: int
    stored: str
    party: int | None


@dataclass(frozen=True)
class Reserve:
    """A host wants a table; own_id is the write's and the reservation's."""

    own_id: str
    place: Place
    guest: int | None  # None: a number under which nobody can be reached
    stored: str
    party: int
    second_table: bool


@dataclass(frozen=True)
class Cancel:
    """A host wants a reservation gone; guest is None where no phone is given."""

    own_id: str
    reservation_id: str
    guest: int | None


@dataclass
class Model:
    """Tables with their flags, reservations by id, and the journal as (id, act, reservation)."""

    sizes: list[int] = field(default_factory=list)
    is_free: dict[Place, bool] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    journal: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add_tables(self, sizes: Sequence[int], now: datetime) -> None:
        """Number the new tables on, and put them into every hour that is not over."""
        self.sizes += sizes
        days = [now.date() + timedelta(days=n) for n in range(DAYS_AHEAD + 1)]
        hours = {
            datetime.combine(day, time(hour), now.tzinfo)
            for day in days
            for hour in range(OPENS, CLOSES)
        }
        for at in hours | {at for at, _ in self.is_free}:
            for n in range(len(self.sizes) if at + HOUR > now else 0):
                self.is_free.setdefault((at, str(n + 1)), True)

    def holder(self, place: Place) -> str | None:
        """Return the reservation that has a table."""
        return next((own_id for own_id, held in self.held.items() if held.place == place), None)

    def reserve(self, wanted: Reserve, now: datetime) -> str:
        """Return the answer, "done" or the refusal's name, and remember what it did."""
        if wanted.own_id in self.journal:
            return "done" if wanted.own_id in self.held else "ReservationNotFound"
        answer = self._why_not(wanted, now) or "done"
        if answer == "done" and wanted.guest is not None:
            made = Held(wanted.place, wanted.guest, wanted.stored, wanted.party)
            self.held[wanted.own_id] = made
            self.is_free[wanted.place] = False
            self.journal[wanted.own_id] = ("reserve", wanted.own_id)
        return answer

    def _why_not(self, wanted: Reserve, now: datetime) -> str | None:
        at, table = wanted.place
        in_that_hour = [held.guest for held in self.held.values() if held.place[0] == at]
        rules = {
            "InvalidPartySize": not 1 <= wanted.party <= 8,
            "InvalidPhone": wanted.guest is None,
            "SlotInPast": now >= at + HOUR,
            "TableNotFound": wanted.place not in self.is_free,
            "TableTooSmall": wanted.party > dict(enumerate(self.sizes, 1)).get(int(table), 0),
            "SlotTaken": not self.is_free.get(wanted.place) or self.holder(wanted.place),
            "AlreadyReserved": wanted.guest in in_that_hour and not wanted.second_table,
        }
        return next((name for name, says_no in rules.items() if says_no), None)

    def cancel(self, wanted: Cancel, now: datetime) -> str:
        """Return the answer, and remember what it did."""
        held = self.held.get(wanted.reservation_id)
        if held is None:
            return "done" if wanted.own_id in self.journal else "ReservationNotFound"
        if wanted.guest not in (None, held.guest):
            return "ReservationNotFound"
        if now >= held.place[0] + HOUR:
            return "SlotInPast"
        del self.held[wanted.reservation_id]
        self.is_free[held.place] = True
        self.journal[wanted.own_id] = ("cancel", wanted.reservation_id)
        return "done"

    def is_right(self, told: str, predicted: str, wanted: Reserve | Cancel) -> bool:
        """Compare answers; a table that is not there may be told before any other rule."""
        is_missing = isinstance(wanted, Reserve) and wanted.place not in self.is_free
        return told == predicted or (is_missing and told == "TableNotFound" and predicted != "done")

    def answer(self, wanted: Reserve | Cancel, now: datetime) -> str:
        """Do either."""
        if isinstance(wanted, Reserve):
            return self.reserve(wanted, now)
        return self.cancel(wanted, now)
