"""Reserves from the command line; an answer that never came is asked for again, never twice."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.errors import Refusal, is_unanswered, may_be_saved
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks, Trouble

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory


@dataclass(frozen=True, slots=True)
class Wish:
    """A table that a host wants to reserve, and for whom; or to seat a walk-in at."""

    slot: Slot
    phone: str
    party: int
    name: str
    is_second: bool = False
    is_walk_in: bool = False


class LineReserving(QObject):
    """At most one reservation under way; its id is made once and kept until the answer is known.

    While it is not known whether it was saved, only the same one can be sent again.
    """

    sent = Signal()
    reserved = Signal(Reservation)
    failed = Signal(object)

    def __init__(
        self, tasks: Tasks, controller: "Controller", memory: "StationMemory", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks, self._controller, self._memory = tasks, controller, memory
        self.write_id = ""  # of the wish
        self.wish: Wish | None = None
        self.is_busy = False
        self.is_unknown = False
        self._is_in_book = False  # it was heard of before its own answer came

    def reserve(self, wish: Wish) -> None:
        """Reserve; the same wish again is the same reservation."""
        if self.is_busy or (self.is_unknown and wish != self.wish):
            return
        if wish != self.wish:
            self.wish, self.write_id = wish, self._controller.new_id()
        self._send(wish, self.write_id)

    def hear(self, reservations: tuple[Reservation, ...]) -> None:
        """Hear what the book has now: where the unknown one is in it, its answer is fetched."""
        if not any(reservation.id == self.write_id for reservation in reservations):
            return
        self._is_in_book = self.is_busy
        self._fetch()

    def _fetch(self) -> None:
        if self.is_unknown and not self.is_busy and self.wish is not None:
            self._send(self.wish, self.write_id)

    def forget(self) -> None:
        """Begin anew: whatever comes next is another reservation."""
        self.wish, self.write_id, self.is_unknown = None, "", False

    def _send(self, wish: Wish, reservation_id: str) -> None:
        controller, memory = self._controller, self._memory

        def work() -> Reservation:
            if wish.is_walk_in:
                return controller.walk_in(
                    wish.slot.slot_id,
                    wish.slot.table_id,
                    wish.party,
                    phone=wish.phone,
                    name=wish.name,
                    reservation_id=reservation_id,
                )
            made = controller.reserve(
                wish.slot.slot_id,
                wish.slot.table_id,
                wish.phone,
                wish.party,
                reservation_id=reservation_id,
                name=wish.name,
                second_table=wish.is_second,
            )
            memory.remember(made)
            return made

        self.is_busy, self._is_in_book = True, False
        self.sent.emit()
        self._tasks.run(self, controller.as_asked(work), self._on_reserved, self._on_failed)

    def _on_reserved(self, reservation: Reservation) -> None:
        self.is_busy = False
        self.forget()
        self.reserved.emit(reservation)

    def _on_failed(self, trouble: Trouble) -> None:
        self.is_busy = False
        # An hour that is busy may be so with the very attempt whose answer never came.
        is_open = is_unanswered(trouble)
        is_maybe_saved = may_be_saved(trouble)
        self.is_unknown = is_open and (is_maybe_saved or self.is_unknown)
        if isinstance(trouble, Refusal) and not is_open:
            self.forget()
        self.failed.emit(trouble)
        if self._is_in_book:
            self._fetch()
