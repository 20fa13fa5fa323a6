"""One table for one hour: the host reserves it, or sees who holds it and cancels that."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    InvalidPhone,
    Outage,
    Refusal,
    ReservationNotFound,
    SlotBusy,
    SlotTaken,
)
from resv_desktop.domain.phone import parse_phone, region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.cancelling import cancelling
from resv_desktop.qt.holder_view import HolderView
from resv_desktop.qt.look import Look
from resv_desktop.qt.reserve_form import Attempt, ReserveForm
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.message_place import MessageKind
from resv_desktop.qt.widgets.state_pill import State, StatePill
from resv_desktop.station_memory import StationMemory

_STATES: dict[str, State] = {"arrived": "arrived", "seated": "seated", "done": "done"}


class SlotDialog(DialogFrame):
    """Reserves a free table; shows and cancels the reservation of a taken one.

    What was typed is never lost: a refusal is told beside it. While it is not known whether an
    attempt was saved the form is locked, and only that same attempt can be repeated; a host who
    leaves all the same is told so through left_unknown. It deletes itself once closed.
    """

    reserved = Signal(Reservation)
    cancelled = Signal(Reservation)
    left_unknown = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: Controller,
        memory: StationMemory,
        restaurant: Restaurant,
        slot: Slot,
        reservation: Reservation | None,
        party_size: int,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("slotDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._controller, self._memory = tasks, controller, memory
        self._region = region_of(restaurant.phone)
        self._slot, self._reservation = slot, reservation
        self._news: tuple[Slot, Reservation | None] | None = None
        self._attempt: Attempt | None = None
        self._is_unknown = self._is_leaving_told = self._is_refused = False
        self._is_cancel_asked = self._is_second = False
        self._cancel_id = ""
        self._view: Literal["reserve", "held"] = "reserve"
        self._pill = StatePill(look, "free")
        self.reserve_form = ReserveForm(look, self._region, party_size)
        self.holder = HolderView(look, self._region, controller.station)
        self.set_trailing(self._pill)
        self.body.addWidget(self.reserve_form)
        self.body.addWidget(self.holder)
        self.acted.connect(self._on_acted)
        self.reserve_form.edited.connect(self._on_edited)
        self.act_button.installEventFilter(self)
        if slot.is_available and reservation is None:
            self._show_form()
        else:
            self._show_holder()

    def show_slot_now(self, slot: Slot, reservation: Reservation | None) -> None:
        """Take over what the book says now; what was typed stays."""
        if self.is_busy:
            self._news = (slot, reservation)
            return
        if (before := (self._slot, self._reservation)) == (slot, reservation):
            return
        self._slot, self._reservation = slot, reservation
        if self._is_unknown:
            if self._attempt and reservation and reservation.id == self._attempt.id:
                self._send()
        elif self._view == "reserve":
            self._follow_form(was_free=before[0].is_available and before[1] is None)
        else:
            self._follow_holder(before[1])

    # --- what is shown

    def _show_head(self) -> None:
        slot, reservation = self._slot, self._reservation
        hour = words.hour(slot.starts_at)
        self.set_head(
            self.tr("Table {table}, {hour}").format(table=slot.table_id, hour=hour),
            self.tr("{day}, {hour} to {end}, {seats} seats").format(
                day=words.long_day(slot.starts_at.date()),
                hour=hour,
                end=words.hour(slot.ends_at),
                seats=slot.capacity,
            ),
        )
        if reservation is not None:
            self._pill.set_state(_STATES.get(reservation.status, "reserved"))
        else:
            self._pill.set_state("free" if slot.is_available else "reserved")

    def _show_form(self) -> None:
        self._view = "reserve"
        self.holder.hide()
        self.reserve_form.show()
        self.reserve_form.set_slot(self._slot)
        self._show_head()
        self.act_button.setObjectName("reserveButton")
        self.act_button.setDefault(True)
        self.set_act(self._in_words(self.tr("Reserve table {table}")))
        self.set_hint(self.tr("Enter reserves, Escape leaves."))
        self._say_usual()
        self.reserve_form.setFocus()

    def _show_holder(self) -> None:
        self._view = "held"
        self._is_cancel_asked = False
        self._cancel_id = self._controller.new_id()
        self.reserve_form.hide()
        self.holder.setVisible(self._reservation is not None)
        if self._reservation is not None:
            self.holder.show_reservation(self._reservation)
        self._show_head()
        self.act_button.setObjectName("cancelReservationButton")
        self.leave_button.setDefault(True)
        self.set_hint(self.tr("Escape leaves."))
        can_cancel = self._reservation is not None and not self._is_over()
        self.set_act(self.tr("Cancel this reservation") if can_cancel else "")
        self.act_button.set_kind("outlined-destructive")
        self._say_usual()
        self.leave_button.setFocus()

    def _say_usual(self) -> None:
        """Say what stands without any act of the host, which most of the time is nothing."""
        self._say("quiet", "")
        now = self._controller.now()
        try:
            self._slot.check_not_over(now)
        except Refusal as refusal:
            self.message.say("quiet", words.sentence(refusal), icon="clock")
            self.set_act("")
            self.set_hint(self.tr("Escape leaves."))
            self.reserve_form.setEnabled(False)
            return
        if self._view == "held" and self._reservation is None:
            self._say("warn", self.tr("This table is marked as taken, but nobody is in the book."))
        elif now >= self._slot.starts_at:
            begun = self.tr("This hour has begun. It ends at {end}.")
            self.message.say(
                "quiet", begun.format(end=words.hour(self._slot.ends_at)), icon="clock"
            )

    def _say(
        self,
        kind: MessageKind,
        text: str,
        action: str | None = None,
        way_out: Callable[[], None] | None = None,
    ) -> None:
        self._is_refused = False
        self.tell(kind, text, action, way_out)

    def _in_words(self, template: str) -> str:
        return template.format(table=self._slot.table_id, hour=words.hour(self._slot.starts_at))

    def _is_over(self) -> bool:
        return self._controller.now() >= self._slot.ends_at

    # --- what others did meanwhile

    def _follow_form(self, *, was_free: bool) -> None:
        self._show_head()
        self.reserve_form.set_slot(self._slot)
        is_free = self._slot.is_available and self._reservation is None
        self.act_button.setEnabled(is_free)
        if is_free and not was_free:
            self._say("success", self._in_words(self.tr("Table {table} at {hour} is free again.")))
        elif was_free and not is_free:
            self._say("error", self._just_taken())

    def _just_taken(self) -> str:
        station = self._reservation.station if self._reservation else ""
        if not station or station == self._controller.station:
            return self._in_words(self.tr("Table {table} at {hour} has just been taken."))
        says = self.tr("Table {table} at {hour} has just been taken at {station}.")
        return says.format(
            table=self._slot.table_id, hour=words.hour(self._slot.starts_at), station=station
        )

    def _follow_holder(self, before: Reservation | None) -> None:
        if self._reservation is None and self._slot.is_available:
            self._show_head()
            self.set_act("")
            self._say(
                "warn",
                self._in_words(self.tr("This reservation is gone. Table {table} is free.")),
                self._in_words(self.tr("Reserve table {table}")),
                self._show_form,
            )
            return
        is_other = before and self._reservation and before.id != self._reservation.id
        self._show_holder()
        if is_other:
            self._say("warn", self._in_words(self.tr("Another guest holds table {table} now.")))

    # --- the acts

    def _on_acted(self) -> None:
        if self.is_busy:
            return
        if self._view == "held":
            self._cancel()
        elif self._is_unknown:
            self._repeat()
        else:
            self._reserve()

    def _on_edited(self) -> None:
        # What was refused, and any offer with it, was about what stood there before.
        if self._is_refused:
            self._say_usual()

    def _reserve_second(self) -> None:
        self._reserve(second_table=True)

    def _repeat(self) -> None:
        if self._is_unknown:
            self._send()
        else:
            self._reserve(second_table=self._is_second)

    def _reserve(self, *, second_table: bool = False) -> None:
        form, filled = self.reserve_form, self.reserve_form.filled()
        self._is_second = second_table
        try:
            parse_phone(filled.phone, self._region)
        except InvalidPhone as refusal:
            self._say("error", words.sentence(refusal))
            self._is_refused = True
            form.phone.edit.setFocus()
            return
        if filled.party_size is None:
            says = self.tr("Choose how many guests come: table {table} seats {seats}.")
            self._say("error", says.format(table=self._slot.table_id, seats=self._slot.capacity))
            self._is_refused = True
            form.party.setFocus()
            return
        last = self._attempt
        if last is None or (last.filled, last.second_table) != (filled, second_table):
            self._attempt = Attempt(self._controller.new_id(), filled, second_table)
        self._send()

    def _send(self) -> None:
        attempt, slot = self._attempt, self._slot
        controller, memory = self._controller, self._memory
        assert attempt is not None
        party_size = attempt.filled.party_size
        assert party_size is not None

        def work() -> Reservation:
            made = controller.reserve(
                slot.slot_id,
                slot.table_id,
                attempt.filled.phone,
                party_size,
                reservation_id=attempt.id,
                name=attempt.filled.name,
                note=attempt.filled.note,
                second_table=attempt.second_table,
            )
            memory.remember(made)
            return made

        self.set_busy(self._in_words(self.tr("Reserving table {table} at {hour}.")))
        self._tasks.run(self, work, self._on_reserved, self._on_reserve_failed)

    def _on_reserved(self, reservation: Reservation) -> None:
        self.set_ready()
        self._is_unknown = False
        self.accept()
        self.reserved.emit(reservation)

    def _on_reserve_failed(self, trouble: Trouble) -> None:
        self.set_ready()
        self._is_leaving_told = False
        # An hour that is busy may be so with the very attempt whose answer never came.
        is_open = isinstance(trouble, (Outage, SlotBusy))
        may_be_saved = isinstance(trouble, Outage) and trouble.may_be_saved
        self._is_unknown = is_open and (may_be_saved or self._is_unknown)
        says = words.sentence(trouble)
        if self._is_unknown and not may_be_saved:
            says = self._in_words(
                self.tr("It is still not known whether table {table} at {hour} was reserved.")
            )
        if isinstance(trouble, AlreadyReserved):
            self._say("error", says, self.tr("Reserve a second table"), self._reserve_second)
        elif is_open:
            self._say("error", says, self.tr("Try again"), self._repeat)
        else:
            self._say("error", says)
        self._is_refused = isinstance(trouble, Refusal) and not self._is_unknown
        if self._is_refused:
            # Nothing was written: whatever comes next is another attempt, with an id of its own.
            self._attempt = None
        if isinstance(trouble, SlotTaken):
            self._pill.set_state("reserved")
        self.form.setEnabled(not self._is_unknown)
        if self._is_unknown:
            self.message.action_button.setFocus()
        self._follow_news()

    def _follow_news(self) -> None:
        news, self._news = self._news, None
        if news is not None:
            self.show_slot_now(*news)

    def _cancel(self) -> None:
        """Ask once, in the same place, since a cancelled reservation is gone for good."""
        reservation = self._reservation
        if reservation is None:
            return
        if not self._is_cancel_asked:
            self._is_cancel_asked = True
            self.set_act(self._in_words(self.tr("Cancel table {table}, {hour}")), destructive=True)
            asks = self.tr("This frees table {table} at {hour}. Press once more to cancel it.")
            self._say("warn", self._in_words(asks))
            return
        work = cancelling(self._controller, self._memory, reservation.id, self._cancel_id)
        self.set_busy(self._in_words(self.tr("Cancelling the reservation of table {table}.")))
        self._tasks.run(self, work, self._on_cancelled, self._on_cancel_failed)

    def _on_cancelled(self, reservation: Reservation) -> None:
        self.set_ready()
        self.accept()
        self.cancelled.emit(reservation)

    def _on_cancel_failed(self, trouble: Trouble) -> None:
        self.set_ready()
        says = words.sentence(trouble)
        if isinstance(trouble, ReservationNotFound):
            self.set_act("")
        if isinstance(trouble, (Outage, SlotBusy)):
            self._say("error", says, self.tr("Try again"), self._on_acted)
        else:
            self._say("error", says)
        self._follow_news()

    def reject(self) -> None:
        """Leave; where it is not known whether the table was reserved, say that first."""
        if self.is_busy:
            return
        if self._is_unknown:
            says = self._in_words(
                self.tr(
                    "It is not known whether table {table} at {hour} was reserved. "
                    "The lists show it once the database answers."
                )
            )
            if not self._is_leaving_told:
                self._is_leaving_told = True
                self._say("warn", says, self.tr("Try again"), self._repeat)
                return
            self.left_unknown.emit(says)
        super().reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.act_button and self._view == "held":
            # One press asks, the next one cancels: two in one go, or a key held down, are one.
            if event.type() == QEvent.Type.MouseButtonDblClick:
                return True
            if isinstance(event, QKeyEvent) and event.isAutoRepeat():
                return True
        return super().eventFilter(watched, event)
