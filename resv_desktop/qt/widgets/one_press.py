"""A press that has done something is not done once more by the second half of a double click."""

from PySide6.QtGui import QMouseEvent

from resv_desktop.qt.widgets.enter_presses import EnterPresses


class OnePress(EnterPresses):
    """Stands before the button in the bases of a class: by the second press another act, or another
    party, may be where the first one was meant.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
