"""From what a host types to what is shown and done: the fastest way at the stand."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import AlreadyReserved, Outage, Refusal
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.typed_line import TypedLine, read_line
from resv_desktop.qt import command_words, words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.command_panel import CommandPanel, say_with
from resv_desktop.qt.command_place import CommandPlace
from resv_desktop.qt.command_rows import (
    Answer,
    FoundRow,
    Row,
    TakeRow,
    answer,
    can_find,
    matching,
    with_others,
)
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import NOBODY
from resv_desktop.qt.hurried_key import HurriedKey
from resv_desktop.qt.line_finding import LineFinding
from resv_desktop.qt.line_reserving import LineReserving, Wish
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.look import Look
from resv_desktop.qt.other_day import OtherDay
from resv_desktop.qt.widgets.message_place import MessageKind

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory

_ASK_AFTER_MS = 80  # while somebody types, no question is asked
_SETTLED_AFTER_MS = 600  # a "4 2" on its way to "4 20" is not called unclear


class CommandDesk(QObject):
    """Answers the command line while it is typed in; what was typed stays until it is done.

    reserved carries what was reserved; opened a row with its line, to be gone on with in a
    dialog; act_wanted "cancel", "step", "no_show" or "release" and the Reservation it is for;
    about_to_take the Slot that is chosen, or None.
    """

    reserved = Signal(Reservation)
    left_unknown = Signal(str)
    opened = Signal(object, object)
    act_wanted = Signal(str, Reservation)
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
        self._live, self.line = live, line
        self._day: Day | None = None  # as the window shows it
        self._other = OtherDay(tasks, controller, self)  # that was typed
        self._finding = LineFinding(tasks, controller, self)
        self._hurried = HurriedKey(self)
        self._takers: Takers = NOBODY
        self._party, self._party_before = 0, 0
        self._typed = TypedLine()
        self._answer = Answer()
        self._second: TakeRow | None = None
        self._told: tuple[MessageKind, str] | None = None  # until something else is typed
        self._is_leaving_told = False
        self._is_handed_on = False  # to a dialog, or to be done at once
        spoken, title, detail = say_with(lambda: self._on, lambda: self._region)
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
        return self._typed

    @property
    def is_half_typed(self) -> bool:
        """Whether what is not clear may only not have been typed to its end."""
        return bool(self._typed.unclear) and self._settled.isActive()

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
        self._day = day
        self.reserving.hear(day.reservations)
        self._refresh()

    def show_takers(self, takers: Takers) -> None:
        """Take over who is about to take which table at other stations."""
        self._takers = takers
        self._refresh()

    def set_party(self, size: int) -> None:
        """Take over for how many guests the lists are."""
        self._party = size
        self._refresh()

    def hear_done(self) -> None:
        """Hear that something was done: the line is done with where that was what it asked for."""
        if self._is_handed_on:
            self.finish()

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

    @property
    def _on(self) -> date:
        return self._live.on

    @property
    def _region(self) -> str | None:
        return None if self._day is None else region_of(self._day.restaurant.phone)

    @property
    def _day_meant(self) -> Day | None:
        on = self._typed.day or self._on
        for day in (self._day, self._other.day):
            if day is not None and day.on == on:
                return day
        return self._live.known.find(on)

    def _on_typed(self, text: str) -> None:
        self._told, self._second = None, None
        self._is_leaving_told = self._is_handed_on = False
        self.panel.choose(None)
        self._finding.forget()
        self._hurried.forget()
        house = self._day.restaurant if self._day is not None else None
        today = self._on if house is None else house.business_day(self._controller.now())
        self._typed = read_line(text, today=today, region=self._region)
        self._settled.start()
        self._follow_party()
        self._ask_soon.start()
        self._refresh()
        self._show(is_open=bool(text.strip()))

    def _follow_party(self) -> None:
        size = self._typed.party or self._party_before
        if not self._typed.pieces:
            return  # the line was cleared: the lists stay as the host has left them
        if self.is_half_typed:
            return  # a "4 2" on its way to "4 20" is still a party of 4
        if size and size != self._party:
            self.party_typed.emit(size)

    def _refresh(self) -> None:
        """Show the answer to what is typed, from what is known now."""
        if not self.line.text().strip() or self.is_writing:
            return
        if self.is_half_typed and self.panel.model.rows:
            return  # what was answered before stands for a moment
        day, line = self._day_meant, self._typed
        before = self.panel.row
        self._answer = Answer() if day is None else self._answer_from(day)
        head = command_words.understood(line, day, self._answer, self._region)
        self.panel.show_rows(head, self._answer.rows)
        if before is not None and self.panel.row is None and isinstance(before, TakeRow):
            slot, now = before.fit.slot, self._controller.now()
            if not self._told and not self.reserving.is_unknown:
                self._told = "warn", command_words.taken(slot, now)
        self._say(day)
        self._show_choice()
        if self.panel.model.rows:
            self._hurried.press_again()

    def _answer_from(self, day: Day) -> Answer:
        line = self._typed
        wish = self.reserving.wish
        if wish is not None and self.reserving.is_unknown:
            return Answer((row,) if (row := self._answer_of(wish)) else (), hour=self._answer.hour)
        here = matching(line, day.reservations)
        now, found = self._controller.now(), with_others(here, day, self._finding.reservations)
        found_now = answer(line, day, now, self._party, self._takers, found)
        if self._second is None:
            return found_now
        return Answer((self._second, *found_now.rows), found_now.news, found_now.hour)

    def _answer_of(self, wish: Wish) -> TakeRow | None:
        rows = (row for row in self._answer.rows if isinstance(row, TakeRow))
        return next((row for row in rows if row.fit.slot == wish.slot), None)

    def _say(self, day: Day | None) -> None:
        line = self._typed
        if self._told is not None:
            self.panel.say(*self._told)
            return
        says = command_words.warnings(line)
        if says and not self._settled.isActive():
            self.panel.say("warn", " ".join(says))
        elif day is None:
            on = line.day or self._on
            self.panel.say("progress", command_words.reading(on))
        else:
            is_sure = self._finding.is_answered
            news = command_words.news(line, day, self._answer, self._party, is_ahead=is_sure)
            self.panel.say("quiet" if self._answer.rows else "warn", news)

    def _show_choice(self) -> None:
        row = self.panel.row
        rows = self.panel.model.rows
        act = command_words.act(row or (rows[0] if rows else None))
        self.panel.set_foot(command_words.hint(row, len(rows)), act)
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

    def _ask(self) -> None:
        """Ask the book for what the day on the screen does not tell."""
        on, day = self._typed.day, self._day
        if day is None:
            return
        if on is not None and day.on != on:
            self._other.ask(day.restaurant, on)
        self._finding.ask(day.restaurant.id, self._typed, on or self._on)

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
        elif self._day_meant is None:
            self._told = None
            self._ask()
        else:
            self._hurried.keep(self._on_entered)

    def _on_moved(self, steps: int) -> None:
        self._hurried.forget()
        if not self.is_writing and self.line.text().strip():
            self.panel.step(steps)
            self._on_chosen()

    def _on_chosen(self) -> None:
        """Say what was chosen; bad news about another row have been read."""
        if self._told is not None and not self.reserving.is_unknown:
            self._told = None
            self._say(self._day_meant)
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
        found = [row for row in self.panel.model.rows if isinstance(row, FoundRow)]
        row = self.panel.row
        self._hurried.forget()
        if row is None and len(found) == 1:
            row = found[0]
        if row is None and not found and can_find(self._typed):
            self._hurried.keep(lambda: self._on_pressed(act))
        elif isinstance(row, FoundRow):
            self._is_handed_on = True
            self.act_wanted.emit(act, row.reservation)
        elif row is None and found:
            self.panel.choose(list(self.panel.model.rows).index(found[0]))
            self._on_chosen()

    def _on_left(self) -> None:
        """Close; where it is not known whether a table was reserved, say that first."""
        if self.is_writing:
            return
        if self.reserving.is_unknown and self.reserving.wish is not None:
            says = command_words.unknown(self.reserving.wish.slot)
            if not self._is_leaving_told:
                self._is_leaving_told = True
                self._told = "warn", f"{says} {self.tr('Escape once more leaves.')}"
                self._refresh()
                return
            self.finish()
            self.left_unknown.emit(says)
            return
        self.finish()

    # --- the acts

    def _act(self, row: Row) -> None:
        if isinstance(row, TakeRow) and row.phone:
            self._told = None
            wish = Wish(row.fit.slot, row.phone, row.party, row.name, row.is_second)
            self.line.setReadOnly(True)
            self.panel.act_button.setEnabled(False)
            self.reserving.reserve(wish)
            says = self.tr("Reserving table {table} at {hour}.")
            self.panel.say("progress", command_words.named(says, row.fit.slot))
            self.fit()
        else:
            self._is_handed_on = True
            self._show(is_open=False)
            self.opened.emit(row, self._typed)

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
            says = f"{says} {self.tr('Enter tries again.')}"
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
            self._party_before = self._party
        self._show(is_open=bool(self.line.text().strip()))

    def _close(self) -> None:
        self._show(is_open=False)
        self._hurried.forget()
        self._typed, self._answer = TypedLine(), Answer()
        self._other.forget()
        self._finding.forget()
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
        self._finding.found.connect(self._refresh)
        self._other.read.connect(self._on_read)
        self._other.failed.connect(self._on_unread)
        self._ask_soon.timeout.connect(self._ask)
        self._settled.timeout.connect(self._on_settled)
