"""What the clock on the wall changes: the minutes that are left, the running hour, the day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.restaurant import Restaurant

_SECOND_MS = 1000


class HouseClock(QObject):
    """Looks at the clock once a second and tells what has begun: day, minute and hour, so ordered.

    The hours are the house's: half past, by UTC, where its zone is half an hour off.
    today is the running business day; day_turned carries the one that ran until then.
    """

    day_turned = Signal(object)
    minute_began = Signal()
    hour_began = Signal()

    def __init__(
        self, now: Callable[[], datetime], house: Callable[[], Restaurant], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._now, self._house = now, house
        self._minute = _minute_of(now())
        self.today: date = house().business_day(now())
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self.tick)

    @property
    def is_running(self) -> bool:
        """Whether it is looked at."""
        return self._second.isActive()

    def start(self) -> None:
        """Begin to look at it."""
        self._second.start()

    def stop(self) -> None:
        """Look at it no more."""
        self._second.stop()

    def local(self, at: datetime) -> datetime:
        """Return an instant as this house's clock shows it."""
        return self._house().local(at)

    def look_for_today(self) -> date:
        """Return the running business day as it is at this instant; nothing is told of it."""
        self.today = self._house().business_day(self._now())
        return self.today

    def tick(self) -> None:
        """Look at the clock."""
        before, self._minute = self._minute, _minute_of(self._now())
        if self._minute == before:
            return
        was = self.today
        if self.look_for_today() != was:
            self.day_turned.emit(was)
        self.minute_began.emit()
        if _hour_of(self.local(self._minute)) != _hour_of(self.local(before)):
            self.hour_began.emit()


def _hour_of(local: datetime) -> datetime:
    """Return when the running hour of a house began; two that repeat each other are two."""
    return local.replace(minute=0).astimezone(UTC)


def _minute_of(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
