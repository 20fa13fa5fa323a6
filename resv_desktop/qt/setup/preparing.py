"""What was answered is saved, and the days ahead get their hours, once, whatever comes between."""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.errors import AnotherRestaurant, may_be_saved
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks, Trouble

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_TELL_EVERY_MS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything the host has answered, as it will be stored; capacities in table order."""

    name: str
    phone: str
    hours: str
    timezone: str
    capacities: tuple[int, ...]


class Preparing(QObject):
    """The writes of the set-up, repeatable as often as it takes.

    Ids are made before the first attempt and kept as long as the answers are the same, so that a
    repeat after an unclear answer makes nothing twice. A restaurant that another station has made
    meanwhile, beside those that are known, stops it before anything is saved. moved is emitted
    while days are prepared, ended with True when all are and with False when it was stopped,
    failed with the bad news.
    """

    moved = Signal()
    ended = Signal(bool)
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        controller: "Controller",
        restaurant: Restaurant | None,
        known_ids: Collection[str] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._controller = controller
        self._answers: Answers | None = None
        self._create_id = self._tables_id = ""
        self._run: _Run | None = None
        self._known_ids = frozenset(known_ids)
        self.restaurant = restaurant
        self.is_unclear = False
        self._teller = QTimer(self, interval=_TELL_EVERY_MS)
        self._teller.timeout.connect(self.moved)

    @property
    def is_running(self) -> bool:
        """Whether an answer is being waited for."""
        return self._teller.isActive()

    @property
    def is_stopping(self) -> bool:
        """Whether the host has said stop and it has not stopped yet."""
        return self.is_running and self._run is not None and self._run.stop.is_set()

    @property
    def progress(self) -> tuple[int, int]:
        """Days done and days in all; (0, 0) while that is not known."""
        return self._run.progress if self._run else (0, 0)

    @property
    def others(self) -> tuple[Restaurant, ...]:
        """The restaurants that another station has made meanwhile."""
        return self._run.others if self._run else ()

    def begin(self, answers: Answers) -> None:
        """Save the restaurant and its tables, then prepare its days."""
        if answers != self._answers:
            self._answers = answers
            self._create_id = self._controller.new_id()
            self._tables_id = self._controller.new_id()
        create_id, tables_id, controller = self._create_id, self._tables_id, self._controller
        saved, known_ids = self.restaurant, self._known_ids

        def create(run: _Run) -> Restaurant:
            try:
                return controller.create_restaurant(
                    answers.name,
                    answers.phone,
                    answers.hours,
                    timezone=answers.timezone,
                    beside=known_ids,
                    request_id=create_id,
                )
            except AnotherRestaurant:
                found = controller.restaurants()
                run.others = tuple(other for other in found if other.id not in known_ids)
                raise

        def work(run: _Run) -> Restaurant:
            run.restaurant = saved or create(run)
            return controller.add_tables(
                run.restaurant.id,
                answers.capacities,
                progress=run.tell,
                stop=run.stop.is_set,
                request_id=tables_id,
            )

        self._start(work)

    def begin_beside_others(self, answers: Answers) -> None:
        """Begin again; what another station has made is known now."""
        self._known_ids |= {other.id for other in self.others}
        self.begin(answers)

    def go_on(self) -> None:
        """Prepare the days that are missing; the restaurant and its tables are saved already."""
        restaurant, controller = self.restaurant, self._controller
        assert restaurant is not None

        def work(run: _Run) -> Restaurant:
            controller.extend_slots(restaurant.id, progress=run.tell, stop=run.stop.is_set)
            return restaurant

        self._start(work)

    def stop(self) -> None:
        """Stop after the day under way; what is done is kept."""
        if self._run is not None:
            self._run.stop.set()

    def first_day(self) -> date | None:
        """Return the first day that is prepared: the business day that runs now."""
        restaurant = self.restaurant or (self._run.restaurant if self._run else None)
        return restaurant.business_day(self._controller.now()) if restaurant else None

    def _start(self, work: "Callable[[_Run], Restaurant]") -> None:
        run = self._run = _Run()
        # The window may go while a day is being written: nothing goes on behind its back.
        self.destroyed.connect(run.stop.set)
        self._teller.start()
        self._tasks.run(self, lambda: work(run), self._on_done, self._on_failed)

    def _on_done(self, restaurant: Restaurant) -> None:
        self._teller.stop()
        self.restaurant = restaurant
        self.is_unclear = False
        done, total = self.progress
        self.ended.emit(done >= total > 0)

    def _on_failed(self, trouble: Trouble) -> None:
        self._teller.stop()
        assert self._run is not None
        self.restaurant = self._run.restaurant or self.restaurant
        if may_be_saved(trouble):
            self.is_unclear = True
        self.failed.emit(trouble)


class _Run:
    """What the worker tells while it works, and the one thing it is told."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.restaurant: Restaurant | None = None
        self.others: tuple[Restaurant, ...] = ()
        self.progress = (0, 0)

    def tell(self, done: int, total: int) -> None:
        self.progress = (done, total)
