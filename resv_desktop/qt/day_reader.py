"""Reads a day from the book, behind the window: once as a whole, then the hours that change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.steady import steady_s
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_hours import (
    Touched,
    hours_known,
    hours_of,
    is_near,
    touched_by,
    with_hours,
)

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

PATIENCE_MS = 200  # look.md 5: words only where an answer takes longer
_AGAIN_AT_MOST_EVERY_MS = 150
_AFTER_SHOWING_MS: Final = 40
_MOST_UNKNOWN: Final = 40  # with more hours that are not of this day, reading it is cheaper
_MOST_ELSEWHERE: Final = 20_000
_EVERYTHING: Final = Touched(is_all=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A day as it is now, None where it has to be read as a whole; hours that are of no concern."""

    day: Day | None
    elsewhere: frozenset[str] = frozenset()


def read_day(controller: "Controller", house: Restaurant, on: date, at: datetime) -> Day:
    """Return all of a day, read after an instant (UTC)."""
    slots = controller.slots(house.id, on)
    reservations = controller.reservations_on(house.id, on)
    beside = controller.hours_beside(house.id, on)
    return Day.of(house, on, slots, reservations, at, *beside)


class DayReader(QObject):
    """Has one day that it keeps up to date; only the newest question's answer is told.

    day_read carries a Day whose read_at is an instant before it was asked for. waited tells that
    the answer takes longer than a moment; silent that the database did not answer (what was
    wanted stays wanted), refused carries the Refusal of a restaurant that is gone.
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
        self._day: Day | None = None
        self._question = 0
        self._is_reading = False
        self._wanted = Touched()
        self._wanted_since_s: float | None = None
        self._asked_since_s: float | None = None
        self._heard_at: datetime | None = None
        self._elsewhere: set[str] = set()
        self._since = QElapsedTimer()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.waited)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._go_on)

    @property
    def on(self) -> date:
        """The day that is read."""
        return self._on

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be read and no answer is being waited for."""
        return not self._is_reading and not self._wanted

    @property
    def is_in_vain(self) -> bool:
        """Whether something is to be read and nobody is asking for it any more."""
        return bool(self._wanted) and not self._is_reading and not self._later.isActive()

    @property
    def behind_s(self) -> float:
        """How many seconds ago the oldest thing was wanted that has not been read yet."""
        since = self._asked_since_s if self._is_reading else self._wanted_since_s
        return 0.0 if since is None else steady_s() - since

    def read(self, on: date, *, is_shown: bool = False) -> None:
        """Read a day; an answer about another day will not be told any more.

        Where what was known of it is being shown, that is painted first: a worker that reads a
        day would hold it up.
        """
        if on != self._on:
            self._on = on
            self._day = None
            self._elsewhere.clear()
        self._later.stop()
        self._patience.start()
        self._want(_EVERYTHING)
        if is_shown:
            self._question += 1  # what is under way is about another day
            self._is_reading = False
            self._since.invalidate()
            self._later.start(_AFTER_SHOWING_MS)
        else:
            self._start(self._whole())

    def read_again(self) -> None:
        """Read the same day again; many wishes in a short time are one."""
        self._want(_EVERYTHING)
        self._go_on()

    def hear(self, changes: list[Change]) -> None:
        """Read again what changes concern."""
        self._want(touched_by(changes))
        self._go_on()

    def hear_all_before(self, at: datetime) -> bool:
        """Hear that every change before an instant (UTC) has been told.

        Return whether the day is as it was at that instant; not while something is to be read.
        """
        self._heard_at = at
        return self._day is not None and self.is_settled

    def _want(self, touched: Touched) -> None:
        if not touched:
            return
        self._wanted |= touched
        if self._wanted_since_s is None:
            self._wanted_since_s = steady_s()

    def _go_on(self) -> None:
        """Ask for what is wanted, unless an answer is awaited or the last one was just now."""
        if self._is_reading or self._later.isActive() or not self._wanted:
            return
        day = self._day
        hours = None if day is None else self._hours_wanted(day)
        if day is None or hours is None:
            left = _AGAIN_AT_MOST_EVERY_MS - self._since.elapsed() if self._since.isValid() else 0
            if left > 0:
                self._later.start(left)
            else:
                self._start(self._whole())
        elif hours:
            self._start(self._hours(day, hours))
        else:
            self._wanted, self._wanted_since_s = Touched(), None

    def _hours_wanted(self, day: Day) -> set[str] | None:
        """Return which hours are to be read; None where the whole day has to be."""
        hours = hours_of(day, self._wanted.reservations) | (self._wanted.slots - self._elsewhere)
        is_many = len(hours - hours_known(day)) > _MOST_UNKNOWN
        return None if self._wanted.is_all or is_many else hours

    def _start(self, work: Callable[[], _Answer]) -> None:
        self._question += 1
        question = self._question
        self._is_reading = True
        self._asked_since_s, self._wanted_since_s = self._wanted_since_s, None
        self._wanted = Touched()

        def ask() -> _Answer | None:
            # Overtaken while it waited for a worker, it asks nothing.
            return work() if question == self._question else None

        self._tasks.run(
            self,
            ask,
            lambda answer: self._on_answer(question, answer),
            lambda trouble: self._on_trouble(question, trouble),
        )

    def _whole(self) -> Callable[[], _Answer]:
        """Return the work that reads all of the day."""
        controller, rest_id, on = self._controller, self._rest_id, self._on
        self._since.start()

        def work() -> _Answer:
            at = controller.now()
            restaurant = controller.restaurant(rest_id)
            return _Answer(read_day(controller, restaurant, on, at))

        return work

    def _hours(self, day: Day, hours: set[str]) -> Callable[[], _Answer]:
        """Return the work that reads some hours of the day, and others that may be of it."""
        controller, rest_id = self._controller, self._rest_id
        known = hours & hours_known(day)
        read_at = max(day.read_at, self._heard_at or day.read_at)

        def work() -> _Answer:
            slots, reservations = controller.hours(rest_id, hours)
            read: list[Slot | Reservation] = [*slots, *reservations]
            others = [each for each in read if each.slot_id not in known]
            if any(is_near(day, each) for each in others):
                return _Answer(None)  # an hour that this day did not have
            elsewhere = frozenset(each.slot_id for each in others)
            if not known:
                return _Answer(day, elsewhere)
            here = [slot for slot in slots if slot.slot_id in known]
            held = [r for r in reservations if r.slot_id in known]
            return _Answer(with_hours(day, known, here, held, read_at), elsewhere)

        return work

    def _is_newest(self, question: int) -> bool:
        if question != self._question:
            return False
        self._is_reading = False
        self._patience.stop()
        return True

    def _on_answer(self, question: int, answer: _Answer | None) -> None:
        if not self._is_newest(question) or answer is None:
            return
        self._remember(answer.elsewhere)
        if answer.day is None:
            self._want_all_still()
        elif answer.day is not self._day:
            self._day = answer.day
            self.day_read.emit(answer.day)
        self._go_on()

    def _on_trouble(self, question: int, trouble: Trouble) -> None:
        if not self._is_newest(question):
            return
        if isinstance(trouble, Outage):
            self._want_all_still()
            self.silent.emit()
        else:
            self.refused.emit(trouble)

    def _want_all_still(self) -> None:
        """Want the whole day, since what was asked for was not answered."""
        self._wanted |= _EVERYTHING
        self._wanted_since_s = self._asked_since_s

    def _remember(self, elsewhere: frozenset[str]) -> None:
        if len(self._elsewhere) > _MOST_ELSEWHERE:
            self._elsewhere.clear()
        self._elsewhere |= elsewhere
