"""A report on one page of paper, in black alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QPainter

from resv_desktop.qt.look import LIGHT
from resv_desktop.qt.reports.chart import Chart, Ink, paint_chart
from resv_desktop.qt.reports.report_words import Part, Table, Told, definitions
from resv_desktop.qt.sheet.page_writer import (
    EDGE,
    GAP,
    HAIR,
    MARGIN,
    MM,
    PAD,
    Page,
    PageWriter,
    Words,
    height_of,
)
from resv_desktop.qt.sheet.sheet import translate

_SCALES: Final = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6)  # the first at which all of it fits
_ROW_POINTS, _HEAD_POINTS, _SMALL_POINTS = 8.5, 7.0, 6.5
_ROW: Final = 5.6 * MM
_CHART: Final = 52 * MM
_LEAD_CHART: Final = 26 * MM
_BETWEEN: Final = 6 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """A report as it goes on paper."""

    told: Told

    @property
    def title(self) -> str:
        """Say what the page is."""
        says = translate("Reports", "Report, {house}, {period}")
        return says.format(house=self.told.house, period=self.told.period)


@dataclass(slots=True)
class ReportPage(Page):
    """A page that also carries charts."""

    charts: list[tuple[QRectF, Chart, Ink, bool]] = field(default_factory=list)

    def paint(self, painter: QPainter) -> None:
        """Paint it in dots, black on whatever the paper is."""
        # Not the base class by super(): a dataclass with slots is another class than this one.
        Page.paint(self, painter)
        for place, chart, ink, is_rtl in self.charts:
            paint_chart(painter, place, chart, ink, is_rtl=is_rtl)


def page_of(sheet: ReportSheet, paper_mm: QSizeF, *, is_rtl: bool) -> ReportPage:
    """Return the page of a report, in the application's font."""
    writer = _Writer(sheet.told, paper_mm * MM, is_rtl=is_rtl)
    for scale in _SCALES:
        page, end = writer.written(scale)
        if end <= writer.end:
            break
    return page


class _Writer(PageWriter):
    """Writes the whole page at one scale, and tells where it ends."""

    def __init__(self, told: Told, paper: QSizeF, *, is_rtl: bool) -> None:
        super().__init__(paper, told.made, is_rtl=is_rtl)
        self._told = told
        self._scale = 1.0

    @property
    def end(self) -> float:
        """Where the foot begins."""
        return self._end

    def written(self, scale: float) -> tuple[ReportPage, float]:
        """Return the page at a scale of its tables and charts, and where they end."""
        self._scale = scale
        page = ReportPage()
        self._pages = [page]
        self._y = MARGIN
        self._add_head()
        self._add_figures()
        self._add_notes()
        if self._told.empty:
            self._put(self._cell(self._told.empty, 0.0, self._width, 12, is_bold=True))
        else:
            self._add_parts()
        self._add_definitions()
        end = self._y
        self._add_foot(page, 1)
        return page, end

    def _add_head(self) -> None:
        told = self._told
        title = translate("Reports", "Report")
        self._put(*self._pair(told.house, 16, title, 14, is_end_bold=True))
        self._put(self._cell(told.period, 0.0, self._width, 14, is_bold=True))
        self._y += PAD
        self._box(0.0, self._y, self._width, 0.0, EDGE)
        self._y += GAP

    def _add_figures(self) -> None:
        each = self._width / len(self._told.figures)
        lines: list[list[Words]] = [[], [], []]
        for number, figure in enumerate(self._told.figures):
            left, width = number * each, each - 2 * PAD
            lines[0].append(self._cell(figure.name, left, width, 8))
            lines[1].append(self._cell(figure.value, left, width, 17, is_bold=True))
            lines[2].append(self._cell(figure.detail, left, width, 8))
        for line in lines:
            self._put(*line)
        self._y += GAP

    def _add_notes(self) -> None:
        for note in self._told.notes:
            self._put(self._cell(note, 0.0, self._width, 9, is_bold=True))
        self._y += GAP

    def _add_parts(self) -> None:
        """Add the first part at the leading half of the page, all others at the trailing one."""
        # By day is the longest by far; then by hour and what was made before stand beside it.
        parts = list(self._told.parts)
        has_days = len(parts) > 2  # noqa: PLR2004 - by hour, by day, made before
        first, others = parts[int(has_days)], [parts[0]] * has_days + parts[-1:]
        top, wide = self._y, (self._width - _BETWEEN) * (0.5 if has_days else 0.62)
        self._add_part(first, 0.0, wide, _CHART)
        ends = self._y
        self._y = top
        for part in others:
            is_last = part is others[-1]
            height = _LEAD_CHART if is_last and len(others) > 1 else _CHART
            narrow = self._width - _BETWEEN - wide
            self._add_part(part, wide + _BETWEEN, narrow, height)
        self._y = max(ends, self._y)

    def _add_part(self, part: Part, left: float, width: float, chart_height: float) -> None:
        self._put(self._cell(part.name, left, width, 11, is_bold=True))
        self._y += PAD
        height = chart_height * self._scale
        black, grey = LIGHT["codeInk"], LIGHT["muted"]
        ink = Ink(
            self._font(7.5 * self._scale, is_bold=False),
            *(black, black, LIGHT["line"]),
            *(grey, black, black),
            hair=HAIR,
        )
        place = QRectF(self._x(left, width), self._y, width, height)
        page = self._pages[-1]
        assert isinstance(page, ReportPage)
        page.charts.append((place, part.chart, ink, self._is_rtl))
        self._y += height + GAP * self._scale
        self._add_table(part.table, left, width)
        self._y += GAP

    def _add_table(self, table: Table, left: float, width: float) -> None:
        is_wide = len(table.heads) > 2  # noqa: PLR2004 - else a label and its number
        columns = list(self._columns_of(table, left, width))
        points = self._points_of(table.heads, [each for _, each in columns])
        self._add_cells(table.heads, columns, points, is_bold=True)
        self._y += PAD / 2
        self._rule(left, width, EDGE / 2)
        for number, row in enumerate(table.rows):
            is_total = is_wide and number == len(table.rows) - 1
            top = self._y
            self._y += 0.7 * MM * self._scale
            self._add_cells(row, columns, _ROW_POINTS, is_bold=is_total)
            self._y = max(self._y + 0.7 * MM * self._scale, top + _ROW * self._scale * 0.8)
            self._rule(left, width, HAIR)

    def _columns_of(self, table: Table, left: float, width: float) -> Iterator[tuple[float, float]]:
        """Yield where each column begins and how wide its words may be: each as its words ask for,
        and an equal share of what is left over.
        """
        heads = self._metrics(_HEAD_POINTS)
        cells = self._metrics(_ROW_POINTS)
        asked = [
            max(
                *(heads.horizontalAdvance(part) for part in _words_of(head)),
                *(cells.horizontalAdvance(row[n]) for row in table.rows),
            )
            + 1.5 * PAD
            for n, head in enumerate(table.heads)
        ]
        spare = max(0.0, width - sum(asked)) / len(asked)
        squeezed = min(1.0, width / sum(asked))
        for n, each in enumerate(asked):
            column = each * squeezed + spare
            indent = PAD if n else 0.0
            yield left + indent, column - indent - PAD / 2
            left += column

    def _points_of(self, heads: Sequence[str], widths: Sequence[float]) -> float:
        """Return a size at which no word of a head is broken."""
        metrics = self._metrics(_HEAD_POINTS)
        fit = (
            width / metrics.horizontalAdvance(part)
            for head, width in zip(heads, widths, strict=True)
            for part in _words_of(head)
        )
        return _HEAD_POINTS * min(1.0, *fit)

    def _metrics(self, points: float) -> QFontMetricsF:
        return QFontMetricsF(self._font(points * self._scale, is_bold=True))

    def _rule(self, left: float, width: float, thickness: float) -> None:
        self._box(left, self._y, width, 0.0, thickness)

    def _add_cells(
        self,
        texts: Sequence[str],
        columns: Sequence[tuple[float, float]],
        points: float,
        *,
        is_bold: bool,
    ) -> None:
        size = points * self._scale
        self._put(
            *(
                self._cell(text, left, width, size, is_bold=is_bold, is_end=number > 0)
                for number, (text, (left, width)) in enumerate(zip(texts, columns, strict=True))
            )
        )

    def _add_definitions(self) -> None:
        """Say at the foot of the page what each number counts."""
        cells = [self._cell(says, 0.0, self._width, _SMALL_POINTS) for says in definitions()]
        height = sum(height_of([cell]) for cell in cells)
        self._y = max(self._y, self._end - height)
        for cell in cells:
            self._put(cell)


def _words_of(head: str) -> list[str]:
    return re.split(r"[\s-]", head)
