"""Words on a window, in one of the house's uses of type."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from resv_desktop.qt.look import Look, Use

Ink = Literal["text", "muted", "accent", "success", "warn", "error"]


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
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setProperty("ink", ink)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        # Qt guesses two or three lines for words that may wrap; the width decides that.
        if not self.wordWrap():
            return super().minimumSizeHint()
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest, metrics.height())

    def set_ink(self, ink: Ink) -> None:
        """Say the words in another colour."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)
