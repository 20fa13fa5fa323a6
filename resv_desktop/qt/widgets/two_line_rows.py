"""Rows of two lines: what it is, and what there is to say about it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from resv_desktop.qt.look import CELL_RADIUS, TWO_LINE_ROW, Look
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus

SECOND_LINE = Qt.ItemDataRole.UserRole + 1


class TwoLineRows(QStyledItemDelegate):
    """Paints what a row says, and under it, muted, what its SECOND_LINE says."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = super().sizeHint(option, index).width()
        return QSize(width, self._look.room(TWO_LINE_ROW, 2))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = self._look
        rect = option.rect.adjusted(5, 1, -5, -1)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect, radius=CELL_RADIUS, fill=look.colour("accentSoft"))
            if self._view.hasFocus():
                paint_focus(painter, look, rect, CELL_RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, rect, radius=CELL_RADIUS, fill=look.colour("raised"))
        words = rect.adjusted(11, 0, -11, 0)
        name = look.metrics("row name").height()
        facts = look.metrics("secondary").height()
        top = words.top() + (words.height() - name - facts - 2) // 2
        elide = Qt.TextElideMode.ElideRight
        place = words.adjusted(0, 0, 0, 0)
        place.setTop(top)
        place.setHeight(name)
        painter.setFont(look.font("row name"))
        painter.setPen(look.colour("text"))
        text = painter.fontMetrics().elidedText(str(index.data()), elide, words.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeading), text)
        place.moveTop(top + name + 2)
        place.setHeight(facts)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("muted"))
        text = painter.fontMetrics().elidedText(str(index.data(SECOND_LINE)), elide, words.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeading), text)
        painter.restore()
