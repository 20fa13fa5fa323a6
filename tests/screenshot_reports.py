"""Pictures of the reports: an evening, a week, a month, what counts, and the page of paper."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QPageSize

from resv_desktop.qt.choices import Choices
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.reports.report_page import ReportSheet
from resv_desktop.qt.reports.reports_acts import ReportsActs
from resv_desktop.qt.reports.reports_dialog import ReportsDialog
from resv_desktop.qt.sheet.paper import pages_of
from resv_desktop.settings import Settings
from tests.screenshot_sheet import save_page
from tests.screenshot_stage import Stage

_MADE_BEFORE, _WHAT_COUNTS = 2, 3


def take_all(stage: Stage) -> None:
    """Take every picture of the reports."""
    window = stage.open_main_window()
    settings = Settings(station="Stand 1")
    choices = Choices(stage.tasks, settings, stage.home / "settings.json", window)
    acts = ReportsActs(stage.look, stage.tasks, choices, window, folder=_folder(stage))
    acts.attach(window, stage.controller, stage.house.restaurant.id)
    at = stage.house.slot(11, 20).starts_at
    stage.controller.refuse(stage.house.restaurant.id, 8, window.top.day.day, at)
    dialog = _open(stage, window)
    stage.take("reports-evening", dialog, may_scroll=True)
    stage.take_screen("reports-over-window", window, dialog)
    for number, name in ((_MADE_BEFORE, "made-before"), (_WHAT_COUNTS, "what-counts")):
        dialog.parts.segment(number).click()
        stage.take(f"reports-{name}", dialog, may_scroll=True)
    _paper(stage, dialog, "evening")
    dialog.parts.segment(0).click()
    for number, name in ((1, "week"), (2, "month")):
        dialog.span.segment(number).click()
        _counted(stage, dialog)
        stage.take(f"reports-{name}", dialog, may_scroll=True)
        dialog.parts.segment(1).click()
        dialog.table.setFocus()
        stage.take(f"reports-{name}-by-day", dialog, may_scroll=True)
        _paper(stage, dialog, name)
    dialog.csv_button.click()
    stage.wait("it is saved", lambda: dialog.message.kind == "success")
    stage.take("reports-saved", dialog, may_scroll=True)
    with stage.frozen_database():
        dialog.ask()
        stage.wait("it is said", lambda: dialog.message.kind == "error")
        stage.take("reports-outage", dialog, may_scroll=True)
    dialog.ask()
    _counted(stage, dialog)
    dialog.span.segment(0).click()
    dialog.picker.set_day(dialog.period.on + timedelta(days=400))
    dialog.picker.picked.emit(dialog.picker.day)
    _counted(stage, dialog)
    stage.take("reports-nothing", dialog, may_scroll=True)
    dialog.reject()
    stage.rest(window)
    stage.close(window)


def _folder(stage: Stage) -> Path:
    folder = stage.home / "documents"
    folder.mkdir(exist_ok=True)
    return folder


def _open(stage: Stage, window: MainWindow) -> ReportsDialog:
    window.menu.reports_wanted.emit()
    (dialog,) = [d for d in window.findChildren(ReportsDialog) if d.isVisible()]
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    _counted(stage, dialog)
    return dialog


def _counted(stage: Stage, dialog: ReportsDialog) -> None:
    def is_there() -> bool:
        return dialog.told is not None and dialog.told.period == dialog.period.said()

    stage.wait("it is counted", lambda: is_there() and stage.tasks.is_idle)


def _paper(stage: Stage, dialog: ReportsDialog, name: str) -> None:
    assert dialog.told is not None
    paper = QPageSize(QPageSize.PageSizeId.A4)
    (page,) = pages_of(ReportSheet(told=dialog.told), paper)
    save_page(page, stage.pictures / f"reports-page-{name}.png")
