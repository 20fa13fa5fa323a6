"""One question of the set-up."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resv_desktop.qt.look import DIALOG_PADDING, GAP, Look
from resv_desktop.qt.widgets.label import Label

PAGE_SIDE = 32
_TITLE_TO_BODY = 15


class Page(QWidget):
    """A question as title, one explaining line, and below it what answers the question.

    changed is emitted when the answer changes, done when the host may go on to the next page.
    """

    changed = Signal()
    done = Signal()

    def __init__(self, look: Look, step: str, title: str, explanation: str) -> None:
        super().__init__()
        self.look = look
        self.step = step
        self._title = Label(look, title, "dialog title", wraps=True)
        self._explanation = Label(look, explanation, "row", "muted", wraps=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_SIDE, DIALOG_PADDING, PAGE_SIDE, GAP)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addWidget(self._explanation)
        column.addSpacing(_TITLE_TO_BODY)
        column.addLayout(self.body, 1)

    def title(self) -> str:
        """Return the question."""
        return self._title.text()

    def set_head(self, title: str, explanation: str) -> None:
        """Ask another question, or say that it is answered."""
        self._title.setText(title)
        self._explanation.setText(explanation)

    def answer(self) -> str:
        """Say what has been answered so far, for the rail."""
        return ""

    def lacks(self) -> str:
        """Say what has to be answered before going on, or "" when nothing is missing."""
        return ""

    def insist(self) -> None:
        """Say beside the field what is missing, and go there."""

    def act_words(self) -> str:
        """Name what the filled button does."""
        return self.tr("Continue")

    def next_words(self) -> str:
        """Say what comes when the filled button is pressed."""
        return ""

    def act(self) -> None:
        """Do what the filled button says."""
        self.done.emit()

    def can_go_back(self) -> bool:
        """Return whether the pages before may still be changed."""
        return True

    def enter(self) -> None:
        """Get ready to be shown."""

    def focus_first(self) -> None:
        """Put the keys where the answer begins."""

    def keep_wheel_away(self, widget: QWidget) -> None:
        """Let the wheel scroll the page and never change a number under the pointer."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
