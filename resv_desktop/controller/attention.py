"""Who has a reservation that nothing covers any more, and where they could go; or another hour."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import pairwise

from resv_desktop.controller.calling import CALLED, MOVED_FROM
from resv_desktop.controller.homes import with_homes
from resv_desktop.controller.house import House, no_restaurant
from resv_desktop.controller.house_hits import Hit, is_at_table
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.house_change import Attention
from resv_desktop.domain.offered import Offered, Why
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, whole
from resv_desktop.store.house_hours import FAR
from resv_desktop.store.recall import reservations_by_id

_A_STEP = timedelta(days=7)  # looked through in one reading, which may pause within its patience
_Times = Sequence[tuple[object, datetime]]


def attention(house: House, rest_id: str) -> list[Attention]:
    """Return whom nothing covers; the rules are told at Controller.attention."""
    now = house.now()

    def begin(book: Book) -> tuple[Restaurant, _Times]:
        restaurant = book.restaurant(rest_id)
        if restaurant is None:
            raise no_restaurant(rest_id)
        return restaurant, book.times_ahead(rest_id, now - HOUR) if restaurant.timezone else []

    restaurant, times = house.store.read(begin)
    if restaurant.timezone is None:
        return []
    offered = Offered(restaurant, unread_is_open=True)
    starts_at = {str(slot_id): at for slot_id, at in times}

    def look(book: Book, start: datetime, end: datetime) -> dict[object, Hit]:
        is_only = cache(book.is_only_house)
        found: dict[object, Hit] = {}
        for document in book.claims_ahead(rest_id, start, end):
            at = starts_at.get(str(document.get("slotId")))
            if at is None and document.get("restId") is None and not is_only():
                continue  # of an hour that this house does not have
            if (hit := _hit(offered, document, at, now)) is not None:
                found[document["_id"]] = hit
        return found

    def end(book: Book) -> list[Attention]:
        hits = [replace(found[d["_id"]], document=d) for d in reservations_by_id(book, found)]
        return with_homes(book, Attention, hits, offered, offered, times, now)

    found: dict[object, Hit] = {}
    for step in pairwise(_steps(times, now - HOUR)):
        found |= house.store.read(partial(look, start=step[0], end=step[1]))
    return house.store.read(end)


def needs_attention(book: Book, document: Document, now: datetime) -> bool:
    """Whether nothing covers a reservation, as `attention` tells it of all."""
    hour = book.hour(str(document.get("slotId")))
    restaurant = book.restaurant(hour.rest_id if hour else str(document.get("restId")))
    if restaurant is None or restaurant.timezone is None:
        return False
    offered = Offered(restaurant, unread_is_open=True)
    return _hit(offered, document, hour.starts_at if hour else None, now) is not None


def _hit(offered: Offered, document: Document, at: datetime | None, now: datetime) -> Hit | None:
    """Return why nothing covers a reservation; at is None where the book has no such hour."""
    why: Why | None = "lost"
    if at is not None:
        party = whole(document.get("partySize"))
        why = offered.why_not(at, str(document.get("tableId")), party)
        why = why or ("moved" if _is_to_hear(document, at) else None)
    at = at or document["time"]
    is_over = at + HOUR <= now or is_at_table(document, at, now)
    return Hit(document, at, why) if why and not is_over else None


def _is_to_hear(document: Document, at: datetime) -> bool:
    """Whether the house has changed the hour of a guest who has neither been called nor come.

    Older stations move and call, and leave it as it is which hour the guest knows.
    """
    is_awaited = (document.get("status") or "booked") == "booked" and not document.get(CALLED)
    known = document.get(MOVED_FROM)
    return is_awaited and isinstance(known, datetime) and known != at


def _steps(times: _Times, start: datetime) -> list[datetime]:
    """Return where each step through the hours ahead begins, and where the last one ends."""
    weeks = (times[-1][1] - start) // _A_STEP if times else 0
    return [*(start + n * _A_STEP for n in range(weeks + 1)), FAR]
