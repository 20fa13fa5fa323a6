"""The row over the day that says: the clock of the house goes by other rules than was promised."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import BANNER, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import announce


class ClockRow(QWidget):
    """Hidden as long as the clock goes as it was promised."""

    wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clockRow")
        self._look = look
        says = self.tr("The rules of your clock have changed.")
        more = self.tr(
            "Hours that were promised would move. No further days are made until you have seen "
            "whom it concerns."
        )
        self._words = Label(look, wraps=True, parent=self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        bold = f'<span style="font-weight:600">{escape(says)}</span>'
        self._words.setText(f"{bold}&nbsp;&nbsp; {escape(more)}")
        self.look_button = Button(look, self.tr("See whom it concerns"), parent=self)
        self.look_button.setObjectName("clockButton")
        self.look_button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(12)
        row.addWidget(IconMark(look, "clock", "warn", parent=self))
        row.addWidget(self._words, 1)
        row.addWidget(self.look_button)
        self.setMinimumHeight(look.room(BANNER))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        look.changed.connect(self.update)
        self.hide()

    def show_difference(self, differs: bool) -> None:
        """Say it, or nothing."""
        is_news = differs and self.isHidden()
        self.setVisible(differs)
        if is_news:
            announce(self._words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("warnBg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()
