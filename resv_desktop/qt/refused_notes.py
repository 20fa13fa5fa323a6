"""For whom nothing was found is written down, for the reports; the host is not troubled with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.command_rows import Answer, MoveRow
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter, count_free, open_hours
from resv_desktop.qt.reshuffle.room import nearest_offer

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

# As long as the host reads "full" and says so; what was typed by mistake is changed before that.
_STANDS_MS: Final = 1500
_FULL: Final = ("full", "full day", "full now")


@dataclass(frozen=True, slots=True)
class Asked:
    """A party that got no table: in the hour that begins at an instant (UTC), or on the day."""

    rest_id: str
    party: int
    on: date
    at: datetime | None


def asked_in_vain(
    typed: TypedLine, answered: Answer, day: Day | None, now: datetime
) -> Asked | None:
    """Return who asked in a line for a table that there is none of, or None.

    Only where the line is understood, the size of the party was said, and the house is open then:
    who asks for an hour that the house has not, or that is over, was not refused for want of a
    table.
    """
    can_move = any(isinstance(row, MoveRow) for row in answered.rows)
    if day is None or typed.party is None or typed.unclear:
        return None
    if answered.news not in _FULL or can_move:
        return None
    at = answered.hour
    if answered.news == "full now":
        at = next((hour.starts_at for hour in day.hours if not hour.is_over(now)), None)
    on = day.on
    return Asked(day.restaurant.id, typed.party, on, at.astimezone(UTC) if at else None)


def chosen_in_vain(day: Day | None, party: int, hours: HourFilter, now: datetime) -> Asked | None:
    """Return who was asked for by choosing the size of a party for the lists, or None."""
    shown = list(open_hours(day, hours, now)) if day is not None else []
    if day is None or not shown or count_free(day, party, hours, now):
        return None
    if nearest_offer(shown, party, now) is not None:
        return None
    return Asked(day.restaurant.id, party, day.on, hours.at if hours.is_only else None)


class RefusedNotes(QObject):
    """Notes what has stood there for a moment, or stood in the line when it was left.

    What is typed on its way to something else is no question: it is let go of when it changes.
    Where it cannot be written down, it is not.
    """

    def __init__(
        self,
        tasks: Tasks,
        controller: "Controller",
        parent: QObject,
        *,
        stands_ms: int = _STANDS_MS,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._ask: Callable[[], Asked | None] | None = None
        self._stands = QTimer(self, singleShot=True, interval=stands_ms)
        self._stands.timeout.connect(self._note)

    def hear_typed(self, text: str) -> None:
        """Hear that something else stands in the line, or nothing any more."""
        if not text.strip():
            self._note()
        self._ask = None
        self._stands.stop()

    def hear_answered(self, asked: Asked | None) -> None:
        """Hear for whom there is nothing, now that nothing has been typed for a moment."""
        self._ask = None
        if asked is not None:
            self.hear_chosen(lambda: asked)

    def hear_chosen(self, ask: Callable[[], Asked | None]) -> None:
        """Hear how to find out, on a worker, whether there is nothing for whom was chosen."""
        self._ask = ask
        self._stands.start()

    def _note(self) -> None:
        ask, self._ask = self._ask, None
        if ask is None:
            return
        controller = self._controller

        def work() -> None:
            asked = ask()
            if asked is not None:
                controller.refuse(asked.rest_id, asked.party, asked.on, asked.at)

        self._tasks.run(self, work, lambda _: None, lambda _: None)
