"""Bars over a row of hours, days or steps: painted alike on the screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from resv_desktop.qt.widgets.shapes import paint_words

Fill = Literal["solid", "hatched", "hollow"]
_STEPS: Final = (1, 2, 5)
_WIDEST: Final = 3.0  # times the height of a line: a bar is no wall
_SHARE: Final = 0.68  # of its place that a bar takes
_LINES: Final = 2  # between the ground and the top of a scale
_LEAST_PANE: Final = 2.2  # lines
_MOST_LABEL_LINES: Final = 3
# Lines of words: over the legend, for it, for a number on top of a bar, and below all bars.
_APART, _LEGEND, _HEADROOM, _FOOT = 0.5, 1.3, 0.9, 1.3


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of thing that is counted; who cannot tell colours tells it by how it is filled."""

    name: str
    values: tuple[int, ...]
    fill: Fill = "solid"


@dataclass(frozen=True, slots=True)
class Pane:
    """Some kinds on top of each other under one title; top is the least that its scale reaches.

    share is how much of the chart's height it takes beside the others.
    """

    title: str
    series: tuple[Series, ...]
    top: int = 1
    unit: str = ""
    share: float = 1.0

    def heights(self) -> list[int]:
        """Return the height of each bar."""
        return [sum(values) for values in zip(*(s.values for s in self.series), strict=True)]


@dataclass(frozen=True, slots=True)
class Chart:
    """Panes one above the other, whose bars stand over the same labels."""

    labels: tuple[str, ...]
    panes: tuple[Pane, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """What a chart is painted with. solid, hatched and hollow are the colours of the fills."""

    font: QFont
    text: QColor
    muted: QColor
    line: QColor
    solid: QColor
    hatched: QColor
    hollow: QColor
    hair: float = 1.0

    def colour(self, fill: Fill) -> QColor:
        """Return the colour of a fill."""
        return {"solid": self.solid, "hatched": self.hatched, "hollow": self.hollow}[fill]


def scale_of(highest: int, least: int = 1) -> int:
    """Return where a scale ends, so that its middle is 1, 2 or 5 times a power of ten."""
    wanted = max(highest, least, 1)
    size = 1
    while True:
        for step in _STEPS:
            if _LINES * step * size >= wanted:
                return _LINES * step * size
        size *= 10


def least_height(panes: int, font: QFont) -> float:
    """Return the height below which a chart of so many panes cannot be read."""
    line = QFontMetricsF(font).height()
    return line * (_FOOT + panes * (_LEAST_PANE + _APART + _LEGEND + _HEADROOM))


def paint_chart(painter: QPainter, place: QRectF, chart: Chart, ink: Ink, *, is_rtl: bool) -> None:
    """Paint a chart into a place; the labels begin at the leading edge."""
    painter.save()
    painter.setFont(ink.font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    direction = Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
    painter.setLayoutDirection(direction)
    metrics = QFontMetricsF(ink.font)
    line = metrics.height()
    tops = [scale_of(max(pane.heights(), default=0), pane.top) for pane in chart.panes]
    scales = [f"{top}{pane.unit}" for top, pane in zip(tops, chart.panes, strict=True)]
    margin = max(map(metrics.horizontalAdvance, scales), default=0.0) + line * 0.5
    each = (place.width() - margin) / max(len(chart.labels), 1)
    shown = in_lines(chart.labels, each, metrics)
    words = (part for label in shown for part in label)
    widest = max(map(metrics.horizontalAdvance, words), default=0.0)
    over = max(0.0, (widest - each) / 2 + 1)  # what the last label needs beyond its bar
    foot = (_FOOT + max(map(len, shown), default=1) - 1) * line
    plot = _trailing(place, margin, over, is_rtl=is_rtl)
    above = (_LEGEND + _HEADROOM) * line
    between = (len(chart.panes) - 1) * _APART * line
    rest = max(0.0, place.height() - foot - len(chart.panes) * above - between)
    shares = sum(pane.share for pane in chart.panes)
    y = place.top()
    for pane, top in zip(chart.panes, tops, strict=True):
        _paint_legend(painter, QRectF(place.left(), y, place.width(), line * _LEGEND), pane, ink)
        y += above
        height = rest * pane.share / shares
        bars = QRectF(plot.left(), y, plot.width(), height)
        _paint_scale(painter, place, bars, pane, top, ink)
        _paint_bars(painter, bars, pane, top, ink, is_rtl=is_rtl)
        y += height + _APART * line
    y -= _APART * line
    labels = QRectF(plot.left(), y + line * 0.2, plot.width(), line)
    _paint_labels(painter, labels, shown, ink, is_rtl=is_rtl)
    painter.restore()


def in_lines(labels: Sequence[str], each: float, metrics: QFontMetricsF) -> list[tuple[str, ...]]:
    """Break labels of several words into lines, where they have not enough room beside each other.

    Where that does not help, as with hours, they stay as they are and not all of them are shown.
    """
    room = each - _label_gap(metrics)
    found = [_broken(label, room, metrics) for label in labels]
    fits = all(
        len(lines) <= _MOST_LABEL_LINES and metrics.horizontalAdvance(part) <= room
        for lines in found
        for part in lines
    )
    return found if fits else [(label,) for label in labels]


def _broken(label: str, room: float, metrics: QFontMetricsF) -> tuple[str, ...]:
    lines: list[str] = []
    for word in label.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or (label,)


def _label_gap(metrics: QFontMetricsF) -> float:
    return metrics.height() * 0.4


def numbered(heights: Sequence[int], each: float, metrics: QFontMetricsF) -> set[int]:
    """Return which bars have room for their number on top, the highest bars first.

    A number may be wider than its bar, but touches no other number and no higher bar.
    """
    found: dict[int, float] = {}
    for n in sorted(range(len(heights)), key=lambda n: (-heights[n], n)):
        half = metrics.horizontalAdvance(str(heights[n])) / 2
        middle = (n + 0.5) * each
        reached = range(
            max(0, int((middle - half) // each)),
            min(len(heights), int((middle + half) // each) + 1),
        )
        is_clear = all(
            abs(middle - (other + 0.5) * each) > half + width for other, width in found.items()
        )
        if heights[n] and is_clear and all(heights[m] <= heights[n] for m in reached):
            found[n] = half
    return set(found)


def _trailing(place: QRectF, start: float, end: float, *, is_rtl: bool) -> QRectF:
    """Leave room at both edges of a place, at the leading one for the scale."""
    return place.adjusted(end, 0, -start, 0) if is_rtl else place.adjusted(start, 0, -end, 0)


def _paint_legend(painter: QPainter, place: QRectF, pane: Pane, ink: Ink) -> None:
    """Say what is counted, and beside a sample of each fill what it stands for."""
    bold = QFont(ink.font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(ink.text)
    x = _word(painter, place, 0.0, pane.title)
    painter.setFont(ink.font)
    if len(pane.series) == 1 and pane.series[0].name == pane.title:
        return
    sample = painter.fontMetrics().height() * 0.62
    for series in pane.series:
        x += sample * 1.6
        box = QRectF(place.left() + x, place.center().y() - sample / 2, sample, sample)
        box = _visual(painter, place, box)
        _fill(painter, box, series.fill, ink)
        painter.setPen(ink.muted)
        x = _word(painter, place, x + sample * 1.5, series.name)


def _word(painter: QPainter, place: QRectF, x: float, says: str) -> float:
    """Paint words that begin so far from the leading edge; return where they end."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(says) + 1
    box = QRectF(place.left() + x, place.top(), width, place.height())
    leading = Qt.AlignmentFlag.AlignLeading
    paint_words(painter, _visual(painter, place, box), says, align=leading)
    return x + width


def _visual(painter: QPainter, place: QRectF, box: QRectF) -> QRectF:
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        box = QRectF(box)
        box.moveRight(place.right() - (box.left() - place.left()))
    return box


def _paint_scale(
    painter: QPainter, place: QRectF, bars: QRectF, pane: Pane, top: int, ink: Ink
) -> None:
    line = painter.fontMetrics().height()
    for step in range(_LINES + 1):
        y = bars.bottom() - bars.height() * step / _LINES
        painter.setPen(QPen(ink.line if step else ink.muted, ink.hair))
        painter.drawLine(QLineF(bars.left(), y, bars.right(), y))
        if bars.height() < line * _LEAST_PANE and step == 1:
            continue
        painter.setPen(ink.muted)
        is_rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = place.right() - bars.right() if is_rtl else bars.left() - place.left()
        width -= line * 0.4
        label = QRectF(place.left(), y - line / 2, width, line)
        value = f"{top * step // _LINES}{pane.unit}"
        paint_words(
            painter, _visual(painter, place, label), value, align=Qt.AlignmentFlag.AlignTrailing
        )


def _places(bars: QRectF, count: int, *, is_rtl: bool) -> list[QRectF]:
    """Return the place of each bar and its label, from the leading edge."""
    width = bars.width() / max(count, 1)
    order = reversed(range(count)) if is_rtl else range(count)
    return [QRectF(bars.left() + n * width, bars.top(), width, bars.height()) for n in order]


def _paint_bars(
    painter: QPainter, bars: QRectF, pane: Pane, top: int, ink: Ink, *, is_rtl: bool
) -> None:
    line = painter.fontMetrics().height()
    metrics = QFontMetricsF(painter.font())
    heights = pane.heights()
    with_numbers = numbered(heights, bars.width() / max(len(heights), 1), metrics)
    for n, place in enumerate(_places(bars, len(heights), is_rtl=is_rtl)):
        width = min(place.width() * _SHARE, line * _WIDEST)
        left, y = place.center().x() - width / 2, bars.bottom()
        for series in pane.series:
            height = bars.height() * series.values[n] / top
            if height > 0:
                _fill(painter, QRectF(left, y - height, width, height), series.fill, ink)
            y -= height
        if n in with_numbers:
            above = QRectF(place.left() - place.width(), y - line, 3 * place.width(), line)
            painter.setPen(ink.text)
            paint_words(painter, above, str(heights[n]), align=Qt.AlignmentFlag.AlignHCenter)


def _fill(painter: QPainter, box: QRectF, fill: Fill, ink: Ink) -> None:
    """Fill a bar so that black ink alone tells it from the others."""
    colour = ink.colour(fill)
    pen = QPen(colour, ink.hair)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    half = ink.hair / 2
    inside = box.adjusted(half, min(half, box.height() / 2), -half, 0)
    painter.setPen(pen)
    painter.setBrush(QBrush(colour) if fill == "solid" else Qt.BrushStyle.NoBrush)
    painter.drawRect(inside)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if fill != "hatched":
        return
    painter.save()
    painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
    step = painter.fontMetrics().height() * 0.36
    x = inside.left() - inside.height()
    while x < inside.right():
        start = QPointF(x, inside.bottom())
        painter.drawLine(QLineF(start, QPointF(x + inside.height(), inside.top())))
        x += step
    painter.restore()


def _paint_labels(
    painter: QPainter,
    place: QRectF,
    labels: Sequence[tuple[str, ...]],
    ink: Ink,
    *,
    is_rtl: bool,
) -> None:
    """Say what each bar is about, or every second or third where they would touch."""
    painter.setPen(ink.muted)
    metrics = QFontMetricsF(painter.font())
    parts = (part for lines in labels for part in lines)
    widest = max(map(metrics.horizontalAdvance, parts), default=0.0)
    each = place.width() / max(len(labels), 1)
    step = max(1, int(-(-(widest + _label_gap(metrics)) // max(each, 1))))
    for n, box in enumerate(_places(place, len(labels), is_rtl=is_rtl)):
        if n % step == 0:
            wide = box.adjusted(-widest, 0, widest, 0)
            for part in labels[n]:
                paint_words(painter, wide, part, align=Qt.AlignmentFlag.AlignHCenter)
                wide.translate(0, metrics.height())
