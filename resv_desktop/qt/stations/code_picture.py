"""The join code as a picture that a scanner or a telephone reads."""

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from resv_desktop.qt.look import CONTROL_RADIUS, Look
from resv_desktop.qt.widgets.shapes import paint_box

_SIDE = 176
_QUIET = 4  # squares of bare paper around it, as the rules of the QR code ask for


class CodePicture(QWidget):
    """A QR code, dark on light in every theme; each square is a whole number of pixels."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[bytearray] = []
        self.setObjectName("joinCodePicture")
        self.setAccessibleName(self.tr("The code, to be scanned"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Show another code; an empty one is bare paper."""
        self._rows = [*segno.make_qr(text, error="m").matrix] if text else []
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(_SIDE), self._look.px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = self._look
        paint_box(painter, self.rect(), radius=CONTROL_RADIUS, fill=look.colour("codePaper"))
        count = len(self._rows)
        if count:
            ratio = self.devicePixelRatio()
            square = int(self.width() * ratio / (count + 2 * _QUIET)) / ratio
            edge = round((self.width() - square * count) / 2 * ratio) / ratio
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("codeInk"))
            for down, row in enumerate(self._rows):
                for along, is_dark in enumerate(row):
                    if is_dark:
                        place = (edge + along * square, edge + down * square, square, square)
                        painter.drawRect(QRectF(*place))
        painter.end()
