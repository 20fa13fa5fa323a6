"""What the menu of a window asks the program for, beside what the window does by itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.qt.care import Care
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.rehearsal.rehearsal_acts import RehearsalActs
from resv_desktop.qt.reports.reports_acts import ReportsActs
from resv_desktop.qt.settings_acts import SettingsActs
from resv_desktop.settings import Folders

if TYPE_CHECKING:
    from resv_desktop.autostart import Autostart
    from resv_desktop.controller import Controller
    from resv_desktop.qt.main_window import MainWindow


class MenuActs(QObject):
    """Serves the window that is open, and the first one where the book cannot be opened.

    speak is called where the host chose another language or clock.
    """

    def __init__(
        self,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        choices: Choices,
        folders: Folders,
        opening: BookOpening,
        speak: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        start = partial(_autostart, folders)
        self._settings = SettingsActs(look, keys, tasks, choices, speak, self, autostart=start)
        self._care = Care(look, tasks, choices, folders, opening, self)
        self._reports = ReportsActs(look, tasks, choices, self)
        self._rehearsal = RehearsalActs(look, keys, tasks, folders.data, opening, self)

    def serve(
        self, window: "MainWindow", controller: "Controller", rest_id: str, *, is_offline: bool
    ) -> None:
        """Serve this window from now on; offline its book is only what was last known."""
        self._settings.attach(window)
        self._care.attach(window, controller, is_offline=is_offline)
        self._reports.attach(window, controller, rest_id)
        self._rehearsal.attach(window, controller)

    def open_report(self, over: QWidget) -> None:
        """Show the report for support over the first window."""
        self._care.open_report(over)

    @property
    def rehearsed(self) -> "MainWindow | None":
        """The window of the rehearsal, while there is one."""
        return self._rehearsal.window

    def end(self) -> None:
        """Let go of what takes long; for the end of the program."""
        self._care.end()
        self._rehearsal.end()


def _autostart(folders: Folders) -> "Autostart":
    from resv_desktop.autostart import autostart  # on the worker that asks for it

    return autostart(folders)
