"""Words on a window, in one of the house's uses of type."""

import re
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QTextDocumentFragment,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from resv_desktop.qt.look import Look, Use

Ink = Literal["text", "muted", "accent", "success", "warn", "error"]


MAY_BREAK: Final = "\u200b"  # a space without any width
LINE_END: Final = "\u2028"  # as a QTextLayout knows it
_LONGEST_WORD = 14  # the widest letters still fit the narrowest column
_BREAKS = re.compile(rf"[\s{MAY_BREAK}]+")


def breakable(text: str) -> str:
    """Let a word that is longer than a line break, so that nothing is ever cut."""
    return re.sub(rf"([^\s-]{{{_LONGEST_WORD}}})(?=[^\s-])", rf"\1{MAY_BREAK}", text)


class Label(QLabel):
    """Plain words; their colour follows the palette in force."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        use: Use = "row",
        ink: Ink = "text",
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFont(look.font(use))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self._height = Qt.AlignmentFlag.AlignVCenter
        self._stand_at_the_leading_edge()
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setProperty("ink", ink)
        self.setText(text)

    def _stand_at_the_leading_edge(self) -> None:
        # Left to itself Qt aligns by the language of the words, not by the window's direction.
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | self._height)

    def stand_at_the_top(self) -> None:
        """Begin at the top of whatever room there is."""
        self._height = Qt.AlignmentFlag.AlignTop
        self._stand_at_the_leading_edge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand_at_the_leading_edge()

    def paintEvent(self, event: QPaintEvent) -> None:
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        is_plain = self.textFormat() == Qt.TextFormat.PlainText
        is_selected = bool(
            self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        )
        if self.wordWrap() and is_rtl and is_plain and not is_selected:
            self._paint_from_the_right()
        else:
            super().paintEvent(event)

    def _paint_from_the_right(self) -> None:
        # Qt moves each line in by the space at which it is broken.
        layout = QTextLayout(self.text().replace("\n", LINE_END), self.font())
        option = QTextOption(self.alignment())
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a name may be Latin
        layout.setTextOption(option)
        inside, height = self.contentsRect(), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(inside.width())
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        is_at_top = bool(self.alignment() & Qt.AlignmentFlag.AlignTop)
        top = inside.top() + (0.0 if is_at_top else max(0.0, (inside.height() - height) / 2))
        layout.draw(painter, QPointF(inside.left(), top))
        painter.end()

    def sizeHint(self) -> QSize:
        # Qt wishes for a squarish block of words that may wrap; ours like to stand in one line.
        if not self.wordWrap():
            return super().sizeHint()
        return self._one_line(self._plain())

    def minimumSizeHint(self) -> QSize:
        # Qt guesses two or three lines for words that may wrap; the width decides that.
        if not self.wordWrap():
            return super().minimumSizeHint()
        advance = self.fontMetrics().horizontalAdvance
        return self._one_line(max(_BREAKS.split(self._plain()), key=advance, default=""))

    def _plain(self) -> str:
        if self.textFormat() == Qt.TextFormat.RichText:
            return QTextDocumentFragment.fromHtml(self.text()).toPlainText()
        return self.text()

    def _one_line(self, words: str) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(words) + 2, metrics.height())

    def set_ink(self, ink: Ink) -> None:
        """Say the words in another colour."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)
