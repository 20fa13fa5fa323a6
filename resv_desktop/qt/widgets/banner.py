"""The band under the top bar: what is wrong with the whole house."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import BANNER, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import announce


class Banner(QWidget):
    """One trouble at a time, in bold, what it means for the host, and one thing to press.

    It is hidden until something is said; acted is emitted when the host presses.
    """

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._look = look
        self._text = ""
        self._words = Label(look, wraps=True, parent=self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self.action_button = Button(look, parent=self)
        self.action_button.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(12)
        row.addWidget(IconMark(look, "triangle", "error", parent=self))
        row.addWidget(self._words, 1)
        row.addWidget(self.action_button)
        self.setMinimumHeight(look.room(BANNER))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def text(self) -> str:
        """Return all that is said, or "" while hidden."""
        return self._text

    def say(self, wrong: str, meaning: str, action: str | None = None) -> None:
        """Show what is wrong, what it means, and what can be pressed; announce it once."""
        text = f"{wrong} {meaning}"
        is_news = text != self._text
        self._text = text
        bold = f'<span style="font-weight:600">{escape(wrong)}</span>'
        self._words.setText(f"{bold}&nbsp;&nbsp; {escape(meaning)}")
        self.action_button.setText(action or "")
        self.action_button.setVisible(action is not None)
        self.show()
        if is_news:
            announce(self._words)

    def clear(self) -> None:
        """Hide; the trouble is over."""
        self._text = ""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("errorBg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()
