"""Saves a backup when the host asks for one, and says when the last one was made."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.look import Look
from resv_desktop.qt.saved_file import short_place
from resv_desktop.qt.support_acts import documents_folder

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.backup_dialog import BackupDialog
    from resv_desktop.qt.main_window import MainWindow


class BackupActs(QObject):
    """Opens the dialog over the window; kept is the folder of the daily backups.

    is_ours says whether the book that is open is saved there every day.
    What is saved by hand goes into the folder that is given, or else into the user's documents.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        kept: Path,
        is_ours: Callable[[], bool],
        parent: QObject | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._kept = look, tasks, kept
        self._is_ours = is_ours
        self._folder = folder

    def open_over(self, window: "MainWindow", controller: "Controller") -> None:
        """Show the dialog, unless another one is open."""
        if window.acts.is_open:
            return
        # Loaded by who asks for it, and not at the start.
        from resv_desktop.qt.backup_dialog import BackupDialog

        folder = self._folder or documents_folder()
        dialog = BackupDialog(window, self._look, words.apart(short_place(folder)))
        dialog.acted.connect(partial(self._save, dialog, window, controller, folder))
        window.acts.open_other(dialog)
        kept = self._kept
        if not self._is_ours():
            dialog.say_last(self.tr("This database is not saved by the program every day."))
            return
        self._tasks.run(
            dialog,
            lambda: controller.last_daily_backup(kept),
            partial(self._say_last, dialog, window),
            lambda _: None,
        )

    def _say_last(self, dialog: "BackupDialog", window: "MainWindow", at: datetime | None) -> None:
        if at is None:
            says = self.tr("Every day the program saves one by itself; the first is still to come.")
            dialog.say_last(says)
            return
        local = window.clock.local(at)
        says = self.tr("Every day the program saves one by itself; the last on {day} at {hour}.")
        dialog.say_last(says.format(day=words.day_and_year(local.date()), hour=words.clock(local)))

    def _save(
        self, dialog: "BackupDialog", window: "MainWindow", controller: "Controller", folder: Path
    ) -> None:
        now = window.clock.local(controller.now())
        path = folder / f"resv-desktop-{now:%Y-%m-%d-%H%M%S}.resvbackup"

        def work() -> int:
            controller.back_up(path)
            return path.stat().st_size

        def done(size: int) -> None:
            dialog.say_saved(words.apart(str(path)), words.size(size))

        def failed(trouble: Trouble) -> None:
            dialog.set_ready()
            dialog.tell("error", words.sentence(trouble))

        dialog.say_saving()
        self._tasks.run(dialog, work, done, failed)
