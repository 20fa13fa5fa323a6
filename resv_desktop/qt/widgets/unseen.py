"""A press as something else comes in its place was meant for what stood there before."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

_UNSEEN_MS: Final = 600  # nobody reads and decides faster


class Unseen(QTimer):
    """Is active from its start until a host may have seen what has come."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=_UNSEEN_MS)
