"""The row over the day that says: the clock of the house goes by other rules than was promised."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.band import Band
from resv_desktop.qt.widgets.button import Button


class ClockRow(Band):
    """Hidden as long as the clock goes as it was promised."""

    wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "warnBg", "clock", "warn", parent)
        self.setObjectName("clockRow")
        self.look_button = Button(look, self.tr("See who is affected"), parent=self)
        self.look_button.setObjectName("clockButton")
        self.look_button.clicked.connect(self.wanted)
        self._row.addWidget(self.look_button)

    def show_difference(self, differs: bool) -> None:
        """Say it, or nothing."""
        if not differs:
            self.clear()
            return
        more = self.tr(
            "Hours ahead would move with their reservations. No new days open until you have seen "
            "who is affected."
        )
        self._tell((self.tr("The rules of your clock have changed."), more))
