"""Opens the dialogs of the stations, and goes over to the book that was joined."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.settings import Folders

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.qt.stations.join_dialog import JoinDialog


class StationsActs(QObject):
    """What is joined is kept in the settings at once.

    elsewhere carries an address without its password and a database: the book has to be opened
    there.
    """

    elsewhere = Signal(object, str)

    def __init__(
        self, look: Look, tasks: Tasks, choices: Choices, folders: Folders, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._choices, self._folders = look, tasks, choices, folders

    def open(self, window: "MainWindow", controller: "Controller", *, is_elsewhere: bool) -> None:
        """Show the stations over the main window, unless a dialog is open.

        is_elsewhere, that its book is not on a MongoDB that the program brings.
        """
        from resv_desktop.qt.stations.stations_dialog import StationsDialog

        if window.acts.is_open:
            return
        dialog = StationsDialog(
            window,
            self._look,
            self._tasks,
            controller,
            window.clock.local,
            is_elsewhere=is_elsewhere,
        )

        def join() -> None:
            dialog.accept()
            self.join_again(window)

        dialog.join_wanted.connect(join)
        dialog.restart_asked.connect(window.live.expect_silence)
        window.acts.open_other(dialog)

    def join_again(self, window: "MainWindow") -> None:
        """Ask for a code over the main window, unless a dialog is open."""
        if not window.acts.is_open:
            window.acts.open_other(self._join_dialog(window))

    def join(self, over: QWidget) -> None:
        """Ask for a code over the set-up, or over the first window."""
        dialog = self._join_dialog(over)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _join_dialog(self, over: QWidget) -> "JoinDialog":
        from resv_desktop.qt.stations.join_dialog import JoinDialog

        station = self._choices.settings.station
        dialog = JoinDialog(over, self._look, self._tasks, self._folders, station)
        dialog.joined.connect(self._on_joined)
        return dialog

    def _on_joined(self, uri: str, database: str, station: str) -> None:
        self._choices.change(uri=uri, database=database, station=station)
        self.elsewhere.emit(uri, database)
