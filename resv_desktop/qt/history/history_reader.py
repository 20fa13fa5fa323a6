"""Reads who did what, page by page and never whole, and keeps up with what is done meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.journal import Line
from resv_desktop.qt.background import Tasks

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class About:
    """Whose history is asked for: a day's, a table's on it or in one hour, a reservation's."""

    day: date | None = None
    table_id: str | None = None
    slot_id: str | None = None
    reservation_id: str | None = None


class HistoryReader(QObject):
    """One history, the newest lines first, without gaps; older ones are read when asked for.

    There is one question at a time, and an answer to what is no longer asked is dropped. changed
    tells that other lines are there, failed why they could not be read.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, tasks: Tasks, controller: "Controller", rest_id: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks, self._controller, self._rest_id = tasks, controller, rest_id
        self._about = About()
        self._is_reading = self._wants_newest = self._wants_older = False
        self.lines: tuple[Line, ...] = ()
        self.is_read = False  # whether there has been an answer at all
        self.is_whole = False  # whether there are no older lines

    def ask(self, about: About) -> None:
        """Read another history from its newest line on."""
        self._about = about
        self.lines = ()
        self.is_read = self.is_whole = self._wants_older = False
        self.changed.emit()
        self.refresh()

    def refresh(self) -> None:
        """Read what has been done since."""
        self._wants_newest = True
        self._read()

    def read_older(self) -> None:
        """Read the next page, where there is one."""
        if self.is_read and not self.is_whole:
            self._wants_older = True
            self._read()

    def _read(self) -> None:
        if self._is_reading or not (self._wants_newest or self._wants_older):
            return
        self._is_reading = True
        about, controller, rest_id = self._about, self._controller, self._rest_id
        is_newest = self._wants_newest
        before = None if is_newest else self.lines[-1].id
        if is_newest:
            self._wants_newest = False
        else:
            self._wants_older = False

        def work() -> list[Line]:
            return controller.history(
                rest_id,
                day=about.day,
                reservation_id=about.reservation_id,
                slot_id=about.slot_id,
                table_id=about.table_id,
                before=before,
                limit=PAGE,
            )

        def answered(then: Callable[[], None]) -> None:
            self._is_reading = False
            if about is self._about:
                then()
            self._read()

        self._tasks.run(
            self,
            work,
            lambda page: answered(lambda: self._take(page, is_newest=is_newest)),
            lambda trouble: answered(lambda: self.failed.emit(trouble)),
        )

    def _take(self, page: list[Line], *, is_newest: bool) -> None:
        known = {line.id for line in self.lines}
        is_gap = is_newest and len(page) == PAGE and not any(line.id in known for line in page)
        if is_gap or not self.is_read:
            self.lines = tuple(page)
            self.is_whole = len(page) < PAGE
        else:
            # Clocks of two stations may differ by a moment: what is new is not always the newest.
            new = [line for line in page if line.id not in known]
            self.lines = tuple(sorted([*self.lines, *new], key=_at_and_id, reverse=True))
            if not is_newest:
                self.is_whole = len(page) < PAGE
        self.is_read = True
        self.changed.emit()


def _at_and_id(line: Line) -> tuple[datetime, str]:
    return line.at.astimezone(UTC), line.id
