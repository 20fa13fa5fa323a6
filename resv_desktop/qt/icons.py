"""Our own signs, each drawn in the colour that the moment asks for."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resv_desktop.qt.resources import resource

_IN_OWN_COLOURS = frozenset({"app"})


class Icons:
    """The drawings of resources/icons, tinted and kept for the next time they are asked for.

    Only the program's own sign keeps the colours it was drawn in.

    A picture is kept per colour, size and pixel ratio, so a changed theme asks for other
    pictures and never sees the old ones.
    """

    def __init__(self) -> None:
        self._drawings: dict[str, QSvgRenderer] = {}
        self._pictures: dict[tuple[str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        """Return a drawing in one colour, size logical pixels square, for a pixel ratio."""
        key = (name, colour.rgba(), size, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._pictures[key] = self._draw(name, colour, size, ratio)
        return picture

    def _draw(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        drawing = self._drawing(name)
        picture = blank(size, ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter, QRectF(0, 0, size, size))
        if name not in _IN_OWN_COLOURS:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(QRectF(0, 0, size, size), colour)
        painter.end()
        return picture

    def _drawing(self, name: str) -> QSvgRenderer:
        drawing = self._drawings.get(name)
        if drawing is None:
            path = resource("icons", f"{name}.svg")
            drawing = self._drawings[name] = QSvgRenderer(QByteArray(path.read_bytes()))
        return drawing


def blank(size: int, ratio: float) -> QPixmap:
    """Return an empty transparent square of size logical pixels."""
    device = max(1, round(size * ratio))
    picture = QPixmap(device, device)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
