"""What is kept for the hour in which nothing answers: the last known days, and their sheets."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.qt.day_keeper import DayKeeper
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.qt.sheet.sheet_acts import SheetActs
    from resv_desktop.qt.sheet.sheet_keeper import SheetKeeper

# The day on the screen comes first: what is loaded and read here would take its time.
_AFTER_THE_DAY_MS: Final = 100
_AT_THE_LATEST_MS: Final = 1_000


class KeptDays(QObject):
    """Keeps the days of the window that is shown, prints them, and saves their sheets.

    It begins once the first window shows its day; what the host wants of it before that is done
    then. From then on another window is served at once.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        choices: Choices,
        folder: Path,
        opening: BookOpening,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._choices = look, tasks, choices
        self._folder = folder
        self._opening = opening
        self._window: MainWindow | None = None
        self._controller: Controller | None = None
        self._restaurant: Restaurant | None = None
        self._is_offline = self._is_loading = False
        self._wanted: SignalInstance | None = None
        self._keeper: DayKeeper | None = None
        self._sheets: SheetActs | None = None
        self._sheet_keeper: SheetKeeper | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._load)

    def serve(
        self,
        window: "MainWindow",
        controller: "Controller",
        restaurant: "Restaurant",
        *,
        is_offline: bool,
    ) -> None:
        """Keep the days of this window from now on; offline nothing new becomes known."""
        self._window, self._controller, self._restaurant = window, controller, restaurant
        self._is_offline = is_offline
        if self._sheets is not None:
            self._begin()
            return
        once = Qt.ConnectionType.SingleShotConnection
        window.day_known.connect(lambda _: self._soon.start(_AFTER_THE_DAY_MS), once)
        for wanted in (window.sheet_wanted, window.sheet_choice_wanted):
            wanted.connect(partial(self._want, wanted), once)
        self._soon.start(_AT_THE_LATEST_MS)

    def flush(self) -> None:
        """Save at once what is known; for the end of the program."""
        self._soon.stop()
        if self._sheets is None and self._window is not None:
            self._begin()
        if self._keeper is not None:
            self._keeper.flush()
        if self._sheet_keeper is not None:
            self._sheet_keeper.flush()

    def _want(self, wanted: SignalInstance) -> None:
        """Remember what the host wants before anybody here can do it."""
        if self._sheets is None:
            self._wanted = wanted
            self._load()

    def _load(self) -> None:
        """Load on a worker what is loaded for the first time."""
        if self._sheets is not None or self._is_loading:
            return
        self._is_loading = True

        def work() -> None:
            from resv_desktop.qt import day_keeper
            from resv_desktop.qt.sheet import sheet_acts, sheet_keeper

            del day_keeper, sheet_acts, sheet_keeper

        self._tasks.run(self, work, lambda _: self._on_loaded(), lambda _: None)

    def _on_loaded(self) -> None:
        if self._sheets is None:  # else it has begun without, as at the end of the program
            self._begin()

    def _begin(self) -> None:
        from resv_desktop.qt.day_keeper import DayKeeper
        from resv_desktop.qt.sheet.call_acts import CallLists
        from resv_desktop.qt.sheet.sheet_acts import SheetActs
        from resv_desktop.qt.sheet.sheet_keeper import SheetKeeper

        window, controller, restaurant = self._window, self._controller, self._restaurant
        assert window is not None
        assert controller is not None
        assert restaurant is not None
        last_known = self._opening.last_known
        if self._sheets is None:
            self._sheets = SheetActs(self._look, self._tasks, self._choices, self._folder, self)
        if self._sheet_keeper is None:
            self._sheet_keeper = SheetKeeper(self._tasks, self._folder, self)
            self._sheet_keeper.failed.connect(self._sheets.warn_in_turn)
        self._sheets.attach(window)
        window.attention.call_lists = CallLists(self._tasks, self._choices, self._folder, window)
        self._sheet_keeper.follow(last_known, controller, lambda: window.restaurant)
        if not self._is_offline:
            if self._keeper is None:
                self._keeper = DayKeeper(self._tasks, last_known, self)
            self._keeper.follow(controller, restaurant)
            window.day_known.connect(self._keeper.note)
            self._keeper.looked_ahead.connect(window.live.learn)
            if window.day_now is not None:
                self._keeper.note(window.day_now)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted.emit()
