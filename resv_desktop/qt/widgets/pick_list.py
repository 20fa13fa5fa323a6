"""A list to pick from: exactly one row or none is picked, by click or by the arrow keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from resv_desktop.qt.look import CONTROL_RADIUS, Look
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus

Index = QModelIndex | QPersistentModelIndex


class PickList(QListView):
    """Rows of one height. The first is picked once the keys come here, unless that is a choice."""

    picks_first = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)

    def pick(self, row: int | None) -> None:
        """Pick a row, or none."""
        if row is None:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self.model().index(row, 0))

    def picked(self) -> QModelIndex:
        """Return the row that is picked; an invalid index for none."""
        chosen = self.selectionModel().selectedIndexes()
        return chosen[0] if chosen else QModelIndex()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.picks_first and not self.picked().isValid() and self.model().rowCount():
            self.pick(0)


class PickDelegate(QStyledItemDelegate):
    """Paints the ground of such a row: what is picked, what is under the pointer, a thin line."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint all but the words and signs of a row."""
        look, rect = self._look, option.rect
        if bool(option.state & QStyle.StateFlag.State_Selected):
            paint_box(painter, rect, radius=CONTROL_RADIUS, fill=look.colour("accentSoft"))
            paint_focus(painter, look, rect, CONTROL_RADIUS)
            return
        if option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, rect, radius=CONTROL_RADIUS, fill=look.colour("raised"))
        view = option.widget
        next_row = index.row() + 1
        is_last = next_row == index.model().rowCount()
        if not is_last and not (isinstance(view, PickList) and view.picked().row() == next_row):
            painter.fillRect(
                QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line")
            )
