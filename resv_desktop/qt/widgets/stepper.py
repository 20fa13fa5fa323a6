"""How many of one kind: fewer, more, or typed."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QSpinBox, QStyle, QWidget

from resv_desktop.qt.look import CELL_RADIUS, CONTROL_RADIUS, SMALL_ICON, TARGET, Look, Role
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus

_WIDTH = 144


class Stepper(QSpinBox):
    """A number between a minus and a plus; arrow keys and digits do the same.

    valueChanged is Qt's own; changed is emitted only when the host changes the number.
    """

    changed = Signal(int)

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        smallest: int = 0,
        largest: int = 99,
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._is_told = False
        self.setAccessibleName(name)
        self.setRange(smallest, largest)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFont(look.font("number"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.minus = _Step(look, "minus", self.tr("One fewer: {name}").format(name=name), self)
        self.plus = _Step(look, "plus", self.tr("One more: {name}").format(name=name), self)
        self.minus.clicked.connect(self.stepDown)
        self.plus.clicked.connect(self.stepUp)
        self.valueChanged.connect(self._on_value)
        self._on_value(self.value())

    def set_value(self, value: int) -> None:
        """Set the number without emitting changed."""
        self._is_told = True
        try:
            self.setValue(value)
        finally:
            self._is_told = False

    def _on_value(self, value: int) -> None:
        self.minus.setEnabled(value > self.minimum())
        self.plus.setEnabled(value < self.maximum())
        self.setProperty("ink", "muted" if value == self.minimum() == 0 else "text")
        self.style().unpolish(self)
        self.style().polish(self)
        if not self._is_told:
            self.changed.emit(value)

    def _place(self) -> None:
        for step, left in ((self.minus, 0), (self.plus, self.width() - TARGET)):
            place = self.rect()
            place.setLeft(left)
            place.setWidth(TARGET)
            step.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
        self.lineEdit().setGeometry(TARGET, 2, self.width() - 2 * TARGET, self.height() - 4)

    def sizeHint(self) -> QSize:
        width = 2 * TARGET + self._look.px(_WIDTH - 2 * TARGET)
        return QSize(width, self._look.room(TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the page past it must not change it.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        fill = look.colour("surface" if self.isEnabled() else "sunken")
        edge = look.colour("lineStrong" if self.isEnabled() else "line")
        paint_box(painter, self.rect(), radius=CONTROL_RADIUS, fill=fill, edge=edge)
        if self.hasFocus():
            paint_focus(painter, look, self.rect(), CONTROL_RADIUS)
        painter.end()


class _Step(Button):
    def __init__(self, look: Look, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(look, "", "quiet", icon, parent)
        self._step_icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoRepeat(True)
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink: Role = "accent" if self.isEnabled() else "lineStrong"
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            fill = self._look.colour("accentSoft" if self.isDown() else "raised")
            paint_box(painter, self.rect().adjusted(4, 4, -4, -4), radius=CELL_RADIUS, fill=fill)
        size = self._look.px(SMALL_ICON)
        place = self.rect()
        place.setSize(QSize(size, size))
        place.moveCenter(self.rect().center())
        self._look.paint_icon(painter, self._step_icon, ink, place)
        painter.end()
