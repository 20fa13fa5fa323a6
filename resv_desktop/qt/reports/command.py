"""A report without a window: counted from the book and saved where it is wanted."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from resv_desktop.controller.house import need_zone
from resv_desktop.exchange.saving import FileNotMade, write_file
from resv_desktop.qt.reports.period import Period, Span
from resv_desktop.qt.reports.report_csv import hours_as_csv
from resv_desktop.qt.reports.report_page import ReportSheet
from resv_desktop.qt.reports.report_words import tell
from resv_desktop.qt.sheet.command import begin_without_display
from resv_desktop.qt.sheet.paper import save_sheet

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant


def save_report(
    controller: "Controller",
    restaurant: "Restaurant",
    span: Span,
    on: date | None,
    target: Path,
    *,
    language: str = "",
    clock: str = "",
) -> str:
    """Save the evening, week or month of a day, of the running one if none is told.

    The end of the file's name says whether as a PDF or for a spreadsheet; needs no display.
    Returns its title. Raises InvalidRestaurant where its time zone was never said, FileNotMade and
    SheetNotMade.
    """
    form = target.suffix.lower()
    if form not in (".pdf", ".csv"):
        raise FileNotMade('"{file}" ends neither in .pdf nor in .csv.', file=target.name)
    begin_without_display(language, clock)
    need_zone(restaurant)
    period = Period(span, on or restaurant.business_day(controller.now()))
    report = controller.report(restaurant.id, period.first, period.last)
    sheet = ReportSheet(told=tell(report, period, controller.station))
    if form == ".pdf":
        save_sheet(sheet, target)
    else:
        write_file(target, hours_as_csv(report))
    return sheet.title
