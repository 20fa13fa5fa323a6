"""One of the house's signs, standing by itself in a window."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.look import ICON, Look, Role


class IconMark(QWidget):
    """A sign in the colour of its role, drawn anew for every palette and screen.

    It never speaks for itself: the words beside it say what it means.
    """

    def __init__(
        self,
        look: Look,
        name: str = "",
        role: Role = "muted",
        size: int = ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._role: Role = role
        self.setFixedSize(QSize(look.px(size), look.px(size)))

    @property
    def name(self) -> str:
        """The sign that is shown, or "" for none."""
        return self._name

    def set_icon(self, name: str, role: Role) -> None:
        """Show another sign; "" shows none and keeps the place."""
        self._name = name
        self._role = role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            self._look.paint_icon(painter, self._name, self._role, self.rect())
            painter.end()
