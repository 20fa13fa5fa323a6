"""What stands where there is nothing: why, and what now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label

_ICON = 32
_SIDE = 24


class EmptyState(QWidget):
    """A sign, one bold line that says why, one that says what now, and the next acts as buttons.

    acted carries the number of the button, counted from 0.
    """

    acted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = IconMark(look, size=_ICON)
        self._why = Label(look, use="panel title", wraps=True)
        self._what_now = Label(look, use="row", ink="muted", wraps=True)
        for label in (self._why, self._what_now):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._acts = QVBoxLayout()
        self._acts.setSpacing(GRID)
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        column.setSpacing(4)
        column.addStretch()
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        column.addWidget(self._why)
        column.addWidget(self._what_now)
        column.addSpacing(8)
        column.addLayout(self._acts)
        column.addStretch()

    def say(self, icon: str, why: str, what_now: str = "", acts: Sequence[str] = ()) -> None:
        """Say why there is nothing and what can be done; icon "" shows no sign."""
        self._icon.setVisible(bool(icon))
        self._icon.set_icon(icon, "muted")
        self._why.setText(why)
        self._what_now.setText(what_now)
        self._what_now.setVisible(bool(what_now))
        for old in self.buttons:
            self._acts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [Button(self._look, words, parent=self) for words in acts]
        for number, made in enumerate(self.buttons):
            made.clicked.connect(lambda _checked=False, number=number: self.acted.emit(number))
            self._acts.addWidget(made)

    def text(self) -> str:
        """Return both lines."""
        return f"{self._why.text()} {self._what_now.text()}".strip()
