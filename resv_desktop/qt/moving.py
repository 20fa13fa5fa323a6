"""Moves a party to another table or hour, and says what became of it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.errors import AlreadyReserved, may_be_saved
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.day import Day
from resv_desktop.qt.widgets.notice import Notice

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory

Wish = tuple[str, str, str, bool]  # reservation, hour and table it goes to, second table


class Moving(QObject):
    """At most one move under way; where its answer never came, the same move asked for again has
    the same id and is not done twice, until the book tells whether it was done.

    sent tells of each; moved carries the Reservation as it is now; failed says that the book is to
    be read again; unclear carries the id of one that may be saved.
    """

    sent = Signal()
    moved = Signal(Reservation)
    failed = Signal()
    unclear = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        controller: "Controller",
        memory: "StationMemory",
        notice: Notice,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._memory, self._notice = memory, notice
        self._wish: Wish | None = None
        self.write_id = ""  # of the last move
        self._again: Callable[[], None] = lambda: None
        self._lost_at: datetime | None = None  # when its answer was given up
        self.is_busy = False

    def move(
        self, reservation: Reservation, slot_id: str, table_id: str, *, is_second: bool = False
    ) -> None:
        """Bring a party to a table in an hour."""
        if self.is_busy:
            return
        wish = (reservation.id, slot_id, table_id, is_second)
        if wish != self._wish:
            self._wish, self.write_id = wish, self._controller.new_id()
        controller, memory, request_id = self._controller, self._memory, self.write_id

        def work() -> Reservation:
            after = controller.move(
                reservation.id,
                slot_id,
                table_id,
                seen_at=reservation.place,
                second_table=is_second,
                request_id=request_id,
            )
            memory.follow(after)
            return after

        def fail(trouble: Trouble) -> None:
            self._on_failed(trouble, reservation, slot_id, table_id)

        self._again = partial(self.move, reservation, slot_id, table_id, is_second=is_second)
        self._lost_at = None
        self.is_busy = True
        self.sent.emit()
        self._tasks.run(self, controller.as_asked(work), self._on_moved, fail)

    def hear(self, day: Day) -> None:
        """Hear what the book has now: where the party is there by then, the answer is fetched.

        Where it is not, the next move is another one: this one may have been made and taken back.
        """
        if self._wish is None or self._lost_at is None or day.read_at < self._lost_at:
            return
        own_id, *place, _ = self._wish
        held = next((each for each in day.reservations if each.id == own_id), None)
        if held is not None and held.place == tuple(place):
            self._again()
        elif held is not None:
            self._wish = self._lost_at = None

    def _on_moved(self, reservation: Reservation) -> None:
        self.is_busy, self._wish = False, None
        self.moved.emit(reservation)

    def _on_failed(
        self, trouble: Trouble, reservation: Reservation, slot_id: str, table_id: str
    ) -> None:
        self.is_busy = False
        if may_be_saved(trouble):
            self._lost_at = self._controller.now()
            self.unclear.emit(self.write_id)
        else:
            self._wish = None
        sentence = words.sentence(trouble)
        if isinstance(trouble, AlreadyReserved):
            self._notice.say(
                sentence,
                self.tr("Move all the same"),
                kind="warn",
                act=lambda: self.move(reservation, slot_id, table_id, is_second=True),
            )
        else:
            self._notice.say(sentence, kind="warn")
        self.failed.emit()
