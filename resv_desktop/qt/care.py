"""What the window does for its machine: the report, the disk, the backups, the journal."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.backup_acts import BackupActs
from resv_desktop.qt.backup_keeper import BackupKeeper
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.disk_watch import DiskWatch
from resv_desktop.qt.exchange.exchange_acts import ExchangeActs
from resv_desktop.qt.guests.guests_acts import GuestsActs
from resv_desktop.qt.journal_keeper import JournalKeeper
from resv_desktop.qt.look import Look
from resv_desktop.qt.support_acts import SupportActs
from resv_desktop.settings import BACKUPS, Folders

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from resv_desktop.controller import Controller
    from resv_desktop.doctor.report import Station
    from resv_desktop.qt.main_window import MainWindow


class Care(QObject):
    """Serves the window that is open, and the first one where the book cannot be opened."""

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        choices: Choices,
        folders: Folders,
        opening: BookOpening,
        parent: QObject,
    ) -> None:
        """opening knows whose book it is, which may be another one from one hour to the next."""
        super().__init__(parent)
        self._choices, self._folders = choices, folders
        self._opening = opening
        self._controller: Controller | None = None
        self._support = SupportActs(look, tasks, self._station, self)
        self._disk = DiskWatch(tasks, folders.data, self)
        kept = folders.data / BACKUPS
        self._backups = BackupKeeper(tasks, kept, self._is_ours, self)
        self._by_hand = BackupActs(look, tasks, kept, self._is_ours, self)
        self._exchange = ExchangeActs(look, tasks, choices, self)
        self._guests = GuestsActs(look, tasks, choices, folders, opening, self)
        self._journal = JournalKeeper(tasks, choices, folders.data / "journal", self)

    def attach(self, window: "MainWindow", controller: "Controller", *, is_offline: bool) -> None:
        """Serve this window from now on; offline its book is only what was last known."""
        self._controller = controller
        window.menu.report_wanted.connect(partial(self._support.open_over, window))
        window.menu.backup_wanted.connect(partial(self._by_hand.open_over, window, controller))
        self._guests.attach(window, controller, is_offline=is_offline)
        self._exchange.attach(window, controller, is_offline=is_offline)
        self._disk.attach(window)
        if not is_offline:
            self._journal.attach(window, controller)
            # Whoever has a database of their own takes care of it, and the book of another
            # machine is copied to this one by nobody.
            if self._is_ours():
                self._backups.attach(window, controller)
            else:
                self._backups.detach()

    def end(self) -> None:
        """Let go of what takes long; for the end of the program."""
        self._backups.end()
        self._exchange.end()
        self._guests.end()

    def open_report(self, parent: "QWidget") -> None:
        """Show the report for support over the first window."""
        self._support.open(parent)

    def _is_ours(self) -> bool:
        """Whether the book is that of the program's own server now; a machine may join another."""
        return self._opening.place[0] is None

    def _station(self) -> "Station":
        from resv_desktop.doctor.report import Station
        from resv_desktop.startup import health_of_book

        folders = self._folders
        uri, database = self._opening.place
        look = partial(health_of_book, uri, database, folders)
        return Station(
            folders=folders,
            settings=self._choices.settings,
            uri=uri,
            database=database,
            ask_health=look if self._controller is None else self._controller.health,
        )
