"""One of a few, all of them in sight."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from resv_desktop.qt.look import (
    CELL_RADIUS,
    CONTROL_RADIUS,
    FOCUS_RING,
    PADDING,
    TARGET,
    Look,
    Role,
    Use,
)
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

_INSET = 4
_SEPARATOR_INSET = 11
_DIGIT_SIDE = 9


class SegmentedControl(QWidget):
    """A row of segments of equal width, at most one of them chosen.

    chosen is emitted when the host chooses, by click or arrow key, never by set_index.
    """

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        labels: Sequence[str],
        *,
        names: Sequence[str] = (),
        use: Use = "button",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._segments: list[_Segment] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, label in enumerate(labels):
            segment = _Segment(look, label, use, self)
            segment.setAccessibleName(names[index] if names else label)
            segment.setToolTip(names[index] if names else "")
            self._group.addButton(segment, index)
            self._segments.append(segment)
            row.addWidget(segment)
        self._fit()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._segments[0])
        self._group.idClicked.connect(self.chosen)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def index(self) -> int | None:
        """The chosen segment, or None."""
        index = self._group.checkedId()
        return index if index >= 0 else None

    def set_index(self, index: int | None) -> None:
        """Choose a segment, or none; a sunken one cannot be chosen."""
        if index is None:
            self._choose_none()
        elif self._segments[index].isEnabled():
            self._segments[index].setChecked(True)

    def set_labels(self, labels: Sequence[str]) -> None:
        """Say other words on the segments, which then are as wide as those ask for."""
        for segment, label in zip(self._segments, labels, strict=True):
            segment.setText(label)
            segment.setAccessibleName(label)
        self._fit()

    def _fit(self) -> None:
        width = max(segment.needed_width() for segment in self._segments)
        for segment in self._segments:
            segment.setFixedSize(width, self._look.room(TARGET))

    def set_available(self, count: int) -> None:
        """Sink all segments after the first count; a choice among them is given up."""
        for number, segment in enumerate(self._segments):
            segment.setEnabled(number < count)
        if self.index is not None and self.index >= count:
            self._choose_none()
        self.update()

    def segment(self, index: int) -> QAbstractButton:
        """Return one segment, for shortcuts and automation."""
        return self._segments[index]

    def _choose_none(self) -> None:
        self._group.setExclusive(False)
        for segment in self._segments:
            segment.setChecked(False)
        self._group.setExclusive(True)
        self._segments[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._segments[0])

    def _on_toggled(self, index: int, is_checked: bool) -> None:
        if is_checked:
            self.setFocusProxy(self._segments[index])
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        paint_box(painter, self.rect(), radius=CONTROL_RADIUS, fill=look.colour("surface"))
        self._paint_sunken(painter)
        self._paint_separators(painter)
        paint_box(painter, self.rect(), radius=CONTROL_RADIUS, edge=look.colour("lineStrong"))
        if any(segment.hasFocus() for segment in self._segments):
            paint_focus(painter, look, self.rect(), CONTROL_RADIUS)
        painter.end()

    def _paint_sunken(self, painter: QPainter) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), CONTROL_RADIUS, CONTROL_RADIUS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        for segment in self._segments:
            if not segment.isEnabled():
                painter.fillRect(segment.geometry(), self._look.colour("sunken"))
        painter.restore()

    def _paint_separators(self, painter: QPainter) -> None:
        line = self._look.colour("line")
        for before, after in zip(self._segments, self._segments[1:], strict=False):
            if before.isChecked() or after.isChecked() or before.isEnabled() != after.isEnabled():
                continue
            x = max(before.x(), after.x())
            height = self.height() - 2 * _SEPARATOR_INSET
            painter.fillRect(QRect(x, _SEPARATOR_INSET, 1, height), line)


class _Segment(QRadioButton):
    def __init__(self, look: Look, label: str, use: Use, row: QWidget) -> None:
        super().__init__(row)
        self._look, self._row = look, row
        self.setText(label)
        self.setFont(look.font(use))
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def needed_width(self) -> int:
        """Return the width its words ask for; a digit asks for a finger's width."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        is_digit = len(self.text()) == 1
        return max(TARGET, words + 2 * (_INSET + _DIGIT_SIDE if is_digit else PADDING + 2))

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802 - Qt calls it by this name
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        return QSize(self.needed_width(), self._look.room(TARGET))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row.update()  # the ring goes around all segments, not only where this one is

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if shiboken6.isValid(self._row):  # one that is being deleted first gives up the keys
            self._row.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        cell = self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET)
        words: Role = "text"
        if not self.isEnabled():
            words = "text" if self.isChecked() else "muted"
            if self.isChecked():
                paint_box(painter, cell, radius=CELL_RADIUS, fill=look.colour("line"))
        elif self.isChecked():
            words = "onAccent"
            paint_box(painter, cell, radius=CELL_RADIUS, fill=look.colour("accent"))
        elif self.isDown():
            paint_box(painter, cell, radius=CELL_RADIUS, fill=look.colour("accentSoft"))
        elif self.underMouse():
            paint_box(painter, cell, radius=CELL_RADIUS, fill=look.colour("raised"))
        if self.hasFocus() and self.isChecked():
            ring = cell.adjusted(FOCUS_RING, FOCUS_RING, -FOCUS_RING, -FOCUS_RING)
            edge = look.colour("onAccent")
            paint_box(painter, ring, radius=CELL_RADIUS - FOCUS_RING, edge=edge, width=1)
        elif self.hasFocus():
            paint_focus(painter, look, cell, CELL_RADIUS)
        painter.setFont(self.font())
        painter.setPen(look.colour(words))
        paint_words(painter, self.rect(), self.text(), align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()
