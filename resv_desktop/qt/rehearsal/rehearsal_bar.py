"""The band that says: this is a rehearsal; and what happens in it now."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resv_desktop.qt.look import BANNER, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label


class RehearsalBar(QWidget):
    """Always there while a rehearsal is. stepped asks for what comes next, left ends it."""

    stepped = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rehearsalBar")
        self._look = look
        mark = Label(
            look,
            self.tr("Rehearsal: a copy of the evening. Nothing you do here is in the real book."),
            "row",
            "warn",
            wraps=True,
            parent=self,
        )
        mark.setObjectName("rehearsalMark")
        self.cue = Label(look, "", "row name", wraps=True, parent=self)
        self.cue.setObjectName("rehearsalCue")
        self.next_button = Button(look, parent=self)
        self.next_button.setObjectName("nextCueButton")
        self.back_button = Button(look, self.tr("Back to the real evening"), parent=self)
        self.back_button.setObjectName("endRehearsalButton")
        self.next_button.clicked.connect(self.stepped)
        self.back_button.clicked.connect(self.left)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(mark)
        column.addWidget(self.cue)
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(12)
        row.addWidget(IconMark(look, "triangle", "warn", parent=self))
        row.addLayout(column, 1)
        row.addWidget(self.next_button)
        row.addWidget(self.back_button)
        self.setMinimumHeight(look.room(BANNER))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        look.changed.connect(self.update)

    def say(self, cue: str, step: str) -> None:
        """Say what happens, and what the button leads to; without words there is none."""
        self.cue.setText(cue)
        self.next_button.setText(step)
        self.next_button.setVisible(bool(step))
        announce(self.cue)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("warnBg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()
