"""The host stand: the day, what is free in it, and everything the host does with it."""

import threading
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent

from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.acts_in_time import ActsInTime
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_window import DayWindow
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
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
    from resv_desktop.station_memory import StationMemory

_CLOSING_PATIENCE_MS = 6000
_KEEP_UP_AFTER_MS = 1000  # the day that is shown comes first


class MainWindow(DayWindow):
    """One restaurant's day, and all that is done with it.

    What is done has a part of its own each; it is made in time, at the latest by who asks for it.
    known are days as they were last known, shown until the database answers; day_known carries
    each Day as it becomes known, or is known to be true at a later instant.
    host_chosen carries the initials of who is at the station from now on.
    theme_chosen, language_chosen, settings_wanted, stations_wanted, database_wanted, sheet_wanted,
    sheet_choice_wanted (where it goes is asked first), restaurant_switch_wanted and
    new_restaurant_wanted ask the program for what is not this window's to do; closing is told
    once, when the window really goes.
    """

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    host_chosen = Signal(str)
    settings_wanted = Signal()
    stations_wanted = Signal()
    database_wanted = Signal()
    sheet_wanted = Signal()
    sheet_choice_wanted = Signal()
    restaurant_switch_wanted = Signal()
    new_restaurant_wanted = Signal()
    closing = Signal()
    day_known = Signal(object)

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

    def __init__(
        self,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        memory: "StationMemory",
        restaurant: Restaurant,
        restaurants: Sequence[Restaurant],
        station: str,
        *,
        known: Sequence[Day] = (),
        is_demo: bool = False,
    ) -> None:
        super().__init__(look, keys, tasks, controller, restaurant, station, is_demo=is_demo)
        self._look, self._keys, self._tasks = look, keys, tasks
        self._memory, self._restaurants = memory, list(restaurants)
        self._is_closing = False
        self._ended: set[date] = set()  # days that have, with a dialog open over them
        self.in_time = ActsInTime(self, tasks, self._make_acts)
        self.in_time.once_made(self._serve_acts)
        self.live.day_known.connect(self._on_day_known)
        self.clock.day_turned.connect(self._on_day_turned)
        self.clock.hour_began.connect(self._keep_up)
        self._house_change = QTimer(self, singleShot=True, interval=_KEEP_UP_AFTER_MS)
        self._house_change.timeout.connect(self._keep_up)
        self.live.follower.changed.connect(self._hear_house)
        self.top.menu_button.clicked.connect(self.open_menu)
        self.bottom.initials.clicked.connect(self.ask_host)
        tasks.became_idle.connect(self._give_up_closing)
        self.live.show_known(known)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name not in MainWindow.__annotations__:
                raise AttributeError(name)
            return getattr(self.in_time.make(), name)

    @property
    def made(self) -> "WindowActs | None":
        """What the host does in it, once it is made."""
        return self.in_time.made

    @property
    def memory(self) -> "StationMemory":
        """What was reserved at this station."""
        return self._memory

    @property
    def day_now(self) -> Day | None:
        """The day that is shown, as far as it is known to be true; None where none is."""
        day = self.view.day
        return None if day is None else self._with_waiting(self.live.known.find(day.on) or day)

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a write is being waited for."""
        return self.made is not None and self.made.is_writing

    @property
    def is_settled(self) -> bool:
        """Whether the day asked for is shown, no answer about it is awaited, and all is made."""
        is_shown = self.freshness.is_shown and self.view.is_whole and self.live.is_settled
        return is_shown and self.made is not None

    def ask_host(self) -> None:
        """Ask who is at this station."""
        self.acts.open_initials(self._on_host)

    def open_menu(self) -> None:
        """Open the menu under its button."""
        self.menu.name_picked(self.view.picked)
        self.view.details.surprise.stop()  # the menu names them
        self.menu.open_under(self.top.menu_button)

    def _on_host(self, initials: str) -> None:
        self.name_host(initials)
        self.host_chosen.emit(self._controller.host)

    # --- the clock

    def _on_day_turned(self, was: date) -> None:
        self._ended.add(was)
        self.show_house()
        self._turn()

    def _turn(self) -> None:
        """Show the running day where one that has ended stands there, once no dialog does."""
        if self.made and self.acts.is_open:
            return
        ended, self._ended = self._ended, set()
        if self.live.on in ended:
            self.view.set_hours(None)  # they were chosen for the day that has ended
            self.turn_to(self.clock.today)

    def _hear_house(self, changes: Sequence[Change]) -> None:
        """Bring the hours in line with what another program has changed of the house."""
        for change in changes:
            if change.kind == "restaurant" and not change.station:
                self._house_change.start()
            elif change.kind == "restaurant":
                self._house_change.stop()  # this program does so where it is changed

    def _keep_up(self) -> None:
        """Make sure of the days ahead, in the background."""
        rest_id = self.restaurant.id
        self._tasks.run(
            self,
            lambda: self._controller.upkeep(rest_id),
            lambda _: self.rules.read(self.restaurant),
            lambda _: None,
            until=threading.Event(),
        )

    # --- what is known

    def _on_day_known(self, day: Day) -> None:
        self.day_known.emit(self._with_waiting(day))

    def _with_waiting(self, day: Day) -> Day:
        return self.waiting.on(day) if self.made is not None else day

    def _on_waitlist(self) -> None:
        if self.day_now is not None and self.freshness.is_shown:
            self.day_known.emit(self.day_now)

    # --- what the host does

    def _make_acts(self) -> "WindowActs":
        from resv_desktop.qt.window_acts import WindowActs

        return WindowActs(
            self,
            self._look,
            self._keys,
            self._tasks,
            self._controller,
            self._memory,
            self._restaurants,
        )

    def _serve_acts(self) -> None:
        """Hear what is done, and ask the program for what the menu wants of it."""
        self.waiting.reader.changed.connect(self._on_waitlist)
        self.acts.left.connect(self._on_dialog_left)
        self.seat.failed.connect(self._on_refused)
        self.seat.done.connect(self._on_dialog_left)
        self.desk.reserved.connect(self._on_dialog_left)
        KeyShortcut(self._keys, "menu", self).activated.connect(self.open_menu)
        menu = self.menu
        menu.initials_wanted.connect(self.ask_host)
        menu.theme_chosen.connect(self.theme_chosen)
        menu.language_chosen.connect(self.language_chosen)
        menu.settings_wanted.connect(self.settings_wanted)
        menu.stations_wanted.connect(self.stations_wanted)
        menu.database_wanted.connect(self.database_wanted)
        menu.sheet_wanted.connect(self.sheet_wanted)
        menu.sheet_choice_wanted.connect(self.sheet_choice_wanted)
        menu.switch_wanted.connect(self.restaurant_switch_wanted)
        menu.new_restaurant_wanted.connect(self.new_restaurant_wanted)

    def _on_refused(self) -> None:
        self._is_closing = False  # or nobody would read why an act was not done

    def _on_dialog_left(self) -> None:
        if self._is_closing:
            self.close()
        elif self._ended:
            QTimer.singleShot(0, self, self._turn)  # one dialog may lead to another

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.made is not None:
            self.desk.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.clock.is_running:
            self.clock.start()
            self.live.start()
            self.in_time.begin()
            QTimer.singleShot(_KEEP_UP_AFTER_MS, self, self._keep_up)
            self.view.available.list.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_writing:
            # A write is under way: its answer is waited for and told before the window goes.
            event.ignore()
            self._is_closing = True
            QTimer.singleShot(_CLOSING_PATIENCE_MS, self, self._give_up_closing)
            return
        self.clock.stop()
        self.in_time.end()
        self.live.stop()
        super().closeEvent(event)
        self.closing.emit()

    def _give_up_closing(self) -> None:
        """Stay open where the answer was no success: the dialog says what it was."""
        if not self.is_writing:
            self._is_closing = False
