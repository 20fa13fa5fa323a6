"""The side of a slot's dialog that reserves the table, or another one where it has gone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    InvalidPhone,
    Outage,
    Refusal,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
    TableTooSmall,
    is_unanswered,
    may_be_saved,
)
from resv_desktop.domain.phone import parse_phone
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.slot import Slot
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt import slot_words, words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import NOBODY
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.party_form import Party
from resv_desktop.qt.reserve_form import Attempt, ReserveForm
from resv_desktop.qt.slot_words import Standing
from resv_desktop.qt.ways_on import WaysOn
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.offers_row import OffersRow
from resv_desktop.qt.widgets.state_pill import State
from resv_desktop.station_memory import StationMemory

_ANOTHER_TABLE_HELPS = (SlotTaken, TableTooSmall, SlotNotFound, TableNotFound, SlotInPast)


class ReserveSide(QObject):
    """The form of one table. What was typed is never lost, also not on the way to another table.

    While it is not known whether an attempt was saved the form is locked, and only that same
    attempt can be repeated; a host who leaves all the same is told so through left_unknown, which
    carries the sentence and the id of the attempt.
    left is the guest that another dialog was left with, who is offered while nothing stands here.
    moved carries the Slot of the table that the host went to instead, answered is emitted once a
    failure has been told. reshuffle_wanted carries the moves of others that free a table in its
    place, and what is filled in.
    """

    reserved = Signal(Reservation)
    moved = Signal(Slot)
    left_unknown = Signal(str, str)
    answered = Signal()
    reshuffle_wanted = Signal(object, object)

    def __init__(
        self,
        frame: DialogFrame,
        form: ReserveForm,
        keys: Keys,
        tasks: Tasks,
        controller: Controller,
        memory: StationMemory,
        region: str | None,
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._tasks, self._controller, self._memory = tasks, controller, memory
        self._region = region
        self._attempt: Attempt | None = None
        self._is_unknown = self._is_leaving_told = self._is_refused = self._is_second = False
        self._is_usual = True  # whether nothing is told but how the table stands
        self._is_silent = self._is_silence_told = False
        self._lost = ""  # why this table cannot be had, in words
        self._day: Day | None = None
        self._takers: Takers = NOBODY
        self.left: HalfTyped | None = None
        self.form = form
        self.others = OffersRow(frame.look, keys)
        self.form.edited.connect(self._on_edited)
        self._ways_on = WaysOn(self.others, self)
        self._ways_on.table_chosen.connect(self._on_chosen)
        self._ways_on.moves_chosen.connect(self._on_moves_chosen)
        self._ways_on.guest_chosen.connect(self._on_guest_chosen)

    @property
    def slot_to_take(self) -> Slot | None:
        """The free slot that the host is about to take; None where it has gone or is over."""
        slot = self._standing.slot
        is_over = self._controller.now() >= slot.ends_at
        return slot if self._standing.is_free and not self._lost and not is_over else None

    @property
    def state(self) -> State:
        """What the pill says."""
        is_taken = self._lost and self._standing.is_free
        return "reserved" if is_taken else self._standing.state

    @property
    def _taken_at(self) -> tuple[str, ...]:
        slot = self._standing.slot
        return self._takers.get((slot.slot_id, slot.table_id), ())

    @property
    def half_typed(self) -> HalfTyped | None:
        """What has been typed, and the attempt whose answer is not known; None where neither is."""
        typed = self.form.half_typed(self._standing.slot)
        is_open = self._frame.is_busy or self._is_unknown
        if typed is None or self._attempt is None or not is_open:
            return typed
        attempt = self._attempt
        return replace(typed, attempt_id=attempt.id, second_table=attempt.second_table)

    def go_on(self, left: HalfTyped) -> None:
        """Fill in what was left half typed; an attempt without an answer is settled first."""
        self.form.write(Party(left.size, left.name, left.note, left.allergy))
        if not left.attempt_id:
            self._frame.tell("warn", self.tr("The program ended. What was typed here is back."))
            return
        self._attempt = Attempt(left.attempt_id, self.form.filled(), left.second_table)
        self._is_unknown = True
        self._lock_until_known()
        says = self.tr("It is still not known whether table {table} at {hour} was reserved.")
        self._tell(words.named(says, left.slot), self.tr("Try again"), self._repeat)

    def show(self, standing: Standing) -> None:
        """Show the form of a table."""
        frame = self._frame
        self._standing = standing
        self._lost = ""
        self.form.show()
        self.form.set_slot(standing.slot)
        frame.act_button.setObjectName("reserveButton")
        frame.act_button.setDefault(True)
        self._enable()
        frame.set_act(words.named(self.tr("Reserve table {table}"), standing.slot))
        self._say_usual()

    def hide(self) -> None:
        """Give way to whoever holds the table."""
        self.form.hide()
        self.others.hide()

    def follow(self, standing: Standing) -> None:
        """Take over what the book says now of the table."""
        before, self._standing = self._standing, standing
        if self._is_unknown:
            held = standing.reservation
            if self._attempt and held and held.id == self._attempt.id:
                self._send()
            return
        self.form.set_slot(standing.slot)
        self._enable()
        if standing.is_free and not before.is_free:
            self._lost = ""
            self._say_usual()
            says = self.tr("Table {table} at {hour} is free again.")
            self._frame.tell("success", words.named(says, standing.slot))
        elif not standing.is_free:
            self._lost = slot_words.lost(standing, self._controller.station)
            self._say_usual()

    def follow_others(self, day: Day | None, takers: Takers) -> None:
        """Take over what the book says now of the other tables, and who is about to take which."""
        before = self._taken_at
        self._day, self._takers = day, takers
        if self._lost:
            self._offer()
        elif self._is_usual and self._taken_at != before:
            self._say_usual()

    def follow_silence(self, *, is_silent: bool) -> None:
        """Take over whether the database is silent: said before the host has promised anything."""
        if is_silent == self._is_silent:
            return
        self._is_silent = is_silent
        self._enable()
        if self._is_usual or (self._is_silence_told and not is_silent):
            self._say_usual()

    def _enable(self) -> None:
        # What nobody knows is asked again whether or not the database seems to answer.
        can = self._standing.is_free and not self._is_silent
        self._frame.act_button.setEnabled(can or self._is_unknown)

    def act(self) -> None:
        """Reserve, or find out whether the last attempt did."""
        if self._is_unknown:
            self._send()
        elif self._frame.act_button.isEnabled() and not self.form.phone.is_unread():
            self._reserve()

    def may_leave(self) -> bool:
        """Whether the host can go; if it is not known what was saved, that is said first."""
        if not self._is_unknown:
            return True
        says = self.tr(
            "It is not known whether table {table} at {hour} was reserved. "
            "The lists show it once the database answers."
        )
        says = words.named(says, self._standing.slot)
        if self._is_leaving_told:
            self.left_unknown.emit(says, "" if self._attempt is None else self._attempt.id)
            return True
        self._is_leaving_told = True
        self._frame.tell("warn", says, self.tr("Try again"), self._repeat)
        return False

    # --- what is said

    def _say_usual(self) -> None:
        """Say how the table stands, which most of the time is nothing."""
        slot, now = self._standing.slot, self._controller.now()
        self._is_refused, self._is_usual, self._is_silence_told = False, True, False
        if self._lost:
            self._frame.tell("error", self._lost)
            self._offer()
            return
        self._offer_left()
        if now >= slot.ends_at:
            self._frame.tell("quiet", slot_words.of_the_clock(slot, now), icon="clock")
            self._frame.set_act("")
            self._frame.set_hint(self.tr("Escape leaves."))
            self.form.setEnabled(False)
            return
        self._frame.set_hint(self.tr("Enter reserves, Escape leaves."))
        says = slot_words.of_the_clock(slot, now)
        if self._is_silent:
            silent = self.tr(
                "The database does not answer. What you type stays; nothing can be saved until "
                "it does."
            )
            self._frame.tell("warn", silent)
        elif self._taken_at:
            self._frame.tell("warn", slot_words.warned(slot, self._taken_at), icon="pencil")
        else:
            self._frame.tell("quiet", says, icon="clock" if says else "")

    def _tell(
        self, says: str, action: str | None = None, way_out: Callable[[], None] | None = None
    ) -> None:
        """Tell bad news, which stay until the host does something about them."""
        self._is_usual = False
        self._frame.tell("error", says, action, way_out)

    def _refuse(self, says: str) -> None:
        """Tell what is wrong with what stands in the form."""
        self._tell(says)
        self._is_refused = True

    def _offer(self) -> None:
        """Offer what is nearest to a table that has gone."""
        self._frame.set_hint(slot_words.offer_keys(()))
        if self._day is None:
            return
        gone, now = self._standing.slot, self._controller.now()
        self._ways_on.offer(self._day, gone, self.form.wanted, now, self._takers)
        self._frame.set_hint(slot_words.offer_keys(self.others.keys))

    def _offer_left(self) -> None:
        """Offer who was typed just now, as long as nothing stands here."""
        is_over = self._controller.now() >= self._standing.slot.ends_at
        if self.left is None or is_over or self.half_typed is not None:
            self._ways_on.clear()
        else:
            self._ways_on.offer_guest(self.left)

    # --- what the host does

    def _on_edited(self) -> None:
        # What was refused, and any offer with it, was about what stood there before.
        if self._is_refused:
            self._lost = ""
            self._say_usual()
        elif self._lost:
            self._offer()
        else:
            self._offer_left()

    def _on_guest_chosen(self, left: HalfTyped) -> None:
        """Fill in the guest; how many they are as far as this table seats them."""
        self.form.wanted = left.wanted
        size = left.size if left.size and left.size <= self._standing.slot.capacity else None
        self.form.write(Party(size, left.name, left.note, left.allergy))
        self.form.fill(left.phone, left.name)
        self.form.set_slot(self._standing.slot)
        self._ways_on.clear()
        self.form.go_to_end()

    def _on_moves_chosen(self, moving: Reshuffle) -> None:
        if not (self._frame.is_busy or self._is_unknown):
            self.reshuffle_wanted.emit(moving, self.form.filled())

    def _on_chosen(self, slot: Slot) -> None:
        """Go to another table with everything that was typed."""
        if self._frame.is_busy or self._is_unknown:
            return
        self._attempt = None
        self.show(Standing(slot, None))
        focused = self._frame.focusWidget()
        if focused is None or not self.form.isAncestorOf(focused):
            self.form.setFocus()
        self.moved.emit(slot)

    def _reserve_second(self) -> None:
        self._reserve(second_table=True)

    def _repeat(self) -> None:
        if self._is_unknown:
            self._send()
        elif not self.form.phone.is_unread():
            self._reserve(second_table=self._is_second)

    def _reserve(self, *, second_table: bool = False) -> None:
        form, filled, slot = self.form, self.form.filled(), self._standing.slot
        self._is_second = second_table
        try:
            parse_phone(filled.phone, self._region)
        except InvalidPhone as refusal:
            self._refuse(words.sentence(refusal))
            form.phone.edit.setFocus()
            return
        if filled.party.size is None:
            says = self.tr("Choose how many guests come: table {table} seats {seats}.")
            self._refuse(says.format(table=words.table(slot.table_id), seats=slot.capacity))
            form.party.setFocus()
            return
        last = self._attempt
        if last is None or (last.filled, last.second_table) != (filled, second_table):
            self._attempt = Attempt(self._controller.new_id(), filled, second_table)
        self._send()

    def _send(self) -> None:
        attempt, slot = self._attempt, self._standing.slot
        controller, memory = self._controller, self._memory
        assert attempt is not None
        party = attempt.filled.party
        size = party.size
        assert size is not None

        def work() -> Reservation:
            made = controller.reserve(
                slot.slot_id,
                slot.table_id,
                attempt.filled.phone,
                size,
                reservation_id=attempt.id,
                name=party.name,
                note=party.note,
                allergy=party.allergy,
                second_table=attempt.second_table,
            )
            memory.remember(made)
            return made

        self._frame.set_busy(words.named(self.tr("Reserving table {table} at {hour}."), slot))
        self.others.setEnabled(False)
        self._tasks.run(self, work, self._on_reserved, self._on_failed)

    def _on_reserved(self, reservation: Reservation) -> None:
        self._frame.set_ready()
        self._is_unknown = False
        self.reserved.emit(reservation)

    def _on_failed(self, trouble: Trouble) -> None:
        frame = self._frame
        frame.set_ready()
        self.others.setEnabled(True)
        self._is_leaving_told = False
        # An hour that is busy may be so with the very attempt whose answer never came.
        is_open = is_unanswered(trouble)
        is_maybe_saved = may_be_saved(trouble)
        self._is_unknown = is_open and (is_maybe_saved or self._is_unknown)
        is_refused = isinstance(trouble, Refusal) and not self._is_unknown
        if is_refused:
            # Nothing was written: whatever comes next is another attempt, with an id of its own.
            self._attempt = None
        says = words.sentence(trouble)
        if self._is_unknown and not is_maybe_saved:
            still = self.tr("It is still not known whether table {table} at {hour} was reserved.")
            says = words.named(still, self._standing.slot)
        if isinstance(trouble, _ANOTHER_TABLE_HELPS):
            self._lost = says
            self._say_usual()
        elif isinstance(trouble, AlreadyReserved):
            self._tell(says, self.tr("Reserve a second table"), self._reserve_second)
        elif is_open:
            self._tell(says, self.tr("Try again"), self._repeat)
            self._is_silence_told = isinstance(trouble, Outage) and not self._is_unknown
        else:
            self._tell(says)
        is_of_the_table = bool(self._lost) and not isinstance(trouble, TableTooSmall)
        self._is_refused = is_refused and not is_of_the_table
        self._lock_until_known()
        self.answered.emit()

    def _lock_until_known(self) -> None:
        self._frame.form.setEnabled(not self._is_unknown)
        if self._is_unknown:
            self._frame.message.action_button.setFocus()
