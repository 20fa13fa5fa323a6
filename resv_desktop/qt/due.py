"""Who is expected about now, and whose table is still taken by the party before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from resv_desktop.domain.minutes import minutes_since, minutes_until
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import LASTS
from resv_desktop.qt.day import Day
from resv_desktop.qt.hour import Hour, Key, TableHour

Kind = Literal["overrun", "late", "now", "arrived", "next"]
WARNED_BEFORE: Final = timedelta(minutes=10)
_ORDER: Final = {"overrun": 0, "late": 1, "now": 2, "arrived": 3, "next": 4}
_HOUR: Final = timedelta(hours=1)
_WAITED_WITH: Final = _HOUR  # after their own; who is not seated by then has left or sits unsaid
_OVERSTAYS: Final = 3 * _HOUR  # after their own, in which who sits there is said to be done
_LINGERS: Final = timedelta(minutes=15)  # at most, until a party has left its table
_EXPECTED_BEFORE_MIN: Final = 30  # parties come up to half an hour before theirs


@dataclass(frozen=True, slots=True)
class Due:
    """A party that is expected in the running hour or the next, or has come and not been seated.

    minutes is how late it is, or how long until its hour. Of an "overrun" table is that of the
    next party, which somebody still sits at; other is the free table it could have instead.
    """

    kind: Kind
    table: TableHour
    minutes: int
    other: TableHour | None = None

    @property
    def is_early(self) -> bool:
        """Whether nobody expects the party yet, so that a press on it is no arrival."""
        return self.kind == "next" and self.minutes > _EXPECTED_BEFORE_MIN


NEXT_STATUS: Final = {"booked": "arrived", "arrived": "seated", "seated": "done"}


_LONGER: Final = {"arrived": _WAITED_WITH, "seated": _OVERSTAYS}


def next_step(table: TableHour, now: datetime) -> str | None:
    """Return the status that a party at a table will likely have next, None where none is near.

    From an hour before its own begins (now is UTC) until that ends; whoever has come and is not
    seated is waited with for one hour more, who sits there can be done for three more, and whoever
    is done has no next one.
    """
    return None if table.reservation is None else step_of(table.reservation, now)


def step_of(reservation: Reservation, now: datetime) -> str | None:
    """Return the status that the party of a reservation will likely have next, as above."""
    until = reservation.starts_at.astimezone(UTC) - now
    ends = LASTS + _LONGER.get(reservation.status, timedelta())
    is_near = -ends < until <= _HOUR
    return NEXT_STATUS.get(reservation.status) if is_near else None


def seated_beside(day: Day, at: datetime, now: datetime) -> list[TableHour]:
    """Return who sits at a table now (UTC) whose hour is not the one at `at`, the earliest first.

    Those are the parties that came hours early, too, but none whose own hour is over, which may
    have left unsaid.
    """
    left = (hour for hour in day.hours_near if hour.at != at and not hour.is_over(now))
    return [table for hour in left for table in hour.by_table if table.state == "seated"]


def who_sits_at(day: Day, table: TableHour, now: datetime) -> TableHour | None:
    """Return where the party of another hour sits at a table at an instant (UTC), or None."""
    seated = seated_beside(day, table.at, now)
    return next((other for other in seated if other.table_id == table.table_id), None)


def not_left(day: Day, hour: Hour, now: datetime) -> set[str]:
    """Return the tables at which the party of the hour before, now over, may sit a little longer.

    Nothing is asked about them, for many leave unsaid; another table is only better.
    """
    before = day.hour_at(hour.at - LASTS)
    if before is None or not before.is_over(now) or now - hour.at >= _LINGERS:
        return set()
    return {table.table_id for table in before.by_table if table.state == "seated"}


def sat_at(day: Day, hour: Hour, now: datetime) -> set[Key]:
    """Return which free tables of an hour, if it runs, a party of another one sits at, or may."""
    if not hour.is_running(now):
        return set()
    sat = {table.table_id for table in seated_beside(day, hour.at, now)}
    sat |= not_left(day, hour, now)
    return {table.key for table in hour.by_table if table.is_free and table.table_id in sat}


def can_be_cancelled(reservation: Reservation, now: datetime) -> bool:
    """Whether there is anything to cancel (now is UTC): no party is done, no hour is over."""
    is_over = reservation.starts_at.astimezone(UTC) + LASTS <= now
    return not is_over and reservation.status != "done"


def minutes_late(table: TableHour, now: datetime) -> int:
    """Return for how many whole minutes (now is UTC) a party is awaited that has not come.

    0 where none is: whoever has arrived is late no more, and nobody is before or after the hour.
    One that was reserved while the hour ran is awaited since then.
    """
    is_awaited = table.state == "reserved" and table.at <= now and not table.is_over(now)
    if not is_awaited:
        return 0
    since = table.reservation.awaited_since if table.reservation else table.at
    return max(0, minutes_since(since, now))


def due(day: Day, now: datetime) -> list[Due]:
    """Return who is due at an instant (UTC), the most urgent first; the day's clock decides."""
    running = day.running_hour(now)
    # After midnight it is another day's.
    coming = next((h for h in day.hours_near if timedelta() < h.at - now <= _HOUR), None)
    found = [
        Due("arrived", table, minutes_since(table.at, now))
        for hour in day.hours_near
        if hour.is_over(now)
        for table in hour.by_table
        if table.state == "arrived" and next_step(table, now) is not None
    ]
    if running is not None:
        for table in running.by_table:
            if table.state == "reserved":
                late = minutes_late(table, now)
                found.append(Due("late" if late else "now", table, late))
            elif table.state == "arrived":
                found.append(Due("arrived", table, minutes_since(running.at, now)))
    if coming is not None:
        left = minutes_until(coming.at, now)
        if coming.at - now <= WARNED_BEFORE:
            seated = {table.table_id for table in seated_beside(day, coming.at, now)}
            found += _overruns(seated, coming, left)
        warned = {each.table.key for each in found if each.kind == "overrun"}
        for table in coming.by_table:
            if table.state == "arrived":
                found.append(Due("arrived", table, left))
            elif table.state == "reserved" and table.key not in warned:
                found.append(Due("next", table, left))
    return sorted(found, key=lambda each: (_ORDER[each.kind], each.table.at, each.table.order))


def _overruns(seated: Collection[str], coming: Hour, left: int) -> list[Due]:
    free = [table for table in coming.free_for(1) if table.table_id not in seated]
    found: list[Due] = []
    for table in coming.by_table:
        if table.table_id in seated and table.state == "reserved":
            large_enough = (other for other in free if other.capacity >= table.capacity)
            other = next(large_enough, None)
            if other is not None:
                free.remove(other)
            found.append(Due("overrun", table, left, other))
    return found
