"""Finds in the whole book, beyond the day on the screen, what is typed in the line."""

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.journal import Line, taken_back
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt.again import Again
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.command_rows import can_find, matching

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

Question = tuple[str, str, date, date]
_LINES_LOOKED_AT: Final = 500  # the newest of the day; more is no evening
_GIVEN_BACK: Final = ("cancel", "no_show", "release")


class LineFinding(QObject):
    """What the book has for the question that was asked last; other answers are dropped.

    is_answered tells whether the question that stands has been answered by the book. Where it
    could not be answered once more, what was found stays until it can. Where nobody is found
    it is looked for who had a table today and gave it back: they may stand at the door.
    """

    found = Signal()

    def __init__(self, tasks: Tasks, controller: "Controller", parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._question: Question | None = None
        self._asked = 0
        self._again = Again(self._ask, self)
        self.reservations: list[Reservation] = []
        self._lines: list[Line] = []
        self.is_answered = self._has_failed = False

    def forget(self) -> None:
        """Let go of an answer, since something else stands in the line."""
        self._question, self.reservations, self.is_answered = None, [], False
        self._lines = []
        self._has_failed = False
        self._again.stop()

    def ask(self, rest_id: str, line: TypedLine, on: date, today: date) -> None:
        """Look for a number, its end, or a piece of a name; a day goes before the days ahead."""
        text = line.e164 or line.phone or line.name
        question = (rest_id, text, on, today)
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
        question = self._question
        self._asked += 1
        asked = self._asked
        self._tasks.run(
            self,
            lambda: self._look(question),
            lambda answer: self._on_found(asked, *answer),
            lambda _: self._let_be(asked),
        )

    def _look(self, question: Question) -> tuple[list[Reservation], list[Line]]:
        rest_id, text, on, today = question
        found = self._controller.find(rest_id, text, day=on)
        if found:
            return found, []
        return [], self._controller.history(rest_id, day=today, limit=_LINES_LOOKED_AT)

    def given_back(self, line: TypedLine) -> Line | None:
        """Return by what the table of who was looked for was given back last, if it was today."""
        undone = taken_back(self._lines)
        gone = (each for each in self._lines if each.act in _GIVEN_BACK and each.id not in undone)
        return next((each for each in gone if each.before and matching(line, [each.before])), None)

    def hear(self, changed: Reservation) -> None:
        """Hear how one that was found is now."""
        self.reservations = [changed if r.id == changed.id else r for r in self.reservations]

    def _on_found(self, asked: int, found: list[Reservation], lines: list[Line]) -> None:
        if self._question is not None and asked == self._asked:
            self.reservations, self._lines, self.is_answered = found, lines, True
            self.found.emit()

    def _let_be(self, asked: int) -> None:
        # The day that is known is still looked through; the banner tells of an outage.
        if asked == self._asked:
            self._has_failed = True
