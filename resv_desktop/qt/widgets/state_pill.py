"""The state of a table in one word and one sign, never by colour alone."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle

from resv_desktop.qt.look import CELL_RADIUS, PILL, SMALL_ICON, Look, Role
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

State = Literal["free", "reserved", "arrived", "seated", "done", "past", "full", "closed"]

_LEADING = 8
_GAP = 6
_TRAILING = 11


class _Sign(NamedTuple):
    icon: str
    ink: Role
    ground: Role


_SIGNS: Final[dict[State, _Sign]] = {
    "free": _Sign("ring", "free", "freeBg"),
    "reserved": _Sign("bookmark", "reserved", "reservedBg"),
    "arrived": _Sign("person", "arrived", "arrivedBg"),
    "seated": _Sign("chair", "seated", "seatedBg"),
    "done": _Sign("check", "done", "doneBg"),
    "past": _Sign("", "done", "doneBg"),
    "full": _Sign("", "done", "doneBg"),
    "closed": _Sign("", "done", "doneBg"),
}


translate = QCoreApplication.translate
_WORDS: Final[dict[State, Callable[[], str]]] = {
    "free": lambda: translate("StatePill", "Free"),
    "reserved": lambda: translate("StatePill", "Reserved"),
    "arrived": lambda: translate("StatePill", "Arrived"),
    "seated": lambda: translate("StatePill", "Seated"),
    "done": lambda: translate("StatePill", "Done"),
    "past": lambda: translate("StatePill", "Past"),
    "full": lambda: translate("StatePill", "Full"),
    "closed": lambda: translate("StatePill", "Closed"),
}


def state_word(state: State) -> str:
    """Return the word for a state."""
    return _WORDS[state]()


def state_icon(state: State) -> str:
    """Return the name of a state's sign, or "" where it has none."""
    return _SIGNS[state].icon


def state_role(state: State) -> Role:
    """Return the role of a state's ink."""
    return _SIGNS[state].ink


def pill_width(look: Look, state: State) -> int:
    """Return how wide a state's pill is."""
    words = look.metrics("pill").horizontalAdvance(state_word(state))
    icon = look.px(SMALL_ICON) + _GAP + _LEADING if _SIGNS[state].icon else _TRAILING
    return icon + words + _TRAILING


def pill_height(look: Look) -> int:
    """Return how high every pill is."""
    return look.room(PILL)


def paint_pill(
    painter: QPainter,
    rect: QRect,
    state: State,
    look: Look,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    *,
    is_grey: bool = False,
) -> None:
    """Paint a pill at the leading edge of rect, on its middle line; in grey it promises nothing."""
    ratio = painter.device().devicePixelRatioF()
    # The word belongs to it: the windows may speak another language by now.
    key = ("pill", state_word(state), state, ratio, direction, is_grey)
    picture = look.kept_picture(key, lambda: _draw(state, look, ratio, direction, is_grey=is_grey))
    size = picture.deviceIndependentSize().toSize()
    top = rect.top() + (rect.height() - size.height()) // 2
    place = QStyle.visualRect(direction, rect, QRect(QPoint(rect.left(), top), size))
    painter.drawPixmap(place.topLeft(), picture)


def _draw(
    state: State, look: Look, ratio: float, direction: Qt.LayoutDirection, *, is_grey: bool
) -> QPixmap:
    sign = _SIGNS[state]
    if is_grey:
        sign = _Sign(sign.icon, "done", "doneBg")
    pill = QRect(0, 0, pill_width(look, state), pill_height(look))
    picture = QPixmap(pill.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_box(painter, pill, radius=CELL_RADIUS, fill=look.colour(sign.ground))
    lead = _TRAILING
    if sign.icon:
        size = look.px(SMALL_ICON)
        lead = _LEADING + size + _GAP
        mark = QRect(pill.left() + _LEADING, pill.top() + (pill.height() - size) // 2, size, size)
        mark = QStyle.visualRect(direction, pill, mark)
        look.paint_icon(painter, sign.icon, sign.ink, mark)
    words = QStyle.visualRect(direction, pill, pill.adjusted(lead, 0, 0, 0))
    painter.setFont(look.font("pill"))
    painter.setPen(look.colour(sign.ink))
    rtl = direction == Qt.LayoutDirection.RightToLeft
    align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    paint_words(painter, words, state_word(state), align=align | Qt.AlignmentFlag.AlignAbsolute)
    painter.end()
    return picture


class StatePill(QLabel):
    """A pill by itself, for heads of dialogs and details."""

    def __init__(self, look: Look, state: State) -> None:
        super().__init__()
        self._look = look
        self._is_grey = False
        self._state: State = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state)

    @property
    def state(self) -> State:
        """The state that is shown."""
        return self._state

    def set_state(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.setText(state_word(state))
        self.updateGeometry()
        self.update()

    def set_grey(self, is_grey: bool) -> None:
        """Show the state in grey, since it may have changed, or as it is."""
        if is_grey != self._is_grey:
            self._is_grey = is_grey
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._look, self._state), pill_height(self._look))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(
            painter,
            self.rect(),
            self._state,
            self._look,
            self.layoutDirection(),
            is_grey=self._is_grey,
        )
        painter.end()
