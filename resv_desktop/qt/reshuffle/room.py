"""What can be freed in an hour of the day that is shown, by moving others."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from resv_desktop.domain.reshuffle import Reshuffle, fewest_moves
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.day import Day
from resv_desktop.qt.hour import Hour, room_of


def offer_in(hour: Hour, size: int, locked_tables: Collection[str] = ()) -> Reshuffle | None:
    """Return the fewest moves that free a table of an hour for a party; None where none do."""
    if size > hour.most_seats:
        return None
    slots, held = room_of(hour.by_size)
    return fewest_moves(slots, held, size, locked_tables=locked_tables)


def offer_for(day: Day, slot: Slot, size: int, now: datetime) -> Reshuffle | None:
    """Return the offer of the hour of a slot; None as well where the hour is over."""
    hour = day.hour_at(slot.starts_at.astimezone(UTC))
    return None if hour is None or hour.is_over(now) else offer_in(hour, size)


def nearest_offer(hours: Iterable[Hour], size: int, now: datetime) -> Reshuffle | None:
    """Return the offer of the first hour that is not over and has one."""
    offers = (offer_in(hour, size) for hour in hours if not hour.is_over(now))
    return next((each for each in offers if each is not None), None)
