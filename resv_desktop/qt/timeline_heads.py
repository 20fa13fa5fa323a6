"""The heads of the timeline, always in sight: hours and how full they are, tables and seats."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QStyle, QTableView, QWidget

from resv_desktop.qt import words
from resv_desktop.qt.day_words import seats
from resv_desktop.qt.look import ROW, Look, Role, Use
from resv_desktop.qt.row_painter import BOUNDLESS, END, SIDE, Measures
from resv_desktop.qt.timeline_grid import HourHead, TableHead
from resv_desktop.qt.timeline_model import TimelineModel
from resv_desktop.qt.widgets.own_viewport import lay_viewport
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

_IN: Final = 5  # from a column's edge to its words and its bar
_BAR, _BAR_FROM_END = 4, 10
_WORDS_TO_BAR = 14
_SEATS_GAP = 8
_LABEL_MOST = 120
_RUNNING_LINE = 2
_LEADING, _TRAILING = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing


class _Heads(QHeaderView):
    """Heads of a fixed size that are painted here and do nothing when they are pressed."""

    def __init__(
        self, look: Look, orientation: Qt.Orientation, model: TimelineModel, parent: QTableView
    ) -> None:
        super().__init__(orientation, parent)
        lay_viewport(self, QPalette.ColorRole.Button)
        self.look = look
        self.cells = model
        self.is_grey = False
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self.viewport().update)

    def words(self, painter: QPainter, place: QRect, text: str, use: Use, role: Role) -> None:
        """Write words at the leading edge of a place."""
        self._write(painter, place, text, use, role, _LEADING)

    def words_ending(
        self, painter: QPainter, place: QRect, text: str, use: Use, role: Role
    ) -> None:
        """Write words at the trailing edge of a place."""
        self._write(painter, place, text, use, role, _TRAILING)

    def _write(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        use: Use,
        role: Role,
        align: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(self.look.font(use))
        painter.setPen(self.look.colour("muted" if self.is_grey else role))
        paint_words(painter, place, text, align=align)

    def mirrored(self, place: QRect) -> QRect:
        """Return where a place lies that was counted from the leading edge."""
        return QStyle.visualRect(self.layoutDirection(), self.viewport().rect(), place)

    def sizeHint(self) -> QSize:
        # Its size is fixed here and by the canvas; Qt would measure the words of each section.
        return self.minimumSize()


class HourHeads(_Heads):
    """Each hour with its count of taken tables and a bar as long as they are many."""

    def __init__(self, look: Look, model: TimelineModel, parent: QTableView) -> None:
        super().__init__(look, Qt.Orientation.Horizontal, model, parent)
        self._measures = Measures(look)
        self.setFixedHeight(look.room(ROW))

    def needed_width(self) -> int:
        """Return how wide a column must be for all that stands in its head."""
        width = self._measures.fit
        widths = (
            width(words.hour(head.starts_at), "number", BOUNDLESS)[1]
            + width(fullness(head), "secondary", BOUNDLESS)[1]
            for head in self.cells.grid.hours
        )
        return max(widths, default=0) + 2 * _IN + self.look.px(_SEATS_GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        look, height = self.look, self.height()
        whole = self.viewport().rect()
        paint_ground(painter, look, whole)
        clear = self.mirrored(whole.adjusted(0, 0, -END, 0))
        painter.setClipRect(clear)
        for number, head in enumerate(self.cells.grid.hours):
            left, width = self.sectionViewportPosition(number), self.sectionSize(number)
            place = QRect(left, 0, width, height)
            if place.intersects(clear) and place.intersects(event.rect()):
                self._paint_head(painter, place, head)
        painter.end()

    def _paint_head(self, painter: QPainter, place: QRect, head: HourHead) -> None:
        look = self.look
        is_marked = head.is_running and not self.is_grey
        if is_marked:
            painter.fillRect(place.adjusted(0, 1, 0, 0), look.colour("accentSoft"))
            line = QRect(place.left(), place.bottom() + 1 - _RUNNING_LINE, place.width(), 2)
            painter.fillRect(line, look.colour("accent"))
        inside = place.adjusted(_IN, 0, -_IN, 0)
        above = inside.adjusted(0, 2, 0, -_WORDS_TO_BAR)
        role: Role = "accent" if is_marked else "muted" if head.is_past else "text"
        self.words(painter, above, words.hour(head.starts_at), "number", role)
        self.words_ending(painter, above, fullness(head), "secondary", "muted")
        rail = QRect(inside.left(), place.height() - _BAR_FROM_END, inside.width(), _BAR)
        part = head.taken / head.tables if head.tables else 0
        full = QRectF(rail)
        full.setWidth(rail.width() * part)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            full.moveRight(QRectF(rail).right())
        paint_box(painter, rail, radius=_BAR / 2, fill=look.colour("line"))
        if head.taken:
            ink: Role = "accent" if is_marked else "lineStrong"
            paint_box(painter, full, radius=_BAR / 2, fill=look.colour(ink))


class TableHeads(_Heads):
    """Each table and its seats, one row high."""

    def __init__(self, look: Look, model: TimelineModel, parent: QTableView) -> None:
        super().__init__(look, Qt.Orientation.Vertical, model, parent)
        self._measures = Measures(look)
        self.setDefaultSectionSize(look.room(ROW))

    def needed_width(self) -> int:
        """Return how much room the longest label and the longest count of seats ask for."""
        return SIDE + self._label_width() + self.look.px(_SEATS_GAP) + self._seats_width() + _IN + 4

    def _label_width(self) -> int:
        widths = (self._width_of(table.table_id, "number") for table in self.cells.grid.tables)
        return min(self.look.px(_LABEL_MOST), max(widths, default=0))

    def _seats_width(self) -> int:
        counts = {table.capacity for table in self.cells.grid.tables}
        return max((self._width_of(seats(count), "secondary") for count in counts), default=0)

    def _width_of(self, text: str, use: Use) -> int:
        return self._measures.fit(text, use, BOUNDLESS)[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        look, width, height = self.look, self.width(), self.defaultSectionSize()
        painter.fillRect(event.rect(), look.colour("raised" if self.is_grey else "surface"))
        first = max(0, self.logicalIndexAt(event.rect().top()))
        last = self.logicalIndexAt(event.rect().bottom())
        most = len(self.cells.grid.tables) - 1
        last = most if last < 0 else min(last, most)
        label, count = self._label_width(), self._seats_width()
        for number in range(first, last + 1):
            table = self.cells.grid.tables[number]
            top = self.sectionViewportPosition(number)
            line = QRect(SIDE, top + height - 1, width - SIDE, 1)
            painter.fillRect(self.mirrored(line), look.colour("line"))
            self._paint_table(painter, QRect(0, top, width, height), table, (label, count))
        painter.end()

    def _paint_table(
        self, painter: QPainter, row: QRect, table: TableHead, widths: tuple[int, int]
    ) -> None:
        label, count = widths
        shown, _ = self._measures.fit(table.table_id, "number", label)
        name = QRect(SIDE, row.top(), label, row.height())
        self.words_ending(painter, self.mirrored(name), shown, "number", "text")
        beside = name.right() + 1 + self.look.px(_SEATS_GAP)
        size = QRect(beside, row.top(), count + 1, row.height())
        self.words(painter, self.mirrored(size), seats(table.capacity), "secondary", "muted")


class Corner(QWidget):
    """Says over the tables what they are."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return how wide the word is, from the edge of the panel."""
        text = self._look.metrics("column head").horizontalAdvance(self.tr("Table"))
        return QSize(SIDE + text + _IN, self._look.room(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_ground(painter, self._look, self.rect())
        painter.setFont(self._look.font("column head"))
        painter.setPen(self._look.colour("muted"))
        place = self.rect().adjusted(SIDE, 0, 0, 0)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        paint_words(painter, place, self.tr("Table"), align=_LEADING)
        painter.end()


def paint_ground(painter: QPainter, look: Look, place: QRect) -> None:
    """Paint the band on which all heads stand, between two lines."""
    painter.fillRect(place, look.colour("raised"))
    painter.fillRect(place.left(), place.top(), place.width(), 1, look.colour("line"))
    painter.fillRect(place.left(), place.bottom(), place.width(), 1, look.colour("line"))


def fullness(head: HourHead) -> str:
    """Say how full an hour is: "18/24"."""
    return f"{head.taken}/{head.tables}"
