"""Where the day sheet goes: into a PDF that only this user can read, or to a printer."""

import errno
import re
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.reports.report_page import ReportSheet, page_of
from resv_desktop.qt.sheet.call_list import CallList, lay_out_calls
from resv_desktop.qt.sheet.page_writer import DOTS, Page
from resv_desktop.qt.sheet.pages import lay_out
from resv_desktop.qt.sheet.sheet import Sheet, SheetNotMade
from resv_desktop.settings import write_private

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Printed = Sheet | CallList | ReportSheet
KEPT: Final = timedelta(days=14)
_LONGEST_NAME: Final = 60
_PATIENCE_S: Final = 15.0
_SIGN: Final = QTextFormat.ObjectTypes.UserObject.value + 1
_ANY_OBJECT: Final = "\ufffc"  # as Unicode has it in a text
_TEXT_SIZE: Final = 100.0
_SHEET: Final = re.compile(r"\.?(\d{4}-\d\d-\d\d) .*\.pdf(\..*)?", re.DOTALL)
# Where Letter is the usual paper (CLDR, paperSize "US-Letter"); everywhere else it is A4.
_LETTER: Final = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)

# What is said where one could not be made.
_DISK_FULL: Final[dict[type, str]] = {
    Sheet: "The day sheet could not be saved: the disk is full. The folder is {folder}.",
    CallList: "The call list could not be saved: the disk is full. The folder is {folder}.",
    ReportSheet: "The report could not be saved: the disk is full. The folder is {folder}.",
}
_NOT_SAVED: Final[dict[type, str]] = {
    Sheet: "The day sheet could not be saved in {folder}: {why}.",
    CallList: "The call list could not be saved in {folder}: {why}.",
    ReportSheet: "The report could not be saved in {folder}: {why}.",
}
_NO_ANSWER: Final[dict[type, str]] = {
    Sheet: "The printer {printer} does not answer. It may still print the day sheet.",
    CallList: "The printer {printer} does not answer. It may still print the call list.",
    ReportSheet: "The printer {printer} does not answer. It may still print the report.",
}
_NOT_TAKEN: Final[dict[type, str]] = {
    Sheet: "The printer {printer} did not take the day sheet.",
    CallList: "The printer {printer} did not take the call list.",
    ReportSheet: "The printer {printer} did not take the report.",
}


def usual_paper(locale: QLocale | None = None) -> QPageSize:
    """Return the paper that is usual where this machine stands."""
    code = QLocale.territoryToCode((locale or QLocale.system()).territory())
    is_letter = code in _LETTER
    return QPageSize(QPageSize.PageSizeId.Letter if is_letter else QPageSize.PageSizeId.A4)


def pages_of(sheet: Printed, paper: QPageSize) -> list[Page]:
    """Return the pages of a sheet on some paper, in the house's type and direction."""
    is_rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    size = paper.size(QPageSize.Unit.Millimeter)
    if isinstance(sheet, ReportSheet):
        return [page_of(sheet, size, is_rtl=is_rtl)]
    if isinstance(sheet, CallList):
        return lay_out_calls(sheet, size, is_rtl=is_rtl)
    return lay_out(sheet, size, is_rtl=is_rtl)


def pdf_of(sheet: Printed, paper: QPageSize | None = None) -> bytes:
    """Return a sheet as a PDF; safe on a worker, where it belongs."""
    paper = paper or usual_paper()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setCreator("resv-desktop")
    writer.setResolution(DOTS)
    writer.setPageLayout(_bare(paper))
    _print_as_text(pages_of(sheet, paper), writer)
    del writer
    return bytes(buffer.data().data())


def paint(pages: list[Page], device: QPagedPaintDevice, dots: int) -> bool:
    """Paint pages on a device that has so many dots to the inch; return whether it took them."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    is_taken = _paint_all(pages, painter, device, dots)
    return painter.end() and is_taken


def _paint_all(pages: list[Page], painter: QPainter, device: QPagedPaintDevice, dots: int) -> bool:
    is_taken = True
    for number, page in enumerate(pages):
        if number:
            is_taken = device.newPage() and is_taken
        painter.resetTransform()
        painter.scale(dots / DOTS, dots / DOTS)
        page.paint(painter)
    return is_taken


def _print_as_text(pages: list[Page], writer: QPdfWriter) -> None:
    """Paint pages as the only sign of a text that is printed.

    At the end of a painting its fonts are written, for 6 ms in one go. QPainter.end() keeps Python
    from the window meanwhile; a text that is printed has Qt begin and end, and leaves it Python.
    """
    text, sign = QTextDocument(), _AllPages(pages, writer)
    text.setPageSize(QSizeF(_TEXT_SIZE, _TEXT_SIZE))  # one page; Qt sets no margins then
    text.documentLayout().registerHandler(_SIGN, sign)
    shape = QTextCharFormat()
    shape.setObjectType(_SIGN)
    QTextCursor(text).insertText(_ANY_OBJECT, shape)
    text.print_(writer)
    if sign.bug is not None:
        raise sign.bug


class _AllPages(QPyTextObject):
    """The sign. Qt would lose what goes wrong while it is painted: bug keeps it."""

    def __init__(self, pages: list[Page], writer: QPdfWriter) -> None:
        super().__init__()
        self._pages, self._writer = pages, writer
        self.bug: BaseException | None = None

    def intrinsicSize(  # noqa: N802 - Qt calls it by this name
        self, _text: QTextDocument, _place: int, _shape: QTextFormat
    ) -> QSizeF:
        return QSizeF(1, 1)

    def drawObject(  # noqa: N802 - Qt calls it by this name
        self,
        painter: QPainter,
        _rect: QRectF | QRect,
        _text: QTextDocument,
        _place: int,
        _shape: QTextFormat,
    ) -> None:
        painter.save()
        painter.setClipping(False)
        try:
            _paint_all(self._pages, painter, self._writer, self._writer.resolution())
        except BaseException as bug:  # noqa: BLE001 - it is raised once Qt has ended the painting
            self.bug = bug
        painter.restore()


def _bare(paper: QPageSize) -> QPageLayout:
    """Return paper without a margin: the sheet leaves its own."""
    upright = QPageLayout.Orientation.Portrait
    return QPageLayout(paper, upright, QMarginsF(), QPageLayout.Unit.Millimeter)


# --- files


def sheet_path(folder: Path, restaurant: Restaurant, on: date) -> Path:
    """Return where the sheet of a restaurant's day is kept."""
    return _path(folder, restaurant, str(on))


def call_list_path(folder: Path, restaurant: Restaurant, made: datetime) -> Path:
    """Return where a call list is kept that was made then; it goes with the sheets of that day."""
    return _path(folder, restaurant, f"{restaurant.local(made):%Y-%m-%d %H.%M.%S calls}")


def _path(folder: Path, restaurant: Restaurant, begins: str) -> Path:
    kept = "".join(char if char.isalnum() else " " for char in restaurant.name)
    name = " ".join(kept.split())[:_LONGEST_NAME].strip()
    return folder / f"{' '.join(filter(None, (begins, name, restaurant.id[-6:])))}.pdf"


def save_sheet(sheet: Printed, path: Path) -> Path:
    """Keep a sheet in one step, in the place of an older one. Raises SheetNotMade."""
    try:
        write_private(path, pdf_of(sheet))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise SheetNotMade(_DISK_FULL[type(sheet)], folder=path.parent) from error
        raise SheetNotMade(
            _NOT_SAVED[type(sheet)],
            folder=path.parent,
            why=error.strerror or str(error),
        ) from error
    return path


def remove_old(folder: Path, today: date) -> None:
    """Remove what is left of days that ended more than 14 days before today."""
    try:
        found = [(path, _SHEET.fullmatch(path.name)) for path in folder.iterdir()]
        for path, match in found:
            if match is not None and date.fromisoformat(match[1]) < today - KEPT:
                path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return  # an old sheet that stays costs a little space and nothing else


# --- printers


class Printers:
    """The printers of this machine. Each call may take its time, so it is made on a worker."""

    def __init__(self, patience_s: float = _PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._lock = threading.Lock()  # Qt loads what knows printers without one

    def names(self) -> list[str]:
        """Return the names of all printers, the usual one first. Raises SheetNotMade."""
        found: list[str] = []

        def ask() -> None:
            from PySide6.QtPrintSupport import QPrinterInfo

            usual = QPrinterInfo.defaultPrinterName()
            names = QPrinterInfo.availablePrinterNames()
            found.extend(sorted(names, key=lambda name: name != usual))

        if not self._in_time(ask):
            raise SheetNotMade("The printers of this machine do not answer.")
        return found

    def print_sheet(self, sheet: Printed, name: str) -> None:
        """Send a sheet to a printer. Raises SheetNotMade."""
        taken: list[bool] = []

        def send() -> None:
            from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

            info = QPrinterInfo.printerInfo(name)
            printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
            taken.append(not info.isNull() and print_on(printer, sheet))

        if not self._in_time(send):
            raise SheetNotMade(_NO_ANSWER[type(sheet)], printer=name)
        if taken != [True]:
            raise SheetNotMade(_NOT_TAKEN[type(sheet)], printer=name)

    def _in_time(self, work: Callable[[], None]) -> bool:
        """Do something with printers; return False where that hangs, and leave it behind."""
        if not self._lock.acquire(timeout=self._patience_s):
            return False

        def work_alone() -> None:
            try:
                work()
            finally:
                self._lock.release()

        alone = threading.Thread(target=work_alone, name="printer", daemon=True)
        alone.start()
        alone.join(self._patience_s)
        return not alone.is_alive()


def print_on(printer: "QPrinter", sheet: Printed) -> bool:
    """Print a sheet on the paper that lies in a printer; return whether it was taken."""
    in_it = printer.pageLayout().pageSize()
    usual = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter)
    paper = in_it if in_it.id() in usual else usual_paper()
    printer.setDocName(sheet.title)
    printer.setPageLayout(_bare(paper))
    printer.setFullPage(True)
    return paint(pages_of(sheet, paper), printer, printer.resolution())
