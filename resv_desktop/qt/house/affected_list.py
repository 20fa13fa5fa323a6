"""Parties that lose their table: one row each, with where they go instead."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from resv_desktop.domain.house_change import Affected
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import words
from resv_desktop.qt.day_words import held_marks, party
from resv_desktop.qt.house.affected_words import (
    called_words,
    dialled,
    home_words,
    why_in_full,
    why_in_short,
)
from resv_desktop.qt.house.home_choices import HomeChoices
from resv_desktop.qt.look import GRID, SMALL_ICON, TWO_LINE_ROW, Look, Role, Use
from resv_desktop.qt.rows_model import ROW, RowsModel
from resv_desktop.qt.widgets.pick_list import Index, PickDelegate, PickList
from resv_desktop.qt.widgets.shapes import paint_words

translate = QCoreApplication.translate
_SIDE: Final = 12
_GAP: Final = 12
_MARK_GAP: Final = 6
_HOME_SHARE: Final = 0.36  # of a row's width at most


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """A party that loses its table, in words; home is where it goes, None where it is called.

    mark says what is new of it since the host looked first, called who has called them.
    """

    key: str
    affected: Affected
    home: Slot | None
    hour: str
    day: str
    who: str
    party: str
    phone: str
    place: str
    goes: str
    mark: str = ""
    called: str = ""


class AffectedRows:
    """Everybody in words, with where they go as the host has chosen; who stays as they are is not
    put in words again, so that a key in a list of thousands takes no longer than in a short one.
    """

    def __init__(self) -> None:
        self._known: dict[str, AffectedRow] = {}
        self._phone = ""  # of the house, by which numbers are said

    def of(self, choices: HomeChoices, house: Restaurant) -> list[AffectedRow]:
        """Return a row for each, in their order."""
        if house.phone != self._phone:
            self._known, self._phone = {}, house.phone
        rows = [self._row(each, choices, house) for each in choices.affected]
        self._known = {row.key: row for row in rows}
        return rows

    def _row(self, each: Affected, choices: HomeChoices, house: Restaurant) -> AffectedRow:
        key = each.reservation.id
        home, mark, known = choices.home(key), _mark(choices, key), self._known.get(key)
        if known is None or (known.home, known.mark) != (home, mark):
            return row_of(each, home, house, mark=mark)
        is_same = known.affected is each or known.affected == each
        return known if is_same else row_of(each, home, house, mark=mark)


def _mark(choices: HomeChoices, held_id: str) -> str:
    if held_id in choices.moved_on:
        return translate("Affected", "Changed")
    return translate("Affected", "New") if held_id in choices.new else ""


def row_of(
    affected: Affected, home: Slot | None, house: Restaurant, *, mark: str = ""
) -> AffectedRow:
    """Return a party in words."""
    held = affected.reservation
    region = region_of(house.phone)
    phone = words.apart(dialled(held.reserved_by, region)) if held.reserved_by else ""
    called = called_words(held.called)
    table = (  # who is called knows why, and the row has to say who called
        translate("Affected", "Table {table}")
        if called
        else translate("Affected", "Table {table}, {why}")
    )
    return AffectedRow(
        key=held.id,
        affected=affected,
        home=home,
        hour=words.hour(held.starts_at),
        day=words.day(held.starts_at.date()),
        who=words.apart(held.name) or phone or translate("Day", "Walk-in"),
        party=party(held.party_size),
        phone=phone if held.name else "",
        place=table.format(
            table=words.apart(words.table(held.table_id)), why=why_in_short(affected.why, held)
        ),
        goes=translate("Affected", "called") if called and not home else home_words(home, held),
        mark=mark,
        called=called,
    )


def spoken(row: AffectedRow) -> str:
    """Say a whole row in one go, for those who hear it."""
    held = row.affected.reservation
    parts = [
        row.mark,
        f"{row.day}, {row.hour}",
        row.who,
        row.party,
        row.phone,
        *held_marks(held),
    ]
    who = ", ".join(part for part in parts if part)
    says = (
        translate("Affected", "{who}. {why} {called}.")
        if row.home is None and row.called
        else translate("Affected", "{who}. {why} Call them.")
        if row.home is None
        else translate("Affected", "{who}. {why} {called}. Goes to {place}.")
        if row.called
        else translate("Affected", "{who}. {why} Goes to {place}.")
    )
    why = why_in_full(row.affected.why, held)
    return says.format(who=who, why=why, called=row.called, place=row.goes)


class AffectedList(PickList):
    """Each party keeps its place and stays picked while the rows change under the host.

    toggled asks for the picked party to be called, or to get a home after all.
    """

    toggled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("affectedList")
        self.setAccessibleName(translate("Affected", "Reservations without a table"))
        self._row_height = look.room(TWO_LINE_ROW, 2)
        self.rows: RowsModel[AffectedRow] = RowsModel(spoken, spoken, self)
        self.setModel(self.rows)
        self._delegate = _Rows(look, self)
        self.setItemDelegate(self._delegate)
        self.verticalScrollBar().setSingleStep(self._row_height)

    @property
    def picked_row(self) -> AffectedRow | None:
        """The row that is picked, or None."""
        return self.rows.row(self.picked())

    def show_rows(self, rows: Sequence[AffectedRow]) -> None:
        """Bring the list in line; where the picked row is gone, what stands there now is picked."""
        at, picked = self.picked().row(), self.picked_row
        self._delegate.make_room({each for row in rows for each in (row.hour, row.day)})
        self.rows.show_rows(rows)
        if rows and not self.picked().isValid():
            stays = self.rows.index_of(picked.key) if picked is not None else self.picked()
            self.pick(stays.row() if stays.isValid() else min(max(at, 0), len(rows) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.picked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class _Rows(PickDelegate):
    def __init__(self, look: Look, view: QWidget) -> None:
        super().__init__(look, view)
        self._when = 0  # how wide the widest day or hour is

    def make_room(self, said: Collection[str]) -> None:
        """Let these days and hours have room."""
        advance = self._look.metrics("row name").horizontalAdvance
        self._when = max((advance(each) for each in said), default=0) + GRID // 2

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._look.room(TWO_LINE_ROW, 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.paint_ground(painter, option, index)
        row: AffectedRow = index.data(ROW)
        inside = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        place = _Place(painter, self._look, inside, option.direction)
        place.line(row.hour, 0, 0, self._when, "row name", "text")
        place.line(row.day, 1, 0, self._when, "secondary", "muted")
        lead = self._when + _GAP
        home = self._home_width(row, inside.width())
        end = inside.width() - home - _GAP
        self._paint_who(place, row, lead, end, inside.width())
        self._paint_home(place, row, end + _GAP, inside.width())
        painter.restore()

    def _paint_who(
        self, place: "_Place", row: AffectedRow, lead: int, end: int, whole: int
    ) -> None:
        held, size = row.affected.reservation, self._look.px(SMALL_ICON)
        signs: list[tuple[str, Role]] = []
        if held.allergy:
            signs.append(("allergy", "warn"))
        if held.note:
            signs.append(("note", "muted"))
        room = end - len(signs) * (size + _MARK_GAP)
        at = place.line(row.who, 0, lead, room, "row name", "text") + _MARK_GAP
        for name, role in signs:
            place.icon(name, role, 0, at, size)
            at += size + _MARK_GAP
        if row.party:
            place.line(row.party, 0, at, end, "row", "muted")
        below, start = ", ".join(filter(None, (row.place, row.phone))), lead
        if row.mark:
            start = place.line(row.mark, 1, lead, whole, "pill", "warn") + _MARK_GAP
        if row.called:
            start = place.line(row.called, 1, start, whole, "pill", "free") + _MARK_GAP
        place.line(below, 1, start, whole, "secondary", "muted")

    def _paint_home(self, place: "_Place", row: AffectedRow, lead: int, end: int) -> None:
        size = self._look.px(SMALL_ICON)
        icon, role = _sign(row)
        place.icon(icon, role, 0, lead, size)
        place.line(row.goes, 0, lead + size + _MARK_GAP, end, "row name", role)

    def _home_width(self, row: AffectedRow, width: int) -> int:
        words_width = self._look.metrics("row name").horizontalAdvance(row.goes)
        needed = self._look.px(SMALL_ICON) + _MARK_GAP + words_width + 2
        return min(needed, round(width * _HOME_SHARE))


def _sign(row: AffectedRow) -> tuple[str, Role]:
    if row.home is None:
        return ("check", "muted") if row.called else ("triangle", "warn")
    return ("move", "accent")


class _Place:
    """Paints within one row of two lines; places are counted from its leading edge."""

    def __init__(
        self, painter: QPainter, look: Look, rect: QRect, direction: Qt.LayoutDirection
    ) -> None:
        self._painter, self._look, self._rect, self._direction = painter, look, rect, direction
        self._upper = look.metrics("row name").height()
        lower = look.metrics("secondary").height()
        self._top = rect.top() + (rect.height() - self._upper - lower - 2) // 2
        self._tops = (self._top, self._top + self._upper + 2)
        self._heights = (self._upper, lower)

    def line(self, text: str, number: int, lead: int, end: int, use: Use, role: Role) -> int:
        """Write words on the first or second line, cut where they must end; return their end."""
        painter, look = self._painter, self._look
        painter.setFont(look.font(use))
        painter.setPen(look.colour(role))
        metrics = look.metrics(use)
        shown = text
        if metrics.horizontalAdvance(text) > end - lead:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, end - lead))
        place = QRect(
            self._rect.left() + lead, self._tops[number], max(0, end - lead), self._heights[number]
        )
        paint_words(painter, self._seen(place), shown, align=Qt.AlignmentFlag.AlignLeading)
        return lead + metrics.horizontalAdvance(shown)

    def icon(self, name: str, role: Role, number: int, lead: int, size: int) -> None:
        """Paint a sign on the first or second line."""
        top = self._tops[number] + (self._heights[number] - size) // 2
        mark = QRect(self._rect.left() + lead, top, size, size)
        self._look.paint_icon(self._painter, name, role, self._seen(mark))

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._rect, place)
