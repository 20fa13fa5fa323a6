"""The band under the top bar: what is wrong with the whole house."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.band import Band
from resv_desktop.qt.widgets.button import Button


class Banner(Band):
    """One trouble at a time, in bold, what it means for the host, and one thing to press.

    It is hidden until something is said; acted is emitted when the host presses.
    """

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "errorBg", "triangle", "error", parent)
        self.setObjectName("banner")
        self.action_button = Button(look, parent=self)
        self.action_button.clicked.connect(self.acted)
        self._row.addWidget(self.action_button)

    def say(self, wrong: str, meaning: str, action: str | None = None) -> None:
        """Show what is wrong, what it means, and what can be pressed; announce it once."""
        self.action_button.setText(action or "")
        self.action_button.setVisible(action is not None)
        self._tell((wrong, meaning))
