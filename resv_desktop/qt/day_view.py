"""The day on the screen: what is free, all tables, and what is picked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_columns import DayColumns
from resv_desktop.qt.day_hours import is_of
from resv_desktop.qt.day_rows import NOBODY, HourFilter
from resv_desktop.qt.details_in_sight import DetailsInSight
from resv_desktop.qt.due import Due
from resv_desktop.qt.empty_day import WayOut
from resv_desktop.qt.hour import Key, TableHour
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.list_focus import ListFocus
from resv_desktop.qt.look import Look

USUAL_PARTY = 2
_AFTER_THE_ANSWER_MS = 20  # that the line gives has been painted by then


class DayView(DayColumns):
    """Three panels about one day: one selection, one party, one choice of hours.

    Nothing in it asks the database: another party and other hours are shown at once from the day
    that is there. opened carries the TableHour to open, unopened one of which there is nothing to
    be shown, stepped_on one whose party has come, is
    seated or is done, act_wanted another act for one, seat_wanted the Slot at which a walk-in is
    seated at once; day_wanted a date, stepped -1 or 1, reshuffle_wanted the moves of others that
    free a table, walk_in_moves_wanted those that free one for a walk-in.
    """

    opened = Signal(object)
    unopened = Signal(object)
    moved = Signal(object, object)
    stepped_on = Signal(object)
    act_wanted = Signal(str, object)
    seat_wanted = Signal(object)
    day_wanted = Signal(object)
    reshuffle_wanted = Signal(object)
    walk_in_moves_wanted = Signal(object)
    stepped = Signal(int)

    def __init__(
        self,
        look: Look,
        keys: Keys,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, keys, parent)
        self._now = now
        self._day: Day | None = None
        self._takers: Takers = NOBODY
        self._party_size = USUAL_PARTY
        self._chosen_hours: HourFilter | None = None
        self._picked: Key | None = None
        self._is_at_top = False  # the day that is shown began at the top
        self._shown_at: datetime | None = None
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._show_rest)
        self._party_turn = QTimer(self, singleShot=True, interval=_AFTER_THE_ANSWER_MS)
        self._party_turn.timeout.connect(self._show_party)
        lists = (self.available.list, self.all.list, self.all.timeline)
        self.keys = ListFocus(self, lists)
        self.in_sight = DetailsInSight(self, self.details, lists, self._are_details_wanted)
        for shown in lists:
            shown.picked.connect(self._on_picked)
            shown.opened.connect(self._on_opened)
        for slots in (self.available.list, self.all.list):
            slots.stepped.connect(self.stepped)
        self.all.timeline.moved.connect(self.moved)
        self.due.let_go.connect(self._on_let_go)
        self.due.reached.connect(self._on_due_reached)
        self.available.way_out_taken.connect(self._on_way_out)
        self.all.hours_chosen.connect(self.set_hours)
        self.all.sorted.connect(self._on_sorted)
        self.details.opened.connect(lambda: self._on_opened(self._picked))
        self.details.act_wanted.connect(self.act_wanted)
        self.details.seat_wanted.connect(lambda table: self.seat_wanted.emit(table.as_slot()))
        self.available.seat_wanted.connect(lambda seat: self.seat_wanted.emit(seat.fit.slot))
        self.available.moves_wanted.connect(self.walk_in_moves_wanted)
        self.details.stepped.connect(self._on_stepped)

    @property
    def day(self) -> Day | None:
        """The day that is shown."""
        return self._day

    @property
    def party_size(self) -> int:
        """For how many guests the free tables are."""
        return self._party_size

    @property
    def picked(self) -> TableHour | None:
        """The table and hour that is picked, or None."""
        return self._day.find(self._picked) if self._day is not None else None

    @property
    def hours(self) -> HourFilter:
        """Which hours are shown: what the host chose, else those that have not ended."""
        if self._chosen_hours is not None:
            return self._chosen_hours
        if self._day is None or self._day.on != self._day.restaurant.business_day(self._now()):
            return HourFilter()
        now = self._now()
        left = next((hour for hour in self._day.hours if not hour.is_over(now)), None)
        if left is None or left is self._day.hours[0]:
            return HourFilter()
        return HourFilter(left.at)

    @property
    def is_whole(self) -> bool:
        """Whether all panels show the day, not only those whose turn it was."""
        return not self._next_turn.isActive() and not self._party_turn.isActive()

    def show_day(self, day: Day, *, in_turns: bool = False) -> None:
        """Show a day: the same one brought up to date, or another one from its start.

        In turns the free tables are shown at once and the rest as soon as they are painted, so
        that the window's thread is never busy for long. What is shown already costs nothing.
        """
        is_other = self._day is None or day.on != self._day.on
        is_shown = self._is_shown(day)
        if is_other:
            self._chosen_hours = self._same_hours(day)
            self._picked = None
            self._is_at_top = False
        self._day = day
        if is_shown:
            return
        if in_turns:
            with self.keys.kept():
                self._show_available(day)
            self._next_turn.start()
        else:
            self.refresh()
        if is_other:
            self.available.list.go_to_top()

    def _is_shown(self, day: Day) -> bool:
        """Whether a day is as the one that was shown last, in this minute."""
        old = self._day
        return (
            old is not None
            and old.on == day.on
            and self._shown_at == _minute_of(self._now())
            and replace(old, read_at=day.read_at) == day
        )

    def _show_rest(self) -> None:
        with self.keys.kept():
            self._show_all()
        self._go_to_top()

    def _go_to_top(self) -> None:
        """Begin another day from its start."""
        if not self._is_at_top:
            self._is_at_top = True
            self.all.go_to_top()

    def show_reading(self, text: str, *, is_waiting: bool = True) -> None:
        """Say in both lists that a day is awaited, or cannot be read."""
        self._next_turn.stop()
        self._day = None
        self._picked = None
        with self.keys.kept():
            self.available.show_reading(text, is_waiting=is_waiting)
            self.all.show_reading(text, is_waiting=is_waiting)
            self.details.show_nothing()
            self.due.show_day(None, self._now())

    def set_grey(self, is_grey: bool) -> None:
        """Show all rows in grey, since they may have changed; all else stays as it is."""
        self.available.list.set_grey(is_grey)
        self.all.set_grey(is_grey)
        self.details.set_grey(is_grey)
        self.due.set_grey(is_grey)

    def set_silent(self, is_silent: bool) -> None:
        """Offer nothing that is written at once while the database does not answer."""
        with self.keys.kept():
            self.available.set_silent(is_silent)
            self.details.set_silent(is_silent)

    def show_takers(self, takers: Takers) -> None:
        """Show which free tables hosts at other stations are about to take."""
        self._takers = takers
        self.refresh()

    def set_party_size(self, size: int, *, in_turn: bool = False) -> None:
        """Show what is free for another party; in its turn as soon as all else is painted."""
        self._party_size = size
        if in_turn:
            self._party_turn.start()
        else:
            self._show_party()

    def _show_party(self) -> None:
        self._party_turn.stop()
        if self._day is not None:
            with self.keys.kept():
                self._show_available(self._day)
                self._show_details()

    def set_hours(self, hours: HourFilter | None) -> None:
        """Show other hours; None shows those that have not ended."""
        self._chosen_hours = hours
        self.refresh()
        self.available.list.go_to_top()
        self.all.go_to_top()

    def pick(self, key: Key) -> None:
        """Pick a table and bring it in sight in both lists."""
        self._on_picked(key)
        self.available.list.go_to(key)
        self.all.go_to(key)

    def show_reservation(self, reservation: Reservation) -> bool:
        """Pick a reservation and bring it in sight; return whether it is of this day.

        Keys that were among the free tables go to where it is, so that Enter opens no other.
        """
        key = (reservation.slot_id, reservation.table_id, 0)
        day = self._day
        if day is None or day.find(key) is None or not is_of(day, reservation):
            return False
        self.pick(key)
        if self.keys.are_in(self.available.list):
            self._picked_place().setFocus()
        return True

    def pick_up(self) -> bool:
        """Let the host move who is picked; return whether somebody can be moved."""
        return self._picked is not None and self.all.pick_up()

    def take_over(self, other: "DayView") -> None:
        """Show what another view of the same restaurant shows, in the same way."""
        self._party_size = other._party_size
        self.all.heads.set_sort(other.all.sort)
        self.all.set_form(other.all.form)
        if other._day is None:
            return
        if self._day is None or self._day.on != other._day.on:
            self.show_day(other._day)
        self._chosen_hours = other._chosen_hours
        self.refresh()
        hour = other.available.list.hour_in_sight()
        if other._picked is not None:
            self.pick(other._picked)
            hour = hour if self.picked is None else self.picked.at
        if hour is not None:  # once all have their room
            QTimer.singleShot(0, self, lambda: self._go_to_hour(hour))
        for theirs, ours in (
            (other.all.list, self.all.list),
            (other.all.timeline, self.all.timeline),
        ):
            if other.keys.are_in(theirs):
                ours.setFocus()

    def _go_to_hour(self, at: datetime) -> None:
        """Let both lists begin with the same hour, what is picked in sight."""
        for slots in (self.available.list, self.all.list):
            slots.go_to_hour(at)
            slots.go_to(self._picked)

    def refresh(self) -> None:
        """Show the day as it is at this minute."""
        if self._day is None:
            return
        with self.keys.kept():
            self._show_available(self._day)
            self._show_all()
        self._go_to_top()

    def _show_all(self) -> None:
        self._next_turn.stop()
        if self._day is not None:
            self.all.mark(self._picked)
            self.all.show_day(self._day, self.hours, self._now(), self._takers)
        self._show_details()

    def _show_available(self, day: Day) -> None:
        self._shown_at = _minute_of(self._now())
        self.available.list.mark(self._picked)
        self.available.show_day(day, self._party_size, self.hours, self._now(), self._takers)

    def _show_details(self) -> None:
        day, table = self._day, self.picked
        self.due.show_day(day, self._now())
        self.share_height()
        if day is None or table is None:
            self.details.show_nothing()
        else:
            self.details.show_table(day, table, self._party_size, self._now(), self._takers)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.due.hear_moved()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.keys.pass_on()

    def _same_hours(self, day: Day) -> HourFilter | None:
        """Keep the hour that was chosen where the other day has it as well."""
        chosen = self._chosen_hours
        if chosen is None or chosen.at is None:
            return chosen
        wanted = words.hour(chosen.at.astimezone(day.restaurant.zone))
        same = (hour.at for hour in day.hours if words.hour(hour.starts_at) == wanted)
        at = next(same, None)
        return None if at is None else HourFilter(at, chosen.is_only)

    def _on_picked(self, key: Key) -> None:
        self._picked = key
        self.keys.settle()
        with self.keys.kept():
            self.available.list.mark(key)
            self.all.mark(key)
            self._show_details()
        due = self.due.in_hand
        if due is not None and due.key != key:
            self._picked_place().setFocus()

    def _are_details_wanted(self) -> bool:
        return self.is_folded and self.picked is not None and self.all.timeline.carry.row is None

    def _on_due_reached(self, due: Due, is_by_host: bool) -> None:
        """Let who is due have the keys only where that party is picked: acts are for one party."""
        if is_by_host or self._picked is None:
            self.pick(due.table.key)
        elif due.table.key != self._picked:
            self._picked_place().setFocus()

    def _on_let_go(self, gone: QWidget) -> None:
        place = self._picked_place()
        self.keys.hand_on(gone, place)
        place.setFocus()

    def _picked_place(self) -> QWidget:
        """Return where what is picked has its ring, whoever holds it; else the ground."""
        places = (self.all.timeline, self.all.list)
        return next((each for each in places if each.isVisibleTo(self.window())), self)

    def _on_opened(self, key: Key | None) -> None:
        if key is not None and key != self._picked:
            self._on_picked(key)
        table = self.picked
        if table is None:
            return
        if table.reservation is not None or (table.is_free and not table.is_over(self._now())):
            self.opened.emit(table)
        else:
            self.unopened.emit(table)

    def _on_stepped(self, table: TableHour) -> None:
        if table == self.picked:  # else it is about to be shown
            self.stepped_on.emit(table)

    def _on_way_out(self, way: WayOut) -> None:
        if way.moving is not None:
            self.reshuffle_wanted.emit(way.moving)
        elif way.on is not None:
            self.day_wanted.emit(way.on)
        elif way.at is not None and way.table is not None:
            self.set_hours(HourFilter(way.at, is_only=self.hours.is_only))
            self.pick(way.table.key)
            self.available.list.setFocus()

    def _on_sorted(self, _sort: object) -> None:
        self.refresh()
        self.all.go_to_top()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The keys are here only while no list is in sight: the day can still be changed.
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or event.modifiers():
            event.ignore()
            return
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.stepped.emit(-1 if (event.key() == Qt.Key.Key_Left) != is_rtl else 1)


def _minute_of(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
