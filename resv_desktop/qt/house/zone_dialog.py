"""Asks the manager for another clock; nothing changes before they have seen whom that hits."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.zone_picker import ZonePicker


class ZoneDialog(DialogFrame):
    """chosen carries another zone than the house has."""

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget, look: Look, now: Callable[[], datetime], restaurant: Restaurant
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.set_head(
            self.tr("Which clock hangs on your wall?"),
            self.tr("Every reservation keeps its hour on the clock."),
        )
        self.setObjectName("zoneDialog")
        self._before = restaurant.timezone
        self.picker = ZonePicker(look, now, rows=4)
        self.body.addWidget(self.picker)
        self.picker.set_region(region_of(restaurant.phone))
        self.picker.set_zone(restaurant.timezone)
        self.picker.picked.connect(lambda _: self._say())
        self.acted.connect(self._on_acted)
        self.set_hint(self.tr("Enter shows first which guests are affected, Escape leaves."))
        self.set_act(self.tr("See who is affected"))
        self._say()
        self.picker.setFocus()

    def _say(self) -> None:
        self.act_button.setEnabled(self.picker.zone not in (None, self._before))

    def _on_acted(self) -> None:
        zone = self.picker.zone
        if zone is not None and self.act_button.isEnabled():
            self.accept()
            self.chosen.emit(zone)
