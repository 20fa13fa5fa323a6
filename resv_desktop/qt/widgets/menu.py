"""The acts that are pressed seldom, folded away."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from resv_desktop.qt.look import CONTROL_RADIUS, Look
from resv_desktop.qt.widgets.shapes import round_corners


class Menu(QMenu):
    """A menu with rows for a finger and the house's corners."""

    def __init__(self, look: Look, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setFont(look.font("row"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self, CONTROL_RADIUS)
