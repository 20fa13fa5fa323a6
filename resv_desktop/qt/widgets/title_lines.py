"""A name in at most three lines, never cut and never over the words below it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from resv_desktop.qt import words
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.text_lines import lines_of, without_signs

_MOST_LINES = 3


class TitleLines(QLabel):
    """Takes the height that its words need at its width; more than three lines end in dots.

    What is left out is told by the pointer. A word that is wider than a line is broken.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font("detail title"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        self._fit()

    def setText(self, text: str) -> None:
        """Say other words and take the height they need."""
        super().setText(text)
        self._fit()
        self.update()

    def is_whole_at(self, width: int) -> bool:
        """Whether nothing is left out at a width."""
        lines = self._lines_at(width)
        shown, whole = (without_signs(each) for each in ("".join(lines), self.text()))
        return "".join(shown.split()) == "".join(whole.split())

    def line_count_at(self, width: int) -> int:
        """Return how many lines it takes at a width."""
        return len(self._lines_at(width))

    def shown_lines(self) -> list[str]:
        """Return what is seen, line by line."""
        return self._lines_at(self.width())

    def _lines_at(self, width: int) -> list[str]:
        return lines_of(self.text(), self.font(), width, _MOST_LINES)

    def _fit(self) -> None:
        lines = self.shown_lines()
        self.setFixedHeight(max(1, len(lines)) * self.fontMetrics().height())
        self.setToolTip("" if self.is_whole_at(self.width()) else self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._look.colour("text"))
        metrics = self.fontMetrics()
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number, line in enumerate(self.shown_lines()):
            x = self.width() - metrics.horizontalAdvance(line) if is_rtl else 0
            at = QPointF(x, number * metrics.height() + metrics.ascent())
            painter.drawText(at, words.line_apart(line))
        painter.end()
