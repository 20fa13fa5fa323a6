"""The lines of a history: one row each, with its sign, when it was and what was done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from resv_desktop.domain.journal import Line
from resv_desktop.qt import words
from resv_desktop.qt.history.history_words import Telling, icon
from resv_desktop.qt.look import GRID, ICON, TWO_LINE_ROW, Look, Role, Use
from resv_desktop.qt.rows_model import ROW, RowsModel
from resv_desktop.qt.widgets.pick_list import Index, PickDelegate, PickList
from resv_desktop.qt.widgets.shapes import paint_words
from resv_desktop.qt.widgets.text_lines import lines_of

_SIDE: Final = 12
_GAP: Final = 12
_LINES: Final = 2
_ROWS_BEFORE_THE_END: Final = 5  # the next page is asked for before the last row is reached


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A line in words; day is "" for today, undone "" where it was not taken back."""

    key: str
    line: Line
    time: str
    day: str
    sentence: str
    undone: str


def row_of(line: Line, by: Line | None, telling: Telling) -> HistoryRow:
    """Return a line, which another one may have taken back, in words."""
    return HistoryRow(
        key=line.id,
        line=line,
        time=words.hour(line.at),
        day=telling.day(line.at),
        sentence=telling.sentence(line),
        undone=telling.undone(by) if by else "",
    )


def spoken(row: HistoryRow) -> str:
    """Say a whole row, for those who hear it."""
    when = f"{row.day}, {row.time}" if row.day else row.time
    if row.undone:
        says = QCoreApplication.translate("History", "{when}: {sentence}. {undone}.")
    else:
        says = QCoreApplication.translate("History", "{when}: {sentence}.")
    return says.format(when=when, sentence=row.sentence, undone=row.undone)


class HistoryList(PickList):
    """Nothing is picked for the host; what is picked and what is at the top stay where they are.

    older_wanted is emitted as the end comes near.
    """

    picks_first = False
    older_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("historyList")
        self.setAccessibleName(self.tr("History"))
        self._row_height = look.room(TWO_LINE_ROW, _LINES)
        self.rows: RowsModel[HistoryRow] = RowsModel(spoken, spoken, self)
        self.setModel(self.rows)
        self._delegate = _Rows(look, self)
        self.setItemDelegate(self._delegate)
        self.verticalScrollBar().setSingleStep(self._row_height)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def picked_row(self) -> HistoryRow | None:
        """The row that is picked, or None."""
        return self.rows.row(self.picked())

    def show_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Bring the list in line with the rows."""
        bar = self.verticalScrollBar()
        top = self.rows.row(self.indexAt(self.viewport().rect().topLeft()))
        offset = bar.value() % self._row_height
        self._delegate.make_room({row.day or row.time for row in rows})
        self.rows.show_rows(rows)
        if top is not None and bar.value() > 0:
            at = self.rows.index_of(top.key)
            self.doItemsLayout()
            bar.setValue(at.row() * self._row_height + offset if at.isValid() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt counts on from a row that has only the ring; what is not picked yet is picked first.
        is_step = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if is_step and self.picked_row is None and self.rows.rows:
            self.pick(max(0, self.indexAt(self.viewport().rect().topLeft()).row()))
        else:
            super().keyPressEvent(event)

    def _on_scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - _ROWS_BEFORE_THE_END * self._row_height:
            self.older_wanted.emit()


class _Rows(PickDelegate):
    def __init__(self, look: Look, view: QWidget) -> None:
        super().__init__(look, view)
        self._when = 0  # how wide the widest day or time is

    def make_room(self, said: Collection[str]) -> None:
        """Let these days and times have room."""
        advance = self._look.metrics("secondary").horizontalAdvance
        self._when = max((advance(each) for each in said), default=0) + GRID // 2

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._look.room(TWO_LINE_ROW, _LINES))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.paint_ground(painter, option, index)
        look, row = self._look, index.data(ROW)
        inside = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        place = _Place(painter, look, inside, option.direction)
        name, role = icon(row.line)
        size, lead = look.px(ICON), 0
        place.icon(name, "muted" if row.undone else role, lead, size)
        lead += size + _GAP
        when = [row.time, row.day] if row.day else [row.time]
        place.lines([(each, "muted") for each in when], lead, self._when, "secondary")
        lead += self._when + _GAP
        room, font = inside.width() - lead, look.font("row")
        said: list[tuple[str, Role]]
        if row.undone:
            said = [(each, "muted") for each in lines_of(row.sentence, font, room, 1)]
            said += [(each, "accent") for each in lines_of(row.undone, font, room, 1)]
        else:
            said = [(each, "text") for each in lines_of(row.sentence, font, room, _LINES)]
        place.lines(said, lead, room, "row")
        painter.restore()


class _Place:
    """Paints within one row; places are counted from its leading edge."""

    def __init__(
        self, painter: QPainter, look: Look, rect: QRect, direction: Qt.LayoutDirection
    ) -> None:
        self._painter, self._look, self._rect, self._direction = painter, look, rect, direction

    def icon(self, name: str, role: Role, lead: int, size: int) -> None:
        """Paint a sign on the middle line."""
        top = self._rect.top() + (self._rect.height() - size) // 2
        mark = QRect(self._rect.left() + lead, top, size, size)
        self._look.paint_icon(self._painter, name, role, self._seen(mark))

    def lines(self, said: Sequence[tuple[str, Role]], lead: int, width: int, use: Use) -> None:
        """Paint lines, each in its colour, one under the other around the middle line."""
        look, rect = self._look, self._rect
        self._painter.setFont(look.font(use))
        height = look.metrics(use).height()
        top = rect.top() + (rect.height() - height * len(said)) // 2
        for number, (text, role) in enumerate(said):
            self._painter.setPen(look.colour(role))
            line = QRect(rect.left() + lead, top + number * height, width, height)
            paint_words(self._painter, self._seen(line), text, align=Qt.AlignmentFlag.AlignLeading)

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._rect, place)
