"""The timeline of a day: tables down, hours across, the same choice as in the lists."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from resv_desktop.qt.edge_scroll import EdgeScroll
from resv_desktop.qt.hour import Key
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.picking import Picking
from resv_desktop.qt.timeline_canvas import Marks, TimelineCanvas
from resv_desktop.qt.timeline_carry import Carry, can_be_moved
from resv_desktop.qt.timeline_grid import Grid, Place
from resv_desktop.qt.widgets.enter_presses import does

_Select = QItemSelectionModel.SelectionFlag


class Timeline(TimelineCanvas):
    """What the host does with the cells: one is picked, Enter opens it, M or a drag moves it; a
    finger drags what it was held on.

    picked carries the key of the cell that the host picked, opened that of the cell to open. What
    is picked is a key, not a place: no cell may have it at the moment. moved carries where a party
    was that is to be moved, and where it is to be: a TableHour each; missed the same where it
    cannot be put down, which ends a drag and nothing else. picked_up carries where a party is that
    the keys or a press are to put down now.
    """

    picked = Signal(object)
    opened = Signal(object)
    moved = Signal(object, object)
    missed = Signal(object, object)
    picked_up = Signal(object)

    def __init__(self, look: Look, keys: Keys, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._keys = keys
        self.setObjectName("timeline")
        self.setAccessibleName(name)
        self._picking = Picking(self, self.cells.index_of, self._key_at, self.picked.emit)
        self._is_dragging = False
        self._pointed = QPersistentModelIndex()
        self._pressed_at: QPoint | None = None
        self._dragged_to = QPoint()
        self._edges = EdgeScroll(self)
        self._edges.stepped.connect(lambda: self._aim_at(self._dragged_to))
        self.carry = Carry(self)
        self.carry.aimed.connect(self._on_aimed)
        self.carry.ended.connect(self._on_carried)
        self.carry.put_down.connect(self.moved)
        self.setMouseTracking(True)

    @property
    def marked(self) -> Key | None:
        """The key that is picked, whether or not a cell has it at the moment."""
        return self._picking.key

    @property
    def has_picked_cell(self) -> bool:
        """Whether what is picked is among the cells."""
        return self.selectionModel().hasSelection()

    def show_grid(self, grid: Grid) -> None:
        """Bring the cells in line; what is picked stays so, and so does what is carried."""
        with self._picking.untold():
            super().show_grid(grid)
        self._picking.show()
        self.carry.follow(grid)

    def marks(self) -> Marks:
        """Return what is to be marked among the cells."""
        carry, picked = self.carry, self._picking.index
        has_keys = self.hasFocus()
        begin = picked if picked.isValid() or not has_keys else self._first_in_sight()
        return Marks(
            ring=carry.aim or ((begin.row(), begin.column()) if begin.isValid() else None),
            is_picked=picked.isValid(),
            is_focused=has_keys,
            pointed=(self._pointed.row(), self._pointed.column()),
            targets=carry.targets,
            instead=None if carry.aim is None else (carry.aim, carry.row),
            leaving=None if carry.aim is None else carry.origin,
        )

    def mark(self, key: Key | None) -> None:
        """Show a key as picked, without telling and without scrolling."""
        self._picking.mark(key)

    # --- keys and pointer

    def _key_at(self, index: QModelIndex) -> Key | None:
        cell = self.cells.cell(index)
        return None if cell is None else cell.key

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
        if self._picking.index.isValid():
            self.opened.emit(self._picking.key)
        else:
            self._pick_first()

    def pick_up(self) -> bool:
        """Pick up who holds what is picked, to move it; return whether somebody can be moved."""
        if not self._pick_up():
            return False
        assert self.carry.row is not None
        self.picked_up.emit(self.carry.row.table)
        return True

    def _pick_up(self) -> bool:
        return self.carry.begin(self.cells.cell(self._picking.index), self.cells.grid)

    def take_hold(self, at: QPoint, press: Callable[[], None]) -> None:
        """Let a party go with the finger that stays on it: where it can go is seen at once."""
        cell = self.cells.cell(self.indexAt(at))
        if self.carry.row is None and cell is not None and can_be_moved(cell):
            press()
            self._begin_drag()

    def _begin_drag(self) -> None:
        if self._pick_up():
            self._is_dragging = True
            self._point_at(QModelIndex())
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _pick_first(self) -> None:
        first = self._first_in_sight()
        if self.cells.cell(first) is not None:
            self.selectionModel().setCurrentIndex(first, _Select.ClearAndSelect)

    def _press_to_put_down(self, index: QModelIndex) -> bool:
        """Put down who is carried where it is pressed; return False where that is where they are.

        A place that cannot have them is told as missed, and they are carried on.
        """
        row, cell = self.carry.row, self.cells.cell(index)
        if row is not None and cell is not None and cell.key == row.key:
            self.carry.drop()
            return False
        if (index.row(), index.column()) in self.carry.targets:
            self.carry.point((index.row(), index.column()))  # a finger shows where it goes
            self.carry.finish()
        elif row is not None and cell is not None:
            self.missed.emit(row.table, cell.table)
        return True

    def _put_back(self, index: QModelIndex) -> None:
        """Let who is still carried stay where they were; another table is told as missed."""
        row, cell = self.carry.row, self.cells.cell(index)
        self.carry.drop()
        if row is not None and cell is not None and cell.key != row.key:
            self.missed.emit(row.table, cell.table)

    def _on_aimed(self, place: Place | None) -> None:
        """Let the keys and a screen reader follow what is carried."""
        if place is not None and not self._is_dragging:
            index = self.cells.index(*place)
            self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
        self.viewport().update()

    def _aim_at(self, at: QPoint) -> None:
        """Aim a drag at what is under the pointer; at an edge the hours and tables go on."""
        if self._is_dragging and self._pressed_at is not None:
            self._dragged_to = at
            index = self.indexAt(at)
            self.carry.point((index.row(), index.column()))
            self._edges.hold(at, self._pressed_at, self.clear_of_gutter())

    def _on_carried(self) -> None:
        self._is_dragging = False
        self._edges.rest()
        self.viewport().unsetCursor()
        self._picking.show()
        self.viewport().update()

    def _point_at(self, index: QModelIndex) -> None:
        if index != self._pointed:
            self.update(self._pointed)
            self.update(index)
            self._pointed = QPersistentModelIndex(index)

    # --- Qt

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt calls it by this name
        super().scrollContentsBy(dx, dy)
        if self.hasFocus() and not self.has_picked_cell:
            self.viewport().update()  # the ring stays at the first cell in sight

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if does(event, self._open_or_pick if self.carry.row is None else self.carry.finish):
            return
        key, is_rtl = event.key(), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.carry.row is not None and self.carry.press(key, is_rtl=is_rtl):
            return
        if self._keys.matches("move", event) and self.pick_up():
            pass  # one letter more, and it was a name: FreeKeys
        elif key in _ARROWS and not self.has_picked_cell:
            self._pick_first()
        elif event.text() and key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()  # letters and digits belong to the window
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cells.cell(self.indexAt(event.position().toPoint()))
        if self.carry.row is not None:
            self.mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.opened.emit(cell.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self.carry.row is not None and self._press_to_put_down(index):
            return
        super().mousePressEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed_at = event.position().toPoint() if is_left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
            self._point_at(index)
            return
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and self.carry.row is None and self.indexAt(self._pressed_at).isValid():
            self._begin_drag()
        self._aim_at(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._aim_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        if self._is_dragging:
            self.carry.finish()
            self._put_back(self.indexAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._picking.show()  # the arrows go on from what was picked elsewhere

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pressed_at = None  # what opens over it may get the end of the press
        self.carry.drop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(QModelIndex())

    def keyboardSearch(self, _search: str) -> None:
        """Search nothing: digits are the party's."""


_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
