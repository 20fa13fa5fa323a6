"""Asks the book who a number belongs to, while somebody may still be typing it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.guest import Guest
from resv_desktop.qt.background import Tasks, Trouble

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class GuestAsking(QObject):
    """One question at a time, about the number that stands there; other answers are dropped.

    told is emitted when its guest is known. Where the database is silent, nothing is said.
    """

    told = Signal()

    def __init__(self, tasks: Tasks, controller: "Controller", parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._controller = tasks, controller
        self._wanted = ("", "")
        self._is_asking = False
        self.guest: Guest | None = None

    def forget(self) -> None:
        """Let go of a number that is no longer there."""
        self._wanted, self.guest = ("", ""), None

    def ask(self, number: str, rest_id: str) -> None:
        """Ask about a number in E.164, as one restaurant knows it."""
        if (number, rest_id) != self._wanted or (self.guest is None and not self._is_asking):
            self._wanted, self.guest = (number, rest_id), None
            self._ask()

    def _ask(self) -> None:
        number, rest_id = asked = self._wanted
        if self._is_asking or not number:
            return
        self._is_asking = True
        controller = self._controller

        def told(guest: Guest) -> None:
            self._is_asking = False
            if asked != self._wanted:
                self._ask()
            else:
                self.guest = guest
                self.told.emit()

        def failed(_: Trouble) -> None:
            self._is_asking = False
            if asked != self._wanted:
                self._ask()

        self._tasks.run(self, lambda: controller.guest(number, rest_id=rest_id), told, failed)
