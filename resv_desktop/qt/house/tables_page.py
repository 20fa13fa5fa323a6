"""The tables of the house: more of them, with other seats, retired from a day, and taken back."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.errors import InvalidCapacity
from resv_desktop.domain.restaurant import LARGEST_TABLE, SMALLEST_TABLE, Table, number_tables
from resv_desktop.domain.table_line import capacities_of, finished_part, parse_tables
from resv_desktop.qt import words
from resv_desktop.qt.house.draft import HouseDraft
from resv_desktop.qt.look import DIALOG_PADDING, FIELD_TO_FIELD, GAP, LABEL_TO_FIELD, Look
from resv_desktop.qt.setup import amounts
from resv_desktop.qt.widgets.check_box import CheckBox
from resv_desktop.qt.widgets.day_picker import DayPicker
from resv_desktop.qt.widgets.field import Field, FieldHead
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.pick_list import PickList
from resv_desktop.qt.widgets.stepper import Stepper
from resv_desktop.qt.widgets.two_line_rows import SECOND_LINE, TwoLineRows

_LIST_WIDTH = 280


class TablesPage(QWidget):
    """A line for more tables, the list of those that are there, and beside it the picked one.

    No table is ever deleted: what was promised at it is still told. changed is emitted with every
    change.
    """

    changed = Signal()

    def __init__(self, look: Look, draft: HouseDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._draft = look, draft
        self._shown: list[Table] = []
        self.line = Field(look, self.tr("More tables"), optional=True, placeholder="2 × 4, 1 × 6")
        self.line.edit.setObjectName("moreTables")
        self.list = PickList()
        self.list.setObjectName("houseTables")
        self.list.setAccessibleName(self.tr("Tables"))
        self.list.setItemDelegate(TwoLineRows(look, self.list))
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self._title = Label(look, use="panel title")
        seats = self.tr("Seats")
        self.seats = Stepper(look, seats, smallest=SMALLEST_TABLE, largest=LARGEST_TABLE)
        self.seats.setObjectName("tableSeats")
        self._seats_head = FieldHead(look, seats)
        self._seats_head.label.setBuddy(self.seats)
        self.retired = CheckBox(look, self.tr("Retired from a day on"))
        self.retired.setObjectName("tableRetired")
        self.since = DayPicker(look, draft.today)
        self.since.setObjectName("retiredFrom")
        self.since.setAccessibleName(self.tr("The first day without this table"))
        self._since_says = Label(look, use="secondary", ink="muted", wraps=True)
        self.form = QWidget()
        self._lay_out()
        self.fill()
        self.line.edit.textChanged.connect(self._on_line)
        self.list.selectionModel().selectionChanged.connect(self._show_picked)
        self.seats.changed.connect(self._on_seats)
        self.retired.clicked.connect(self._on_retired)
        self.since.picked.connect(self._on_since)

    @property
    def picked(self) -> Table | None:
        """The table that is picked, as it is wished."""
        row = self.list.picked().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def fill(self) -> None:
        """Show what is wished now; the same table stays picked."""
        picked = self.picked
        self._shown = self._draft.all_tables()
        same = [table.id for table in self._shown]
        if self._model.rowCount() != len(same):
            self._model.clear()
            for _ in same:
                self._model.appendRow(QStandardItem())
        for row, table in enumerate(self._shown):
            self._say_row(row, table)
        if same:
            self.list.pick(same.index(picked.id) if picked and picked.id in same else 0)
        self._on_line(self.line.text())
        self._show_picked()

    # --- what is said

    def _say_row(self, row: int, table: Table) -> None:
        says = self.tr("Table {table}").format(table=words.apart(table.id))
        what = amounts.seats(table.capacity)
        if table.retired_from is not None:
            since, today = table.retired_from, self._draft.today
            is_over = since <= today
            day = words.day(since) if since.year == today.year else words.day_and_year(since)
            told = self.tr("{seats}, retired since {day}")
            if not is_over:
                told = self.tr("{seats}, retired from {day}")
            what = told.format(seats=what, day=day)
        item = self._model.item(row)
        item.setText(says)
        item.setData(what, SECOND_LINE)
        item.setAccessibleText(f"{says}, {what}")

    def _show_picked(self) -> None:
        table = self.picked
        self.form.setVisible(table is not None)
        if table is None:
            return
        self._title.setText(self.tr("Table {table}").format(table=words.apart(table.id)))
        self.seats.set_value(table.capacity)
        since = table.retired_from
        self.retired.setChecked(since is not None)
        self.since.setVisible(since is not None)
        if since is not None:
            self.since.set_day(since)
            self.since.set_today(self._draft.today)
            self.since.set_range(min(since, self._draft.today), None)
            self._since_says.setText(
                self.tr("It is not offered from this day on, and can come back at any time.")
            )
        self._since_says.setVisible(since is not None)

    def _say_line(self, new: list[Table]) -> None:
        text = self.line.text()
        if self._draft.unread_tables is not None and finished_part(text) == text:
            self.line.set_helper(words.sentence(self._draft.unread_tables), "error")
        elif not new:
            self.line.set_helper(self.tr("So many of one size, such as 2 × 4 for two tables of 4."))
        elif len(new) == 1:
            says = self.tr("Table {table} is added.")
            self.line.set_helper(says.format(table=words.apart(new[0].id)))
        else:
            says = self.tr("Tables {first} to {last} are added.")
            first, last = words.apart(new[0].id), words.apart(new[-1].id)
            self.line.set_helper(says.format(first=first, last=last))

    # --- what is changed

    def _on_line(self, text: str) -> None:
        finished = finished_part(text)
        new: list[Table] = []
        self._draft.unread_tables = None
        try:
            capacities = capacities_of(parse_tables(finished))
            new = number_tables(self._draft.seen.tables, capacities, self._draft.promised)
            if finished != text:  # it may be meant to go on, and nothing else may be saved for it
                parse_tables(text)
        except InvalidCapacity as refusal:
            self._draft.unread_tables = refusal
        self._draft.new_tables = tuple(table.capacity for table in new)
        self._say_line(new)
        self.changed.emit()

    def _on_seats(self, seats: int) -> None:
        table = self.picked
        if table is not None:
            self._wish(replace(table, capacity=seats))

    def _on_retired(self, is_retired: bool) -> None:
        table = self.picked
        if table is not None:
            since = self._draft.today + timedelta(days=1) if is_retired else None
            self._wish(replace(table, retired_from=since))

    def _on_since(self, day: date) -> None:
        table = self.picked
        if table is not None:
            self._wish(replace(table, retired_from=day))

    def _wish(self, table: Table) -> None:
        self._draft.wish(table)
        self.fill()
        self.changed.emit()

    # --- how it is put together

    def _lay_out(self) -> None:
        seats = QVBoxLayout()
        seats.setSpacing(LABEL_TO_FIELD)
        seats.addWidget(self._seats_head)
        seats.addWidget(self.seats)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._title)
        column.addLayout(seats)
        column.addWidget(self.retired)
        column.addWidget(self.since)
        column.addWidget(self._since_says)
        column.addStretch()
        self.list.setFixedWidth(self._look.px(_LIST_WIDTH))
        row = QHBoxLayout()
        row.setSpacing(DIALOG_PADDING)
        row.addWidget(self.list)
        row.addWidget(self.form, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(FIELD_TO_FIELD)
        whole.addWidget(self.line)
        whole.addLayout(row, 1)
