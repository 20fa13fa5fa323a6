"""Who did what, and when; any of it can be taken back from here."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import AlreadyReserved, is_unanswered
from resv_desktop.domain.journal import Line, taken_back
from resv_desktop.domain.reservation import Undone
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.history.as_it_was import AsItWas
from resv_desktop.qt.history.history_list import HistoryList, HistoryRow, row_of
from resv_desktop.qt.history.history_reader import HistoryReader
from resv_desktop.qt.history.history_words import Telling
from resv_desktop.qt.history.scope import Scope
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import GRID, TWO_LINE_ROW, Look
from resv_desktop.qt.widgets.dialog_frame import PATIENCE_MS, DialogFrame
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.segmented_control import SegmentedControl

_LEAST_ROWS: Final = 3
_MOST_ROWS: Final = 8
_BESIDE_ROWS: Final = 520  # what a dialog needs for all else
_BOX: Final = 5
_SIDES: Final = 3


class HistoryDialog(DialogFrame):
    """One history at a time; the switch at the top says whose. It follows the book while open.

    Nothing is picked for the host. undone carries what was taken back and its sentence; the
    dialog has closed by then. It deletes itself once closed.
    """

    undone = Signal(Undone, str)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: Controller,
        found: list[Scope],
        telling: Telling,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("history")
        self._tasks, self._controller, self._telling = tasks, controller, telling
        self._scopes = found
        self._rows: dict[str, tuple[Line | None, HistoryRow]] = {}
        self._request_ids: dict[str, str] = {}
        self._told_of: str | None = None  # the line of which bad news stand; "" of the reading
        self._is_failed = False
        self.reader = HistoryReader(tasks, controller, telling.restaurant.id, self)
        day = words.day(telling.on)
        self.switch = SegmentedControl(
            look,
            [*(scope.label for scope in found), self.tr("As it was")],
            names=[
                *(scope.name for scope in found),
                self.tr("{day} as it stood at any minute").format(day=day),
            ],
        )
        self.switch.setObjectName("historyScope")
        self.switch.setAccessibleName(self.tr("Whose history"))
        self.list = HistoryList(look)
        self.past = AsItWas(look, tasks, controller, telling.restaurant, telling.on)
        self.past.told.connect(self._on_doubts)
        self.past.failed.connect(self._on_past_failed)
        self._empty = EmptyState(look)
        self._sides = [Label(look, use="row", wraps=True) for _ in range(_SIDES)]
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._say_reading)
        self._fill_body()
        self.act_button.setObjectName("undoLineButton")
        self.acted.connect(self._on_acted)
        self.switch.chosen.connect(self.show_scope)
        self.list.older_wanted.connect(self.reader.read_older)
        self.list.selectionModel().selectionChanged.connect(self._on_picked)
        self.reader.changed.connect(self._on_read)
        self.reader.failed.connect(self._on_failed)
        KeyShortcut(keys, "history", self).activated.connect(self._next_scope)
        KeyShortcut(keys, "undo", self).activated.connect(self._on_acted)
        self.show_scope(len(found) - 1)
        self.list.setFocus()

    @property
    def scope(self) -> Scope:
        """Whose history is shown; behind the past that of the day."""
        return self._scopes[0 if self.is_past else self.switch.index or 0]

    @property
    def is_past(self) -> bool:
        """Whether the day as it was is shown, instead of what was done."""
        return self.switch.index == len(self._scopes)

    def show_scope(self, number: int) -> None:
        """Show another history; the number after the last one shows the day as it was."""
        self.switch.set_index(number)
        if self.is_past:
            self._show_past()
            return
        self._give_room()
        self.set_act(self.tr("Undo this"))
        self.set_hint(self.tr("Enter undoes it, Escape leaves."))
        scope = self._scopes[number]
        self.set_head(scope.title, scope.subtitle)
        self._is_failed, self._told_of = False, None
        self.tell("quiet", "")
        self._patience.start()
        self.reader.ask(scope.about)
        self.tell_silence()
        if self._is_silent:
            self._say_unread()

    def hear(self) -> None:
        """Take over that something may have been done since."""
        self.reader.refresh()
        if self.is_past:
            self.past.read()

    def show_silence(self, *, is_silent: bool) -> None:
        """Take over whether the database answers; then it is read again."""
        is_news = is_silent != self._is_silent
        super().show_silence(is_silent=is_silent)
        self._show_picked()
        if is_silent and not self.reader.is_read:
            self._say_unread()
        elif is_news and not is_silent:
            self.hear()

    def sides(self) -> list[str]:
        """Return what is said of the line that is picked: before, after, and who took it back."""
        return [label.text() for label in self._sides if not label.isHidden()]

    def empty_words(self) -> str:
        """Return what is said in place of the lines, "" where those are there."""
        return "" if self._stack.currentWidget() is self.list else self._empty.text()

    # --- the past

    def _show_past(self) -> None:
        """Show the day as it was; there is nothing to be done with it."""
        day = words.day(self._telling.on)
        self.set_head(self.tr("{day} as it was").format(day=day), self.tr("All tables"))
        self.set_act("")
        self.set_hint(self.tr("Arrow keys go minute by minute, Page keys hour by hour."))
        self._is_failed, self._told_of = False, None
        self.tell("quiet", "")
        self._patience.stop()
        self._give_room()
        self._stack.setCurrentWidget(self.past)
        self.past.take_keys()
        self.past.read()

    def _give_room(self) -> None:
        """Let the past have the room that lines have for what they were before and after."""
        self._under.setVisible(not self.is_past)
        more = self._under.minimumHeight() + self.body.spacing() if self.is_past else 0
        self._box.setFixedHeight(self._room + more)

    def _on_past_failed(self, trouble: Trouble) -> None:
        if self.is_past:
            self._tell_bad("", trouble, self.past.read)

    def _on_doubts(self, said: str) -> None:
        if self.is_past:
            self.tell("quiet", said)

    # --- what is read

    def _on_read(self) -> None:
        lines, reader = self.reader.lines, self.reader
        undone = taken_back(lines)
        self.list.show_rows([self._row(line, undone.get(line.id)) for line in lines])
        if reader.is_read:
            self._patience.stop()
            if self._is_failed:
                self._is_failed = False
                self.tell("quiet", "")
            why, what_now = self.scope.empty
            self._empty.say("history", why, what_now)
        # While nothing is known yet the list stays, empty, and with it the keys.
        self._show_list(is_there=bool(lines) or not reader.is_read)
        self._show_picked()

    def _show_list(self, *, is_there: bool) -> None:
        if self.is_past:
            return
        was_there = self._stack.currentWidget() is self.list
        if is_there == was_there:
            return
        has_keys = self.list.hasFocus() or not self.switch.isAncestorOf(self.focusWidget())
        self._stack.setCurrentIndex(0 if is_there else 1)
        if has_keys:
            (self.list if is_there else self.switch).setFocus()

    def _row(self, line: Line, by: Line | None) -> HistoryRow:
        known = self._rows.get(line.id)
        if known is None or known[0] != by:
            known = self._rows[line.id] = (by, row_of(line, by, self._telling))
        return known[1]

    def _say_reading(self) -> None:
        self._empty.say("", self.tr("Reading the history"))
        self._show_list(is_there=False)

    def _say_unread(self) -> None:
        self._patience.stop()
        self._empty.say("history", self.tr("The history could not be read"))
        self._show_list(is_there=False)

    def _on_failed(self, trouble: Trouble) -> None:
        self._patience.stop()
        self._is_failed = True
        if not self.reader.is_read:
            self._say_unread()
        if not self.is_busy:
            self._tell_bad("", trouble, self.reader.refresh)

    # --- what is picked

    def _on_picked(self) -> None:
        row = self.list.picked_row
        is_another = row is not None and self._told_of not in (None, row.key)
        if is_another and not self.is_busy:
            self._told_of = None
            self.tell("quiet", "")
            self.tell_silence()
        self._show_picked()

    def _show_picked(self) -> None:
        if self.is_past:
            return
        row = self.list.picked_row
        line = row.line if row else None
        telling = self._telling
        says = ["", "", ""]
        if row is not None and line is not None and (line.before or line.after):
            before = telling.side(line.before, line.after)
            after = telling.side(line.after, line.before)
            says = [
                self.tr("Before: {facts}").format(facts=before),
                self.tr("After: {facts}").format(facts=after),
                row.undone,
            ]
        elif row is None and self.reader.lines:
            says[0] = self.tr("Pick a line to see how it was before and after.")
        for label, said in zip(self._sides, says, strict=True):
            label.setText(said)
            label.setVisible(bool(said))
            label.set_ink("text" if row is not None else "muted")
        self._sides[2].set_ink("accent")
        if not self.is_busy:
            can = line is not None and line.can_undo and not row.undone  # type: ignore[union-attr]  # a line has its row
            self.act_button.setEnabled(can and not self._is_silent)

    def _next_scope(self) -> None:
        if not self.is_busy:
            self.show_scope(((self.switch.index or 0) - 1) % (len(self._scopes) + 1))

    # --- the act

    def _on_acted(self) -> None:
        row = None if self.is_past else self.list.picked_row
        if row is not None and self.act_button.isEnabled() and not self.is_busy:
            self._take_back(row)

    def _take_back(self, row: HistoryRow, *, second_table: bool = False) -> None:
        # One id for each line, however often it is tried: it is never taken back twice.
        request_id = self._request_ids.setdefault(row.key, self._controller.new_id())
        controller = self._controller

        def work() -> Undone:
            return controller.undo(row.key, second_table=second_table, request_id=request_id)

        self.set_busy(self.tr("Taking it back."))
        self._tasks.run(
            self,
            work,
            lambda undone: self._on_undone(undone, row),
            lambda trouble: self._on_refused(trouble, row),
        )

    def _on_undone(self, undone: Undone, row: HistoryRow) -> None:
        self.set_ready()
        self.accept()
        self.undone.emit(undone, row.sentence)

    def _on_refused(self, trouble: Trouble, row: HistoryRow) -> None:
        self.set_ready()
        self._show_picked()
        if isinstance(trouble, AlreadyReserved):
            self._told_of = row.key
            self.tell(
                "error",
                words.sentence(trouble),
                self.tr("Undo it all the same"),
                lambda: self._take_back(row, second_table=True),
            )
        else:
            self._tell_bad(row.key, trouble, lambda: self._take_back(row))
        self.reader.refresh()

    def _tell_bad(self, of: str, trouble: Trouble, again: Callable[[], None]) -> None:
        self._told_of = of
        is_open = is_unanswered(trouble)
        action = self.tr("Try again") if is_open else None
        self.tell("error", words.sentence(trouble), action, again if is_open else None)

    # --- how it is put together

    def _fill_body(self) -> None:
        room = self.screen().availableGeometry().height() - self.look.px(_BESIDE_ROWS)
        row = self.look.room(TWO_LINE_ROW, 2)
        rows = max(_LEAST_ROWS, min(_MOST_ROWS, room // row))
        box = self._box = QFrame()
        box.setProperty("ground", "panel")
        self._room = rows * row + 2 * _BOX + 2
        inside = QVBoxLayout(box)
        inside.setContentsMargins(_BOX + 1, _BOX + 1, _BOX + 1, _BOX + 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.past)
        inside.addWidget(self._stack)
        sides = self._under = QWidget()
        sides.setMinimumHeight(_SIDES * self.look.metrics("row").height() + 2 * GRID)
        grid = QGridLayout(sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for number, label in enumerate(self._sides):
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(_SIDES, 1)
        self.body.setSpacing(GRID + 4)
        self.body.addWidget(self.switch)
        self.body.addWidget(box)
        self.body.addWidget(sides)
        self._give_room()

    # --- Qt
