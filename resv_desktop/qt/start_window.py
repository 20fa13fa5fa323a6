"""What the host sees while the book is being opened, and when it cannot be."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.qt import look as measures
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import announce
from resv_desktop.qt.widgets.progress_line import ProgressLine

_USUAL_SIZE = (1280, 800)
_COLUMN = 560


class StartWindow(QWidget):
    """Says in words what is happening until the book is open; then the main window follows it.

    painted is emitted once, when it has been for the first time.
    """

    painted = Signal()
    again = Signal()
    closed = Signal()

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self._is_painted = False
        self.setObjectName("startWindow")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Reservations"))
        self.setWindowIcon(look.app_icon())
        self.resize(*_USUAL_SIZE)

        self._mark = IconMark(look, "app", "accent", 48)
        self._title = Label(look, self.tr("One moment"), "dialog title", wraps=True)
        self._words = Label(look, "", "row", "muted", wraps=True)
        self._line = ProgressLine(look)
        self._details = Label(look, "", "secondary", "muted", wraps=True)
        self._details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._again = Button(look, self.tr("Try again"), "primary")
        self._again.setObjectName("tryAgainButton")
        self._leave = Button(look, self.tr("Leave"))
        self._leave.setObjectName("leaveButton")
        KeyShortcut(keys, "quit", self).activated.connect(self.close)
        self._again.clicked.connect(self.again)
        self._leave.clicked.connect(self.close)

        acts = QHBoxLayout()
        acts.setSpacing(measures.GRID)
        acts.addWidget(self._again)
        acts.addWidget(self._leave)
        acts.addStretch()
        column = QVBoxLayout()
        column.setSpacing(measures.GAP)
        for widget in (self._mark, self._title, self._words, self._line, self._details):
            column.addWidget(widget)
        column.addLayout(acts)
        middle = QWidget()
        middle.setLayout(column)
        middle.setFixedWidth(look.px(_COLUMN))
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()  # an alignment would forget that the height follows the width
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self._show_trouble(is_trouble=False)
        self._line.set_progress(0, 0)

    def say(self, words: str) -> None:
        """Say what is happening now."""
        self.setFocus()  # not on a button that another press of the same key would reach
        self._show_trouble(is_trouble=False)
        self._mark.set_icon("app", "accent")
        self._title.setText(self.tr("One moment"))
        self._words.setText(words)
        self._line.set_progress(0, 0)

    def say_trouble(self, sentence: str, details: str, *, can_try_again: bool = True) -> None:
        """Say why the book cannot be opened, with the last words of the server's log."""
        self._mark.set_icon("triangle", "error")
        self._title.setText(self.tr("The book cannot be opened"))
        self._words.setText(sentence)
        self._details.setText(details)
        self._show_trouble(is_trouble=True)
        self._details.setVisible(bool(details))
        self._again.setVisible(can_try_again)
        (self._again if can_try_again else self._leave).setFocus()
        announce(self._words)

    def words(self) -> str:
        """Return what is being said."""
        return self._words.text()

    def _show_trouble(self, *, is_trouble: bool) -> None:
        self._line.setVisible(not is_trouble)
        self._details.setVisible(is_trouble)
        self._again.setVisible(is_trouble)
        self._leave.setVisible(is_trouble)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)  # what is in it is painted next

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
