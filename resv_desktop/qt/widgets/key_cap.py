"""A key, as it looks on a keyboard."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from resv_desktop.qt.keys import key_text
from resv_desktop.qt.look import CELL_RADIUS, Look
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

_SIDE, _HEIGHT, _GAP = 7, 22, 4
# As they are printed on the keys; those who hear them are told the names.
_SIGNS: Final = MappingProxyType({"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"})


class KeyCap(QLabel):
    """One key or a combination, in an edge; key is written as Qt writes it, or any typed words."""

    def __init__(self, look: Look, key: str, *, is_typed: bool = False) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font("pill"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = key if is_typed else key_text(key)
        last = key.rpartition("+")[2]
        self._shown = words
        if not is_typed and last in _SIGNS:
            self._shown = words.replace(key_text(last), _SIGNS[last])
        self.setText(words)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self._shown)
        height = self._look.room(_HEIGHT)
        return QSize(max(words + 2 * _SIDE, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        edge, fill = look.colour("lineStrong"), look.colour("raised")
        paint_box(painter, self.rect(), radius=CELL_RADIUS, fill=fill, edge=edge)
        painter.setFont(self.font())
        painter.setPen(look.colour("text"))
        paint_words(painter, self.rect(), self._shown, align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()


class KeyCaps(QWidget):
    """The keys of one act, side by side."""

    def __init__(self, look: Look, keys: tuple[str, ...]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for key in keys:
            row.addWidget(KeyCap(look, key))
