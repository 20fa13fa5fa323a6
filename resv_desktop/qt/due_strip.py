"""The strip of those who are due: one press says that they have come."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QStyle, QVBoxLayout, QWidget

from resv_desktop.qt import words
from resv_desktop.qt.day import Day, TableHour
from resv_desktop.qt.day_words import held_marks, holder, holder_in_short, party, table_label
from resv_desktop.qt.due import Due, due
from resv_desktop.qt.look import (
    CONTROL_RADIUS,
    GRID,
    ICON,
    SMALL_ICON,
    TWO_LINE_ROW,
    Look,
    Role,
    Use,
)
from resv_desktop.qt.widgets.one_press import OnePress
from resv_desktop.qt.widgets.own_viewport import lay_viewport
from resv_desktop.qt.widgets.panel import Panel, PanelHead, rule
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words
from resv_desktop.qt.widgets.unseen import Unseen

_SIDE = 17
_GAP = 12
_SIGN_GAP = 6
_ROWS_IN_SIGHT = 10
_FEWEST_ROWS = 3  # where the details need the room
_BY_HOST = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_BY_KEYS = (*_BY_HOST, Qt.FocusReason.OtherFocusReason)


class DueStrip(Panel):
    """Who is expected in this hour and the next, the most urgent first; gone where nobody is.

    pressed carries the Due whose row was pressed, let_go a row with the keys that goes now, reached
    the Due that the keys have come to and whether the host brought them. A row belongs to its
    party: where others come before it, it moves, and with it the keys and whatever the pointer is
    just doing to it; where it goes, the keys are no other party's. No press is for a party that
    has only just come under the pointer.
    """

    pressed = Signal(object)
    let_go = Signal(QWidget)
    reached = Signal(object, bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setObjectName("dueStrip")
        self._look = look
        self._is_grey = False
        self._unseen = Unseen(self)
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
        for row, each in zip(self.rows, found, strict=True):
            row.show_due(each, is_last=each is found[-1])
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

    def _new_row(self, each: Due) -> "DueRow":
        row = DueRow(self._look, each, self._inside)
        row.set_grey(self._is_grey)
        row.clicked.connect(lambda: self._on_clicked(row))
        row.in_sight_wanted.connect(lambda: self._area.ensureWidgetVisible(row, 0, 0))
        row.reached.connect(lambda is_by_host: self.reached.emit(row.due, is_by_host))
        return row

    def _on_clicked(self, row: "DueRow") -> None:
        if row in self._moved and not row.is_followed and self._unseen.isActive():
            return
        if not self._is_grey:
            self.pressed.emit(row.due)

    def _take_out(self, gone: "DueRow") -> None:
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


class DueRow(OnePress, QAbstractButton):
    """One party: who, where, how late; as high as a finger, read as one sentence.

    reached is emitted when the keys have come to it, at the end of a press that brings them, and
    tells whether it was the host who brought them. in_sight_wanted is emitted where it is to be
    scrolled to for that: never under a press, and never for a window that is only in front again,
    for the next press goes where its party was seen.
    """

    in_sight_wanted = Signal()
    reached = Signal(bool)

    def __init__(self, look: Look, due: Due, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.due = due
        self._is_last = self._is_grey = False
        self.is_followed = False  # it has the keys, and stays in sight wherever it goes
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_due(due, is_last=False)
        look.changed.connect(self.update)

    def show_due(self, due: Due, *, is_last: bool) -> None:
        """Show a party."""
        self.due = due
        self._is_last = is_last
        table = due.table
        size = party(table.reservation.party_size if table.reservation else None)
        is_party = due.kind != "overrun"
        where = ", ".join(filter(None, (table_label(table), size))) if is_party else self.where()
        marks = held_marks(table.reservation) if is_party else []
        says = ", ".join(filter(None, (self.who(), where, self.when(), *marks)))
        self.setAccessibleName(says)
        self.setToolTip(says)
        self.update()

    def set_grey(self, is_grey: bool) -> None:
        """Show in grey that what stands here may have changed."""
        self._is_grey = is_grey
        self.update()

    def who(self, of: Callable[[TableHour], str] = holder) -> str:
        """Say the guest, in the words of `of`, or the table that is still taken."""
        if self.due.kind == "overrun":
            return self.tr("{table} is still seated").format(table=table_label(self.due.table))
        return of(self.due.table)

    def where(self, of: Callable[[TableHour], str] = holder) -> str:
        """Say table and party, or where the next party, in the words of `of`, could sit."""
        table, other = self.due.table, self.due.other
        if self.due.kind == "overrun":
            if other is None:
                return self.tr("{guest} is next, no other table is free").format(guest=of(table))
            return self.tr("Move {guest} to table {table}").format(
                guest=of(table), table=words.table(other.table_id)
            )
        size = table.reservation.party_size if table.reservation else None
        if size is None:
            return table_label(table)
        return self.tr("{table}, for {n}").format(table=table_label(table), n=size)

    def when(self) -> str:
        """Say how late, or how soon."""
        match self.due.kind:
            case "late":
                return self.tr("{n} min late").format(n=self.due.minutes)
            case "now":
                return self.tr("now")
            case "arrived":
                return self.tr("Arrived")
        return self.tr("in {n} min").format(n=self.due.minutes)

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.room(TWO_LINE_ROW, 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_followed = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.hasFocus():
            self.reached.emit(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS:
            self.is_followed = True
            self.in_sight_wanted.emit()
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.reached.emit(event.reason() in _BY_HOST)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, rect = self._look, self.rect()
        painter = QPainter(self)
        if self.underMouse() and not self._is_grey:
            painter.fillRect(rect, look.colour("accentSoft" if self.isDown() else "raised"))
        if not self._is_last:
            painter.fillRect(0, rect.bottom(), rect.width(), 1, look.colour("line"))
        if self.hasFocus():
            box = rect.adjusted(4, 1, -4, -2)
            paint_box(painter, box, radius=CONTROL_RADIUS, fill=look.colour("accentSoft"))
            paint_focus(painter, look, box, CONTROL_RADIUS)
        icon, ink, sign, sign_ink = self._signs()
        size, small = look.px(ICON), look.px(SMALL_ICON)
        self._icon(painter, icon, ink, QRect(_SIDE, (rect.height() - size) // 2, size, size))
        start = _SIDE + size + _GAP
        when = self.when()
        wide = look.metrics("pill").horizontalAdvance(when)
        end = rect.width() - _SIDE - wide
        top, low = look.metrics("row name").height(), look.metrics("secondary").height()
        above = (rect.height() - top - low) // 2
        is_overrun = self.due.kind == "overrun"  # says more, so the minutes leave it the lower line
        place = (above, top) if is_overrun else (0, rect.height())
        self._words(painter, QRect(end, place[0], wide + 1, place[1]), when, "pill", sign_ink)
        if sign:
            end -= small + _SIGN_GAP
            self._icon(
                painter, sign, sign_ink, QRect(end, (rect.height() - small) // 2, small, small)
            )
        room = end - _GAP - start
        below = rect.width() - _SIDE - start if is_overrun else room
        who, where = self.shown_words(room, below)
        upper, lower = QRect(start, above, room, top), QRect(start, above + top, below, low)
        self._words(painter, upper, who, "row name", "text")
        self._words(painter, lower, where, "secondary", "muted")
        after = start + look.metrics("secondary").horizontalAdvance(where)
        self._marks(painter, after + GRID, above + top + (low - small) // 2, end - _GAP)
        painter.end()

    def shown_words(self, room: int, below: int) -> tuple[str, str]:
        """Return both lines as they fit, of a number that does not fit its last four digits.

        Where somebody is to be moved to another table, that is said whole and the name gives way.
        """
        return self._fitted(self.who, "row name", room), self._fitted(
            self.where, "secondary", below
        )

    def _fitted(
        self, line: Callable[[Callable[[TableHour], str]], str], use: Use, room: int
    ) -> str:
        metrics, dots = self._look.metrics(use), Qt.TextElideMode.ElideRight
        text = line(holder)
        if metrics.horizontalAdvance(text) > room:
            text, name = line(holder_in_short), holder_in_short(self.due.table)
            left = room - metrics.horizontalAdvance(text) + metrics.horizontalAdvance(name)
            if self.due.kind == "overrun" and left > 0:
                text = line(lambda _: metrics.elidedText(name, dots, left))
        return metrics.elidedText(text, dots, max(0, room))

    def _marks(self, painter: QPainter, start: int, top: int, end: int) -> None:
        """Paint the signs of an allergy and of a note after the words, where there is room."""
        held, size = self.due.table.reservation, self._look.px(SMALL_ICON)
        signs: list[tuple[str, Role]] = []
        if held is not None and held.allergy:
            signs.append(("allergy", "warn"))
        if held is not None and held.note:
            signs.append(("note", "muted"))
        for name, role in signs if self.due.kind != "overrun" else ():
            if start + size <= end:
                self._icon(painter, name, role, QRect(start, top, size, size))
            start += size + _SIGN_GAP

    def _signs(self) -> tuple[str, Role, str, Role]:
        """Return the sign at the start and the one before the minutes, each with its ink."""
        match self.due.kind:
            case "overrun":
                return "triangle", "warn", "", "muted"
            case "late":
                return "bookmark", "reserved", "clock", "warn"
            case "arrived":
                return "person", "arrived", "", "arrived"
        return "bookmark", "reserved", "", "muted"

    def _icon(self, painter: QPainter, name: str, role: Role, place: QRect) -> None:
        ink: Role = "muted" if self._is_grey else role
        shown = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        self._look.paint_icon(painter, name, ink, shown)

    def _words(self, painter: QPainter, place: QRect, text: str, use: Use, role: Role) -> None:
        painter.setFont(self._look.font(use))
        painter.setPen(self._look.colour("muted" if self._is_grey else role))
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        shown = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        paint_words(painter, shown, text, align=side | Qt.AlignmentFlag.AlignAbsolute)
