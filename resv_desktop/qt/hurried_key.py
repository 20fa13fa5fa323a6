"""A key that a host presses before what it is meant for has been found."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_WAITS_MS = 2000


class HurriedKey(QObject):
    """Keeps the last key that came too early for two seconds, or until something else is done.

    One whose time is told is kept until then. given_up is emitted where what it is meant for has
    not been found in that time.
    """

    given_up = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._press: Callable[[], None] | None = None
        self._patience = QTimer(self, singleShot=True, interval=_WAITS_MS)
        self._patience.timeout.connect(self.give_up)

    @property
    def is_kept(self) -> bool:
        """Whether a key waits for what it is meant for."""
        return self._press is not None

    def keep(self, press: Callable[[], None], *, until_told: bool = False) -> None:
        """Keep a key in place of the one that was kept before."""
        self.forget()
        self._press = press
        if not until_told:
            self._patience.start()

    def forget(self) -> None:
        """Let go of it: the host does something else."""
        self._press = None
        self._patience.stop()

    def give_up(self) -> None:
        """Let go of it, since there is nothing that it could be meant for."""
        self.forget()
        self.given_up.emit()

    def press_again(self) -> None:
        """Do now what was asked for too early, once."""
        press = self._press
        self.forget()
        if press is not None:
            press()
