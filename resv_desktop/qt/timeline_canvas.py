"""The sheet on which the timeline is painted: its cells, its heads, and what is in sight."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QTableView, QWidget

from resv_desktop.qt.day_rows import AllRow
from resv_desktop.qt.hour import Key
from resv_desktop.qt.look import ROW, Look
from resv_desktop.qt.row_painter import END
from resv_desktop.qt.thumb import Thumb, clip_lower_corners
from resv_desktop.qt.timeline_grid import Cell, Grid, Place
from resv_desktop.qt.timeline_heads import Corner, HourHeads, TableHeads
from resv_desktop.qt.timeline_model import TimelineModel
from resv_desktop.qt.timeline_painter import CellPainter
from resv_desktop.qt.widgets.own_viewport import lay_viewport

_COLUMN_LEAST, _COLUMN_MOST = 116, 200


@dataclass(frozen=True, slots=True)
class Marks:
    """What is shown beside the cells themselves: the ring of the one that is picked or has the
    keys, the one under the pointer, where a party can go, what else stands in a cell, and the one
    that it would leave."""

    ring: Place | None = None
    is_picked: bool = False
    is_focused: bool = False
    pointed: Place | None = None
    targets: Mapping[Place, AllRow] = field(default_factory=dict)
    instead: tuple[Place, Cell] | None = None
    leaving: Place | None = None


class TimelineCanvas(QTableView):
    """Shows a grid and keeps what is in sight while cells change.

    Qt's table gives it scrolling, heads that stay, and a place for every cell in the eyes of a
    screen reader; the cells are painted in one go, which costs a fifth of what a delegate does.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lay_viewport(self)
        self._look = look
        self._painter = CellPainter(look)
        self._is_grey = self._is_measuring = False
        self.cells = TimelineModel(self)
        self.setModel(self.cells)
        self.hours = HourHeads(look, self.cells, self)
        self.tables = TableHeads(look, self.cells, self)
        self.setHorizontalHeader(self.hours)
        self.setVerticalHeader(self.tables)
        self._corner = Corner(look, self)
        self._thumb = Thumb(self)
        self._behave()
        look.changed.connect(self._on_look)

    def marks(self) -> Marks:
        """Return what is to be marked among the cells."""
        return Marks()

    @property
    def is_grey(self) -> bool:
        """Whether the cells are shown as ones that may have changed."""
        return self._is_grey

    def set_grey(self, is_grey: bool) -> None:
        """Show the cells in grey, since they may have changed, or as they are."""
        if is_grey != self._is_grey:
            self._is_grey = self.hours.is_grey = self.tables.is_grey = is_grey
            self._repaint()

    def show_grid(self, grid: Grid) -> None:
        """Bring the cells in line; the table and hour at the corner stay there where they can."""
        old, width, height = self.cells.grid, self._column_width, self._row_height
        down, down_rest = divmod(self.verticalScrollBar().value(), height)
        across, across_rest = divmod(self.horizontalScrollBar().value(), max(1, width))
        with self._measured_once():
            is_same = self.cells.show_grid(grid)
        if not is_same:
            self._size_sections()
            if old.rows[down : down + 1] and old.rows[down] in grid.rows:
                top = grid.rows.index(old.rows[down]) * height
                self.verticalScrollBar().setValue(top + down_rest)
            if old.columns[across : across + 1] and old.columns[across] in grid.columns:
                start = grid.columns.index(old.columns[across]) * self._column_width
                self.horizontalScrollBar().setValue(start + across_rest)

    def go_to(self, key: Key | None) -> None:
        """Scroll until the cell of a key is in sight."""
        index = self.cells.index_of(key)
        if index.isValid():
            self.scrollTo(index)

    def go_to_top(self) -> None:
        """Scroll to the first table in the first hour."""
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    # --- sizes

    @property
    def _row_height(self) -> int:
        return self._look.room(ROW)

    @property
    def _column_width(self) -> int:
        return self.hours.defaultSectionSize()

    def _size_sections(self) -> None:
        """Share the width among whole columns, so that none is cut at rest."""
        px, count = self._look.px, len(self.cells.grid.hours)
        heads = max(self.tables.needed_width(), self._corner.sizeHint().width())
        room = max(1, self.width() - heads - END)
        least = max(px(_COLUMN_LEAST), self.hours.needed_width())
        shown = max(1, min(count, room // least))
        width = max(min(least, room), min(px(_COLUMN_MOST), room // shown))
        if count > shown:
            heads += max(0, room - shown * width)  # the rest of a division
        across = self.horizontalScrollBar()
        first = across.value() // max(1, self._column_width)
        is_other = width != self._column_width
        with self._measured_once():
            self.tables.setFixedWidth(heads)
            self.hours.setDefaultSectionSize(width)
        across.setSingleStep(width)
        self.updateGeometries()
        if is_other:
            across.setValue(first * width)
        corner = QRect(0, 0, heads, self.hours.height())
        self._corner.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), corner))
        self._corner.raise_()

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(self._row_height)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _on_look(self) -> None:
        self._painter.forget()
        self._repaint()

    def _repaint(self) -> None:
        for each in (self, self.hours, self.tables):
            each.viewport().update()

    @contextmanager
    def _measured_once(self) -> Iterator[None]:
        """Let nothing be measured in between: each change asks for it, and so does each answer."""
        before, self._is_measuring = self._is_measuring, True
        try:
            yield
        finally:
            self._is_measuring = before

    def updateGeometries(self) -> None:  # noqa: N802 - Qt calls it by this name
        if self._is_measuring:
            return
        with self._measured_once():
            bar = self.horizontalScrollBar()
            value = bar.value()
            super().updateGeometries()
            # The last hour clears the gutter.
            bar.setMaximum(max(0, self.hours.length() - self.clear_of_gutter().width()))
            bar.setValue(value)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        # Across by whole columns, so that none lies under the gutter or is cut.
        across, width = self.horizontalScrollBar(), self._column_width
        value, start = across.value(), index.column() * width
        least = start + width - (self.viewport().width() - END)
        super().scrollTo(index, hint)
        across.setValue(min(start, max(value, -(-least // width) * width)))

    def paintEvent(self, event: QPaintEvent) -> None:
        exposed, look, grid = event.region(), self._look, self.cells.grid
        width, height = self._column_width, self._row_height
        clear = self.clear_of_gutter()
        lefts = [self.columnViewportPosition(n) for n in range(len(grid.hours))]
        tops = [self.rowViewportPosition(n) for n in range(len(grid.tables))]
        high, inside = clear.height(), exposed.intersected(clear)
        columns = [
            each for each in enumerate(lefts) if inside.intersects(QRect(each[1], 0, width, high))
        ]
        rows = [
            each
            for each in enumerate(tops)
            if exposed.intersects(QRect(0, each[1], self.viewport().width(), height))
        ]
        painter = QPainter(self.viewport())
        ground = look.colour("raised" if self._is_grey else "surface")
        painter.fillRect(exposed.boundingRect(), ground)
        painter.setClipRect(clear)
        self._paint_ground(painter, rows, columns)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        cells = self._painter
        cells.begin(painter, width, is_rtl=is_rtl, is_grey=self._is_grey)
        marks = self.marks()
        self._paint_marks(marks, rows, columns)
        for row, top in rows:
            line = grid.cells[row]
            for column, left in columns:
                is_other = marks.instead is not None and marks.instead[0] == (row, column)
                cell = marks.instead[1] if is_other and marks.instead else line[column]
                if cell is not None:
                    cells.cell(left, top, cell, is_leaving=marks.leaving == (row, column))
        cells.end()
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt calls it by this name
        super().scrollContentsBy(dx, dy)
        if dx:
            # Qt carries what is painted along: the empty gutter among the cells, cells into it.
            gutter = QRegion(self.viewport().rect()) - QRegion(self.clear_of_gutter())
            is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.viewport().update(gutter + gutter.translated(-dx if is_rtl else dx, dy))

    def indexAt(self, at: QPoint) -> QModelIndex:  # noqa: N802 - Qt calls it by this name
        clear = self.clear_of_gutter()
        return super().indexAt(at) if clear.left() <= at.x() <= clear.right() else QModelIndex()

    def clear_of_gutter(self) -> QRect:
        """Return where cells are, and may be painted: not under the thumb."""
        whole = self.viewport().rect()
        return QStyle.visualRect(self.layoutDirection(), whole, whole.adjusted(0, 0, -END, 0))

    def _paint_ground(
        self, painter: QPainter, rows: list[tuple[int, int]], columns: list[tuple[int, int]]
    ) -> None:
        """Paint the tint of the running hour and a line under each table."""
        if not rows:
            return
        look, width, height = self._look, self._column_width, self._row_height
        first, last = rows[0][1], rows[-1][1] + height
        for column, left in columns:
            if self.cells.grid.hours[column].is_running:
                painter.fillRect(left, first, width, last - first, look.colour("raised"))
        for _, top in rows:
            painter.fillRect(0, top + height - 1, self.width(), 1, look.colour("line"))

    def _paint_marks(
        self, marks: Marks, rows: list[tuple[int, int]], columns: list[tuple[int, int]]
    ) -> None:
        """Paint where a party can go, what is under the pointer, and the ring."""
        tops, lefts = dict(rows), dict(columns)

        def corner(place: Place | None) -> tuple[int, int] | None:
            is_there = place is not None and place[0] in tops and place[1] in lefts
            return (lefts[place[1]], tops[place[0]]) if is_there and place else None

        for place in marks.targets:
            if at := corner(place):
                self._painter.target(*at)
        if at := corner(marks.pointed):
            self._painter.hover(*at)
        if at := corner(marks.ring):
            self._painter.ring(*at, is_picked=marks.is_picked, is_focused=marks.is_focused)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_sections()
        self._thumb.place(self.hours.height())
        clip_lower_corners(self)
