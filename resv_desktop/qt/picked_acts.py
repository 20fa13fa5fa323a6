"""What keys do about the party that is picked, and a press in the strip about one that is due."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.day import TableHour
from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.day_words import holder
from resv_desktop.qt.due import Due
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.seat_acts import SeatActs
from resv_desktop.qt.widgets.notice import Notice


class PickedActs(QObject):
    """Brings keys and presses to the acts; what cannot be done any more is said in the notice."""

    def __init__(
        self,
        window: QWidget,
        keys: Keys,
        view: DayView,
        seat: SeatActs,
        move: Callable[[TableHour, TableHour], None],
        notice: Notice,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._view = view
        self._seat = seat
        self._move = move
        self._notice = notice
        self._now = now
        view.stepped_on.connect(self.step)
        view.due.pressed.connect(self._on_due)
        timeline = view.all.timeline
        timeline.picked_up.connect(self._on_picked_up)
        timeline.carry.ended.connect(self._on_put_down)
        acts: dict[str, Callable[[], object]] = {
            "undo": seat.undo,
            "redo": seat.redo,
            "step": lambda: self.step(view.picked),
            "no_show": lambda: self._of_picked(seat.no_show),
            "release": lambda: self._of_picked(seat.release),
            "move": self._pick_up,
        }
        for name, act in acts.items():
            KeyShortcut(keys, name, window).activated.connect(act)

    def step(self, table: TableHour | None) -> None:
        """Say that the party of a table has come, is seated or is done."""
        if table is not None and table.reservation is not None:
            self._seat.step(table.reservation)

    def do(self, act: str, reservation: Reservation) -> None:
        """Do with a reservation that was found: "cancel", "step", "move", "no_show", "release"."""
        seat = self._seat
        acts = {
            "cancel": seat.cancel,
            "step": seat.step,
            "no_show": seat.no_show,
            "release": seat.release,
            "move": self._move_found,
        }
        if act != "move":
            self._view.show_reservation(reservation)  # what is said is also what is picked
        acts[act](reservation)

    def _pick_up(self) -> None:
        if not self._view.pick_up():
            says = self.tr("Pick a reservation that is not over; then its free tables are shown.")
            self._notice.say(says, kind="warn")

    def _on_picked_up(self, table: TableHour) -> None:
        says = self.tr(
            "Moving {guest}: choose a place with the arrows and Enter, or press it. "
            "Escape leaves them where they are."
        )
        self._notice.say(says.format(guest=holder(table)), kind="hint")

    def _on_put_down(self) -> None:
        if self._notice.kind == "hint":
            self._notice.clear()

    def _move_found(self, reservation: Reservation) -> None:
        if self._view.show_reservation(reservation):
            self._pick_up()
        else:
            says = self.tr("That reservation is on another day. Go to that day to move it.")
            self._notice.say(says, kind="warn")

    def cancel_picked(self) -> bool:
        """Cancel what is picked; return whether a reservation is."""
        return self._of_picked(self._seat.cancel)

    def _on_due(self, due: Due) -> None:
        if due.kind != "overrun":
            self.step(due.table)
        elif due.other is not None:
            self._move(due.table, due.other)

    def _of_picked(self, act: Callable[[Reservation], None]) -> bool:
        table = self._view.picked
        if table is None or table.reservation is None:
            return False
        if table.is_over(self._now()):
            says = self.tr("That hour is over; its table was kept until its end.")
            self._notice.say(says, kind="warn")
        else:
            act(table.reservation)
        return True
