"""A list or sheet goes on by itself while what is dragged over it is held at one of its edges."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider

_STEP_MS: Final = 250  # slow enough to stop at the hour that is meant
_Action = QAbstractSlider.SliderAction


class EdgeScroll(QTimer):
    """Scrolls a view one step at a time; stepped is told when other cells are under the pointer.

    Only to the edge that the drag went towards: one that began there is not meant for it.
    """

    stepped = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view, interval=_STEP_MS)
        self._view = view
        self._way = (0, 0)
        self.timeout.connect(self._step)

    def hold(self, at: QPoint, began_at: QPoint, inside: QRect) -> None:
        """Hear where the pointer is, where it went down, and where the cells are in the view."""
        near = self._view.autoScrollMargin()
        calm, gone = inside.adjusted(near, near, -near, -near), at - began_at
        way = (
            _way(at.x(), gone.x(), calm.left(), calm.right()),
            _way(at.y(), gone.y(), calm.top(), calm.bottom()),
        )
        if way != self._way:
            self._way = way
            if any(way):
                self.start()
            else:
                self.stop()

    def rest(self) -> None:
        """Let all stay where it is."""
        self._way = (0, 0)
        self.stop()

    def _step(self) -> None:
        across, down = self._way
        is_rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for bar, way in (
            (self._view.horizontalScrollBar(), -across if is_rtl else across),
            (self._view.verticalScrollBar(), down),
        ):
            if way:
                one = _Action.SliderSingleStepAdd if way > 0 else _Action.SliderSingleStepSub
                bar.triggerAction(one)
        self.stepped.emit()


def _way(at: int, gone: int, first: int, last: int) -> int:
    """Return -1 or 1 where a pointer is beyond the calm middle, on the side it went to; else 0."""
    if at < first and gone < 0:
        return -1
    return 1 if at > last and gone > 0 else 0
