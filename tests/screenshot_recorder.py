"""A sheet of paper that remembers every word that is written on it, and where."""

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

# They keep words of two directions apart, and have neither ink nor width.
UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one piece; ink is where their letters really are, within the widget."""

    words: str
    ink: QRectF


def written_on(widget: QWidget) -> list[Run]:
    """Return the words that a widget paints itself; those of its children are not among them."""
    paper = _Paper(widget)
    painter = QPainter(paper)
    nothing_more = QWidget.RenderFlag(0)
    widget.render(painter, QPoint(0, 0), QRegion(), nothing_more)
    painter.end()
    return [run for run in paper.pen.runs if run.words.strip()]


class _Pen(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.runs: list[Run] = []
        self._transform = QTransform()

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:  # noqa: N802 - Qt's name
        self._transform = state.transform()

    def drawTextItem(self, at: Any, item: QTextItem) -> None:  # noqa: N802 - Qt's name
        words = UNSEEN.sub("", item.text())
        metrics = QFontMetricsF(item.font())
        tight = metrics.tightBoundingRect(words)
        ink = QRectF(at.x(), at.y() + tight.top(), item.width(), tight.height())
        self.runs.append(Run(words, self._transform.mapRect(ink)))

    def _no_ink(self, *_what: Any, **_how: Any) -> None:
        """Draw nothing: only words count."""

    drawEllipse = drawImage = drawLines = drawPath = drawPixmap = _no_ink  # noqa: N815 - Qt's names
    drawPoints = drawPolygon = drawRects = drawTiledPixmap = _no_ink  # noqa: N815 - Qt's names


class _Paper(QPaintDevice):
    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.pen = _Pen()
        asked = QPaintDevice.PaintDeviceMetric
        self._known = {
            asked.PdmWidth: widget.width(),
            asked.PdmHeight: widget.height(),
            asked.PdmWidthMM: widget.widthMM(),
            asked.PdmHeightMM: widget.heightMM(),
            asked.PdmDpiX: widget.logicalDpiX(),
            asked.PdmDpiY: widget.logicalDpiY(),
            asked.PdmPhysicalDpiX: widget.physicalDpiX(),
            asked.PdmPhysicalDpiY: widget.physicalDpiY(),
            asked.PdmDepth: 32,
            asked.PdmNumColors: 2**31 - 1,
            asked.PdmDevicePixelRatioScaled: 2**16,
        }

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt's name
        return self.pen

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._known.get(metric, 1)
