"""The one place of a dialog where it is said what stands, what went wrong and what is under way."""

from typing import Literal, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import CONTROL_RADIUS, GRID, MESSAGE, PADDING, Look, Role, Use
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.shapes import paint_box

MessageKind = Literal["quiet", "error", "warn", "success", "progress"]
_ICON_TO_WORDS = 12


class _Dress(NamedTuple):
    ground: Role
    ink: Role
    icon: str
    use: Use


_DRESS: dict[MessageKind, _Dress] = {
    "quiet": _Dress("raised", "muted", "", "row"),
    "error": _Dress("errorBg", "error", "triangle", "row name"),
    "warn": _Dress("warnBg", "warn", "triangle", "row name"),
    "success": _Dress("successBg", "success", "check-circle", "row name"),
    "progress": _Dress("raised", "accent", "clock", "row"),
}


class MessagePlace(QWidget):
    """A place of fixed height for one sentence and, at its end, one way out.

    It is there before anything is said, so that nothing jumps; a longer sentence wraps and the
    place grows. acted is emitted when the host takes the way out, stayed where a question has
    another button beside it and the host takes that.
    """

    acted = Signal()
    stayed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("message")
        self._look = look
        self._kind: MessageKind = "quiet"
        self._icon = IconMark(look, parent=self)
        self._words = Label(look, wraps=True, parent=self)
        self.action_button = Button(look, parent=self)
        self.action_button.clicked.connect(self.acted)
        self.stay_button = Button(look, parent=self)
        self.stay_button.clicked.connect(self.stayed)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(_ICON_TO_WORDS)
        row.addSpacing(PADDING - GRID)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.stay_button)
        self.setMinimumHeight(look.room(MESSAGE))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.clear()

    @property
    def kind(self) -> MessageKind:
        """What kind of sentence stands there."""
        return self._kind

    def text(self) -> str:
        """Return the sentence that stands there."""
        return self._words.text()

    def say(
        self,
        kind: MessageKind,
        text: str,
        action: str | None = None,
        *,
        icon: str = "",
        stay: str = "",
        aloud: bool = True,
    ) -> None:
        """Say a sentence, with the words of a way out if there is one, and announce it.

        stay are the words of the button that takes no way out. What is not said aloud is for
        the eye alone.
        """
        dress = _DRESS[kind]
        is_news = text != self.text() or kind != self._kind
        self._kind = kind
        shown = icon or dress.icon
        self._icon.setVisible(bool(shown))
        self._icon.set_icon(shown, dress.ink)
        self._words.setFont(self._look.font(dress.use))
        self._words.setText(text)
        self.action_button.setText(action or "")
        self.action_button.setVisible(action is not None)
        self.stay_button.setText(stay)
        self.stay_button.setVisible(bool(stay))
        self.updateGeometry()
        self.update()
        if is_news and aloud:
            announce(self._words)

    def clear(self) -> None:
        """Say nothing; the place is kept."""
        self.say("quiet", "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text():
            return
        painter = QPainter(self)
        fill = self._look.colour(_DRESS[self._kind].ground)
        paint_box(painter, self.rect(), radius=CONTROL_RADIUS, fill=fill)
        painter.end()
