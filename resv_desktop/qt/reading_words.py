"""What a list says while its day is being read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.qt.look import GAP, Look
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.progress_line import ProgressLine

_LINE = 240


class ReadingWords(QWidget):
    """Words and a thin bar, shown only where an answer takes longer than a moment."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = ProgressLine(look)
        self._words = Label(look, use="row", ink="muted", wraps=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addStretch()
        self._line.setMaximumWidth(look.px(_LINE))
        across = QHBoxLayout()
        across.addWidget(self._line)
        column.addLayout(across)
        column.addWidget(self._words)
        column.addStretch()

    def say(self, text: str, *, is_waiting: bool) -> None:
        """Say what is awaited; without waiting the bar is gone."""
        self._words.setText(text)
        self._line.setVisible(is_waiting)

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()
