"""Opens the moves that free a table from wherever nothing is free, and has them made."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import AlreadyReserved, may_be_saved
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.slot import SMALLEST_PARTY, Slot
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.command_rows import MoveRow, Row
from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.look import Look
from resv_desktop.qt.one_question import OneQuestion
from resv_desktop.qt.reserve_form import Filled
from resv_desktop.qt.reshuffle import offer
from resv_desktop.qt.seat_acts import SeatActs

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.reshuffle.reshuffle_dialog import ReshuffleDialog


class ReshuffleDesk(QObject):
    """At most one dialog of moves; it follows its hour, and what it asks for is done here.

    The whole act is one write: said in the notice, and taken back with one key.
    """

    def __init__(
        self,
        window: QWidget,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        view: DayView,
        seat: SeatActs,
        acts: HostActs,
    ) -> None:
        super().__init__(window)
        self._window, self._look = window, look
        self._tasks, self._controller = tasks, controller
        self._view, self._seat, self._acts = view, seat, acts
        self._dialog: ReshuffleDialog | None = None
        self._hour: OneQuestion | None = None  # what that of the dialog is like
        view.reshuffle_wanted.connect(self.open)
        view.walk_in_moves_wanted.connect(partial(self.open, is_walk_in=True))
        acts.reshuffle_wanted.connect(self.open)
        seat.failed.connect(self._on_failed)
        seat.done.connect(self._on_done)

    def open(
        self,
        moving: Reshuffle,
        filled: Filled | None = None,
        *,
        is_walk_in: bool = False,
        entry: Waiting | None = None,
    ) -> None:
        """Show who would move, with what has been filled in of the party that gets the table."""
        from resv_desktop.qt.reshuffle.reshuffle_dialog import ReshuffleDialog

        if self._acts.is_open or self._view.day is None:
            return
        house = self._view.day.restaurant
        dialog = ReshuffleDialog(
            self._window, self._look, house, moving, is_walk_in=is_walk_in, entry=entry
        )
        if filled is not None:
            dialog.fill_all(filled)
        dialog.taken.connect(partial(self._on_taken, dialog, is_walk_in))
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        look = partial(self._controller.hours, house.id, [dialog.slot.slot_id])
        self._hour = OneQuestion(self._tasks, look, dialog)
        self._hour.answered.connect(partial(self._on_hour, dialog))
        self._acts.open_other(dialog)
        self._read_hour()

    def open_for_waiting(self, moving: Reshuffle, entry: Waiting) -> None:
        """Show who would move so that a party which waits gets a table."""
        self.open(moving, entry=entry)

    def open_row(self, row: Row, typed: TypedLine) -> None:
        """Show who would move where the line was left with that, for whom was typed in it."""
        if isinstance(row, MoveRow):
            self.open(row.moving, is_walk_in=row.is_walk_in)
            if self._dialog is not None:
                self._dialog.fill(typed.phone, typed.name)

    def hear(self, changes: Sequence[Change]) -> None:
        """Look again at the hour of an open dialog where something has changed in the book."""
        if any(change.kind != "presence" for change in changes):
            self._read_hour()

    def _read_hour(self) -> None:
        """Let the open dialog know what its hour is like."""
        if self._hour is not None:
            self._hour.ask()

    def _on_hour(
        self, dialog: "ReshuffleDialog", found: tuple[list[Slot], list[Reservation]]
    ) -> None:
        if not dialog.is_busy:
            dialog.show_hour(*found)

    def _on_taken(
        self,
        dialog: "ReshuffleDialog",
        is_walk_in: bool,
        table: Slot,
        moving: Reshuffle | None,
        filled: Filled,
        is_second: bool,
    ) -> None:
        controller, party = self._controller, filled.party
        says = self.tr("Seated: {facts}.") if is_walk_in else self.tr("Reserved: {facts}.")
        if moving is not None:
            says = offer.done(moving, is_walk_in=is_walk_in)

        entry = dialog.entry

        def work(act: str) -> Reservation:
            if entry is not None:
                return controller.reserve_waiting(
                    entry.id,
                    table.table_id,
                    second_table=is_second,
                    reservation_id=act,
                    moving=moving,
                )
            if is_walk_in:
                return controller.walk_in(
                    table.slot_id,
                    table.table_id,
                    party.size or SMALLEST_PARTY,
                    phone=filled.phone,
                    name=party.name,
                    note=party.note,
                    reservation_id=act,
                    moving=moving,
                )
            return controller.reserve(
                table.slot_id,
                table.table_id,
                filled.phone,
                party.size or SMALLEST_PARTY,
                reservation_id=act,
                name=party.name,
                note=party.note,
                allergy=party.allergy,
                second_table=is_second,
                moving=moving,
            )

        busy = self.tr("Moving the parties.") if moving else self.tr("Reserving the table.")
        dialog.set_busy(busy)
        show, refused = self._view.show_reservation, self._on_refused
        self._seat.in_turn(partial(self._seat.reserve, says, work, show, refused), dialog)

    def _on_refused(self, trouble: Trouble) -> None:
        dialog = self._dialog
        if dialog is None or not dialog.is_busy:
            return
        if isinstance(trouble, AlreadyReserved):
            dialog.set_ready()
            dialog.ask_for_second(words.sentence(trouble))
        elif may_be_saved(trouble):
            # The notice says so, and tries the very same again; here it would be another one.
            dialog.set_ready()
            dialog.accept()

    def _on_failed(self, says: str) -> None:
        if self._dialog is not None and self._dialog.is_busy:
            self._dialog.set_ready()
            self._dialog.tell("error", says)

    def _on_done(self, whose: object) -> None:
        if self._dialog is not None and whose is self._dialog:
            self._dialog.set_ready()
            self._dialog.accept()
        self._read_hour()

    def _on_finished(self) -> None:
        self._dialog, self._hour = None, None
