"""Every table of every hour of the day, and who holds it."""

from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QStackedWidget, QStyle, QStyleOptionViewItem, QWidget

from resv_desktop.domain.presence import Takers
from resv_desktop.qt import words
from resv_desktop.qt.all_heads import (
    GUEST_START,
    HOUR_START,
    MARKS_END,
    SEATS_END,
    STATE_START,
    TABLE_END,
    AllHeads,
)
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import NOBODY, AllRow, HourFilter, Row, Sort, all_rows
from resv_desktop.qt.day_words import being_taken_in_short, filter_words, free_words, holder, party
from resv_desktop.qt.look import SMALL_ICON, Look, Role, Use
from resv_desktop.qt.reading_words import ReadingWords
from resv_desktop.qt.row_painter import RowPainter
from resv_desktop.qt.slot_list import RowDelegate, SlotList
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.panel import Panel, PanelHead
from resv_desktop.qt.widgets.state_pill import State

_NAME_TO_PARTY = 9
_GAP = 12
_SIGN_GAP = 6


class AllPanel(Panel):
    """All tables with their state, in the order of the head that was pressed.

    hours_chosen carries the HourFilter that the host picked.
    """

    hours_chosen = Signal(object)
    sorted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.head = PanelHead(look, self.tr("All tables"))
        self.hours = Choice(look, self.tr("Hours"))
        self.hours.setObjectName("hourPicker")
        self.hours.setToolTip(self.tr("Which hours both lists show"))
        self.hours.activated.connect(self._on_hours)
        self.head.set_trailing(self.hours)
        self.hours.hide()  # there is nothing to choose from until a day is there
        self.heads = AllHeads(look)
        self.heads.sorted.connect(self.sorted)
        self.list = SlotList(look, self.tr("All tables"), self)
        self.list.setObjectName("allSlots")
        self.list.setItemDelegate(RowDelegate(self.list, paint_row))
        self.empty = EmptyState(look)
        self.reading = ReadingWords(look)
        self._pages = QStackedWidget()
        for page in (self.list, self.empty, self.reading):
            self._pages.addWidget(page)
        self.body.setContentsMargins(0, 1, 0, 0)
        self.body.addWidget(self.head)
        self.body.addWidget(self.heads)
        self.body.addWidget(self._pages, 1)

    @property
    def sort(self) -> Sort:
        """In what order the tables stand."""
        return self.heads.sort

    def show_day(self, day: Day, hours: HourFilter, now: datetime, takers: Takers = NOBODY) -> None:
        """Show the tables of the hours that the filter lets through."""
        rows = all_rows(day, hours, now, self.sort, takers)
        self._show_hours(day, hours)
        self.head.set_explanation(self._tables(len(day.restaurant.tables)))
        self.list.show_rows(rows)
        if not rows:
            text = self.tr("No hours on {day}").format(day=words.day(day.on))
            self.empty.say("calendar", text)
        self._pages.setCurrentWidget(self.list if rows else self.empty)

    def show_reading(self, text: str, *, is_waiting: bool = True) -> None:
        """Say that the day is still being read, or that it cannot be."""
        self.head.set_explanation("")
        self.hours.hide()
        self.reading.say(text, is_waiting=is_waiting)
        self._pages.setCurrentWidget(self.reading)

    def _tables(self, count: int) -> str:
        return self.tr("1 table") if count == 1 else self.tr("{n} tables").format(n=count)

    def _show_hours(self, day: Day, hours: HourFilter) -> None:
        starts = [hour.at for hour in day.hours]
        filters = [HourFilter()]
        filters += [HourFilter(at) for at in starts]
        filters += [HourFilter(at, is_only=True) for at in starts]
        shown = [self.hours.itemData(row) for row in range(self.hours.count())]
        with QSignalBlocker(self.hours):
            if shown != filters:
                self.hours.clear()
                for each in filters:
                    self.hours.addItem(filter_words(each, day.restaurant), each)
            self.hours.setCurrentIndex(filters.index(hours) if hours in filters else 0)
        self.hours.setVisible(bool(starts))
        self.hours.updateGeometry()
        self.hours.update()

    def _on_hours(self, place: int) -> None:
        self.hours_chosen.emit(self.hours.itemData(place))


def paint_row(place: RowPainter, row: Row, option: QStyleOptionViewItem, is_focused: bool) -> None:
    """Paint one table of one hour."""
    assert isinstance(row, AllRow)
    look, table = place.look, row.table
    is_picked = bool(option.state & QStyle.StateFlag.State_Selected)
    if is_picked:
        place.box(fill="accentSoft", is_focused=is_focused)
    else:
        place.rule(HOUR_START, place.end)
        if is_focused or option.state & QStyle.StateFlag.State_MouseOver:
            place.box(fill="raised", is_focused=is_focused)
    strong: Role = "muted" if row.is_past else "text"
    hour_role: Role = "text" if (row.is_first_of_hour or is_picked) and not row.is_past else "muted"
    hour_use: Use = "row name" if row.is_first_of_hour else "row"
    table_start = place.words_ending(table.table_id, look.px(TABLE_END), "number", strong)
    place.words(words.hour(table.starts_at), HOUR_START, table_start - 8, hour_use, hour_role)
    if table.capacity:
        place.words_ending(str(table.capacity), look.px(SEATS_END), "row", "muted")
    state: State = "past" if row.is_past and table.is_free else table.state
    place.pill(state, look.px(STATE_START), look.px(GUEST_START) - _GAP)
    end = min(place.end - 2, look.px(MARKS_END))
    if table.reservation is not None and table.reservation.note:
        size = look.px(SMALL_ICON)
        place.icon("note", end - size, size, "muted")
        end -= size + _GAP
    _paint_guest(place, row, end, strong)


def _paint_guest(place: RowPainter, row: AllRow, end: int, strong: Role) -> None:
    look, table = place.look, row.table
    start = look.px(GUEST_START)
    if row.taken_at:
        size = look.px(SMALL_ICON)
        place.icon("pencil", start, size, "warn")
        says = being_taken_in_short(row.taken_at)
        place.words(says, start + size + _SIGN_GAP, end, "row name", "warn")
        return
    if table.is_free:
        place.words(free_words(table, is_past=row.is_past), start, end, "row", "muted")
        return
    guests = party(table.reservation.party_size) if table.reservation else ""
    room = place.width_of(guests, "row") + look.px(_NAME_TO_PARTY)
    name_end = place.words(holder(table), start, end - room, "row name", strong)
    place.words(guests, name_end + look.px(_NAME_TO_PARTY), end, "row", "muted")
