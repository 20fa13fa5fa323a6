"""The words about what is picked, scrolled where there is no room for all of them."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.thumb import Thumb
from resv_desktop.qt.widgets.own_viewport import lay_viewport

BLOCK: Final = 108  # room for four lines, so that the button stays where it is


class DetailsFacts(QScrollArea):
    """All that is said of what is picked: as high as it needs, up to a height."""

    def __init__(self, look: Look, facts: QWidget) -> None:
        super().__init__()
        lay_viewport(self, QPalette.ColorRole.NoRole)
        self._facts = facts
        self._least = self._most = look.px(BLOCK)
        self.setProperty("is a list", True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(facts)
        self.viewport().setAutoFillBackground(False)
        facts.setAutoFillBackground(False)
        facts.installEventFilter(self)
        self._thumb = Thumb(self)

    def set_most_height(self, height: int) -> None:
        """Scroll what is higher than this."""
        self._most = max(self._least, height)
        self._fit()

    def _fit(self) -> None:
        facts = self._facts
        wraps = facts.hasHeightForWidth()
        needed = facts.heightForWidth(self.width()) if wraps else facts.sizeHint().height()
        self.setMinimumHeight(min(needed, self._most))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # what is said has another height
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._thumb.place(1)
        if event.size().width() != event.oldSize().width():
            self._fit()
