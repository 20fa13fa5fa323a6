"""What is pressed in a list shows its details, where all panels stand in one column."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea

from resv_desktop.qt.details_panel import DetailsPanel
from resv_desktop.qt.look import GAP


class DetailsInSight(QObject):
    """Scrolls an area to the details once a row has been pressed, and no further than it must.

    The row stays in sight where both have room; where the details alone have too little, it is
    their button that is seen. Keys move nothing: they act on what is picked from where they are.
    Nothing moves before a second press would be one of its own, nor under a finger, nor while a
    party is carried to another table, nor where the host has scrolled on meanwhile; what comes
    under the finger then takes no press at once.
    """

    def __init__(
        self,
        area: QScrollArea,
        details: DetailsPanel,
        lists: Iterable[QAbstractItemView],
        is_wanted: Callable[[], bool],
    ) -> None:
        super().__init__(area)
        self._area, self._details, self._is_wanted = area, details, is_wanted
        self._pressed_in: QAbstractItemView | None = None
        self.wait = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self.wait.timeout.connect(self._on_waited)
        scrolled = [area.verticalScrollBar()]
        for each in lists:
            each.clicked.connect(partial(self._on_clicked, each))
            scrolled += each.verticalScrollBar(), each.horizontalScrollBar()
        for bar in scrolled:
            bar.actionTriggered.connect(self.wait.stop)

    def _on_clicked(self, pressed_in: QAbstractItemView, index: QModelIndex) -> None:
        if pressed_in.selectionModel().isSelected(index):
            self._pressed_in = pressed_in
            self.wait.start()

    def _on_waited(self) -> None:
        if QApplication.activeModalWidget() is not None:
            return  # a second press has opened what was picked
        if QApplication.mouseButtons():
            self.wait.start()
        elif self._pressed_in is not None and self._is_wanted():
            self._show_with(self._pressed_in)

    def _show_with(self, pressed_in: QAbstractItemView) -> None:
        ground = self._area.widget()
        if ground is None:
            return
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        row, before = self._picked_in(pressed_in), bar.value()
        is_seen = row.top() >= 0 and row.bottom() < room
        top = self._details.mapTo(ground, QPoint(0, 0)).y()
        least = top + self._details.height() + GAP - room
        bar.setValue(max(least, min(before, top - GAP)))
        if bar.value() == before:
            return
        self._details.come_under_the_finger()
        if is_seen:
            row = self._picked_in(pressed_in)
            over = min(0, row.top()) + max(0, row.bottom() + 1 - room)
            inner = pressed_in.verticalScrollBar()
            inner.setValue(inner.value() + over)

    def _picked_in(self, pressed_in: QAbstractItemView) -> QRect:
        """Return where the picked row stands in the area."""
        row = pressed_in.visualRect(pressed_in.currentIndex())
        to = pressed_in.viewport().mapTo(self._area.viewport(), QPoint(0, 0))
        return row.translated(to)
