"""What a house offers in the hours ahead: which tables at which instants, and why not another."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.restaurant import LARGEST_TABLE, SMALLEST_TABLE, Restaurant, Table

# Why a house does not keep a table for a party: it is closed then, the table is gone by then, it
# seats fewer, or the book has no such hour ("lost": another program took it out). Of another clock:
# it shows the hour no longer on that day ("skipped"), or twice ("repeated"). "moved": it does keep
# one, in another hour than the guest was promised, and nobody has told them.
Why = Literal["closed", "retired", "too_small", "lost", "skipped", "repeated", "moved"]

_NOTHING: Final[Mapping[str, int]] = MappingProxyType({})


class Offered:
    """The tables of a house by the hour, as its opening hours, closures and tables tell them.

    Raises InvalidOpeningHours where those of a day make no sense, unless unread_is_open: then
    nobody can say that the house is closed on that day.
    """

    def __init__(self, restaurant: Restaurant, *, unread_is_open: bool = False) -> None:
        self.restaurant = restaurant
        self._unread_is_open = unread_is_open
        self._zone = restaurant.zone
        self._hours: dict[date, frozenset[datetime] | None] = {}
        self._days: dict[datetime, date] = {}  # of hours that begin on the day that they belong to
        self._tables: dict[date, Mapping[str, int]] = {}
        self._all = _seats(restaurant.tables)
        self._retires = any(table.retired_from for table in restaurant.tables)

    def day_of(self, at: datetime) -> date | None:
        """Return the business day to which an hour belongs, None where the house is closed."""
        if (known := self._days.get(at)) is not None:
            return known
        today = at.astimezone(self._zone).date()
        # What begins past midnight belongs to the evening before.
        for day in (today, today - timedelta(days=1)):
            if day not in self._hours:
                self._look_at(day)
            hours = self._hours[day]
            if hours is None or at in hours:
                return day
        return None

    def _look_at(self, day: date) -> None:
        try:
            hours = self.restaurant.slots_on(day)
        except InvalidOpeningHours:
            if not self._unread_is_open:
                raise
            self._hours[day] = None
            return
        self._hours[day] = frozenset(hours)
        if hours and hours[-1].astimezone(self._zone).date() > day:
            # What the evening has past midnight may also be the next day's, which goes before.
            hours = [at for at in hours if at.astimezone(self._zone).date() == day]
        self._days.update(dict.fromkeys(hours, day))

    def tables_at(self, at: datetime) -> Mapping[str, int]:
        """Return how many each table seats that can be reserved in an hour; none when closed."""
        day = self.day_of(at)
        return _NOTHING if day is None else self.tables_on(day)

    def tables_on(self, day: date) -> Mapping[str, int]:
        """Return how many each table seats that is there on a business day."""
        if not self._retires:
            return self._all
        if day not in self._tables:
            self._tables[day] = _seats(self.restaurant.tables_on(day))
        return self._tables[day]

    def why_not(self, at: datetime, table_id: str, party_size: int | None) -> Why | None:
        """Return why a party has no claim to a table in an hour; None where it is kept for it."""
        day = self.day_of(at)
        if day is None:
            return "closed"
        seats = self.tables_on(day).get(table_id)
        if seats is None:
            return "retired"
        return "too_small" if (party_size or 0) > seats else None


def _seats(tables: Iterable[Table]) -> dict[str, int]:
    """Return how many each table seats for one party; one without a label is none.

    Another program may keep a table of ten, whose hours no rule of the book would let in.
    """
    return {
        table.id: min(max(table.capacity, SMALLEST_TABLE), LARGEST_TABLE)
        for table in tables
        if table.id
    }
