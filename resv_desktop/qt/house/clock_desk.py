"""Notices that the clock of the house goes by other rules than those by which hours were made."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.house.attention_desk import AttentionDesk
from resv_desktop.qt.house.clock_row import ClockRow
from resv_desktop.qt.house.manager_gate import ManagerGate
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.one_question import OneQuestion
from resv_desktop.qt.widgets.notice import Notice

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class ClockDesk(QObject):
    """Serves one main window: says it over the day, and leads to whom it concerns."""

    def __init__(
        self,
        window: QWidget,
        tasks: Tasks,
        controller: "Controller",
        row: ClockRow,
        live: LiveDay,
        acts: HostActs,
        gate: ManagerGate,
        attention: AttentionDesk,
        notice: Notice,
    ) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self._live, self._acts, self._gate = live, acts, gate
        self._attention, self._notice = attention, notice
        self._restaurant: Restaurant | None = None
        self._question = OneQuestion(tasks, self._differs, self)
        self._question.answered.connect(row.show_difference)
        self.row = row
        self.row.wanted.connect(self._on_wanted)

    def read(self, restaurant: Restaurant) -> None:
        """Look whether the hours ahead were made by another clock."""
        self._restaurant = restaurant
        self._question.ask()

    def _differs(self) -> bool:
        house = self._restaurant
        return house is not None and self._controller.clock_differs(house.id)

    def hear(self, changes: Iterable[Change]) -> None:
        """Look again where the house has changed, here or at another station."""
        if self._restaurant is not None and any(c.kind in ("restaurant", "all") for c in changes):
            self.read(self._restaurant)

    def _on_wanted(self) -> None:
        self._gate.ask(self._open)

    def _open(self) -> None:
        house = self._restaurant
        if house is None or house.timezone is None or self._acts.is_open:
            return
        change = HouseChange(timezone=house.timezone)
        self._attention.open_preview(self._window, house.id, change, self._on_saved)

    def _on_saved(self, restaurant: Restaurant) -> None:
        self._notice.say(
            self.tr("The hours ahead go by the new clock; every reservation keeps its hour.")
        )
        self._gate.renew()
        self._live.read_again()
        self.read(restaurant)
