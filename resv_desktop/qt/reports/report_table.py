"""The numbers of a report in rows, for the eye, the keys and the ear."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from resv_desktop.qt.look import FOCUS_RING, Look
from resv_desktop.qt.reports.report_words import Table
from resv_desktop.qt.widgets.shapes import paint_focus, paint_words

Index = QModelIndex | QPersistentModelIndex

_ROW: Final = 36
_SIDE: Final = 8
_LEAST_SIDE: Final = 4  # as the style sheet has it for a tight head
_SLACK: Final = 4
_FEWEST_ROWS: Final = 3
_NO_INDEX: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)


class TableModel(QAbstractTableModel):
    """Shows the table it is given; each number is spoken with its row and its column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = Table((), ())

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.table.heads)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = self.table.rows[index.row()], index.column()
        cell = row[column] if column < len(row) else ""
        if role == _DISPLAY:
            return cell
        if role == _SPOKEN:
            says = self.tr("{row}, {column}: {number}")
            about = says.format(row=row[0], column=self.table.heads[column], number=cell)
            return about if column else cell
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.table.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None


class ReportTable(QTableView):
    """A table to be read: a row at a time by the keys, its total last.

    Where large words have no room its columns stand closer together, before it is scrolled aside.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("reportTable")
        self.setAccessibleName(self.tr("Numbers"))
        self._look = look
        self._words: list[int] = []  # how wide those of each column are
        self.side = _SIDE
        self.numbers = TableModel(self)
        self.setModel(self.numbers)
        self.setItemDelegate(_Cells(look, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.room(_ROW))
        head = self.horizontalHeader()
        head.setFont(look.font("column head"))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(1)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        rows = _FEWEST_ROWS * look.room(_ROW) + head.sizeHint().height()
        self.setMinimumHeight(rows)

    def show_table(self, table: Table) -> None:
        """Show another table, from its top."""
        self.numbers.show_table(table)
        words, heads = self._look.metrics("row name"), self._look.metrics("column head")
        self._words = [
            max(
                [
                    heads.horizontalAdvance(head),
                    *(words.horizontalAdvance(row[column]) for row in table.rows),
                ]
            )
            for column, head in enumerate(table.heads)
        ]
        self._set_columns()
        if table.rows:
            self.setCurrentIndex(self.numbers.index(0, 0))

    @property
    def wanted_width(self) -> int:
        """How wide all columns are together, where they have room."""
        return self._length(_SIDE) + 2 * _SIDE + 4

    def _length(self, side: int) -> int:
        return sum(self._words) + len(self._words) * (2 * side + _SLACK)

    def _set_columns(self) -> None:
        """Let the columns stand as far apart as there is room for."""
        is_tight = self._length(_SIDE) > self.viewport().width()
        self.side = _LEAST_SIDE if is_tight else _SIDE
        head = self.horizontalHeader()
        if head.property("is_tight") != is_tight:
            head.setProperty("is_tight", is_tight)
            head.style().polish(head)
        for column, width in enumerate(self._words):
            self.setColumnWidth(column, width + 2 * self.side + _SLACK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_columns()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class _Cells(QStyledItemDelegate):
    """Words at the leading edge, numbers at the trailing one, the total in bold."""

    def __init__(self, look: Look, view: ReportTable) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, place = self._look, QRect(option.rect)
        is_total = index.row() == self._view.numbers.rowCount() - 1
        is_picked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(place)
        if is_picked:
            painter.fillRect(place, look.colour("accentSoft"))
        line = QRect(place.left(), place.bottom(), place.width(), 1)
        painter.fillRect(line, look.colour("line"))
        font = look.font("row")
        if is_total or index.column() == 0:
            font.setWeight(QFont.Weight.DemiBold if is_total else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        leading, trailing = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        words = place.adjusted(self._view.side, 0, -self._view.side, 0)
        align = trailing if index.column() else leading
        paint_words(painter, words, str(index.data()), align=align)
        if is_picked and self._view.hasFocus():
            last = index.model().columnCount() - 1
            ends = [self._view.visualRect(index.model().index(index.row(), n)) for n in (0, last)]
            row = ends[0].united(ends[1]).adjusted(0, 0, 0, -FOCUS_RING // 2)
            paint_focus(painter, look, row, FOCUS_RING)
        painter.restore()
