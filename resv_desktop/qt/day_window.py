"""The window of one restaurant's day: what is painted first, before anything is done in it."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.bottom_bar import BottomBar
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.day_words import some_free
from resv_desktop.qt.follow import Follower
from resv_desktop.qt.freshness import Freshness
from resv_desktop.qt.house.clock_row import ClockRow
from resv_desktop.qt.house.closure_row import ClosureRow
from resv_desktop.qt.house.closure_words import closures_said
from resv_desktop.qt.house_clock import HouseClock
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.look import Look
from resv_desktop.qt.top_bar import TopBar
from resv_desktop.qt.waiting_row import WaitingRow
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.banner import Banner

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_LEAST_SIZE = (960, 560)
_USUAL_SIZE = (1280, 800)
_LOW = 700  # a window that is not as high gives its rows what lies around them


class DayWindow(QMainWindow):
    """Shows a day, what stands around it, and how true it is; kept up to date.

    party_set carries for how many guests the host wants to see what is free.
    """

    party_set = Signal(int)

    def __init__(
        self,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        restaurant: Restaurant,
        station: str,
        *,
        is_demo: bool,
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowIcon(look.app_icon())
        self._controller, self._restaurant = controller, restaurant
        self._unsaid: date | None = None  # the day the host has come to, until it is announced
        self.clock = HouseClock(controller.now, lambda: self._restaurant, self)
        self.live = LiveDay(tasks, controller, restaurant.id, self.clock.today, self)
        self.top = TopBar(look, keys, self.clock.today, is_demo=is_demo)
        self.banner = Banner(look)
        self.closure = ClosureRow(look)
        self.clock_row = ClockRow(look)
        self.waiting_row = WaitingRow(look, keys, self)
        ground = QWidget()
        self._column = self._lay_ground(ground)
        self.view = DayView(look, keys, controller.now, ground)
        self.bottom = BottomBar(look, keys, station)
        self.bottom.show_host(controller.host)
        self.freshness = Freshness(
            self.live, self.view, self.banner, self.bottom, self.clock.local, controller.now
        )
        self._lay_out()
        self._connect()

    @property
    def notice(self) -> str:
        """What has just been done, in words, or ""."""
        return self.bottom.notice.text()

    @property
    def restaurant(self) -> Restaurant:
        """The house as it was read last."""
        return self._restaurant

    @property
    def follower(self) -> Follower:
        """What hears the changes of all stations."""
        return self.live.follower

    def now(self) -> datetime:
        """Return the time that this window goes by (UTC)."""
        return self._controller.now()

    def is_of(self, restaurant: Restaurant) -> bool:
        """Whether this is the window of a restaurant, as it is or as it was."""
        return restaurant.id == self._restaurant.id

    # --- which day

    def go_to(self, on: date) -> None:
        """Show another day: what is known of it at once, and as soon as it has been read."""
        self.bottom.notice.clear()
        self._unsaid = on
        self.turn_to(on)
        if self.view.day is None or self.view.day.on != on:
            self._say_day(on)
        elif self._unsaid is not None:
            self._say_what_is_free(self.view.day)

    def turn_to(self, on: date) -> None:
        """Show another day, while what was done last stays said."""
        self.top.day.set_day(on)
        if on != self.live.on or self.view.day is None:
            self.live.show(on)
        self.show_house()

    def step(self, days: int) -> None:
        """Show the day that is so many days later."""
        self.go_to(self.top.day.day + timedelta(days=days))

    def go_to_today(self) -> None:
        """Show the running day at its running hour."""
        self.view.set_hours(None)
        self.go_to(self.clock.look_for_today())

    def read_again(self) -> None:
        """Read the day anew."""
        self.bottom.notice.clear()
        self.live.read_again()

    def tick(self) -> None:
        """Look at the clock; called once a second."""
        self.clock.tick()

    # --- what is shown of it

    def set_party_size(self, size: int) -> None:
        """Show what is free for another party."""
        self.top.party.set_value(size)
        self._on_party(size)

    def show_typed_party(self, size: int) -> None:
        """Show what is free for a party that is being typed; the answer to that comes first."""
        self.top.party.set_value(size)
        self.view.set_party_size(size, in_turn=True)

    def add_row(self, row: QWidget) -> None:
        """Put a row over the day, under all others."""
        ground = self.centralWidget()
        column = ground.layout() if ground is not None else None
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.view), row)

    def name_station(self, name: str) -> None:
        """Call this station otherwise from now on, in the journal and at the others too."""
        self._controller.station = name
        self.bottom.station.setText(name)

    def is_name_taken(self) -> bool:
        """Ask, off the window's thread, whether another station is called as this one now."""
        own = self._controller.station.casefold()
        return own in {name.casefold() for name in self._controller.other_stations()}

    def name_host(self, initials: str) -> None:
        """Say who is at this station from now on."""
        self._controller.host = initials
        self.bottom.show_host(self._controller.host)

    def show_house(self) -> None:
        """Say what is true of the house on the day that is shown, as the clock is now."""
        self.top.show_house(self._restaurant, self.live.on)
        self.top.day.set_today(self.clock.today)
        self.setWindowTitle(self._restaurant.name)
        self.closure.show_closures(closures_said(self._restaurant, self.live.on, self.now()))

    # --- what it hears

    def _on_day(self, day: Day) -> None:
        self._restaurant = day.restaurant
        self.view.show_day(day, in_turns=True)
        self.show_house()
        if day.on == self._unsaid:
            self._say_what_is_free(day)

    def _say_what_is_free(self, day: Day) -> None:
        self._unsaid = None
        self._say_day(day.on, some_free(self.view.available.free) if day.hours else "")

    def _say_day(self, on: date, free: str = "") -> None:
        """Let a screen reader say which day the host has come to; the keys stay where they are."""
        says = [words.long_day(on), free or self.top.hours.text(), self.closure.text()]
        announce(self, ", ".join(filter(None, says)))

    def _on_told(self) -> None:
        is_silent = self.live.trust == "silent"
        self.view.set_silent(is_silent)
        self.waiting_row.set_grey(is_silent)

    def _on_minute(self) -> None:
        self.view.refresh()
        self.show_house()

    def _on_party(self, size: int) -> None:
        self.bottom.notice.clear()
        self.view.set_party_size(size)
        self.party_set.emit(size)

    # --- how it is put together

    def _lay_ground(self, ground: QWidget) -> QVBoxLayout:
        """Lay the ground and what stands above the day: Tab goes in the order of coming there."""
        ground.setProperty("ground", "window")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Before anything is in it: each part then gets to know its window once, not twice.
        self.setCentralWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for above in (self.top, self.banner, self.closure, self.clock_row, self.waiting_row):
            column.addWidget(above)
        return column

    def _lay_out(self) -> None:
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.bottom)
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_USUAL_SIZE)
        self.show_house()

    def _connect(self) -> None:
        self.live.shown.connect(self._on_day)
        self.live.told.connect(self._on_told)
        self.clock.minute_began.connect(self._on_minute)
        self.top.day_picked.connect(self.go_to)
        self.top.today_wanted.connect(self.go_to_today)
        self.top.party_chosen.connect(self._on_party)
        self.view.day_wanted.connect(self.go_to)
        self.view.stepped.connect(self.step)

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_low = self.height() < _LOW
        self.top.set_low(is_low=is_low)
        self.view.set_low(is_low=is_low)
        self.bottom.set_low(is_low=is_low)
        super().resizeEvent(event)
