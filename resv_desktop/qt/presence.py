"""Which free tables hosts are about to take: told to the other stations, and heard from them."""

import math
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.presence import LEASE_RENEWED_EVERY, Place, Presence, Takers, takers_at
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day_rows import NOBODY

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_MILLISECOND: Final = timedelta(milliseconds=1)
_LEAST_WAIT_MS: Final = 200
_CONCERNING: Final = ("presence", "all", "resumed")


class TakingSigns(QObject):
    """One lease of this station, renewed while a dialog is open, and those of the others.

    It only warns: what goes wrong with it is left unsaid, and nothing waits for it. The database
    is asked one thing after the other, so that the last word about the lease is the last.
    lease_id is what that lease goes by, whatever the station is called.
    changed carries the Takers once they are different.
    """

    changed = Signal(object)

    def __init__(
        self, tasks: Tasks, controller: "Controller", rest_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._controller, self._rest_id = tasks, controller, rest_id
        self.lease_id = controller.new_id()
        self._left_lease_id = ""  # of a run that ended without taking it back
        self._place: Place | None = None
        self._is_asking = self._is_to_be_told = self._is_to_be_read = False
        self._others: Sequence[Presence] = ()
        self.takers: Takers = NOBODY
        self._renewal = QTimer(self, interval=LEASE_RENEWED_EVERY // _MILLISECOND)
        self._renewal.timeout.connect(self._tell)
        self._expiry = QTimer(self, singleShot=True)
        self._expiry.timeout.connect(self._look)

    @property
    def place(self) -> Place | None:
        """What the other stations are told that this host is about to take."""
        return self._place

    def take(self, slot: Slot | None) -> None:
        """Tell the other stations what the host is about to take now, or that it is nothing."""
        place = None if slot is None else (slot.slot_id, slot.table_id)
        if place == self._place:
            return
        self._place = place
        if place is None:
            self._renewal.stop()
        else:
            self._renewal.start()
        self._tell()

    def take_back(self, lease_id: str) -> None:
        """Tell the others that a run of this station that broke off takes nothing any more.

        Until then it would itself be warned of what it was about to take then.
        """
        self._left_lease_id = lease_id
        self.read()

    def hear(self, changes: Iterable[Change]) -> None:
        """Read again what others are about to take where changes tell that it is different."""
        if any(change.kind in _CONCERNING for change in changes):
            self.read()

    def read(self) -> None:
        """Read what hosts at other stations are about to take."""
        self._is_to_be_read = True
        self._ask()

    def _tell(self) -> None:
        self._is_to_be_told = True
        self._ask()

    def _ask(self) -> None:
        """Ask the database the next thing, unless it has not answered the last one yet."""
        if self._is_asking:
            return
        controller, rest_id = self._controller, self._rest_id
        lease_id, place = self.lease_id, self._place

        def tell() -> None:
            if place is None:
                controller.withdraw(lease_id)
            else:
                controller.announce(rest_id, *place, lease_id=lease_id)

        if self._left_lease_id:
            self._is_asking, left_id, self._left_lease_id = True, self._left_lease_id, ""
            take_back = partial(controller.withdraw, left_id)
            self._tasks.run(self, take_back, self._on_answer, self._on_answer)
        elif self._is_to_be_told:
            self._is_asking, self._is_to_be_told = True, False
            self._tasks.run(self, tell, self._on_answer, self._on_answer)
        elif self._is_to_be_read:
            self._is_asking, self._is_to_be_read = True, False
            read = partial(controller.presences, rest_id)
            self._tasks.run(self, read, self._on_read, self._on_answer)

    def _on_answer(self, _answer: object) -> None:
        # Bad news too: the lease ends by itself, and the window says when the database is silent.
        self._is_asking = False
        self._ask()

    def _on_read(self, others: list[Presence]) -> None:
        if not self._left_lease_id:  # else it is among them, and they are read again
            self._others = others
            self._look()
        self._on_answer(others)

    def _look(self) -> None:
        """Let go of what is past its instant: a station that crashed takes nothing back."""
        now = self._controller.now()
        self._others = left = [other for other in self._others if other.until > now]
        if left:
            soonest = min(other.until for other in left) - now
            self._expiry.start(max(_LEAST_WAIT_MS, math.ceil(soonest / _MILLISECOND)))
        else:
            self._expiry.stop()
        takers = takers_at(left, now)
        if takers != self.takers:
            self.takers = takers
            self.changed.emit(takers)
