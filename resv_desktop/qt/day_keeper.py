"""Keeps on this machine what the window last knew of today and the next days."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.last_known import MOST_DAYS, LastKnown, Snapshot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_reader import read_day

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_SAVED_AFTER_MS = 3000
_LOOK_AHEAD_MS = 600_000


class DayKeeper(QObject):
    """Saves days a moment after they were read, and reads today and the next from time to time.

    They are read for the morning on which the database is not there, and for the day sheets; today
    too, since the host may look at another day all evening. looked_ahead carries them as Days, for
    the window.
    """

    looked_ahead = Signal(list)

    def __init__(self, tasks: Tasks, last_known: LastKnown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._last_known = last_known
        self._controller: Controller | None = None
        self._restaurant: Restaurant | None = None
        self._noted: dict[date, Snapshot] = {}
        self._soon = QTimer(self, singleShot=True, interval=_SAVED_AFTER_MS)
        self._soon.timeout.connect(self._save)
        self._ahead = QTimer(self, interval=_LOOK_AHEAD_MS)
        self._ahead.timeout.connect(self._look_ahead)

    def follow(self, controller: "Controller", restaurant: Restaurant) -> None:
        """Keep the days of this restaurant from now on."""
        if self._restaurant is not None and self._restaurant.id != restaurant.id:
            self._noted.clear()  # one restaurant is kept at a time
        self._last_known.follow(restaurant.id)
        self._controller, self._restaurant = controller, restaurant
        self._ahead.start()
        self._look_ahead()

    def note(self, day: Day) -> None:
        """Keep a day as it is known now; it is saved within three seconds."""
        self._hear(day.restaurant)
        self._noted[day.on] = snapshot_of(day)
        if not self._soon.isActive():
            self._soon.start()

    def flush(self) -> None:
        """Save at once what was noted; for the end of the program."""
        self._soon.stop()
        if self._noted:
            now = self._now()
            self._last_known.keep(self._noted.values(), self._today(), now=now)

    def _save(self) -> None:
        noted, today, now = dict(self._noted), self._today(), self._now()

        def forget(_: None) -> None:
            self._noted = {on: day for on, day in self._noted.items() if noted.get(on) is not day}

        # Until it is done they stay noted: the program may end before a worker comes to it.
        self._tasks.run(
            self,
            lambda: self._last_known.keep(noted.values(), today, now=now),
            forget,
            lambda _: None,
        )

    def _look_ahead(self) -> None:
        controller, restaurant = self._controller, self._restaurant
        assert controller is not None
        assert restaurant is not None

        def work() -> list[Day]:
            days, house = [], controller.restaurant(restaurant.id)
            today = house.business_day(controller.now())
            for ahead in range(MOST_DAYS):
                on = today + timedelta(days=ahead)
                day = read_day(controller, house, on, controller.now())
                waiting = tuple(controller.waiting(house.id, on))
                days.append(replace(day, waiting=waiting))
            self._last_known.keep(map(snapshot_of, days), today, now=controller.now())
            return days

        def done(days: list[Day]) -> None:
            self._hear(days[0].restaurant)
            self.looked_ahead.emit(days)

        self._tasks.run(self, work, done, lambda _: None)

    def _hear(self, house: Restaurant) -> None:
        """Go by a house as it is now: its clock may be another one."""
        if self._restaurant is not None and self._restaurant.id == house.id:
            self._restaurant = house

    def _now(self) -> datetime:
        assert self._controller is not None
        return self._controller.now()

    def _today(self) -> date:
        assert self._restaurant is not None
        return self._restaurant.business_day(self._now())


def snapshot_of(day: Day) -> Snapshot:
    """Return what is to be kept of a day."""
    return Snapshot(
        restaurant=day.restaurant,
        on=day.on,
        slots=day.slots,
        reservations=day.reservations,
        read_at=day.read_at,
        waiting=day.waiting,
    )


def day_of(snapshot: Snapshot) -> Day:
    """Return the day that was kept."""
    return replace(
        Day.of(
            snapshot.restaurant,
            snapshot.on,
            snapshot.slots,
            snapshot.reservations,
            snapshot.read_at,
        ),
        waiting=snapshot.waiting,
    )
