"""What can be offered to a party: the free tables of the day, hour by hour."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.qt import words
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import (
    NOBODY,
    FreeRow,
    Heading,
    HourFilter,
    Row,
    available_rows,
    count_free,
)
from resv_desktop.qt.day_words import (
    count,
    fit,
    heading,
    moves_in_short,
    seat_in_short,
    seats,
    table_label,
)
from resv_desktop.qt.empty_day import Reason, why_empty
from resv_desktop.qt.look import GRID, PADDING, SMALL_ICON, Look, Role, Use
from resv_desktop.qt.reading_words import ReadingWords
from resv_desktop.qt.row_painter import SIDE, RowPainter
from resv_desktop.qt.seat_now import Seat, offer_now, seats_now
from resv_desktop.qt.slot_list import RowDelegate, SlotList
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.panel import Panel, PanelHead, rule
from resv_desktop.qt.widgets.unseen import Surprise

_RING = 18
_TABLE = 47
_SEATS = 131
_GAP = 12
_LEAST_FIT = 80


class AvailablePanel(Panel):
    """Every free table that seats the party, the best fit of each hour first; else says why none.

    way_out_taken carries the button that the host pressed where nothing is free, seat_wanted the
    Seat that is said at the foot, where a walk-in can be seated at once; where others have to move
    for them, moves_wanted the Reshuffle. No press is for another place than was said there until
    just now, where the host has not chosen another party, or done anything.
    """

    way_out_taken = Signal(object)
    seat_wanted = Signal(object)
    moves_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason: Reason | None = None
        self.free = 0  # how many are shown
        self.head = PanelHead(look, self.tr("Available"), parent=self)
        self._pages = QStackedWidget(self)
        self.list = AvailableList(look, self.tr("Free tables"), self._pages)
        self.list.setObjectName("availableSlots")
        self.empty = EmptyState(look, self._pages)
        self.empty.acted.connect(self._on_acted)
        self.reading = ReadingWords(look, self._pages)
        self._pages.addWidget(self.list)
        for page in (self.empty, self.reading):
            self._pages.addWidget(page)
        self._rule = rule(self)
        self._seat: Seat | None = None
        self._moving: Reshuffle | None = None
        self._party_size = 0
        self.surprise = Surprise(self)
        self.seat_button = Button(look)
        self.seat_button.setObjectName("walkInButton")
        self.seat_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.seat_button.clicked.connect(self._on_seat)
        self._foot = QWidget(self)
        pressed = self._pressed = QHBoxLayout()
        self.set_low(is_low=False)
        pressed.addWidget(self.seat_button)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(rule())
        foot.addLayout(pressed)
        self._foot.hide()
        self.body.setContentsMargins(0, 1, 0, 0)
        self.body.addWidget(self.head)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._foot)

    def show_day(
        self,
        day: Day,
        party_size: int,
        hours: HourFilter,
        now: datetime,
        takers: Takers = NOBODY,
    ) -> None:
        """Show what a day has for a party."""
        free = self.free = count_free(day, party_size, hours, now)
        reason = why_empty(day, party_size, hours, now)
        seat = next(iter(seats_now(day, party_size, now, takers)), None)
        moving = offer_now(day, party_size, now) if seat is None else None
        self._show_seat(seat, moving, party_size)
        self.head.set_explanation(count(day, party_size, hours, now, free))
        if reason is None:
            self.list.show_rows(available_rows(day, party_size, hours, now, takers))
            self._pages.setCurrentWidget(self.list)
            return
        self.list.show_rows([])
        if reason != self._reason:
            ways = [way.words for way in reason.ways_out]
            self.empty.say(reason.icon, reason.why, reason.what_now, ways)
            self._reason = reason
        if not day.hours:
            self.head.set_explanation("")
        self._pages.setCurrentWidget(self.empty)

    def set_low(self, *, is_low: bool) -> None:
        """Leave the rows what can be spared around them in a window that is low."""
        edge = GRID // 2 if is_low else GRID
        self._pressed.setContentsMargins(PADDING, edge, PADDING, edge)
        self.head.set_low(is_low=is_low)

    def _show_seat(self, seat: Seat | None, moving: Reshuffle | None, party_size: int) -> None:
        """Say at the foot where a walk-in of this size is seated, or who would move for it."""
        is_said, before = (self._seat or self._moving) is not None, self._place
        self._seat, self._moving = seat, moving
        if party_size != self._party_size:
            self._party_size = party_size
            self.surprise.stop()  # that was the host
        elif is_said and self._place != before:
            self.surprise.see_change()
        self._foot.setVisible(seat is not None or moving is not None)
        text = seat_in_short(seat, party_size) if seat is not None else ""
        if seat is None and moving is not None:
            text = moves_in_short(moving, party_size)
        self.seat_button.setText(text)
        self.seat_button.setAccessibleName(text)

    @property
    def _place(self) -> tuple[str, str] | None:
        """Where a press seats a walk-in at once; None where it does not."""
        slot = None if self._seat is None else self._seat.fit.slot
        return None if slot is None else (slot.slot_id, slot.table_id)

    def _on_seat(self) -> None:
        if self.surprise.isActive():
            return
        if self._seat is not None:
            self.seat_wanted.emit(self._seat)
        elif self._moving is not None:
            self.moves_wanted.emit(self._moving)

    def set_silent(self, is_silent: bool) -> None:
        """Seat nobody while the database does not answer."""
        self.seat_button.setDisabled(is_silent)

    def show_reading(self, text: str, *, is_waiting: bool = True) -> None:
        """Say that the day is still being read, or that it cannot be."""
        self.head.set_explanation("")
        self._foot.hide()
        self.reading.say(text, is_waiting=is_waiting)
        self._pages.setCurrentWidget(self.reading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The line lies over the first row's own, so that rows of both lists share their lines.
        inside = self.contentsRect()
        self._rule.setGeometry(inside.left(), self._pages.y(), inside.width(), 1)
        self._rule.raise_()

    def _on_acted(self, number: int) -> None:
        if self._reason is not None:
            self.way_out_taken.emit(self._reason.ways_out[number])


class AvailableList(SlotList):
    """Keeps the heading of the hour in view at its top; that of a full hour can be pressed.

    waitlist_wanted carries the start (UTC) of a full hour whose heading was pressed.
    """

    waitlist_wanted = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        self.setItemDelegate(RowDelegate(self, paint_row))
        self.top_heading = TopHeading(self)
        self.gutter_top = self.row_height
        self.clicked.connect(self._on_clicked)
        self.verticalScrollBar().valueChanged.connect(self._place_top)
        self.verticalScrollBar().rangeChanged.connect(self._place_top)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Bring the list in line, and the heading at its top."""
        super().show_rows(rows)
        self._place_top()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if isinstance(row, Heading) and row.free == 0:
            self.waitlist_wanted.emit(row.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row = self.rows.row(self.indexAt(event.position().toPoint()))
        is_button = isinstance(row, Heading) and row.free == 0
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand if is_button else arrow)

    def _place_top(self) -> None:
        value, height = self.verticalScrollBar().value(), self.row_height
        first = value // height
        rows = self.rows.rows
        place = min(first, len(rows) - 1)
        while place >= 0 and not isinstance(rows[place], Heading):
            place -= 1
        if place < 0 or value == 0:
            self.top_heading.hide()
            return
        shown = rows[place]
        assert isinstance(shown, Heading)
        below = first + 1
        is_pushed = below < len(rows) and isinstance(rows[below], Heading)
        top = below * height - value - height if is_pushed else 0
        self.top_heading.show_heading(shown, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_top()


class TopHeading(QWidget):
    """The heading of the first hour in view, over the rows that are scrolled away under it."""

    def __init__(self, view: AvailableList) -> None:
        super().__init__(view)
        self._view = view
        self.row: Heading | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_heading(self, row: Heading, top: int) -> None:
        """Show a heading; a negative top is that of one being pushed out."""
        self.row = row
        place = QRect(0, top, self._view.viewport().width(), self._view.row_height)
        self.setGeometry(QStyle.visualRect(self._view.layoutDirection(), self._view.rect(), place))
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.row is None:
            return
        painter = QPainter(self)
        place = self._view.painter(painter, self.rect())
        _paint_heading(place, self.row)
        painter.end()


def paint_row(place: RowPainter, row: Row, option: QStyleOptionViewItem, is_focused: bool) -> None:
    """Paint an hour's heading, or a free table: ring, table, seats, how well it fits."""
    if isinstance(row, Heading):
        _paint_heading(place, row)
        return
    assert isinstance(row, FreeRow)
    look = place.look
    is_picked = bool(option.state & QStyle.StateFlag.State_Selected)
    if is_picked:
        place.box(fill="accentSoft", is_focused=is_focused)
    elif is_focused or option.state & QStyle.StateFlag.State_MouseOver:
        place.box(fill="raised", is_focused=is_focused)
    end = place.words_end
    quiet: Role = "text" if is_picked else "muted"
    if row.taken_at:
        _paint_taken(place, row, end, quiet)
        return
    use: Use = "pill" if row.is_best else "secondary"
    role: Role = "free" if row.is_best else "muted"
    fit_at = place.words_ending(fit(row), end, use, role)
    place.icon("ring", look.px(_RING), look.px(SMALL_ICON), "free")
    label = table_label(row.table)
    table_end = place.words(label, look.px(_TABLE), fit_at - look.px(8), "number", "text")
    seats_at = max(look.px(_SEATS), table_end + look.px(_GAP))
    place.words(seats(row.table.capacity), seats_at, fit_at - look.px(8), "row", quiet)


def _paint_taken(place: RowPainter, row: FreeRow, end: int, quiet: Role) -> None:
    """Paint a table that another host is about to take: where that is goes before the seats."""
    look, says = place.look, fit(row)
    gap, width = look.px(_GAP), place.width_of(says, "pill")
    place.icon("pencil", look.px(_RING), look.px(SMALL_ICON), "warn")
    label_end = end - look.px(_LEAST_FIT)
    table_end = place.words(table_label(row.table), look.px(_TABLE), label_end, "number", "text")
    size = seats(row.table.capacity)
    seats_at = max(look.px(_SEATS), table_end + gap)
    if seats_at + place.width_of(size, "row") + gap + width <= end:
        place.words(size, seats_at, end, "row", quiet)
    start = max(table_end + gap, end - width)
    place.words(says, start, end, "pill", "warn")


def _paint_heading(place: RowPainter, row: Heading) -> None:
    place.ground("raised")
    place.rule_across(at_top=True)
    place.rule_across(at_top=False)
    end = place.words_end
    is_full = row.free == 0
    ink: Role = "accent" if is_full else "muted"
    place.words_ending(heading(row), end, "pill" if is_full else "secondary", ink)
    role: Role = "text" if row.free else "muted"
    place.words(words.hour(row.starts_at), SIDE, end, "number", role)
