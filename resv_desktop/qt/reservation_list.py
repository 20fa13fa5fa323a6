"""Reservations to pick from: one row each, in two lines, by time."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.day_words import held_marks
from resv_desktop.qt.look import GAP, ICON, TWO_LINE_ROW, Look, Role, Use
from resv_desktop.qt.widgets.pick_list import PickDelegate, PickList
from resv_desktop.qt.widgets.shapes import paint_words

_SIDE = 16
_ICON_TO_WORDS = 14
_BETWEEN = 1


_SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class Part(IntEnum):
    """What a row is made of, as roles of the model."""

    RESERVATION = Qt.ItemDataRole.UserRole + 1
    WHEN = Qt.ItemDataRole.UserRole + 2
    WHO = Qt.ItemDataRole.UserRole + 3
    WHERE = Qt.ItemDataRole.UserRole + 4
    PHONE = Qt.ItemDataRole.UserRole + 5


class ReservationsModel(QAbstractListModel):
    """Shows the reservations it is given; where there are several restaurants each row says which.

    Rows that stay keep their place, so that the host's choice survives.
    """

    def __init__(self, restaurants: Sequence[Restaurant]) -> None:
        super().__init__()
        self._restaurants = {restaurant.id: restaurant for restaurant in restaurants}
        self._rows: list[Reservation] = []

    def show_restaurants(self, restaurants: Sequence[Restaurant]) -> None:
        """Say of each row where it is by what these are called."""
        self._restaurants = {restaurant.id: restaurant for restaurant in restaurants}
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def show_reservations(self, reservations: Sequence[Reservation]) -> None:
        """Show these and no others."""
        wanted = list(reservations)
        kept = {r.id for r in wanted}
        for row in reversed(range(len(self._rows))):
            if self._rows[row].id not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        if [r.id for r in self._rows] == [r.id for r in wanted]:
            self._rows = wanted
            if wanted:
                self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))
            return
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()

    def reservation(self, index: QModelIndex | QPersistentModelIndex) -> Reservation | None:
        """Return the reservation of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def reservations(self) -> list[Reservation]:
        """Return all rows."""
        return list(self._rows)

    def row_of(self, reservation_id: str) -> int | None:
        """Return the row of a reservation, or None."""
        return next((n for n, r in enumerate(self._rows) if r.id == reservation_id), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Part.RESERVATION:
            return row
        if role in _SPOKEN:
            parts = (str(self._part(row, part)) for part in tuple(Part)[1:])
            return ", ".join(part for part in parts if part)
        return self._part(row, role)

    def _part(self, row: Reservation, part: int) -> str | None:
        match part:
            case Part.WHEN:
                return f"{words.day(row.starts_at.date())}, {words.hour(row.starts_at)}"
            case Part.WHO:
                return row.name
            case Part.WHERE:
                return self._where(row)
            case Part.PHONE:
                home = self._restaurants.get(row.rest_id)
                return words.phone(row.reserved_by, region_of(home.phone) if home else None)
        return None

    def _where(self, row: Reservation) -> str:
        says = self.tr("Table {table}").format(table=words.table(row.table_id))
        if row.party_size is not None:
            party = self.tr("party of {party}").format(party=row.party_size)
            says = f"{says}, {party}"
        home = self._restaurants.get(row.rest_id)
        if home is not None and len(self._restaurants) > 1:
            # The restaurant comes last: what does not fit is cut there, never the table.
            says = f"{says}, {home.name}"
        return ", ".join([says, *filter(None, held_marks(row))])


class ReservationList(PickList):
    """The rows to pick one of."""

    def __init__(self, look: Look, model: ReservationsModel) -> None:
        super().__init__()
        self.setObjectName("reservationList")
        self.setModel(model)
        self.setItemDelegate(_Rows(look, self))


class _Rows(PickDelegate):
    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self._look.room(TWO_LINE_ROW, 2))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        self.paint_ground(painter, option, index)
        look, rect = self._look, option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        size = look.px(ICON)
        mark = QRect(rect.left(), rect.center().y() - size // 2, size, size)
        look.paint_icon(
            painter, "bookmark", "reserved", QStyle.visualRect(option.direction, rect, mark)
        )
        lead = size + _ICON_TO_WORDS
        top, low = look.metrics("label").height(), look.metrics("secondary").height()
        above = QRect(rect.left() + lead, 0, rect.width() - lead, top)
        above.moveTop(rect.top() + (rect.height() - top - low - _BETWEEN) // 2)
        below = QRect(above.left(), above.bottom() + 1 + _BETWEEN, above.width(), low)
        rtl = option.direction
        self._paint_pair(
            painter,
            _Line(QStyle.visualRect(rtl, rect, above), rtl, "label", "text"),
            keep=str(index.data(Part.WHEN)),
            elide=str(index.data(Part.WHO)),
            keeps_leading=True,
        )
        self._paint_pair(
            painter,
            _Line(QStyle.visualRect(rtl, rect, below), rtl, "secondary", "muted"),
            keep=str(index.data(Part.PHONE)),
            elide=str(index.data(Part.WHERE)),
            keeps_leading=False,
        )
        painter.restore()

    def _paint_pair(
        self, painter: QPainter, line: "_Line", *, keep: str, elide: str, keeps_leading: bool
    ) -> None:
        """Paint words at both ends; those to elide get what the others leave."""
        painter.setFont(self._look.font(line.use))
        painter.setPen(self._look.colour(line.ink))
        metrics = painter.fontMetrics()
        room = line.rect.width() - metrics.horizontalAdvance(keep) - GAP
        elide = metrics.elidedText(elide, Qt.TextElideMode.ElideRight, max(0, room))
        first, last = (keep, elide) if keeps_leading else (elide, keep)
        is_rtl = line.direction == Qt.LayoutDirection.RightToLeft
        sides = [Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight]
        for side, says in zip(reversed(sides) if is_rtl else sides, (first, last), strict=True):
            paint_words(painter, line.rect, says, align=side | Qt.AlignmentFlag.AlignAbsolute)


class _Line(NamedTuple):
    rect: QRect
    direction: Qt.LayoutDirection
    use: Use
    ink: Role
