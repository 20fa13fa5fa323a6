"""Rounded boxes, edges and the focus ring, sharp on every screen."""

from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QStyle, QWidget

from resv_desktop.qt.look import FOCUS_RING, Look


def paint_box(
    painter: QPainter,
    rect: QRect | QRectF,
    *,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """Paint a rounded box whose edge lies wholly inside rect."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if edge is not None else 0
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(box, radius - inset, radius - inset)
    painter.restore()


def round_corners(window: QWidget, radius: float) -> None:
    """Cut a popup's corners off, on screens without transparency too."""
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(window.rect()), radius, radius)
    window.setMask(QRegion(shape.toFillPolygon().toPolygon()))


def paint_focus(painter: QPainter, look: Look, rect: QRect | QRectF, radius: float) -> None:
    """Paint the ring that shows where the keys go, wholly inside rect."""
    paint_box(painter, rect, radius=radius, edge=look.colour("accent"), width=FOCUS_RING)


def paint_words(
    painter: QPainter, rect: QRect | QRectF, words: str, *, align: Qt.AlignmentFlag
) -> None:
    """Paint one line of words on the middle line of rect, as they stand (no mnemonics).

    Leading and trailing are those of the window; the order inside the words is the words' own.
    """
    direction = painter.layoutDirection()
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(QRectF(rect), _one_line(direction, align), words)
    painter.setLayoutDirection(direction)


@cache  # Python's flags cost more than the painting
def _one_line(direction: Qt.LayoutDirection, align: Qt.AlignmentFlag) -> int:
    edge = QStyle.visualAlignment(direction, align)
    return int(edge | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
