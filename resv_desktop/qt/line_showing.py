"""What stands under the line while it is typed in: its answer, the choice, and what is said."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.qt import command_words
from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.command_panel import CommandPanel, say_with
from resv_desktop.qt.command_place import CommandPlace
from resv_desktop.qt.command_rows import Answer, FoundRow, Row, SeatRow, TakeRow, first_choice
from resv_desktop.qt.line_answering import LineAnswering
from resv_desktop.qt.line_reserving import LineReserving, Wish
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.message_place import MessageKind
from resv_desktop.qt.widgets.unseen import Unseen

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_SETTLED_AFTER_MS = 600  # a "4 2" on its way to "4 20" is not called unclear


class LineShowing(QObject):
    """Shows the answer as it is known now; what the host has chosen in it stays chosen.

    What is told stands until something else is typed or chosen. settled is emitted when nothing
    has been typed for a moment, shown whenever there are rows, about_to_take with the Slot that
    is chosen, or None.
    """

    settled = Signal()
    shown = Signal()
    about_to_take = Signal(object)

    def __init__(
        self,
        window: QWidget,
        ground: QWidget,
        look: Look,
        controller: "Controller",
        line: CommandLine,
        answering: LineAnswering,
        reserving: LineReserving,
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._line = window, controller, line
        self._answering, self._reserving = answering, reserving
        self._answer = Answer()
        self._second: TakeRow | None = None
        self._told: tuple[MessageKind, str] | None = None
        self._is_offered = False
        self._unseen = Unseen(self)  # that a party is further, or less far
        self._stepped: tuple[str, ...] | None = None  # whose row that is, by its key
        self._read_back = ""  # the number of which it is said that it is unusual
        self._unread = Unseen(self)
        self._has_gone = False  # what was chosen, so that nothing is until the host does
        spoken, title, detail = say_with(lambda: answering.on, lambda: answering.region)
        self.panel = CommandPanel(look, spoken, window)
        self.panel.show_titles(title, detail)
        self.place = CommandPlace(window, ground, line, self.panel)
        self._is_open = False
        # What was typed is painted first, and what is said to it in the next turn: both at once
        # would hold the window up.
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._appear)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_AFTER_MS)
        self.place.went.connect(lambda: self.set_open(is_open=False))
        self._settled.timeout.connect(self.settled)

    @property
    def is_open(self) -> bool:
        """Whether an answer is shown."""
        return self._is_open

    @property
    def answer(self) -> Answer:
        """The answer that is shown."""
        return self._answer

    @property
    def told(self) -> str:
        """What is told in place of what there is to say about the answer, or ""."""
        return "" if self._told is None else self._told[1]

    @property
    def is_offered(self) -> bool:
        """Whether a row was chosen for the host, not by them."""
        return self._is_offered

    @property
    def is_half_typed(self) -> bool:
        """Whether what is not clear may only not have been typed to its end."""
        return bool(self._answering.typed.unclear) and self._settled.isActive()

    @property
    def is_step_new(self) -> bool:
        """Whether nobody can have read yet which step of who is chosen comes next by now."""
        row = self.panel.row
        return self._unseen.isActive() and row is not None and row.key == self._stepped

    @property
    def is_number_unread(self) -> bool:
        """Whether nobody can have read yet that the number is unusual, which is said by now."""
        is_still_there = self._answering.typed.e164 == self._read_back
        return is_still_there and self._unread.isActive() and not self._answering.is_guest_known

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that answer the line."""
        return tuple(self.panel.model.rows)

    @property
    def found(self) -> list[FoundRow]:
        """The reservations among them."""
        return [row for row in self.rows if isinstance(row, FoundRow)]

    def begin_afresh(self) -> None:
        """Let go of what was chosen and told, since something else is typed."""
        self._told, self._second = None, None
        self._has_gone = False
        self._unseen.stop()
        self.panel.choose(None)
        self._settled.start()

    def settle(self) -> None:
        """Take what is typed for whole, although it has only just been typed."""
        if self._settled.isActive():
            self._settled.stop()
            self.settled.emit()

    def refresh(self) -> None:
        """Show the answer to what is typed, from what is known now."""
        if not self._line.text().strip() or self._reserving.is_busy:
            return
        if self.is_half_typed and self.rows:
            return  # what was answered before stands for a moment
        before = self.panel.row
        self._answer = self._answer_now()
        self.panel.show_rows(self._answering.head(self._answer), self._answer.rows)
        if _is_other_step(before, self.panel.row):
            self._unseen.start()
            self._stepped = before.key if before else None
        is_gone = before is not None and self.panel.row is None
        if is_gone and isinstance(before, (TakeRow, SeatRow)):
            self._has_gone = True
            if not self._told and not self._reserving.is_unknown:
                says = command_words.taken(before.fit.slot, self._controller.now())
                self._told = "warn", says
        elif self.panel.row is None and not self._has_gone:
            self._offer(first_choice(self._answering.typed, self._answer))
        self._say()
        self._show_choice()
        if self.rows:
            self.shown.emit()

    def tell(self, kind: MessageKind, says: str) -> None:
        """Say what has come of something, in place of what there is to say about the answer."""
        self._told = kind, says
        self.refresh()

    def hush(self) -> None:
        """Let go of what was told."""
        self._told = None

    def tell_writing(self, says: str) -> None:
        """Say what is being done; until its answer is there no other act is offered."""
        self.hush()
        self.panel.act_button.setEnabled(False)
        self.panel.say("progress", says)
        self.fit()

    def offer_second(self, row: TakeRow) -> None:
        """Offer a table once more, as a second one for its guest; it is to be chosen anew."""
        self._second = replace(row, is_second=True)
        self.panel.choose(None)

    def choose(self, row: Row) -> None:
        """Choose a row, as the host wants it."""
        self.panel.choose(self.rows.index(row))
        self.on_chosen()

    def step(self, steps: int) -> None:
        """Choose a row further down or up, as the host wants it."""
        self.panel.step(steps)
        self.on_chosen()

    def on_chosen(self) -> None:
        """Say what the host has chosen; bad news about another row have been read."""
        self._is_offered = self._has_gone = False
        if self._told is not None and not self._reserving.is_unknown:
            self.hush()
            self._say()
        self._show_choice()
        announce(self._line, str(self.panel.list.currentIndex().data() or ""))

    def announce_answer(self) -> None:
        """Let a screen reader say what the answer is."""
        if self.is_open:
            first = self.panel.list.model().index(0, 0).data() if self.rows else ""
            says = filter(None, [self.panel.message.text().rstrip("."), str(first)])
            announce(self._line, ". ".join(says))

    def set_open(self, *, is_open: bool) -> None:
        """Show the answer, or hide it while the host is elsewhere."""
        if is_open and not self._is_open:
            self._is_open = True
            self._next_turn.start()
        elif self._is_open and not is_open:
            self._is_open = False
            self._next_turn.stop()
            self.panel.hide()
            self.about_to_take.emit(None)
        else:
            self.fit()

    def _appear(self) -> None:
        self.panel.show()
        self.fit()

    def close(self) -> None:
        """Let go of the answer, and give the keys back to where they came from."""
        self.set_open(is_open=False)
        self._answer, self._read_back = Answer(), ""
        self._unread.stop()
        self._answering.forget()
        self.panel.show_rows("", ())
        self.about_to_take.emit(None)
        self.place.go_home()

    def fit(self) -> None:
        """Keep the answer under the line."""
        if self.panel.isVisibleTo(self._window):
            self.place.fit()

    def _offer(self, row: int | None) -> None:
        """Choose for the host what Enter does; nothing else is done with it for that alone."""
        self.panel.choose(row)
        self._is_offered = row is not None

    def _answer_now(self) -> Answer:
        wish = self._reserving.wish
        if wish is not None and self._reserving.is_unknown:
            return Answer((row,) if (row := self._answer_of(wish)) else (), hour=self._answer.hour)
        found_now = self._answering.answer()
        if self._second is None:
            return found_now
        refused = replace(self._second, is_second=False).key
        others = (row for row in found_now.rows if row.key != refused)
        return replace(found_now, rows=(self._second, *others))

    def _answer_of(self, wish: Wish) -> TakeRow | SeatRow | None:
        kind = SeatRow if wish.is_walk_in else TakeRow
        rows = (row for row in self._answer.rows if isinstance(row, kind))
        return next((row for row in rows if row.fit.slot == wish.slot), None)

    def _say(self) -> None:
        if self._told is not None:
            self.panel.say(*self._told, aloud=True)
            return
        typed = self._answering.typed
        says = command_words.warnings(typed, self._answering.region)
        if says and not self._settled.isActive():
            if not typed.unclear and typed.refusal is None:  # there is an answer to the rest
                says.append(self._answering.news(self._answer))
            self.panel.say("warn", " ".join(filter(None, says)))
            if typed.phone_kind == "unused" and typed.e164 != self._read_back:
                self._read_back = typed.e164
                self._unread.start()
        elif self._answering.day is None:
            self.panel.say("progress", self._answering.news(self._answer))
        else:
            kind: MessageKind = "quiet" if self._answer.rows else "warn"
            self.panel.say(kind, self._answering.news(self._answer))

    def _show_choice(self) -> None:
        row, rows = self.panel.row, self.rows
        act = command_words.act(row or (rows[0] if rows else None))
        self.panel.set_foot(command_words.hint(row, len(rows), self._line.keys), act)
        is_free = isinstance(row, TakeRow) and bool(row.phone)
        self.about_to_take.emit(row.fit.slot if isinstance(row, TakeRow) and is_free else None)
        self.fit()


def _is_other_step(before: Row | None, now: Row | None) -> bool:
    """Whether a press is for the same party as before, and for another step of theirs."""
    if not (isinstance(before, FoundRow) and isinstance(now, FoundRow)):
        return False
    return before.key == now.key and before.step != now.step
