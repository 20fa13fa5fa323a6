"""Days without guests, hours without guests, and hours of other days than usual."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.restaurant import LAST_DAY, Closure
from resv_desktop.domain.words import one_line
from resv_desktop.qt import words
from resv_desktop.qt.house.draft import HouseDraft, ended, next_free_day
from resv_desktop.qt.look import DIALOG_PADDING, GAP, GRID, Look
from resv_desktop.qt.setup.amounts import opening_hours
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.day_picker import DayPicker
from resv_desktop.qt.widgets.field import Field
from resv_desktop.qt.widgets.hours_row import HoursRow
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.pick_list import PickList
from resv_desktop.qt.widgets.two_line_rows import SECOND_LINE, TwoLineRows

_WHOLE, _SOME, _OTHER = range(3)
_LIST_WIDTH = 280
_LARGE_TEXT = 1.3  # from here on a day stands below what it is


class ClosuresPage(QWidget):
    """The list of what is to come and what holds now, and beside it the one that is picked.

    What is over stays in the book and is not shown. A new one is none before its day is picked.
    changed is emitted with every change.
    """

    changed = Signal()

    def __init__(self, look: Look, draft: HouseDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._draft = look, draft
        self._shown: list[Closure] = []
        self._is_filling = self._is_adding = False
        self.list = PickList()
        self.list.setObjectName("closureList")
        self.list.setAccessibleName(self.tr("Closures and other hours"))
        self.list.setItemDelegate(TwoLineRows(look, self.list))
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.add_button = Button(look, self.tr("Add an entry"), icon="plus")
        self.add_button.setObjectName("addClosure")
        self._nothing = Label(look, use="row", ink="muted", wraps=True)
        self._nothing.setText(
            self.tr("Nothing is picked. Add a day on which you are closed, or open at other hours.")
        )
        self._asking = Label(look, use="row", ink="muted", wraps=True)
        self._asking.setText(self.tr("Nothing is added before its first day is picked."))
        self.form = QWidget()
        self.first = DayPicker(look, draft.today)
        self.first.setObjectName("closureFrom")
        self.last = DayPicker(look, draft.today)
        self.last.setObjectName("closureTo")
        self.kind = Choice(look, self.tr("What holds on these days"))
        self.kind.setObjectName("closureKind")
        self.kind.addItems(
            [self.tr("Closed all day"), self.tr("Closed for hours"), self.tr("Other hours")]
        )
        self.hours = HoursRow(look)
        self.hours.setObjectName("closureHours")
        self.reason = Field(look, self.tr("Reason"), optional=True)
        self.reason.edit.setObjectName("closureReason")
        self.reason.set_helper(self.tr("Hosts see it at the top of that day."))
        self.end_button = Button(look)
        self.end_button.setObjectName("endClosure")
        self._of_a_day: list[QWidget] = []  # what is not asked of a new one before its day
        self._lay_out()
        self._connect()
        self._show(None)

    @property
    def picked(self) -> Closure | None:
        """The entry that is picked."""
        row = self.list.picked().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def fill(self) -> None:
        """Show what is wished now; what is being typed of the one that is picked goes on."""
        if self._ahead() != self._shown:
            self._show(self.picked, is_adding=self._is_adding)

    def _ahead(self) -> list[Closure]:
        ahead = [each for each in self._draft.closures if each.to_on >= self._draft.today]
        return sorted(ahead, key=lambda each: (each.from_on, each.to_on))

    def _show(self, picked: Closure | None, *, is_adding: bool = False) -> None:
        """Show what is wished now, with one of them picked."""
        self._shown = self._ahead()
        self._is_filling, self._is_adding = True, is_adding
        self._model.clear()
        for each in self._shown:
            item = QStandardItem()
            self._model.appendRow(item)
            self._say_row(item, each)
        takes_keys = Qt.FocusPolicy.StrongFocus if self._shown else Qt.FocusPolicy.NoFocus
        if self.list.hasFocus() and not self._shown:
            self.add_button.setFocus()
        self.list.setFocusPolicy(takes_keys)
        wanted = picked if picked in self._shown else None
        if wanted is not None:
            self.list.pick(self._shown.index(wanted))
        self._is_filling = False
        self._show_picked()

    def focus_first(self) -> None:
        """Give the keys to the list, or to what adds to it."""
        (self.list if self._shown else self.add_button).setFocus()

    # --- what is said

    def _say_row(self, item: QStandardItem, closure: Closure) -> None:
        first, last = words.day(closure.from_on), words.day(closure.to_on)
        says = first
        if closure.to_on != closure.from_on:
            says = self.tr("{first} to {last}").format(first=first, last=last)
        if closure.closed_hours:
            what = self.tr("Closed {hours}").format(hours=opening_hours(closure.closed_hours))
        elif closure.hours:
            what = self.tr("Open {hours}").format(hours=opening_hours(closure.hours))
        else:
            what = self.tr("Closed all day")
        item.setText(says)
        item.setData(what, SECOND_LINE)
        reason = words.apart(one_line(closure.reason))
        if reason:
            what = self.tr("{what}: {reason}").format(what=what, reason=reason)
        item.setAccessibleText(f"{says}, {what}")
        item.setToolTip(f"{says}\n{what}")

    def _show_picked(self) -> None:
        closure = self.picked
        self.form.setVisible(closure is not None or self._is_adding)
        self._nothing.setVisible(closure is None and not self._is_adding)
        for part in self._of_a_day:
            part.setVisible(closure is not None)
        self.hours.setVisible(closure is not None and self.hours.isVisibleTo(self.form))
        self._asking.setVisible(self._is_adding)
        self.first.set_range(self._draft.today if self._is_adding else None, None)
        if closure is None:
            return
        self._is_filling = True
        self.first.set_day(closure.from_on)
        self.last.set_day(closure.to_on)
        for picker in (self.first, self.last):
            picker.set_today(self._draft.today)
        self.last.set_range(closure.from_on, None)
        text = closure.closed_hours or closure.hours
        kind = _SOME if closure.closed_hours else _OTHER if closure.hours else _WHOLE
        self.kind.setCurrentIndex(kind)
        self.hours.setVisible(text is not None)
        if text is not None and self.hours.text() != text:
            with suppress(InvalidOpeningHours):  # of another program: left to be refused
                self.hours.set_text(text)
        if one_line(self.reason.text()) != one_line(closure.reason):
            self.reason.set_text(closure.reason)
        is_running = closure.from_on < self._draft.today
        self.end_button.setText(self.tr("End it now") if is_running else self.tr("Remove it"))
        self._is_filling = False

    # --- what is changed

    def _add(self) -> None:
        """Ask for a day first: none is closed because somebody pressed on without looking."""
        self._show(None)
        near = next_free_day(self._draft.closures, self._draft.today)
        self.first.ask(self.tr("Pick the day"), near)
        self.first.set_today(self._draft.today)
        self._is_adding = True
        self._show_picked()
        self.first.day_button.setFocus()

    def _end(self) -> None:
        closure = self.picked
        if closure is not None:
            self._put(closure, ended(closure, self._draft.today))
            self.focus_first()

    def _on_first(self, day: date) -> None:
        closure = self.picked
        if self._is_adding:
            new = Closure(from_on=day, to_on=day, hours=None, reason="")
            self._draft.closures = (*self._draft.closures, new)
            self._show(new)
            self.changed.emit()
        elif closure is not None:
            last = min(day + (closure.to_on - closure.from_on), LAST_DAY)
            self._put(closure, replace(closure, from_on=day, to_on=last))

    def _on_last(self, day: date) -> None:
        closure = self.picked
        if closure is not None:
            self._put(closure, replace(closure, to_on=day))

    def _on_kind(self, kind: int) -> None:
        closure = self.picked
        if closure is not None:
            text = None if kind == _WHOLE else self.hours.text()
            hours, closed = (text, None) if kind == _OTHER else (None, text)
            self._put(closure, replace(closure, hours=hours, closed_hours=closed))

    def _on_hours(self) -> None:
        if not self._is_filling:
            self._on_kind(self.kind.currentIndex())

    def _on_reason(self, text: str) -> None:
        closure = self.picked
        if closure is not None and not self._is_filling:
            self._put(closure, replace(closure, reason=text))

    def _put(self, old: Closure, new: Closure | None) -> None:
        """Let one entry be another one, or none, where it stood among the others."""
        rest = list(self._draft.closures)
        at = rest.index(old)
        rest[at : at + 1] = [new] if new is not None else []
        self._draft.closures = tuple(rest)
        self._show(new)
        self.changed.emit()

    # --- how it is put together

    def _connect(self) -> None:
        self.list.selectionModel().selectionChanged.connect(self._on_picked)
        self.add_button.clicked.connect(self._add)
        self.end_button.clicked.connect(self._end)
        self.first.picked.connect(self._on_first)
        self.last.picked.connect(self._on_last)
        self.kind.activated.connect(self._on_kind)
        self.hours.changed.connect(self._on_hours)
        self.reason.edit.textEdited.connect(self._on_reason)

    def _on_picked(self) -> None:
        if not self._is_filling:
            self._is_adding = False
            self._show_picked()

    def _lay_out(self) -> None:
        look, heads = self._look, list[Label]()
        days = QGridLayout()
        days.setHorizontalSpacing(GAP)
        days.setVerticalSpacing(GRID)
        for number, (says, picker) in enumerate(
            ((self.tr("From"), self.first), (self.tr("Up to and including"), self.last))
        ):
            head = Label(look, says, "label", wraps=True)
            heads.append(head)
            picker.setAccessibleName(says)
            if look.text_scale > _LARGE_TEXT:
                days.addWidget(head, 2 * number, 0)
                days.addWidget(picker, 2 * number + 1, 0, Qt.AlignmentFlag.AlignLeading)
            else:
                days.addWidget(head, number, 0, Qt.AlignmentFlag.AlignVCenter)
                days.addWidget(picker, number, 1)
        self._of_a_day = [heads[1], self.last, self.kind, self.reason, self.end_button]
        days.setColumnStretch(0, 1)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(days)
        column.addWidget(self._asking)
        column.addWidget(self.kind)
        column.addWidget(self.hours)
        column.addWidget(self.reason)
        column.addWidget(self.end_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch()
        leading = QVBoxLayout()
        leading.setSpacing(GRID)
        self.list.setFixedWidth(look.px(_LIST_WIDTH))
        leading.addWidget(self.list, 1)
        leading.addWidget(self.add_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(DIALOG_PADDING)
        row.addLayout(leading)
        row.addWidget(self.form, 1)
        row.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
