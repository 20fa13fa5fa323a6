"""Who has a reservation that nothing covers any more, and where they could go."""

from dataclasses import replace
from functools import cache

from resv_desktop.controller.homes import with_homes
from resv_desktop.controller.house import House, no_restaurant
from resv_desktop.controller.house_hits import Hit, is_at_table
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.house_change import Attention
from resv_desktop.domain.offered import Offered, Why
from resv_desktop.store.book import Book
from resv_desktop.store.documents import whole
from resv_desktop.store.recall import reservations_by_id


def attention(house: House, rest_id: str) -> list[Attention]:
    """Return whom nothing covers; the rules are told at Controller.attention."""

    def look(book: Book) -> list[Attention]:
        restaurant = book.restaurant(rest_id)
        if restaurant is None:
            raise no_restaurant(rest_id)
        if restaurant.timezone is None:
            return []
        now = house.now()
        offered = Offered(restaurant, unread_is_open=True)
        times = book.times_ahead(rest_id, now - HOUR)
        starts_at = {str(slot_id): at for slot_id, at in times}
        is_only = cache(book.is_only_house)
        found: dict[object, Hit] = {}
        for document in book.claims_ahead(rest_id, now - HOUR):
            at = starts_at.get(str(document.get("slotId")))
            why: Why | None = "lost"
            if at is not None:
                party = whole(document.get("partySize"))
                why = offered.why_not(at, str(document.get("tableId")), party)
            elif document.get("restId") is None and not is_only():
                continue  # of an hour that this house does not have
            at = at or document["time"]
            if why and at + HOUR > now and not is_at_table(document, at, now):
                found[document["_id"]] = Hit(document, at, why)
        whole_ones = reservations_by_id(book, found)
        hits = [replace(found[d["_id"]], document=d) for d in whole_ones]
        return with_homes(book, Attention, hits, offered, offered, times, now)

    return house.store.read(look)
