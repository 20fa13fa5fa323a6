"""One party of the strip of those who are due: who, where, how late, and when the keys are here."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QStyle, QWidget

from resv_desktop.qt import words
from resv_desktop.qt.day_words import held_marks, holder, holder_in_short, party, table_label
from resv_desktop.qt.due import Due
from resv_desktop.qt.hour import TableHour
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
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

_SIDE = 17
_GAP = 12
_SIGN_GAP = 6
_BY_HOST = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_BY_KEYS = (*_BY_HOST, Qt.FocusReason.OtherFocusReason)


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
        self.is_pointed = False  # it is pressed by where it stands, not by a key
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
        self.is_followed, self.is_pointed = False, True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.is_pointed = False
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
        if metrics.horizontalAdvance(text) <= room:  # Qt elides for a fraction of a point already
            return text
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
