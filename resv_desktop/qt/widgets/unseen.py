"""A press as something else comes in its place was meant for what stood there before."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

_UNSEEN_MS: Final = 600  # nobody reads and decides faster
_OWN_MS: Final = 2000  # what the host has done is read from the book again by then


class Unseen(QTimer):
    """Is active from its start until a host may have seen what has come."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=_UNSEEN_MS)


class Surprise(Unseen):
    """Is active after a change at one place that the host has not made, until it may be seen.

    Each act of the host has one change that is expected, also where it comes before the answer.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._expected = 0
        self._own = QTimer(self, singleShot=True, interval=_OWN_MS)
        self._own.timeout.connect(self._expect_none)

    def expect(self) -> None:
        """Hear that the host has just done something."""
        if self.isActive():
            self.stop()
        else:
            self._expected += 1
            self._own.start()

    def see_change(self) -> None:
        """Hear that something else stands there now."""
        if self._expected:
            self._expected -= 1
        else:
            self.start()

    def _expect_none(self) -> None:
        self._expected = 0
