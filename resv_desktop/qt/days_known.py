"""The days that were read lately, for when one of them is asked for again."""

from collections import OrderedDict
from dataclasses import replace
from datetime import date, datetime

from resv_desktop.qt.day import Day

_MOST = 30


class DaysKnown:
    """Keeps the days of one restaurant that were read or shown last; read_at says how old."""

    def __init__(self) -> None:
        self._days: OrderedDict[date, Day] = OrderedDict()

    def keep(self, day: Day) -> None:
        """Keep a day in the place of what was known of it."""
        self._days[day.on] = day
        self._days.move_to_end(day.on)
        if len(self._days) > _MOST:
            self._days.popitem(last=False)

    def find(self, on: date) -> Day | None:
        """Return what is known of a day, or None."""
        return self._days.get(on)

    def confirm(self, on: date, at: datetime) -> None:
        """Note that a day is at a later instant (UTC) as it was read."""
        day = self._days.get(on)
        if day is not None and day.read_at < at:
            self._days[on] = replace(day, read_at=at)
