"""The rows of a file, each with its sign and what becomes of it; tens of thousands of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from resv_desktop.exchange.dry_run import Outcome
from resv_desktop.qt import words
from resv_desktop.qt.exchange.outcome_words import SIGNS, OutcomeRow
from resv_desktop.qt.look import ICON, TWO_LINE_ROW, Look, Role, Use
from resv_desktop.qt.rows_model import ROW
from resv_desktop.qt.widgets.pick_list import Index, PickDelegate, PickList
from resv_desktop.qt.widgets.shapes import paint_words

_SIDE: Final = 12
_GAP: Final = 12
_AT_ONCE: Final = 2_000  # rows that are laid out before the window has its turn
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_NO_INDEX: Final = QModelIndex()


class OutcomeModel(QAbstractListModel):
    """Shows the rows it is given, as they are; another list of them is another reset."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Outcome] = ()
        self.cells: Mapping[int, tuple[str, ...]] = {}  # of each row of the file, by its number

    def row(self, number: int) -> OutcomeRow:
        """Return a row that is shown, with its words."""
        outcome = self.rows[number]
        return OutcomeRow(outcome, self.cells.get(outcome.row, ()))

    def show_rows(self, rows: Sequence[Outcome]) -> None:
        """Show other rows; takes as long for many as for few."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if role in (_DISPLAY, _SPOKEN, _TOOLTIP):
            return row.spoken
        return None


class OutcomeList(PickList):
    """Rows of two lines: who wants to come when, and what becomes of it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("importRows")
        self.setAccessibleName(self.tr("Rows of the file"))
        self.rows = OutcomeModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(look, self))
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_AT_ONCE)
        self.verticalScrollBar().setSingleStep(look.room(TWO_LINE_ROW, 2))


class _Rows(PickDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._look.room(TWO_LINE_ROW, 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.paint_ground(painter, option, index)
        look, row = self._look, index.data(ROW)
        inside = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        size = look.px(ICON)
        sign, role = SIGNS[row.outcome.state]
        mark = QRect(inside.left(), inside.center().y() - size // 2, size, size)
        seen = QStyle.visualRect(option.direction, inside, mark)
        look.paint_icon(painter, sign, role, seen)
        number = str(row.outcome.row)
        said = inside.adjusted(size + _GAP, 0, 0, 0)
        wide = look.metrics("secondary").horizontalAdvance(number)
        title, below = look.metrics("row name").height(), look.metrics("secondary").height()
        top = said.top() + (said.height() - title - below - 2) // 2
        first = QRect(said.left(), top, said.width() - wide - _GAP, title)
        second = QRect(said.left(), top + title + 2, said.width(), below)
        last = QRect(said.right() - wide + 1, top, wide, title)
        is_plain = row.outcome.state in ("would", "reserved", "there")
        self._line(painter, option, inside, first, row.title, "row name", "text")
        ink: Role = "muted" if is_plain and row.outcome.why is None else role
        self._line(painter, option, inside, second, row.sentence, "secondary", ink)
        self._line(painter, option, inside, last, number, "secondary", "muted")
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        place: QRect,
        text: str,
        use: Use,
        ink: Role,
    ) -> None:
        look = self._look
        painter.setFont(look.font(use))
        painter.setPen(look.colour(ink))
        elide = Qt.TextElideMode.ElideRight
        shown = look.metrics(use).elidedText(text, elide, place.width())
        seen = QStyle.visualRect(option.direction, inside, place)
        paint_words(painter, seen, words.line_apart(shown), align=Qt.AlignmentFlag.AlignLeading)
