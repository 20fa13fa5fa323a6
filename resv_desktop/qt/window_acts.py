"""All that the host does in the main window: made right after the day is painted, or when a hand
comes before."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from resv_desktop.domain.slot import Slot
from resv_desktop.qt.command_desk import CommandDesk
from resv_desktop.qt.day import Day
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
from resv_desktop.qt.refused_notes import chosen_in_vain
from resv_desktop.qt.reshuffle.reshuffle_desk import ReshuffleDesk
from resv_desktop.qt.seat_acts import SeatActs
from resv_desktop.qt.waiting_desk import WaitingDesk

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.qt.background import Tasks
    from resv_desktop.qt.day_window import DayWindow
    from resv_desktop.station_memory import StationMemory


class WindowActs:
    """What the host does in one main window, each in a part of its own.

    The window goes on showing its day by itself; what the parts need of that, they hear.
    """

    def __init__(
        self,
        window: "DayWindow",
        look: Look,
        keys: Keys,
        tasks: "Tasks",
        controller: "Controller",
        memory: "StationMemory",
        restaurants: "list[Restaurant]",
    ) -> None:
        restaurant, notice = window.restaurant, window.bottom.notice
        self._window = window
        self.signs = TakingSigns(tasks, controller, restaurant.id, window)
        self.acts = HostActs(
            window, look, keys, tasks, controller, memory, restaurants, notice, self.signs
        )
        typed = window.top.line.text
        self.gate = ManagerGate(
            window, look, tasks, controller, lambda: window.restaurant, self.acts, notice, typed
        )
        self.desk = CommandDesk(
            window, window.view, look, tasks, controller, memory, window.live, window.top.line
        )
        self.desk.set_party(window.view.party_size)
        self.seat = SeatActs(
            keys, tasks, controller, memory, lambda: window.restaurant, notice, window
        )
        self.attention = AttentionDesk(
            window,
            look,
            keys,
            tasks,
            controller,
            lambda: window.restaurant,
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
            window.clock,
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
            window,
            look,
            keys,
            tasks,
            controller,
            lambda: window.restaurant,
            self.seat,
            window.waiting_row,
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
        self._connect()
        self._serve_menu()
        self._add_keys(keys)
        self._catch_up()

    def _connect(self) -> None:
        window, live, view = self._window, self._window.live, self._window.view
        live.shown.connect(self._on_day)
        live.told.connect(self._on_told)
        window.party_set.connect(self._on_party)
        window.clock.minute_began.connect(self.desk.tick)
        window.clock.hour_began.connect(self.waiting.reader.read)
        window.clock.hour_began.connect(self.attention.reader.keep_up)
        live.follower.changed.connect(self.signs.hear)
        live.follower.changed.connect(self.waiting.hear)
        self.waiting.dialog_wanted.connect(self.acts.open_other)
        self.waiting.reserved.connect(view.show_reservation)
        self.waiting.reserved.connect(self.acts.hear_reserved)
        self.desk.wait_wanted.connect(self.waiting.wait)
        live.pulse.changed.connect(self.signs.read)
        self.signs.changed.connect(view.show_takers)
        self.seat.done.connect(live.read_again)
        for own in (self.seat.done, self.acts.done, self.acts.reserved):
            own.connect(view.details.surprise.expect)
            own.connect(view.due.surprise.expect)
            own.connect(view.available.surprise.expect)
        self.acts.written.connect(self.seat.remember)
        for changes_house in (self.house, self.attention):
            changes_house.house_changed.connect(partial(self.seat.begin_again, "house"))
        self.acts.done.connect(live.read_again)
        self.acts.reserved.connect(view.show_reservation)
        self.acts.left.connect(self.desk.acting.hear_left)
        self.acts.done.connect(self.desk.acting.hear_done_elsewhere)
        self.seat.stepped.connect(self.desk.hear_step)
        self.seat.failed.connect(self.desk.acting.tell_failed)
        self.seat.sent.connect(self.desk.acting.hear_sent)
        self.seat.done.connect(self.desk.acting.hear_done)
        self.desk.opened.connect(self.picked_acts.open_row)
        self.desk.reserved.connect(self.acts.tell_reserved)
        for writer in (self.desk, self.acts):
            writer.sent.connect(partial(self.seat.hold, writer))
            writer.answered.connect(partial(self.seat.go_on, writer))
        self.desk.sent.connect(window.bottom.notice.clear)  # it offers to take back what was before
        self.desk.unheard.connect(self.seat.tell)
        self.desk.left_unknown.connect(self.acts.tell_left_unknown)
        for writer in (self.desk, self.acts):
            writer.unclear.connect(self._on_unclear)
        self.desk.refused.connect(live.read_again)
        self.desk.party_typed.connect(window.show_typed_party)
        self.desk.about_to_take.connect(self._on_about_to_take)
        self.desk.act_wanted.connect(self.picked_acts.do)
        self.signs.changed.connect(self.desk.show_takers)
        live.follower.changed.connect(self.acts.hear)
        self.desk.opened.connect(self.reshuffle.open_row)
        self.waiting.reshuffle_wanted.connect(self.reshuffle.open)
        self.waiting.freed.connect(self.reshuffle.open_for_waiting)
        live.follower.changed.connect(self.reshuffle.hear)
        live.follower.changed.connect(self.rules.hear)

    def _serve_menu(self) -> None:
        menu = self.menu
        menu.undo_wanted.connect(self.seat.undo)
        menu.cancel_wanted.connect(self.picked_acts.cancel_picked)
        menu.cancel_chosen.connect(self.picked_acts.cancel_named)
        menu.history_wanted.connect(self.picked_acts.open_history)
        menu.waitlist_wanted.connect(self.picked_acts.open_waitlist)
        menu.house_wanted.connect(self.house.open)
        menu.pin_wanted.connect(self.gate.open_pin)
        menu.attention_wanted.connect(self.attention.open)
        menu.help_wanted.connect(self._open_help)
        menu.about_wanted.connect(self.acts.open_about)
        menu.read_again_wanted.connect(self._window.read_again)
        menu.quit_wanted.connect(self._window.close)

    def _add_keys(self, keys: Keys) -> None:
        window = self._window
        FreeKeys(
            window,
            keys,
            self.desk,
            window.bottom.notice,
            self._open_help,
            lambda: window.view.all.timeline.carry.row is not None,
        )
        acts: dict[str, Callable[[], object]] = {
            "go_to_line": window.top.line.go_to,
            "today": window.go_to_today,
            "day_before": lambda: window.step(-1),
            "day_after": lambda: window.step(1),
        }
        for name, act in acts.items():
            KeyShortcut(keys, name, window).activated.connect(act)

    def _catch_up(self) -> None:
        """Take over what the window shows already."""
        self._on_told()
        if self._window.view.day is not None:
            self._on_day(self._window.view.day)
        if self._window.clock.is_running:
            self.begin()

    def begin(self) -> None:
        """Read what stands beside the day: who waits, and who is about to take which table."""
        self.signs.read()
        self.waiting.reader.read()
        self.attention.reader.keep_up()

    def _open_help(self) -> None:
        self.acts.open_help(self._window.restaurant)

    # --- what the window hears

    def _on_day(self, day: Day) -> None:
        self.acts.show_day(day)
        self.desk.show_day(day)

    def _on_told(self) -> None:
        """Offer nothing that is written at once while the database does not answer."""
        live = self._window.live
        is_silent = live.trust == "silent"
        self.acts.show_silence(is_silent=is_silent and not live.is_starting_anew)
        self.seat.show_silence(is_silent=is_silent)

    def _on_unclear(self, write_id: str) -> None:
        """Let Ctrl+Z take back next what may be saved, or nothing; no button offers what was before
        that.
        """
        self.seat.remember(write_id)
        if not self._window.bottom.notice.stays:
            self._window.bottom.notice.clear()

    def _on_party(self, size: int) -> None:
        window = self._window
        self.desk.set_party(size)
        day, hours, now = window.view.day, window.view.hours, window.now()
        self.desk.notes.hear_chosen(lambda: chosen_in_vain(day, size, hours, now))

    def _on_about_to_take(self, slot: Slot | None) -> None:
        if not self.acts.is_open:
            self.signs.take(slot)

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a write is being waited for."""
        parts = (self.acts, self.attention, self.desk)
        return self.seat.is_busy or any(part.is_writing for part in parts)
