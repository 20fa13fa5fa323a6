"""The waitlist at this station: who is offered a table, and what the host does about it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import may_be_saved
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Offer, Waiting, Waitlist
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.command_rows import WaitRow
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter, open_hours
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.one_question import OneQuestion
from resv_desktop.qt.party_form import Party
from resv_desktop.qt.reserve_form import Filled
from resv_desktop.qt.seat_acts import SeatActs
from resv_desktop.qt.wait_dialog import WaitDialog
from resv_desktop.qt.waiting_row import WaitingRow
from resv_desktop.qt.waitlist_reader import WaitlistReader
from resv_desktop.qt.widgets.unseen import Unseen

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class WaitingDesk(QObject):
    """Puts parties on the waitlist, takes them off, and gives them the tables they wait for.

    Each act is done at once and taken back by one key, as all others. dialog_wanted carries the
    dialog to be opened, reserved a reservation that was made for who waited or would have,
    reshuffle_wanted the moves by which nobody has to wait, and what was filled in, freed those by
    which a Waiting gets a table.
    """

    dialog_wanted = Signal(object)
    reserved = Signal(Reservation)
    reshuffle_wanted = Signal(object, object)
    freed = Signal(object, object)

    def __init__(
        self,
        window: QWidget,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        house: Callable[[], Restaurant],
        seat: SeatActs,
        row: WaitingRow,
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._keys = window, look, keys
        self._tasks, self._controller = tasks, controller
        self._house, self._seat = house, seat
        self._dialog: WaitDialog | None = None
        self._hour: OneQuestion | None = None  # what that of the dialog is like
        self.reader = WaitlistReader(tasks, controller, house().id, self)
        self.row, self._pressed = row, Unseen(self)
        self.row.reserved.connect(partial(self._on_pressed, self.reserve))
        self.row.passed.connect(partial(self._on_pressed, self.pass_over))
        self.reader.changed.connect(self._on_changed)
        self.reader.failed.connect(self._on_unread)
        seat.failed.connect(self._on_failed)
        seat.done.connect(self._on_done)

    # --- the acts

    def wait(self, row: WaitRow) -> None:
        """Put a party on the waitlist, as the command line says it."""
        party = Party(row.party, row.name, "", allergy=False)
        self._wait(row.slot.slot_id, Filled(row.phone, party))

    def reserve(self, offer: Offer) -> None:
        """Give a party the table that it waits for."""
        controller, entry, table = self._controller, offer.waiting, offer.slot.table_id
        self._seat.reserve(
            self.tr("Reserved from the waitlist: {facts}."),
            lambda act: controller.reserve_waiting(entry.id, table, reservation_id=act),
            self.reserved.emit,
            what=("offer", entry.id, table),
        )

    def pass_over(self, offer: Offer) -> None:
        """Offer a table to the next party; the one that is passed over waits on."""
        controller, entry, table = self._controller, offer.waiting, offer.slot.table_id
        self._seat.do(
            self.tr("Passed over, still waiting: {facts}."),
            lambda act: controller.pass_over(entry.id, table, request_id=act),
        )

    def _on_pressed(self, act: Callable[[Offer], None], offer: Offer | None) -> None:
        """Do it now, or once what is being written is done; one thing for one party."""
        if offer is not None:
            self._pressed.start()
            self._seat.in_turn(partial(act, offer), what=("offer", offer.waiting.id))
        elif self._pressed.isActive():
            return  # the same press once more: what it did is what has to be read
        elif self.reader.is_known:
            says = self.tr("No table is free for anybody who waits, so nothing was done.")
            self._seat.tell(says)
        else:
            self._seat.tell(self.tr("It is not known yet who waits, so nothing was done."))

    def remove(self, entry: Waiting) -> None:
        """Take a party off the waitlist."""
        controller = self._controller
        self._seat.do(
            self.tr("Taken off the waitlist: {facts}."),
            lambda act: controller.unwait(entry.id, request_id=act),
        )

    def on(self, day: Day) -> Day:
        """Return a day with who waits on it, as far as that is known here."""
        if not self.reader.is_known:
            return day
        first, end = day.restaurant.bounds(day.on)
        entries = self.reader.now.entries
        return replace(day, waiting=tuple(e for e in entries if first <= e.starts_at < end))

    def hear(self, changes: Iterable[Change]) -> None:
        """Hear what was changed anywhere: it may give somebody a table, or take it."""
        changes = list(changes)
        self.reader.hear(changes)
        if any(change.kind != "presence" for change in changes):
            self._read_hour()

    def _wait(self, slot_id: str, filled: Filled) -> None:
        controller, rest_id, party = self._controller, self._house().id, filled.party
        self._seat.do(
            self.tr("On the waitlist: {facts}."),
            lambda act: controller.wait(
                rest_id,
                slot_id,
                party.size or 1,
                filled.phone,
                name=party.name,
                note=party.note,
                request_id=act,
            ),
            what=("wait", slot_id, filled),
        )

    # --- the dialog

    def open(self, slot: Slot, party: int, phone: str = "", name: str = "") -> None:
        """Show who waits for an hour, with what has been typed of one more; once only."""
        if self._dialog is not None:
            return
        house = self._house()
        dialog = WaitDialog(self._window, self._look, self._keys, house, slot, party)
        dialog.fill(phone, name)
        if self.reader.is_known:
            dialog.show_waitlist(self.reader.now)
        else:
            self.reader.read()
        dialog.added.connect(partial(self._on_added, dialog))
        dialog.reserved.connect(partial(self._on_reserved, dialog))
        dialog.removed.connect(lambda entry: self._seat.in_turn(partial(self.remove, entry)))
        dialog.given.connect(partial(self._on_given, dialog))
        dialog.reshuffle_wanted.connect(partial(self._hand_on, dialog, self.reshuffle_wanted))
        dialog.freed.connect(partial(self._hand_on, dialog, self.freed))
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        look = partial(self._controller.hours, house.id, [slot.slot_id])
        self._hour = OneQuestion(self._tasks, look, dialog)
        self._hour.answered.connect(lambda found: dialog.show_hour(*found))
        self._read_hour()
        self.dialog_wanted.emit(dialog)

    def open_for(self, day: Day | None, at: datetime | None, party: int) -> None:
        """Show who waits for an hour of a day; without one for the first that is not over."""
        now = self._controller.now()
        hours = list(open_hours(day, HourFilter(), now)) if day else []
        meant = next((hour for hour in hours if hour.at == at), next(iter(hours), None))
        if day is not None and not day.hours_offered:
            says = self.tr("There are no hours on {day}. Nobody can wait for one.")
            self._seat.tell(says.format(day=words.day(day.on)))
        elif meant is None:
            self._seat.tell(
                self.tr("The hours of this day are over. There is no waitlist for them.")
            )
        else:
            self.open(meant.by_table[0].as_slot(), party)

    def _on_added(self, dialog: WaitDialog, filled: Filled) -> None:
        dialog.set_busy(self.tr("Putting the party on the waitlist."))
        self._seat.in_turn(partial(self._wait, dialog.slot.slot_id, filled), dialog)

    def _on_reserved(self, dialog: WaitDialog, table: Slot, filled: Filled) -> None:
        """Reserve a table that turned out to be free, for who would have waited."""
        dialog.set_busy(self.tr("Reserving the table."))
        controller, party = self._controller, filled.party
        reserve = partial(
            self._seat.reserve,
            self.tr("Reserved: {facts}."),
            lambda act: controller.reserve(
                table.slot_id,
                table.table_id,
                filled.phone,
                party.size or 1,
                reservation_id=act,
                name=party.name,
                note=party.note,
            ),
            self.reserved.emit,
            partial(self._on_not_reserved, dialog),
            what=("reserve", table.slot_id, table.table_id, filled),
        )
        self._seat.in_turn(reserve, dialog)

    def _on_not_reserved(self, dialog: WaitDialog, trouble: Trouble) -> None:
        if dialog is self._dialog and may_be_saved(trouble):
            # The notice says so, and tries the very same again; once the table is taken by that,
            # the next press here would put its guest on the waitlist as well. Left, and not done:
            # who was typed is kept until that is known.
            dialog.set_ready()
            dialog.reject()

    def _on_given(self, dialog: WaitDialog, offer: Offer) -> None:
        """Give who waits the table that is free for them."""
        dialog.set_busy(self.tr("Reserving the table."))
        self._seat.in_turn(partial(self.reserve, offer), dialog)

    def _hand_on(
        self, dialog: WaitDialog, to: SignalInstance, moving: Reshuffle, whom: object
    ) -> None:
        """Go on with who would move, once this dialog has gone."""
        dialog.accept()
        to.emit(moving, whom)

    def _read_hour(self) -> None:
        """Let the open dialog know which tables of its hour are free."""
        if self._hour is not None:
            self._hour.ask()

    def _on_finished(self) -> None:
        self._dialog, self._hour = None, None

    def _on_failed(self, says: str) -> None:
        if self._dialog is not None:
            self._dialog.set_ready()
            self._dialog.tell("error", says)

    def _on_done(self, whose: object) -> None:
        self.reader.read()
        self._read_hour()
        if self._dialog is not None and whose is self._dialog:
            self._dialog.set_ready()
            self._dialog.accept()

    def _on_changed(self, now: Waitlist) -> None:
        self.show_now()
        if self._dialog is not None:
            self._dialog.show_waitlist(now)

    def _on_unread(self) -> None:
        if self._dialog is not None:
            self._dialog.show_unread()

    def show_now(self) -> None:
        """Show the offer that stands now."""
        house = self._house()
        today = house.business_day(self._controller.now())
        self.row.show_offers(self.reader.now.offers, today, region_of(house.phone), house.zone)
