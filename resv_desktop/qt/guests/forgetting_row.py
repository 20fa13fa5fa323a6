"""The row over the day that says: what is known of old guests goes soon, for the first time."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.guests_data import ForgettingAhead
from resv_desktop.qt import words
from resv_desktop.qt.look import Look
from resv_desktop.qt.waiting_row import WaitingRow
from resv_desktop.qt.widgets.band import Band
from resv_desktop.qt.widgets.button import Button


class ForgettingRow(Band):
    """Stays until it was read, or until nothing is ahead any more.

    guests_wanted leads to where the months are chosen; read is emitted when a host has read it.
    """

    guests_wanted = Signal()
    read = Signal()

    def __init__(self, look: Look, local: Callable[[datetime], datetime]) -> None:
        super().__init__(look, "raised", "calendar", "muted")
        self.setObjectName("forgettingRow")
        self._local = local
        self.guests_button = Button(look, self.tr("Guests' data…"), parent=self)
        self.guests_button.setObjectName("forgettingGuestsButton")
        self.read_button = Button(look, self.tr("Understood"), "quiet", parent=self)
        self.read_button.setObjectName("forgettingReadButton")
        self.guests_button.clicked.connect(self.guests_wanted)
        self.read_button.clicked.connect(self.read)
        self._row.addWidget(self.guests_button)
        self._row.addWidget(self.read_button)

    def follow(self, above: WaitingRow) -> None:
        """Let the keys come here after the row above."""
        QWidget.setTabOrder(above.pass_button, self.guests_button)
        QWidget.setTabOrder(self.guests_button, self.read_button)

    def show_ahead(self, ahead: ForgettingAhead | None) -> None:
        """Say what goes, and when; what is new is announced once."""
        if ahead is None:
            self.clear()
            return
        goes = self.tr("Old data of guests is erased on {day}.").format(
            day=words.long_day(self._local(ahead.goes_at).date())
        )
        what = self.tr(
            "Numbers, names and notes from before {day} ({n} entries of the book) go for good "
            "then, unless you choose another time."
        ).format(day=words.day_and_year(self._local(ahead.before).date()), n=ahead.entries)
        self._tell((goes, what))
