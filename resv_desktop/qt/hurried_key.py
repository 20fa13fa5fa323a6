"""A key that a host presses before what it is meant for has been found."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_WAITS_MS = 2000


class HurriedKey(QObject):
    """Keeps the last key that came too early for two seconds, or until something else is done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._press: Callable[[], None] | None = None
        self._patience = QTimer(self, singleShot=True, interval=_WAITS_MS)
        self._patience.timeout.connect(self.forget)

    def keep(self, press: Callable[[], None]) -> None:
        """Keep a key in place of the one that was kept before."""
        self._press = press
        self._patience.start()

    def forget(self) -> None:
        """Let go of it: the host does something else."""
        self._press = None
        self._patience.stop()

    def press_again(self) -> None:
        """Do now what was asked for too early, once."""
        press = self._press
        self.forget()
        if press is not None:
            press()
