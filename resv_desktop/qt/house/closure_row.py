"""The row over the day that says: the house is closed, or has other hours, until when and why."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.house.closure_words import ClosureSaid
from resv_desktop.qt.look import TARGET, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import announce


class ClosureRow(QWidget):
    """Nothing is wrong, so it is calm and there is nothing to press; hidden on a usual day."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closureRow")
        self._look = look
        self._text = ""
        self._words = Label(look, wraps=True, parent=self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(12)
        row.addWidget(IconMark(look, "calendar", "muted", parent=self))
        row.addWidget(self._words, 1)
        self.setMinimumHeight(look.room(TARGET))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def text(self) -> str:
        """Return all that is said, or "" while hidden."""
        return self._text

    def show_closures(self, closures: Sequence[ClosureSaid]) -> None:
        """Say these; what is new is announced once."""
        parts = [f"{each.what} {each.reason}".rstrip() for each in closures]
        text = " ".join(parts)
        is_news, self._text = text != self._text, text
        if is_news:
            self._words.setText("&nbsp;&nbsp; ".join(_rich(each) for each in closures))
            self.setVisible(bool(text))
            if text:
                announce(self._words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("raised"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()


def _rich(said: ClosureSaid) -> str:
    bold = f'<span style="font-weight:600">{escape(said.what)}</span>'
    return f"{bold}&nbsp;&nbsp; {escape(said.reason)}" if said.reason else bold
