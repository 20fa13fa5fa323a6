"""Whether the database answers, and since when what is shown is known to be true."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.qt.background import Tasks, Trouble

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_EVERY = 2  # beats between two questions while all is well


class Pulse(QObject):
    """Asks the database every other second; once it is silent, every second.

    lost and found are each told once. confirmed_at is the last instant (UTC) at which the
    database answered, None before the first time.
    """

    lost = Signal()
    found = Signal()
    confirmed = Signal()

    def __init__(
        self, tasks: Tasks, controller: "Controller", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._controller = controller
        self._is_asking = False
        self._beats = 0
        self.is_lost = False
        self.confirmed_at: datetime | None = None

    def beat(self) -> None:
        """Ask if it is time to; called once a second."""
        self._beats += 1
        if self.is_lost or self._beats >= _EVERY:
            self.ask()

    def ask(self) -> None:
        """Ask now, unless an answer is being waited for."""
        if self._is_asking:
            return
        self._is_asking = True
        self._beats = 0
        self._tasks.run(self, self._controller.ping, self._on_answer, self._on_silence)

    def tell_silent(self) -> None:
        """Hear from somebody else that the database did not answer."""
        if not self.is_lost:
            self.is_lost = True
            self.lost.emit()

    def tell_answered(self) -> None:
        """Hear from somebody else that the database answered."""
        self.confirmed_at = self._controller.now()
        if self.is_lost:
            self.is_lost = False
            self.found.emit()
        self.confirmed.emit()

    def _on_answer(self, _answer: object) -> None:
        self._is_asking = False
        self.tell_answered()

    def _on_silence(self, _trouble: Trouble) -> None:
        self._is_asking = False
        self.tell_silent()
