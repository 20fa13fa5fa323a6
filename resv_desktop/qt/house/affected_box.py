"""The parties that lose their table in a dialog: the list, why, and the choice of a new home."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from resv_desktop.domain.house_change import Affected
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import words
from resv_desktop.qt.day_words import seats
from resv_desktop.qt.house.affected_list import AffectedList, AffectedRow
from resv_desktop.qt.house.affected_words import home_words, place, why_in_full
from resv_desktop.qt.house.home_choices import HomeChoices
from resv_desktop.qt.look import GRID, TWO_LINE_ROW, Look
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.label import Label

translate = QCoreApplication.translate
_LEAST_ROWS: Final = 3
_MOST_ROWS: Final = 7
_BESIDE_ROWS: Final = 500  # what a dialog needs for all else
_BOX: Final = 5
_LINES: Final = 2  # that are said of a party


class AffectedBox(QWidget):
    """Shows rows; beneath them what there is to say of the picked one, and where it can go.

    What the host chooses for it, there or by Space, is kept in the choices, which decided tells,
    unless is_settled: then there is nothing to choose any more. What the first entry of the choice
    says is up to whoever shows it. folded is emitted once the homes are folded in.
    """

    decided = Signal()
    folded = Signal()
    picked = Signal()

    def __init__(self, look: Look, to_call: str, choices: HomeChoices) -> None:
        super().__init__()
        self._look, self._to_call, self._choices = look, to_call, choices
        self._is_filling = False
        self.is_settled = False
        self.list = AffectedList(look)
        self.empty = EmptyState(look)
        self._says = Label(look, use="row", wraps=True)
        self._says.setMinimumHeight(_LINES * look.metrics("row").height())
        self.choice = Choice(look, self.tr("New home"))
        self.choice.setObjectName("newHome")
        self._label = Label(look, self.tr("New home"), "label")
        self._label.setBuddy(self.choice)
        self._lay_out()
        self.list.selectionModel().selectionChanged.connect(self._on_picked)
        self.list.rows.dataChanged.connect(self._on_picked)
        self.list.rows.modelReset.connect(self._on_picked)
        self.list.toggled.connect(self._on_toggled)
        self.choice.activated.connect(self._on_chosen)
        self.choice.view().installEventFilter(self)

    @property
    def picked_row(self) -> AffectedRow | None:
        """The row that is picked, or None."""
        return self.list.picked_row

    @property
    def is_choosing(self) -> bool:
        """Whether the homes are folded out, and nothing may move under the host."""
        return self.choice.view().isVisible()

    def show_rows(self, rows: Sequence[AffectedRow]) -> None:
        """Show the rows, and the keys stay where they were."""
        self._stack.setCurrentWidget(self.list)
        self.list.show_rows(rows)
        self._show_foot(is_there=bool(rows))

    def show_nothing(self, icon: str, why: str, what_now: str = "") -> None:
        """Say in place of the rows why there are none."""
        self.list.show_rows(())
        self.empty.say(icon, why, what_now)
        self._stack.setCurrentWidget(self.empty)
        self._show_foot(is_there=False)

    def empty_words(self) -> str:
        """Return what is said in place of the rows, "" where those are there."""
        return "" if self._stack.currentWidget() is self.list else self.empty.text()

    def show_homes(self, homes: Sequence[Slot], home: Slot | None) -> None:
        """Offer the picked party these homes beside being called; home is the one it has."""
        row = self.picked_row
        self._is_filling = True
        self.choice.clear()
        first = self._to_call
        if row is not None:
            held = row.affected.reservation
            if row.affected.why == "moved":  # it has one
                first = place(held.table_id, held.starts_at, held.starts_at)
        self.choice.addItem(first, None)
        if row is not None:
            for each in homes:
                says = self.tr("{place}, {seats}").format(
                    place=home_words(each, held), seats=seats(each.capacity)
                )
                self.choice.addItem(says, each)
        if home is not None and home not in homes and row is not None:
            self.choice.addItem(home_words(home, row.affected.reservation), home)
        # By what it is: the same place that was read anew is another object.
        items = (self.choice.itemData(n) for n in range(self.choice.count()))
        self.choice.setCurrentIndex(next((n for n, item in enumerate(items) if item == home), 0))
        self.choice.setEnabled(bool(homes))
        self._is_filling = False

    def said(self) -> str:
        """Return what is said of the picked party."""
        return self._says.text()

    def _on_picked(self) -> None:
        row = self.picked_row
        self._says.setText("" if row is None else _about(row.affected))
        self.picked.emit()

    def _on_chosen(self, _number: int) -> None:
        row = self.picked_row
        if row is not None and not self._is_filling and not self.is_settled:
            self._choices.choose(row.affected, self.choice.currentData())
            self.decided.emit()

    def _on_toggled(self) -> None:
        row = self.picked_row
        if row is None or self.is_settled:
            return
        if row.affected.why == "moved" and row.home is None:
            self._fold_out()  # they have a home, and go to another one only as it is picked
        else:
            self._choices.toggle(row.affected)
            self.decided.emit()

    def _fold_out(self) -> None:
        if self.choice.isEnabled():
            self.choice.showPopup()

    def _show_foot(self, *, is_there: bool) -> None:
        for widget in (self._says, self._label, self.choice):
            widget.setVisible(is_there)

    def _lay_out(self) -> None:
        row = self._look.room(TWO_LINE_ROW, 2)
        room = self.screen().availableGeometry().height() - self._look.px(_BESIDE_ROWS)
        rows = max(_LEAST_ROWS, min(_MOST_ROWS, room // row))
        box = self.frame = QFrame()
        box.setProperty("ground", "panel")
        box.setFixedHeight(rows * row + 2 * _BOX + 2)
        self.least_height = _LEAST_ROWS * row + 2 * _BOX + 2
        inside = QVBoxLayout(box)
        inside.setContentsMargins(_BOX + 1, _BOX + 1, _BOX + 1, _BOX + 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        inside.addWidget(self._stack)
        home = QHBoxLayout()
        home.setSpacing(GRID + 4)
        home.addWidget(self._label)
        home.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addWidget(box)
        column.addWidget(self._says)
        column.addLayout(home)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            QTimer.singleShot(0, self, self.folded.emit)  # which home was chosen is told first
        return super().eventFilter(watched, event)


def _about(affected: Affected) -> str:
    held = affected.reservation
    parts = [why_in_full(affected.why, held)]
    if held.allergy:
        parts.append(translate("Affected", "Allergy."))
    if held.note:
        parts.append(translate("Affected", "Note: {note}").format(note=words.apart(held.note)))
    return " ".join(parts)
