"""Paints one row of a list: words, signs and the box of what is picked, in either direction."""

import re
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QStaticText, QTransform

from resv_desktop.qt.look import CONTROL_RADIUS, GUTTER, Look, Role, Use
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus
from resv_desktop.qt.widgets.state_pill import State, paint_pill

# As numbers, since Python's flags cost more than the painting.
_LINE: Final = (
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
).value | Qt.TextFlag.TextSingleLine.value
_LEFT: Final = _LINE | Qt.AlignmentFlag.AlignLeft.value
_RIGHT: Final = _LINE | Qt.AlignmentFlag.AlignRight.value
_MOST_KEPT: Final = 5000
# Letters of the house's first font and signs without any: their lines are as high as the font.
_LATIN: Final = re.compile("[\\u0000-\\u036f\\u2000-\\u206f]*")
SIDE = 17  # from a panel's inner edge to the first word of a row
END = GUTTER + 3  # from its other edge to where a row ends: the scroll bar's gutter stays free
_BOX = 5
_USUAL_NUMBER = "88"
BOUNDLESS = 100_000


class TypeSet(NamedTuple):
    """Words whose letters have their places: to paint them takes a sixth of the time."""

    words: QStaticText
    width: float
    height: float


class Measures:
    """How wide words are, kept: the same hours, labels and names are painted again and again."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._kept: dict[tuple[str, Use, int], tuple[str, int]] = {}
        self._set: dict[tuple[str, Use], TypeSet | None] = {}

    def typeset(self, text: str, use: Use) -> TypeSet | None:
        """Return words as they are painted; None where other fonts may have a part in them."""
        key = (text, use)
        if key not in self._set:
            if len(self._set) > _MOST_KEPT:
                self._set.clear()
            self._set[key] = self._typeset(text, use) if _LATIN.fullmatch(text) else None
        return self._set[key]

    def _typeset(self, text: str, use: Use) -> TypeSet:
        font = self._look.font(use)
        metrics = QFontMetricsF(font)
        words = QStaticText(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.prepare(QTransform(), font)
        return TypeSet(words, metrics.horizontalAdvance(text), metrics.height())

    def fit(self, text: str, use: Use, room: int) -> tuple[str, int]:
        """Return what of a text fits a room, and how wide that is."""
        key = (text, use, room)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            metrics = self._look.metrics(use)
            # Qt elides already where a fraction of a point is missing; widths here are whole ones.
            is_whole = metrics.horizontalAdvance(text) <= room
            dots = Qt.TextElideMode.ElideRight
            shown = text if is_whole else metrics.elidedText(text, dots, max(0, room))
            found = self._kept[key] = (shown, metrics.horizontalAdvance(shown))
        return found


class RowPainter:
    """Paints within one row; places are counted from the leading edge of the panel.

    Everything is mirrored where the layout runs from right to left. width is that of the panel,
    so that rows stay as they are when the scroll bar comes and goes. In grey every word and sign
    is muted, whatever it stands for: it can be read and promises nothing.
    """

    def __init__(
        self,
        painter: QPainter,
        look: Look,
        measures: Measures,
        rect: QRect,
        width: int,
        direction: Qt.LayoutDirection,
        *,
        is_grey: bool = False,
    ) -> None:
        self._painter = painter
        self._measures = measures
        self.look = look
        self._rtl = direction == Qt.LayoutDirection.RightToLeft
        self._direction = direction
        self._is_grey = is_grey
        left = rect.right() + 1 - width if self._rtl else rect.left()
        self._row = QRect(left, rect.top(), width, rect.height())
        self.end = width - END
        self.words_end = self.end - (SIDE - _BOX)  # as far from the box as they begin

    def ground(self, role: Role) -> None:
        """Fill the whole row."""
        self._painter.fillRect(self._row, self.look.colour(role))

    def rule_across(self, *, at_top: bool) -> None:
        """Paint a thin line along the whole of an edge."""
        self.rule(0, self._row.width(), at_top=at_top)

    def rule(self, start: int, end: int, *, at_top: bool = False) -> None:
        """Paint a thin line along an edge of the row."""
        row = self._row
        top = 0 if at_top else row.height() - 1
        place = self._place(start, end - start, top, 1)
        self._painter.fillRect(place, self.look.colour("line"))

    def box(self, *, fill: Role | None, is_focused: bool) -> None:
        """Paint what shows that the row is picked, or under the pointer."""
        inset = 0 if is_focused else 1
        height = self._row.height() - 2 * inset
        place = self._place(_BOX, self.end - _BOX, inset, height)
        if fill is not None:
            paint_box(self._painter, place, radius=CONTROL_RADIUS, fill=self.look.colour(fill))
        if is_focused:
            paint_focus(self._painter, self.look, place, CONTROL_RADIUS)

    def words(self, text: str, start: int, end: int, use: Use, role: Role) -> int:
        """Paint words from a place on, cut only where the row ends; return where they end."""
        shown, width = self._measures.fit(text, use, end - start)
        self._text(shown, start, end + 1, use, role, _RIGHT if self._rtl else _LEFT)
        return start + width

    def words_ending(self, text: str, end: int, use: Use, role: Role) -> int:
        """Paint words that end at a place; return where they start."""
        start = end - self.width_of(text, use)
        self._text(text, start - 2, end, use, role, _LEFT if self._rtl else _RIGHT)
        return start

    def number_ending(self, text: str, end: int, use: Use, role: Role, *, least: int = 0) -> int:
        """Paint a number that ends at a place, cut where it would start before another; return
        where it starts.

        Ones stand under ones in either direction: digits are never mirrored.
        """
        text, _ = self._measures.fit(text, use, end - least)
        if not self._rtl:
            return self.words_ending(text, end, use, role)
        start = end - max(self.width_of(text, use), self.width_of(_USUAL_NUMBER, use))
        self._text(text, start - 1, end, use, role, _RIGHT)
        return start

    def width_of(self, text: str, use: Use) -> int:
        """Return how wide words are."""
        return self._measures.fit(text, use, BOUNDLESS)[1]

    def icon(self, name: str, start: int, size: int, role: Role) -> None:
        """Paint a sign on the middle line."""
        place = self._place(start, size, (self._row.height() - size) // 2, size)
        self.look.paint_icon(self._painter, name, self._ink(role), place)

    def pill(self, state: State, start: int, end: int) -> None:
        """Paint a state."""
        place = self._place(start, end - start, 0, self._row.height())
        paint_pill(self._painter, place, state, self.look, self._direction, is_grey=self._is_grey)

    def _text(self, text: str, start: int, end: int, use: Use, role: Role, flags: int) -> None:
        painter = self._painter
        painter.setFont(self.look.font(use))
        painter.setPen(self.look.colour(self._ink(role)))
        place = self._place(start, end - start, 0, self._row.height())
        if not self._rtl:
            kept = self._measures.typeset(text, use)
            if kept is None:
                painter.drawText(place, flags, text)
                return
            left = place.x() + (place.width() - kept.width if flags == _RIGHT else 0)
            top = place.y() + (place.height() - kept.height) / 2
            painter.drawStaticText(QPointF(left, top), kept.words)
            return
        # A guest's name keeps its own direction in a window that runs the other way.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(place, flags, text)
        painter.setLayoutDirection(self._direction)

    def _ink(self, role: Role) -> Role:
        return "muted" if self._is_grey else role

    def _place(self, start: int, width: int, top: int, height: int) -> QRect:
        row = self._row
        left = row.right() + 1 - start - width if self._rtl else row.left() + start
        return QRect(left, row.top() + top, width, height)
