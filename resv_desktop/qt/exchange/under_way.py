"""How far something is that takes a while, and the way to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.progress_line import ProgressLine


class UnderWay(QWidget):
    """There only while something is; stopped is emitted once for each time."""

    stopped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.progress = ProgressLine(look)
        self.stop_button = Button(look, self.tr("Stop"))
        self.stop_button.setObjectName("stopButton")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.progress)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.stop_button.clicked.connect(self._on_stop)
        self.hide()

    def begin(self) -> None:
        """Show that something is under way, and give the keys to the way to stop it."""
        self.progress.set_progress(0, 0)
        self.show()
        self.stop_button.setEnabled(True)
        self.stop_button.setFocus()

    def _on_stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stopped.emit()
