"""Who waits for an hour: one more is put there, one is taken off or given a table."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import Reshuffle, fewest_moves
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LARGEST_PARTY, Slot
from resv_desktop.domain.waiting import Offer, Waiting, Waitlist, first_that_fits
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt import waiting_words, words
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import LABEL_TO_FIELD, TARGET, Look
from resv_desktop.qt.reserve_form import FormPieces, ReserveForm
from resv_desktop.qt.reshuffle import offer
from resv_desktop.qt.wait_entry_row import WaitEntry, WaitEntryRow
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import PATIENCE_MS, DialogFrame
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.unseen import Unseen

_AT_A_TURN = 2  # rows that are made or changed


class WaitDialog(DialogFrame):
    """The waitlist of one hour; what is asked for is done by whoever opened it.

    While a table of the hour is free for the party, nobody has to wait: the act reserves it. added
    carries what was filled in, reserved a Slot and what was filled in, removed a Waiting, and
    given an Offer to be taken. reshuffle_wanted carries the moves of others that free a table for
    the party, and what was filled in; freed those for a Waiting, and who that is. No press is for
    somebody who has only just come where another one stood, and Enter does nothing else than was
    read. Until the waitlist has been read, nothing is said of who waits. A row belongs to its
    party, and in one turn of the window's thread only a few are made or changed.
    """

    added = Signal(object)
    reserved = Signal(object, object)
    removed = Signal(object)
    given = Signal(object)
    reshuffle_wanted = Signal(object, object)
    freed = Signal(object, object)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        keys: Keys,
        restaurant: Restaurant,
        slot: Slot,
        party: int,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("waitDialog")
        self._region, self._zone = region_of(restaurant.phone), restaurant.zone
        self._keys = keys
        self._slots: tuple[Slot, ...] = ()
        self._held: tuple[Reservation, ...] = ()
        self._free: tuple[Slot, ...] = ()
        self._offers: dict[str, Offer] = {}
        self._moving: dict[int, Reshuffle | None] = {}  # by the size of a party, once asked for
        self._entries: list[WaitEntry] = []
        self.rows: dict[str, WaitEntryRow] = {}  # by who waits, as they stand
        self._meant: dict[tuple[int, str], tuple[str, str]] = {}  # by where a press finds it
        self._waitlist: Waitlist | None = None  # until it has been read
        self._unseen = Unseen(self)
        self._act: tuple[Slot | None, ...] = ()  # on the button, once the hour has been read
        self._other_act = Unseen(self)  # than was read, and not by what the host has filled in
        self.slot = slot
        self.form_of_guest = ReserveForm(FormPieces(look, self._region), party, self.form)
        self.form_of_guest.leave_out_allergy()
        self.form_of_guest.party.set_limit(LARGEST_PARTY)
        self.form_of_guest.party.set_value(party)
        self.heading = Label(look, use="label", wraps=True)
        self._reading = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._reading.timeout.connect(self._say_reading)
        self._reading.start()
        self._list = QFrame()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._show_some)
        listed = QVBoxLayout()
        listed.setSpacing(LABEL_TO_FIELD)
        listed.addWidget(self.heading)
        listed.addWidget(self._list)
        self.body.addWidget(self.form_of_guest)
        self.body.addLayout(listed)
        self.set_head(self._title_words(slot.starts_at))
        self.set_hint(self.tr("Enter does it, Escape leaves."))
        self._say_act()
        self.acted.connect(self._on_acted)
        self.form_of_guest.edited.connect(self._on_edited)
        give = KeyShortcut(keys, "reserve_waiting", self)
        give.setAutoRepeat(False)
        give.activated.connect(self._give_first)
        self.form_of_guest.setFocus()

    @property
    def half_typed(self) -> HalfTyped | None:
        """Who has been typed and has not been put on the waitlist; None where nobody has."""
        return self.form_of_guest.half_typed(self.slot)

    @property
    def table(self) -> Slot | None:
        """The smallest table that is free for the party; first one that nobody is offered."""
        size = self.form_of_guest.party.value or 1
        offered = {(o.slot.slot_id, o.slot.table_id) for o in self._offers.values()}
        fitting = [slot for slot in self._free if slot.capacity >= size]
        return min(
            fitting, key=lambda s: ((s.slot_id, s.table_id) in offered, s.capacity), default=None
        )

    def row_buttons(self, what: str) -> list[Button]:
        """Return what takes a party off ("remove"), gives it a table that is free ("give"), or
        frees one for it by moves of others ("free"), in the order of the rows.
        """
        return [button for (_, does), button in self._buttons().items() if does == what]

    def _buttons(self) -> dict[tuple[str, str], Button]:
        """Return what can be pressed in the rows, by who waits and what it does."""
        return {
            (who, what): button
            for who, row in self.rows.items()
            for what, button in row.buttons.items()
        }

    def fill(self, phone: str, name: str) -> None:
        """Take over what has been typed of the guest."""
        self.form_of_guest.fill(phone, name)

    def show_hour(self, slots: Sequence[Slot], held: Sequence[Reservation]) -> None:
        """Hear which tables of the hour are free now, and who has the others."""
        if (tuple(slots), tuple(held)) != (self._slots, self._held):
            self._slots, self._held = tuple(slots), tuple(held)
            self._free = tuple(slot for slot in slots if slot.is_available)
            self._moving = {}
            self._show_all()

    def show_waitlist(self, now: Waitlist) -> None:
        """Show who waits for this hour, who waits longest first, and whom a table can be given."""
        self._reading.stop()
        self._waitlist = now
        self._offers = {given.waiting.id: given for given in now.offers}
        self._show_all()

    def show_unread(self) -> None:
        """Say that it cannot be read who waits, where that is not known."""
        self._reading.stop()
        if self._waitlist is None:
            self.heading.setText(self.tr("The waitlist cannot be read now"))

    def set_busy(self, words: str) -> None:
        """Keep still while an answer is waited for."""
        self._next_turn.stop()
        super().set_busy(words)

    def set_ready(self) -> None:
        """Give the form back, with all that has changed while the answer was waited for."""
        super().set_ready()
        self._show_all()

    def _show_all(self) -> None:
        """Show what is known, unless an answer is waited for; the keys stay at who they were at."""
        if self.is_busy:
            return
        if self._waitlist is None:
            self._say_act()
            return
        here = [each for each in self._waitlist.entries if each.slot_id == self.slot.slot_id]
        first = next((each.id for each in here if each.id in self._offers), None)
        self._entries = [self._entry(each, has_key=each.id == first) for each in here]
        self._list.setMinimumHeight(len(here) * self.look.room(TARGET))  # of rows to come, too
        says = self.tr("Nobody waits for this hour yet")
        self.heading.setText(self.tr("They wait already") if here else says)
        self._say_act()
        self._show_some()

    def _show_some(self) -> None:
        """Make or change a few rows, the longest wait first; the others in the turns after it."""
        held, before = self.focusWidget(), self._buttons()
        at = next((of for of, button in before.items() if button is held), None)
        for gone in self.rows.keys() - {each.waiting.id for each in self._entries}:
            self._take_out(self.rows.pop(gone))
        rows, self.rows = self.rows, {}
        changed: list[WaitEntryRow] = []
        for entry in self._entries:
            row = rows.get(entry.waiting.id)
            is_other = row is None or row.entry != entry
            if is_other and len(changed) == _AT_A_TURN:
                self._next_turn.start()
            elif is_other:
                row = row or self._new_row()
                row.show_entry(entry)
                changed.append(row)
            if row is not None:
                self._stand(row, len(self.rows))
                self.rows[entry.waiting.id] = row
        for row in changed:
            row.show_all()
        if changed:
            self._order_tab()
        self._list.setVisible(bool(self._entries))
        self._look_at_places()
        if at is not None:
            self._buttons().get(at, self.form_of_guest).setFocus()

    def _entry(self, waiting: Waiting, *, has_key: bool) -> WaitEntry:
        given = self._offers.get(waiting.id)
        moving = None if given is not None else self._fewest_moves(waiting.party_size)
        return WaitEntry(waiting, given, moving, has_key)

    def _fewest_moves(self, size: int) -> Reshuffle | None:
        if size not in self._moving:
            self._moving[size] = fewest_moves(self._slots, self._held, size)
        return self._moving[size]

    def _new_row(self) -> WaitEntryRow:
        row = WaitEntryRow(self.look, self._keys, self._region, self._zone, self._list)
        row.removed.connect(lambda who: self._tell_pressed(self.removed, who))
        row.given.connect(lambda given: self._tell_pressed(self.given, given))
        row.shifted.connect(self._unseen.start)
        row.freed.connect(lambda moving, who: self._tell_pressed(self.freed, moving, who))
        return row

    def _stand(self, row: WaitEntryRow, place: int) -> None:
        if self._column.indexOf(row) != place:
            self._column.insertWidget(place, row)

    def _take_out(self, gone: WaitEntryRow) -> None:
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _order_tab(self) -> None:
        """Let Tab come to the rows as they stand, and not as they were made."""
        for one, next_one in pairwise(self._buttons().values()):
            QWidget.setTabOrder(one, next_one)

    def _look_at_act(self, table: Slot | None) -> None:
        """Do nothing for a while where that would be something else than was read on the button."""
        before, self._act = self._act, (table,) if self._slots else ()
        if before and self._act != before:
            self._other_act.start()

    def _look_at_places(self) -> None:
        """Take no press for a while where it would do something else than it did there before."""
        before, self._meant = self._meant, {}
        for place, (who, row) in enumerate(self.rows.items()):
            for what, button in row.buttons.items():
                column = "remove" if what == "remove" else "table"
                self._meant[place, column] = who, button.accessibleName()
                if what == "give":
                    self._meant.setdefault((-1, "key"), (who, button.accessibleName()))
        if any(self._meant.get(place) != was for place, was in before.items()):
            self._unseen.start()

    def _tell_pressed(self, told: SignalInstance, *about: object) -> None:
        if not self._unseen.isActive():
            told.emit(*about)

    def _give_first(self) -> None:
        if given := self.row_buttons("give"):
            given[0].click()

    def _say_act(self) -> None:
        """Say what Enter does now; what went wrong stays said until the form is changed."""
        table = self.table
        put = self.tr("Put on the waitlist")
        self.set_act(put if table is None else waiting_words.reserve(table))
        self._look_at_act(table)
        if self.message.kind in ("error", "progress"):
            return
        size = self.form_of_guest.party.value or 1
        moving = self._fewest_moves(size) if table is None else None
        if moving is not None:
            ask = partial(self._ask_to_move, moving)
            says = self.tr("Nobody has to wait, if others move.")
            self.tell("quiet", says, offer.title(moving), ask)
        elif table is None:
            says = self.tr("A table that is given back is offered to them first.")
            self.tell("quiet", says if self._come_first else "")
        else:
            says = self.tr("Table {table} is free and seats {seats}. Nobody has to wait.")
            says = says.format(table=words.apart(words.table(table.table_id)), seats=table.capacity)
            self.tell("success", says)

    @property
    def _come_first(self) -> bool:
        """Whether somebody is known to wait whom a table of the hour could be given."""
        waiting = [each.waiting for each in self._entries]
        return any(first_that_fits(waiting, s.capacity, s.table_id) for s in self._slots)

    def _say_reading(self) -> None:
        self.heading.setText(self.tr("Reading the waitlist"))

    def _ask_to_move(self, moving: Reshuffle) -> None:
        self.reshuffle_wanted.emit(moving, self.form_of_guest.filled())

    def _on_edited(self) -> None:
        self.message.clear()
        self._say_act()
        self._other_act.stop()

    def _on_acted(self) -> None:
        if self._other_act.isActive():
            return
        if self.form_of_guest.phone.is_unread():
            return
        table, filled = self.table, self.form_of_guest.filled()
        if table is None:
            self.added.emit(filled)
        else:
            self.reserved.emit(table, filled)

    def _title_words(self, at: datetime) -> str:
        says = self.tr("Waitlist of {day}, {hour}")
        return says.format(day=words.day(at.date()), hour=words.hour(at))
