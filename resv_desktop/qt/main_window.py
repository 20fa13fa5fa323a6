"""The host stand: the day, what is free in it, and everything the host does with it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.bottom_bar import BottomBar
from resv_desktop.qt.day import Day, TableHour
from resv_desktop.qt.day_reader import DayReader
from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.day_words import clock
from resv_desktop.qt.days_known import DaysKnown, may_concern
from resv_desktop.qt.follow import Follower
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.house_menu import HouseMenu
from resv_desktop.qt.look import Look
from resv_desktop.qt.pulse import Pulse
from resv_desktop.qt.top_bar import TopBar
from resv_desktop.qt.widgets.banner import Banner

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory

_LARGEST_PARTY = 8
_SECOND_MS = 1000
_CLOSING_PATIENCE_MS = 6000
_LEAST_SIZE = (960, 640)
_USUAL_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """One restaurant's day, kept up to date.

    known are days as they were last known, shown until the database answers; day_known carries
    each Day as it becomes known, or is known to be true at a later instant.
    theme_chosen, restaurant_switch_wanted and new_restaurant_wanted ask the program for what is
    not this window's to do; closing is told once, when the window really goes.
    """

    theme_chosen = Signal(str)
    restaurant_switch_wanted = Signal()
    new_restaurant_wanted = Signal()
    closing = Signal()
    day_known = Signal(object)

    def __init__(
        self,
        look: Look,
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
        super().__init__()
        self.setObjectName("mainWindow")
        self._look = look
        self._tasks = tasks
        self._controller = controller
        self._memory = memory
        self._restaurant = restaurant
        self._restaurants = list(restaurants)
        self._is_closing = False
        now = controller.now()
        self._minute = now.replace(second=0, microsecond=0)
        self._today = restaurant.business_day(now)
        self._reader = DayReader(tasks, controller, restaurant.id, self._today, self)
        self._known = DaysKnown()
        self._is_fresh = False  # whether what is shown has been read since the host came to it
        self._pulse = Pulse(tasks, controller, self)
        self.follower = Follower(tasks, controller, restaurant.id, self)
        self.top = TopBar(look, self._today, is_demo=is_demo)
        self.banner = Banner(look)
        self.view = DayView(look, controller.now)
        self.bottom = BottomBar(look, station)
        self.acts = HostActs(
            self, look, tasks, controller, memory, self._restaurants, self.bottom.notice
        )
        self.menu = HouseMenu(look, self, is_one_restaurant=len(self._restaurants) < 2)  # noqa: PLR2004 - one or several
        self._second = QTimer(self, interval=_SECOND_MS)
        self._lay_out()
        self._connect()
        self._add_keys()
        for day in known:
            self._known.keep(day)
        if known:
            self._show_known()

    @property
    def notice(self) -> str:
        """What has just been done, in words, or ""."""
        return self.bottom.notice.text()

    @property
    def is_settled(self) -> bool:
        """Whether the day asked for is shown and no answer about it is awaited."""
        return self._is_shown and self._reader.is_settled

    def go_to(self, on: date) -> None:
        """Show another day: what is known of it at once, and as soon as it has been read."""
        self.bottom.notice.clear()
        self.top.day.set_day(on)
        self._show_house()
        if on == self._reader.on and self.view.day is not None:
            return
        self._reader.read(on)
        self._show_known()

    def tick(self) -> None:
        """Look at the clock; called once a second."""
        self._pulse.beat()
        now = self._controller.now()
        minute = now.replace(second=0, microsecond=0)
        if minute == self._minute:
            return
        is_new_hour = minute.hour != self._minute.hour or minute.date() != self._minute.date()
        self._minute = minute
        self._turn_day(now)
        self.view.refresh()
        if is_new_hour:
            self._keep_up()

    # --- the clock

    def _turn_day(self, now: datetime) -> None:
        today = self._restaurant.business_day(now)
        if today == self._today:
            return
        was_shown = self._reader.on == self._today
        self._today = today
        if was_shown and not self.acts.is_open:
            self.go_to(today)
        else:
            self._show_house()

    def _keep_up(self) -> None:
        """Make sure of the days ahead, in the background."""
        rest_id = self._restaurant.id
        self._tasks.run(
            self, lambda: self._controller.upkeep(rest_id), lambda _: None, lambda _: None
        )

    # --- what was read

    def _on_day(self, day: Day) -> None:
        self._restaurant = day.restaurant
        self._known.keep(day)
        self.day_known.emit(day)
        self._pulse.tell_answered()
        self._clear_banner()
        self.view.show_day(day)
        self._is_fresh = True
        self._show_freshness()
        self._show_house()
        self.acts.show_day(day)

    def _show_known(self) -> None:
        """Show what is known of the day that is being read; a silent database has no other."""
        self._is_fresh = False
        known = self._known.find(self._reader.on)
        if known is not None:
            self.view.show_day(known)
        if self._pulse.is_lost:
            self._show_lost()

    def _on_waited(self) -> None:
        if self._pulse.is_lost:
            return
        if not self._is_shown:
            text = self.tr("Reading {day}").format(day=words.day(self._reader.on))
            self.view.show_reading(f"{text} …")
        elif not self._is_fresh:
            self.bottom.show_stale(self._true_time())

    def _on_silent(self) -> None:
        if self._pulse.is_lost:
            self._show_lost()
        else:
            self._pulse.tell_silent()

    def _on_refused(self, trouble: Trouble) -> None:
        self.banner.say(words.sentence(trouble), "", None)

    def _on_changed(self, changes: list[Change]) -> None:
        if any(may_concern(change, self.view.day) for change in changes):
            self._reader.read_again()

    def _read_again(self) -> None:
        self.bottom.notice.clear()
        self._reader.read(self._reader.on)

    # --- outage

    def _show_lost(self) -> None:
        """Say that nothing new is known, and how old is what is shown."""
        if not self._is_shown:
            text = self.tr("{day} cannot be read now.").format(day=words.day(self._reader.on))
            self.view.show_reading(text, is_waiting=False)
        self._show_freshness()
        if self._is_shown:
            meaning = self.tr(
                "You see the state of {time}. Nothing new can be saved. "
                "It is tried again every second."
            ).format(time=self._true_time())
        elif self._pulse.confirmed_at is not None:
            meaning = self.tr("Nothing new can be saved. It is tried again every second.")
        else:
            meaning = self.tr("Nothing can be shown yet. It is tried again every second.")
        self.banner.say(self.tr("The database does not answer."), meaning, self.tr("Try now"))

    def _on_found(self) -> None:
        self._is_fresh = False
        self._clear_banner()
        self._reader.read_again()

    def _on_confirmed(self) -> None:
        if self._is_shown and self._is_fresh and self._reader.is_settled:
            at = self._pulse.confirmed_at
            assert at is not None
            self._known.confirm(self._reader.on, at)
            self.day_known.emit(self._known.find(self._reader.on))
        self._show_freshness()

    def _show_freshness(self) -> None:
        at = self._true_time()
        if at and self._pulse.is_lost:
            self.bottom.show_stale(at)
        elif at and self._is_fresh:
            self.bottom.show_fresh(at)

    def _clear_banner(self) -> None:
        with self.view.keys.kept():
            self.banner.clear()

    @property
    def _is_shown(self) -> bool:
        """Whether the day that was asked for is on the screen."""
        day = self.view.day
        return day is not None and day.on == self._reader.on

    def _true_time(self) -> str:
        """Return until when what is shown is known to be true; without a day the last answer."""
        known = self._known.find(self._reader.on) if self._is_shown else None
        at = known.read_at if known is not None else self._pulse.confirmed_at
        if at is None:
            return ""
        local, now = self._restaurant.local(at), self._restaurant.local(self._controller.now())
        told = clock(local)
        return told if local.date() == now.date() else f"{words.day(local.date())}, {told}"

    # --- what the host does

    def _on_party(self, size: int) -> None:
        self.bottom.notice.clear()
        self.view.set_party_size(size)

    def _open(self, table: TableHour) -> None:
        self.acts.open_slot(self._restaurant, table, self.view.party_size)

    def _on_dialog_left(self) -> None:
        if self._is_closing:
            self.close()

    def _on_step(self, days: int) -> None:
        self.go_to(self.top.day.day + timedelta(days=days))

    def _go_to_today(self) -> None:
        self._today = self._restaurant.business_day(self._controller.now())
        self.view.set_hours(None)
        self.go_to(self._today)

    def _open_menu(self) -> None:
        button = self.top.menu_button
        width = self.menu.sizeHint().width()
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if is_rtl else button.width() - width
        self.menu.popup(button.mapToGlobal(QPoint(left, button.height() + 4)))

    def _show_house(self) -> None:
        on = self._reader.on
        self.top.show_house(self._restaurant, on)
        self.top.day.set_today(self._today)
        self.setWindowTitle(self._restaurant.name)

    # --- how it is put together

    def _lay_out(self) -> None:
        self.setWindowIcon(self._look.app_icon())
        ground = QWidget()
        ground.setProperty("ground", "window")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)
        column.addWidget(self.bottom)
        self.setCentralWidget(ground)
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_USUAL_SIZE)
        self._show_house()

    def _connect(self) -> None:
        self._reader.day_read.connect(self._on_day)
        self._reader.waited.connect(self._on_waited)
        self._reader.silent.connect(self._on_silent)
        self._reader.refused.connect(self._on_refused)
        self._pulse.lost.connect(self._show_lost)
        self._pulse.found.connect(self._on_found)
        self._pulse.confirmed.connect(self._on_confirmed)
        self.follower.changed.connect(self._on_changed)
        self.follower.lost.connect(self._pulse.tell_silent)
        self.follower.found.connect(self._reader.read_again)
        self.banner.acted.connect(self._pulse.ask)
        self._second.timeout.connect(self.tick)
        self._tasks.became_idle.connect(self._give_up_closing)
        self.top.day_picked.connect(self.go_to)
        self.top.today_wanted.connect(self._go_to_today)
        self.top.party_chosen.connect(self._on_party)
        self.top.menu_button.clicked.connect(self._open_menu)
        self.view.opened.connect(self._open)
        self.acts.done.connect(self._reader.read_again)
        self.acts.left.connect(self._on_dialog_left)
        self.view.day_wanted.connect(self.go_to)
        self.view.stepped.connect(self._on_step)
        self.menu.cancel_wanted.connect(lambda: self.acts.open_cancel(self._restaurant))
        self.menu.read_again_wanted.connect(self._read_again)
        self.menu.theme_chosen.connect(self.theme_chosen)
        self.menu.switch_wanted.connect(self.restaurant_switch_wanted)
        self.menu.new_restaurant_wanted.connect(self.new_restaurant_wanted)
        self.menu.about_wanted.connect(self.acts.open_about)
        self.menu.quit_wanted.connect(self.close)

    def _add_keys(self) -> None:
        for size in range(1, _LARGEST_PARTY + 1):
            self._key(str(size)).activated.connect(lambda size=size: self.top.party.press(size))
        self.installEventFilter(self)
        self._key("T").activated.connect(self._go_to_today)
        self._key("M").activated.connect(self._open_menu)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        back, forth = ("Ctrl+Right", "Ctrl+Left") if is_rtl else ("Ctrl+Left", "Ctrl+Right")
        self._key(back).activated.connect(lambda: self._on_step(-1))
        self._key(forth).activated.connect(lambda: self._on_step(1))

    def _key(self, keys: str) -> QShortcut:
        return QShortcut(QKeySequence(keys), self)

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every key that is pressed passes the window on its way, whoever takes it then.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and not event.isAutoRepeat()
            and event.key() not in _MODIFIERS
        ):
            self.bottom.notice.clear()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._second.isActive():
            self._second.start()
            self._reader.read(self._reader.on)
            self.follower.start()
            self._keep_up()
            self.view.available.list.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.acts.is_writing:
            # A write is under way: its answer is waited for and told before the window goes.
            event.ignore()
            self._is_closing = True
            QTimer.singleShot(_CLOSING_PATIENCE_MS, self, self._give_up_closing)
            return
        self._second.stop()
        self.follower.stop()
        super().closeEvent(event)
        self.closing.emit()

    def _give_up_closing(self) -> None:
        """Stay open where the answer was no success: the dialog says what it was."""
        if not self.acts.is_writing:
            self._is_closing = False


_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
)
