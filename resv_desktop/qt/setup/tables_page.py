"""Which tables does the restaurant have?"""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from resv_desktop.domain.errors import InvalidCapacity
from resv_desktop.domain.restaurant import LARGEST_TABLE, MOST_TABLES, SMALLEST_TABLE
from resv_desktop.domain.table_line import (
    TableGroup,
    count_of,
    finished_part,
    numbers_of,
    parse_tables,
    seat_count,
    table_count,
    with_count,
    write_tables,
)
from resv_desktop.qt import words
from resv_desktop.qt.look import GRID, LABEL_TO_FIELD, PANEL_RADIUS, TARGET, TWO_LINE_ROW, Look
from resv_desktop.qt.setup import amounts
from resv_desktop.qt.setup.page import Page
from resv_desktop.qt.setup.wrapped_lines import WrappedLines
from resv_desktop.qt.widgets.field import Field, FieldHead
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.panel import Panel, rule
from resv_desktop.qt.widgets.shapes import paint_box
from resv_desktop.qt.widgets.stepper import Stepper

_HEAD = 36
_SIDE = 17
_SIZE_WIDTH = 120
_COUNT_WIDTH = 184
_STEPPER_WORDS = 56
_APART = 24


class TablesPage(Page):
    """The line and the steppers are two views of the same tables; each follows the other."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", "", "")
        self.step = self.tr("Tables")
        self.set_head(
            self.tr("Which tables do you have?"),
            self.tr("Type them in one line, or set the number for each size. The list follows."),
        )
        self._groups: list[TableGroup] = []
        self._refusal: InvalidCapacity | None = None
        self._is_unfinished = False
        self._is_insisted = False
        self._line = Field(look, self.tr("Tables in one line"))
        self._line.edit.setObjectName("tableCapacities")
        head = self._line.findChild(FieldHead)
        assert head is not None
        head.hide()
        self._rows = [_SizeRow(look, size) for size in range(SMALLEST_TABLE, LARGEST_TABLE + 1)]
        self._sum_icon = IconMark(look, "check-circle", "success")
        self._sum = Label(look, use="label")
        self._lay_out()
        self._line.edit.textEdited.connect(self._on_typed)
        self._line.edit.textChanged.connect(self._on_text)
        self._line.edit.editingFinished.connect(self._on_left)
        for row in self._rows:
            row.stepper.changed.connect(lambda count, row=row: self._on_stepped(row, count))
            self.keep_wheel_away(row.stepper)
        self._read()

    @property
    def is_touched(self) -> bool:
        """Whether any table was said."""
        return bool(self._line.text().strip())

    @property
    def groups(self) -> list[TableGroup]:
        """The tables as understood so far."""
        return list(self._groups)

    def fill(self, capacities: list[int]) -> None:
        """Show what is saved already."""
        runs = (TableGroup(len(list(run)), capacity) for capacity, run in groupby(capacities))
        self._line.set_text(write_tables(list(runs)))

    def said(self) -> str:
        """Return what is said below the line."""
        return self._line.helper()

    def answer(self) -> str:
        count = table_count(self._groups)
        if not count:
            return ""
        said = self.tr("{tables} so far") if self.isVisible() else self.tr("{tables}")
        return said.format(tables=amounts.tables(count))

    def lacks(self) -> str:
        if self._refusal is not None or self._is_unfinished:
            return self.tr("First finish the line of tables")
        return "" if self._groups else self.tr("First say your tables")

    def insist(self) -> None:
        self._is_insisted = True
        self._read()
        self._line.edit.setFocus()

    def next_words(self) -> str:
        return self.tr("Next: prepare 14 days")

    def focus_first(self) -> None:
        self._line.edit.setFocus()

    def _on_typed(self, _text: str) -> None:
        self._is_insisted = False

    def _on_text(self, _text: str) -> None:
        self._read()
        self.changed.emit()

    def _on_left(self) -> None:
        if self._is_unfinished:
            self._is_insisted = True
            self._read()
            self.changed.emit()

    def _on_stepped(self, row: "_SizeRow", count: int) -> None:
        self._is_insisted = False
        self._line.set_text(write_tables(with_count(self._groups, row.capacity, count)))

    def _read(self) -> None:
        text = self._line.text()
        finished = text if self._is_insisted else finished_part(text)
        self._is_unfinished = finished != text or finished_part(text) != text
        try:
            self._groups, self._refusal = parse_tables(finished), None
        except InvalidCapacity as refusal:
            self._refusal = refusal
        self._say()

    def _say(self) -> None:
        count, seats = table_count(self._groups), seat_count(self._groups)
        if self._refusal is not None:
            self._line.set_helper(words.sentence(self._refusal), "error")
        elif self._is_insisted and not self._groups:
            self._line.set_helper(self.tr("A restaurant needs a table."), "error")
        else:
            self._line.set_helper(
                self.tr('For example "6 x 2, 10 x 4": 6 tables of 2 and 10 tables of 4.')
            )
        is_good = bool(self._groups) and self._refusal is None
        self._line.set_check(amounts.tables(count) if is_good else "")
        for row in self._rows:
            row.show_tables(self._groups)
        self._sum_icon.set_icon(
            "check-circle" if is_good else "ring", "success" if is_good else "muted"
        )
        self._sum.setText(
            self.tr("{tables}, {seats}.").format(
                tables=amounts.tables(count), seats=amounts.seats(seats)
            )
            if self._groups
            else self.tr("No tables yet.")
        )

    def _lay_out(self) -> None:
        look = self.look
        self.body.addWidget(self._line)
        self.body.addSpacing(GRID)
        panel = Panel()
        head = _Head(look)
        panel.body.addWidget(head)
        for number, row in enumerate(self._rows):
            if number:
                line = QHBoxLayout()
                line.setContentsMargins(_SIDE, 0, _SIDE - 2, 0)
                line.addWidget(rule())
                panel.body.addLayout(line)
            panel.body.addWidget(row)
        self.body.addWidget(panel)
        self.body.addSpacing(LABEL_TO_FIELD + 4)
        total = QHBoxLayout()
        total.setSpacing(GRID)
        total.addWidget(self._sum_icon)
        total.addWidget(self._sum)
        total.addStretch()
        self.body.addLayout(total)
        self.body.addStretch()


def _columns(look: Look, widget: QWidget) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(_SIDE, 0, _SIDE, 0)
    grid.setHorizontalSpacing(0)
    size = look.metrics("label").horizontalAdvance(amounts.seats(LARGEST_TABLE)) + _APART
    grid.setColumnMinimumWidth(0, max(_SIZE_WIDTH, size))
    grid.setColumnMinimumWidth(1, max(_COUNT_WIDTH, look.px(_STEPPER_WORDS) + 2 * TARGET + _APART))
    grid.setColumnStretch(2, 1)
    return grid


class _Head(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        grid = _columns(look, self)
        heads = (self.tr("Size"), self.tr("How many"), self.tr("Table numbers"))
        for column, words_of_head in enumerate(heads):
            label = WrappedLines(look, words_of_head, "column head", "muted")
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(look.room(_HEAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        below = self.rect().adjusted(0, 0, 0, PANEL_RADIUS)
        fill: QColor = self._look.colour("raised")
        paint_box(painter, below, radius=PANEL_RADIUS - 1, fill=fill)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()


class _SizeRow(QWidget):
    """One size of table: how many there are and which numbers they get."""

    def __init__(self, look: Look, capacity: int) -> None:
        super().__init__()
        self.capacity = capacity
        self._look = look
        self._size = Label(look, amounts.seats(capacity))
        name = self.tr("Tables of {seats}").format(seats=amounts.seats(capacity))
        self.stepper = Stepper(look, name, largest=MOST_TABLES)
        self.stepper.setObjectName(f"tablesOf{capacity}")
        self._numbers = WrappedLines(look)
        grid = _columns(look, self)
        grid.addWidget(self._size, 0, 0)
        grid.addWidget(self.stepper, 0, 1, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(self._numbers, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(look.room(TWO_LINE_ROW) - 1)

    def show_tables(self, tables: list[TableGroup]) -> None:
        """Show how many of the tables have this size."""
        count = count_of(tables, self.capacity)
        self.stepper.set_value(count)
        self._size.set_ink("text" if count else "muted")
        # After the ink: Qt gives a label its first font back when it is dressed anew.
        self._size.setFont(self._look.font("label" if count else "row"))
        runs = [
            str(first)
            if first == last
            else self.tr("{first} to {last}").format(first=first, last=last)
            for first, last in numbers_of(tables, self.capacity)
        ]
        self._numbers.set_words(", ".join(runs) or self.tr("none"))
        self._numbers.set_ink("text" if count else "muted")
