"""The row over the day that says: the house is closed, or has other hours, until when and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from resv_desktop.qt.house.closure_words import ClosureSaid
from resv_desktop.qt.look import TARGET, Look
from resv_desktop.qt.widgets.band import Band


class ClosureRow(Band):
    """Nothing is wrong, so it is calm and there is nothing to press; hidden on a usual day."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "raised", "calendar", "muted", parent, height=TARGET)
        self.setObjectName("closureRow")

    def show_closures(self, closures: Sequence[ClosureSaid]) -> None:
        """Say these; what is new is announced once."""
        if closures:
            self._tell(*((each.what, each.reason) for each in closures))
        else:
            self.clear()
