"""A month to pick a day from."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.qt import words
from resv_desktop.qt.look import CELL_RADIUS, PANEL_RADIUS, TARGET, Look, Role
from resv_desktop.qt.widgets.button import icon_button
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words, round_corners

_WEEK = 7
_WEEKS = 6


class CalendarPopup(QFrame):
    """A calendar that closes when a day is picked, when Escape is pressed or beside it."""

    picked = Signal(date)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("ground", "panel")
        self.setAccessibleName(self.tr("Calendar"))
        self._month = Label(look, use="panel title")
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.calendar = _Month(look, self)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        back, forth = ("chevron-right", "chevron-left") if is_rtl else _CHEVRONS
        self.earlier = icon_button(look, back, self.tr("Month before"), "quiet")
        self.later = icon_button(look, forth, self.tr("Month after"), "quiet")
        self.earlier.clicked.connect(self.calendar.showPreviousMonth)
        self.later.clicked.connect(self.calendar.showNextMonth)
        self.calendar.currentPageChanged.connect(self._on_page)
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        head = QHBoxLayout()
        head.addWidget(self.earlier)
        head.addWidget(self._month, 1)
        head.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.calendar)

    def open_at(
        self, below: QWidget, day: date, range_: tuple[date, date], today: date | None = None
    ) -> None:
        """Open below a widget with a day picked; days outside the range cannot be.

        today is marked; it is the house's, whatever this machine's clock says.
        """
        self.calendar.today = _to_qt(today) if today is not None else QDate()
        self.calendar.setDateRange(_to_qt(range_[0]), _to_qt(range_[1]))
        self.calendar.setSelectedDate(_to_qt(day))
        self._on_page(self.calendar.yearShown(), self.calendar.monthShown())
        self.adjustSize()
        corner = below.mapToGlobal(QPoint(0, below.height() + 4))
        if below.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner.setX(corner.x() + below.width() - self.width())
        self.move(_kept_on_screen(below, QRect(corner, self.size())))
        self.show()

    def _on_page(self, year: int, month: int) -> None:
        self._month.setText(words.month(month, year))
        first, last = self.calendar.minimumDate(), self.calendar.maximumDate()
        self.earlier.setEnabled((first.year(), first.month()) < (year, month))
        self.later.setEnabled((last.year(), last.month()) > (year, month))

    def _on_picked(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self, PANEL_RADIUS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.calendar.setFocus()


_CHEVRONS = ("chevron-left", "chevron-right")


class _Month(QCalendarWidget):
    """The days themselves: no red weekends, cells for a finger, painted from the palette."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.today = QDate()
        self.setNavigationBarVisible(False)
        self.setDateEditEnabled(False)  # digits would be put together to a day without being shown
        self.setGridVisible(False)
        self.setAccessibleName(self.tr("Calendar"))
        view = self.findChild(QTableView)
        if view is not None:
            view.setAccessibleName(self.accessibleName())
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setLocale(words.locale())  # the names of its days
        self.setFirstDayOfWeek(words.locale().firstDayOfWeek())
        self.setFont(look.font("row"))
        cell = look.room(TARGET)
        self.setFixedSize(_WEEK * max(cell, look.px(TARGET)), (_WEEKS + 1) * cell)
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        head = QTextCharFormat()
        head.setForeground(self._look.colour("muted"))
        head.setBackground(self._look.colour("surface"))
        head.setFont(self._look.font("column head"))
        self.setHeaderTextFormat(head)
        plain = QTextCharFormat()
        plain.setForeground(self._look.colour("muted"))
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, plain)
        self.updateCells()

    def paintCell(  # noqa: N802 - Qt calls it by this name
        self, painter: QPainter, rect: QRect, day: QDate | object
    ) -> None:
        assert isinstance(day, QDate)
        look = self._look
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        cell = rect.adjusted(2, 2, -2, -2)
        is_usable = self.minimumDate() <= day <= self.maximumDate()
        is_shown_month = day.month() == self.monthShown()
        ink: Role = "text" if is_shown_month else "muted"
        use_bold = day == self.today
        if day == self.selectedDate() and is_usable:
            ink = "onAccent"
            paint_box(painter, cell, radius=CELL_RADIUS, fill=look.colour("accent"))
        elif not is_usable:
            ink = "lineStrong"
        elif use_bold:
            paint_focus(painter, look, cell, CELL_RADIUS)
        painter.setFont(look.font("number" if use_bold else "row"))
        painter.setPen(look.colour(ink))
        paint_words(painter, rect, str(day.day()), align=Qt.AlignmentFlag.AlignHCenter)
        painter.restore()


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _kept_on_screen(near: QWidget, place: QRect) -> QPoint:
    screen = near.screen().availableGeometry()
    left = max(screen.left(), min(place.left(), screen.right() - place.width()))
    top = max(screen.top(), min(place.top(), screen.bottom() - place.height()))
    return QPoint(left, top)
