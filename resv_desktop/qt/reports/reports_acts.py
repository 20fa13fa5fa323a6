"""Counts on a worker, shows what came of it, and saves or prints it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.qt.saved_file import open_file, short_place
from resv_desktop.qt.widgets.dialog_frame import PATIENCE_MS

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.report import Report
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.qt.reports.period import Period
    from resv_desktop.qt.reports.report_words import Told
    from resv_desktop.qt.reports.reports_dialog import ReportsDialog
    from resv_desktop.qt.sheet.paper import Printers

_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class _Counted:
    """A report, how it is said, and the other restaurants of the book."""

    report: "Report"
    told: "Told"
    others: "Sequence[Restaurant]"


class ReportsActs(QObject):
    """Serves the window that is open; what is saved goes into the folder that is given, or else
    into the user's documents.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        choices: Choices,
        parent: QObject | None = None,
        *,
        folder: Path | None = None,
        printers: "Printers | None" = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._choices = look, tasks, choices
        self._folder, self._printers = folder, printers

    def attach(self, window: "MainWindow", controller: "Controller", rest_id: str) -> None:
        """Serve this window of a restaurant from now on."""
        window.menu.reports_wanted.connect(partial(self.open_over, window, controller, rest_id))

    def open_over(self, window: "MainWindow", controller: "Controller", rest_id: str) -> None:
        """Show the dialog with the evening that the window shows, unless a dialog is open."""
        if window.acts.is_open:
            return
        # Loaded by who asks for it, and not at the start.
        from resv_desktop.qt.reports.reports_dialog import ReportsDialog

        keys, on, clock = window.top.line.keys, window.top.day.day, window.clock
        dialog = ReportsDialog(window, self._look, keys, on, lambda: clock.today)
        _Reading(dialog, self, rest_id, controller)
        window.acts.open_other(dialog)
        dialog.ask()

    # --- what is done with a report

    def read(
        self,
        owner: QObject,
        controller: "Controller",
        rest_id: str,
        period: "Period",
        done: Callable[[_Counted], None],
        failed: Callable[[Trouble], None],
    ) -> None:
        """Count the days of a period."""
        station = self._choices.settings.station

        def work() -> _Counted:
            from resv_desktop.qt.reports.report_words import tell

            report = controller.report(rest_id, period.first, period.last)
            others = [each for each in controller.restaurants() if each.id != rest_id]
            return _Counted(report, tell(report, period, station), others)

        self._tasks.run(owner, work, done, failed)

    def save(self, dialog: "ReportsDialog", counted: _Counted, what: str) -> None:
        """Save or print what is shown, and say where it is."""
        if what == "print":
            self._print(dialog, counted)
            return
        folder = self._folder
        if folder is None:
            from resv_desktop.qt.support_acts import documents_folder

            folder = documents_folder()
        report, told = counted.report, counted.told
        is_lead = what == "csv" and dialog.saves_lead
        path = report_path(folder, report, what, counted.others, is_lead=is_lead)

        def work() -> Path:
            from resv_desktop.exchange.saving import write_file
            from resv_desktop.qt.reports.report_csv import hours_as_csv, part_as_csv
            from resv_desktop.qt.reports.report_page import ReportSheet
            from resv_desktop.qt.sheet.paper import save_sheet

            if what == "pdf":
                return save_sheet(ReportSheet(told=told), path)
            write_file(path, part_as_csv(told.parts[-1]) if is_lead else hours_as_csv(report))
            return path

        def done(saved: Path) -> None:
            says = self.tr("Saved in {folder}: {file}")
            dialog.say_saved(
                says.format(
                    folder=words.apart(short_place(saved.parent)), file=words.apart(saved.name)
                ),
                self.tr("Open"),
                partial(open_file, saved),
            )

        self._tasks.run(dialog, work, done, dialog.tell_not_saved)

    def _print(self, dialog: "ReportsDialog", counted: _Counted) -> None:
        told, chosen = counted.told, self._choices.settings.sheet_to

        def work() -> str:
            from resv_desktop.qt.reports.report_page import ReportSheet
            from resv_desktop.qt.sheet.paper import Printers
            from resv_desktop.qt.sheet.sheet import PRINTER

            printers = self._printers or Printers()
            names = printers.names()
            wanted = chosen.removeprefix(PRINTER)
            name = wanted if wanted in names else next(iter(names), "")
            if name:
                printers.print_sheet(ReportSheet(told=told), name)
            return name

        def done(name: str) -> None:
            if not name:
                dialog.tell_no_printer()
                return
            says = self.tr("The report has gone to the printer {printer}.")
            dialog.say_saved(says.format(printer=words.apart(name)), "", lambda: None)

        self._tasks.run(dialog, work, done, dialog.tell_not_saved)


def report_path(
    folder: Path,
    report: "Report",
    suffix: str,
    others: "Sequence[Restaurant]",
    *,
    is_lead: bool = False,
) -> Path:
    """Return where a report of these days is saved, in the place of an older one of the same.

    Where one of the other restaurants is called the same, a part of the id tells them apart.
    """
    name = _in_a_file_name(report.restaurant)
    if name.casefold() in [_in_a_file_name(other).casefold() for other in others]:
        name = f"{name} {report.restaurant.id[-6:]}".strip()
    days = str(report.from_on)
    if report.to_on != report.from_on:
        days = f"{report.from_on} {report.to_on}"
    what = "lead times" if is_lead else "report"
    return folder / f"{' '.join(filter(None, (what, days, name)))}.{suffix}"


def _in_a_file_name(restaurant: "Restaurant") -> str:
    kept = "".join(char if char.isalnum() else " " for char in restaurant.name)
    return " ".join(kept.split())[:_LONGEST_NAME].strip()


class _Reading(QObject):
    """What one dialog is told: the answer to the question that it asked last, and no other."""

    def __init__(
        self,
        dialog: "ReportsDialog",
        acts: ReportsActs,
        rest_id: str,
        controller: "Controller",
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._acts = dialog, acts
        self._rest_id, self._controller = rest_id, controller
        self._asked: Period | None = None
        self._counted: _Counted | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(dialog.say_reading)
        dialog.wanted.connect(self._ask)
        dialog.saved_wanted.connect(self._save)

    def _ask(self, period: "Period") -> None:
        self._asked = period
        self._patience.start()
        self._acts.read(
            self,
            self._controller,
            self._rest_id,
            period,
            partial(self._show, period),
            partial(self._fail, period),
        )

    def _show(self, period: "Period", counted: _Counted) -> None:
        if period is self._asked:
            self._patience.stop()
            self._counted = counted
            self._dialog.show_told(counted.told)

    def _fail(self, period: "Period", trouble: Trouble) -> None:
        if period is self._asked:
            self._patience.stop()
            self._dialog.tell_unread(trouble)

    def _save(self, what: str) -> None:
        assert self._counted is not None
        self._acts.save(self._dialog, self._counted, what)
