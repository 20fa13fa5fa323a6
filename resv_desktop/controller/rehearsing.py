"""An evening to practise with: a copy of tonight, a clock of its own, and what happens in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from resv_desktop.controller.house import House
from resv_desktop.controller.reading import reservations_on, slots
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.rehearsal import CannotRehearse, Cue, cues_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.steady import steady_s
from resv_desktop.store.scratch import copy_evening, open_scratch, remove_scratch
from resv_desktop.store.store import Store

_DAYS_LOOKED_AT = 8  # a house that is closed for longer has no evening to practise with


class RehearsalClock:
    """Goes on from the instant it was set to, and can be set forward; safe on every thread."""

    def __init__(self, at: datetime) -> None:
        self._set = at, steady_s()

    def __call__(self) -> datetime:
        at, since = self._set
        return at + timedelta(seconds=steady_s() - since)

    def skip_to(self, at: datetime) -> None:
        """Let it be this instant now, if that is still to come."""
        self._set = max(at, self()), steady_s()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """An evening that is being practised: on which day, and what happens in it, hour by hour.

    end drops the copy; it asks the database, so a worker calls it.
    """

    restaurant: Restaurant
    on: date
    clock: RehearsalClock
    cues: tuple[Cue, ...]
    end: Callable[[], None]


def rehearse(house: House, rest_id: str, name: str) -> tuple[House, Rehearsal]:
    """Copy tonight into a scratch database; return the house whose book is the copy as well.

    The rules are told at Controller.rehearse.
    """
    on, hours, begins_at = _evening(house, rest_id)
    start, end = house.restaurant(rest_id).bounds(on)
    scratch = open_scratch(house.store, name)
    try:
        copy_evening(house.store, scratch, rest_id, start, end)
        clock = RehearsalClock(begins_at)
        practised = House(scratch, house.station, clock)
        practised.host = house.host
        left = [at for at in hours if at + HOUR > begins_at]
        return practised, Rehearsal(
            restaurant=practised.restaurant(rest_id),
            on=on,
            clock=clock,
            # Practised again, it is the same evening.
            cues=cues_of(left, reservations_on(practised, rest_id, on), on.toordinal()),
            end=lambda: _end(house.store, scratch, name),
        )
    except BaseException:
        _end(house.store, scratch, name)
        raise


def _end(book: Store, scratch: Store, name: str) -> None:
    scratch.close()
    remove_scratch(book, name)


def _evening(house: House, rest_id: str) -> tuple[date, list[datetime], datetime]:
    """Return the day to practise with, its hours in UTC, and the instant at which it begins.

    The running hour goes on; before the house opens it begins with the first hour.
    """
    restaurant, now = house.restaurant(rest_id), house.now()
    today = restaurant.business_day(now)
    for day in (today + timedelta(days=n) for n in range(_DAYS_LOOKED_AT)):
        offered = [s for s in slots(house, rest_id, day) if not s.is_leaving]
        hours = sorted({s.starts_at.astimezone(UTC) for s in offered})
        if hours and hours[-1] + HOUR > now:
            return day, hours, max(now, hours[0])
    raise CannotRehearse("No hour is open in the days ahead, so there is no evening to rehearse.")
