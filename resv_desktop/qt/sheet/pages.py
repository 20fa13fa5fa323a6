"""How the day sheet is laid out: what stands where on each page, for paper of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from resv_desktop.qt.sheet.sheet import Sheet, SheetHour, SheetRow, translate

DOTS: Final = 600  # to the inch: fine enough for any printer, and the unit of every length here
_MM: Final = DOTS / 25.4
_POINT: Final = DOTS / 72
_MARGIN: Final = 12 * _MM  # more than any printer leaves white by itself
_ROW: Final = 8 * _MM
_BLANK: Final = 9 * _MM  # a hand needs more room than type
_PAD: Final = 1.2 * _MM
_GAP: Final = 3 * _MM
_FOOT: Final = 8 * _MM
_HAIR, _EDGE, _BAR = 0.15 * _MM, 0.5 * _MM, 1.2 * _MM
# What a row says, in the order of SheetRow; names and notes share what the others leave.
_WIDTHS: Final = (16 * _MM, 21 * _MM, 0.55, 21 * _MM, 0.45, 24 * _MM)
_NAME, _NOTE = 2, 4
_NOTE_LINES: Final = 3  # a longer one would push the hour apart, and nobody reads it at the door
_SIZES: Final = (12.0, 8.0, 5.5)  # points; the smaller ones only where one row outgrows a page


@dataclass(frozen=True, slots=True)
class Words:
    """Some text at its place, broken into lines."""

    text: str
    at: QPointF
    layout: QTextLayout


@dataclass(slots=True)
class Page:
    """What one page carries. Lengths are in dots."""

    words: list[Words] = field(default_factory=list)
    boxes: list[tuple[QRectF, float]] = field(default_factory=list)

    def texts(self) -> list[str]:
        """Return all that can be read on it."""
        return [words.text for words in self.words]

    def paint(self, painter: QPainter) -> None:
        """Paint it in dots, black on whatever the paper is."""
        for box, thickness in self.boxes:
            pen = QPen(painter.pen())
            pen.setWidthF(thickness)
            painter.save()
            painter.setPen(pen)
            if box.height() and box.width():
                painter.drawRect(box)
            else:
                painter.drawLine(box.topLeft(), box.bottomRight())
            painter.restore()
        for words in self.words:
            words.layout.draw(painter, words.at)


def lay_out(sheet: Sheet, paper_mm: QSizeF, *, is_rtl: bool = False) -> list[Page]:
    """Return the pages of a sheet, in the application's font."""
    return _Pages(sheet, paper_mm * _MM, is_rtl=is_rtl).made()


class _Pages:
    """Fills one page after the other from the top; y is where the next thing goes."""

    def __init__(self, sheet: Sheet, paper: QSizeF, *, is_rtl: bool) -> None:
        self._sheet = sheet
        self._paper = paper
        self._is_rtl = is_rtl
        self._width = paper.width() - 2 * _MARGIN
        self._end = paper.height() - _MARGIN - _FOOT
        self._pages: list[Page] = []
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._y = self._top = 0.0

    def made(self) -> list[Page]:
        self._turn()
        for hour in self._sheet.hours:
            self._add_hour(hour)
        for number, page in enumerate(self._pages, 1):
            self._add_foot(page, number)
        return self._pages

    # --- the parts of a page, from the top

    def _turn(self) -> None:
        """Begin a page with its head."""
        self._pages.append(Page())
        self._y = _MARGIN
        sheet = self._sheet
        self._put(*self._pair(sheet.house, 16, sheet.as_of, 16, is_end_bold=True))
        self._put(*self._pair(sheet.day, 14, sheet.count, 11))
        if sheet.unknown:
            self._put(self._cell(sheet.unknown, 0.0, self._width, 12, is_bold=True))
        if sheet.warning:
            self._y += _PAD
            top = self._y
            warning = self._cell(sheet.warning, _GAP, self._width - 2 * _GAP, 12, is_bold=True)
            self._y += _PAD
            self._put(warning)
            self._y += _PAD
            self._box(0.0, top, self._width, self._y - top, _EDGE)
        self._y += _PAD
        heads = (
            translate("Sheet", "Table"),
            translate("Sheet", "Party"),
            translate("Sheet", "Name"),
            translate("Sheet", "Phone"),
            translate("Sheet", "Note"),
            translate("Sheet", "Status"),
        )
        self._put(*self._cells(heads, 10))
        self._y += _PAD
        self._box(0.0, self._y, self._width, 0.0, _EDGE)
        self._top = self._y

    def _add_hour(self, hour: SheetHour) -> None:
        rows = [self._row(row) for row in hour.rows]
        heading = self._pair(hour.title, 15, hour.count, 11)
        first = max(_height(rows[0]) + 2 * _PAD, _ROW) if rows else _BLANK
        self._make_room(_GAP + _height(heading) + 2 * _PAD + first)
        self._add_heading(heading)
        for cells in rows:
            self._make_room(max(_height(cells) + 2 * _PAD, _ROW), hour)
            self._add_line(cells, least=_ROW)
        if hour.free:
            free = [self._cell(hour.free, 0.0, self._width, 11)]
            self._make_room(_height(free) + 2 * _PAD + _BLANK * bool(hour.blanks), hour)
            self._add_line(free, least=0.0)
        self._add_waiting(hour)
        for _ in range(hour.blanks):
            self._make_room(_BLANK, hour)
            self._add_blank()

    def _add_waiting(self, hour: SheetHour) -> None:
        """Add who waits, each with a bar at the leading edge: no table is theirs yet."""
        for number, cells in enumerate(self._row(row) for row in hour.waiting):
            height = max(_height(cells) + 2 * _PAD, _ROW)
            if number == 0:
                title = [self._cell(hour.waitlist, 0.0, self._width, 12, is_bold=True)]
                self._make_room(_height(title) + 2 * _PAD + height, hour)
                self._add_marked(title, least=0.0)
            else:
                self._make_room(height, hour)
            self._add_marked(cells, least=_ROW)

    def _add_marked(self, cells: Sequence[Words], *, least: float) -> None:
        top = self._y
        self._add_line(cells, least=least)
        self._box(-_BAR, top, 0.0, self._y - top, _BAR)

    def _add_heading(self, cells: Sequence[Words]) -> None:
        if self._y > self._top:
            self._y += _GAP
        self._y += _PAD
        self._put(*cells)
        self._y += _PAD
        self._box(0.0, self._y, self._width, 0.0, _EDGE)

    def _add_line(self, cells: Sequence[Words], *, least: float) -> None:
        height = _height(cells)
        space = max(2 * _PAD, least - height)
        self._y += space / 2
        self._put(*cells)
        self._y += space / 2
        self._box(0.0, self._y, self._width, 0.0, _HAIR)

    def _add_blank(self) -> None:
        top = self._y
        self._y += _BLANK
        self._box(0.0, self._y, self._width, 0.0, _HAIR)
        for left, _ in list(self._columns())[1:]:
            self._box(left - _PAD, top, 0.0, _BLANK, _HAIR)

    def _add_foot(self, page: Page, number: int) -> None:
        says = translate("Sheet", "Page {n} of {count}").format(n=number, count=len(self._pages))
        made = self._cell(self._sheet.foot, 0.0, self._width * 0.7, 10)
        pages = self._cell(says, self._width * 0.72, self._width * 0.28, 10, is_end=True)
        top = self._paper.height() - _MARGIN - _height([made, pages])
        for words in (made, pages):
            page.words.append(_moved(words, top))

    # --- measures and places

    def _make_room(self, height: float, within: SheetHour | None = None) -> None:
        """Begin a page where the rest of this one is lower than that; say which hour goes on."""
        if self._y + height <= self._end or self._y <= self._top:
            return
        self._turn()
        if within is not None:
            says = translate("Sheet", "{hour}, continued").format(hour=within.title)
            self._add_heading([self._cell(says, 0.0, self._width, 15, is_bold=True)])

    def _columns(self) -> Iterator[tuple[float, float]]:
        """Yield where each column begins and how wide its words may be."""
        fixed = sum(width for width in _WIDTHS if width > 1)
        left = 0.0
        for share in _WIDTHS:
            width = share if share > 1 else (self._width - fixed) * share
            yield left, width - 2 * _PAD
            left += width

    def _cells(
        self, texts: Sequence[str], size: float, *, bold: Sequence[int] = (), mark: str = ""
    ) -> list[Words]:
        return [
            self._note(text, left, width, size, mark)
            if number == _NOTE
            else self._cell(text, left, width, size, is_bold=number in bold)
            for number, (text, (left, width)) in enumerate(zip(texts, self._columns(), strict=True))
        ]

    def _row(self, row: SheetRow) -> list[Words]:
        texts = (row.table, row.party, row.name, row.digits, row.note, row.status)
        cells: list[Words] = []
        for size in _SIZES:
            cells = self._cells(texts, size, bold=(_NAME,), mark=row.allergy)
            if _height(cells) <= (self._end - _MARGIN) * 0.6:
                break
        return cells

    def _note(self, text: str, left: float, width: float, size: float, mark: str) -> Words:
        """Return a note of a few lines at most; only the mark with which it begins is bold."""
        note = self._cell(text, left, width, size, bold_start=len(mark))
        if note.layout.lineCount() <= _NOTE_LINES:
            return note
        begins = note.layout.lineAt(_NOTE_LINES - 1).textStart()
        metrics = QFontMetricsF(self._font(size, is_bold=False))
        last = metrics.elidedText(text[begins:], Qt.TextElideMode.ElideRight, width - _PAD)
        return self._cell(text[:begins] + last, left, width, size, bold_start=len(mark))

    def _pair(
        self, start: str, size: float, end: str, end_size: float, *, is_end_bold: bool = False
    ) -> list[Words]:
        """Return words at the leading edge, bold, and others at the trailing edge."""
        leading, trailing = self._width * 0.5, self._width * 0.48
        return [
            self._cell(start, 0.0, leading, size, is_bold=True),
            self._cell(
                end, self._width - trailing, trailing, end_size, is_bold=is_end_bold, is_end=True
            ),
        ]

    def _cell(
        self,
        text: str,
        left: float,
        width: float,
        size: float,
        *,
        is_bold: bool = False,
        bold_start: int = 0,
        is_end: bool = False,
    ) -> Words:
        """Break a text into lines of a width; left is counted from the leading edge."""
        is_right = is_end is not self._is_rtl
        option = QTextOption(
            (Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, self._font(size, is_bold=is_bold))
        layout.setTextOption(option)
        if bold_start:
            start = QTextLayout.FormatRange()
            start.start, start.length = 0, bold_start
            start.format.setFontWeight(QFont.Weight.DemiBold)
            layout.setFormats([start])
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, y))
            y += line.height()
        layout.endLayout()
        return Words(text, QPointF(self._x(left, width), 0.0), layout)

    def _font(self, size: float, *, is_bold: bool) -> QFont:
        font = self._fonts.get((size, is_bold))
        if font is None:
            font = self._fonts[size, is_bold] = QFont()
            font.setPixelSize(round(size * _POINT))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setFeature(QFont.Tag("tnum"), 1)
            font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font

    def _x(self, left: float, width: float) -> float:
        return _MARGIN + (self._width - left - width if self._is_rtl else left)

    def _put(self, *cells: Words) -> None:
        """Set cells beside each other, and go on below the highest."""
        self._pages[-1].words += [_moved(cell, self._y) for cell in cells if cell.text]
        self._y += _height(cells)

    def _box(self, left: float, top: float, width: float, height: float, thickness: float) -> None:
        place = QRectF(self._x(left, width), top, width, height)
        self._pages[-1].boxes.append((place, thickness))


def _height(cells: Sequence[Words]) -> float:
    return max((cell.layout.boundingRect().height() for cell in cells), default=0.0)


def _moved(words: Words, y: float) -> Words:
    return Words(words.text, QPointF(words.at.x(), y), words.layout)
