"""The program with a window: paints first, opens the book behind it, and closes in order."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from resv_desktop.domain.database_uri import is_joined
from resv_desktop.domain.errors import BookMoved, CannotStart, Outage
from resv_desktop.later import later
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.book_opening import BookOpening, OpenBook
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.collector import Collector
from resv_desktop.qt.crash import BugHook
from resv_desktop.qt.database_acts import DatabaseActs
from resv_desktop.qt.going_on import GoingOn
from resv_desktop.qt.kept_days import KeptDays
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.language import install
from resv_desktop.qt.look import Look
from resv_desktop.qt.start_window import StartWindow
from resv_desktop.qt.stations.stations_acts import StationsActs
from resv_desktop.settings import THEMES, Folders, Settings

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.last_known import Snapshot
    from resv_desktop.qt import menu_acts
    from resv_desktop.qt.day import Day
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.station_memory import StationMemory
else:
    (menu_acts,) = later("resv_desktop.qt", "menu_acts")

_PATIENCE_S = 6.0
_PAINTED_BY_MS = 300


class App(QObject):
    """One run of the program: from the first painted window to the closed database."""

    def __init__(
        self,
        qt: QApplication,
        *,
        folders: Folders,
        settings: Settings,
        uri: str | None,
        database: str,
        is_demo: bool = False,
        start: StartWindow | None = None,
    ) -> None:
        """start is the first window where it is open already."""
        super().__init__()
        self._qt = qt
        self._folders = folders
        self._is_demo = is_demo
        self._controller: Controller | None = None
        self._memory: StationMemory | None = None
        self._window: MainWindow | None = None
        self._left: MainWindow | None = None  # of a database that is not used any more
        self._dialog: QDialog | None = None
        self._is_offline = False  # the window shows what was last known; the book is not open
        theme = "system" if settings.theme not in THEMES else settings.theme
        self.look = Look(qt, theme, text_scale=settings.text_size / 100)  # type: ignore[arg-type]  # checked against THEMES
        self.keys = Keys(settings.keys, has_single_keys=settings.single_keys, parent=self)
        self.tasks = Tasks(self)
        self._choices = Choices(self.tasks, settings, folders.config / "settings.json", self)
        self._opening = BookOpening(self.tasks, self._choices, folders, uri, database, self)
        sheets = folders.data / "sheets"
        self._kept = KeptDays(self.look, self.tasks, self._choices, sheets, self._opening, self)
        left_off = folders.data / "left-off.json"
        self._going_on = GoingOn(self.look, self.tasks, left_off, folders.logs, self)
        self._collector = Collector(self)
        self._database = DatabaseActs(self.look, self.tasks, self._choices, folders, self)
        self._database.elsewhere.connect(self._open_elsewhere)
        self._stations = StationsActs(self.look, self.tasks, self._choices, folders, self)
        self._stations.elsewhere.connect(self._open_elsewhere)
        self._start = start or StartWindow()
        self._start.fill(self.look, self.keys)
        self._bugs = BugHook(self.look, self._front, self)
        self._bugs.install()
        self.tasks.broke.connect(self._bugs.tell)
        self._start.again.connect(self._opening.begin)
        self._start.report_wanted.connect(lambda: self._menu.open_report(self._start))
        self._start.is_joined = is_joined(uri or "")
        self._start.database_wanted.connect(self._ask_database)
        self._start.join_wanted.connect(partial(self._stations.join, self._start))
        self._opening.began.connect(self._say_starting)
        self._opening.said.connect(self._start.say)
        self._opening.opened.connect(self._on_open)
        self._opening.failed.connect(self._on_trouble)
        self._start.closed.connect(self._on_start_closed)
        qt.commitDataRequest.connect(lambda _: self._going_on.expect_end())

    @cached_property
    def _menu(self) -> "menu_acts.MenuActs":
        """What the menu asks the program for: made with the menu, or when it is asked for."""
        return menu_acts.MenuActs(
            self.look,
            self.keys,
            self.tasks,
            self._choices,
            self._folders,
            self._opening,
            self._speak,
            self,
        )

    @property
    def is_open(self) -> bool:
        """Whether the book has been opened."""
        return self._opening.is_open

    def begin(self) -> None:
        """Show the first window and start to open the book behind it."""
        self._say_starting()
        self._going_on.load()
        # Once it is painted: what has to be loaded then would take the first painting its time.
        # It may never be, as when it is minimized.
        if self._start.is_painted:
            QTimer.singleShot(0, self._opening.begin)
        else:
            self._start.painted.connect(self._opening.begin)
            self._opening.begin_within(_PAINTED_BY_MS)
        if not self._start.isVisible():
            self._start.open_at(self._choices.settings.geometry)

    def raise_window(self) -> None:
        """Bring the program's window to the front."""
        front = self._front()
        front.setWindowState(front.windowState() & ~Qt.WindowState.WindowMinimized)
        front.show()
        front.raise_()
        front.activateWindow()

    def end(self) -> None:
        """Leave at once, whatever is open or half typed: the system asks for it, not the host."""
        self._going_on.leave(is_asked=False)
        if self._window is not None:
            self._window.close()  # its signs at other stations go
            self._choices.keep_place(self._window)
        self._qt.exit()  # quit() asks every window, and a set-up that is half filled says no

    def close(self) -> None:
        """Let the work under way end, then close the book and the database."""
        all_windows = (self._dialog, self._window, self._left, self._start)
        windows = [window for window in all_windows if window]
        for window in windows:
            if shiboken6.isValid(window):
                window.hide()
        self._qt.processEvents()
        self._opening.hold()
        if "_menu" in self.__dict__:
            self._menu.end()
        for window in filter(None, (self._window, self._left)):
            window.follower.stop()
            window.follower.wait(_PATIENCE_S)
        self.tasks.close()
        self._going_on.end()
        self._choices.flush()
        self._kept.flush()
        self._opening.close()
        # Windows end here, one after the other, not when Python happens to find them.
        for window in windows:
            if shiboken6.isValid(window):
                window.deleteLater()
        self._qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._collector.close()

    def _say_starting(self) -> None:
        self._start.say(self.tr("Starting"))

    # --- from the open book to the right window

    def _on_trouble(self, trouble: Trouble) -> None:
        if isinstance(trouble, BookMoved):  # by this station, which was broken off at the very end
            self._choices.change(uri=trouble.uri, database=trouble.database)
            self._open_elsewhere(trouble.uri or None, trouble.database)
            return
        if self._is_offline:
            self._opening.begin_again_later()
            return
        is_start = isinstance(trouble, CannotStart)
        details = trouble.details if is_start else ""  # type: ignore[union-attr]  # of CannotStart
        if self._window is not None:
            self._start.say_trouble(words.sentence(trouble), details)
            return
        why = trouble.sentence if is_start else ""  # type: ignore[union-attr]  # of CannotStart
        why = trouble.why if isinstance(trouble, Outage) else why

        def show(days: "list[Snapshot]") -> None:
            if not self._show_last_known(why, days):
                self._start.say_trouble(words.sentence(trouble), details)

        def read() -> "list[Snapshot]":
            return self._opening.last_known.days()  # it is loaded there, on the worker

        self.tasks.run(self, read, show, lambda _: None)

    def _show_last_known(self, why: str, days: "list[Snapshot]") -> bool:
        """Show the running day as it was last known, until the book can be opened; if it is."""
        from resv_desktop.qt.day_keeper import day_of
        from resv_desktop.startup import closed_book
        from resv_desktop.station_memory import StationMemory

        controller = closed_book(self._choices.settings.station, why)
        controller.host = self._choices.settings.host
        running = (d for d in days if d.restaurant.business_day(controller.now()) == d.on)
        today = next(running, None)
        if today is None:
            return False
        self._is_offline = True
        self._controller = controller
        self._memory = StationMemory(self._folders.data / "station.json")
        house = today.restaurant
        self._show_window(house, [house], [day_of(day) for day in days])
        self._follow_window()
        self._opening.begin_again_later()
        return True

    def _on_open(self, book: OpenBook) -> None:
        if self._database.is_open:
            wait = Qt.ConnectionType.SingleShotConnection
            self._database.left.connect(partial(self._on_open_still, book), wait)
            return
        if self._is_offline and self._window is not None and self._window.acts.is_open:
            # The window changes once the host has left the dialog: what is typed in it is kept.
            wait = Qt.ConnectionType.SingleShotConnection
            self._window.acts.left.connect(partial(self._on_open, book), wait)
            return
        self._controller, self._memory = book.controller, book.memory
        self._controller.host = self._choices.settings.host
        self._controller.station = self._choices.settings.station  # it may have another name by now
        self._is_offline = False
        self._opening.hold()
        self._choose(book.restaurants, remembered=self._choices.settings.restaurant_id)

    def _on_open_still(self, book: OpenBook) -> None:
        """Show a book that was opened behind the question for another one, if none was chosen."""
        if self._opening.is_open:
            self._on_open(book)

    def _choose(self, restaurants: "list[Restaurant]", *, remembered: str = "") -> None:
        if not restaurants:
            self._set_up(None, restaurants)
            return
        known = {restaurant.id: restaurant for restaurant in restaurants}
        if len(restaurants) == 1 or remembered in known:
            self._show(known.get(remembered, restaurants[0]), restaurants)
            return
        from resv_desktop.qt.restaurant_chooser import RestaurantChooser

        assert self._controller is not None
        chooser = RestaurantChooser(
            self._front(),
            self.look,
            restaurants,
            self._controller.now(),
            current_id=self._choices.settings.restaurant_id,
        )
        chooser.chosen.connect(lambda chosen: self._show(chosen, restaurants))
        chooser.new_wanted.connect(lambda: self._set_up(None, restaurants))
        self._open_dialog(chooser)

    def _set_up(self, resume: "Restaurant | None", known: "Sequence[Restaurant]") -> None:
        from resv_desktop.qt.setup import SetupWizard

        assert self._controller is not None
        wizard = SetupWizard(
            self._front(),
            self.look,
            self.tasks,
            self._controller,
            resume,
            known_ids=[restaurant.id for restaurant in known],
        )
        wizard.finished_setup.connect(self._on_set_up)
        wizard.database_wanted.connect(self._ask_database)
        wizard.join_wanted.connect(partial(self._stations.join, wizard))
        self._open_dialog(wizard)

    def _on_set_up(self, restaurant: "Restaurant") -> None:
        self._read_restaurants(lambda found: self._show(restaurant, found))

    def _read_restaurants(self, then: "Callable[[list[Restaurant]], None]") -> None:
        assert self._controller is not None
        self.tasks.run(self, self._controller.restaurants, then, self._opening.fail)

    def _show(self, restaurant: "Restaurant", restaurants: "list[Restaurant]") -> None:
        """Show the main window of a restaurant, after what it still lacks has been asked."""
        restaurant = next((r for r in restaurants if r.id == restaurant.id), restaurant)
        if restaurant.timezone is None:
            self._ask_timezone(restaurant)
            return
        if not restaurant.tables:
            self._set_up(restaurant, restaurants)
            return
        self._show_window(restaurant, restaurants)
        self._follow_window()
        self._choices.change(restaurant_id=restaurant.id)

    def _show_window(
        self,
        restaurant: "Restaurant",
        restaurants: "list[Restaurant]",
        known: "Sequence[Day]" = (),
    ) -> None:
        from resv_desktop.qt.main_window import MainWindow

        assert self._controller is not None
        assert self._memory is not None
        self._shown = (restaurant, restaurants)
        old = self._window or self._left
        typed = self._left.top.line.text() if self._left is not None else ""
        self._left = None
        same = old if old is not None and old.is_of(restaurant) else None
        if same is not None and same.day_now is not None:
            known = [*known, same.day_now]
        window = MainWindow(
            self.look,
            self.keys,
            self.tasks,
            self._controller,
            self._memory,
            restaurant,
            restaurants,
            self._choices.settings.station,
            known=known,
            is_demo=self._is_demo,
        )
        window.theme_chosen.connect(self._on_theme)
        window.language_chosen.connect(self._on_language)
        window.host_chosen.connect(lambda initials: self._choices.change(host=initials))
        window.view.all.set_form(self._choices.settings.tables_form)
        window.view.all.form_chosen.connect(lambda form: self._choices.change(tables_form=form))
        window.restaurant_switch_wanted.connect(self._on_switch)
        window.new_restaurant_wanted.connect(lambda: self._set_up(None, restaurants))
        window.stations_wanted.connect(self._open_stations)
        window.freshness.join_wanted.connect(partial(self._stations.join_again, window))
        window.database_wanted.connect(self._ask_database)
        window.closing.connect(self._on_closing)
        self._window = window
        if old is None:
            window.setGeometry(self._start.geometry())
            if self._start.isMaximized():
                window.setWindowState(self._start.windowState())
        else:
            window.setGeometry(old.geometry())
        window.show()
        self._start.hide()
        at, is_offline = (window, self._controller, restaurant.id), self._is_offline
        window.once_made(lambda: self._menu.serve(*at, is_offline=is_offline))
        if same is not None:
            window.take_over(same)
            if typed:
                window.desk.begin(typed)
        if old is None:
            self._collector.settle()
        else:
            old.closing.disconnect(self._on_closing)
            old.close()
            old.deleteLater()

    def _ask_timezone(self, restaurant: "Restaurant") -> None:
        from resv_desktop.qt.timezone_dialog import TimezoneDialog

        assert self._controller is not None
        dialog = TimezoneDialog(self._front(), self.look, self.tasks, self._controller, restaurant)
        dialog.chosen.connect(self._on_set_up)
        self._open_dialog(dialog)

    def _open_dialog(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.rejected.connect(self._on_dialog_left)
        dialog.finished.connect(dialog.deleteLater)
        KeyShortcut(self.keys, "quit", dialog).activated.connect(partial(self._quit_from, dialog))
        dialog.open()

    def _quit_from(self, dialog: QDialog) -> None:
        """End the program from a dialog that can be left at once; else it asks as on leaving."""
        dialog.reject()
        if not dialog.isVisible():
            self._front().close()

    def _on_dialog_left(self) -> None:
        # Without a restaurant there is nothing behind the dialog to go back to.
        if self._window is None:
            self._start.close()

    # --- what the main window asks for

    def _on_theme(self, theme: str) -> None:
        self.look.set_theme(theme)  # type: ignore[arg-type]  # the menu offers nothing else
        self._choices.change(theme=theme)

    def _on_language(self, language: str) -> None:
        self._choices.change(language=language)
        self._speak()

    def _speak(self) -> None:
        """Say everything in the language and by the clock that are chosen, at once.

        The window is made anew, where the host is in it; what is being written comes first.
        """
        window, once = self._window, Qt.ConnectionType.SingleShotConnection
        if window is not None and window.acts.is_open:
            window.acts.left.connect(self._speak, once)
            return
        if window is not None and window.is_writing:
            self.tasks.became_idle.connect(self._speak, once)
            return
        install(self._qt, self._choices.settings.language, self._choices.settings.clock)
        self.look.set_text_scale(self._choices.settings.text_size / 100)
        if window is not None:
            self._show_window(*self._shown)
            self._follow_window()

    def _follow_window(self) -> None:
        assert self._window is not None
        assert self._controller is not None
        if self._is_offline:
            self._window.banner.acted.connect(self._opening.begin)
        self._kept.serve(
            self._window, self._controller, self._shown[0], is_offline=self._is_offline
        )
        self._going_on.follow(self._window, self._shown[0])

    def _open_stations(self) -> None:
        if self._window is not None and self._controller is not None:
            is_elsewhere = self._opening.place[0] is not None
            self._stations.open(self._window, self._controller, is_elsewhere=is_elsewhere)

    def _ask_database(self) -> None:
        """Ask for another database, over the set-up where that is open."""
        wizard = self._dialog if self._dialog and shiboken6.isValid(self._dialog) else None
        if self._window is not None and self._window.acts.is_open:
            return
        uri, database = self._opening.place
        can_move = self._window is not None and self._opening.is_open
        over = wizard if wizard is not None and wizard.isVisible() else self._front()
        self._database.open(over, uri, database, can_move=can_move)

    def _open_elsewhere(self, uri: str | None, database: str) -> None:
        """Open the book of another database, in a window where the last one was."""
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.accept()  # a set-up that is not needed, or is asked anew
        old = self._window
        if old is not None:
            old.follower.stop()
            self._left, self._window = old, None
            self._start.setGeometry(old.geometry())
            self._start.show()
            old.hide()
        self._is_offline = False
        self._start.is_joined = is_joined(uri or "")
        self._opening.use(uri, database)
        self._opening.begin()

    def _on_switch(self) -> None:
        self._read_restaurants(self._choose)

    def _on_closing(self) -> None:
        self._going_on.leave(is_asked=True)
        if self._window is not None:
            self._choices.keep_place(self._window)
        self._qt.quit()

    def _on_start_closed(self) -> None:
        if self._window is None:
            self._qt.quit()

    def _front(self) -> QWidget:
        rehearsed = self._menu.rehearsed if "_menu" in self.__dict__ else None
        return rehearsed or self._window or self._start
