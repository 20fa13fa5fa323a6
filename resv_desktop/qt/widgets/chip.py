"""How things stand, in a few words: how fresh the screen is, whether the clock is right."""

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle

from resv_desktop.qt.look import PILL, SMALL_ICON, Look, Role
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

ChipKind = Literal["ok", "warn"]
_DOT = 6
_SIDE = 12
_GAP = 8


class Chip(QLabel):
    """A round label: a dot and words while all is well, an icon and words when it is not."""

    def __init__(self, look: Look, name: str, *, icon: str = "clock") -> None:
        super().__init__()
        self._icon = icon
        self.setObjectName(name)
        self._look = look
        self._kind: ChipKind = "ok"
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say("ok", "")

    @property
    def kind(self) -> ChipKind:
        """Whether all is well."""
        return self._kind

    def say(self, kind: ChipKind, text: str) -> None:
        """Say how things stand."""
        self._kind = kind
        self.setFont(self._look.font("chip" if kind == "ok" else "pill"))
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(2 * _SIDE + self._mark() + _GAP + words, self._look.room(PILL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, rect, mark = self._look, self.rect(), self._mark()
        is_ok = self._kind == "ok"
        fill = look.colour("surface" if is_ok else "warnBg")
        edge = look.colour("line") if is_ok else None
        paint_box(painter, rect, radius=rect.height() / 2, fill=fill, edge=edge)
        place = QRect(_SIDE, (rect.height() - mark) // 2, mark, mark)
        place = QStyle.visualRect(self.layoutDirection(), rect, place)
        if is_ok:
            paint_box(painter, QRectF(place), radius=mark / 2, fill=look.colour("success"))
        else:
            look.paint_icon(painter, self._icon, "warn", place)
        ink: Role = "text" if is_ok else "warn"
        painter.setFont(self.font())
        painter.setPen(look.colour(ink))
        words = rect.adjusted(_SIDE + mark + _GAP, 0, 0, 0)
        words = QStyle.visualRect(self.layoutDirection(), rect, words)
        paint_words(painter, words, self.text(), align=Qt.AlignmentFlag.AlignLeading)
        painter.end()

    def _mark(self) -> int:
        return self._look.px(_DOT if self._kind == "ok" else SMALL_ICON)
