"""The reports in the window: counted from the real book, turned by the keys, saved and printed."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.report import Report
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.reports.period import Period, Span
from resv_desktop.qt.reports.period_picker import PeriodPicker
from resv_desktop.qt.reports.report_page import ReportSheet
from resv_desktop.qt.reports.reports_acts import ReportsActs
from resv_desktop.qt.reports.reports_dialog import ReportsDialog
from resv_desktop.qt.sheet.paper import Printed, Printers
from resv_desktop.settings import Settings
from tests.qt.stand import Stand
from tests.qt.station import Station, dialog_of

CTRL = Qt.KeyboardModifier.ControlModifier


class Shelf(Printers):
    """Printers that stand beside the test; what they print is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.there: list[str] = []
        self.printed: list[tuple[str, Printed]] = []

    def names(self) -> list[str]:
        return self.there

    def print_sheet(self, sheet: Printed, name: str) -> None:
        self.printed.append((name, sheet))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def dialog(
    qtbot: QtBot, window: MainWindow, look: Look, stand: Stand, station: Station, shelf: Shelf,
    tmp_path: Path,
) -> ReportsDialog:  # fmt: skip
    """The reports as the menu opens them, the evening counted that the window shows."""
    for table, hour in (("1", 19), ("2", 19), ("4", 20)):
        stand.reserve(stand.slot(table, hour), f"07400 12345{table}")
    gone = stand.reserve(stand.slot("3", 19), "07400 123459")
    stand.controller.cancel(gone.id)
    station.refuse(stand.restaurant.id, 8, stand.day, stand.slot("1", 21).starts_at)
    window.go_to(stand.day)
    settings = Settings(station="Stand 1")
    choices = Choices(stand.tasks, settings, tmp_path / "settings.json", window)
    acts = ReportsActs(
        look, stand.tasks, choices, window, folder=tmp_path / "documents", printers=shelf
    )
    (tmp_path / "documents").mkdir()
    acts.attach(window, station, stand.restaurant.id)
    window.menu.reports_wanted.emit()
    found = dialog_of(window, ReportsDialog)
    qtbot.waitUntil(lambda: found.told is not None)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_an_evening_a_week_and_a_month_are_told_and_turned_by_the_keys(
    qtbot: QtBot, window: MainWindow, dialog: ReportsDialog
) -> None:
    assert dialog.figures()[0] == "Covers: 6. Parties: 3"
    assert dialog.figures()[4:] == ["Cancelled: 1. Guests: 2", "Refused: 1. Guests: 8"]
    model = dialog.table.numbers
    seven = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == "19:00")
    said = model.index(seven, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "19:00, Covers: 4"
    table = QAccessible.queryAccessibleInterface(dialog.table)
    assert table.text(QAccessible.Text.Name) == "Numbers"
    assert not dialog.parts.segment(1).isEnabled()  # an evening has no days

    dialog.span.segment(1).click()
    qtbot.waitUntil(lambda: dialog.told is not None and len(dialog.told.parts) == 3)
    dialog.parts.segment(1).click()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Day"
    assert dialog.figures()[0] == "Covers: 6. Parties: 3"
    first = dialog.period.first
    qtbot.keyClick(dialog, Qt.Key.Key_Left, CTRL)
    qtbot.waitUntil(lambda: _said(dialog) == dialog.period.said())
    assert dialog.period.last == first - timedelta(days=1)
    assert dialog.figures()[0] == "Covers: 0. Parties: 0"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):  # faster than it is counted
        qtbot.keyClick(dialog, key, CTRL)
    qtbot.waitUntil(lambda: _said(dialog) == dialog.period.said())
    assert dialog.period.first == first

    dialog.span.segment(2).click()
    qtbot.waitUntil(lambda: _said(dialog) == dialog.period.said())
    assert dialog.period.first.day == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.acts.is_open)


def _said(dialog: ReportsDialog) -> str:
    return "" if dialog.told is None else dialog.told.period


@pytest.mark.parametrize(
    ("span", "told"),
    [("evening", "Saturday 14 March 2026"), ("month", "March 2026")],
)
def test_the_days_are_spoken_as_they_are_shown(
    qtbot: QtBot, look: Look, span: Span, told: str
) -> None:
    picker = PeriodPicker(look, Period(span, date(2026, 3, 14)))
    qtbot.addWidget(picker)
    assert (picker.text(), picker.day_button.text()) == (told, told)
    assert picker.day_button.accessibleName() == f"{told}, open the calendar"


def test_it_is_saved_for_a_spreadsheet_as_a_pdf_and_printed(
    qtbot: QtBot, dialog: ReportsDialog, stand: Stand, shelf: Shelf, tmp_path: Path
) -> None:
    place = tmp_path / "documents"
    dialog.csv_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    (csv,) = place.iterdir()
    assert csv.name in dialog.message.text()
    assert f"{stand.day},19:00,4,2,0," in csv.read_text("utf-8-sig")
    dialog.parts.segment(2).click()
    assert dialog.csv_button.text() == "Save this table as CSV"
    dialog.parts.segment(3).click()  # only words: what is saved are the hours again
    assert dialog.csv_button.text() == "Save all hours as CSV"
    csv.unlink()
    dialog.csv_button.click()
    qtbot.waitUntil(lambda: csv.exists() and not dialog.is_busy)
    assert f"{stand.day},19:00,4,2,0," in csv.read_text("utf-8-sig")
    dialog.parts.segment(2).click()
    dialog.csv_button.click()
    qtbot.waitUntil(lambda: len(list(place.iterdir())) == 2 and not dialog.is_busy)
    (lead,) = set(place.iterdir()) - {csv}
    assert lead.read_text("utf-8-sig").startswith("Made before the visit,")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (place / f"{csv.stem}.pdf").exists() and not dialog.is_busy)
    assert (place / f"{csv.stem}.pdf").read_bytes().startswith(b"%PDF")
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: dialog.message.kind == "warn")
    assert "no printer" in dialog.message.text()
    shelf.there = ["Office"]
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    ((name, sheet),) = shelf.printed
    assert name == "Office"
    assert isinstance(sheet, ReportSheet)
    assert sheet.told == dialog.told


def test_of_two_restaurants_of_one_name_each_has_a_file_of_its_own(
    qtbot: QtBot, dialog: ReportsDialog, stand: Stand, tmp_path: Path
) -> None:
    place = tmp_path / "documents"

    def saved() -> Path:
        dialog.csv_button.click()
        qtbot.waitUntil(lambda: any(place.iterdir()) and not dialog.is_busy)
        (file,) = place.iterdir()
        file.unlink()
        return file

    plain = saved()
    assert plain.stem.endswith(" Harbour House")
    stand.controller.create_restaurant(
        "HARBOUR-House", "020 7946 0124", "12:23", timezone="Europe/London"
    )
    before = dialog.told
    dialog.ask()
    qtbot.waitUntil(lambda: dialog.told is not before)
    assert saved().stem == f"{plain.stem} {stand.restaurant.id[-6:]}"


def test_silence_is_said_what_was_counted_stays_and_it_can_be_tried_again(
    qtbot: QtBot, dialog: ReportsDialog, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Report] = station.report

    def silent(*_: object) -> Report:
        raise Outage("The database does not answer.")

    monkeypatch.setattr(station, "report", silent)
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.figures()[0] == "Covers: 6. Parties: 3"
    monkeypatch.setattr(station, "report", real)
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind != "error")


def test_what_is_printed_while_other_days_are_counted_are_those_days(
    qtbot: QtBot,
    dialog: ReportsDialog,
    station: Station,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf.there = ["Office"]
    gate = Event()
    real: Callable[..., Report] = station.report

    def slow(*asked: object) -> Report:
        assert gate.wait(60)
        return real(*asked)

    monkeypatch.setattr(station, "report", slow)
    qtbot.keyClick(dialog, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert dialog.message.text() == "Counting"
    assert dialog.figures()[0] == "Covers: –. "
    assert not dialog.print_button.isEnabled()
    gate.set()
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    ((_, sheet),) = shelf.printed
    assert isinstance(sheet, ReportSheet)
    assert sheet.told.period == dialog.period.said()


def test_days_that_could_not_be_counted_show_no_figures_of_others_and_are_not_printed(
    qtbot: QtBot,
    dialog: ReportsDialog,
    station: Station,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf.there = ["Office"]
    real: Callable[..., Report] = station.report

    def silent(*_: object) -> Report:
        raise Outage("The database does not answer.")

    monkeypatch.setattr(station, "report", silent)
    qtbot.keyClick(dialog, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert dialog.message.kind == "error"
    assert not dialog.is_busy
    assert dialog.figures()[0] == "Covers: –. "
    monkeypatch.setattr(station, "report", real)
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: _said(dialog) == dialog.period.said())
    assert dialog.figures()[0] == "Covers: 0. Parties: 0"
    assert shelf.printed == []
