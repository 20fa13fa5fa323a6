"""Which clock hangs on the wall of the restaurant?"""

from collections.abc import Callable
from datetime import datetime

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import only_zone_of, zones_of
from resv_desktop.domain.zones import guess_zone
from resv_desktop.qt import words
from resv_desktop.qt.look import Look
from resv_desktop.qt.machine import Machine, country_name
from resv_desktop.qt.setup.page import Page
from resv_desktop.qt.zone_picker import ZonePicker


class ZonePage(Page):
    """The zone, guessed from the phone's country until the host picks one."""

    def __init__(self, look: Look, machine: Machine, now: Callable[[], datetime]) -> None:
        super().__init__(look, "", "", "")
        self.step = self.tr("Time zone")
        self._machine = machine
        self._phone = ""
        self.is_touched = False
        self.picker = ZonePicker(look, now)
        self.body.addWidget(self.picker, 1)
        self.picker.picked.connect(self._on_picked)
        self._say()

    def set_phone(self, phone: str) -> None:
        """Guess from the restaurant's number (E.164), unless the host has picked already."""
        if phone == self._phone:
            return
        self._phone = phone
        region = region_of(phone)
        self.picker.set_region(region)
        if not self.is_touched:
            self.picker.set_zone(guess_zone(region, self._machine.zone))
        self._say()
        self.changed.emit()

    def fill(self, phone: str, zone: str | None) -> None:
        """Show what is saved already."""
        self.set_phone(phone)
        if zone is not None:
            self.picker.set_zone(zone)
            self.is_touched = True

    def doubt(self) -> str:
        """Return what should make the host look twice, or ""."""
        return self.picker.doubt()

    def answer(self) -> str:
        return self.picker.zone or ""

    def lacks(self) -> str:
        return "" if self.picker.zone else self.tr("First pick a time zone")

    def insist(self) -> None:
        self.picker.setFocus()

    def next_words(self) -> str:
        return self.tr("Next: tables")

    def focus_first(self) -> None:
        self.picker.setFocus()

    def _on_picked(self, _zone: str) -> None:
        self.is_touched = True
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        region = region_of(self._phone)
        country = country_name(region)
        shown = words.phone(self._phone, None)
        guess = self.tr("Guessed from {phone} ({country}). Does the time agree?")
        pick = self.tr("Every hour of the book is an hour of this clock.")
        is_guess = bool(country) and not self.is_touched
        self.set_head(
            self.tr("Which clock hangs on your wall?"),
            guess.format(phone=shown, country=country) if is_guess else pick,
        )
        self.picker.set_doubt(self._doubt_about(region, country))

    def _doubt_about(self, region: str | None, country: str) -> str:
        if region is None or not country or self.picker.zone is None:
            return ""
        zones = zones_of(region)
        if self.picker.zone not in zones:
            says = self.tr("{zone} is not in the country of your phone number ({country}).")
            return says.format(zone=self.picker.zone, country=country)
        if not self.is_touched and only_zone_of(region) is None:
            says = self.tr(
                "There is more than one time zone in this country ({country}). Please check."
            )
            return says.format(country=country)
        return ""
