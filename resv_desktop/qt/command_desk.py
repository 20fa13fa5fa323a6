"""From what a host types to what is shown and done: the fastest way at the stand."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import AlreadyReserved, Outage, Refusal
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt import command_words, words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.command_panel import CommandPanel, say_with
from resv_desktop.qt.command_place import CommandPlace
from resv_desktop.qt.command_rows import (
    Answer,
    FoundRow,
    Row,
    SeatRow,
    TakeRow,
    WaitRow,
    first_choice,
)
from resv_desktop.qt.day import Day
from resv_desktop.qt.hurried_key import HurriedKey
from resv_desktop.qt.line_answering import LineAnswering
from resv_desktop.qt.line_reserving import LineReserving, Wish
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.message_place import MessageKind

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory

_ASK_AFTER_MS = 80  # while somebody types, no question is asked
_SETTLED_AFTER_MS = 600  # a "4 2" on its way to "4 20" is not called unclear


class CommandDesk(QObject):
    """Answers the command line while it is typed in; what was typed stays until it is done.

    reserved carries what was reserved; opened a row with its line, to be gone on with in a
    dialog, wait_wanted a WaitRow with a number; act_wanted "cancel", "step", "move", "no_show",
    "release", "edit" or "history" and the Reservation it is for; about_to_take the Slot that is
    chosen, or None.
    """

    reserved = Signal(Reservation)
    left_unknown = Signal(str)
    opened = Signal(object, object)
    act_wanted = Signal(str, Reservation)
    wait_wanted = Signal(object)
    party_typed = Signal(int)
    about_to_take = Signal(object)
    refused = Signal()

    def __init__(
        self,
        window: QWidget,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        memory: "StationMemory",
        live: LiveDay,
        line: CommandLine,
    ) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self.line = line
        self._answering = LineAnswering(tasks, controller, live, self)
        self._hurried = HurriedKey(self)
        self._party_before = 0
        self._answer = Answer()
        self._second: TakeRow | None = None
        self._told: tuple[MessageKind, str] | None = None  # until something else is typed
        self._is_leaving_told = False
        self._is_offered = False  # whether a row was chosen for the host, not by them
        self._is_handed_on = False  # to a dialog, or to be done at once
        self._has_stepped = False  # with the party that was found
        spoken, title, detail = say_with(lambda: self._answering.on, lambda: self._answering.region)
        self.panel = CommandPanel(look, spoken, window)
        self.panel.show_titles(title, detail)
        self._place = CommandPlace(window, line, self.panel)
        self.reserving = LineReserving(tasks, controller, memory, self)
        self._ask_soon = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_AFTER_MS)
        self._connect()

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a write is being waited for."""
        return self.reserving.is_busy

    @property
    def is_open(self) -> bool:
        """Whether an answer is shown."""
        return self.panel.isVisibleTo(self._window)

    @property
    def typed(self) -> TypedLine:
        """What is understood of the line."""
        return self._answering.typed

    @property
    def is_half_typed(self) -> bool:
        """Whether what is not clear may only not have been typed to its end."""
        return bool(self.typed.unclear) and self._settled.isActive()

    def begin(self, text: str) -> None:
        """Go to the line with what the host has begun to type elsewhere."""
        if self.reserving.is_unknown or self.is_writing:
            self.line.setFocus()
            return
        self.line.setFocus()
        self.line.clear()
        self.line.insert(text)

    def show_day(self, day: Day) -> None:
        """Take over the day that the window shows now."""
        self._answering.show_day(day)
        self.reserving.hear(day.reservations)
        self._refresh()

    def show_takers(self, takers: Takers) -> None:
        """Take over who is about to take which table at other stations."""
        self._answering.takers = takers
        self._refresh()

    def set_party(self, size: int) -> None:
        """Take over for how many guests the lists are."""
        self._answering.party = size
        self._refresh()

    def tick(self) -> None:
        """Say the minutes that are left now."""
        self._refresh()

    def hear_step(self, reservation: Reservation) -> None:
        """Hear how far a party is now: the next Enter is for its next step."""
        self._answering.hear_step(reservation)
        self._refresh()

    def hear_done(self) -> None:
        """Hear that something was done: the line is done with where that was what it asked for."""
        if self._is_handed_on:
            self.finish()
        elif self._has_stepped:
            self.line.begin_afresh()

    def hear_left(self) -> None:
        """Hear that a dialog was left: what stands in the line for it is done with."""
        if self._is_handed_on:
            self.line.begin_afresh()

    def tell_failed(self, says: str) -> None:
        """Say here why something was not done, where the host is here; the line stays."""
        self._is_handed_on = False
        if self.is_open:
            self._told = "error", says
            self._refresh()

    def finish(self) -> None:
        """Clear the line, since what it asked for is done, and go back to where the host was."""
        self.reserving.forget()
        self.line.setReadOnly(False)
        self.line.clear()
        self._close()

    # --- what is typed

    def _on_typed(self, text: str) -> None:
        self._told, self._second = None, None
        self._is_leaving_told = self._is_handed_on = self._has_stepped = False
        self.panel.choose(None)
        self._hurried.forget()
        self._answering.read_line(text)
        self._settled.start()
        self._follow_party()
        self._ask_soon.start()
        self._refresh()
        self._show(is_open=bool(text.strip()))

    def _follow_party(self) -> None:
        size = self.typed.party or self._party_before
        if not self.typed.pieces:
            return  # the line was cleared: the lists stay as the host has left them
        if self.is_half_typed:
            return  # a "4 2" on its way to "4 20" is still a party of 4
        if size and size != self._answering.party:
            self.party_typed.emit(size)

    def _refresh(self) -> None:
        """Show the answer to what is typed, from what is known now."""
        if not self.line.text().strip() or self.is_writing:
            return
        if self.is_half_typed and self.panel.model.rows:
            return  # what was answered before stands for a moment
        before = self.panel.row
        self._answer = self._answer_now()
        self.panel.show_rows(self._answering.head(self._answer), self._answer.rows)
        is_gone = before is not None and self.panel.row is None
        if is_gone and isinstance(before, (TakeRow, SeatRow)):
            if not self._told and not self.reserving.is_unknown:
                says = command_words.taken(before.fit.slot, self._controller.now())
                self._told = "warn", says
        elif self.panel.row is None:
            self._offer(first_choice(self.typed, self._answer))
        self._say()
        self._show_choice()
        if self.panel.model.rows:
            self._hurried.press_again()

    def _offer(self, row: int | None) -> None:
        """Choose for the host what Enter does; nothing else is done with it for that alone."""
        self.panel.choose(row)
        self._is_offered = row is not None

    def _answer_now(self) -> Answer:
        wish = self.reserving.wish
        if wish is not None and self.reserving.is_unknown:
            return Answer((row,) if (row := self._answer_of(wish)) else (), hour=self._answer.hour)
        found_now = self._answering.answer()
        if self._second is None:
            return found_now
        return replace(found_now, rows=(self._second, *found_now.rows))

    def _answer_of(self, wish: Wish) -> TakeRow | SeatRow | None:
        kind = SeatRow if wish.is_walk_in else TakeRow
        rows = (row for row in self._answer.rows if isinstance(row, kind))
        return next((row for row in rows if row.fit.slot == wish.slot), None)

    def _say(self) -> None:
        if self._told is not None:
            self.panel.say(*self._told)
            return
        says = command_words.warnings(self.typed)
        if says and not self._settled.isActive():
            self.panel.say("warn", " ".join(says))
        elif self._answering.day is None:
            self.panel.say("progress", self._answering.news(self._answer))
        else:
            kind: MessageKind = "quiet" if self._answer.rows else "warn"
            self.panel.say(kind, self._answering.news(self._answer))

    def _show_choice(self) -> None:
        row = self.panel.row
        rows = self.panel.model.rows
        act = command_words.act(row or (rows[0] if rows else None))
        self.panel.set_foot(command_words.hint(row, len(rows), self.line.keys), act)
        is_free = isinstance(row, TakeRow) and bool(row.phone)
        self.about_to_take.emit(row.fit.slot if isinstance(row, TakeRow) and is_free else None)
        self.fit()

    def _on_settled(self) -> None:
        self._follow_party()
        self._refresh()
        rows = self.panel.model.rows
        if self.is_open:
            first = self.panel.list.model().index(0, 0).data() if rows else ""
            self._announce(". ".join(filter(None, [self.panel.message.text(), str(first)])))

    # --- another day

    def _on_read(self, day: Day) -> None:
        self.reserving.hear(day.reservations)
        self._refresh()

    def _on_unread(self, trouble: Trouble) -> None:
        self._told = "error", words.sentence(trouble)
        self._refresh()

    # --- the keys

    def _on_entered(self) -> None:
        """Choose the first row; do what the chosen one says."""
        if self.is_writing or not self.line.text().strip():
            return
        if self._settled.isActive():
            self._settled.stop()
            self._on_settled()
        self._hurried.forget()
        if self.panel.row is not None:
            self._act(self.panel.row)
        elif self.panel.model.rows:
            self.panel.choose(0)
            self._on_chosen()
        elif self._answering.day is None:
            self._told = None
            self._answering.ask()
        else:
            self._hurried.keep(self._on_entered)

    def _on_moved(self, steps: int) -> None:
        self._hurried.forget()
        if not self.is_writing and self.line.text().strip():
            self.panel.step(steps)
            self._on_chosen()

    def _on_chosen(self) -> None:
        """Say what was chosen; bad news about another row have been read."""
        self._is_offered = False
        if self._told is not None and not self.reserving.is_unknown:
            self._told = None
            self._say()
        self._show_choice()
        self._announce(str(self.panel.list.currentIndex().data() or ""))

    def _on_pointed(self) -> None:
        self.line.setFocus()
        self._on_chosen()

    def _on_acted(self) -> None:
        self.line.setFocus()
        rows = self.panel.model.rows
        row = self.panel.row or (rows[0] if rows else None)
        if row is not None and not self.is_writing:
            self.panel.choose(list(rows).index(row))
            self._act(row)

    def _on_pressed(self, act: str) -> None:
        """Do with the one reservation that was found, or the chosen one; of several with none."""
        if act == "sign":
            self._on_sign()
            return
        found = [row for row in self.panel.model.rows if isinstance(row, FoundRow)]
        row = self.panel.row
        self._hurried.forget()
        if row is None and len(found) == 1:
            row = found[0]
        if row is None and not found and self._answering.can_find:
            self._hurried.keep(lambda: self._on_pressed(act))
        elif isinstance(row, FoundRow) and act == "show":
            self._hand_on(row)
        elif isinstance(row, FoundRow) and act in ("edit", "history"):
            self._is_handed_on = True
            self._show(is_open=False)
            self.act_wanted.emit(act, row.reservation)
        elif self._is_offered and len(found) > 1 and act != "step":
            self._on_chosen()
        elif isinstance(row, FoundRow):
            if act == "move":
                self.finish()  # it goes on in the timeline
            self._is_handed_on = act != "move"
            self.act_wanted.emit(act, row.reservation)
        elif row is None and found:
            self.panel.choose(list(self.panel.model.rows).index(found[0]))
            self._on_chosen()

    def _on_sign(self) -> None:
        """Seat who stands at the door, or go on to the waitlist; any other W is only typed."""
        if self.is_writing:
            return
        row = self.panel.row
        if not isinstance(row, SeatRow):
            row = next((r for r in self.panel.model.rows if isinstance(r, SeatRow)), None)
        if self.typed.is_only_party and row is not None and not self._told:
            self._act(row)
        elif self.typed.is_only_party and self._answering.day is None:
            self._hurried.keep(self._on_sign)
        else:
            is_full = any(isinstance(row, WaitRow) for row in self.panel.model.rows)
            self.line.insert(" w " if is_full else "w")

    def _on_left(self) -> None:
        """Close; where it is not known whether a table was reserved, say that first."""
        if self.is_writing:
            return
        if self.reserving.is_unknown and self.reserving.wish is not None:
            says = command_words.unknown(self.reserving.wish.slot)
            if not self._is_leaving_told:
                self._is_leaving_told = True
                leaves = self.tr("Escape once more leaves.")
                self._told = "warn", f"{says} {leaves}"
                self._refresh()
                return
            self.finish()
            self.left_unknown.emit(says)
            return
        self.finish()

    # --- the acts

    def _act(self, row: Row) -> None:
        if isinstance(row, SeatRow):
            wish = Wish(row.fit.slot, row.phone, row.party, row.name, is_walk_in=True)
            self._write(wish, self.tr("Seating the party at table {table}."))
        elif isinstance(row, TakeRow) and row.phone:
            wish = Wish(row.fit.slot, row.phone, row.party, row.name, row.is_second)
            self._write(wish, self.tr("Reserving table {table} at {hour}."))
        elif isinstance(row, FoundRow) and row.step:
            self._is_handed_on = False  # the line stays for the step after this one
            self._has_stepped = True
            self.act_wanted.emit("step", row.reservation)
        elif isinstance(row, WaitRow) and row.phone:
            self._is_handed_on = True
            self.wait_wanted.emit(row)
        else:
            self._hand_on(row)

    def _write(self, wish: Wish, says: str) -> None:
        self._told = None
        self.line.setReadOnly(True)
        self.panel.act_button.setEnabled(False)
        self.reserving.reserve(wish)
        self.panel.say("progress", command_words.named(says, wish.slot))
        self.fit()

    def _hand_on(self, row: Row) -> None:
        self._is_handed_on = True
        self._show(is_open=False)
        self.opened.emit(row, self.typed)

    def _on_reserved(self, reservation: Reservation) -> None:
        self.panel.act_button.setEnabled(True)
        self.finish()
        self.reserved.emit(reservation)

    def _on_failed(self, trouble: Trouble) -> None:
        self.panel.act_button.setEnabled(True)
        self.line.setReadOnly(self.reserving.is_unknown)
        says = words.sentence(trouble)
        if self.reserving.is_unknown and not getattr(trouble, "may_be_saved", False):
            assert self.reserving.wish is not None
            says = command_words.still_unknown(self.reserving.wish.slot)
        if isinstance(trouble, Outage):
            again = self.tr("Enter tries again.")
            says = f"{says} {again}"
        self._told = "error", says
        row = self.panel.row
        if isinstance(trouble, AlreadyReserved) and isinstance(row, TakeRow):
            self._second = replace(row, is_second=True)
            self.panel.choose(None)
        self._refresh()
        if isinstance(trouble, Refusal):
            self.refused.emit()

    # --- where it is

    def _on_came(self) -> None:
        if not self.is_open:
            self._party_before = self._answering.party
        self._show(is_open=bool(self.line.text().strip()))

    def _close(self) -> None:
        self._show(is_open=False)
        self._hurried.forget()
        self._answer = Answer()
        self._answering.forget()
        self.panel.show_rows("", ())
        self.about_to_take.emit(None)
        self._place.go_home()

    def _show(self, *, is_open: bool) -> None:
        if is_open != self.is_open:
            self.panel.setVisible(is_open)
            if not is_open:
                self.about_to_take.emit(None)
        self.fit()

    def fit(self) -> None:
        """Keep the answer under the line."""
        if self.is_open:
            self._place.fit()

    def _announce(self, text: str) -> None:
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, text))

    def _connect(self) -> None:
        line, panel = self.line, self.panel
        line.textChanged.connect(self._on_typed)
        line.entered.connect(self._on_entered)
        line.left.connect(self._on_left)
        line.moved.connect(self._on_moved)
        line.pressed.connect(self._on_pressed)
        self._place.came.connect(self._on_came)
        self._place.went.connect(lambda: self._show(is_open=False))
        panel.chosen.connect(self._on_pointed)
        panel.acted.connect(self._on_acted)
        self.reserving.reserved.connect(self._on_reserved)
        self.reserving.failed.connect(self._on_failed)
        self._answering.changed.connect(self._refresh)
        self._answering.read.connect(self._on_read)
        self._answering.failed.connect(self._on_unread)
        self._ask_soon.timeout.connect(self._answering.ask)
        self._settled.timeout.connect(self._on_settled)
