"""One key on the screen."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTouchEvent, QTransform
from PySide6.QtWidgets import QAbstractButton, QWidget

from resv_desktop.qt.look import CONTROL_RADIUS, ICON, Look, Role
from resv_desktop.qt.touch_keys.layouts import Place
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

_INSET: Final = 3  # of what is painted: between two keys there is no place that is none
_HELD_MS: Final = 450  # until Backspace takes back one letter after the other
_NEXT_MS: Final = 70
_AT_ONCE: Final = (None, "space", "back")  # the rest does something once it is let go
_ICONS: Final = {
    "shift": "shift",
    "back": "backspace",
    "enter": "enter",
    "next": "next-field",
    "hide": "keys-down",
}


class TouchKey(QAbstractButton):
    """Writes as soon as it is touched, once however long it is held; Backspace goes on.

    Each finger is heard by itself: of two that overlap in quick typing none is lost. It never
    takes the keys from where they are. pressed tells that it writes, clicked that it was let go
    where it was pressed.
    """

    def __init__(self, look: Look, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.place = place
        self.is_on = False  # of Shift: the next letter is a large one
        self.is_mirrored = False
        self.setObjectName(f"touchKey_{place.act or place.sign}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        if place.act == "back":
            self.setAutoRepeat(True)
            self.setAutoRepeatDelay(_HELD_MS)
            self.setAutoRepeatInterval(_NEXT_MS)

    @property
    def acts_at_once(self) -> bool:
        """Whether it does something when it is touched, not when it is let go."""
        return self.place.act in _AT_ONCE

    def say(self, text: str, name: str = "") -> None:
        """Show a text, and be called by it, or by a name."""
        self.setText(text)
        self.setAccessibleName(name or text)
        self.update()

    def turn_on(self, *, is_on: bool) -> None:
        """Show that it holds for the next letter, or does not."""
        if is_on != self.is_on:
            self.is_on = is_on
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._on_touch(event)
            event.accept()  # or it came again, as a press of the mouse
            return True
        return super().event(event)

    def _on_touch(self, event: QTouchEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.TouchBegin:
            self.setDown(True)
            self.pressed.emit()
        elif kind == QEvent.Type.TouchEnd:
            is_here = self.rect().contains(event.points()[0].position().toPoint())
            was_down = self.isDown()
            self.setDown(False)
            if was_down and is_here:
                self.clicked.emit()
        elif kind == QEvent.Type.TouchCancel:
            self.setDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill: Role = "surface" if self.acts_at_once and self.place.act != "back" else "raised"
        edge: Role = "lineStrong"
        if self.isDown() or self.is_on:
            fill, edge = "accentSoft", "accent"
        paint_box(
            painter,
            self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET),
            radius=CONTROL_RADIUS,
            fill=self._look.colour(fill),
            edge=self._look.colour("accent" if self.place.act == "enter" else edge),
            width=2 if self.place.act == "enter" else 1,
        )
        if self.place.act == "space":
            self._paint_space(painter)
        elif self.place.act in _ICONS:
            self._paint_icon(painter, _ICONS[self.place.act])
        else:
            self._paint_text(painter)
        painter.end()

    def _paint_text(self, painter: QPainter) -> None:
        painter.setFont(self._look.font("button" if self.place.act else "detail title"))
        painter.setPen(self._look.colour("text"))
        paint_words(painter, self.rect(), self.text(), align=Qt.AlignmentFlag.AlignHCenter)

    def _paint_icon(self, painter: QPainter, name: str) -> None:
        size = self._look.px(ICON)
        mark = QRect(0, 0, size, size)
        mark.moveCenter(self.rect().center())
        if self.is_mirrored:
            painter.setTransform(QTransform(-1, 0, 0, 1, self.width(), 0))
        self._look.paint_icon(painter, name, "text", mark)

    def _paint_space(self, painter: QPainter) -> None:
        width, middle = self.width() // 3, self.rect().center()
        bar = QRect(0, 0, max(width, self._look.px(ICON)), 3)
        bar.moveCenter(middle)
        paint_box(painter, bar, radius=1.5, fill=self._look.colour("muted"))
