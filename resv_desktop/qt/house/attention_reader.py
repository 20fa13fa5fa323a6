"""Reads whom nothing covers any more, whenever that may have changed anywhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.house_change import Attention
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.house.affected_words import know_numbers
from resv_desktop.qt.one_question import OneQuestion

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_ALWAYS: Final = ("all", "resumed", "restaurant")
_BOOKED: Final = ("reserved", "cancelled", "reservation")
_SOON_MS: Final = 150  # many changes in a row are one reading
_LATE_MS: Final = 20_000  # what another program wrote, without a word of ours beside it


class AttentionReader(QObject):
    """The reservations that nothing covers, as they were read last; one question at a time.

    It looks through every hour ahead, so a reservation that is made, moved or cancelled in the
    usual way is a reason to ask only where it is of one that is known here; in the evening that is
    hardly ever. Whatever else was changed is looked at within twenty seconds. changed carries the
    list once it is different, or the house is, as it was read beside it.
    """

    changed = Signal(list)

    def __init__(
        self, tasks: Tasks, controller: "Controller", house: Restaurant, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.is_known = False
        self.now: list[Attention] = []
        self.house = house
        self._question = OneQuestion(tasks, lambda: _needing(controller, house.id), self)
        self._question.answered.connect(self._on_read)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.read)
        self._late = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._late.timeout.connect(self.keep_up)

    def hear(self, changes: Iterable[Change]) -> None:
        """Read again, at once or later, where changes may have left somebody without a table."""
        of_the_book = [change for change in changes if change.kind not in ("presence", "waiting")]
        if any(self._is_reason(change) for change in of_the_book):
            self._soon.start()
        elif of_the_book and not self._late.isActive():
            self._late.start()

    def read(self) -> None:
        """Read it; while an answer is awaited, once more after it."""
        self._ask(is_awaited=True)

    def keep_up(self) -> None:
        """Read it without hurry: there is no reason to think that it is different."""
        self._ask(is_awaited=False)

    def _ask(self, *, is_awaited: bool) -> None:
        self._soon.stop()
        self._late.stop()
        self._question.ask(is_awaited=is_awaited)

    def _is_reason(self, change: Change) -> bool:
        if change.kind in _ALWAYS:
            return True
        known = {each.reservation.id for each in self.now}
        return change.kind in _BOOKED and change.reservation_id in known

    def _on_read(self, read: tuple[list[Attention], Restaurant]) -> None:
        is_first, self.is_known = not self.is_known, True
        if is_first or read != (self.now, self.house):
            self.now, self.house = read
            self.changed.emit(self.now)


def _needing(controller: "Controller", rest_id: str) -> tuple[list[Attention], Restaurant]:
    found, house = controller.attention(rest_id), controller.restaurant(rest_id)
    know_numbers(found, house)
    return found, house
