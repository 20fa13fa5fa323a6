"""The timeline of a day: tables down, hours across, the same choice as in the lists."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QTableView, QWidget

from resv_desktop.qt.day import Key
from resv_desktop.qt.look import ROW, Look
from resv_desktop.qt.row_painter import END
from resv_desktop.qt.thumb import Thumb, clip_lower_corners
from resv_desktop.qt.timeline_grid import Grid
from resv_desktop.qt.timeline_heads import Corner, HourHeads, TableHeads
from resv_desktop.qt.timeline_model import TimelineModel
from resv_desktop.qt.timeline_painter import CellPainter

_COLUMN_LEAST, _COLUMN_MOST = 116, 200
_Select = QItemSelectionModel.SelectionFlag


class Timeline(QTableView):
    """Shows a grid and keeps what is picked and what is in sight while cells change.

    Qt's table gives it keys, scrolling, heads that stay and a place for every cell in the eyes of
    a screen reader; the cells are painted in one go, which costs a fifth of what a delegate does.
    picked carries the key of the cell that the host picked, opened that of the cell to open. What
    is picked is a key, not a place: no cell may have it at the moment.
    """

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(name)
        self._look = look
        self._painter = CellPainter(look)
        self._marked: Key | None = None
        self._pointed = QModelIndex()
        self._is_told = self._is_grey = False
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
        self.selectionModel().selectionChanged.connect(self._on_selected)

    @property
    def marked(self) -> Key | None:
        """The key that is picked, whether or not a cell has it at the moment."""
        return self._marked

    @property
    def has_picked_cell(self) -> bool:
        """Whether what is picked is among the cells."""
        return self.selectionModel().hasSelection()

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
        self._is_told = True
        try:
            is_same = self.cells.show_grid(grid)
        finally:
            self._is_told = False
        if not is_same:
            self._pointed = QModelIndex()
            self._size_sections()
            if old.rows[down : down + 1] and old.rows[down] in grid.rows:
                top = grid.rows.index(old.rows[down]) * height
                self.verticalScrollBar().setValue(top + down_rest)
            if old.columns[across : across + 1] and old.columns[across] in grid.columns:
                start = grid.columns.index(old.columns[across]) * self._column_width
                self.horizontalScrollBar().setValue(start + across_rest)
        self._mark()

    def mark(self, key: Key | None) -> None:
        """Show a key as picked, without telling and without scrolling."""
        self._marked = key
        self._mark()

    def go_to(self, key: Key | None) -> None:
        """Scroll until the cell of a key is in sight."""
        index = self.cells.index_of(key)
        if index.isValid():
            self.scrollTo(index)

    def go_to_top(self) -> None:
        """Scroll to the first table in the first hour."""
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    # --- keys and pointer

    def _mark(self) -> None:
        index = self.cells.index_of(self._marked)
        selection = self.selectionModel()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        self._is_told = True
        try:
            if not index.isValid():
                selection.clearSelection()
            elif self.hasFocus():
                # The keys go on from here; what is in sight stays in sight.
                place = down.value(), across.value()
                selection.setCurrentIndex(index, _Select.ClearAndSelect)
                down.setValue(place[0])
                across.setValue(place[1])
            else:
                selection.select(index, _Select.ClearAndSelect)
        finally:
            self._is_told = False

    def _on_selected(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self._is_told:
            return
        chosen = self.selectionModel().selectedIndexes()
        cell = self.cells.cell(chosen[0]) if chosen else None
        if cell is None:
            self._mark()  # a click beside the cells lets go of nothing
        elif cell.key != self._marked:
            self._marked = cell.key
            self.picked.emit(cell.key)

    def _first_in_sight(self) -> QModelIndex:
        """Return where the keys begin while nothing is picked."""
        current = self.currentIndex()
        if current.isValid() and self.viewport().rect().intersects(self.visualRect(current)):
            return current
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = self.viewport().rect()
        return self.indexAt(edge.topRight() if is_rtl else edge.topLeft())

    def _open_or_pick(self) -> None:
        """Open what is picked; where nothing is, the first cell in sight is picked."""
        index = self.cells.index_of(self._marked)
        if index.isValid():
            self.opened.emit(self._marked)
        else:
            self._pick_first()

    def _pick_first(self) -> None:
        first = self._first_in_sight()
        if self.cells.cell(first) is not None:
            self.selectionModel().setCurrentIndex(first, _Select.ClearAndSelect)

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
        self.setMouseTracking(True)

    def _on_look(self) -> None:
        self._painter.forget()
        self._repaint()

    def _repaint(self) -> None:
        for each in (self, self.hours, self.tables):
            each.viewport().update()

    def _point_at(self, index: QModelIndex) -> None:
        if index != self._pointed:
            self.update(self._pointed)
            self.update(index)
            self._pointed = index

    # --- Qt

    def updateGeometries(self) -> None:  # noqa: N802 - Qt calls it by this name
        bar = self.horizontalScrollBar()
        value = bar.value()
        super().updateGeometries()
        if bar.maximum() > 0:
            bar.setMaximum(bar.maximum() + END)  # the last hour clears the gutter
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
        exposed, look, grid = event.rect(), self._look, self.cells.grid
        width, height = self._column_width, self._row_height
        columns = _in_sight(
            (self.columnViewportPosition(n) for n in range(len(grid.hours))),
            (exposed.left(), exposed.right(), width),
        )
        rows = _in_sight(
            (self.rowViewportPosition(n) for n in range(len(grid.tables))),
            (exposed.top(), exposed.bottom(), height),
        )
        painter = QPainter(self.viewport())
        painter.fillRect(exposed, look.colour("raised" if self._is_grey else "surface"))
        painter.setClipRect(self._clear_of_gutter())
        self._paint_ground(painter, rows, columns)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        cells = self._painter
        cells.begin(painter, width, is_rtl=is_rtl, is_grey=self._is_grey)
        self._paint_picked(rows, columns)
        for row, top in rows:
            line = grid.cells[row]
            for column, left in columns:
                cell = line[column]
                if cell is not None:
                    cells.cell(left, top, cell)
        cells.end()
        painter.end()

    def _clear_of_gutter(self) -> QRect:
        """Return where cells may be painted: not under the thumb."""
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

    def _paint_picked(self, rows: list[tuple[int, int]], columns: list[tuple[int, int]]) -> None:
        """Paint the ring of the cell that is picked, else of the one where the keys begin."""
        tops, lefts = dict(rows), dict(columns)
        pointed, has_keys = self._pointed, self.hasFocus()
        picked = self.cells.index_of(self._marked)
        if pointed.isValid() and pointed.row() in tops and pointed.column() in lefts:
            self._painter.hover(lefts[pointed.column()], tops[pointed.row()])
        begin = picked if picked.isValid() or not has_keys else self._first_in_sight()
        if begin.isValid() and begin.row() in tops and begin.column() in lefts:
            left, top = lefts[begin.column()], tops[begin.row()]
            self._painter.ring(left, top, is_picked=picked.isValid(), is_focused=has_keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_sections()
        self._thumb.place(self.hours.height())
        clip_lower_corners(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open_or_pick()
        elif key in _ARROWS and not self.has_picked_cell:
            self._pick_first()
        elif event.text() and key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()  # letters and digits belong to the window
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cells.cell(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.opened.emit(cell.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(QModelIndex())

    def keyboardSearch(self, _search: str) -> None:
        """Search nothing: digits are the party's."""


_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


def _in_sight(starts: Iterable[int], exposed: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Return number and start of the rows or columns of a size that touch an exposed range."""
    first, last, size = exposed
    return [(n, start) for n, start in enumerate(starts) if start <= last and start + size > first]
