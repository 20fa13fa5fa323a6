"""The sheet as a file that only this user can read, and on paper."""

import errno
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from resv_desktop.qt.look import Look
from resv_desktop.qt.sheet import paper
from resv_desktop.qt.sheet.page_writer import Page
from resv_desktop.qt.sheet.paper import (
    Printers,
    pages_of,
    pdf_of,
    print_on,
    remove_old,
    save_sheet,
    sheet_path,
    usual_paper,
)
from resv_desktop.qt.sheet.sheet import SheetNotMade
from tests.qt.days import SATURDAY, day, house
from tests.qt.sheet.sheets import great_day, page_count, sheet

A4, LETTER = QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.Letter)


@pytest.fixture(autouse=True)
def _in_the_house(look: Look) -> None:
    """The application has the house's font."""
    del look


@pytest.mark.parametrize(
    ("locale", "paper"),
    [("en_GB", A4), ("he_IL", A4), ("de_DE", A4), ("fr_CA", LETTER), ("en_US", LETTER)],
)
def test_the_paper_is_that_of_the_country(locale: str, paper: QPageSize) -> None:
    assert usual_paper(QLocale(locale)) == paper


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_the_pdf_has_every_page_and_is_made_on_a_worker(paper: QPageSize) -> None:
    for made in (sheet(), sheet(great_day()), sheet(day(hours=()))):
        with ThreadPoolExecutor(1) as worker:
            pdf = worker.submit(pdf_of, made, paper).result()
        assert page_count(pdf) == len(pages_of(made, paper))
        width, height = paper.sizePoints().width(), paper.sizePoints().height()
        assert f"/MediaBox [0 0 {width:.0f} {height:.0f}]".encode() in pdf.replace(b".000000", b"")


def test_what_goes_wrong_while_a_page_is_painted_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Torn(Page):
        def paint(self, painter: QPainter) -> None:
            assert painter.isActive()
            raise ZeroDivisionError

    monkeypatch.setattr(paper, "pages_of", lambda *_: [Torn()])
    with pytest.raises(ZeroDivisionError):
        pdf_of(sheet())
    monkeypatch.undo()
    assert page_count(pdf_of(sheet())) == len(pages_of(sheet(), usual_paper()))


def test_a_printer_gets_the_same_pages_on_the_paper_that_lies_in_it(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(LETTER)
    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(print_on, printer, sheet()).result()
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == len(pages_of(sheet(), LETTER))
    assert b"/MediaBox [0 0 612 792]" in printed.replace(b".000000", b"")


def test_a_printer_that_is_not_there_takes_nothing_and_that_is_said() -> None:
    printers = Printers()
    with ThreadPoolExecutor(1) as worker:
        names = worker.submit(printers.names).result()
        asked = worker.submit(printers.print_sheet, sheet(), "No such printer")
        with pytest.raises(SheetNotMade, match="No such printer did not take the day sheet"):
            asked.result()
    assert "No such printer" not in names


def test_a_printer_that_hangs_is_left_behind_and_that_is_said() -> None:
    let_go, printers = threading.Event(), Printers(patience_s=0.01)

    def hang() -> None:
        let_go.wait(60)

    assert not printers._in_time(hang)
    with pytest.raises(SheetNotMade, match="The printers of this machine do not answer"):
        printers.names()
    with pytest.raises(SheetNotMade, match=r"Office does not answer\. It may still print"):
        printers.print_sheet(sheet(), "Office")
    let_go.set()
    patient = Printers()
    assert patient._in_time(lambda: None)
    assert patient._in_time(lambda: None)


def test_only_this_user_can_read_it(tmp_path: Path) -> None:
    path = save_sheet(sheet(), sheet_path(tmp_path / "sheets", house(), SATURDAY))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [found.name for found in path.parent.iterdir()] == ["2026-03-14 Harbour House house.pdf"]


@pytest.mark.parametrize("name", ["../../Bar: \\ *?", "מסעדת הנמל", "W" * 200, "///", "a.b\nc"])
def test_the_name_of_a_house_never_leads_elsewhere(tmp_path: Path, name: str) -> None:
    path = save_sheet(sheet(), sheet_path(tmp_path, house(name=name), SATURDAY))
    assert path.parent == tmp_path
    assert path.is_file()
    assert not set(path.name) & set('\\/:*?"<>|\n')


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "could not be saved: the disk is full"), (errno.EIO, "Input/output error")],
)
def test_what_cannot_be_written_is_said_and_the_older_sheet_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    path = save_sheet(sheet(), tmp_path / "sheet.pdf")
    before = path.read_bytes()

    def refuse(_handle: int) -> None:
        raise OSError(number, "Input/output error")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(SheetNotMade, match=said):
        save_sheet(sheet(great_day()), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_sheets_of_long_ago_are_removed_and_nothing_else(tmp_path: Path) -> None:
    def name(days_ago: int) -> str:
        return f"{SATURDAY - timedelta(days=days_ago)} Harbour House house.pdf"

    kept = [name(14), name(0), name(-1), "2020-01-01 my own notes.txt", "2020-99-99 x.pdf"]
    for each in (*kept, name(15), name(400), f".{name(15)}.x1y2"):
        (tmp_path / each).touch()
    remove_old(tmp_path, SATURDAY)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
    remove_old(tmp_path / "nowhere", SATURDAY)
