"""What is picked, and the next likely act."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.domain.presence import Takers
from resv_desktop.qt import words
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import NOBODY, taken_at
from resv_desktop.qt.day_words import being_taken, free_words, holder, party, table_label
from resv_desktop.qt.details_facts import BLOCK, DetailsFacts
from resv_desktop.qt.due import next_step
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import GAP, PADDING, Look
from resv_desktop.qt.party_menu import PartyMenu
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.label import MAY_BREAK, Label, breakable
from resv_desktop.qt.widgets.panel import Panel, rule
from resv_desktop.qt.widgets.state_pill import StatePill
from resv_desktop.qt.widgets.title_lines import TitleLines
from resv_desktop.qt.widgets.unseen import Surprise, Unseen

_LABEL_WIDTH = 56
_LINES = 4
_TITLE_TO_PILL = 8
_BETWEEN = 8


class DetailsPanel(Panel):
    """One table in one hour: who was there before, who comes after, and one button.

    opened is emitted when the table is to be opened, stepped with the TableHour when its party has
    come, is seated or is done; no press is heard while there is a surprise, which is something
    else than before at the same table, and not by the host. Of the menu each carries the TableHour
    that it was opened for: history_wanted when it is asked what was done with it, seat_wanted when
    a walk-in is to be seated there, act_wanted with what was chosen of all else.
    """

    opened = Signal()
    history_wanted = Signal(object)
    stepped = Signal(object)
    seat_wanted = Signal(object)
    act_wanted = Signal(str, object)

    def __init__(self, look: Look, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self._look, self._keys = look, keys
        self._title = TitleLines(look)
        self._most_height = 0
        self._is_number = False  # whether the title is the phone number of a guest without a name
        self._pill = StatePill(look, "free")
        self._subtitle = Label(look, use="row", wraps=True)
        self._labels = [Label(look, use="secondary", ink="muted") for _ in range(_LINES)]
        self._values = [Label(look, use="row", wraps=True) for _ in range(_LINES)]
        self.act_button = Button(look, "", "primary")
        self.act_button.setObjectName("openButton")
        self.act_button.clicked.connect(self._on_pressed)
        self._is_step = self._is_silent = False
        self.surprise = Surprise(self)
        self.unseen = Unseen(self)  # for a finger alone: the keys are for what is picked
        self._is_other = False  # whether another party is the surprise, or only its next step
        self._table: TableHour | None = None
        self._act: tuple[str | None, str | None] = (None, None)  # for whom, and the next step
        self.more_button = Button(look, self.tr("More"))
        self.more_button.setAccessibleName(self.tr("More acts"))
        self.more_button.setObjectName("moreButton")
        self.more_button.clicked.connect(self._open_more)
        self.more = PartyMenu(self)
        self.more.wanted.connect(self._on_act)
        self._show_more: Callable[[], None] = lambda: None
        self._pages = QStackedWidget(self)
        self._empty = EmptyState(look, self._pages)
        keys.changed.connect(self._say_help)
        self._say_help()
        self._picked = self._lay_out()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._picked)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._pages)

    @property
    def is_party_new(self) -> bool:
        """Whether another party is there than the host may have seen."""
        return self.surprise.isActive() and self._is_other

    def text(self) -> str:
        """Return all that is said of what is picked, or why nothing is."""
        if self._pages.currentWidget() is self._empty:
            return self._empty.text()
        lines = [
            f"{label.text()}: {value.text()}"
            for label, value in zip(self._labels, self._values, strict=True)
            if not value.isHidden()
        ]
        said = "\n".join([self._title.text(), self._subtitle.text(), *lines])
        return said.replace(MAY_BREAK, "")

    def _say_help(self) -> None:
        """Say what can be done while nothing is picked, by the keys that hold here."""
        keys = self._keys
        if keys.has_single_keys:
            why = self.tr("Pick a table, or just type")
            what = self.tr(
                "{example} shows what is free for 4 at {hour}; a name or four digits find a "
                "reservation."
            ).format(example=words.apart("4 20"), hour=words.hour_of_day(20))
        else:
            why = self.tr("Pick a table")
            what = self.tr("Then Enter opens it; {key} goes to the line, which finds and reserves.")
            what = what.format(key=words.apart(keys.text("go_to_line")))
        undo, shows = words.apart(keys.text("undo")), words.apart(keys.text("help"))
        back = self.tr("{undo} undoes the last act, {help} shows all keys.")
        self._empty.say("", why, f"{what}\n{back.format(undo=undo, help=shows)}")

    def show_nothing(self) -> None:
        """Say that nothing is picked."""
        self._table = None
        self._pages.setCurrentWidget(self._empty)

    def set_grey(self, is_grey: bool) -> None:
        """Show the state in grey, since it may have changed."""
        self._pill.set_grey(is_grey)

    def set_silent(self, is_silent: bool) -> None:
        """Take no step while the database does not answer; what opens a dialog is said there."""
        self._is_silent = is_silent
        self.act_button.setDisabled(is_silent and self._is_step)

    def come_under_the_finger(self) -> None:
        """Take no press for a while: what stood here before was meant."""
        self.unseen.start()

    def set_most_height(self, height: int) -> None:
        """Be no higher than this; what is said is scrolled then, the buttons stay."""
        self._most_height = height
        self._share_height()

    def _share_height(self) -> None:
        edges = 2
        buttons = self._buttons.minimumSize().height()
        self._facts.set_most_height(self._most_height - buttons - edges)

    def show_table(
        self,
        day: Day,
        table: TableHour,
        party_size: int,
        now: datetime,
        takers: Takers = NOBODY,
    ) -> None:
        """Show a table of the day, for a party of this size."""
        is_past, step = table.is_over(now), next_step(table, now)
        self._hear_table(table, step)
        self._pill.set_state("past" if is_past and table.is_free else table.state)
        if table.is_free:
            taking = being_taken(taken_at(table, takers, now))
            self._show_free(day, table, party_size, taking, now)
        else:
            self._show_taken(day, table, step, now)
        self.set_silent(self._is_silent)
        self._show_more = partial(self.more.show_for, table, party_size, now)
        self._show_more()
        self._arrange_head()
        self._share_height()
        self._pages.setCurrentWidget(self._picked)

    def _hear_table(self, table: TableHour, step: str | None) -> None:
        """See whether what is picked is still what it was; at another table the host looks."""
        before, self._table = self._table, table
        held = table.reservation
        was, self._act = self._act, (None if held is None else held.id, step)
        if before is None or before.key != table.key:
            self.surprise.stop()
        elif was != self._act:
            is_other = self.is_party_new or was[0] != self._act[0]
            self.surprise.see_change()
            self._is_other = is_other

    def _show_free(
        self, day: Day, table: TableHour, party_size: int, taking: str, now: datetime
    ) -> None:
        self._title.setText(table_label(table))
        self._is_number = False
        span = self.tr("{day}, {start} to {end}").format(
            day=words.day(table.starts_at.date()),
            start=words.hour(table.starts_at),
            end=words.hour(table.ends_at),
        )
        self._subtitle.setText(span)
        self._show_lines(
            [
                (self.tr("Now"), taking),
                (self.tr("Seats"), self._seats(table.capacity, party_size)),
                (self.tr("Before"), self._before(day, table, now)),
                (self.tr("After"), self._after(day, table)),
            ]
        )
        self._is_step = False
        self.act_button.setVisible(not table.is_over(now))
        text = self.tr("Reserve table {table}").format(table=words.table(table.table_id))
        self.act_button.setText(text)

    def _show_taken(self, day: Day, table: TableHour, step: str | None, now: datetime) -> None:
        self._title.setText(holder(table))
        self._is_number = holder(table) == table.phone
        size = party(table.reservation.party_size) if table.reservation else ""
        place = self.tr("{hour}, table {table}").format(
            hour=words.hour(table.starts_at), table=words.table(table.table_id)
        )
        self._subtitle.setText(breakable(f"{place}, {size}" if size else place))
        place_words = self.tr("Not offered any more") if table.is_uncovered else ""
        note = table.reservation.note if table.reservation else ""
        if table.reservation and table.reservation.allergy:
            note = self.tr("Allergy. {note}").format(note=note) if note else self.tr("Allergy")
        self._show_lines(
            [
                (self.tr("Phone"), table.phone),
                (self.tr("Place"), place_words),
                (self.tr("Before"), "" if place_words else self._before(day, table, now)),
                (self.tr("After"), self._after(day, table)),
                (self.tr("Note"), note),
            ]
        )
        self._is_step = step is not None
        self.act_button.setVisible(table.reservation is not None)
        words_of = {
            "arrived": self.tr("Has arrived"),
            "seated": self.tr("Is seated"),
            "done": self.tr("Is done"),
        }
        self.act_button.setText(words_of.get(step or "", self.tr("Show reservation")))

    def _on_pressed(self) -> None:
        if self.surprise.isActive() or self.unseen.isActive():
            return
        if self._is_step:
            self.stepped.emit(self._table)
        else:
            self.opened.emit()

    def _open_more(self) -> None:
        self._show_more()
        button = self.more_button
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = button.width() - self.more.sizeHint().width() if is_rtl else 0
        self.more.popup(button.mapToGlobal(QPoint(left, button.height() + 4)))

    def _on_act(self, act: str, table: TableHour) -> None:
        known = {"history": self.history_wanted, "seat": self.seat_wanted}
        if act in known:
            known[act].emit(table)
        else:
            self.act_wanted.emit(act, table)

    def _show_lines(self, lines: list[tuple[str, str]]) -> None:
        shown = [line for line in lines if line[1]]
        for number, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            is_used = number < len(shown)
            label.setVisible(is_used)
            value.setVisible(is_used)
            if is_used:
                label.setText(shown[number][0])
                value.setText(breakable(shown[number][1]))

    def _seats(self, capacity: int, party_size: int) -> str:
        spare = capacity - party_size
        if spare < 0:
            return self.tr("{seats}, too few for {party}").format(seats=capacity, party=party_size)
        if spare == 0:
            return self.tr("{seats}, no spare seat").format(seats=capacity)
        if spare == 1:
            return self.tr("{seats}, 1 spare seat").format(seats=capacity)
        return self.tr("{seats}, {spare} spare seats").format(seats=capacity, spare=spare)

    def _before(self, day: Day, table: TableHour, now: datetime) -> str:
        before = day.neighbour(table, is_later=False)
        if before is None:
            opens = self.tr("opens at {hour}").format(hour=words.hour(table.starts_at))
            return opens if day.is_edge(table, is_later=False) else ""
        if before.is_free:
            since = words.hour(day.free_since(table))
            return self.tr("free since {hour}").format(hour=since)
        says = self.tr("{guest}, until {hour}")
        if before.state == "done":
            says = self.tr("{guest}, has left")
        elif before.state == "seated" and before.is_over(now):
            says = self.tr("{guest}, still seated")
        return says.format(guest=holder(before), hour=words.hour(before.ends_at))

    def _after(self, day: Day, table: TableHour) -> str:
        after = day.neighbour(table, is_later=True)
        if after is None:
            closes = self.tr("closes at {hour}").format(hour=words.hour(table.ends_at))
            return closes if day.is_edge(table, is_later=True) else ""
        if after.is_free:
            return free_words(after, is_past=False)
        says = self.tr("{guest} at {hour}")
        if after.state == "seated":  # before its hour
            says = self.tr("{guest} at {hour}, already seated")
        return says.format(guest=holder(after), hour=words.hour(after.starts_at))

    def _arrange_head(self) -> None:
        """Put the state beside the title, or above one that is too long for the room there."""
        inside = self.width() - 2 * (PADDING + 2)
        beside = inside - _TITLE_TO_PILL - self._pill.sizeHint().width()
        # A name may take several lines there, a number is read as one.
        is_above = not self._title.is_whole_at(beside) or (
            self._is_number and self._title.line_count_at(beside) > 1
        )
        for widget in (self._title, self._pill):
            self._head.removeWidget(widget)
        top = Qt.AlignmentFlag.AlignTop
        if is_above:
            self._head.addWidget(self._pill, 0, 0, 1, 2, top | Qt.AlignmentFlag.AlignLeading)
            self._head.addWidget(self._title, 1, 0, 1, 2, top)
        else:
            self._head.addWidget(self._title, 0, 0, top)
            self._head.addWidget(self._pill, 0, 1, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_head()

    def _lay_out(self) -> QWidget:
        look = self._look
        self._head = QGridLayout()
        self._head.setSpacing(_TITLE_TO_PILL)
        self._head.setColumnStretch(0, 1)
        self._arrange_head()
        lines = QGridLayout()
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(8)
        lines.setColumnMinimumWidth(0, look.px(_LABEL_WIDTH))
        lines.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for number, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            lines.addWidget(label, number, 0, top)
            lines.addWidget(value, number, 1, top)
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(PADDING + 1, PADDING + 1, PADDING + 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addSpacing(2)
        column.addWidget(self._subtitle)
        column.addSpacing(GAP - 4)
        column.addWidget(rule(facts))
        column.addSpacing(GAP - 4)
        block = QWidget(facts)
        block.setLayout(lines)
        block.setMinimumHeight(look.px(BLOCK))
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setRowStretch(_LINES, 1)
        column.addWidget(block)
        column.addStretch(1)
        self._buttons = buttons = QHBoxLayout()
        buttons.setContentsMargins(PADDING + 1, GAP, PADDING + 1, PADDING + 1)
        buttons.setSpacing(_BETWEEN)
        buttons.addWidget(self.act_button, 1)
        buttons.addWidget(self.more_button)
        self._facts = DetailsFacts(look, facts)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._facts)
        whole.addLayout(buttons)
        whole.addStretch(1)
        return page
