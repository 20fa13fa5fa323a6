"""From what a host types to what is shown and done: the fastest way at the stand."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import AlreadyReserved, Outage, Refusal, may_be_saved
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt import command_words, words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.command_panel import CommandPanel
from resv_desktop.qt.command_rows import FoundRow, Row, SeatRow, TakeRow, WaitRow, is_for_the_door
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_words import two_at_a_table
from resv_desktop.qt.line_acting import LineActing
from resv_desktop.qt.line_answering import LineAnswering
from resv_desktop.qt.line_reserving import LineReserving, Wish
from resv_desktop.qt.line_showing import LineShowing
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.look import Look
from resv_desktop.qt.refused_notes import RefusedNotes, asked_in_vain

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory

_ASK_AFTER_MS = 80  # while somebody types, no question is asked


class CommandDesk(QObject):
    """Answers the command line while it is typed in; what was typed stays until it is done.

    reserved carries what was reserved; opened a row with its line, to be gone on with in a
    dialog, wait_wanted a WaitRow with a number; act_wanted "cancel", "step", "move", "no_show",
    "release", "edit" or "history" and the Reservation it is for; about_to_take the Slot that is
    chosen, or None. sent and answered (whether it is done) tell of each write, unheard why one was
    not done where the host is no longer here, left_unknown what is not known, and its id, unclear
    the id alone as soon as that is so.
    """

    reserved = Signal(Reservation)
    left_unknown = Signal(str, str)
    unclear = Signal(str)
    opened = Signal(object, object)
    act_wanted = Signal(str, Reservation)
    wait_wanted = Signal(object)
    party_typed = Signal(int)
    about_to_take = Signal(object)
    refused = Signal()
    sent = Signal()
    answered = Signal(bool)
    unheard = Signal(str)

    def __init__(
        self,
        window: QWidget,
        ground: QWidget,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        memory: "StationMemory",
        live: LiveDay,
        line: CommandLine,
    ) -> None:
        super().__init__(window)
        self.line, self._live = line, live
        self._answering = LineAnswering(tasks, controller, live, self)
        self._reserving = LineReserving(tasks, controller, memory, self)
        self._showing = LineShowing(
            window, ground, look, controller, line, self._answering, self._reserving
        )
        self.acting = LineActing(line, self._answering, self._showing, self)
        self._hurried = self.acting.hurried
        self._controller = controller
        self.notes = RefusedNotes(tasks, controller, self)
        self._chosen_party = 0
        self._is_leaving_told = False
        self._ask_soon = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._connect()

    @property
    def panel(self) -> CommandPanel:
        """The answer under the line."""
        return self._showing.panel

    @property
    def chosen_party(self) -> int:
        """For how many guests the lists are while no other party stands in the line."""
        return self._chosen_party

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a write is being waited for."""
        return self._reserving.is_busy

    @property
    def is_open(self) -> bool:
        """Whether an answer is shown."""
        return self._showing.is_open

    @property
    def typed(self) -> TypedLine:
        """What is understood of the line."""
        return self._answering.typed

    @property
    def is_half_typed(self) -> bool:
        """Whether what is not clear may only not have been typed to its end."""
        return self._showing.is_half_typed

    def begin(self, text: str) -> None:
        """Go to the line with what the host has begun to type elsewhere."""
        self.line.setFocus()
        self.line.begin(text)

    def show_day(self, day: Day) -> None:
        """Take over the day that the window shows now."""
        before = self._answering.region
        self._answering.show_day(day)
        if self.line.text() and self._answering.region != before:  # it was there before the day
            self._answering.read_line(self.line.text())
            self._ask_soon.start()
        self._reserving.hear(day.reservations)
        self._showing.refresh()

    def show_takers(self, takers: Takers) -> None:
        """Take over who is about to take which table at other stations."""
        self._answering.takers = takers
        self._showing.refresh()

    def set_party(self, size: int) -> None:
        """Take over for how many guests the host chose to have the lists."""
        self._chosen_party = self._answering.party = size
        self._showing.refresh()

    def tick(self) -> None:
        """Say the minutes that are left now."""
        self._showing.refresh()

    def fit(self) -> None:
        """Keep the answer under the line."""
        self._showing.fit()

    def hear_step(self, reservation: Reservation) -> None:
        """Hear how far a party is now: the next Enter is for its next step."""
        self._answering.hear_step(reservation)
        self._showing.refresh()

    def finish(self) -> None:
        """Clear the line, since what it asked for is done, and go back to where the host was.

        Who has typed on meanwhile is with the next guest.
        """
        self._clear()
        self.line.press_kept()

    def _clear(self) -> None:
        self._reserving.forget()
        self.line.setReadOnly(False)
        self.line.clear()
        self._hurried.forget()
        self._showing.close()

    def leave(self) -> None:
        """Clear the line, to be brought back; what nobody knows the end of is told elsewhere."""
        wish = self._reserving.wish if self._reserving.is_unknown else None
        write_id = self._reserving.write_id
        if wish is None:
            self.line.leave_off()
        self._clear()
        if wish is not None:
            self.left_unknown.emit(command_words.unknown(wish.slot), write_id)
        self.line.press_kept()

    # --- what is typed

    def _on_typed(self, text: str) -> None:
        self._is_leaving_told = False
        self.acting.forget()
        self._hurried.forget()
        self.notes.hear_typed(text)
        self._answering.read_line(text)
        self._showing.begin_afresh()
        self._follow_party()
        self._ask_soon.start()
        self._showing.refresh()
        self._showing.set_open(is_open=bool(text.strip()))

    def _follow_party(self) -> None:
        size = self.typed.party or self._chosen_party
        if self._showing.is_half_typed:
            return  # a "4 2" on its way to "4 20" is still a party of 4
        if size and size != self._answering.party:
            self._answering.party = size
            self.party_typed.emit(size)

    def _on_settled(self) -> None:
        self._follow_party()
        self._showing.refresh()
        self._showing.announce_answer()
        self._note_refused()

    def _note_refused(self) -> None:
        day, now = self._answering.day, self._controller.now()
        self.notes.hear_answered(asked_in_vain(self.typed, self._showing.answer, day, now))

    # --- another day

    def _on_read(self, day: Day) -> None:
        self._reserving.hear(day.reservations)
        self._showing.refresh()
        if not self._showing.is_half_typed:
            self._showing.announce_answer()
        self._note_refused()

    def _on_unread(self, trouble: Trouble) -> None:
        self._showing.tell("error", words.sentence(trouble))

    # --- the keys

    def _on_entered(self) -> None:
        """Choose the first row; do what the chosen one says."""
        if self.is_writing or not self.line.text().strip():
            return
        if self.acting.is_unseen:
            return  # the second half of the press that has done the last step
        self._showing.settle()
        self._end_word()
        self._hurried.forget()
        if self.panel.row is not None:
            self._act(self.panel.row)
        elif self._showing.rows:
            self._showing.choose(self._showing.rows[0])
            if self.typed.is_search:
                self.line.begin_afresh()  # who was looked for has been found
        elif self._answering.day is None:
            self._showing.hush()
            self._answering.ask()
        else:
            self._hurried.keep(self._on_entered)

    def _on_moved(self, steps: int) -> None:
        self.acting.let_go()
        if not self.is_writing and self.line.text().strip():
            self._end_word()
            self._showing.step(steps)

    def _end_word(self) -> None:
        """Take what stands in the line for whole once a table is chosen for it.

        What is looked for, and a number that may not be complete, are gone on with.
        """
        typed = self.typed
        if not typed.is_search and (typed.near is not None or not typed.unclear):
            is_open = typed.phone_kind in ("incomplete", "unused")
            self.line.begin_word(but_no_digits=is_open)

    def _on_pointed(self) -> None:
        self.line.setFocus()
        self._end_word()
        self._showing.on_chosen()

    def _on_acted(self) -> None:
        self.line.setFocus()
        self._showing.settle()
        rows = self._showing.rows
        row = self.panel.row or (rows[0] if rows else None)
        if row is not None and not self.is_writing:
            self.panel.choose(rows.index(row))
            self._act(row)

    def _on_pressed(self, act: str) -> None:
        if act == "sign":
            self._on_sign()
        else:
            self.acting.press(act)

    def _on_sign(self) -> None:
        """Seat who stands at the door, or show who moves for them, or go on to the waitlist; any
        other W is only typed.
        """
        if self.is_writing:
            return
        rows, row = self._showing.rows, self.panel.row
        if not is_for_the_door(row):
            row = next((r for r in rows if is_for_the_door(r)), None)
        if self.typed.is_only_party and row is not None:
            # Where something else is told the table that was meant has just gone.
            if self._showing.told in ("", self._objection(row)):
                self._act(row)
        elif self.typed.is_only_party and self._answering.day is None:
            self._hurried.keep(self._on_sign)
        else:
            is_full = any(isinstance(row, WaitRow) for row in rows)
            if isinstance(self.panel.row, TakeRow) and not is_full:
                self.line.insert(f" {self.line.letter}")  # the name of who is to have this table
            else:
                self.line.insert("w" if self.typed.hour is None else " w ")

    def _on_left(self) -> None:
        """Close; where it is not known whether a table was reserved, say that first."""
        if self.is_writing:
            return
        wish = self._reserving.wish
        if self._reserving.is_unknown and wish is not None and not self._is_leaving_told:
            self._is_leaving_told = True
            leaves = self.tr("Escape once more leaves.")
            self._showing.tell("warn", f"{command_words.unknown(wish.slot)} {leaves}")
            return
        self.leave()

    def _on_came(self) -> None:
        self._showing.set_open(is_open=bool(self.line.text().strip()))

    # --- the acts

    def _act(self, row: Row) -> None:
        if isinstance(row, (SeatRow, TakeRow, WaitRow)) and self._showing.is_number_unread:
            return
        if isinstance(row, SeatRow):
            wish = Wish(row.fit.slot, row.phone, row.party, row.name, is_walk_in=True)
            self._write(row, wish, self.tr("Seating the party at table {table}."))
        elif isinstance(row, TakeRow) and row.phone:
            wish = Wish(row.fit.slot, row.phone, row.party, row.name, row.is_second)
            self._write(row, wish, self.tr("Reserving table {table} at {hour}."))
        elif isinstance(row, FoundRow) and row.step:
            if not self._showing.is_step_new:
                self.acting.want("step", row.reservation, "step")
        elif isinstance(row, WaitRow) and row.phone:
            self.acting.ask(row, partial(self.wait_wanted.emit, row))
        else:
            self._hand_on(row)

    def _objection(self, row: Row) -> str:
        """Say what a host has to know before something is written; the same again writes it."""
        if self._live.trust == "silent":
            return self.tr(
                "The database does not answer, so nothing can be saved now. Press again to try "
                "anyway."
            )
        sitting = row.seat.sitting if isinstance(row, SeatRow) else None
        return "" if sitting is None else two_at_a_table(sitting)

    def _write(self, row: Row, wish: Wish, says: str) -> None:
        objection = self._objection(row)
        if objection and self._showing.told != objection and not self._reserving.is_unknown:
            self._showing.tell("warn", objection)
            return
        self.acting.forget()
        self.line.hold()
        self._reserving.reserve(wish)
        self._showing.tell_writing(words.named(says, wish.slot))

    def _hand_on(self, row: Row) -> None:
        self._showing.set_open(is_open=False)
        with self.acting.asking("end"):
            self.opened.emit(row, self.typed)

    def _on_reserved(self, reservation: Reservation) -> None:
        self.panel.act_button.setEnabled(True)
        self._clear()
        try:
            self.reserved.emit(reservation)
        finally:
            self.answered.emit(True)
            self.line.press_kept()

    def _on_failed(self, trouble: Trouble) -> None:
        self.panel.act_button.setEnabled(True)
        self.line.go_on(is_read_only=self._reserving.is_unknown)
        says = words.sentence(trouble)
        if self._reserving.is_unknown:
            self.unclear.emit(self._reserving.write_id)
        if self._reserving.is_unknown and not may_be_saved(trouble):
            assert self._reserving.wish is not None
            says = command_words.still_unknown(self._reserving.wish.slot)
        if isinstance(trouble, Outage):
            again = self.tr("Enter tries again.")
            says = f"{says} {again}"
        row = self.panel.row
        if isinstance(trouble, AlreadyReserved) and isinstance(row, TakeRow):
            self._showing.offer_second(row)
        self._showing.tell("error", says)
        if not self.is_open:  # the host has gone elsewhere meanwhile
            self.unheard.emit(says)
        self.answered.emit(False)
        if isinstance(trouble, Refusal):
            self._answering.read_again()
            self.refused.emit()

    def _connect(self) -> None:
        line, showing = self.line, self._showing
        line.textChanged.connect(self._on_typed)
        line.entered.connect(self._on_entered)
        line.left.connect(self._on_left)
        line.moved.connect(self._on_moved)
        line.pressed.connect(self._on_pressed)
        showing.place.came.connect(self._on_came)
        showing.panel.chosen.connect(self._on_pointed)
        showing.panel.acted.connect(self._on_acted)
        showing.settled.connect(self._on_settled)
        self.acting.act_wanted.connect(self.act_wanted)
        self.acting.unheard.connect(self.unheard)
        self.acting.opened.connect(self._hand_on)
        self.acting.done.connect(self.finish)
        showing.about_to_take.connect(self.about_to_take)
        self._reserving.sent.connect(self.sent)
        self._reserving.reserved.connect(self._on_reserved)
        self._reserving.failed.connect(self._on_failed)
        self._answering.changed.connect(showing.refresh)
        self._answering.changed.connect(self.acting.hear_answered)
        self._answering.read.connect(self._on_read)
        self._answering.failed.connect(self._on_unread)
        self._ask_soon.timeout.connect(self._answering.ask)
