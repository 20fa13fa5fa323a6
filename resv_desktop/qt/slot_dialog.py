"""One table for one hour: the host reserves it, or sees who holds it and cancels that."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt import slot_words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_hours import is_of
from resv_desktop.qt.day_rows import NOBODY
from resv_desktop.qt.edit_side import EditSide
from resv_desktop.qt.guest_line import GuestLine
from resv_desktop.qt.held_side import HeldSide
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.left_guest import LeftChanges
from resv_desktop.qt.look import Look
from resv_desktop.qt.phone_edit import PhoneField
from resv_desktop.qt.reserve_form import FormPieces, ReserveForm
from resv_desktop.qt.reserve_side import ReserveSide
from resv_desktop.qt.slot_words import Standing
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.party_size_picker import SMALLEST_PARTY
from resv_desktop.qt.widgets.state_pill import StatePill
from resv_desktop.station_memory import StationMemory


class SlotDialog(DialogFrame):
    """Shows the form of a free table, or who holds a taken one, and follows the book meanwhile.

    slot_to_take is the free slot that the host is about to take, None where there is none;
    slot_to_take_changed tells that it may be another one. It is built part by part, since all of
    it at once would hold the window up, and is about one table: another guest gets another dialog.
    """

    reserved = Signal(Reservation)
    cancelled = Signal(Reservation, str)
    changed = Signal(Reservation, str, Reservation)
    left_unknown = Signal(str, str)
    unclear = Signal(str)
    slot_to_take_changed = Signal()
    reshuffle_wanted = Signal(object, object)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: Controller,
        memory: StationMemory,
        restaurant: Restaurant,
        left_changes: LeftChanges,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("slotDialog")
        self._keys, self._tasks = keys, tasks
        self._controller, self._memory = controller, memory
        self._restaurant, self._left_changes = restaurant, left_changes
        self._region = region_of(restaurant.phone)
        self._day: Day | None = None
        self._takers: Takers = NOBODY
        self._news: Callable[[], None] | None = None
        self._guest_lines: list[GuestLine] = []
        self._pill = StatePill(look, "free")
        self.set_trailing(self._pill)
        self.acted.connect(self._on_acted)
        KeyShortcut(keys, "edit", self).activated.connect(self.show_edit)
        self._to_reserve = FormPieces(look, self._region, self)
        self._to_edit = FormPieces(look, self._region, self)
        self._parts: list[Callable[[], object]] = [
            *_piece_by_piece(self._to_reserve),
            self._build_form,
            self._build_reserving,
            self._build_holding,
            *_piece_by_piece(self._to_edit),
            self._build_editing,
            self.ensurePolished,
        ]

    @property
    def is_built(self) -> bool:
        """Whether a table can be shown at once."""
        return not self._parts

    def build_part(self) -> None:
        """Build the next part of what is not seen yet."""
        if self._parts:
            self._parts.pop(0)()

    def show_table(
        self,
        slot: Slot,
        reservation: Reservation | None,
        party_size: int,
        *,
        phone: str = "",
        name: str = "",
        left: HalfTyped | None = None,
    ) -> None:
        """Be about a table in an hour from now on, with what has been typed of the guest.

        left is a guest who is only offered: another dialog was left with what is typed of them.
        """
        while not self.is_built:
            self.build_part()
        self.reserving.left = left
        self._standing = Standing(slot, reservation)
        self.reserve_form.wanted = party_size
        if self._standing.is_free:
            self._show_form()
        else:
            self._show_holder()
            self.holding.hear_opened()
        self.reserve_form.fill(phone, name)

    def go_on(self, left: HalfTyped) -> None:
        """Be about a table as a run of the program left it that did not end well."""
        self.show_table(left.slot, None, left.wanted, phone=left.phone, name=left.name)
        self.reserving.go_on(left)

    @property
    def half_typed(self) -> HalfTyped | None:
        """What has been typed for a table that is not reserved yet; None where it is nothing."""
        return self.reserving.half_typed if self._side is self.reserving else None

    @property
    def slot(self) -> Slot:
        """The table and hour that it is about."""
        return self._standing.slot

    @property
    def slot_to_take(self) -> Slot | None:
        """The free slot that the host is about to take, or None."""
        return self.reserving.slot_to_take if self._side is self.reserving else None

    def show_day(self, day: Day) -> None:
        """Take over what the book says now, of this table and of those that could replace it."""
        if self.is_busy:
            self._news = partial(self.show_day, day)
            return
        self._day = day
        slot = self._standing.slot
        found = day.find_slot(slot.slot_id, slot.table_id)
        if found is not None:
            self._follow(Standing(found.as_slot(), found.reservation))
        elif is_of(day, slot):
            self._follow(Standing(slot, None, is_gone=True))
        self._follow_others()

    def show_edit(self) -> None:
        """Let what is written of the party that holds the table be changed."""
        if self._side is self.holding and self._standing.reservation and not self.is_busy:
            self._side = self.editing
            self.holding.hide()
            self.editing.show(self._standing)
            self._show_silence()

    def show_takers(self, takers: Takers) -> None:
        """Take over who is about to take which table at other stations."""
        self._takers = takers
        self._follow_others()

    def forget_guests(self) -> None:
        """Ask anew what is known of the guest: somebody was erased."""
        for line in self._guest_lines:
            line.ask_again()

    def show_silence(self, *, is_silent: bool) -> None:
        """Take over whether the database answers; what was typed stays."""
        if self.is_busy:
            super().show_silence(is_silent=is_silent)
            return
        self._is_silent = is_silent
        if self._side is self.reserving:
            self.reserving.follow_silence(is_silent=is_silent)
        else:
            self._show_silence()

    def _show_silence(self) -> None:
        """Say of who holds the table that nothing can be changed, where nothing else is said."""
        self.act_button.setDisabled(self._is_silent)
        self.tell_silence()

    # --- its parts

    def _build_form(self) -> None:
        self.reserve_form = ReserveForm(self._to_reserve, SMALLEST_PARTY, self.form)
        self._say_who(self.reserve_form.phone)
        self.body.addWidget(self.reserve_form)

    def _say_who(self, phone: PhoneField) -> None:
        line = GuestLine(phone, self._tasks, self._controller, self._restaurant)
        self._guest_lines.append(line)

    def _build_reserving(self) -> None:
        self.reserving = ReserveSide(
            self,
            self.reserve_form,
            self._keys,
            self._tasks,
            self._controller,
            self._memory,
            self._region,
        )
        self.place.addWidget(self.reserving.others)
        self.reserving.reserved.connect(self._on_reserved)
        self.reserving.moved.connect(self._on_moved)
        self.reserving.left_unknown.connect(self.left_unknown)
        self.reserving.answered.connect(self._on_answered)
        self.reserving.reshuffle_wanted.connect(self.reshuffle_wanted)

    def _build_holding(self) -> None:
        self.holding = HeldSide(self, self._tasks, self._controller, self._memory, self._region)
        self.holder = self.holding.view
        self.body.addWidget(self.holder)
        self.holding.cancelled.connect(self._on_cancelled)
        self.holding.form_wanted.connect(self._show_form)
        self.holding.answered.connect(self._on_answered)
        self.holding.unclear.connect(self.unclear)
        self.holder.edit_button.clicked.connect(self.show_edit)

    def _build_editing(self) -> None:
        self.editing = EditSide(
            self,
            self._tasks,
            self._controller,
            self._memory,
            self._region,
            self._to_edit,
            self._left_changes,
        )
        self._say_who(self.editing.form.phone)
        self.body.addWidget(self.editing.form)
        self.editing.changed.connect(self._on_changed)
        self.editing.left.connect(self._show_holder)
        self.editing.answered.connect(self._on_answered)
        self.editing.unclear.connect(self.unclear)

    # --- what others did meanwhile

    def _follow(self, standing: Standing) -> None:
        if self.is_busy:
            self._news = partial(self._follow, standing)
            return
        before, self._standing = self._standing, standing
        if before == standing:
            return
        self._side.follow(standing)
        if self._side is self.editing:
            self.forget_guests()  # which table the guest has is said there, too
        self._show_head()
        self.slot_to_take_changed.emit()

    def _follow_others(self) -> None:
        if self._side is self.reserving and not self.is_busy:
            self.reserving.follow_others(self._day, self._takers)

    # --- what is shown

    _side: ReserveSide | HeldSide | EditSide

    def _show_head(self) -> None:
        slot = self._standing.slot
        self.set_head(slot_words.title(slot), slot_words.when_and_seats(slot, self._restaurant))
        is_form = self._side is self.reserving
        self._pill.set_state(self.reserving.state if is_form else self._standing.state)

    def _show_form(self) -> None:
        self._side = self.reserving
        self.holding.hide()
        self.reserving.show(self._standing)
        self.reserving.follow_others(self._day, self._takers)
        self.reserve_form.setFocus()
        self._show_head()
        self.slot_to_take_changed.emit()

    def _show_holder(self) -> None:
        self._side = self.holding
        self.reserving.hide()
        self.editing.hide()
        self.holding.show(self._standing)
        self._show_silence()
        self._show_head()

    # --- the acts

    def _on_acted(self) -> None:
        if not self.is_busy:
            self._side.act()

    def _on_moved(self, slot: Slot) -> None:
        self._standing = Standing(slot, None)
        self._show_head()
        self.slot_to_take_changed.emit()

    def _on_answered(self) -> None:
        news, self._news = self._news, None
        if news is not None:
            news()
        self._follow_others()
        self._show_head()
        self.slot_to_take_changed.emit()

    def _on_reserved(self, reservation: Reservation) -> None:
        self.accept()
        self.reserved.emit(reservation)

    def _on_changed(self, reservation: Reservation, write_id: str, before: Reservation) -> None:
        self.accept()
        self.changed.emit(reservation, write_id, before)

    def _on_cancelled(self, reservation: Reservation, write_id: str) -> None:
        self.accept()
        self.cancelled.emit(reservation, write_id)

    def reject(self) -> None:
        """Leave; where it is not known whether the table was reserved, say that first."""
        if self.is_busy or (self._side is self.reserving and not self.reserving.may_leave()):
            return
        if self._side is self.editing:
            self.editing.keep()
        super().reject()


def _piece_by_piece(pieces: FormPieces) -> tuple[Callable[[], object], ...]:
    """Return what makes the pieces of a form, each in a moment of its own."""
    return (
        lambda: pieces.phone,
        lambda: pieces.party,
        lambda: (pieces.name, pieces.note),
    )
