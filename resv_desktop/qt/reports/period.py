"""Which days a report is about: an evening, a week or a month, and the ones before and after."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication

from resv_desktop.qt import words

translate = QCoreApplication.translate

Span = Literal["evening", "week", "month"]
SPANS: Final[tuple[Span, ...]] = ("evening", "week", "month")
_A_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """The evening, week or month that a business day lies in.

    A week begins on the day with which it begins where the host's language is spoken.
    """

    span: Span
    on: date

    @property
    def first(self) -> date:
        """The first day of it."""
        if self.span == "evening":
            return self.on
        if self.span == "month":
            return self.on.replace(day=1)
        begins = words.locale().firstDayOfWeek().value
        return self.on - (self.on.isoweekday() - begins) % _WEEK * _A_DAY

    @property
    def last(self) -> date:
        """The last day of it."""
        if self.span == "evening":
            return self.on
        if self.span == "week":
            return self.first + 6 * _A_DAY
        return self._of_next_month() - _A_DAY

    def earlier(self) -> "Period":
        """Return the one before."""
        return Period(self.span, self.first - _A_DAY)

    def later(self) -> "Period":
        """Return the one after."""
        return Period(self.span, self.last + _A_DAY)

    def said(self) -> str:
        """Say which days: "Saturday 14 March 2026", "9 to 15 March", "March 2026"."""
        if self.span == "evening":
            return words.day_and_year(self.on)
        if self.span == "month":
            return words.month(self.on.month, self.on.year)
        says = translate("Reports", "{first} to {last}")
        return says.format(first=words.day(self.first), last=words.day_and_year(self.last))

    def _of_next_month(self) -> date:
        year, month = self.on.year, self.on.month
        return date(year + 1, 1, 1) if month == _DECEMBER else date(year, month + 1, 1)
