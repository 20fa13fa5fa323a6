"""The row over the day that says: what is known of old guests goes soon, for the first time."""

from collections.abc import Callable
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.domain.guests_data import ForgettingAhead
from resv_desktop.qt import words
from resv_desktop.qt.look import BANNER, WINDOW_SIDE, Look
from resv_desktop.qt.waiting_row import WaitingRow
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import announce


class ForgettingRow(QWidget):
    """Stays until it was read, or until nothing is ahead any more.

    guests_wanted leads to where the months are chosen; read is emitted when a host has read it.
    """

    guests_wanted = Signal()
    read = Signal()

    def __init__(self, look: Look, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self.setObjectName("forgettingRow")
        self._look, self._local = look, local
        self._text = ""
        self._words = Label(look, wraps=True, parent=self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self.guests_button = Button(look, self.tr("Guests' data…"), parent=self)
        self.guests_button.setObjectName("forgettingGuestsButton")
        self.read_button = Button(look, self.tr("Understood"), "quiet", parent=self)
        self.read_button.setObjectName("forgettingReadButton")
        self.guests_button.clicked.connect(self.guests_wanted)
        self.read_button.clicked.connect(self.read)
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(12)
        row.addWidget(IconMark(look, "calendar", "muted", parent=self))
        row.addWidget(self._words, 1)
        row.addWidget(self.guests_button)
        row.addWidget(self.read_button)
        self.setMinimumHeight(look.room(BANNER))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def text(self) -> str:
        """Return all that is said, or "" while hidden."""
        return self._text

    def follow(self, above: WaitingRow) -> None:
        """Let the keys come here after the row above."""
        QWidget.setTabOrder(above.pass_button, self.guests_button)
        QWidget.setTabOrder(self.guests_button, self.read_button)

    def show_ahead(self, ahead: ForgettingAhead | None) -> None:
        """Say what goes, and when; what is new is announced once."""
        if ahead is None:
            self._text = ""
            self.hide()
            return
        goes = self.tr("Old guests' data goes on {day}.").format(
            day=words.long_day(self._local(ahead.goes_at).date())
        )
        what = self.tr(
            "Numbers, names and notes from before {day} ({n} entries of the book) go for good "
            "then, unless you choose another time."
        ).format(day=words.day_and_year(self._local(ahead.before).date()), n=ahead.entries)
        text = f"{goes} {what}"
        is_news, self._text = text != self._text, text
        bold = f'<span style="font-weight:600">{escape(goes)}</span>'
        self._words.setText(f"{bold}&nbsp;&nbsp; {escape(what)}")
        self.show()
        if is_news:
            announce(self._words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("raised"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()
