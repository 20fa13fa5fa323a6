"""Finds in the whole book, beyond the day on the screen, what is typed in the line."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt.again import Again
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.command_rows import can_find

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

Question = tuple[str, str, date]


class LineFinding(QObject):
    """What the book has for the question that was asked last; other answers are dropped.

    is_answered tells whether the question that stands has been answered by the book. Where it
    could not be answered once more, what was found stays until it can.
    """

    found = Signal()

    def __init__(self, tasks: Tasks, controller: "Controller", parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._question: Question | None = None
        self._asked = 0
        self._again = Again(self._ask, self)
        self.reservations: list[Reservation] = []
        self.is_answered = self._has_failed = False

    def forget(self) -> None:
        """Let go of an answer, since something else stands in the line."""
        self._question, self.reservations, self.is_answered = None, [], False
        self._has_failed = False
        self._again.stop()

    def ask(self, rest_id: str, line: TypedLine, on: date) -> None:
        """Look for a number, its end, or a piece of a name; a day goes before the days ahead."""
        text = line.e164 or line.phone or line.name
        question = (rest_id, text, on)
        is_asked = question == self._question and not self._has_failed
        if is_asked or not can_find(line):
            return
        self.forget()
        self._question = question
        self._ask()

    def look_again(self) -> None:
        """Ask the same again, since something has changed; what was found stays until then."""
        if self._question is not None:
            self._again.wish()

    def try_again(self) -> None:
        """Ask the same again where that failed, since the book answers now."""
        if self._has_failed:
            self.look_again()

    def _ask(self) -> None:
        if self._question is None:
            return
        self._has_failed = False
        controller, (rest_id, text, on) = self._controller, self._question
        self._asked += 1
        asked = self._asked
        self._tasks.run(
            self,
            lambda: controller.find(rest_id, text, day=on),
            lambda found: self._on_found(asked, found),
            lambda _: self._let_be(asked),
        )

    def hear(self, changed: Reservation) -> None:
        """Hear how one that was found is now."""
        self.reservations = [changed if r.id == changed.id else r for r in self.reservations]

    def _on_found(self, asked: int, found: list[Reservation]) -> None:
        if self._question is not None and asked == self._asked:
            self.reservations, self.is_answered = found, True
            self.found.emit()

    def _let_be(self, asked: int) -> None:
        # The day that is known is still looked through; the banner tells of an outage.
        if asked == self._asked:
            self._has_failed = True
