"""Notices that the clock of the house goes by other rules than those by which hours were made."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.look import BANNER, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import announce

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.main_window import MainWindow


class ClockDesk(QObject):
    """Serves one main window: says it over the day, and leads to whom it concerns."""

    def __init__(
        self, window: "MainWindow", look: Look, tasks: Tasks, controller: "Controller"
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._controller = window, tasks, controller
        self._restaurant: Restaurant | None = None
        self.row = ClockRow(look)
        self.row.wanted.connect(self._on_wanted)

    def read(self, restaurant: Restaurant) -> None:
        """Look whether the hours ahead were made by another clock."""
        self._restaurant = restaurant
        controller = self._controller
        self._tasks.run(
            self,
            lambda: controller.clock_differs(restaurant.id),
            self.row.show_difference,
            lambda _: None,
        )

    def hear(self, changes: Iterable[Change]) -> None:
        """Look again where the house has changed, here or at another station."""
        if self._restaurant is not None and any(c.kind in ("restaurant", "all") for c in changes):
            self.read(self._restaurant)

    def _on_wanted(self) -> None:
        self._window.gate.ask(self._open)

    def _open(self) -> None:
        house = self._restaurant
        if house is None or house.timezone is None or self._window.acts.is_open:
            return
        change = HouseChange(timezone=house.timezone)
        self._window.attention.open_preview(self._window, house.id, change, self._on_saved)

    def _on_saved(self, restaurant: Restaurant) -> None:
        self._window.bottom.notice.say(
            self.tr("The hours ahead go by the new clock; every promise has kept its hour.")
        )
        self._window.gate.renew()
        self._window.live.read_again()
        self.read(restaurant)


class ClockRow(QWidget):
    """Hidden as long as the clock goes as it was promised."""

    wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clockRow")
        self._look = look
        says = self.tr("The rules of your clock have changed.")
        more = self.tr(
            "Hours that were promised would move. No further days are made until you have seen "
            "whom it concerns."
        )
        self._words = Label(look, wraps=True, parent=self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        bold = f'<span style="font-weight:600">{escape(says)}</span>'
        self._words.setText(f"{bold}&nbsp;&nbsp; {escape(more)}")
        self.look_button = Button(look, self.tr("See whom it concerns"), parent=self)
        self.look_button.setObjectName("clockButton")
        self.look_button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(12)
        row.addWidget(IconMark(look, "clock", "warn", parent=self))
        row.addWidget(self._words, 1)
        row.addWidget(self.look_button)
        self.setMinimumHeight(look.room(BANNER))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        look.changed.connect(self.update)
        self.hide()

    def show_difference(self, differs: bool) -> None:
        """Say it, or nothing."""
        is_news = differs and self.isHidden()
        self.setVisible(differs)
        if is_news:
            announce(self._words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("warnBg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()
