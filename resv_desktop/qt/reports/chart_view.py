"""The chart of a report on the screen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.reports.chart import Chart, Ink, least_height, paint_chart

_WIDTH = 380
_MOST_PANES = 3


class ChartView(QWidget):
    """Paints one chart; what it shows is said by the table beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("reportChart")
        self.setAccessibleName(self.tr("Chart"))
        self.setAccessibleDescription(self.tr("The table beside it says the same in numbers."))
        self._look = look
        self._chart = Chart((), ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self._chart = chart
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH, round(least_height(_MOST_PANES, self._look.font("secondary"))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        ink = Ink(
            font=look.font("secondary"),
            text=look.colour("text"),
            muted=look.colour("muted"),
            line=look.colour("line"),
            solid=look.colour("accent"),
            hatched=look.colour("accent"),
            hollow=look.colour("accent"),
        )
        painter = QPainter(self)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_chart(painter, QRectF(self.rect()), self._chart, ink, is_rtl=is_rtl)
        painter.end()
