"""The bar at the top: which house, which day, how many guests."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.hours import OpeningHours
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.day_view import USUAL_PARTY
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import CELL_RADIUS, GAP, GRID, PILL, TOP_BAR, WINDOW_SIDE, Look, Use
from resv_desktop.qt.widgets.button import button, icon_button
from resv_desktop.qt.widgets.day_picker import DayPicker
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.party_size_picker import PartySizePicker
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

_NAME_MOST = 280
_NAME_LEAST = 131
_AROUND_THE_CLOCK = 24
_LINE_SHARE = 100


class TopBar(QWidget):
    """Restaurant and hours, day, party, line, menu; in two rows where the text is large.

    day_picked, today_wanted and party_chosen are told only when the host acts.
    """

    day_picked = Signal(object)
    today_wanted = Signal()
    party_chosen = Signal(int)

    def __init__(self, look: Look, keys: Keys, today: date, *, is_demo: bool) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._look, self._keys = look, keys
        self._is_in_two_rows: bool | None = None
        self._is_low = False
        self.name = ElidedLabel(look, "panel title")
        self.hours = Label(look, use="secondary", ink="muted")
        self.day = DayPicker(look, today)
        self.today = button(look, self.tr("Today"))
        self.today.setObjectName("todayButton")
        self._party_label = Label(look, self.tr("Party"), "row", "muted")
        self.party = PartySizePicker(look, USUAL_PARTY, takes_digits=False)
        self.party.setObjectName("partySizePicker")
        self.party.setToolTip(self.tr("Party size (keys 1 to 8)"))
        self.menu_button = icon_button(look, "menu", self.tr("Menu"))
        self.menu_button.setObjectName("menuButton")
        self.line = CommandLine(look, keys)
        self._demo = DemoMark(look, self.tr("Demo: nothing here is kept"))
        self._demo.setVisible(is_demo)
        self._lay_out()
        self.day.picked.connect(self.day_picked)
        self.today.clicked.connect(self.today_wanted)
        self.party.chosen.connect(self.party_chosen)
        look.changed.connect(self.update)
        keys.changed.connect(self._say_keys)
        self._say_keys()

    def show_house(self, restaurant: Restaurant, on: date) -> None:
        """Show the house, and its hours on a day."""
        self.name.setText(restaurant.name)
        self.hours.setText(self._hours_words(restaurant, on))

    def _say_keys(self) -> None:
        hint = self._keys.hint
        self.today.setToolTip(hint(self.tr("The running day, from now on"), "today"))
        self.day.earlier.setToolTip(hint(self.tr("Day before"), "day_before"))
        self.day.later.setToolTip(hint(self.tr("Day after"), "day_after"))
        self.menu_button.setToolTip(hint(self.tr("Menu"), "menu"))

    def _hours_words(self, restaurant: Restaurant, on: date) -> str:
        try:
            hours = None if restaurant.is_closed_on(on) else restaurant.hours_on(on)
        except InvalidOpeningHours:
            return self.tr("Opening hours not known")
        if hours is None:
            return self.tr("Closed on this day")
        if hours.closes - hours.opens == _AROUND_THE_CLOCK:
            return self.tr("Open around the clock")
        return self.tr("Open {opens} to {closes}").format(
            opens=words.hour_of_day(hours.opens), closes=_closing(hours)
        )

    def _lay_out(self) -> None:
        house = QVBoxLayout()
        house.setSpacing(1)
        house.addStretch()
        house.addWidget(self.name)
        house.addWidget(self.hours)
        house.addStretch()
        self._house = QWidget()
        self._house.setLayout(house)
        house.setContentsMargins(0, 0, 0, 0)
        self._upper = QHBoxLayout()
        self._lower = QHBoxLayout()
        for row in (self._upper, self._lower):
            row.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addLayout(self._upper)
        column.addLayout(self._lower)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._arrange(in_two_rows=False)

    def set_low(self, *, is_low: bool) -> None:
        """Keep two rows closer together where the window is low."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._set_edges()

    def _arrange(self, *, in_two_rows: bool) -> None:
        if in_two_rows == self._is_in_two_rows:
            return
        self._is_in_two_rows = in_two_rows
        for row in (self._upper, self._lower):
            while row.count():
                row.takeAt(0)
        controls = self._lower if in_two_rows else self._upper
        self._upper.addWidget(self._house)
        if in_two_rows:
            self._upper.addStretch(1)
        else:
            controls.addSpacing(GAP - GRID)
        controls.addWidget(self.day)
        controls.addWidget(self.today)
        controls.addSpacing(GAP - GRID)
        controls.addWidget(self._party_label)
        controls.addWidget(self.party)
        controls.addSpacing(0 if in_two_rows else GAP - GRID)
        controls.addStretch(1)
        self._upper.addWidget(self.line, _LINE_SHARE)
        self._upper.addWidget(self._demo)
        self._upper.addWidget(self.menu_button)
        self._set_edges()

    def _set_edges(self) -> None:
        in_two_rows = self._is_in_two_rows
        edge = (GRID if self._is_low else GAP) if in_two_rows else 0
        column = self.layout()
        assert column is not None
        column.setContentsMargins(WINDOW_SIDE, edge, WINDOW_SIDE, edge + 1)
        column.setSpacing(edge)
        self.setMinimumHeight(0 if in_two_rows else self._look.room(TOP_BAR))

    def needed_width(self) -> int:
        """Return how wide one row is, with the shortest form of the name."""
        parts = (self.day, self.today, self._party_label, self.party, self.menu_button)
        width = sum(part.sizeHint().width() + GRID for part in parts)
        width += self.line.minimumSizeHint().width() + GRID
        width += self._demo.sizeHint().width() + GRID if not self._demo.isHidden() else 0
        house = max(self._look.px(_NAME_LEAST), self.hours.sizeHint().width())
        return width + house + 2 * WINDOW_SIDE + 3 * (GAP - GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        spare = self.width() - self.needed_width()
        self._arrange(in_two_rows=spare < 0)
        # The line has its room before the name of the house has more than its least.
        least = self.line.minimumSizeHint().width() + max(0, spare)
        self.line.setMinimumWidth(min(least, self.line.sizeHint().width()))
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()


class ElidedLabel(QLabel):
    """One line that is cut at its end where it must be, and then told whole by the pointer."""

    def __init__(self, look: Look, use: Use) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font(use))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        width = min(words + 1, self._look.px(_NAME_MOST))
        return QSize(max(width, self._look.px(_NAME_LEAST)), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(_NAME_LEAST), self.fontMetrics().height())

    def shown_text(self) -> str:
        """Return what fits."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.shown_text()
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setFont(self.font())
        painter.setPen(self._look.colour("text"))
        paint_words(painter, self.rect(), shown, align=Qt.AlignmentFlag.AlignLeading)
        painter.end()


class DemoMark(QLabel):
    """Plain words that this is not the real book."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self.setObjectName("demoMark")
        self._look = look
        self.setFont(look.font("pill"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * 12
        return QSize(width, self._look.room(PILL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        paint_box(painter, self.rect(), radius=CELL_RADIUS, fill=look.colour("warnBg"))
        painter.setFont(self.font())
        painter.setPen(look.colour("warn"))
        paint_words(painter, self.rect(), self.text(), align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()


def _closing(hours: OpeningHours) -> str:
    is_midnight = hours.closes == _AROUND_THE_CLOCK
    return words.hour_of_day(_AROUND_THE_CLOCK if is_midnight else hours.closes % 24)
