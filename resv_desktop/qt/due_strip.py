"""The strip of those who are due: one press says that they have come."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from resv_desktop.qt import words
from resv_desktop.qt.day import Day
from resv_desktop.qt.due import Due, due
from resv_desktop.qt.due_row import DueRow
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.look import TWO_LINE_ROW, Look
from resv_desktop.qt.widgets.own_viewport import lay_viewport
from resv_desktop.qt.widgets.panel import Panel, PanelHead, rule
from resv_desktop.qt.widgets.unseen import Surprise, Unseen

_ROWS_IN_SIGHT = 10
_FEWEST_ROWS = 3  # where the details need the room


class DueStrip(Panel):
    """Who is expected in this hour and the next, the most urgent first; gone where nobody is.

    pressed carries the Due whose row was pressed, pressed_in_grey one that may have changed, let_go
    a row with the keys that goes now, reached the Due that the keys have come to and whether the
    host brought them. A row belongs to its party: where others come before it, it moves, and with
    it the keys and whatever the pointer is just doing to it; where it goes, the keys are no other
    party's. No press is for a party that has only just come under the pointer, or that another
    station has just said to be further.
    """

    pressed = Signal(object)
    pressed_in_grey = Signal(object)
    let_go = Signal(QWidget)
    reached = Signal(object, bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dueStrip")
        self._look = look
        self._is_grey = False
        self._unseen = Unseen(self)
        self._shifted = Unseen(self)
        self.surprise = Surprise(self)
        self._changed: set[DueRow] = set()  # for another party, or its next step
        self._moved: set[DueRow] = set()  # to where another party stood
        self._shown: list[Due] = []
        self.head = PanelHead(look, self.tr("Due now"))
        self.rows: list[DueRow] = []
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area = _Rows(look)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        self._area.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self.body.addWidget(self.head)
        self.body.addWidget(rule())
        self.body.addWidget(self._area)
        self.hide()

    @property
    def in_hand(self) -> TableHour | None:
        """The table and hour of the party that has the keys, or None."""
        focused = self.window().focusWidget()
        return next((row.due.table for row in self.rows if row is focused), None)

    def show_day(self, day: Day | None, now: datetime) -> None:
        """Show who is due at an instant (UTC); None, or another day than the running, is nobody."""
        is_running = day is not None and day.on == day.restaurant.business_day(now)
        found = due(day, now) if day is not None and is_running else []
        if found == self._shown:
            return
        self._shown = found
        self.head.set_explanation(self._explanation(found))
        before, own = self.rows, {row.due.table.key: row for row in self.rows}
        self.rows = [
            own.pop(key) if (key := each.table.key) in own else self._new_row(each)
            for each in found
        ]
        changed = set()
        for row, each in zip(self.rows, found, strict=True):
            if _press(row.due) != _press(each):
                changed.add(row)
            row.show_due(each, is_last=each is found[-1])
        if changed:
            self._changed = changed
            self.surprise.see_change()
        for gone in own.values():
            self._take_out(gone)
        if self.rows != before:
            self._put_in_order()
        moved = {row for n, row in enumerate(self.rows) if before[n : n + 1] != [row]}
        if before and moved:
            self._moved = moved
            self._unseen.start()
        self._area.show_count(len(found))
        frame = self.body.contentsMargins()
        head = self.head.minimumHeight() + 1 + frame.top() + frame.bottom()
        self.setMaximumHeight(head + self._area.maximumHeight())
        self.setVisible(bool(found))

    def hear_moved(self) -> None:
        """Hear that all of it stands elsewhere, as where a row has come over the day."""
        if self.rows and self.isVisible():
            self._shifted.start()

    def _new_row(self, each: Due) -> DueRow:
        row = DueRow(self._look, each, self._inside)
        row.set_grey(self._is_grey)
        row.clicked.connect(lambda: self._on_clicked(row))
        row.in_sight_wanted.connect(lambda: self._area.ensureWidgetVisible(row, 0, 0))
        row.reached.connect(lambda is_by_host: self.reached.emit(row.due, is_by_host))
        return row

    def _on_clicked(self, row: DueRow) -> None:
        if row in self._moved and not row.is_followed and self._unseen.isActive():
            return
        if row.is_pointed and self._shifted.isActive():
            return
        if row in self._changed and self.surprise.isActive():
            return
        if not self._is_grey:
            self.pressed.emit(row.due)
        else:
            self.pressed_in_grey.emit(row.due)

    def _take_out(self, gone: DueRow) -> None:
        """Take a row out; its keys are let go before, else Qt gives them to the next party."""
        if gone is self.window().focusWidget():
            self.let_go.emit(gone)
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _put_in_order(self) -> None:
        """Let the rows stand, and Tab come to them, in their order and not in that of their age."""
        # Qt orders only what takes the keys, so their ground does for a moment.
        self._inside.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        before: QWidget = self._inside
        for place, row in enumerate(self.rows):
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            QWidget.setTabOrder(before, row)
            before = row
            if row.hasFocus() and row.is_followed:
                QTimer.singleShot(0, row, row.in_sight_wanted.emit)  # once it stands there
        self._inside.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_grey(self, is_grey: bool) -> None:
        """Take no presses while what is shown may have changed; the keys stay where they are."""
        self._is_grey = is_grey
        for row in self.rows:
            row.set_grey(is_grey)

    def _explanation(self, found: Sequence[Due]) -> str:
        late = sum(each.kind in ("late", "now") for each in found)
        arrived = sum(each.kind == "arrived" for each in found)
        parts = []
        if late:
            parts.append(self.tr("{n} expected").format(n=late))
        if arrived:
            parts.append(self.tr("{n} arrived").format(n=arrived))
        coming = next((each for each in found if each.kind in ("next", "overrun")), None)
        if coming is not None:
            at = words.hour(coming.table.starts_at)
            parts.append(self.tr("next at {hour}").format(hour=at))
        return ", ".join(parts)


def _press(due: Due) -> tuple[object, ...]:
    """Return which reservation a press is for, how far its party is, and where it brings them."""
    held = due.table.reservation
    if held is None:
        return ()
    where = (due.other and due.other.key,) if due.kind == "overrun" else ()
    return (held.id, held.status, *where)


class _Rows(QScrollArea):
    """The rows; they ask for little room and take more where there is some."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        lay_viewport(self, QPalette.ColorRole.NoRole)
        self._look = look
        self._wanted = 0
        self.setProperty("is a list", True)

    def show_count(self, count: int) -> None:
        """Be as high as so many rows where there is room for them."""
        height = self._look.room(TWO_LINE_ROW, 2)
        self._wanted = min(count, _FEWEST_ROWS) * height
        self.setMinimumHeight(self._wanted)
        self.setMaximumHeight(min(count, _ROWS_IN_SIGHT) * height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)
