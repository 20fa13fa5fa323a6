"""All that the host does in the main window: made right after the day is painted, or when a hand
comes before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from resv_desktop.qt.command_desk import CommandDesk
from resv_desktop.qt.free_keys import FreeKeys
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.house.attention_desk import AttentionDesk
from resv_desktop.qt.house.clock_desk import ClockDesk
from resv_desktop.qt.house.house_acts import HouseActs
from resv_desktop.qt.house.manager_gate import ManagerGate
from resv_desktop.qt.house_menu import HouseMenu
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import Look
from resv_desktop.qt.picked_acts import PickedActs
from resv_desktop.qt.presence import TakingSigns
from resv_desktop.qt.reshuffle.reshuffle_desk import ReshuffleDesk
from resv_desktop.qt.seat_acts import SeatActs
from resv_desktop.qt.waiting_desk import WaitingDesk

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.qt.background import Tasks
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.station_memory import StationMemory


class WindowActs:
    """What the host does in one main window, each in a part of its own.

    The parts know each other through the window, where they are found under the same names.
    """

    def __init__(
        self,
        window: "MainWindow",
        look: Look,
        keys: Keys,
        tasks: "Tasks",
        controller: "Controller",
        memory: "StationMemory",
        restaurants: "list[Restaurant]",
    ) -> None:
        restaurant, notice = window.restaurant, window.bottom.notice
        window.made = self
        self.signs = TakingSigns(tasks, controller, restaurant.id, window)
        self.acts = HostActs(
            window, look, keys, tasks, controller, memory, restaurants, notice, self.signs
        )
        self.gate = ManagerGate(window, look, tasks, controller, restaurant, self.acts, notice)
        self.desk = CommandDesk(
            window, look, tasks, controller, memory, window.live, window.top.line
        )
        self.desk.set_party(window.view.party_size)
        self.seat = SeatActs(tasks, controller, memory, restaurant, notice, window)
        self.attention = AttentionDesk(
            window,
            look,
            keys,
            tasks,
            controller,
            restaurant,
            window.live.follower,
            self.seat,
            self.acts,
            notice,
            window.bottom.attention,
        )
        self.house = HouseActs(
            window,
            look,
            tasks,
            controller,
            restaurant.id,
            window.live,
            self.acts,
            self.gate,
            self.attention,
            notice,
        )
        self.rules = ClockDesk(
            window,
            tasks,
            controller,
            window.clock_row,
            window.live,
            self.acts,
            self.gate,
            self.attention,
            notice,
        )
        self.waiting = WaitingDesk(
            window, look, keys, tasks, controller, restaurant, self.seat, window.waiting_row
        )
        self.picked_acts = PickedActs(
            window,
            keys,
            window.view,
            window.live,
            self.seat,
            self.acts,
            self.waiting,
            notice,
            lambda: window.restaurant,
            controller.now,
        )
        self.reshuffle = ReshuffleDesk(
            window, look, tasks, controller, window.view, self.seat, self.acts
        )
        self.menu = HouseMenu(look, keys, window, is_one_restaurant=len(restaurants) < 2)  # noqa: PLR2004 - one or several
        self._connect(window)
        self._serve_menu(window)
        self._add_keys(window, keys)
        self._catch_up(window)

    def _connect(self, window: "MainWindow") -> None:
        live, view = window.live, window.view
        self.waiting.reader.changed.connect(window.on_waitlist)
        live.follower.changed.connect(self.signs.hear)
        live.follower.changed.connect(self.waiting.hear)
        self.waiting.dialog_wanted.connect(self.acts.open_other)
        self.waiting.reserved.connect(view.show_reservation)
        self.desk.wait_wanted.connect(self.waiting.wait)
        live.pulse.changed.connect(self.signs.read)
        self.signs.changed.connect(view.show_takers)
        self.seat.done.connect(live.read_again)
        self.acts.written.connect(self.seat.remember)
        self.acts.done.connect(live.read_again)
        self.acts.reserved.connect(view.show_reservation)
        self.acts.left.connect(window.on_dialog_left)
        self.acts.left.connect(self.desk.hear_left)
        self.acts.done.connect(self.desk.hear_done)
        self.seat.stepped.connect(self.desk.hear_step)
        self.seat.failed.connect(self.desk.tell_failed)
        self.seat.done.connect(self.desk.hear_done)
        self.seat.done.connect(window.on_dialog_left)
        self.desk.opened.connect(self.picked_acts.open_row)
        self.desk.reserved.connect(self.acts.tell_reserved)
        self.desk.reserved.connect(window.on_dialog_left)
        self.desk.left_unknown.connect(self.acts.tell_left_unknown)
        self.desk.refused.connect(live.read_again)
        self.desk.party_typed.connect(window.on_party_typed)
        self.desk.about_to_take.connect(window.on_about_to_take)
        self.desk.act_wanted.connect(self.picked_acts.do)
        self.signs.changed.connect(self.desk.show_takers)
        live.follower.changed.connect(self.acts.hear)
        self.desk.opened.connect(self.reshuffle.open_row)
        self.waiting.reshuffle_wanted.connect(self.reshuffle.open)
        self.waiting.freed.connect(self.reshuffle.open_for_waiting)
        live.follower.changed.connect(self.reshuffle.hear)
        window.clock.hour_began.connect(self.attention.reader.read)
        live.follower.changed.connect(self.rules.hear)

    def _serve_menu(self, window: "MainWindow") -> None:
        """Do what the menu is asked for, or let the window ask the program for it."""
        menu = self.menu
        menu.undo_wanted.connect(self.seat.undo)
        menu.cancel_wanted.connect(self.picked_acts.cancel_picked)
        menu.history_wanted.connect(self.picked_acts.open_history)
        menu.waitlist_wanted.connect(self.picked_acts.open_waitlist)
        menu.house_wanted.connect(self.house.open)
        menu.pin_wanted.connect(self.gate.open_pin)
        menu.attention_wanted.connect(self.attention.open)
        menu.about_wanted.connect(self.acts.open_about)
        menu.read_again_wanted.connect(window.read_again)
        menu.initials_wanted.connect(window.ask_host)
        menu.help_wanted.connect(window.open_help)
        menu.quit_wanted.connect(window.close)
        menu.sheet_wanted.connect(window.sheet_wanted)
        menu.sheet_choice_wanted.connect(window.sheet_choice_wanted)
        menu.theme_chosen.connect(window.theme_chosen)
        menu.language_chosen.connect(window.language_chosen)
        menu.switch_wanted.connect(window.restaurant_switch_wanted)
        menu.new_restaurant_wanted.connect(window.new_restaurant_wanted)
        menu.settings_wanted.connect(window.settings_wanted)
        menu.stations_wanted.connect(window.stations_wanted)
        menu.database_wanted.connect(window.database_wanted)

    def _add_keys(self, window: "MainWindow", keys: Keys) -> None:
        FreeKeys(
            window,
            keys,
            self.desk,
            window.bottom.notice,
            window.open_help,
            lambda: window.view.all.timeline.carry.row is not None,
        )
        acts: dict[str, Callable[[], object]] = {
            "go_to_line": window.top.line.setFocus,
            "today": window.go_to_today,
            "menu": window.open_menu,
            "day_before": lambda: window.on_step(-1),
            "day_after": lambda: window.on_step(1),
        }
        for name, act in acts.items():
            KeyShortcut(keys, name, window).activated.connect(act)

    def _catch_up(self, window: "MainWindow") -> None:
        """Take over what the window shows already."""
        self.show_silence(is_silent=window.live.trust == "silent")
        if window.view.day is not None:
            self.show_day(window)
        if window.clock.is_running:
            self.begin()

    def begin(self) -> None:
        """Read what stands beside the day: who waits, and who is about to take which table."""
        self.signs.read()
        self.waiting.reader.read()
        self.attention.reader.read()

    def show_day(self, window: "MainWindow") -> None:
        """Take over the day that the window shows now."""
        day = window.view.day
        if day is not None:
            self.acts.show_day(day)
            self.desk.show_day(day)

    def show_silence(self, *, is_silent: bool) -> None:
        """Offer nothing that is written at once while the database does not answer."""
        self.acts.show_silence(is_silent=is_silent)
        self.seat.show_silence(is_silent=is_silent)

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a write is being waited for."""
        return self.acts.is_writing or self.desk.is_writing or self.seat.is_busy
