"""A hand that is quicker than the start loses nothing: what it needs is made before it is heard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow

_OF_HANDS = (
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
)


class FirstHand(QObject):
    """Calls once before the first key, press or touch goes on into a window; then hears no more.

    It listens at the window of the system, which each of them passes first.
    """

    def __init__(self, then: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._then = then
        self._window: QWindow | None = None

    def wait_for(self, window: QWindow | None) -> None:
        """Wait for a hand at this window."""
        if window is not None:
            self._window = window
            window.installEventFilter(self)

    def stop(self) -> None:
        """Wait no longer."""
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _OF_HANDS:
            self._then()
        return super().eventFilter(watched, event)
