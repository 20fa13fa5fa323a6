"""A thin bar: how far it is, or only that something is under way."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.shapes import paint_box

THICKNESS = 6


class ProgressLine(QProgressBar):
    """A bar without words in it; with a total of 0 it shows a third, since nothing moves here."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(0, 0)

    def set_progress(self, done: int, total: int) -> None:
        """Show done of total; a total of 0 is not known yet."""
        self.setMaximum(total)
        self.setValue(min(done, total))

    def sizeHint(self) -> QSize:
        return QSize(160, THICKNESS)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, THICKNESS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = self.height() / 2
        paint_box(painter, self.rect(), radius=radius, fill=self._look.colour("line"))
        share = max(0, self.value()) / self.maximum() if self.maximum() else 1 / 3
        width = max(float(self.height()), self.width() * share) if share else 0.0
        if width:
            is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = self.width() - width if is_rtl else 0.0
            bar = QRectF(left, 0, width, self.height())
            paint_box(painter, bar, radius=radius, fill=self._look.colour("accent"))
        painter.end()
