"""The day as it stood at any minute: a slider, and the list of all tables as it was then."""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSlider,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.domain.past import Past, PastDay
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import AllRow, HourFilter, Row, Sort, all_rows
from resv_desktop.qt.day_words import holder, party, table_label
from resv_desktop.qt.look import CONTROL_RADIUS, ICON, SMALL_ICON, TARGET, Look
from resv_desktop.qt.one_question import OneQuestion
from resv_desktop.qt.row_painter import SIDE, RowPainter
from resv_desktop.qt.slot_list import RowDelegate, SlotList
from resv_desktop.qt.widgets.button import icon_button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.shapes import paint_box
from resv_desktop.qt.widgets.state_pill import state_icon, state_role, state_word

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_MINUTE: Final = timedelta(minutes=1)
_HOUR_STEPS: Final = 60
_GAP: Final = 12
_SIGN_GAP: Final = 6
_CHEVRONS: Final = ("chevron-left", "chevron-right")


class _Shown(NamedTuple):
    """A day as it stood, and its rows."""

    stood: PastDay
    rows: list[Row]


class AsItWas(QWidget):
    """Only looked at: nothing can be done in the past, and nothing is picked for it.

    A minute counts with all that was done in it. told carries what is not certain of the minute
    that is shown, or ""; failed why nothing could be read.
    """

    told = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        restaurant: Restaurant,
        on: date,
    ) -> None:
        super().__init__()
        self._tasks, self._restaurant = tasks, restaurant
        rest_id = restaurant.id
        self._question = OneQuestion(tasks, lambda: controller.past(rest_id, on), self)
        self._question.answered.connect(self._on_read)
        self._question.failed.connect(self.failed)
        self._past: Past | None = None
        self._first = datetime.min.replace(tzinfo=UTC)
        self._minutes: list[int] = []  # those in which something was done, counted from the first
        self._is_busy = self._is_behind = self._is_to_have_keys = False
        self.mark = _Mark(look, self)
        self.list = SlotList(look, self.tr("All tables, as they were"), self)
        self.list.setObjectName("pastList")
        self.list.setItemDelegate(RowDelegate(self.list, paint_row))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("minuteSlider")
        self.slider.setMinimumHeight(look.room(TARGET))
        self.slider.setPageStep(_HOUR_STEPS)
        self.slider.setAccessibleName(self.tr("Minute"))
        is_rtl = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.slider.setProperty("runs", "left" if is_rtl else "right")
        earlier, later = ("chevron-right", "chevron-left") if is_rtl else _CHEVRONS
        self.before = icon_button(look, earlier, self.tr("To the change before"))
        self.before.setObjectName("changeBeforeButton")
        self.after = icon_button(look, later, self.tr("To the next change"))
        self.after.setObjectName("changeAfterButton")
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.slider.valueChanged.connect(self._on_minute)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.before)
        row.addWidget(self.slider, 1)
        row.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.mark)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self._set_usable(is_usable=False)

    @property
    def is_settled(self) -> bool:
        """Whether the minute that is asked for is shown."""
        return self._past is not None and not self._is_busy

    @property
    def minute(self) -> datetime:
        """The minute that is asked for (UTC)."""
        return self._first + self.slider.value() * _MINUTE

    def read(self) -> None:
        """Read how the day came to be; the minute that is shown stays."""
        self._question.ask()

    def take_keys(self) -> None:
        """Let the arrow keys go minute by minute, as soon as there are minutes."""
        self._is_to_have_keys = not self.slider.isEnabled()
        self.slider.setFocus()

    def go_to(self, at: datetime) -> None:
        """Show the minute of an instant, or the nearest there is."""
        self.slider.setValue((at - self._first) // _MINUTE)

    # --- what is read

    def _on_read(self, past: Past) -> None:
        is_first = self._past is None
        was, is_last = self.minute, self.slider.value() == self.slider.maximum()
        self._past = past
        start, end = past.restaurant.bounds(past.on)
        moments = past.moments
        first = min(moments[0] if moments else start, past.read_at)
        last = min(past.read_at, max(end + LASTS, moments[-1] if moments else end))
        self._first = first.replace(second=0, microsecond=0)
        self._minutes = sorted({(at - self._first) // _MINUTE for at in moments})
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, (last - self._first) // _MINUTE))
            self.slider.setValue(self.slider.maximum())
            if not is_first and not is_last:
                self.go_to(was)
        self._set_usable(is_usable=True)
        if self._is_to_have_keys and self.isVisible():
            self.take_keys()
        self._on_minute()

    def _on_minute(self) -> None:
        place = self.slider.value()
        self.before.setEnabled(bool(self._minutes) and place > self._minutes[0])
        self.after.setEnabled(bool(self._minutes) and place < self._minutes[-1])
        local = self._restaurant.local(self.minute)
        says = self.tr("The past: as it stood on {day} at {time}. Nothing can be changed here.")
        text = says.format(day=words.day(local.date()), time=words.hour(local))
        self.mark.say(text)
        self.slider.setAccessibleName(text)
        self._show()

    def _show(self) -> None:
        """Put the minute together on a worker; while that is done others may be asked for."""
        past = self._past
        if past is None or self._is_busy:
            self._is_behind = past is not None
            return
        self._is_busy, self._is_behind = True, False
        at = self.minute + _MINUTE - timedelta(milliseconds=1)
        if self.slider.value() == self.slider.maximum():
            at = max(at, past.read_at)

        def work() -> _Shown:
            stood = past.at(at)
            day = Day.of(stood.restaurant, stood.on, stood.slots, stood.reservations, at)
            return _Shown(stood, all_rows(day, HourFilter(), at, Sort()))

        self._tasks.run(self, work, self._on_shown, self.failed.emit)

    def _on_shown(self, shown: _Shown) -> None:
        self._is_busy = False
        self.list.show_rows(shown.rows)
        self.told.emit(self._doubts(shown.stood))
        if self._is_behind:
            self._show()

    def _doubts(self, stood: PastDay) -> str:
        if stood.is_filed:
            return self.tr(
                "What was done then has been moved out of the book into files, so this is not how "
                "the day stood."
            )
        if len(stood.doubtful) == 1:
            return self.tr(
                "Another program wrote one of these reservations, and keeps no history: how it "
                "stood then is not certain."
            )
        if stood.doubtful:
            return self.tr(
                "Another program wrote {n} of these reservations, and keeps no history: how they "
                "stood then is not certain."
            ).format(n=len(stood.doubtful))
        return ""

    # --- the slider

    def _on_before(self) -> None:
        place = bisect_left(self._minutes, self.slider.value())
        if place > 0:
            self.slider.setValue(self._minutes[place - 1])

    def _on_after(self) -> None:
        place = bisect_right(self._minutes, self.slider.value())
        if place < len(self._minutes):
            self.slider.setValue(self._minutes[place])

    def _set_usable(self, *, is_usable: bool) -> None:
        for widget in (self.slider, self.before, self.after):
            widget.setEnabled(is_usable)


class _Mark(QWidget):
    """Plain words that what is shown is past."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pastMark")
        self._look = look
        self._words = Label(look, "", "row", "warn", wraps=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconMark(look, "history", "warn", ICON, self))
        row.addWidget(self._words, 1)
        self.setMinimumHeight(look.room(TARGET))

    def say(self, text: str) -> None:
        """Say which minute it is."""
        self._words.setText(text)

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = self._look.colour("warnBg")
        paint_box(painter, self.rect(), radius=CONTROL_RADIUS, fill=fill)
        painter.end()


def paint_row(place: RowPainter, row: Row, option: QStyleOptionViewItem, is_focused: bool) -> None:
    """Paint one table of one hour as it was: hour, table, state in a sign and a word, guest."""
    assert isinstance(row, AllRow)
    look, table = place.look, row.table
    if option.state & QStyle.StateFlag.State_Selected:
        place.box(fill="accentSoft", is_focused=is_focused)
    else:
        place.rule(SIDE, place.end)
    start = SIDE
    hour = words.hour(table.starts_at)
    place.words(hour, start, place.end, "row name" if row.is_first_of_hour else "row", "muted")
    start += max(place.width_of(hour, "row name"), place.width_of("00:00", "row name")) + _GAP
    label = table_label(table)
    place.words(label, start, place.end, "row name", "text")
    start += max(place.width_of(label, "row name"), place.width_of("00000000", "row name")) + _GAP
    size = look.px(SMALL_ICON)
    place.icon(state_icon(table.state), start, size, state_role(table.state))
    start += size + _SIGN_GAP
    start = place.words(state_word(table.state), start, place.end, "row", "muted") + _GAP
    if table.is_free:
        return
    guest = holder(table)
    count = party(table.reservation.party_size if table.reservation else None)
    end = place.words_end
    room = place.width_of(count, "row") + _GAP if count else 0
    start = place.words(guest, start, end - room, "row name", "text")
    place.words(count, start + _GAP, end, "row", "muted")
