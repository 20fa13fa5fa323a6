"""What the host does in dialogs, and how it is said when it is done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Change, Reservation, Undone
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import undo_words, words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_hours import is_near
from resv_desktop.qt.day_words import facts
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.houses import Houses
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.left_guest import LeftGuest
from resv_desktop.qt.look import Look
from resv_desktop.qt.moving import Moving
from resv_desktop.qt.other_day import OtherDay
from resv_desktop.qt.presence import TakingSigns
from resv_desktop.qt.slot_dialogs import SlotDialogs
from resv_desktop.qt.widgets.notice import Notice

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.left_off import HalfTyped
    from resv_desktop.qt.history.history_dialog import HistoryDialog
    from resv_desktop.qt.slot_dialog import SlotDialog
    from resv_desktop.station_memory import StationMemory


class HostActs(QObject):
    """At most one dialog over the window; its success goes to the notice.

    done is emitted when something was reserved or cancelled, left when a dialog has gone. reserved
    carries the Reservation that was made or moved, written the id of each write, by which it can be
    taken back, unclear that of each that may be saved. reshuffle_wanted carries the moves that free
    a table where the one of a dialog has gone, and what was filled in there. sent and answered
    (whether it is done) tell of each move.
    """

    done = Signal()
    reserved = Signal(Reservation)
    left = Signal()
    reshuffle_wanted = Signal(object, object)
    written = Signal(str)
    unclear = Signal(str)
    sent = Signal()
    answered = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        memory: "StationMemory",
        restaurants: Sequence[Restaurant],
        notice: Notice,
        signs: TakingSigns,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look, self._keys = look, keys
        self._tasks, self._controller, self._memory = tasks, controller, memory
        self._houses = Houses(tasks, controller, restaurants, self)
        self._notice = notice
        self._signs = signs
        self._moving = Moving(tasks, controller, memory, notice, self)
        self._moving.moved.connect(self._on_moved)
        self._moving.sent.connect(self.sent)
        self._moving.unclear.connect(self.unclear)
        self._moving.failed.connect(lambda: self.answered.emit(False))
        self._moving.failed.connect(self.done)
        signs.changed.connect(self._on_takers)
        self.slot_dialogs = SlotDialogs(window, look, keys, tasks, controller, memory)
        self._left_guest = LeftGuest()
        self._dialogs: list[QDialog] = []  # that are open, the one in front last
        self._history: HistoryDialog | None = None
        self._is_silent = False
        self._day: Day | None = None
        self._other = OtherDay(tasks, controller, self)  # of a dialog that is about another one
        self._other.read.connect(self._on_other_day)

    @property
    def is_open(self) -> bool:
        """Whether a dialog is open."""
        return self._dialog is not None

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a write is being waited for."""
        return self._moving.is_busy or bool(getattr(self._dialog, "is_busy", False))

    @property
    def half_typed(self) -> "HalfTyped | None":
        """What has been typed of a guest for a table that is not theirs yet, if anything."""
        dialog = self._slot_dialog
        return None if dialog is None else dialog.half_typed

    def open_slot(self, restaurant: Restaurant, table: TableHour, party_size: int) -> None:
        """Open the dialog of a table in an hour."""
        self.open_table(restaurant, table.as_slot(), table.reservation, party_size)

    def open_edit(self, restaurant: Restaurant, table: TableHour, party_size: int) -> None:
        """Open that dialog where it changes what is written of its party."""
        if table.reservation is not None:
            slot, held = table.as_slot(), table.reservation
            self.open_table(restaurant, slot, held, party_size, is_editing=True)

    def open_table(
        self,
        restaurant: Restaurant,
        slot: Slot,
        reservation: Reservation | None,
        party_size: int,
        *,
        phone: str = "",
        name: str = "",
        is_editing: bool = False,
    ) -> None:
        """Open the dialog of a table in an hour, with what has been typed of the guest."""
        if self._dialog is not None:
            return
        dialog = self.slot_dialogs.take(restaurant)
        left = None if phone or name else self._left_guest.found()
        dialog.show_table(slot, reservation, party_size, phone=phone, name=name, left=left)
        self._open_slot_dialog(dialog)
        if is_editing:
            dialog.show_edit()

    def offer_next(self, form: "HalfTyped") -> bool:
        """Offer a guest who was typed in the next dialog of a table; return whether it will."""
        self._left_guest.keep(form)
        return self._left_guest.found() is not None

    def go_on(self, restaurant: Restaurant, form: "HalfTyped") -> None:
        """Open the dialog of a table where a run that did not end well left it."""
        if self._dialog is None:
            dialog = self.slot_dialogs.take(restaurant)
            dialog.go_on(form)
            self._open_slot_dialog(dialog)
            if not form.attempt_id:
                # Only now: Qt marks the whole line when a dialog opens, to be typed over.
                dialog.reserve_form.go_to_end()

    def _open_slot_dialog(self, dialog: "SlotDialog") -> None:
        self._tell_day(dialog)
        dialog.show_takers(self._signs.takers)
        dialog.slot_to_take_changed.connect(self._on_slot_to_take)
        dialog.reserved.connect(self.tell_reserved)
        dialog.cancelled.connect(self._on_cancelled)
        dialog.changed.connect(self._on_changed)
        dialog.left_unknown.connect(self.tell_left_unknown)
        dialog.unclear.connect(self.unclear)
        dialog.reshuffle_wanted.connect(self._on_reshuffle_wanted)
        self._open(dialog)
        self._on_slot_to_take()

    def open_cancel(self, restaurant: Restaurant) -> None:
        """Open the dialog in which a reservation is found and cancelled."""
        from resv_desktop.qt.cancel_dialog import CancelDialog

        if self._dialog is not None:
            return
        look, tasks, houses = self._look, self._tasks, self._houses
        dialog = CancelDialog(
            self._window, look, tasks, self._controller, self._memory, houses.all, restaurant
        )
        houses.changed.connect(dialog.show_restaurants)
        houses.read()
        dialog.cancelled.connect(self._on_cancelled)
        dialog.unclear.connect(self.unclear)
        self._open(dialog)

    def open_other(self, dialog: QDialog, *, is_again: bool = False) -> None:
        """Open a dialog that changes nothing in the book; only where none is open.

        Where one is only there again, the host has not gone on: what is said stays.
        """
        self._open(dialog, is_again=is_again)

    def move(self, was: TableHour, target: TableHour) -> None:
        """Bring the party at one table and hour to another."""
        if was.reservation is not None:
            self._notice.clear()
            self._moving.move(was.reservation, target.as_slot().slot_id, target.table_id)

    def open_about(self) -> None:
        """Say what program this is."""
        from resv_desktop.qt.about_dialog import AboutDialog

        if self._dialog is None:
            self._open(AboutDialog(self._window, self._look, self._tasks))

    def open_help(self, restaurant: Restaurant) -> None:
        """Show all keys, and what can be typed at a restaurant."""
        from resv_desktop.qt.help_dialog import HelpDialog

        if self._dialog is None:
            region = region_of(restaurant.phone)
            self._open(HelpDialog(self._window, self._look, self._keys, region))

    def open_initials(self, chosen: Callable[[str], None]) -> None:
        """Ask who is at this station."""
        from resv_desktop.qt.initials_dialog import InitialsDialog

        if self._dialog is None:
            station, host = self._controller.station, self._controller.host
            dialog = InitialsDialog(self._window, self._look, station, host)
            dialog.chosen.connect(chosen)
            self._open(dialog)

    def open_history(self, day: Day, table: TableHour | None) -> None:
        """Show who did what: with what is picked, else with the day."""
        from resv_desktop.qt.history.history_dialog import HistoryDialog
        from resv_desktop.qt.history.history_words import Telling
        from resv_desktop.qt.history.scope import scopes

        if self._dialog is not None:
            return
        house = day.restaurant
        on = day.on if table is None else house.business_day(table.starts_at)
        telling = Telling(house, on, house.local(self._controller.now()).date())
        self._history = HistoryDialog(
            self._window,
            self._look,
            self._keys,
            self._tasks,
            self._controller,
            scopes(telling, table),
            telling,
        )
        self._history.undone.connect(self._on_undone)
        self._open(self._history)

    def hear(self, changes: Sequence[Change]) -> None:
        """Let an open dialog know that something may have been done."""
        self._other.hear(changes)
        if any(c.kind == "erased" for c in changes):
            self._left_guest.forget()
            self.slot_dialogs.left_changes.forget()
            if (dialog := self._slot_dialog) is not None:
                dialog.forget_guests()
        if self._history is not None and any(c.kind != "presence" for c in changes):
            self._history.hear()

    def show_day(self, day: Day) -> None:
        """Let an open dialog know what the book says now."""
        self._day = day
        self._houses.show_own(day.restaurant)
        self._moving.hear(day)
        self._prepare()
        if self._history is not None:
            self._history.hear()
        if (dialog := self._slot_dialog) is not None:
            self._tell_day(dialog)

    def _tell_day(self, dialog: "SlotDialog") -> None:
        """Tell the day that a dialog is about, which need not be the one on the screen."""
        if self._day is None or self._other.day is not None:
            return
        if is_near(self._day, dialog.slot):
            dialog.show_day(self._day)
        else:
            house = self._day.restaurant
            self._other.ask(house, house.business_day(dialog.slot.starts_at))

    def _on_other_day(self, day: Day) -> None:
        if (dialog := self._slot_dialog) is not None and is_near(day, dialog.slot):
            dialog.show_day(day)

    def show_silence(self, *, is_silent: bool) -> None:
        """Let whatever dialog is open know whether the database answers."""
        self._is_silent = is_silent
        if self._dialog is not None:
            self._tell_silence(self._dialog)

    def _tell_silence(self, dialog: QDialog) -> None:
        from resv_desktop.qt.widgets.dialog_frame import DialogFrame

        if isinstance(dialog, DialogFrame):
            dialog.show_silence(is_silent=self._is_silent)

    @property
    def _dialog(self) -> QDialog | None:
        """The dialog in front, if one is open."""
        return self._dialogs[-1] if self._dialogs else None

    @property
    def _slot_dialog(self) -> "SlotDialog | None":
        """The dialog of a table that is open, if one is; what it is made of is loaded by then."""
        if self._dialog is None:
            return None
        from resv_desktop.qt.slot_dialog import SlotDialog

        return self._dialog if isinstance(self._dialog, SlotDialog) else None

    def _on_slot_to_take(self) -> None:
        if (dialog := self._slot_dialog) is not None:
            self._signs.take(dialog.slot_to_take)

    def _on_reshuffle_wanted(self, moving: Reshuffle, filled: object) -> None:
        """Go on in another dialog, once this one has gone."""
        if self._dialog is not None:
            self._dialog.accept()
        self.reshuffle_wanted.emit(moving, filled)

    def _on_takers(self, takers: Takers) -> None:
        if (dialog := self._slot_dialog) is not None:
            dialog.show_takers(takers)

    def _open(self, dialog: QDialog, *, is_again: bool = False) -> None:
        if not is_again:
            self._notice.pass_by()
        self._dialogs.append(dialog)
        dialog.finished.connect(partial(self._on_finished, dialog))
        self._tell_silence(dialog)
        dialog.open()

    def _prepare(self) -> None:
        """Have the next slot dialog ready, once nothing is open."""
        if self._day is not None and self._dialog is None:
            self.slot_dialogs.prepare(self._day.restaurant)

    def _on_finished(self, dialog: QDialog, result: int) -> None:
        if dialog not in self._dialogs:
            return
        left: HalfTyped | None = getattr(dialog, "half_typed", None)
        if left is not None and result == QDialog.DialogCode.Rejected:
            self._left_guest.keep(left)
        dialog.deleteLater()
        self._dialogs.remove(dialog)
        if dialog is self._history:
            self._history = None
        if self._dialog is not None:
            return  # it stood over another one, which is still to be left
        self._other.forget()
        self._prepare()
        self._signs.take(None)
        self.left.emit()

    def hear_reserved(self, reservation: Reservation) -> None:
        """Offer a guest no more in the next dialog who has a table now."""
        self._left_guest.hear_reserved(reservation, region_of(self._house_of(reservation).phone))

    def tell_reserved(self, reservation: Reservation) -> None:
        """Say what was reserved, wherever that was done, and show it."""
        is_seated, is_one = reservation.status == "seated", len(self._houses.all) == 1
        if is_seated:
            text = self.tr("Seated: {facts}.") if is_one else self.tr("Seated at {house}: {facts}.")
        elif is_one:
            text = self.tr("Reserved: {facts}.")
        else:
            text = self.tr("Reserved at {house}: {facts}.")
        self.hear_reserved(reservation)
        self.reserved.emit(reservation)
        self._say_done(text, reservation, reservation.id)

    def _on_cancelled(self, reservation: Reservation, write_id: str) -> None:
        if len(self._houses.all) > 1:
            text = self.tr("Cancelled at {house}: {facts}.")
        else:
            text = self.tr("Cancelled: {facts}.")
        self._say_done(text, reservation, write_id)

    def _on_changed(self, reservation: Reservation, write_id: str, before: Reservation) -> None:
        is_one = len(self._houses.all) == 1
        if before.allergy and not reservation.allergy:  # what is gone is as grave as what is new
            text = self.tr("Changed, no allergy any more: {facts}.")
            if not is_one:
                text = self.tr("Changed at {house}, no allergy any more: {facts}.")
        else:
            text = (
                self.tr("Changed: {facts}.") if is_one else self.tr("Changed at {house}: {facts}.")
            )
        self._say_done(text, reservation, write_id)

    def _on_moved(self, reservation: Reservation) -> None:
        if len(self._houses.all) > 1:
            text = self.tr("Moved at {house}: {facts}.")
        else:
            text = self.tr("Moved: {facts}.")
        self.reserved.emit(reservation)
        try:
            self._say_done(text, reservation, self._moving.write_id)
        finally:
            self.answered.emit(True)
            self.left.emit()

    def _on_undone(self, undone: Undone, sentence: str) -> None:
        subject = undone.after or undone.before
        if undone.moved and subject is not None:
            # More went back than the line that was picked.
            self._say_done(undo_words.taken_back(undone.act, undone), subject, undone.id)
            return
        self.written.emit(undone.id)
        says = self.tr("Undone: {sentence}.").format(sentence=sentence)
        self._notice.say(says, self.tr("Undo"))
        self.done.emit()

    def tell_left_unknown(self, sentence: str, write_id: str) -> None:
        """Say that a host has gone on without knowing whether a table was reserved."""
        self.unclear.emit(write_id)
        self._notice.say(sentence, kind="warn")
        self.done.emit()

    def _house_of(self, reservation: Reservation) -> Restaurant:
        return self._houses.of(reservation.rest_id)

    def _say_done(self, text: str, reservation: Reservation, write_id: str) -> None:
        self.written.emit(write_id)
        house = self._house_of(reservation)
        guest = reservation.name
        if not guest and reservation.reserved_by:
            guest = words.phone(reservation.reserved_by, region_of(house.phone))
        says = text.format(house=words.apart(house.name), facts=facts(reservation, guest))
        self._notice.say(says, self.tr("Undo"))
        self.done.emit()
