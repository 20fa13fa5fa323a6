"""Which days a report is of: turned by arrows, or picked in the calendar."""

from datetime import date

from PySide6.QtCore import Signal

from resv_desktop.qt.look import Look
from resv_desktop.qt.reports.period import Period
from resv_desktop.qt.widgets.day_picker import DayPicker


class PeriodPicker(DayPicker):
    """Arrows joined to the days of a report; the calendar picks the evening, week or month."""

    period_picked = Signal(object)

    def __init__(self, look: Look, period: Period) -> None:
        self._period = period
        super().__init__(look, period.on)
        self.setObjectName("reportDays")
        self.setAccessibleName(self.tr("Days of the report"))
        for part, name in ((self.earlier, self.tr("Earlier")), (self.later, self.tr("Later"))):
            part.setAccessibleName(name)
            part.setToolTip(name)
        self.picked.connect(self._on_picked)

    @property
    def period(self) -> Period:
        """The evening, week or month that is shown."""
        return self._period

    def set_period(self, period: Period) -> None:
        """Show another one."""
        self._period = period
        self.set_day(period.on)

    def text(self) -> str:
        """Return the days in words, as shown."""
        return self._period.said()

    def _spoken(self) -> str:
        return self.text()

    def _step(self, days: int) -> None:
        moved = self._period.later() if days > 0 else self._period.earlier()
        self.set_period(moved)
        self.period_picked.emit(moved)

    def _on_picked(self, on: date) -> None:
        self.set_period(Period(self._period.span, on))
        self.period_picked.emit(self._period)

    def _widest_words(self) -> int:
        advance = self._look.metrics("number").horizontalAdvance
        return max(advance(Period("week", date(2026, n, 24)).said()) for n in range(1, 13))
