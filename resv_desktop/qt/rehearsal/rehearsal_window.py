"""The host stand with a copy of the evening, plainly marked as a rehearsal."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from resv_desktop.domain.phone import region_of
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.rehearsal import cue_words
from resv_desktop.qt.rehearsal.rehearsal_bar import RehearsalBar
from resv_desktop.qt.rehearsal.script import Script
from resv_desktop.station_memory import StationMemory

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.controller.rehearsing import Rehearsal


class RehearsalWindow(MainWindow):
    """A main window whose book is the copy; what is practised here is kept nowhere.

    Of the menu only what stays inside of the copy is left.
    """

    def __init__(
        self,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        rehearsal: "Rehearsal",
    ) -> None:
        house = rehearsal.restaurant
        super().__init__(
            look,
            keys,
            tasks,
            controller,
            StationMemory(None),
            house,
            [house],
            controller.station,
        )
        self._rehearsal, self._region = rehearsal, region_of(house.phone)
        self._script = Script(rehearsal.cues)
        self.bar = RehearsalBar(look, self)
        self.bar.stepped.connect(self._on_stepped)
        self.bar.left.connect(self.close)
        ground = self.centralWidget()
        assert ground is not None
        column = ground.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.bar)
        self.menu.leave_out_the_rest(self.tr("Back to the real evening"))
        self._say()

    def setWindowTitle(self, title: str) -> None:
        says = self.tr("Rehearsal: {restaurant}")
        super().setWindowTitle(says.format(restaurant=words.apart(title)))

    def _on_stepped(self) -> None:
        at = self._script.next_hour
        if at is not None:
            self._rehearsal.clock.skip_to(at)
            self.tick()
        self._script.step()
        self._say()

    def _say(self) -> None:
        house, script = self._rehearsal.restaurant, self._script
        if script.cue is not None:
            says = cue_words.cue(script.cue, house, self._region)
            self.bar.say(says, self.tr("What comes next"))
        elif script.hour_done is not None and script.next_hour is not None:
            step = self.tr("On to {hour}").format(hour=words.hour(house.local(script.next_hour)))
            self.bar.say(cue_words.hour_is_done(house.local(script.hour_done)), step)
        else:
            self.bar.say(cue_words.evening_is_done(), "")
