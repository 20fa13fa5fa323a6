"""Every table of every hour of the day and who holds it: as a list, or on the timeline."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
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
from resv_desktop.qt.day_words import (
    being_taken_in_short,
    filter_words,
    free_words,
    holder,
    holder_in_short,
    late,
    party,
    still_seated,
    uncovered_in_short,
)
from resv_desktop.qt.hour import Key
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import SMALL_ICON, Look, Role, Use
from resv_desktop.qt.reading_words import ReadingWords
from resv_desktop.qt.row_painter import RowPainter
from resv_desktop.qt.slot_list import RowDelegate, SlotList
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.timeline_grid import grid_of
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.panel import Panel, PanelHead
from resv_desktop.qt.widgets.segmented_control import SegmentedControl
from resv_desktop.qt.widgets.state_pill import State
from resv_desktop.settings import TABLES_FORMS

_NAME_TO_PARTY = 9
_GAP = 12
_SIGN_GAP = 6
_HOUR = 48  # and the gap after it
_OTHER_FORM_AFTER_MS = 200


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was last asked to be shown."""

    day: Day
    hours: HourFilter
    now: datetime
    takers: Takers


class AllPanel(Panel):
    """All tables with their state: a list in the order of the head that was pressed, or a timeline.

    The form in sight is brought in line at once; the other one as soon as it comes in sight or,
    where it has been before, as soon as nothing has come for a moment.
    hours_chosen carries the HourFilter that the host picked, form_chosen one of TABLES_FORMS.
    """

    hours_chosen = Signal(object)
    sorted = Signal(object)
    form_chosen = Signal(str)

    def __init__(self, look: Look, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: _Shown | None = None
        self._in_line: dict[str, _Shown] = {}  # what each form that has been in sight shows
        self._other_soon = QTimer(self, singleShot=True, interval=_OTHER_FORM_AFTER_MS)
        self._other_soon.timeout.connect(self._prepare_other)
        self._filters: list[HourFilter] = []
        self.head = PanelHead(look, self.tr("All tables"), parent=self)
        self.switch = SegmentedControl(look, [self.tr("All"), self.tr("Timeline")])
        self.switch.setObjectName("formPicker")
        self.switch.setAccessibleName(self.tr("How all tables are shown"))
        self.switch.set_index(0)
        self.switch.chosen.connect(self._on_form)
        self.head.set_leading(self.switch)
        self.hours = Choice(look, self.tr("Hours"), takes_letters=False)
        self.hours.setObjectName("hourPicker")
        self.hours.setToolTip(self.tr("Which hours both lists show"))
        self.hours.activated.connect(self._on_hours)
        self.head.set_trailing(self.hours)
        self.hours.hide()  # there is nothing to choose from until a day is there
        self.heads = AllHeads(look)
        self.heads.sorted.connect(self.sorted)
        self.body.setContentsMargins(0, 1, 0, 0)
        self.body.addWidget(self.head)
        self.body.addWidget(self.heads)
        self._pages = QStackedWidget(self)
        self.list = SlotList(look, self.tr("All tables"), self._pages)
        self.list.setObjectName("allSlots")
        self.list.setItemDelegate(RowDelegate(self.list, paint_row))
        self.timeline = Timeline(look, keys, self.tr("Timeline"), self._pages)
        self.empty = EmptyState(look, self._pages)
        self.reading = ReadingWords(look, self._pages)
        self._is_timeline_lent = False  # for one move, since the host looks at the list
        self.timeline.carry.ended.connect(self._on_carried)
        for page in (self.list, self.timeline, self.empty, self.reading):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)

    @property
    def sort(self) -> Sort:
        """In what order the tables of the list stand."""
        return self.heads.sort

    @property
    def form(self) -> str:
        """Which of TABLES_FORMS is in sight."""
        return TABLES_FORMS[self.switch.index or 0]

    def set_form(self, form: str) -> None:
        """Show the day as one of TABLES_FORMS; what is picked is brought in sight."""
        self.switch.set_index(TABLES_FORMS.index(form))
        self._turn()

    def pick_up(self) -> bool:
        """Let the host move who is picked, on the timeline; return whether that can be moved."""
        lends = self.form != "timeline"
        if lends:
            self.set_form("timeline")
        if not self.timeline.pick_up():
            if lends:
                self.set_form("all")
            return False
        self._is_timeline_lent |= lends
        self.timeline.setFocus()
        return True

    def _on_carried(self) -> None:
        """Go back to the list where the timeline was only there for a move."""
        if self._is_timeline_lent:
            self._is_timeline_lent = False
            has_keys = self.timeline.hasFocus()
            self.set_form("all")
            if has_keys:
                self.list.setFocus()

    def show_day(self, day: Day, hours: HourFilter, now: datetime, takers: Takers = NOBODY) -> None:
        """Show the tables of the hours that the filter lets through."""
        self._shown = _Shown(day, hours, now, takers)
        self._show_hours(day, hours)
        self._show_form(self._shown)
        self._other_soon.start()

    def mark(self, key: Key | None) -> None:
        """Show a key as picked in either form, without scrolling."""
        self.list.mark(key)
        self.timeline.mark(key)

    def go_to(self, key: Key | None) -> None:
        """Scroll until a key is in sight."""
        self.list.go_to(key)
        self.timeline.go_to(key)

    def go_to_top(self) -> None:
        """Scroll to the beginning of the day."""
        self.list.go_to_top()
        self.timeline.go_to_top()

    def set_grey(self, is_grey: bool) -> None:
        """Show all tables in grey, since they may have changed, or as they are."""
        self.list.set_grey(is_grey)
        self.timeline.set_grey(is_grey)

    def _bring_in_line(self, form: str, shown: _Shown) -> None:
        if self._in_line.get(form) is shown:
            return
        self._in_line[form] = shown
        day, hours, now, takers = shown.day, shown.hours, shown.now, shown.takers
        if form == "timeline":
            self.timeline.show_grid(grid_of(day, hours, now, takers))
        else:
            self.list.show_rows(all_rows(day, hours, now, self.sort, takers))

    def _prepare_other(self) -> None:
        """Let the form that is not in sight be turned to without a wait."""
        if self._shown is not None:
            for form in tuple(self._in_line):
                self._bring_in_line(form, self._shown)

    def _show_form(self, shown: _Shown) -> None:
        day = shown.day
        is_timeline = self.form == "timeline"
        self._bring_in_line(self.form, shown)
        explanation = self._tables(len(day.restaurant.tables_on(day.on)))
        if is_timeline:
            grid = self.timeline.cells.grid
            is_empty = not grid.cells
            if any(hour.is_running for hour in grid.hours):
                time = words.hour(day.restaurant.local(shown.now))
                explanation = self.tr("Now {time}").format(time=time)
        else:
            is_empty = not self.list.rows.rows
        self.head.set_explanation(explanation)
        if is_empty:
            text = self.tr("No hours on {day}").format(day=words.day(day.on))
            self.empty.say("calendar", text)
        page = self.timeline if is_timeline else self.list
        self._show_page(self.empty if is_empty else page)

    def _show_page(self, page: QWidget) -> None:
        """Turn to a page with the heads that belong to it; each page is only laid out in sight."""
        has_heads = self.form == "all"
        if not has_heads and not self.heads.isHidden():
            self.heads.hide()
            self.body.activate()  # the timeline comes into the place that is left
        self._pages.setCurrentWidget(page)
        self.heads.setVisible(has_heads)

    def _turn(self) -> None:
        """Bring the form that was chosen in line and in sight."""
        if self._shown is not None:
            self._show_form(self._shown)
            self.go_to(self.list.marked)
        else:
            self.heads.setVisible(self.form == "all")

    def _on_form(self, _place: int) -> None:
        self._is_timeline_lent = False
        self._turn()
        self.form_chosen.emit(self.form)

    def show_reading(self, text: str, *, is_waiting: bool = True) -> None:
        """Say that the day is still being read, or that it cannot be."""
        self._shown = None
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
        with QSignalBlocker(self.hours):
            if filters != self._filters:
                self._filters = filters
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
    table_start = place.number_ending(
        table.table_id, look.px(TABLE_END), "number", strong, least=HOUR_START + look.px(_HOUR)
    )
    place.words(words.hour(table.starts_at), HOUR_START, table_start - 8, hour_use, hour_role)
    if table.capacity:
        place.number_ending(str(table.capacity), look.px(SEATS_END), "row", "muted")
    state: State = "past" if row.is_past and table.is_free else table.state
    place.pill(state, look.px(STATE_START), look.px(GUEST_START) - _GAP)
    end = min(place.words_end, look.px(MARKS_END))
    size, reservation = look.px(SMALL_ICON), table.reservation
    if reservation is not None and reservation.note:
        place.icon("note", end - size, size, "muted")
        end -= size + _GAP
    if reservation is not None and reservation.allergy:
        place.icon("allergy", end - size, size, "warn")
        end -= size + _GAP
    if row.is_uncovered:
        end = place.words_ending(uncovered_in_short(), end, "chip", "warn") - _SIGN_GAP
        place.icon("triangle", end - size, size, "warn")
        end -= size + _GAP
    elif row.late:
        end = place.words_ending(late(row.late), end, "chip", "warn") - _SIGN_GAP
        place.icon("clock", end - size, size, "warn")
        end -= size + _GAP
    _paint_guest(place, row, end, strong)


def _paint_guest(place: RowPainter, row: AllRow, end: int, strong: Role) -> None:
    look, table = place.look, row.table
    start = look.px(GUEST_START)
    if row.taken_at:
        sign = look.px(SMALL_ICON)
        place.icon("pencil", start, sign, "warn")
        says = being_taken_in_short(row.taken_at)
        place.words(says, start + sign + _SIGN_GAP, end, "row name", "warn")
        return
    if table.is_free:
        says = still_seated() if row.is_sat_at else free_words(table, is_past=row.is_past)
        place.words(says, start, end, "row", "muted")
        return
    size = table.reservation.party_size if table.reservation else None
    guests, gap = party(size), look.px(_NAME_TO_PARTY)
    most = end - start - gap - place.width_of(guests, "row")
    who = holder(table)
    if place.width_of(who, "row name") > most:
        guests = str(size or "")  # the name is what the host looks for
    room = place.width_of(guests, "row") + gap
    if place.width_of(who, "row name") > end - start - room:
        who = holder_in_short(table)
    name_end = place.words(who, start, end - room, "row name", strong)
    place.words(guests, name_end + gap, end, "row", "muted")
