"""Which business day an hour belongs to, asked for many hours of one house."""

from datetime import date, datetime, timedelta

from resv_desktop.domain.restaurant import Restaurant


class BusinessDays:
    """The business days of a restaurant; each opening is worked out once."""

    def __init__(self, restaurant: Restaurant) -> None:
        self._restaurant = restaurant
        self._begins: dict[date, datetime] = {}

    def of(self, at: datetime) -> date:
        """Return the business day of an instant: hours past midnight are the evening's."""
        local = at.astimezone(self._restaurant.zone).date()
        begins = self._begins.get(local)
        if begins is None:
            begins = self._begins[local] = self._restaurant.begins_at(local)
        return local if at >= begins else local - timedelta(days=1)
