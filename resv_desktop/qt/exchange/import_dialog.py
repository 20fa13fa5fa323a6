"""A file of reservations: what would happen to each row, and then it happens."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.exchange.columns import Mapped, mapped, missing
from resv_desktop.exchange.dry_run import Outcome, counted
from resv_desktop.exchange.table_in import Table
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.exchange.columns_form import ColumnsForm
from resv_desktop.qt.exchange.import_work import (
    Done,
    Looked,
    Read,
    Seldom,
    Shown,
    bring_in,
    look_at,
    read_file,
    save_list,
)
from resv_desktop.qt.exchange.order_row import OrderRow
from resv_desktop.qt.exchange.outcome_list import OutcomeList
from resv_desktop.qt.exchange.outcome_words import looked_words, missing_words
from resv_desktop.qt.exchange.under_way import UnderWay
from resv_desktop.qt.look import DIALOG_PADDING, GRID, TWO_LINE_ROW, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.check_box import CheckBox
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.segmented_control import SegmentedControl

_WIDTH = 880
_LEAST_ROWS, _MOST_ROWS = 2, 7
_BESIDE_ROWS = 560  # what the dialog needs for all else
_BOX = 6
# file: it is being read; ask: something has to be said of it; rows: the dry run is there;
# done: it was imported; none: there is nothing in it.
Stage = Literal["file", "ask", "rows", "done", "none"]
T = TypeVar("T")


class ImportDialog(DialogFrame):
    """Looks first, writes only what was looked at, and can be stopped at any row.

    The list that is saved at the end goes into the folder that is given.
    """

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: Controller,
        restaurant: Restaurant,
        file: Path,
        folder: Path,
        stopping: threading.Event,
    ) -> None:
        """stopping, once it is set, ends what is under way."""
        super().__init__(look, "", parent=parent)
        self.setObjectName("importDialog")
        self._tasks, self._controller, self._restaurant = tasks, controller, restaurant
        self._file, self._folder = file, folder
        self._stopping = stopping
        self.stage: Stage = "file"
        self._table: Table | None = None
        self._outcomes: list[Outcome] = []
        self._rows: Shown = ([], [], [])
        self.columns = ColumnsForm(look)
        self.columns_button = Button(look, self.tr("Columns"))
        self.columns_button.setObjectName("importColumnsButton")
        self.columns_button.setCheckable(True)
        self.order = OrderRow(look)
        self.second_table = CheckBox(look, self.tr("Several tables for one number in an hour"))
        self.second_table.setObjectName("importSecondTable")
        self.filter = SegmentedControl(
            look, [self.tr("All"), self.tr("Reserved"), self.tr("Not reserved")]
        )
        self.filter.setObjectName("importFilter")
        self.filter.setAccessibleName(self.tr("Which rows are shown"))
        self.list = OutcomeList(look)
        self.under_way = UnderWay(look)
        self.act_button.setObjectName("importButton")
        self._fill()
        self.set_head(self.tr("Import reservations"), words.apart(file.name))
        self.columns_button.toggled.connect(self._show_columns)
        self.columns.changed.connect(self._ask_again)
        self.order.chosen.connect(self._on_order)
        self.second_table.clicked.connect(self._on_second_table)
        self.filter.chosen.connect(self._show_filtered)
        self.under_way.stopped.connect(self.stop)
        self.acted.connect(self._on_acted)
        self.finished.connect(self.stop)
        self._show_parts(has_rows=False)

    def stop(self) -> None:
        """Let what is under way end at the next row."""
        self._stopping.set()

    # --- the file

    def read(self) -> None:
        """Read the file, and look at its rows where nothing has to be asked."""
        self.set_busy(self.tr("The file is being read."))
        self._tasks.run(self, partial(read_file, self._file), self._on_read, self._on_unread)

    def _on_unread(self, trouble: Trouble) -> None:
        self.set_ready()
        self.stage = "none"
        self.tell("error", words.sentence(trouble))
        self.set_hint(self.tr("Escape leaves."))
        self.leave_button.setFocus()

    def _on_read(self, read: Read) -> None:
        self.set_ready()
        self._table = read.table
        self.list.rows.cells = dict(read.table.rows)
        self.columns.show_columns(read.table.heads, read.table.rows[0][1], read.fields)
        self._look_at_rows()

    def _mapped(self) -> Mapped:
        return mapped(self.columns.fields())

    # --- what has to be asked

    def _ask_again(self) -> None:
        """Take over that something was said of the file; the rows are looked at once more."""
        if self._table is None or self.is_busy:
            return
        self.stage = "ask"
        self._show_rows([], ([], [], []))
        self.message.clear()
        self._say_ask()

    def _say_ask(self) -> None:
        lacking = missing(self._mapped())
        self._show_parts(has_rows=False)
        if lacking:
            self.tell("warn", missing_words(lacking))
            self.columns.focus_first()
        elif self.order.is_open:
            self.tell(
                "warn",
                self.tr("Say whether days such as 3/4/2026 begin with the day or with the month."),
            )
            self.order.setFocus()
        self.set_act(self.tr("Look at the rows"))
        self.act_button.setEnabled(not lacking and not self.order.is_open)
        self.set_hint(self.tr("Nothing is written yet. Escape leaves."))

    def _on_order(self) -> None:
        self._ask_again()
        if self.act_button.isEnabled():
            self.act_button.setFocus()

    def _on_second_table(self) -> None:
        was_looked_at = self.stage == "rows"
        self._ask_again()
        if was_looked_at and self.act_button.isEnabled():
            self._look_at_rows()

    # --- the dry run

    def _look_at_rows(self) -> None:
        table, columns = self._table, self._mapped()
        assert table is not None
        if missing(columns):
            self.stage = "ask"
            self._say_ask()
            return
        work = partial(
            look_at,
            self._controller,
            self._restaurant,
            table,
            columns,
            self.order.order,
            second_table=self.second_table.isChecked(),
            stop=self._stopping.is_set,
        )
        self._run(self.tr("The rows are being looked at."), work, self._on_looked)

    def _on_looked(self, looked: Looked | None) -> None:
        self._end()
        if looked is None:
            self._ask_again()
            self.tell("quiet", self.tr("Stopped. Nothing was written."))
            return
        if looked.ambiguous:
            self.stage = "ask"
            self.order.ask(looked.ambiguous)
            self._say_ask()
            return
        self.stage = "rows"
        self._show_rows(looked.outcomes, looked.rows)
        self._show_parts(has_rows=True)
        counts = counted(looked.outcomes)
        wanted = counts["would"]
        self._name_filter(self.tr("To be reserved"), wanted)
        self.set_act(self.tr("Reserve {count}").format(count=wanted) if wanted else "")
        self.set_hint(self.tr("Nothing is written yet. Enter reserves, Escape leaves."))
        self.tell(*looked_words(counts))
        (self.act_button if wanted else self.list).setFocus()

    # --- the import

    def _import(self) -> None:
        work = partial(
            bring_in,
            self._controller,
            self._restaurant,
            self._outcomes,
            second_table=self.second_table.isChecked(),
            stop=self._stopping.is_set,
        )
        self._run(self.tr("The rows are being reserved."), work, self._on_imported)

    def _on_imported(self, done: Done) -> None:
        self._end()
        self.stage = "done"
        imported = done.imported
        self._show_rows(imported.outcomes, done.rows)
        self._show_parts(has_rows=True)
        counts = counted(imported.outcomes)
        self._name_filter(self.tr("Reserved"), counts["reserved"])
        self.set_act(self.tr("Save this list"))
        self.set_hint(self.tr("Enter saves the list, Escape leaves."))
        self._tell_imported(
            imported.trouble, counts["reserved"], counts["refused"], counts["left"] + counts["open"]
        )
        self.act_button.setFocus()

    def _tell_imported(
        self, trouble: Trouble | None, reserved: int, refused: int, left: int
    ) -> None:
        says = self.tr("Stopped. Reserved: {reserved}. Not tried yet: {left}.")
        stopped = says.format(reserved=reserved, left=left)
        if trouble is not None:
            said = f"{words.sentence(trouble)} {stopped}"
            self.tell("error", said, self.tr("Go on"), self._import)
        elif left:
            self.tell("warn", stopped, self.tr("Go on"), self._import)
        elif refused:
            says = self.tr("Reserved: {reserved}. Refused: {refused}; the list says why.")
            self.tell("warn", says.format(reserved=reserved, refused=refused))
        else:
            self.tell("success", self.tr("Reserved: {reserved}.").format(reserved=reserved))

    def _save_list(self) -> None:
        table, outcomes = self._table, self._outcomes
        assert table is not None
        now = self._restaurant.local(self._controller.now())
        path = self._folder / f"{self._file.stem}-imported-{now:%Y-%m-%d-%H%M%S}.csv"

        def saved(path: Path) -> None:
            self.set_ready()
            says = self.tr("The list is saved: {file}")
            self.tell("success", says.format(file=words.apart(str(path))))

        def failed(trouble: Trouble) -> None:
            self.set_ready()
            self.tell("error", words.sentence(trouble))

        self.set_busy(self.tr("The list is being saved."))
        self._tasks.run(self, partial(save_list, path, table, outcomes), saved, failed)

    # --- what is under way

    def _run(
        self,
        says: str,
        work: Callable[[Callable[[int, int], None]], T],
        done: Callable[[T], None],
    ) -> None:
        soon, told = self._tasks.call_soon, Seldom()
        self._stopping.clear()
        self.set_busy(says)
        self.under_way.begin()

        def progress(count: int, total: int) -> None:
            if told.is_due(count, total):
                soon(partial(self._show_count, count, total))

        self._tasks.run(self, lambda: work(progress), done, self._on_trouble)

    def _show_count(self, count: int, total: int) -> None:
        if self.is_busy:
            self.under_way.progress.set_progress(count, total)

    def _end(self) -> None:
        self.under_way.hide()
        self.set_ready()

    def _on_trouble(self, trouble: Trouble) -> None:
        self._end()
        self._ask_again()
        self.tell("error", words.sentence(trouble))

    def _on_acted(self) -> None:
        if self.is_busy or not self.act_button.isEnabled():
            return
        if self.stage == "ask":
            self._look_at_rows()
        elif self.stage == "rows":
            self._import()
        elif self.stage == "done":
            self._save_list()

    # --- what is shown

    def _show_rows(
        self,
        outcomes: list[Outcome],
        rows: Shown,
    ) -> None:
        self._outcomes, self._rows = outcomes, rows
        self.filter.set_index(0)
        self.list.rows.show_rows(rows[0])

    def _show_filtered(self, number: int) -> None:
        self.list.rows.show_rows(self._rows[number])

    def _name_filter(self, second: str, count: int) -> None:
        says = self.tr("{what}: {count}")
        named = (
            (self.tr("All"), len(self._rows[0])),
            (second, count),
            (self.tr("Not reserved"), len(self._rows[2])),
        )
        self.filter.set_labels([says.format(what=what, count=many) for what, many in named])

    def _show_parts(self, *, has_rows: bool) -> None:
        self.filter.setVisible(has_rows)
        is_done = self.stage == "done"
        self.second_table.setVisible(not is_done)
        self.columns_button.setVisible(not is_done)
        self.columns_button.setChecked(not has_rows and self.stage == "ask")

    def _show_columns(self, is_shown: bool) -> None:
        self._stack.setCurrentIndex(1 if is_shown else 0)

    def _fill(self) -> None:
        look = self.look
        top = QHBoxLayout()
        top.setSpacing(GRID * 2)
        top.addWidget(self.second_table)
        top.addStretch()
        top.addWidget(self.columns_button)
        of_file = QWidget()
        said = QVBoxLayout(of_file)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(GRID)
        said.addWidget(self.order)
        said.addWidget(self.columns, 1)
        policy = self.filter.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing jumps
        self.filter.setSizePolicy(policy)
        room = self.screen().availableGeometry().height() - look.px(_BESIDE_ROWS)
        row = look.room(TWO_LINE_ROW, 2)
        rows = max(_LEAST_ROWS, min(_MOST_ROWS, room // row))
        box = QFrame()
        box.setProperty("ground", "panel")
        box.setFixedHeight(rows * row + 2 * _BOX)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(_BOX, _BOX, _BOX, _BOX)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(of_file)
        inside.addWidget(self._stack)
        self.place.addWidget(self.under_way)
        self.body.setSpacing(GRID + 4)
        self.body.addLayout(top)
        self.body.addWidget(self.filter)
        self.body.addWidget(box)

    def _width(self) -> int:
        screen = self.screen().availableGeometry().width() - 2 * DIALOG_PADDING
        return min(self.look.px(_WIDTH), screen)
