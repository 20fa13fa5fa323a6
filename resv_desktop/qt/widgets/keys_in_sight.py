"""What has the keys is brought in sight, wherever it is scrolled away."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from resv_desktop.qt.look import GAP


class KeysInSight(QObject):
    """Scrolls an area down or up to the widget in it that gets the keys, all of it.

    Qt itself only shows the line with the cursor. A press that brings the keys moves nothing: else
    it would end beside what it began at, and do nothing. With `is_kept` what was in sight stays so
    where the form grows, or a message below takes of its room.
    """

    def __init__(self, area: QScrollArea, *, is_kept: bool = False) -> None:
        super().__init__(area)
        self._area = area
        self._in_sight: QWidget | None = None  # what has the keys, where all of it is seen
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        if is_kept:
            area.verticalScrollBar().rangeChanged.connect(self._on_range)
            area.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not isValid(self._area):  # the focus goes while a window is taken down
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._bring(now)

    def _bring(self, now: QWidget) -> None:
        ground = self._area.widget()
        if ground is None or not ground.isAncestorOf(now):
            return
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        top = now.mapTo(ground, QPoint(0, 0)).y()
        least = top + now.height() + GAP - room
        bar.setValue(min(top - GAP, max(bar.value(), least)))
        self._in_sight = now

    def _on_range(self) -> None:
        now = QApplication.focusWidget()
        is_pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and now is self._in_sight and not is_pressed:
            self._bring(now)

    def _on_scrolled(self) -> None:
        """See whether the host has scrolled what has the keys away."""
        now = QApplication.focusWidget()
        if now is not None and now is self._in_sight:
            is_whole = now.visibleRegion().boundingRect() == now.rect()
            self._in_sight = now if is_whole else None
