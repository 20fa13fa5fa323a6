"""How the day sheet is laid out: what stands where on each page, for paper of any size."""

from collections.abc import Sequence

from PySide6.QtCore import QSizeF

from resv_desktop.qt.sheet.page_writer import (
    BAR,
    BLANK,
    EDGE,
    GAP,
    MM,
    PAD,
    ROW,
    Page,
    PageWriter,
    Words,
    height_of,
)
from resv_desktop.qt.sheet.sheet import Sheet, SheetHour, SheetRow, translate

_NAME, _NOTE = 2, 4


def lay_out(sheet: Sheet, paper_mm: QSizeF, *, is_rtl: bool = False) -> list[Page]:
    """Return the pages of a sheet, in the application's font."""
    return _Pages(sheet, paper_mm * MM, is_rtl=is_rtl).made()


class _Pages(PageWriter):
    """Puts the hours of a day one under the other."""

    # What a row says, in the order of SheetRow; names and notes share what the others leave.
    widths = (16 * MM, 21 * MM, 0.53, 21 * MM, 0.47, 27 * MM)
    note = _NOTE

    def __init__(self, sheet: Sheet, paper: QSizeF, *, is_rtl: bool) -> None:
        super().__init__(paper, sheet.foot, is_rtl=is_rtl)
        self._sheet = sheet

    def _add_head(self) -> None:
        sheet = self._sheet
        self._put(*self._pair(sheet.house, 16, sheet.as_of, 16, is_end_bold=True))
        self._put(*self._pair(sheet.day, 14, sheet.count, 11))
        if sheet.unknown:
            self._put(self._cell(sheet.unknown, 0.0, self._width, 12, is_bold=True))
        if sheet.warning:
            self._y += PAD
            top = self._y
            warning = self._cell(sheet.warning, GAP, self._width - 2 * GAP, 12, is_bold=True)
            self._y += PAD
            self._put(warning)
            self._y += PAD
            self._box(0.0, top, self._width, self._y - top, EDGE)

    def _heads(self) -> Sequence[str]:
        return (
            translate("Sheet", "Table"),
            translate("Sheet", "Party"),
            translate("Sheet", "Name"),
            translate("Sheet", "Phone"),
            translate("Sheet", "Note"),
            translate("Sheet", "Status"),
        )

    def _add_all(self) -> None:
        for hour in self._sheet.hours:
            self._add_hour(hour)

    def _add_hour(self, hour: SheetHour) -> None:
        rows = [self._cells_of(row) for row in hour.rows]
        heading = self._pair(hour.title, 15, hour.count, 11)
        free = [self._cell(hour.free, 0.0, self._width, 11)] if hour.free else []
        with_blank = height_of(free) + 2 * PAD + BLANK * bool(hour.blanks) if free else BLANK
        first = max(height_of(rows[0]) + 2 * PAD, ROW) if rows else with_blank
        self._make_room(GAP + height_of(heading) + 2 * PAD + first)
        self._add_heading(heading)
        for cells in rows:
            self._make_room(max(height_of(cells) + 2 * PAD, ROW), hour.title)
            self._add_line(cells, least=ROW)
        if free:
            self._make_room(with_blank, hour.title)
            self._add_line(free, least=0.0)
        self._add_waiting(hour)
        for _ in range(hour.blanks):
            self._make_room(BLANK, hour.title)
            self._add_blank()

    def _add_waiting(self, hour: SheetHour) -> None:
        """Add who waits, each with a bar at the leading edge: no table is theirs yet."""
        for number, cells in enumerate(self._cells_of(row) for row in hour.waiting):
            height = max(height_of(cells) + 2 * PAD, ROW)
            if number == 0:
                title = [self._cell(hour.waitlist, 0.0, self._width, 12, is_bold=True)]
                self._make_room(height_of(title) + 2 * PAD + height, hour.title)
                self._add_marked(title, least=0.0)
            else:
                self._make_room(height, hour.title)
            self._add_marked(cells, least=ROW)

    def _add_marked(self, cells: Sequence[Words], *, least: float) -> None:
        top = self._y
        self._add_line(cells, least=least)
        self._box(-BAR, top, 0.0, self._y - top, BAR)

    def _cells_of(self, row: SheetRow) -> list[Words]:
        texts = (row.table, row.party, row.name, row.digits, row.note, row.status)
        return self._row(texts, bold=(_NAME,), mark=row.allergy)
