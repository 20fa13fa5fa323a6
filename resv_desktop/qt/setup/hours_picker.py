"""From when to when: two lists of hours that build "HH:HH", and what that means in words."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QVBoxLayout, QWidget

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.hours import USUAL_HOURS, OpeningHours
from resv_desktop.qt import words
from resv_desktop.qt.look import CELL_RADIUS, FIELD_TO_FIELD, GAP, LABEL_TO_FIELD, Look
from resv_desktop.qt.setup.amounts import hours_to_reserve
from resv_desktop.qt.widgets.hours_row import HoursRow
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

_MIDNIGHT = 24
_PICKER_WIDTH = 220
_CHIP_HEIGHT = 32
_CHIP_SIDE = 5
_CHIP_GAP = 4


class HoursPicker(QWidget):
    """Opening and closing hour. Closing at or before opening is the next day, said in words."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("openingHours")
        self._look = look
        self._row = HoursRow(look, has_heads=True)
        self._opens, self._closes = self._row.opens, self._row.closes
        self._icon = IconMark(look, "check-circle", "success")
        self._words = Label(look, use="row", wraps=True)
        self._same_day_head = Label(look, self.tr("Guests can reserve"), "label")
        self._same_day = HourChips(look)
        self._next_day_head = Label(
            look, self.tr("After midnight, still the same evening"), "label"
        )
        self._next_day = HourChips(look)
        self._lay_out()
        self.setFocusProxy(self._opens)
        self.setText(USUAL_HOURS)
        self._row.changed.connect(self._on_picked)

    def text(self) -> str:
        """Return the hours as "HH:HH", whether or not they make sense."""
        return self._row.text()

    def setText(self, text: str) -> None:
        """Pick the hours of "HH:HH"; raise InvalidOpeningHours where it is none."""
        self._row.set_text(text)
        self._say()

    def hours(self) -> OpeningHours | None:
        """Return the hours, or None while they make no sense."""
        try:
            return OpeningHours.parse(self.text())
        except InvalidOpeningHours:
            return None

    def said(self) -> str:
        """Return what is said about the hours."""
        return self._words.text()

    def insist(self) -> None:
        """Go to where the hours can be put right."""
        self._closes.setFocus()

    def _on_picked(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        try:
            hours = OpeningHours.parse(self.text())
        except InvalidOpeningHours as refusal:
            self._icon.set_icon("triangle", "error")
            self._words.setText(words.sentence(refusal))
            self._words.set_ink("error")
            self._show_hours([])
            return
        self._icon.set_icon("check-circle", "success")
        self._words.setText(f"{self._closing_sentence(hours)} {hours_to_reserve(_count(hours))}")
        self._words.set_ink("text")
        self._show_hours(list(range(hours.opens, hours.closes)))

    def _closing_sentence(self, hours: OpeningHours) -> str:
        if _count(hours) == _MIDNIGHT:
            return self.tr("Open around the clock.")
        if hours.closes == _MIDNIGHT:
            return self.tr("Closes at midnight.")
        closing = words.hour_of_day(hours.closes % _MIDNIGHT)
        if hours.closes > _MIDNIGHT:
            return self.tr("Closes at {hour} the next day.").format(hour=closing)
        return self.tr("Closes at {hour}.").format(hour=closing)

    def _show_hours(self, hours: list[int]) -> None:
        self._same_day.set_hours([hour for hour in hours if hour < _MIDNIGHT])
        self._next_day.set_hours([hour - _MIDNIGHT for hour in hours if hour >= _MIDNIGHT])
        self._same_day_head.setVisible(bool(hours))
        self._next_day_head.setVisible(bool(hours) and hours[-1] >= _MIDNIGHT)

    def _lay_out(self) -> None:
        self._row.setMaximumWidth(2 * self._look.px(_PICKER_WIDTH) + GAP)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._row)
        column.addSpacing(GAP)
        column.addLayout(said)
        for head, chips in (
            (self._same_day_head, self._same_day),
            (self._next_day_head, self._next_day),
        ):
            column.addSpacing(FIELD_TO_FIELD)
            column.addWidget(head)
            column.addSpacing(LABEL_TO_FIELD)
            column.addWidget(chips)
        column.addStretch()


class HourChips(QWidget):
    """The hours that can be reserved, each a small label; they wrap."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._hours: list[int] = []
        self.setFont(look.font("pill"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_hours(self, hours: list[int]) -> None:
        """Show these hours of the clock."""
        self._hours = hours
        self.setVisible(bool(hours))
        self.setAccessibleName(", ".join(words.hour_of_day(hour) for hour in hours))
        self.updateGeometry()
        self.update()

    def hours(self) -> list[int]:
        """Return the hours that are shown."""
        return list(self._hours)

    def _cell(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(words.hour_of_day(0)) + 2 * _CHIP_SIDE
        return QSize(width, self._look.room(_CHIP_HEIGHT))

    def _columns(self, width: int) -> int:
        return max(1, (width + _CHIP_GAP) // (self._cell().width() + _CHIP_GAP))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._hours) // self._columns(width))
        return max(0, rows * (self._cell().height() + _CHIP_GAP) - _CHIP_GAP)

    def sizeHint(self) -> QSize:
        columns = min(12, max(1, len(self._hours)))
        width = columns * (self._cell().width() + _CHIP_GAP)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self._cell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        cell, columns = self._cell(), self._columns(self.width())
        for number, hour in enumerate(self._hours):
            row, column = divmod(number, columns)
            left = column * (cell.width() + _CHIP_GAP)
            top = row * (cell.height() + _CHIP_GAP)
            place = QRect(left, top, cell.width(), cell.height())
            place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
            paint_box(painter, place, radius=CELL_RADIUS, fill=self._look.colour("freeBg"))
            painter.setPen(self._look.colour("free"))
            said = words.hour_of_day(hour)
            paint_words(painter, place, said, align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()


def _count(hours: OpeningHours) -> int:
    return hours.closes - hours.opens
