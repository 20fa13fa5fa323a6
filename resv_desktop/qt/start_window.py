"""What the host sees while the book is being opened, and when it cannot be."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.qt.colours import COLOURS

# What else of Qt and of ours is needed is loaded by `fill`, behind the painted window: Qt's own
# lists of names alone would take it a tenth of its time.
if TYPE_CHECKING:
    from resv_desktop.qt.keys import Keys
    from resv_desktop.qt.look import Look
    from resv_desktop.qt.widgets.button import Button

_USUAL_SIZE = (1280, 800)
_TITLE_BAR = 40
_COLUMN = 560
_DARK_BELOW = 128  # of 255


class StartWindow(QWidget):
    """Says in words what is happening until the book is open; then the main window follows it.

    It opens as the bare ground of the window, and says nothing before it is filled. painted is
    emitted once, when it has been for the first time.
    """

    painted = Signal()
    again = Signal()
    report_wanted = Signal()
    database_wanted = Signal()
    join_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_painted = False
        self.setObjectName("startWindow")
        self.resize(*_USUAL_SIZE)

    def open_at(self, place: str) -> None:
        """Show it where the window stood last; on a screen that it would fill, it fills it."""
        saved = QByteArray.fromBase64(place.encode())
        if not saved.isEmpty() and self.restoreGeometry(saved):
            self.show()
            return
        room = self.screen().availableGeometry()
        if room.width() <= self.width() or room.height() <= self.height() + _TITLE_BAR:
            self.showMaximized()
        else:
            self.show()

    def lay_ground(self, theme: str) -> None:
        """Take the colour of the ground; by day or in a dim room, as the desktop is, if left open.

        The Look, which decides it for good, takes its time to load.
        """
        is_dim = self.palette().window().color().lightness() < _DARK_BELOW
        is_dark = is_dim if theme == "system" else theme == "dark"
        ground = QColor(COLOURS["window"][is_dark])
        self.setPalette(QPalette(ground, ground))

    def fill(self, look: "Look", keys: "Keys") -> None:
        """Put in what it says, and what can be done when the book cannot be opened."""
        from PySide6.QtCore import Qt

        from resv_desktop.qt import look as measures
        from resv_desktop.qt.keys import KeyShortcut
        from resv_desktop.qt.widgets.icon_mark import IconMark
        from resv_desktop.qt.widgets.label import Label
        from resv_desktop.qt.widgets.progress_line import ProgressLine

        self.setPalette(QPalette())
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setWindowTitle(self.tr("Reservations"))
        self.setWindowIcon(look.app_icon())
        self._mark = IconMark(look, "app", "accent", 48)
        self._title = Label(look, self.tr("One moment"), "dialog title", wraps=True)
        self._words = Label(look, "", "row", "muted", wraps=True)
        self._line = ProgressLine(look)
        self._details = Label(look, "", "secondary", "muted", wraps=True)
        self._details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        KeyShortcut(keys, "quit", self).activated.connect(self.close)
        self._again, self._join, self._database, self._report, self._leave = self._buttons(look)

        acts = QHBoxLayout()
        acts.setSpacing(measures.GRID)
        for act in (self._again, self._leave):
            acts.addWidget(act)
        acts.addStretch()
        # In rows of their own: one row is too short for all the words. A machine that cannot have
        # a database itself may still join, and one whose first machine is gone may go elsewhere.
        elsewhere, more = QHBoxLayout(), QHBoxLayout()
        elsewhere.setSpacing(measures.GRID)
        for act in (self._join, self._database):
            elsewhere.addWidget(act)
        more.addWidget(self._report)
        for row in (elsewhere, more):
            row.addStretch()
        column = QVBoxLayout()
        column.setSpacing(measures.GAP)
        for widget in (self._mark, self._title, self._words, self._line, self._details):
            column.addWidget(widget)
        for row in (acts, elsewhere, more):
            column.addLayout(row)
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
        from resv_desktop.qt.widgets.announcement import announce

        self._mark.set_icon("triangle", "error")
        self._title.setText(self.tr("The book cannot be opened"))
        self._words.setText(sentence)
        self._details.setText(details)
        self._show_trouble(is_trouble=True)
        self._details.setVisible(bool(details))
        for act in (self._again, self._database, self._join):
            act.setVisible(can_try_again)
        (self._again if can_try_again else self._leave).setFocus()
        announce(self._words)

    def words(self) -> str:
        """Return what is being said."""
        return self._words.text()

    def _buttons(self, look: "Look") -> "tuple[Button, ...]":
        from resv_desktop.qt.widgets.button import Button

        again = Button(look, self.tr("Try again"), "primary")
        again.setObjectName("tryAgainButton")
        again.clicked.connect(self.again)
        report = Button(look, self.tr("Report for support"))
        report.setObjectName("reportButton")
        report.clicked.connect(self.report_wanted)
        leave = Button(look, self.tr("Leave"))
        leave.setObjectName("leaveButton")
        leave.clicked.connect(self.close)
        database = Button(look, self.tr("Another database"))
        database.setObjectName("databaseButton")
        database.clicked.connect(self.database_wanted)
        join = Button(look, self.tr("Join a restaurant"))
        join.setObjectName("joinButton")
        join.clicked.connect(self.join_wanted)
        return again, join, database, report, leave

    def _show_trouble(self, *, is_trouble: bool) -> None:
        self._line.setVisible(not is_trouble)
        self._details.setVisible(is_trouble)
        self._again.setVisible(is_trouble)
        self._report.setVisible(is_trouble)
        self._database.setVisible(is_trouble)
        self._join.setVisible(is_trouble)
        self._leave.setVisible(is_trouble)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, self.painted.emit)  # what is in it is painted next

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
