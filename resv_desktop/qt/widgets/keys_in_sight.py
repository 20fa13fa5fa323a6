"""What has the keys is brought in sight, wherever it is scrolled away."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from resv_desktop.qt.look import GAP


class KeysInSight(QObject):
    """Scrolls an area down or up to the widget in it that gets the keys, all of it.

    Qt itself only shows the line with the cursor. A press that brings the keys moves nothing: else
    it would end beside what it began at, and do nothing.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not isValid(self._area):  # the focus goes while a window is taken down
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        ground = self._area.widget()
        if ground is None or not ground.isAncestorOf(now):
            return
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        top = now.mapTo(ground, QPoint(0, 0)).y()
        least = top + now.height() + GAP - room
        bar.setValue(min(top - GAP, max(bar.value(), least)))
