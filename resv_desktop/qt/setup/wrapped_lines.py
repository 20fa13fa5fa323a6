"""Words that wrap anywhere they must, and end in three dots where there is no more room."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from resv_desktop.qt import words
from resv_desktop.qt.look import Look, Role, Use
from resv_desktop.qt.widgets.text_lines import letters_before


class WrappedLines(QLabel):
    """At most so many lines of words, for names that can be longer than any window.

    A word too long for a line is broken. What does not fit is in the tooltip; a screen reader
    hears all of it.
    """

    def __init__(
        self,
        look: Look,
        text: str = "",
        use: Use = "row",
        ink: Role = "text",
        *,
        lines: int = 1,
    ) -> None:
        super().__init__()
        self._look = look
        self._ink: Role = ink
        self._lines = lines
        self._is_cut = False
        self.setFont(look.font(use))
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(text)

    @property
    def is_cut(self) -> bool:
        """Whether some of the words do not fit."""
        return self._is_cut

    def set_words(self, text: str) -> None:
        """Say other words."""
        if text != self.text():
            self.setText(text)
            self._measure()
            self.updateGeometry()

    def set_ink(self, ink: Role) -> None:
        """Say the words in another colour."""
        self._ink = ink
        self.update()

    def laid_out(self, width: int) -> list[str]:
        """Return the lines in which the words stand where there is so much room."""
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        rows: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            start = letters_before(self.text(), line.textStart())
            end = letters_before(self.text(), line.textStart() + line.textLength())
            rows.append(self.text()[start:end].strip())
            if len(rows) == self._lines:
                rest = self.text()[start:].strip()
                rows[-1] = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)
                break
        layout.endLayout()
        return rows

    def _measure(self) -> None:
        rows = self.laid_out(self.width())
        self._is_cut = bool(rows) and rows[-1].endswith("…") and not self.text().endswith("…")
        self.setToolTip(self.text() if self._is_cut else "")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self.laid_out(width))) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._look.colour(self._ink))
        height = self.fontMetrics().lineSpacing()
        top = QPointF(0, 0)
        for row in self.laid_out(self.width()):
            place = QRectF(top.x(), top.y(), self.width(), height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeading), words.line_apart(row))
            top.setY(top.y() + height)
        painter.end()
