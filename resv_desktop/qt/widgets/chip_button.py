"""A chip that can be pressed: something is to be done, in a few words."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle

from resv_desktop.qt.look import PILL, SMALL_ICON, TARGET, Look
from resv_desktop.qt.widgets.one_press import OnePress
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

_SIDE = 12
_GAP = 8


class ChipButton(OnePress, QPushButton):
    """Looks like a warning chip and is as high as a finger; hidden while there is nothing to do."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._look = look
        self.setFont(look.font("pill"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def say(self, text: str) -> None:
        """Say what there is to do; "" hides it."""
        self.setText(text)
        self.updateGeometry()
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        width = 2 * _SIDE + self._look.px(SMALL_ICON) + _GAP + words
        return QSize(width, self._look.room(TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, height = self._look, self._look.room(PILL)
        pill = QRect(0, (self.height() - height) // 2, self.width(), height)
        is_hot = self.underMouse() or self.isDown()
        edge = look.colour("warn") if is_hot else None
        paint_box(painter, pill, radius=height / 2, fill=look.colour("warnBg"), edge=edge)
        if self.hasFocus():
            ring = pill.adjusted(0, -3, 0, 3)
            paint_focus(painter, look, ring, ring.height() / 2)
        size = look.px(SMALL_ICON)
        mark = QRect(_SIDE, (self.height() - size) // 2, size, size)
        direction = self.layoutDirection()
        look.paint_icon(
            painter, "triangle", "warn", QStyle.visualRect(direction, self.rect(), mark)
        )
        painter.setFont(self.font())
        painter.setPen(look.colour("warn"))
        words = self.rect().adjusted(_SIDE + size + _GAP, 0, 0, 0)
        words = QStyle.visualRect(direction, self.rect(), words)
        paint_words(painter, words, self.text(), align=Qt.AlignmentFlag.AlignLeading)
        painter.end()
