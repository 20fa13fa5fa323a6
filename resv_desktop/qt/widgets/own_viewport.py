"""A list's ground is made here, since the one that Qt makes takes long to be known to Python."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def lay_viewport(
    area: QAbstractScrollArea, role: QPalette.ColorRole = QPalette.ColorRole.Base
) -> None:
    """Give an area, before all else, a viewport that is as Qt's own is.

    To hand out one that C++ has made, PySide looks for its class among all kinds of widgets that
    there are, and loads each with all of its names: a fiftieth of the start.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(role)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
