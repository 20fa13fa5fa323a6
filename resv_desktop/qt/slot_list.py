"""A list of tables: one row is picked, Enter opens it, the keys skip the headings."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from resv_desktop.qt.day_rows import Heading, Row
from resv_desktop.qt.day_words import hint, spoken
from resv_desktop.qt.hour import Key
from resv_desktop.qt.look import ROW as ROW_HEIGHT
from resv_desktop.qt.look import Look
from resv_desktop.qt.picking import Picking
from resv_desktop.qt.row_painter import Measures, RowPainter
from resv_desktop.qt.rows_model import ROW, Index, RowsModel
from resv_desktop.qt.thumb import Thumb, clip_lower_corners
from resv_desktop.qt.widgets.enter_presses import PLAIN, does
from resv_desktop.qt.widgets.own_viewport import lay_viewport

_Select = QItemSelectionModel.SelectionFlag
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_OF_THE_WINDOW = (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate)


class SlotList(QTableView):
    """Shows rows and keeps what is picked in sight while they change under it.

    picked carries the key of the row that the host picked, opened that of the row to open, and
    stepped -1 or 1 for the day before or after. What is picked is a key, not a place: where its
    row is gone nothing else is picked in its stead.
    """

    picked = Signal(object)
    opened = Signal(object)
    stepped = Signal(int)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lay_viewport(self)
        self._is_grey = False
        self.look = look
        self._measures = Measures(look)
        self.rows: RowsModel[Row] = RowsModel(spoken, hint, self)
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._fix_sizes()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.gutter_top = 0
        self._thumb = Thumb(self)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(look.room(ROW_HEIGHT))
        look.changed.connect(self.viewport().update)
        self._picking = Picking(self, self.rows.index_of, self._key_at, self.picked.emit)

    @property
    def row_height(self) -> int:
        """How high every row is."""
        return self.look.room(ROW_HEIGHT)

    @property
    def marked(self) -> Key | None:
        """The key that is picked, whether or not a row has it at the moment."""
        return self._picking.key

    @property
    def has_picked_row(self) -> bool:
        """Whether what is picked is among the rows."""
        return self.selectionModel().hasSelection()

    def painter(self, painter: QPainter, rect: QRect) -> RowPainter:
        """Return what paints a row of this list."""
        return RowPainter(
            painter,
            self.look,
            self._measures,
            rect,
            self.width(),
            self.layoutDirection(),
            is_grey=self._is_grey,
        )

    @property
    def is_grey(self) -> bool:
        """Whether the rows are shown as ones that may have changed."""
        return self._is_grey

    def set_grey(self, is_grey: bool) -> None:
        """Show the rows in grey, since they may have changed, or as they are."""
        if is_grey != self._is_grey:
            self._is_grey = is_grey
            self.viewport().update()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Bring the list in line; the row at the top stays at the top where it can."""
        top = self.indexAt(self.viewport().rect().topLeft())
        anchor = self.rows.row(top)
        offset = self.visualRect(top).top() if anchor is not None else 0
        with self._picking.untold():
            self.rows.show_rows(rows)
        self._picking.show()
        bar = self.verticalScrollBar()
        if anchor is not None and bar.value() > 0:
            now_at = self.rows.index_of(anchor.key)
            if now_at.isValid():
                self.updateGeometries()
                bar.setValue(now_at.row() * self.row_height - offset)

    def mark(self, key: Key | None) -> None:
        """Show a key as picked, without telling and without scrolling."""
        self._picking.mark(key)

    def hour_in_sight(self) -> datetime | None:
        """Return the hour (UTC) of the row at the top, or None where there is none."""
        row = self.rows.row(self.indexAt(self.viewport().rect().topLeft()))
        return None if row is None else _hour_of(row)

    def go_to_hour(self, at: datetime) -> None:
        """Scroll until the first row of an hour stands at the top, as far as rows go."""
        hours = (n for n, row in enumerate(self.rows.rows) if _hour_of(row) == at)
        place = next(hours, None)
        if place is not None:
            self.updateGeometries()
            self.verticalScrollBar().setValue(place * self.row_height)

    def go_to(self, key: object) -> None:
        """Scroll until the row of a key is in sight."""
        index = self.rows.index_of(key)
        if index.isValid():
            self.scrollTo(index)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        # The neighbours are brought in sight too, so that the host sees where the keys go next.
        for row in (index.row() - 1, index.row() + 1):
            if 0 <= row < len(self.rows.rows):
                super().scrollTo(self.rows.index(row), hint)
        super().scrollTo(index, hint)

    def go_to_top(self) -> None:
        """Scroll to the first row."""
        self.verticalScrollBar().setValue(0)

    def _fix_sizes(self) -> None:
        """One column and one height: nothing is measured row by row."""
        self.setShowGrid(False)
        self.setStyleSheet("selection-background-color: transparent")  # rows paint their own box
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setStretchLastSection(True)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(self.row_height)
        down.setDefaultSectionSize(self.row_height)

    def _key_at(self, index: QModelIndex) -> Key | None:
        row = self.rows.row(index)
        return None if row is None or isinstance(row, Heading) else row.table.key

    def _is_row(self, place: int) -> bool:
        return not isinstance(self.rows.rows[place], Heading)

    def _seek(self, start: int, step: int) -> int | None:
        """Return the first row from start on, in the direction of step, that is no heading."""
        place = start
        while 0 <= place < len(self.rows.rows):
            if self._is_row(place):
                return place
            place += step
        return None

    def _place_after(self, action: QAbstractItemView.CursorAction) -> int | None:
        last = len(self.rows.rows) - 1
        page = max(1, self.viewport().height() // self.row_height - 1)
        marked = self._picking.index
        current = marked if marked.isValid() else self.currentIndex()
        if not current.isValid():
            return self._seek(max(0, self.indexAt(self.viewport().rect().topLeft()).row()), 1)
        at = current.row()
        move = QAbstractItemView.CursorAction
        targets = {
            move.MoveUp: (at - 1, -1),
            move.MoveDown: (at + 1, 1),
            move.MovePageUp: (max(0, at - page), -1),
            move.MovePageDown: (min(last, at + page), 1),
            move.MoveHome: (0, 1),
            move.MoveEnd: (last, -1),
        }
        if action not in targets:
            return at
        start, step = targets[action]
        found = self._seek(start, step)
        return self._seek(start, -step) if found is None and 0 <= start <= last else found

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        place = self._place_after(action)
        return self.currentIndex() if place is None else self.rows.index(place)

    def _open_or_pick(self) -> None:
        """Open what is picked; what only has the ring is picked first, so that it is seen."""
        if self._picking.index.isValid():
            self.opened.emit(self._picking.key)
        else:
            self._pick_current()

    def _pick_current(self) -> None:
        """Pick the row where the keys were, if it is in sight; else the first one that is."""
        index, seen = self.currentIndex(), self.viewport().rect()
        is_seen = index.isValid() and seen.intersects(self.visualRect(index))
        start = index if is_seen else self.indexAt(seen.topLeft())
        place = self._seek(max(0, start.row()), 1)
        if place is not None:
            picked = self.rows.index(place)
            self.selectionModel().setCurrentIndex(picked, _Select.ClearAndSelect)
            self.scrollTo(picked)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The ground is painted here, so that nothing below is painted again for every row.
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.look.colour("raised" if self._is_grey else "surface"))
        painter.end()
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        # Qt paints all rows again, which look the same in a window that is not in front.
        return event.type() in _OF_THE_WINDOW or super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.currentIndex().isValid():
            self._paint_ring()
        else:
            super().focusInEvent(event)  # the keys are given a row to begin from
        if event.reason() in _BY_TAB and self._picking.index.isValid():
            self.scrollTo(self._picking.index)

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self._paint_ring()

    def _paint_ring(self) -> None:
        """Paint what is picked again, and not, as Qt does, all rows: no other shows the keys."""
        for index in self.selectionModel().selectedIndexes():
            self.update(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._thumb.place(self.gutter_top)
        clip_lower_corners(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if does(event, self._open_or_pick):
            return
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() in PLAIN:
            is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.stepped.emit(-1 if (key == Qt.Key.Key_Left) != is_rtl else 1)
            return
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.has_picked_row:
            self._pick_current()
            return
        if event.text() and key not in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()  # letters and digits belong to the window
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rows.row(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and not isinstance(row, Heading | None):
            self.opened.emit(row.table.key)

    def keyboardSearch(self, _search: str) -> None:
        """Search nothing: digits are the party's."""


def _hour_of(row: Row) -> datetime:
    return row.key if isinstance(row, Heading) else row.table.at


Paint = Callable[[RowPainter, Row, QStyleOptionViewItem, bool], None]


class RowDelegate(QStyledItemDelegate):
    """Paints rows of one height; what a kind of row shows is said by `paint_row`.

    Its last argument tells whether the keys go to this row.
    """

    def __init__(self, view: SlotList, paint_row: Paint) -> None:
        super().__init__(view)
        self._view = view
        self._paint_row = paint_row

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(1, self._view.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        place = self._view.painter(painter, option.rect)
        is_focused = self._view.hasFocus() and bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_row(place, row, option, is_focused)
