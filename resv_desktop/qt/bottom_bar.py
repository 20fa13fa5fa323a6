"""The bar at the bottom: what has just been done, which station this is, how fresh the book is."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import BOTTOM_BAR, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.chip import Chip
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.notice import Notice

_SPACING = 18


class BottomBar(QWidget):
    """Notice at the leading edge, station and freshness at the trailing one."""

    def __init__(self, look: Look, station: str) -> None:
        super().__init__()
        self.setObjectName("bottomBar")
        self._look = look
        self.notice = Notice(look)
        self.freshness = Chip(look)
        self.freshness.hide()
        self.station = Label(look, station, "secondary", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(_SPACING)
        row.addWidget(self.notice)
        row.addStretch(1)
        row.addWidget(self.station)
        row.addWidget(self.freshness)
        self.setMinimumHeight(look.room(BOTTOM_BAR))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        look.changed.connect(self.update)

    def show_fresh(self, time: str) -> None:
        """Say that the book is as it was at a time that is now."""
        self._say("ok", self.tr("Up to date, {time}").format(time=time))

    def show_stale(self, time: str) -> None:
        """Say since when nothing is known."""
        self._say("warn", self.tr("Not up to date since {time}").format(time=time))

    def _say(self, kind: str, text: str) -> None:
        chip = self.freshness
        if chip.isHidden() or chip.text() != text or chip.kind != kind:
            chip.say("ok" if kind == "ok" else "warn", text)
            chip.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._look.colour("line"))
        painter.end()
