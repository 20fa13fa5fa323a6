"""Makes the report for support on a worker, shows it, and saves it where it is easily found."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.look import Look
from resv_desktop.settings import write_private

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from resv_desktop.doctor.report import Report, Station
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.qt.report_dialog import ReportDialog


class SupportActs(QObject):
    """Serves the window that is open, and the first one where the book cannot be opened.

    station returns what the report is about as things stand; a saved one goes into the folder
    that is given, or else into the user's documents.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        station: "Callable[[], Station]",
        parent: QObject | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._station = look, tasks, station
        self._folder = folder

    def open(self, parent: "QWidget") -> None:
        """Show the dialog over the first window, and the report in it as soon as it is made."""
        dialog = self._dialog(parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_over(self, window: "MainWindow") -> None:
        """Show it over the main window, unless a dialog is open."""
        if not window.acts.is_open:
            window.acts.open_other(self._dialog(window))

    def _dialog(self, parent: "QWidget") -> "ReportDialog":
        from resv_desktop.qt.report_dialog import ReportDialog

        dialog = ReportDialog(parent, self._look)
        dialog.save_wanted.connect(partial(self._save, dialog))
        station = self._station()

        def work() -> "Report":
            from resv_desktop.doctor.report import report

            return report(station)

        def show(made: "Report") -> None:
            dialog.show_report(made.text, is_fine=made.is_fine)

        self._tasks.run(dialog, work, show, partial(_tell, dialog))
        return dialog

    def _save(self, dialog: "ReportDialog", text: str) -> None:
        folder = self._folder or documents_folder()
        path = folder / f"resv-desktop-report-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.txt"

        def work() -> Path:
            try:
                write_private(path, f"{text}\n")
            except OSError as error:
                raise CannotStart(
                    Sentence(
                        "The report could not be saved in {folder} ({why}). It can be copied.",
                        folder=folder,
                        why=error.strerror,
                    )
                ) from error
            return path

        def done(saved: Path) -> None:
            dialog.say_saved(words.apart(str(saved)))

        self._tasks.run(dialog, work, done, partial(_tell, dialog))


def documents_folder() -> Path:
    """Return where this user keeps what is of no program alone."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def _tell(dialog: "ReportDialog", trouble: Trouble) -> None:
    dialog.tell("error", words.sentence(trouble))
