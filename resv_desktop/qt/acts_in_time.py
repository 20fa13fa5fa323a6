"""A window is painted before what the host does in it is made, and no hand comes too early."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.later import load_the_rest
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.first_hand import FirstHand
from resv_desktop.qt.language import spoken

if TYPE_CHECKING:
    from resv_desktop.qt.command_desk import CommandDesk
    from resv_desktop.qt.host_acts import HostActs
    from resv_desktop.qt.house.attention_desk import AttentionDesk
    from resv_desktop.qt.house.clock_desk import ClockDesk
    from resv_desktop.qt.house.house_acts import HouseActs
    from resv_desktop.qt.house.manager_gate import ManagerGate
    from resv_desktop.qt.house_menu import HouseMenu
    from resv_desktop.qt.picked_acts import PickedActs
    from resv_desktop.qt.presence import TakingSigns
    from resv_desktop.qt.reshuffle.reshuffle_desk import ReshuffleDesk
    from resv_desktop.qt.seat_acts import SeatActs
    from resv_desktop.qt.waiting_desk import WaitingDesk
    from resv_desktop.qt.window_acts import WindowActs

_AFTER_THE_DAY_MS, _AT_THE_LATEST_MS = 60, 1000


class ActsInTime(QMainWindow):
    """What the host does in the window, each in a part of its own.

    The parts are made once the first day is painted, or before: by the first key, press or touch,
    and by whatever asks for one of them.
    """

    signs: "TakingSigns"
    acts: "HostActs"
    gate: "ManagerGate"
    house: "HouseActs"
    rules: "ClockDesk"
    desk: "CommandDesk"
    seat: "SeatActs"
    attention: "AttentionDesk"
    waiting: "WaitingDesk"
    picked_acts: "PickedActs"
    reshuffle: "ReshuffleDesk"
    menu: "HouseMenu"

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.made: WindowActs | None = None
        self._once_made: list[Callable[[], object]] = []
        self._hand = FirstHand(self.make_acts, self)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._load_acts)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name not in ActsInTime.__annotations__:
                raise AttributeError(name)
            self.make_acts()
            return getattr(self.made, name)

    @property
    def restaurant(self) -> Restaurant:
        """The house as it was read last."""
        raise NotImplementedError

    def make_parts(self) -> None:
        """Make the parts; `made` is set before they are, since they find each other through it."""
        raise NotImplementedError

    def make_acts(self) -> None:
        """Make the parts, unless that has been done."""
        if self.made is not None:
            return
        self._soon.stop()
        self._hand.stop()
        self.make_parts()
        for then in self._once_made:
            then()
        self._once_made.clear()

    def once_made(self, then: Callable[[], object]) -> None:
        """Call something once the parts are made."""
        if self.made is None:
            self._once_made.append(then)
        else:
            then()

    def begin_acts(self) -> None:
        """From now on the window is seen: make the parts, if only once it is painted."""
        if self.made is not None:
            self.made.begin()
        else:
            self._soon.start(_AT_THE_LATEST_MS)
            self._hand.wait_for(self.windowHandle())

    def make_acts_soon(self) -> None:
        """Make them, since the first day is just being painted."""
        is_soon = self._soon.interval() == _AFTER_THE_DAY_MS
        if self.made is None and self.isVisible() and not is_soon:
            self._soon.start(_AFTER_THE_DAY_MS)

    def end_acts(self) -> None:
        """Take what other stations are told of this one back, and make nothing any more."""
        self._soon.stop()
        if self.made is not None:
            self.signs.take(None)

    def _load_acts(self) -> None:
        phone = self.restaurant.phone
        self._tasks.run(self, partial(_load, phone), lambda _: self.make_acts(), lambda _: None)


def _load(phone: str) -> None:
    """Load on a worker what is made then, and all else that the first day is shown without."""
    from resv_desktop.domain.typed_line import read_line
    from resv_desktop.qt import window_acts

    del window_acts
    load_the_rest()
    # The first number takes as long as a thousand later ones, and so does the first typed line.
    region = region_of(phone)
    read_line("4", today=date.min, region=region, language=spoken())
