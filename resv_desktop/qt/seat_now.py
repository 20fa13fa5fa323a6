"""Where a party that stands at the door is seated at once, and for how long it can stay."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from resv_desktop.domain.best_fit import Fit, fits
from resv_desktop.domain.minutes import minutes_until
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.slot import LASTS
from resv_desktop.qt.day import Day
from resv_desktop.qt.due import not_left, seated_beside
from resv_desktop.qt.hour import Hour, TableHour
from resv_desktop.qt.hour_slots import slots_of
from resv_desktop.qt.reshuffle.room import offer_in

_TOO_SHORT: Final = timedelta(minutes=15)  # to eat; then the next hour is offered first


@dataclass(frozen=True, slots=True)
class Seat:
    """A free table of the running hour, or of one that begins soon enough for a walk-in.

    minutes are those that are left of the running hour, or until the other one begins. is_at_once
    tells that nobody needs to wait for that one: it is near, and nobody has the table until then.
    sitting is where the party of another hour sits at this table.
    """

    fit: Fit
    is_running: bool
    minutes: int
    is_at_once: bool
    sitting: TableHour | None = None


def seats_now(day: Day, party: int, now: datetime, takers: Takers) -> list[Seat]:
    """Return the best table of each hour that a walk-in can have, the one to be offered first."""
    running = day.running_hour(now)
    is_nearly_over = running is not None and running.at + LASTS - now < _TOO_SHORT
    found: list[Seat] = []
    for hour in walk_in_hours(day, now):
        sitting = _sitting_beside(day, hour, now)
        free = fits(slots_of(hour), party, takers)
        empty: set[str] = set()
        if running is not None and hour is not running:
            empty = {table.table_id for table in running.by_table if table.is_free}
            free.sort(key=lambda fit: (fit.slot.capacity, fit.slot.table_id not in empty))
        else:
            free = _free_longer(free, hour, takers)
        taken = not_left(day, hour, now) | set(sitting)
        free.sort(key=lambda fit: fit.slot.table_id in taken)
        if free:
            table_id = free[0].slot.table_id
            is_empty = is_nearly_over and table_id in empty - taken
            found.append(_seat(free[0], now, sitting.get(table_id), is_empty=is_empty))
    return sorted(found, key=lambda seat: seat.is_running) if is_nearly_over else found


def offer_now(day: Day, party: int, now: datetime) -> Reshuffle | None:
    """Return the moves by which a walk-in can be seated at once where no table is free, or None.

    Not at a table at which the party of another hour sits.
    """
    for hour in walk_in_hours(day, now):
        moving = offer_in(hour, party, set(_sitting_beside(day, hour, now)))
        if moving is not None:
            return moving
    return None


def walk_in_hours(day: Day, now: datetime) -> list[Hour]:
    """Return the hours in which a walk-in could be seated, had they a free table: that which runs
    and the next one, each where there is one.
    """
    if day.on != day.restaurant.business_day(now):
        return []
    offered = (hour for hour in day.hours_near if hour.is_offered)
    return [hour for hour in offered if hour.at <= now + LASTS and not hour.is_over(now)]


def _sitting_beside(day: Day, hour: Hour, now: datetime) -> dict[str, TableHour]:
    """Return by table where the party of another hour sits, the earliest that does."""
    return {table.table_id: table for table in reversed(seated_beside(day, hour.at, now))}


def _free_longer(free: list[Fit], hour: Hour, takers: Takers) -> list[Fit]:
    """Put first those of equal tables that no party has in the next hour: nobody waits for them
    where a meal takes longer.
    """
    alone = {t.table_id for t in hour.by_table if t.free_until and t.free_until > t.ends_at}

    def is_later(fit: Fit) -> tuple[int, bool, bool]:
        slot = fit.slot
        is_being_taken = (slot.slot_id, slot.table_id) in takers
        return slot.capacity, is_being_taken, slot.table_id not in alone

    return sorted(free, key=is_later)


def _seat(fit: Fit, now: datetime, sitting: TableHour | None, *, is_empty: bool) -> Seat:
    starts_at, ends_at = fit.slot.starts_at.astimezone(UTC), fit.slot.ends_at.astimezone(UTC)
    is_running = starts_at <= now
    return Seat(
        fit,
        is_running=is_running,
        minutes=minutes_until(ends_at if is_running else starts_at, now),
        is_at_once=is_running or is_empty,
        sitting=sitting,
    )
