"""The program with a window: paints first, opens the book behind it, and closes in order."""

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from resv_desktop.domain.errors import BookMoved, CannotStart, Outage
from resv_desktop.later import later
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.book_opening import BookOpening, OpenBook
from resv_desktop.qt.book_windows import BookWindows
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.collector import Collector
from resv_desktop.qt.crash import BugHook
from resv_desktop.qt.database_acts import DatabaseActs
from resv_desktop.qt.going_on import GoingOn
from resv_desktop.qt.held_keys import HeldKeys
from resv_desktop.qt.in_turn import tell_in_turn
from resv_desktop.qt.kept_days import KeptDays
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.language import install, spoken
from resv_desktop.qt.look import Look
from resv_desktop.qt.start_window import StartWindow
from resv_desktop.qt.stations.stations_acts import StationsActs
from resv_desktop.qt.touch_keys.touch_keys import TouchKeys
from resv_desktop.qt.widgets.fingers import Fingers
from resv_desktop.settings import THEMES, Folders, Settings

if TYPE_CHECKING:
    from resv_desktop.qt import menu_acts
    from resv_desktop.qt.day import Day
    from resv_desktop.qt.main_window import MainWindow
else:
    (menu_acts,) = later("resv_desktop.qt", "menu_acts")

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
        self._made_menu: menu_acts.MenuActs | None = None
        self._is_offline = False  # the window shows what was last known; the book is not open
        theme = "system" if settings.theme not in THEMES else settings.theme
        self.look = Look(qt, theme, text_scale=settings.text_size / 100)  # type: ignore[arg-type]  # checked against THEMES
        self.keys = Keys(settings.keys, has_single_keys=settings.single_keys, parent=self)
        HeldKeys(qt, self)
        self.tasks = Tasks(self)
        self._choices = Choices(self.tasks, settings, folders.config / "settings.json", self)
        self._choices.unsaved.connect(self._say_unsaved)
        self._touch_keys = TouchKeys(qt, self.look, lambda: self._choices.settings.touch_keys, self)
        self._fingers = Fingers(qt, self)
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
        self._windows = BookWindows(
            self.look,
            self.keys,
            self.tasks,
            self._choices,
            self._start,
            self._front,
            self,
            is_demo=is_demo,
        )
        self._bugs = BugHook(self.look, self._front, self)
        self._bugs.install()
        self.tasks.broke.connect(self._bugs.tell)
        self._start.again.connect(self._opening.begin)
        self._start.report_wanted.connect(lambda: self._menu.open_report(self._start))
        self._start.database_wanted.connect(self._ask_database)
        self._start.join_wanted.connect(partial(self._stations.join, self._start))
        self._opening.began.connect(self._say_starting)
        self._opening.said.connect(self._start.say)
        self._opening.opened.connect(self._on_open)
        self._opening.failed.connect(self._on_trouble)
        self._windows.failed.connect(self._opening.fail)
        self._windows.made.connect(self._on_made)
        self._windows.first_shown.connect(self._collector.settle)
        self._windows.shown.connect(self._on_shown)
        self._windows.closing.connect(self._on_closing)
        self._windows.database_wanted.connect(self._ask_database)
        self._windows.join_wanted.connect(self._stations.join)
        self._start.closed.connect(self._on_start_closed)
        qt.commitDataRequest.connect(lambda _: self._going_on.expect_end())

    @property
    def _menu(self) -> "menu_acts.MenuActs":
        """What the menu asks the program for: made with the menu, or when it is asked for."""
        if self._made_menu is None:
            self._made_menu = menu_acts.MenuActs(
                self.look,
                self.keys,
                self.tasks,
                self._choices,
                self._folders,
                self._opening,
                self._speak,
                self,
            )
        return self._made_menu

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
        window = self._windows.window
        if window is not None:
            window.close()  # its signs at other stations go
            self._choices.keep_place(window)
        self._qt.exit()  # quit() asks every window, and a set-up that is half filled says no

    def close(self) -> None:
        """Let the work under way end, then close the book and the database."""
        windows = [*self._windows.all, self._start]
        for window in windows:
            if shiboken6.isValid(window):
                window.hide()
        self._qt.processEvents()
        self._opening.hold()
        if self._made_menu is not None:
            self._made_menu.end()
        self._windows.stop()
        self.tasks.close()
        self._going_on.end()
        self._choices.flush()
        self._kept.flush()
        self._opening.close()
        for heard in (self._touch_keys, self._fingers):
            if shiboken6.isValid(heard):
                heard.deleteLater()
        # Windows end here, one after the other, not when Python happens to find them.
        for window in windows:
            if shiboken6.isValid(window):
                window.deleteLater()
        self._qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._collector.close()

    def _say_starting(self) -> None:
        self._start.say(self.tr("Starting"))

    # --- the book is open, or is not

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
        if self._windows.window is not None:
            self._start.say_trouble(words.sentence(trouble), details)
            return
        why = trouble.sentence if is_start else ""  # type: ignore[union-attr]  # of CannotStart
        why = trouble.why if isinstance(trouble, Outage) else why

        def show(days: "list[Day]") -> None:
            if not self._show_last_known(why, days):
                self._start.say_trouble(words.sentence(trouble), details)

        def read() -> "list[Day]":
            from resv_desktop.qt.day_keeper import day_of

            # On the worker all is loaded, and joined: the days of a large house take a while.
            return [day_of(day) for day in self._opening.last_known.days()]

        self.tasks.run(self, read, show, lambda _: None)

    def _show_last_known(self, why: str, days: "list[Day]") -> bool:
        """Show the running day as it was last known, until the book can be opened; if it is."""
        from resv_desktop.startup import closed_book
        from resv_desktop.station_memory import StationMemory

        controller = closed_book(self._choices.settings.station, why)
        controller.host = self._choices.settings.host
        running = (d for d in days if d.restaurant.business_day(controller.now()) == d.on)
        today = next(running, None)
        if today is None:
            return False
        self._is_offline = True
        memory = StationMemory(self._folders.data / "station.json")
        book = OpenBook(controller, memory, [today.restaurant])
        self._windows.show_known(book, days)
        self._opening.begin_again_later()
        return True

    def _on_open(self, book: OpenBook) -> None:
        if self._database.is_open:
            wait = Qt.ConnectionType.SingleShotConnection
            self._database.left.connect(partial(self._on_open_still, book), wait)
            return
        window = self._windows.window
        if self._is_offline and window is not None and window.acts.is_open:
            # The window changes once the host has left the dialog: what is typed in it is kept.
            wait = Qt.ConnectionType.SingleShotConnection
            window.acts.left.connect(partial(self._on_open, book), wait)
            return
        book.controller.host = self._choices.settings.host
        book.controller.station = self._choices.settings.station  # it may have another name by now
        self._is_offline = False
        self._opening.hold()
        self._windows.begin(book)

    def _on_open_still(self, book: OpenBook) -> None:
        """Show a book that was opened behind the question for another one, if none was chosen."""
        if self._opening.is_open:
            self._on_open(book)

    # --- what the main window asks for

    def _on_made(self, window: "MainWindow") -> None:
        window.theme_chosen.connect(self._on_theme)
        window.language_chosen.connect(self._on_language)
        window.host_chosen.connect(lambda initials: self._choices.change(host=initials))
        window.view.all.set_form(self._choices.settings.tables_form)
        window.view.all.form_chosen.connect(lambda form: self._choices.change(tables_form=form))
        window.stations_wanted.connect(self._open_stations)
        window.freshness.join_wanted.connect(partial(self._stations.join_again, window))
        at = (window, self._windows.controller, self._windows.restaurant.id)
        is_offline = self._is_offline
        window.in_time.once_made(lambda: self._menu.serve(*at, is_offline=is_offline))

    def _on_shown(self, window: "MainWindow") -> None:
        if self._is_offline:
            window.banner.acted.connect(self._opening.begin)
        controller, restaurant = self._windows.controller, self._windows.restaurant
        self._kept.serve(window, controller, restaurant, is_offline=self._is_offline)
        self._going_on.follow(window, restaurant)
        self._say_unsaved()

    def _say_unsaved(self) -> None:
        """Say once that what was chosen, maybe another database, does not outlive this run."""
        choices = self._choices
        if choices.trouble:
            tell_in_turn(
                self,
                lambda: None if choices.is_trouble_told else self._windows.window,
                choices.trouble,
                choices.note_told,
            )

    def _on_theme(self, theme: str) -> None:
        self.look.set_theme(theme)  # type: ignore[arg-type]  # the menu offers nothing else
        self._choices.change(theme=theme)

    def _on_language(self, language: str) -> None:
        self._choices.change(language=language)
        if language != spoken():
            self._speak()

    def _speak(self) -> None:
        """Say everything in the language and by the clock that are chosen, at once.

        The window is made anew, where the host is in it; what is being written comes first.
        """
        window = self._windows.window
        if window is not None and window.acts.is_open:
            window.acts.left.connect(self._speak, Qt.ConnectionType.SingleShotConnection)
            return
        if window is not None and window.is_writing:
            self._windows.once_told(self._speak)
            return
        install(self._qt, self._choices.settings.language, self._choices.settings.clock)
        self.look.set_text_scale(self._choices.settings.text_size / 100)
        if window is not None:
            self._windows.show_again()

    def _open_stations(self) -> None:
        window = self._windows.window
        if window is not None:
            is_elsewhere = self._opening.place[0] is not None
            self._stations.open(window, self._windows.controller, is_elsewhere=is_elsewhere)

    def _ask_database(self) -> None:
        """Ask for another database, over the set-up where that is open."""
        window = self._windows.window
        if window is not None and window.acts.is_open:
            return
        uri, database = self._opening.place
        can_move = window is not None and self._opening.is_open
        over = self._windows.asking or self._front()
        self._database.open(over, uri, database, can_move=can_move)

    def _open_elsewhere(self, uri: str | None, database: str) -> None:
        """Open the book of another database, in a window where the last one was."""
        self._windows.leave()
        self._is_offline = False
        self._opening.use(uri, database)
        self._opening.begin()

    def _on_closing(self) -> None:
        self._going_on.leave(is_asked=True)
        if self._windows.window is not None:
            self._choices.keep_place(self._windows.window)
        self._qt.quit()

    def _on_start_closed(self) -> None:
        if self._windows.window is None:
            self._qt.quit()

    def _front(self) -> QWidget:
        rehearsed = None if self._made_menu is None else self._made_menu.rehearsed
        return rehearsed or self._windows.window or self._start
