"""A day that is asked for beside the one on the screen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.again import Again
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_hours import hours_known, hours_of, touched_by
from resv_desktop.qt.day_reader import read_day

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class OtherDay(QObject):
    """Reads the day that was asked for last; answers about any other are dropped.

    It may be asked for again before it has come: the newest state of it that was read stays, and
    only the last question that failed says so.
    """

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, controller: "Controller", parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._asked: tuple[Restaurant, date] | None = None
        self._question = 0
        self._again = Again(self._read, self)
        self.day: Day | None = None

    def ask(self, house: Restaurant, on: date) -> None:
        """Read a day."""
        self._asked = house, on
        self._read()

    def hear(self, changes: Sequence[Change]) -> None:
        """Hear what changed in the book: where that is of this day, it is read again."""
        day, touched = self.day, touched_by(changes)
        if day is None or self._asked is None or day.on != self._asked[1]:
            is_of_it = bool(touched)  # the answer that is on its way may not tell it yet
        else:
            is_of_it = bool(touched.slots & hours_known(day) or hours_of(day, touched.reservations))
        if touched.is_all or is_of_it:
            self.read_again()

    def read_again(self) -> None:
        """Read the same day again, if one is asked for."""
        if self._asked is not None:
            self._again.wish()

    def _read(self) -> None:
        if self._asked is None:
            return
        controller, (house, on) = self._controller, self._asked
        self._question += 1
        question = self._question

        def work() -> Day:
            return read_day(controller, house, on, controller.now())

        self._tasks.run(
            self, work, self._on_read, lambda trouble: self._on_failed(question, trouble)
        )

    def forget(self) -> None:
        """Ask for none any more."""
        self._asked = self.day = None
        self._again.stop()

    def _on_read(self, day: Day) -> None:
        known = self.day
        is_newer = known is None or known.on != day.on or known.read_at <= day.read_at
        if self._asked is not None and day.on == self._asked[1] and is_newer:
            self.day = day
            self.read.emit(day)

    def _on_failed(self, question: int, trouble: Trouble) -> None:
        if self._asked is not None and question == self._question:
            self.failed.emit(trouble)
