"""Why no table can be offered, and what the host can do instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter, nearest_free, open_hours
from resv_desktop.qt.day_words import when
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.house.closure_words import end_and_reason
from resv_desktop.qt.reshuffle.room import nearest_offer

translate = QCoreApplication.translate

_MOST_NAMED = 3
_MOST_DAYS_SEARCHED = 31


@dataclass(frozen=True, slots=True)
class WayOut:
    """A button: another day, or an hour of this day with the table that suits best.

    Or the moves of others that free a table.
    """

    words: str
    on: date | None = None
    at: datetime | None = None
    table: TableHour | None = None
    moving: Reshuffle | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """What stands in place of the free tables."""

    icon: str
    why: str
    what_now: str = ""
    ways_out: tuple[WayOut, ...] = ()


def why_empty(day: Day, party_size: int, hours: HourFilter, now: datetime) -> Reason | None:
    """Return why no free table can be shown; None where there is one."""
    restaurant = day.restaurant
    if not restaurant.tables and not day.hours:
        why = translate("EmptyDay", "No tables yet")
        return Reason("", why, translate("EmptyDay", "Without tables there is nothing to reserve."))
    if not day.hours_offered or _is_left_of_closed(day):
        return _no_hours(day, now)
    if not any(True for _ in open_hours(day, HourFilter(), now)):
        return _over(day, now)
    if any(hour.free_for(party_size) for hour in open_hours(day, hours, now)):
        return None
    largest = max(table.capacity for hour in day.hours for table in hour.by_table)
    if party_size > largest:
        why = translate("EmptyDay", "No table seats {party}").format(party=party_size)
        what_now = translate("EmptyDay", "The largest table seats {seats}.").format(seats=largest)
        return Reason("triangle", why, what_now)
    return _full(day, party_size, hours, now)


def _is_left_of_closed(day: Day) -> bool:
    """Whether all that a day still has are tables promised before it was closed."""
    is_free = any(table.is_free for hour in day.hours for table in hour.by_table)
    try:
        return not is_free and day.restaurant.is_closed_on(day.on)
    except InvalidOpeningHours:
        return False


def _no_hours(day: Day, now: datetime) -> Reason:
    restaurant, today = day.restaurant, day.restaurant.business_day(now)
    try:
        is_closed = restaurant.is_closed_on(day.on)
    except InvalidOpeningHours as error:
        return Reason("triangle", translate("EmptyDay", "No hours"), words.sentence(error))
    if is_closed:
        why = translate("EmptyDay", "Closed on {day}").format(day=words.day(day.on))
        closure = _why_closed(restaurant, day.on)
        what = end_and_reason(closure, day.on) if closure else ""
        return Reason("calendar", why, what, _to_day(_next_open(restaurant, day.on)))
    if day.on < today:
        why = translate("EmptyDay", "Nothing on {day}").format(day=words.day(day.on))
        return Reason("calendar", why, translate("EmptyDay", "No hours were kept."), _to_day(today))
    last = today + timedelta(days=restaurant.days_ahead)
    if day.on > last:
        why = translate("EmptyDay", "Too far ahead")
        text = translate("EmptyDay", "The days up to {day} are prepared.").format(
            day=words.day(last)
        )
        return Reason("calendar", why, text, _to_day(last))
    why = translate("EmptyDay", "Not prepared yet")
    return Reason("clock", why, translate("EmptyDay", "The hours of this day are on their way."))


def _why_closed(restaurant: Restaurant, on: date) -> Closure | None:
    """Return the closure for which a day is closed; None where its weekday is."""
    here = [each for each in restaurant.closures if each.from_on <= on <= each.to_on]
    are_hours_closed = restaurant.hours_on(on) is not None  # all of those that it has otherwise
    return next((each for each in here if bool(each.closed_hours) == are_hours_closed), None)


def _over(day: Day, now: datetime) -> Reason:
    today = day.restaurant.business_day(now)
    why = translate("EmptyDay", "The day is over")
    text = translate("EmptyDay", "No hour of {day} can be reserved any more.")
    ahead = today if day.on < today else _next_open(day.restaurant, day.on)
    return Reason("clock", why, text.format(day=words.day(day.on)), _to_day(ahead))


def _full(day: Day, party_size: int, hours: HourFilter, now: datetime) -> Reason:
    shown = [hour for hour in day.hours if hours.shows(hour)]
    if shown and all(hour.is_over(now) for hour in shown):
        why = translate("EmptyDay", "{hour} is over")
        why = why.format(hour=words.hour(shown[-1].starts_at))
    else:
        why = translate("EmptyDay", "Full for {party} {when}")
        why = why.format(party=party_size, when=when(day, hours, now))
    near = nearest_free(day, party_size, hours.at, now) if hours.at is not None else []
    moves = _moves(day, party_size, hours, now)
    if near:
        ways = tuple(
            WayOut(f"{words.hour(hour.starts_at)}, {_tables(tables)}", None, hour.at, tables[0])
            for hour, tables in near
        )
        says = translate("EmptyDay", "The nearest free hours on this day:")
        if moves:
            says = translate("EmptyDay", "Others can move, or another hour has a table:")
        return Reason("calendar", why, says, (*moves, *ways))
    if moves:
        text = translate("EmptyDay", "Others can move, or the next day may have a table:")
        return Reason("calendar", why, text, (*moves, *_to_day(_next_open(day.restaurant, day.on))))
    if hours.at is not None:
        why = translate("EmptyDay", "Full for {party} on {day}").format(
            party=party_size, day=words.day(day.on)
        )
    text = translate("EmptyDay", "The next day may have a table.")
    return Reason("calendar", why, text, _to_day(_next_open(day.restaurant, day.on)))


def _moves(day: Day, party_size: int, hours: HourFilter, now: datetime) -> tuple[WayOut, ...]:
    moving = nearest_offer(open_hours(day, hours, now), party_size, now)
    if moving is None:
        return ()
    hour = words.hour(moving.slot.starts_at)
    text = translate("EmptyDay", "{hour}, free table {table}")
    return (WayOut(text.format(hour=hour, table=words.table(moving.slot.table_id)), moving=moving),)


def _tables(tables: list[TableHour]) -> str:
    names = [table.table_id for table in tables]
    if len(names) == 1:
        return translate("EmptyDay", "table {table}").format(table=names[0])
    if len(names) > _MOST_NAMED:
        return translate("EmptyDay", "{n} tables").format(n=len(names))
    text = translate("EmptyDay", "tables {tables} and {last}")
    return text.format(tables=", ".join(names[:-1]), last=names[-1])


def _next_open(restaurant: Restaurant, after: date) -> date | None:
    days: Iterable[date] = (after + timedelta(days=n) for n in range(1, _MOST_DAYS_SEARCHED))
    for on in days:
        try:
            if not restaurant.is_closed_on(on):
                return on
        except InvalidOpeningHours:
            return None
    return None


def _to_day(on: date | None) -> tuple[WayOut, ...]:
    if on is None:
        return ()
    text = QCoreApplication.translate("EmptyDay", "Go to {day}").format(day=words.day(on))
    return (WayOut(text, on=on),)
