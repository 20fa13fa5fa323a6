"""A yes or no, as high as a finger."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle

from resv_desktop.qt.look import CELL_RADIUS, CONTROL_RADIUS, GRID, TARGET, Look, Role
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

_BOX = 22
_SIDE = 3


class CheckBox(QCheckBox):
    """A box and its words; a press anywhere on them, or Space, turns it over."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self._look = look
        self.setFont(look.font("label"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        width = 2 * _SIDE + self._look.px(_BOX) + GRID + words + GRID
        return QSize(width, self._look.room(TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802 - Qt calls it by this name
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, rect, size = self._look, self.rect(), self._look.px(_BOX)
        box = QRect(_SIDE, (rect.height() - size) // 2, size, size)
        box = QStyle.visualRect(self.layoutDirection(), rect, box)
        if self.hasFocus():
            ring = box.adjusted(-_SIDE, -_SIDE, _SIDE, _SIDE)
            paint_focus(painter, look, ring, CONTROL_RADIUS)
        ground: Role = "accent" if self.isChecked() else "surface"
        if not self.isEnabled():
            ground = "sunken"
        elif self.underMouse() and not self.isChecked():
            ground = "raised"
        is_filled = self.isEnabled() and self.isChecked()
        edge = look.colour("accent" if is_filled else "lineStrong")
        paint_box(painter, box, radius=CELL_RADIUS, fill=look.colour(ground), edge=edge, width=2)
        if self.isChecked():
            mark = box.adjusted(3, 3, -3, -3)
            look.paint_icon(painter, "check", "onAccent" if is_filled else "muted", mark)
        words = rect.adjusted(_SIDE + size + GRID, 0, -_SIDE, 0)
        words = QStyle.visualRect(self.layoutDirection(), rect, words)
        painter.setFont(self.font())
        painter.setPen(look.colour("text" if self.isEnabled() else "muted"))
        paint_words(painter, words, self.text(), align=Qt.AlignmentFlag.AlignLeading)
        painter.end()
