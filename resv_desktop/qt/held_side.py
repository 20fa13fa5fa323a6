"""The side of a slot's dialog that shows who holds the table, and cancels that."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ReservationNotFound, is_unanswered, may_be_saved
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.cancelling import cancelling
from resv_desktop.qt.due import can_be_cancelled
from resv_desktop.qt.holder_view import HolderView
from resv_desktop.qt.slot_words import Standing, of_the_clock
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.enter_presses import ENTERS
from resv_desktop.qt.widgets.unseen import Unseen
from resv_desktop.station_memory import StationMemory


class HeldSide(QObject):
    """Cancels with one press, since whatever is cancelled comes back with another.

    Where the answer never came it is fetched as soon as the book shows that the party has gone.
    form_wanted is emitted when the host wants to reserve the table that was given back, answered
    once a failure has been told, unclear carries the id of a write that may be saved.
    """

    cancelled = Signal(Reservation, str)
    answered = Signal()
    form_wanted = Signal()
    unclear = Signal(str)

    def __init__(
        self,
        frame: DialogFrame,
        tasks: Tasks,
        controller: Controller,
        memory: StationMemory,
        region: str | None,
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._tasks, self._controller, self._memory = tasks, controller, memory
        self._request_id = ""
        self._lost: Reservation | None = None  # of which it is not known whether it is cancelled
        self._since: Standing | None = None  # what the book says while that is asked for
        self._unseen = Unseen(self)  # that another guest holds the table
        self._opened = Unseen(self)
        frame.leave_button.installEventFilter(self)
        self.view = HolderView(frame.look, region, lambda: controller.station)

    def show(self, standing: Standing) -> None:
        """Show who holds the table."""
        frame, reservation = self._frame, standing.reservation
        self._standing = standing
        if self._lost is None:
            self._request_id = self._controller.new_id()
        self.view.setVisible(reservation is not None)
        if reservation is not None:
            self.view.show_reservation(reservation)
        frame.act_button.setObjectName("cancelReservationButton")
        frame.leave_button.setDefault(True)
        frame.set_hint(self.tr("Escape leaves."))
        now = self._controller.now()
        can_cancel = reservation is not None and can_be_cancelled(reservation, now)
        frame.set_act(self.tr("Cancel this reservation") if can_cancel else "")
        frame.act_button.set_kind("outlined-destructive")
        if self._lost is None:
            self._say_usual()
        frame.leave_button.setFocus()

    def hear_opened(self) -> None:
        """Hear that the dialog opens now: the second half of a double Enter does not leave it."""
        self._opened.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_second_half = Qt.Key(event.key()) in ENTERS and self._opened.isActive()
            return is_second_half or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def hide(self) -> None:
        """Give way to the form."""
        self.view.hide()

    def follow(self, standing: Standing) -> None:
        """Take over what the book says now."""
        frame, before, after = self._frame, self._standing.reservation, standing.reservation
        if self._lost is not None and (after is None or after.id != self._lost.id):
            self._since = standing
            self._cancel(self._lost)
            return
        if after is not None or not (standing.is_free or standing.is_gone):
            self.show(standing)
            if before and after and before.id != after.id:
                self._unseen.start()
                says = self.tr("Another guest holds table {table} now.")
                frame.tell("warn", words.named(says, standing.slot))
            return
        self._standing = standing
        frame.set_act("")
        if standing.is_gone:
            frame.tell("warn", self.tr("This reservation is gone, and its hour with it."))
            return
        says = self.tr("This reservation is gone. Table {table} is free.")
        way_out = words.named(self.tr("Reserve table {table}"), standing.slot)
        frame.tell("warn", words.named(says, standing.slot), way_out, self.form_wanted.emit)

    def act(self) -> None:
        """Cancel."""
        reservation = self._lost or self._standing.reservation
        if reservation is not None and not self._unseen.isActive():
            self._cancel(reservation)

    def _cancel(self, reservation: Reservation) -> None:
        frame, slot = self._frame, self._standing.slot
        # Whom another station moves meanwhile is not cancelled elsewhere, least of all unasked.
        work = cancelling(
            self._controller,
            self._memory,
            reservation.id,
            self._request_id,
            seen_at=reservation.place,
        )
        frame.set_busy(words.named(self.tr("Cancelling the reservation of table {table}."), slot))
        self._tasks.run(self, work, self._on_cancelled, partial(self._on_failed, reservation))

    def _say_usual(self) -> None:
        now = self._controller.now()
        if self._standing.reservation is None and now < self._standing.slot.ends_at:
            says = self.tr("This table is marked as taken, but nobody is in the book.")
            self._frame.tell("warn", says)
            return
        says = of_the_clock(self._standing.slot, now)
        self._frame.tell("quiet", says, icon="clock" if says else "")

    def _on_cancelled(self, reservation: Reservation) -> None:
        self._frame.set_ready()
        self.cancelled.emit(reservation, self._request_id)

    def _on_failed(self, reservation: Reservation, trouble: Trouble) -> None:
        frame, is_open = self._frame, is_unanswered(trouble)
        is_maybe_saved = may_be_saved(trouble)
        is_unknown = is_maybe_saved or (is_open and self._lost is not None)
        self._lost = reservation if is_unknown else None
        if is_maybe_saved:
            self.unclear.emit(self._request_id)
        frame.set_ready()
        if self._since is not None and not is_unknown:
            since, self._since = self._since, None
            self.follow(since)
        if isinstance(trouble, ReservationNotFound):
            frame.set_act("")
        if is_open:
            frame.tell("error", words.sentence(trouble), self.tr("Try again"), self.act)
        else:
            frame.tell("error", words.sentence(trouble))
        self.answered.emit()
