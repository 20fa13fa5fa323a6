"""Enter does what the button says that has the keys, or what is picked, in every window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    _Pressed = QAbstractButton
else:
    _Pressed = object  # the button itself is the next base of whatever takes this one

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# No other key is held beside it; that of the number pad is none.
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_DOING = (*ENTERS, Qt.Key.Key_Space)


def does(event: QKeyEvent, act: Callable[[], None]) -> bool:
    """Do what is picked where the key is one for that; return whether it was one.

    A key that is held down is one press, so an Enter of the line that still is does nothing.
    """
    if event.key() not in _DOING or event.modifiers() not in PLAIN:
        return False
    if not event.isAutoRepeat():
        act()
    return True


class EnterPresses(_Pressed):
    """Stands before the button in the bases of a class; a key that is held down presses once.

    Qt alone would press the button of the dialog's act instead, and none outside of dialogs.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) not in ENTERS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()
