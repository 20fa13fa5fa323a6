"""The host stand: the day, what is free in it, and everything the host does with it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.acts_in_time import ActsInTime
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.bottom_bar import BottomBar
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_view import DayView
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
from resv_desktop.qt.widgets.banner import Banner

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory

_CLOSING_PATIENCE_MS = 6000
_KEEP_UP_AFTER_MS = 1000  # the day that is shown comes first
_LEAST_SIZE = (960, 560)
_USUAL_SIZE = (1280, 800)
_LOW = 700  # a window that is not as high gives its rows what lies around them


class MainWindow(ActsInTime):
    """One restaurant's day, kept up to date.

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
        super().__init__(tasks)
        self.setObjectName("mainWindow")
        self._look, self._keys = look, keys
        self._controller = controller
        self._memory = memory
        self._restaurant = restaurant
        self._restaurants = list(restaurants)
        self._is_closing = False
        self._ended: date | None = None  # a day, with a dialog open over it
        self.clock = HouseClock(controller.now, lambda: self._restaurant, self)
        self.live = LiveDay(tasks, controller, restaurant.id, self.clock.today, self)
        self.top = TopBar(look, keys, self.clock.today, is_demo=is_demo)
        self.banner = Banner(look)
        self.closure = ClosureRow(look)
        self.view = DayView(look, keys, controller.now)
        self.bottom = BottomBar(look, keys, station)
        self.bottom.show_host(controller.host)
        self.freshness = Freshness(
            self.live, self.view, self.banner, self.bottom, restaurant.local, controller.now
        )
        self.clock_row = ClockRow(look)
        self.waiting_row = WaitingRow(look, keys)
        self._lay_out()
        self._connect()
        self.live.show_known(known)

    @property
    def notice(self) -> str:
        """What has just been done, in words, or ""."""
        return self.bottom.notice.text()

    @property
    def memory(self) -> "StationMemory":
        """What was reserved at this station."""
        return self._memory

    @property
    def restaurant(self) -> Restaurant:
        """The house as it was read last."""
        return self._restaurant

    @property
    def day_now(self) -> Day | None:
        """The day that is shown, as far as it is known to be true; None where none is."""
        day = self.view.day
        return None if day is None else self._with_waiting(self.live.known.find(day.on) or day)

    def now(self) -> datetime:
        """Return the time that this window goes by (UTC)."""
        return self._controller.now()

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a write is being waited for."""
        return self.made is not None and self.made.is_writing

    def is_of(self, restaurant: Restaurant) -> bool:
        """Whether this is the window of a restaurant, as it is or as it was."""
        return restaurant.id == self._restaurant.id

    @property
    def follower(self) -> Follower:
        """What hears the changes of all stations."""
        return self.live.follower

    @property
    def is_settled(self) -> bool:
        """Whether the day asked for is shown, no answer about it is awaited, and all is made."""
        is_shown = self.freshness.is_shown and self.view.is_whole and self.live.is_settled
        return is_shown and self.made is not None

    def go_to(self, on: date) -> None:
        """Show another day: what is known of it at once, and as soon as it has been read."""
        self.bottom.notice.clear()
        self._go_to(on)

    def _go_to(self, on: date) -> None:
        self.top.day.set_day(on)
        if on != self.live.on or self.view.day is None:
            self.live.show(on)
        self._show_house()

    def add_row(self, row: QWidget) -> None:
        """Put a row over the day, under all others."""
        ground = self.centralWidget()
        column = ground.layout() if ground is not None else None
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.view), row)

    def set_party_size(self, size: int) -> None:
        """Show what is free for another party."""
        self.top.party.set_value(size)
        self._on_party(size)

    def tick(self) -> None:
        """Look at the clock; called once a second."""
        self.clock.tick()

    # --- the clock

    def _on_day_turned(self, was: date) -> None:
        self._ended = was
        self._show_house()
        self._turn()

    def _turn(self) -> None:
        """Show the running day where the one that has ended stands there, once no dialog does."""
        if self.made and self.acts.is_open:
            return
        ended, self._ended = self._ended, None
        if self.live.on == ended:
            self._go_to(self.clock.today)  # what was done last stays said

    def _on_minute(self) -> None:
        self.view.refresh()
        self._show_house()
        if self.made is not None:
            self.desk.tick()

    def _on_hour(self) -> None:
        if self.made is not None:
            self.waiting.reader.read()
        self._keep_up()

    def _keep_up(self) -> None:
        """Make sure of the days ahead, in the background."""
        rest_id = self._restaurant.id
        self._tasks.run(
            self,
            lambda: self._controller.upkeep(rest_id),
            lambda _: self.rules.read(self._restaurant),
            lambda _: None,
        )

    def _on_day_known(self, day: Day) -> None:
        self.day_known.emit(self._with_waiting(day))

    def _with_waiting(self, day: Day) -> Day:
        return self.waiting.on(day) if self.made is not None else day

    def on_waitlist(self) -> None:
        if self.day_now is not None and self.freshness.is_shown:
            self.day_known.emit(self.day_now)

    def _on_day(self, day: Day) -> None:
        self._restaurant = day.restaurant
        self.view.show_day(day, in_turns=True)
        self._show_house()
        if self.made is not None:
            self.made.show_day(self)
        self.make_acts_soon()

    def read_again(self) -> None:
        """Read the day anew."""
        self.bottom.notice.clear()
        self.live.read_again()

    # --- what the host does

    def _on_party(self, size: int) -> None:
        self.bottom.notice.clear()
        self.view.set_party_size(size)
        if self.made is None:
            return
        from resv_desktop.qt.refused_notes import chosen_in_vain

        self.desk.set_party(size)
        day, hours, now = self.view.day, self.view.hours, self.now()
        self.desk.notes.hear_chosen(lambda: chosen_in_vain(day, size, hours, now))

    def on_party_typed(self, size: int) -> None:
        self.top.party.set_value(size)
        self.view.set_party_size(size, in_turn=True)  # the answer to what was typed comes first

    def open_help(self) -> None:
        """Show all keys, and what can be typed."""
        self.acts.open_help(self._restaurant)

    def name_station(self, name: str) -> None:
        """Call this station otherwise from now on, in the journal and at the others too."""
        self._controller.station = name
        self.bottom.station.setText(name)

    def name_host(self, initials: str) -> None:
        """Say who is at this station from now on."""
        self._controller.host = initials
        self.bottom.show_host(self._controller.host)

    def _on_host(self, initials: str) -> None:
        self.name_host(initials)
        self.host_chosen.emit(self._controller.host)

    def ask_host(self) -> None:
        """Ask who is at this station."""
        self.acts.open_initials(self._on_host)

    def on_about_to_take(self, slot: Slot | None) -> None:
        if not self.acts.is_open:
            self.signs.take(slot)

    def _on_told(self) -> None:
        is_silent = self.live.trust == "silent"
        if self.made is not None:
            self.made.show_silence(is_silent=is_silent)
        self.view.set_silent(is_silent)
        self.waiting_row.set_grey(is_silent)

    def on_dialog_left(self) -> None:
        if self._is_closing:
            self.close()
        elif self._ended is not None:
            QTimer.singleShot(0, self, self._turn)  # one dialog may lead to another

    def on_step(self, days: int) -> None:
        self.go_to(self.top.day.day + timedelta(days=days))

    def go_to_today(self) -> None:
        self.view.set_hours(None)
        self.go_to(self.clock.look_for_today())

    def open_menu(self) -> None:
        self.menu.name_picked(self.view.picked)
        self.menu.open_under(self.top.menu_button)

    def _show_house(self) -> None:
        self.top.show_house(self._restaurant, self.live.on)
        self.top.day.set_today(self.clock.today)
        self.setWindowTitle(self._restaurant.name)
        self.closure.show_closures(closures_said(self._restaurant, self.live.on, self.now()))

    # --- how it is put together

    def make_parts(self) -> None:
        from resv_desktop.qt.window_acts import WindowActs

        WindowActs(
            self,
            self._look,
            self._keys,
            self._tasks,
            self._controller,
            self._memory,
            self._restaurants,
        )

    def _lay_out(self) -> None:
        self.setWindowIcon(self._look.app_icon())
        ground = QWidget()
        ground.setProperty("ground", "window")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Before anything is in it: each part then gets to know its window once, not twice.
        self.setCentralWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        column.addWidget(self.closure)
        column.addWidget(self.clock_row)
        column.addWidget(self.waiting_row)
        column.addWidget(self.view, 1)
        column.addWidget(self.bottom)
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_USUAL_SIZE)
        self._show_house()

    def _connect(self) -> None:
        self.live.shown.connect(self._on_day)
        self.live.day_known.connect(self._on_day_known)
        self.live.told.connect(self._on_told)
        self.clock.day_turned.connect(self._on_day_turned)
        self.clock.minute_began.connect(self._on_minute)
        self.clock.hour_began.connect(self._on_hour)
        self._tasks.became_idle.connect(self._give_up_closing)
        self.top.day_picked.connect(self.go_to)
        self.top.today_wanted.connect(self.go_to_today)
        self.top.party_chosen.connect(self._on_party)
        self.top.menu_button.clicked.connect(self.open_menu)
        self.view.day_wanted.connect(self.go_to)
        self.view.stepped.connect(self.on_step)
        self.bottom.initials.clicked.connect(self.ask_host)

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_low = self.height() < _LOW
        self.top.set_low(is_low=is_low)
        self.view.set_low(is_low=is_low)
        self.bottom.set_low(is_low=is_low)
        super().resizeEvent(event)
        if self.made is not None:
            self.desk.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.clock.is_running:
            self.clock.start()
            self.live.start()
            self.begin_acts()
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
        self.end_acts()
        self.live.stop()
        super().closeEvent(event)
        self.closing.emit()

    def _give_up_closing(self) -> None:
        """Stay open where the answer was no success: the dialog says what it was."""
        if not self.is_writing:
            self._is_closing = False
