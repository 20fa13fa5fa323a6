"""Paints the cells of the timeline: a shape and a sign for each state, then who and how many."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QStaticText, QTextOption, QTransform

from resv_desktop.qt.day_rows import AllRow
from resv_desktop.qt.day_words import free_words, holder_in_short, stations_in_short, still_seated
from resv_desktop.qt.look import (
    CELL_RADIUS,
    CONTROL_RADIUS,
    FOCUS_RING,
    ROW,
    SMALL_ICON,
    Look,
    Role,
    Use,
)
from resv_desktop.qt.row_painter import Measures
from resv_desktop.qt.widgets.shapes import paint_box
from resv_desktop.qt.widgets.state_pill import state_icon, state_role, state_word

Kind = Literal[
    "free",
    "past",
    "taking",
    "sitting",
    "reserved",
    "late",
    "uncovered",
    "arrived",
    "seated",
    "done",
]

INSET_ACROSS: Final = 3
INSET_DOWN: Final = 5
_RING_DOWN = 2  # one point of ground between a cell and the ring around it
_BAR = 3
_DASH, _DASH_EVERY = 5, 8
_HATCH_EVERY = 7
_ICON_AT = 7
_ICON_GAP = 4
_END = 7
_GAP = 4
_MARK = 14
_FAINT = 0.4
_LEAST_NAME = 44  # four letters and three dots
_MOST_SET = 5000
_ANY_WIDTH = 100_000
_GROUNDS: Final[dict[Kind, Role]] = {
    "reserved": "reservedBg",
    "late": "reservedBg",
    "uncovered": "warnBg",
    "arrived": "arrivedBg",
    "seated": "seatedBg",
    "done": "doneBg",
}


class CellPainter:
    """Paints cells of one width between begin() and end(), words last and style by style.

    What cells of a state have in common is drawn once and kept for one width, direction and
    theme; forget() lets go of it. Everything is mirrored where the layout runs from right to
    left. In grey every word and sign is muted: it can be read and promises nothing.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._measures = Measures(look)
        self._height = look.room(ROW)
        self._tops: dict[Use, int] = {}
        self._pictures: dict[tuple[Kind, bool], QPixmap] = {}
        self._style: tuple[int, float, bool] | None = None
        self._set: dict[tuple[str, Use, int], tuple[QStaticText, int]] = {}
        self._texts: dict[tuple[Use, Role], list[tuple[int, int, QStaticText]]] = {}

    def forget(self) -> None:
        """Draw everything anew: the look has changed."""
        self._pictures.clear()

    def begin(self, painter: QPainter, width: int, *, is_rtl: bool, is_grey: bool) -> None:
        """Start to paint cells of one width."""
        self._painter = painter
        self._width, self._is_rtl, self._is_grey = width, is_rtl, is_grey
        self._ratio = painter.device().devicePixelRatioF()
        style = (width, self._ratio, is_rtl)
        if style != self._style or len(self._set) > _MOST_SET:
            self._style = style
            self._pictures.clear()
            self._set.clear()

    def ring(self, left: int, top: int, *, is_picked: bool, is_focused: bool) -> None:
        """Paint the ring around a cell that is picked, or to which the keys go."""
        look = self._look
        paint_box(
            self._painter,
            QRect(left, top + _RING_DOWN, self._width, self._height - 2 * _RING_DOWN),
            radius=CONTROL_RADIUS,
            fill=look.colour("accentSoft") if is_picked else None,
            edge=look.colour("accent"),
            width=FOCUS_RING if is_focused else 1,
        )

    def target(self, left: int, top: int) -> None:
        """Paint what shows that a party can be put into a cell."""
        box = self._box().translated(left + INSET_ACROSS, top + INSET_DOWN)
        look = self._look
        soft, edge = look.colour("accentSoft"), look.colour("line")
        paint_box(self._painter, box, radius=CELL_RADIUS, fill=soft, edge=edge)

    def hover(self, left: int, top: int) -> None:
        """Paint what shows that the pointer is over a cell."""
        box = self._box().translated(left + INSET_ACROSS, top + INSET_DOWN)
        paint_box(self._painter, box, radius=CELL_RADIUS, fill=self._look.colour("sunken"))

    def cell(self, left: int, top: int, row: AllRow, *, is_leaving: bool = False) -> None:
        """Paint the shape of a cell, faintly where its party is leaving; end() writes its words."""
        kind = _kind(row)
        key = (kind, self._is_grey)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._pictures[key] = self._draw(kind, row)
        left += INSET_ACROSS
        if is_leaving:
            row = replace(row, is_past=True)  # its words are as quiet
            self._painter.setOpacity(_FAINT)
        self._painter.drawPixmap(left, top + INSET_DOWN, picture)
        self._painter.setOpacity(1)
        if kind in ("free", "past"):
            return
        start = self._look.px(_ICON_AT + SMALL_ICON) + _ICON_GAP
        end = self._width - 2 * INSET_ACROSS - _END
        if kind == "taking":
            says = stations_in_short(row.taken_at)
            self._words(left, top, says, (start, end), "row name", "warn")
            return
        if kind == "sitting":
            self._words(left, top, still_seated(), (start, end), "row", "muted")
            return
        role: Role = "muted" if row.is_past or kind == "done" else "text"
        who = holder_in_short(row.table)
        whole = self._measures.fit(who, "row name", _ANY_WIDTH)[1]
        need = min(whole, self._look.px(_LEAST_NAME))
        if row.table.reservation is None or not row.table.reservation.name:
            need = whole  # four digits say nothing unless all are there
        end = self._paint_end(left, top, row, end, start + need)
        self._words(left, top, who, (start, end), "row name", role)

    def end(self) -> None:
        """Write the words of all cells."""
        painter, look = self._painter, self._look
        for (use, role), texts in self._texts.items():
            painter.setFont(look.font(use))
            painter.setPen(look.colour("muted" if self._is_grey else role))
            for left, top, text in texts:
                painter.drawStaticText(left, top, text)
        self._texts.clear()

    def _paint_end(self, left: int, top: int, row: AllRow, end: int, least: int) -> int:
        """Paint party and marks; return where the name must end.

        The name is not to end before least: then the note is left out, and if that is not enough
        the party; an allergy never is.
        """
        reservation = row.table.reservation
        if reservation is None:
            return end
        mark = self._look.px(_MARK) + _GAP
        spare = end - least - mark * reservation.allergy
        size = "" if reservation.party_size is None else str(reservation.party_size)
        wide = self._measures.fit(size, "pill", self._width)[1]
        if size and spare >= wide + _GAP:
            role: Role = "muted" if row.is_past else state_role(row.table.state)
            self._words(left, top, size, (end - wide, end), "pill", role)
            end -= wide + _GAP
            spare -= wide + _GAP
        if reservation.note and spare >= mark:
            end = self._paint_mark(left, top, "note", "muted", end)
        if reservation.allergy:
            end = self._paint_mark(left, top, "allergy", "warn", end)
        return end

    def _paint_mark(self, left: int, top: int, name: str, role: Role, end: int) -> int:
        mark = self._look.px(_MARK)
        at = left + self._mirrored(end - mark, mark)
        place = QRect(at, top + (self._height - mark) // 2, mark, mark)
        self._look.paint_icon(self._painter, name, "muted" if self._is_grey else role, place)
        return end - mark - _GAP

    def _words(
        self, left: int, top: int, text: str, room: tuple[int, int], use: Use, role: Role
    ) -> None:
        start, end = room
        key = (text, use, end - start)
        found = self._set.get(key)
        if found is None:
            found = self._set[key] = self._typeset(*key)
        words, width = found
        at = left + self._mirrored(start, width)
        self._texts.setdefault((use, role), []).append((at, top + self._text_top(use), words))

    def _typeset(self, text: str, use: Use, room: int) -> tuple[QStaticText, int]:
        """Return what of a text fits a room, its letters in their places, and how wide that is."""
        shown, width = self._measures.fit(text, use, room)
        words = QStaticText(shown)
        words.setTextFormat(Qt.TextFormat.PlainText)
        if self._is_rtl:
            # A guest's name keeps its own direction in a window that runs the other way.
            option = QTextOption()
            option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            words.setTextOption(option)
        words.prepare(QTransform(), self._look.font(use))
        return words, width

    def _text_top(self, use: Use) -> int:
        """Return where words of a use begin to stand on the middle line of a row."""
        found = self._tops.get(use)
        if found is None:
            found = self._tops[use] = (self._height - self._look.metrics(use).height()) // 2
        return found

    def _mirrored(self, start: int, width: int) -> int:
        """Return the left edge of what starts so far from the leading edge of a cell's box."""
        return self._width - 2 * INSET_ACROSS - start - width if self._is_rtl else start

    def _box(self) -> QRect:
        return QRect(0, 0, self._width - 2 * INSET_ACROSS, self._height - 2 * INSET_DOWN)

    def _draw(self, kind: Kind, row: AllRow) -> QPixmap:
        """Draw what all cells of a kind have in common."""
        look, box = self._look, self._box()
        picture = QPixmap(box.size() * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        ink: Role = "muted" if self._is_grey else _ink(kind)
        if kind in _GROUNDS:
            ground = "doneBg" if self._is_grey else _GROUNDS[kind]
            paint_box(painter, box, radius=CELL_RADIUS, fill=look.colour(ground))
            # Bars and hatch end where the round corners do.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
            bar_ink: Role = "muted" if self._is_grey else _bar_ink(kind)
            for bar in self._bars(kind, box):
                painter.fillRect(bar, look.colour(bar_ink))
            if kind == "done":
                self._hatch(painter, box)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        size, start = look.px(SMALL_ICON), look.px(_ICON_AT)
        icon = _icon(kind)
        if icon:
            top = (box.height() - size) // 2
            place = QRect(self._mirrored(start, size), top, size, size)
            look.paint_icon(painter, icon, ink, place)
        if kind in ("free", "past"):
            is_past = kind == "past"
            says = free_words(row.table, is_past=True) if is_past else state_word("free").lower()
            width = look.metrics("row").horizontalAdvance(says)
            at = self._mirrored(start + size + _ICON_GAP, width)
            painter.setFont(look.font("row"))
            painter.setPen(look.colour("muted"))
            above = self._text_top("row") - INSET_DOWN
            painter.drawText(at, above + look.metrics("row").ascent(), says)
        painter.end()
        return picture

    def _bars(self, kind: Kind, box: QRect) -> Iterator[QRect]:
        lead = box.width() - _BAR if self._is_rtl else 0
        if kind in ("reserved", "late", "uncovered"):
            yield QRect(lead, 0, _BAR, box.height())
        elif kind == "arrived":
            for top in range(1, box.height(), _DASH_EVERY):
                yield QRect(lead, top, _BAR, _DASH)
        elif kind == "seated":
            yield QRect(0, box.height() - _BAR, box.width(), _BAR)

    def _hatch(self, painter: QPainter, box: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("line"), 1))
        height = box.height()
        for start in range(-height, box.width(), _HATCH_EVERY):
            painter.drawLine(start, height, start + height, 0)


def _kind(row: AllRow) -> Kind:
    if row.taken_at:
        return "taking"
    if row.is_sat_at:
        return "sitting"
    if row.is_uncovered:
        return "uncovered"
    if row.late:
        return "late"
    return "past" if row.is_past and row.table.is_free else row.table.state


def _ink(kind: Kind) -> Role:
    return "warn" if kind in ("taking", "late", "uncovered") else _bar_ink(kind)


def _bar_ink(kind: Kind) -> Role:
    if kind == "uncovered":
        return "warn"
    if kind == "taking" or kind == "late":  # noqa: PLR1714 - mypy narrows by each comparison
        return "reserved"
    return "muted" if kind == "sitting" else state_role(kind)


def _icon(kind: Kind) -> str:
    if kind == "taking":
        return "pencil"
    if kind == "uncovered":
        return "triangle"
    if kind == "sitting":
        return state_icon("seated")
    return "clock" if kind == "late" else state_icon(kind)
