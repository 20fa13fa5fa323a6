"""Name the hours of the days ahead that are missing between hours that exist."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pymongo.client_session import ClientSession
from pymongo.database import Database

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.reservation import Fault
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS
from resv_desktop.store.check_hours import FIRST, LAST, at_one_instant, hours_between, settled
from resv_desktop.store.documents import SLOTS, Document
from resv_desktop.store.faults import House, Place, Report


def check_days(database: Database[Document], house: House, now: datetime) -> list[Fault]:
    """Return a fault for each hour that is missing and not over, of the days that are kept ahead.

    Hours before the first that exists, and after the last, are still to be made and no fault.
    """
    restaurant = house.restaurant
    if restaurant is None or not house.is_zone_said or not restaurant.tables:
        return []
    wanted = {at for at in _hours_ahead(restaurant, now) if at + LASTS > now}
    return settled("hour_missing", lambda: _missing(database, house, sorted(wanted)))


def _hours_ahead(restaurant: Restaurant, now: datetime) -> Iterator[datetime]:
    today = restaurant.business_day(now)
    for number in range(restaurant.days_ahead + 1):
        try:
            yield from restaurant.slots_on(today + timedelta(days=number))
        except InvalidOpeningHours:
            continue  # which is a fault by itself


def _missing(database: Database[Document], house: House, wanted: list[datetime]) -> list[Fault]:
    if not wanted:
        return []

    def look(session: ClientSession) -> list[datetime]:
        """Return the hours that exist in these days, with the first and the last of the book."""

        def hours(start: datetime, end: datetime, order: int, most: int) -> list[datetime]:
            asked = hours_between(house, start, end)
            found = database[SLOTS].find(asked, {"time": 1}, session=session)
            return [hour["time"] for hour in found.sort("time", order).limit(most)]

        ends = hours(FIRST, LAST, 1, 1) + hours(FIRST, LAST, -1, 1)
        return ends and [*ends, *hours(wanted[0], wanted[-1] + LASTS, 1, 0)]

    known = set(at_one_instant(database, look))
    report = Report(most=None)
    for at in wanted:
        if at not in known and min(known, default=at) < at < max(known, default=at):
            report.add(
                "hour_missing",
                f"The hour {{place}} is missing, although {house.name} is open then. The next "
                "start of the window adds it.",
                Place(house, at),
            )
    return report.faults()
