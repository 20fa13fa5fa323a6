"""What the host presses."""

from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from resv_desktop.qt.look import CONTROL_RADIUS, FOCUS_RING, GRID, ICON, PADDING, TARGET, Look, Role
from resv_desktop.qt.widgets.one_press import OnePress
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

Kind = Literal["plain", "primary", "destructive", "outlined-destructive", "quiet"]


class _Dress(NamedTuple):
    """The roles a kind of button wears: at rest, under the pointer, pressed."""

    words: Role
    edge: Role | None
    rest: Role | None
    hover: Role
    pressed: Role
    is_filled: bool = False


_DRESS: dict[Kind, _Dress] = {
    "plain": _Dress("text", "lineStrong", "surface", "raised", "accentSoft"),
    "primary": _Dress("onAccent", None, "accent", "accentHover", "accentHover", is_filled=True),
    "destructive": _Dress("onError", None, "error", "errorHover", "errorHover", is_filled=True),
    "outlined-destructive": _Dress("error", "error", "surface", "raised", "errorBg"),
    "quiet": _Dress("accent", None, None, "raised", "accentSoft"),
}


class Button(OnePress, QPushButton):
    """A button as high as a finger, in one of five kinds; it asks for the room of its words.

    A filled button in focus keeps its outermost pixels as the ring and shows a line of its
    words' colour inside it. What Enter does is filled, or has an edge of the accent.
    A double click is one press where the button has words.
    """

    def __init__(
        self,
        look: Look,
        text: str = "",
        kind: Kind = "plain",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._kind: Kind = kind
        self._icon_name = icon
        self.setFont(look.font("button"))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_kind(kind)

    @property
    def kind(self) -> Kind:
        """Which of the five kinds it is."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Dress as another kind."""
        self._kind = kind
        self.setFont(self._look.font("primary button" if _DRESS[kind].is_filled else "button"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self._look.room(TARGET)
        content = self._content_width(self._words())
        return QSize(max(height, content + 2 * (PADDING + 1)) if self.text() else height, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.text():
            super().mouseDoubleClickEvent(event)
        else:  # a sign alone steps on, and is pressed as often as steps are wanted
            QPushButton.mouseDoubleClickEvent(self, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        dress = _DRESS[self._kind]
        words: Role = dress.words if self.isEnabled() else "muted"
        self._paint_ground(painter, dress)
        painter.setFont(self.font())
        painter.setPen(self._look.colour(words))
        self._paint_content(painter, words)
        painter.end()

    def _paint_ground(self, painter: QPainter, dress: _Dress) -> None:
        look = self._look
        fill, edge = dress.rest, dress.edge
        if not self.isEnabled():
            fill, edge = ("sunken", "line") if fill else (None, None)
        elif self.isDown() or self.isChecked():
            fill = dress.pressed
        elif self.underMouse():
            fill = dress.hover
        is_default = self.isDefault() and self.isEnabled() and not dress.is_filled
        paint_box(
            painter,
            self.rect(),
            radius=CONTROL_RADIUS,
            fill=look.colour(fill) if fill else None,
            edge=look.colour("accent" if is_default else edge) if edge else None,
            width=2 if is_default else 1,
        )
        if not self.hasFocus():
            return
        paint_focus(painter, look, self.rect(), CONTROL_RADIUS)
        if dress.is_filled:
            inside = self.rect().adjusted(FOCUS_RING, FOCUS_RING, -FOCUS_RING, -FOCUS_RING)
            paint_box(
                painter,
                inside,
                radius=CONTROL_RADIUS - FOCUS_RING,
                edge=look.colour(dress.words),
                width=FOCUS_RING,
            )

    def _paint_content(self, painter: QPainter, role: Role) -> None:
        place = self.rect()
        icon = self._look.px(ICON) if self._icon_name else 0
        if not self.text():
            self._look.paint_icon(painter, self._icon_name, role, _centred(place, icon))
            return
        says = self._words()
        over = self._content_width(says) - place.width()
        if over > 0:  # a label of another program may be longer than the window
            room = self.fontMetrics().horizontalAdvance(says) - over - 2 * GRID
            says = self.fontMetrics().elidedText(says, Qt.TextElideMode.ElideRight, room)
        content = QRect(0, 0, self._content_width(says), place.height())
        content.moveCenter(place.center())
        if icon:
            mark = QRect(content.left(), (place.height() - icon) // 2, icon, icon)
            mark = QStyle.visualRect(self.layoutDirection(), content, mark)
            self._look.paint_icon(painter, self._icon_name, role, mark)
            rest = content.adjusted(icon + GRID, 0, 0, 0)
            place = QStyle.visualRect(self.layoutDirection(), content, rest)
        paint_words(painter, place, says, align=Qt.AlignmentFlag.AlignHCenter)

    def _content_width(self, says: str) -> int:
        icon = self._look.px(ICON) if self._icon_name else 0
        gap = GRID if icon and self.text() else 0
        return self.fontMetrics().horizontalAdvance(says) + icon + gap

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def button(
    look: Look,
    text: str,
    kind: Kind = "plain",
    icon: str = "",
    parent: QWidget | None = None,
) -> Button:
    """Return a button that says what it does."""
    return Button(look, text, kind, icon, parent)


def icon_button(look: Look, icon: str, name: str, kind: Kind = "plain") -> Button:
    """Return a button of only a sign; its name is its tooltip and what a screen reader says."""
    made = Button(look, "", kind, icon)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def _centred(place: QRect, size: int) -> QRect:
    mark = QRect(0, 0, size, size)
    mark.moveCenter(place.center())
    return mark
