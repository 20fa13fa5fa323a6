"""The sheets of paper that a window is laid out of."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resv_desktop.qt.look import PADDING, PANEL_HEAD, Look
from resv_desktop.qt.widgets.label import Label

_LOW_HEAD = 54  # a button as high as a finger has room in it


class Panel(QFrame):
    """A surface with one thin edge; what is added lies inside the edge, from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)


class PanelHead(QWidget):
    """What a panel is about, one explaining line below, and something at the end."""

    def __init__(
        self, look: Look, title: str, explanation: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._title = Label(look, title, "panel title")
        self._explanation = Label(look, explanation, "secondary", "muted")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._explanation)
        words.addStretch()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(PADDING + 1, 0, PADDING + 1, 0)
        self._row.setSpacing(PADDING)
        self._row.addLayout(words, 1)
        self.set_low(is_low=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_explanation(explanation)

    def set_low(self, *, is_low: bool) -> None:
        """Be lower than usual in a window that is."""
        self.setMinimumHeight(self._look.room(_LOW_HEAD if is_low else PANEL_HEAD, 2))

    def title(self) -> str:
        """Return what the panel is about."""
        return self._title.text()

    def explanation(self) -> str:
        """Return the line below."""
        return self._explanation.text()

    def set_explanation(self, explanation: str) -> None:
        """Say the line below; an empty one takes no place."""
        self._explanation.setText(explanation)
        self._explanation.setVisible(bool(explanation))

    def set_leading(self, widget: QWidget) -> None:
        """Put something at the start, in place of the title."""
        self._title.hide()
        self._row.insertWidget(0, widget)

    def set_trailing(self, widget: QWidget) -> None:
        """Put something at the end."""
        self._row.addWidget(widget)


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a thin line across."""
    line = QFrame(parent)
    line.setProperty("ground", "line")
    line.setFixedHeight(1)
    return line
