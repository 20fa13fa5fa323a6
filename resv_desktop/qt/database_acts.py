"""Lets the host choose another database, over whichever window is open, and tells what holds."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.settings import Folders

if TYPE_CHECKING:
    from resv_desktop.qt.database_dialog import DatabaseDialog
    from resv_desktop.relocation import Whereabouts


class DatabaseActs(QObject):
    """Opens the dialog; what is decided in it is kept in the settings at once.

    elsewhere carries an address (None for the managed MongoDB) and a database, once the dialog is
    left after a decision: the book has to be opened there. left is told in any case, before.
    """

    elsewhere = Signal(object, str)
    left = Signal()

    def __init__(
        self, look: Look, tasks: Tasks, choices: Choices, folders: Folders, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._choices, self._folders = look, tasks, choices, folders
        self._dialog: DatabaseDialog | None = None
        self._decided: Whereabouts | None = None

    @property
    def is_open(self) -> bool:
        """Whether the dialog is open."""
        return self._dialog is not None

    def open(self, over: QWidget, uri: str | None, database: str, *, can_move: bool) -> None:
        """Ask over a window, unless it is being asked already."""
        from resv_desktop.qt.database_dialog import DatabaseDialog
        from resv_desktop.relocation import Whereabouts

        if self._dialog is not None:
            return
        here, settings = Whereabouts(uri, database), self._choices.settings
        self._decided = None
        self._dialog = DatabaseDialog(
            over,
            self._look,
            self._tasks,
            self._folders,
            here,
            station=settings.station,
            can_move=can_move,
            is_given=(here.bare, database) != (settings.uri, settings.database),
        )
        self._dialog.decided.connect(self._on_decided)
        self._dialog.finished.connect(self._on_left)
        self._dialog.open()

    def _on_decided(self, where: "Whereabouts") -> None:
        self._decided = where
        self._choices.change(uri=where.bare, database=where.database)

    def _on_left(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self.left.emit()
        if self._decided is not None:
            self.elsewhere.emit(self._decided.uri, self._decided.database)
