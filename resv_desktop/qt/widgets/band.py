"""A row over the whole day: a sign, what is so in bold, what it means, and what can be pressed."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import BANNER, WINDOW_SIDE, Look, Role
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label


class Band(QWidget):
    """Hidden until there is something to say; what is new is announced once."""

    def __init__(
        self,
        look: Look,
        ground: Role,
        icon: str,
        ink: Role,
        parent: QWidget | None = None,
        *,
        height: int = BANNER,
    ) -> None:
        super().__init__(parent)
        self._look, self._ground = look, ground
        self._text = ""
        self._words = Label(look, wraps=True, parent=self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        self._row.setSpacing(12)
        self._row.addWidget(IconMark(look, icon, ink, parent=self))
        self._row.addWidget(self._words, 1)
        self.setMinimumHeight(look.room(height))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        look.changed.connect(self.update)
        self.hide()

    def text(self) -> str:
        """Return all that is said, or "" while hidden."""
        return self._text

    def clear(self) -> None:
        """Hide; there is nothing to say any more."""
        self._text = ""
        self.hide()

    def _tell(self, *pairs: tuple[str, str], is_news: bool | None = None) -> None:
        """Show what is so and what it means; without is_news, what was not said last is news."""
        text = " ".join(" ".join(filter(None, pair)) for pair in pairs)
        is_news, self._text = text != self._text if is_news is None else is_news, text
        self._words.setText("&nbsp;&nbsp; ".join(_rich(*pair) for pair in pairs))
        self.show()
        if is_news:
            announce(self._words)

    # --- Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour(self._ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()


def _rich(what: str, means: str) -> str:
    bold = f'<span style="font-weight:600">{escape(what)}</span>'
    return f"{bold}&nbsp;&nbsp; {escape(means)}" if means else bold
