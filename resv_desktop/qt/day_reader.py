"""Reads a day from the book, behind the window."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.day import Day

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

PATIENCE_MS = 200  # look.md 5: words only where an answer takes longer
_AGAIN_AT_MOST_EVERY_MS = 150


class DayReader(QObject):
    """Has one day that it keeps up to date; only the newest question's answer is told.

    day_read carries a Day. waited tells that the answer takes longer than a moment; silent that
    the database did not answer, refused carries the Refusal of a restaurant that is gone.
    """

    day_read = Signal(object)
    waited = Signal()
    silent = Signal()
    refused = Signal(object)

    def __init__(
        self, tasks: Tasks, controller: "Controller", rest_id: str, on: date, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._controller = controller
        self._rest_id = rest_id
        self._on = on
        self._question = 0
        self._is_reading = False
        self._is_wanted_again = False
        self._since = QElapsedTimer()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.waited)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.read_again)

    @property
    def on(self) -> date:
        """The day that is read."""
        return self._on

    @property
    def is_settled(self) -> bool:
        """Whether no answer is being waited for."""
        return not self._is_reading and not self._later.isActive()

    def read(self, on: date) -> None:
        """Read a day; an answer about another day will not be told any more."""
        self._on = on
        self._patience.start()
        self._ask()

    def read_again(self) -> None:
        """Read the same day again; many wishes in a short time are one."""
        if self._is_reading:
            self._is_wanted_again = True
            return
        left = _AGAIN_AT_MOST_EVERY_MS - self._since.elapsed() if self._since.isValid() else 0
        if left > 0:
            if not self._later.isActive():
                self._later.start(left)
            return
        self._ask()

    def _ask(self) -> None:
        self._later.stop()
        self._question += 1
        self._is_reading = True
        self._is_wanted_again = False
        self._since.start()
        question, controller, rest_id, on = (
            self._question,
            self._controller,
            self._rest_id,
            self._on,
        )

        def work() -> Day | None:
            if question != self._question:
                return None  # overtaken while it waited for a worker
            restaurant = controller.restaurant(rest_id)
            slots = controller.slots(rest_id, on)
            reservations = controller.reservations_on(rest_id, on)
            return Day.of(restaurant, on, slots, reservations, controller.now())

        self._tasks.run(
            self,
            work,
            lambda day: self._on_answer(question, day),
            lambda trouble: self._on_trouble(question, trouble),
        )

    def _is_newest(self, question: int) -> bool:
        if question != self._question:
            return False
        self._is_reading = False
        self._patience.stop()
        if self._is_wanted_again:
            self.read_again()
        return True

    def _on_answer(self, question: int, day: Day | None) -> None:
        if self._is_newest(question) and day is not None:
            self.day_read.emit(day)

    def _on_trouble(self, question: int, trouble: Trouble) -> None:
        if not self._is_newest(question):
            return
        if isinstance(trouble, Outage):
            self.silent.emit()
        else:
            self.refused.emit(trouble)
