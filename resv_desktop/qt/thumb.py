"""The scroll bar of a list: a thumb over a gutter that the rows leave free."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainterPath, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle

from resv_desktop.qt.look import GUTTER, PANEL_RADIUS


class Thumb(QScrollBar):
    """Moves with the vertical bar of a view, which is never shown itself."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()
        bar = view.verticalScrollBar()
        self.valueChanged.connect(bar.setValue)
        bar.valueChanged.connect(self.setValue)
        bar.rangeChanged.connect(self._follow)

    def place(self, top: int) -> None:
        """Lie at the trailing edge of the view, from top to its end."""
        view = self._view
        place = QRect(view.width() - GUTTER - 1, top, GUTTER, view.height())
        place.setBottom(view.height() - 2)
        self.setGeometry(QStyle.visualRect(view.layoutDirection(), view.rect(), place))
        self.raise_()

    def _follow(self) -> None:
        bar = self._view.verticalScrollBar()
        self.setRange(bar.minimum(), bar.maximum())
        self.setPageStep(bar.pageStep())
        self.setSingleStep(bar.singleStep())
        self.setVisible(bar.maximum() > bar.minimum())


def clip_lower_corners(view: QAbstractScrollArea) -> None:
    """Let a view paint nothing over the round corners at the bottom of its panel."""
    shape = QPainterPath()
    whole = QRectF(view.rect()).adjusted(0, -2 * PANEL_RADIUS, 0, 0)
    shape.addRoundedRect(whole, PANEL_RADIUS - 1, PANEL_RADIUS - 1)
    view.setMask(QRegion(shape.toFillPolygon().toPolygon()))
