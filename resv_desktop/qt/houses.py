"""The restaurants of the book by their names: the one of the window, and all others."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.one_question import OneQuestion

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class Houses(QObject):
    """All restaurants as they are known; the one of the window is as its day tells it.

    No change of another one is told to this window, so those are read by whoever is about to name
    them. changed carries all once one of them is different.
    """

    changed = Signal(list)

    def __init__(
        self,
        tasks: Tasks,
        controller: "Controller",
        restaurants: Sequence[Restaurant],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.all = list(restaurants)
        self._own: Restaurant | None = None
        self._question = OneQuestion(tasks, controller.restaurants, self)
        self._question.answered.connect(self._take)

    def read(self) -> None:
        """Read them all; while the database is silent they stay as they were."""
        self._question.ask()

    def show_own(self, house: Restaurant) -> None:
        """Take over what a day tells of the restaurant of the window."""
        self._own = house
        self._take(self.all)

    def of(self, rest_id: str) -> Restaurant:
        """Return a restaurant; the first one for one that nobody knows."""
        return next((house for house in self.all if house.id == rest_id), self.all[0])

    def _take(self, read: list[Restaurant]) -> None:
        own = self._own
        now = [own if own is not None and each.id == own.id else each for each in read]
        if now and now != self.all:
            self.all = now
            self.changed.emit(now)
