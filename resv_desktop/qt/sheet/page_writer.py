"""Fills pages of paper of any size from the top: words in columns, lines and boxes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from resv_desktop.pace import breathe
from resv_desktop.qt.sheet.sheet import translate
from resv_desktop.qt.widgets.text_lines import letters_before
from resv_desktop.qt.words import going_on

DOTS: Final = 600  # to the inch: fine enough for any printer, and the unit of every length here
MM: Final = DOTS / 25.4
PAD: Final = 1.2 * MM
GAP: Final = 3 * MM
ROW: Final = 8 * MM
BLANK: Final = 9 * MM  # a hand needs more room than type
HAIR, EDGE, BAR = 0.15 * MM, 0.5 * MM, 1.2 * MM
MARGIN: Final = 12 * MM  # more than any printer leaves white by itself
_POINT: Final = DOTS / 72
_FOOT: Final = 8 * MM
_NOTE_LINES: Final = 3  # a longer one would push the rows apart, and nobody reads it at the door
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
            breathe()
        for words in self.words:
            breathe()
            words.layout.draw(painter, words.at)


class PageWriter:
    """Fills one page after the other; y is where the next thing goes.

    Lengths are in dots, and counted from the leading edge. widths are those of the columns: above
    1 a width, up to 1 a share of what those leave; note is the column that takes a few lines.
    """

    widths: tuple[float, ...] = ()
    note = -1

    def __init__(self, paper: QSizeF, foot: str, *, is_rtl: bool) -> None:
        self._paper = paper
        self._foot = foot
        self._is_rtl = is_rtl
        self._width = paper.width() - 2 * MARGIN
        self._end = paper.height() - MARGIN - _FOOT
        self._pages: list[Page] = []
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._y = self._top = 0.0

    def made(self) -> list[Page]:
        """Return the pages, numbered."""
        self._turn()
        self._add_all()
        for number, page in enumerate(self._pages, 1):
            self._add_foot(page, number)
        return self._pages

    def _add_head(self) -> None:
        """Add what stands at the top of every page, above the heads of the columns."""
        raise NotImplementedError

    def _heads(self) -> Sequence[str]:
        """Return what stands over the columns."""
        raise NotImplementedError

    def _add_all(self) -> None:
        """Add what stands on the pages."""
        raise NotImplementedError

    def _turn(self) -> None:
        """Begin a page with its head."""
        self._pages.append(Page())
        self._y = MARGIN
        self._add_head()
        self._y += PAD
        self._put(*self._cells(self._heads(), 10))
        self._y += PAD
        self._box(0.0, self._y, self._width, 0.0, EDGE)
        self._top = self._y

    def _add_foot(self, page: Page, number: int) -> None:
        says = translate("Sheet", "Page {n} of {count}").format(n=number, count=len(self._pages))
        made = self._cell(self._foot, 0.0, self._width * 0.7, 10)
        pages = self._cell(says, self._width * 0.72, self._width * 0.28, 10, is_end=True)
        top = self._paper.height() - MARGIN - height_of([made, pages])
        for words in (made, pages):
            page.words.append(_moved(words, top))

    def _add_heading(self, cells: Sequence[Words]) -> None:
        if self._y > self._top:
            self._y += GAP
        self._y += PAD
        self._put(*cells)
        self._y += PAD
        self._box(0.0, self._y, self._width, 0.0, EDGE)

    def _add_line(self, cells: Sequence[Words], *, least: float) -> None:
        height = height_of(cells)
        space = max(2 * PAD, least - height)
        self._y += space / 2
        self._put(*cells)
        self._y += space / 2
        self._box(0.0, self._y, self._width, 0.0, HAIR)

    def _add_blank(self) -> None:
        top = self._y
        self._y += BLANK
        self._box(0.0, self._y, self._width, 0.0, HAIR)
        for left, _ in list(self._columns())[1:]:
            self._box(left - PAD, top, 0.0, BLANK, HAIR)

    def _cells(
        self, texts: Sequence[str], size: float, *, bold: Sequence[int] = (), mark: str = ""
    ) -> list[Words]:
        return [
            self._note(text, left, width, size, mark)
            if number == self.note
            else self._cell(text, left, width, size, is_bold=number in bold)
            for number, (text, (left, width)) in enumerate(zip(texts, self._columns(), strict=True))
        ]

    def _row(self, texts: Sequence[str], *, bold: Sequence[int], mark: str) -> list[Words]:
        """Return a row, in smaller type where it would outgrow a page."""
        cells: list[Words] = []
        for size in _SIZES:
            cells = self._cells(texts, size, bold=bold, mark=mark)
            if height_of(cells) <= (self._end - MARGIN) * 0.6:
                break
        return cells

    def _note(self, text: str, left: float, width: float, size: float, mark: str) -> Words:
        """Return a note of a few lines at most; only the mark with which it begins is bold."""
        note = self._cell(text, left, width, size, bold_start=len(mark))
        if note.layout.lineCount() <= _NOTE_LINES:
            return note
        begins = letters_before(text, note.layout.lineAt(_NOTE_LINES - 1).textStart())
        metrics = QFontMetricsF(self._font(size, is_bold=False))
        last = metrics.elidedText(text[begins:], Qt.TextElideMode.ElideRight, width - PAD)
        return self._cell(text[:begins] + going_on(last), left, width, size, bold_start=len(mark))

    def _make_room(self, height: float, within: str = "") -> None:
        """Begin a page where the rest of this one is lower than that; say what goes on there."""
        if self._y + height <= self._end or self._y <= self._top:
            return
        self._turn()
        if within:
            says = translate("Sheet", "{hour}, continued").format(hour=within)
            self._add_heading([self._cell(says, 0.0, self._width, 15, is_bold=True)])

    def _columns(self) -> Iterator[tuple[float, float]]:
        """Yield where each column begins and how wide its words may be."""
        fixed = sum(width for width in self.widths if width > 1)
        left = 0.0
        for share in self.widths:
            width = share if share > 1 else (self._width - fixed) * share
            yield left, width - 2 * PAD
            left += width

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
        breathe()
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
        return MARGIN + (self._width - left - width if self._is_rtl else left)

    def _put(self, *cells: Words) -> None:
        """Set cells beside each other, and go on below the highest."""
        self._pages[-1].words += [_moved(cell, self._y) for cell in cells if cell.text]
        self._y += height_of(cells)

    def _box(self, left: float, top: float, width: float, height: float, thickness: float) -> None:
        place = QRectF(self._x(left, width), top, width, height)
        self._pages[-1].boxes.append((place, thickness))


def height_of(cells: Sequence[Words]) -> float:
    return max((cell.layout.boundingRect().height() for cell in cells), default=0.0)


def _moved(words: Words, y: float) -> Words:
    return Words(words.text, QPointF(words.at.x(), y), words.layout)
