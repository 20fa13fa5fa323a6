"""What is wished for again and again in a short time is done once, a moment later."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

_AT_MOST_EVERY_MS: Final = 200


class Again(QTimer):
    """Asks a question of the book once more, however often that is wished for meanwhile."""

    def __init__(self, ask: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=_AT_MOST_EVERY_MS)
        self.timeout.connect(ask)

    def wish(self) -> None:
        """Let it be asked soon, unless it is to be asked already."""
        if not self.isActive():
            self.start()
