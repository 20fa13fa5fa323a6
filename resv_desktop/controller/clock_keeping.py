"""The clock by which the hours ahead were made, written down so that another one is noticed."""

from datetime import datetime, timedelta
from typing import Literal

from resv_desktop.controller.house import House
from resv_desktop.domain.clock_change import ZoneOffset, agree, offsets_between
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.book import Book
from resv_desktop.store.documents import offset_documents

_AROUND = timedelta(days=2)


def rules_ahead(
    restaurant: Restaurant, now: datetime, last: datetime | None = None
) -> tuple[ZoneOffset, ...]:
    """Return how the clock of a house goes from now on, as far as hours are made, or until last."""
    end = now + timedelta(days=restaurant.days_ahead) + _AROUND
    return offsets_between(restaurant.zone, now - _AROUND, max(end, last or end))


def keep_clock(house: House, restaurant: Restaurant) -> Literal["kept", "written", "differs"]:
    """Write down by which clock the hours ahead are made, as far as that is not known yet.

    It differs where hours that exist were made by another one: then none is to be made until the
    host has seen whom that concerns. Where nobody has written it down, it is taken for this one.
    """
    now, stored = house.now(), restaurant.zone_offsets
    rules = rules_ahead(restaurant, now)
    if stored and _is_same(stored, rules, now):
        return "kept"

    def write(book: Book) -> Literal["written", "differs"]:
        times = [at for _, at in book.times_ahead(restaurant.id, now)]
        if stored and times and not agree(stored, rules_ahead(restaurant, now, times[-1]), times):
            return "differs"
        document = book.restaurant_document(restaurant.id) or {}
        before, offsets = document.get("zoneOffsets"), offset_documents(rules)
        # Where another station was faster, its offsets are read and looked at next.
        book.keep_offsets(document.get("_id"), before, offsets)
        return "written"

    return house.store.write_plain(write)


def _is_same(stored: tuple[ZoneOffset, ...], rules: tuple[ZoneOffset, ...], now: datetime) -> bool:
    """Tell whether what is written down is right from now on, as far as hours are made."""
    end = rules[-1].from_at
    changes = [each.from_at for each in (*stored, *rules) if now <= each.from_at <= end]
    return agree(stored, rules, [now, *changes])


def clock_differs(house: House, rest_id: str) -> bool:
    """Tell whether hours ahead were made by another clock than this station knows of the house."""
    restaurant = house.restaurant(rest_id)
    if restaurant.timezone is None or not restaurant.zone_offsets:
        return False
    now = house.now()
    if _is_same(restaurant.zone_offsets, rules_ahead(restaurant, now), now):
        return False
    times = [at for _, at in house.store.read(lambda book: book.times_ahead(rest_id, now))]
    rules = rules_ahead(restaurant, now, times[-1] if times else None)
    return not agree(restaurant.zone_offsets, rules, times)
