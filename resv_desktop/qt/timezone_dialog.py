"""Asks once for the clock of a restaurant that another program left without one that is known."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.zones import guess_zone
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.look import DIALOG_PADDING, Look
from resv_desktop.qt.machine import Machine
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.zone_picker import ZonePicker

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class TimezoneDialog(DialogFrame):
    """The zone, guessed from the restaurant's phone; chosen carries the restaurant that has it."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        restaurant: Restaurant,
        *,
        machine: Machine | None = None,
    ) -> None:
        super().__init__(look, "", parent=parent)
        name = look.metrics("row").elidedText(
            restaurant.name, Qt.TextElideMode.ElideRight, self.width() - 2 * DIALOG_PADDING
        )
        self.set_head(self.tr("Which clock hangs on your wall?"), name)
        self.setObjectName("timezoneDialog")
        self._tasks = tasks
        self._controller = controller
        self._restaurant = restaurant
        self._request_id = controller.new_id()
        self._asked = ""
        self.picker = ZonePicker(look, controller.now, rows=4)
        self.body.addWidget(self.picker)
        region = region_of(restaurant.phone)
        self.picker.set_region(region)
        stored = restaurant.timezone if restaurant.has_clock else None
        self.picker.set_zone(stored or guess_zone(region, (machine or Machine.here()).zone))
        self.picker.picked.connect(self._on_picked)
        self.acted.connect(self._on_acted)
        self.set_hint(self.tr("It is asked once and then kept."))
        self._say()
        self.picker.setFocus()

    def _say(self) -> None:
        self.set_act(self.tr("Use this time zone"))
        self.act_button.setEnabled(self.picker.zone is not None)

    def _on_picked(self, _zone: str) -> None:
        self.message.clear()
        self._say()

    def _on_acted(self) -> None:
        zone = self.picker.zone
        if zone is None or self.is_busy:
            return
        if zone != self._asked:
            self._asked, self._request_id = zone, self._controller.new_id()
        controller, rest_id, request_id = self._controller, self._restaurant.id, self._request_id
        self.message.clear()
        self.set_busy(self.tr("Saving the time zone"))
        self._tasks.run(
            self,
            lambda: controller.set_timezone(rest_id, zone, request_id=request_id),
            self._on_saved,
            self._on_failed,
        )

    def _on_saved(self, restaurant: Restaurant) -> None:
        self.set_ready()
        self.accept()
        self.chosen.emit(restaurant)

    def _on_failed(self, trouble: Trouble) -> None:
        self.set_ready()
        self.message.say("error", words.sentence(trouble))
