"""Enter does what the button says that has the keys, in every window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    _Pressed = QAbstractButton
else:
    _Pressed = object  # the button itself is the next base of whatever takes this one

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(_Pressed):
    """Stands before the button in the bases of a class; a key that is held down presses once.

    Qt alone would press the button of the dialog's act instead, and none outside of dialogs.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) not in ENTERS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()
