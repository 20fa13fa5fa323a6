"""A press that has done something is not done once more by the second half of a double click."""

from PySide6.QtGui import QMouseEvent


class OnePress:
    """Stands before the button in the bases of a class: by the second press another act, or another
    party, may be where the first one was meant.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
