"""Which day: the one before, the one after, or any from the calendar."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStyle, QWidget

from resv_desktop.domain.restaurant import FIRST_DAY, LAST_DAY
from resv_desktop.qt import words
from resv_desktop.qt.look import CELL_RADIUS, CONTROL_RADIUS, SMALL_ICON, TARGET, Look, Role
from resv_desktop.qt.widgets.enter_presses import EnterPresses
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

if TYPE_CHECKING:
    from resv_desktop.qt.widgets.calendar_popup import CalendarPopup

_SIDE = 12
_GAP = 9
_INSET = 4
_SEPARATOR_INSET = 11


class DayPicker(QWidget):
    """Arrows joined to the day, which opens a calendar; as wide for every day of the year.

    picked is emitted when the host picks another day, never by set_day. Where it asks for a day,
    none is picked before the calendar has been opened.
    """

    picked = Signal(date)

    def __init__(self, look: Look, day: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dayPicker")
        self._look = look
        self._day = day
        self._today: date | None = None
        self._range = (FIRST_DAY, LAST_DAY)
        self._asks = ""
        self.earlier = _Part(look, self.tr("Day before"), self)
        self.day_button = _Part(look, "", self)
        self.later = _Part(look, self.tr("Day after"), self)
        self._popup: CalendarPopup | None = None
        self._parts = (self.earlier, self.day_button, self.later)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in self._parts:
            row.addWidget(part)
        height = look.room(TARGET)
        self.earlier.setFixedSize(TARGET + 1, height)
        self.later.setFixedSize(TARGET + 1, height)
        self.day_button.setFixedSize(self._day_width(), height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Day"))
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        self.day_button.clicked.connect(self.open_calendar)
        self.set_day(day)

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day

    def set_day(self, day: date) -> None:
        """Show another day."""
        self._day, self._asks = day, ""
        self._refresh()

    def ask(self, says: str, near: date) -> None:
        """Show these words instead of a day until one is picked; the calendar opens near a day."""
        self._day, self._asks = near, says
        self._refresh()

    def set_today(self, today: date) -> None:
        """Say which day is today at the house, for the calendar's mark."""
        self._today = today

    def set_range(self, first: date | None, last: date | None) -> None:
        """Limit what can be picked; None takes that limit away."""
        self._range = (first or FIRST_DAY, last or LAST_DAY)
        self._refresh()

    def text(self) -> str:
        """Return the day in words, as shown."""
        return self._asks or words.day(self._day)

    def _spoken(self) -> str:
        return self._asks or words.day_and_year(self._day)

    def open_calendar(self) -> None:
        """Open the calendar below."""
        if self._popup is None:
            from resv_desktop.qt.widgets.calendar_popup import CalendarPopup

            self._popup = CalendarPopup(self._look, self)
            self._popup.picked.connect(self._pick)
        self._popup.open_at(self, self._day, self._range, self._today)

    @property
    def popup(self) -> "CalendarPopup | None":
        """The calendar, once it has been opened."""
        return self._popup

    def _is_pickable(self, day: date) -> bool:
        return self._range[0] <= day <= self._range[1]

    def _step(self, days: int) -> None:
        if not self._asks:
            self._pick(self._day + timedelta(days=days))

    def _pick(self, day: date) -> None:
        if (self._asks or day != self._day) and self._is_pickable(day):
            self.set_day(day)
            self.picked.emit(day)

    def _refresh(self) -> None:
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.earlier.icon_name = "chevron-right" if is_rtl else "chevron-left"
        self.later.icon_name = "chevron-left" if is_rtl else "chevron-right"
        self.day_button.icon_name = "calendar"
        for part, days in ((self.earlier, -1), (self.later, 1)):
            is_pickable = self._is_pickable(self._day + timedelta(days=days))
            part.setEnabled(is_pickable and not self._asks)
        self.day_button.setText(self.text())
        self.day_button.setAccessibleName(
            self.tr("{day}, open the calendar").format(day=words.apart(self._spoken()))
        )
        self.update()

    def _day_width(self) -> int:
        return 2 * _SIDE + self._look.px(SMALL_ICON) + _GAP + self._widest_words()

    def _widest_words(self) -> int:
        width = self._look.metrics("number").horizontalAdvance
        september = [date(2025, 9, 22 + n) for n in range(7)]
        months = [width(words.locale().monthName(n)) for n in range(1, 13)]
        return max(width(words.day(on)) for on in september) + max(months) - months[8]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            step = steps[Qt.Key(event.key())]
            self._step(-step if is_rtl else step)
        elif event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.LocaleChange):
            self._refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        paint_box(
            painter,
            self.rect(),
            radius=CONTROL_RADIUS,
            fill=look.colour("surface"),
            edge=look.colour("lineStrong"),
        )
        height = self.height() - 2 * _SEPARATOR_INSET
        for x in (self.day_button.x(), self.day_button.geometry().right()):
            painter.fillRect(QRect(x, _SEPARATOR_INSET, 1, height), look.colour("line"))
        painter.end()


class _Part(EnterPresses, QAbstractButton):
    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.icon_name = ""
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFont(look.font("number"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # QAbstractButton moves the focus with arrow keys; here they belong to the day.
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, rect = self._look, self.rect()
        cell = rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            fill = look.colour("accentSoft" if self.isDown() else "raised")
            paint_box(painter, cell, radius=CELL_RADIUS, fill=fill)
        if self.hasFocus():
            paint_focus(painter, look, cell, CELL_RADIUS)
        ink: Role = "text" if self.isEnabled() else "lineStrong"
        size = look.px(SMALL_ICON)
        mark = QRect(0, 0, size, size)
        mark.moveCenter(rect.center())
        if self.text():
            content = size + _GAP + self.fontMetrics().horizontalAdvance(self.text())
            start = (rect.width() - content) // 2
            mark.moveLeft(start)
            place = rect.adjusted(start + size + _GAP, 0, 0, 0)
            place = QStyle.visualRect(self.layoutDirection(), rect, place)
            painter.setFont(self.font())
            painter.setPen(look.colour("text"))
            paint_words(painter, place, self.text(), align=Qt.AlignmentFlag.AlignLeading)
            mark = QStyle.visualRect(self.layoutDirection(), rect, mark)
            ink = "muted"
        look.paint_icon(painter, self.icon_name, ink, mark)
        painter.end()
