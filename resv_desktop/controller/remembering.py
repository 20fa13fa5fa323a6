"""What the book remembers: of a guest, and of what was done at every station."""

from datetime import date, datetime, timedelta
from typing import Final

from resv_desktop.controller.house import House, local_reservation, region_of_house, write_id
from resv_desktop.controller.reading import hours_of_day, reservations_of_guest
from resv_desktop.controller.undoing import can_undo
from resv_desktop.domain.guest import GivenBack, Guest, guest_from
from resv_desktop.domain.journal import Line
from resv_desktop.domain.phone import is_number
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import MOST_DAYS_AHEAD, Restaurant
from resv_desktop.store.book import Book
from resv_desktop.store.documents import RESERVATIONS, Document, restaurant_from
from resv_desktop.store.nameless import HASH, hash_of, stored_key
from resv_desktop.store.recall import (
    given_back_by,
    hours_once_of,
    line_at,
    lines_about,
    lines_at,
    lines_of_house,
    lines_of_the_house_itself,
)

_AROUND: Final = timedelta(days=2)
_LONGEST_AHEAD: Final = timedelta(days=MOST_DAYS_AHEAD) + _AROUND
_OPEN_BY: Final = ("openingHours", "weekHours", "closures")


def guest(house: House, phone: str, *, rest_id: str | None) -> Guest:
    """Return what is known of a guest; the rules are told at Controller.guest."""
    number, restaurants, held = reservations_of_guest(house, phone, rest_id=rest_id)
    given_back = []
    lines, nameless = house.store.read(lambda book: _counted(book, number, phone))
    for line in lines:
        restaurant = restaurants.get(str(line.get("restId")))
        region = region_of_house(restaurant) if restaurant else None
        gone = local_reservation(line["before"], restaurant)
        is_own = HASH in line["before"] or is_number(gone.reserved_by, number, region, typed=phone)
        if is_own and rest_id in (None, gone.rest_id):
            given_back.append(GivenBack(act=line["act"], reservation=gone))
    for document, home in nameless:
        visit = local_reservation(document, restaurants.get(home))
        if rest_id in (None, visit.rest_id):
            held.append(visit)
    return guest_from(number, held, given_back, house.now())


def _counted(
    book: Book, number: str, typed: str
) -> tuple[list[Document], list[tuple[Document, str]]]:
    """Return a guest's lines, and the reservations known by their code only, with their houses."""
    key = stored_key(book)
    if key is None:
        return given_back_by(book, number, typed), []
    code = hash_of(key, number)
    nameless = book.find(RESERVATIONS, {HASH: code}).to_list()
    homeless = [str(d.get("slotId")) for d in nameless if not d.get("restId")]
    hours = book.hours_by_id(homeless) if homeless else {}
    homes = {slot_id: hour.rest_id for slot_id, hour in hours.items()}
    visits = [(d, str(d.get("restId") or homes.get(str(d.get("slotId"))))) for d in nameless]
    return given_back_by(book, number, typed, code), visits


def history(
    house: House,
    rest_id: str,
    *,
    day: date | None,
    reservation_id: str | None,
    slot_id: str | None,
    table_id: str | None,
    before: str | None,
    limit: int,
) -> list[Line]:
    """Return lines of the journal; the rules are told at Controller.history."""
    restaurant = house.restaurant(rest_id)
    if table_id is not None and day is None:
        day = restaurant.business_day(house.now())
    slot_ids: list[object] | None = None
    if slot_id is not None:
        slot_ids = [slot_id]
    elif day is not None:
        slot_ids = [hour.slot_id for hour in hours_of_day(house, rest_id, day)]
        slot_ids += house.store.read(lambda book: _closed_since(book, restaurant, day))
    last_id = write_id(before) if before is not None else None

    def look(book: Book) -> list[Document]:
        last = line_at(book, last_id) if last_id is not None else None
        if last_id is not None and last is None:
            return []
        if reservation_id is not None:
            return lines_about(book, rest_id, reservation_id, last, limit)
        if slot_ids is not None:
            return lines_at(book, rest_id, slot_ids, table_id, last, limit)
        return lines_of_house(book, rest_id, last, limit)

    return [line_from(document, restaurant) for document in house.store.read(look)]


def _closed_since(book: Book, restaurant: Restaurant, day: date) -> list[object]:
    """Return the hours of a day that a change of the house took away, if there was one.

    A day that is closed has none, and one that opens again has others.
    """
    start, end = restaurant.bounds(day)
    changes = lines_of_the_house_itself(book, restaurant.id, start - _LONGEST_AHEAD)
    if not any(_closes(line) for line in changes):
        return []
    houses = [restaurant, *(restaurant_from(line["before"]) for line in changes)]
    since = start - timedelta(days=max(each.days_ahead for each in houses)) - _AROUND
    return hours_once_of(book, restaurant.id, (start, end), (since, end + _AROUND))


def _closes(line: Document) -> bool:
    before, after = line["before"], line.get("after") or {}
    return any(before.get(field) != after.get(field) for field in _OPEN_BY)


def line_from(document: Document, restaurant: Restaurant) -> Line:
    """Read a line of the journal, with its times as the restaurant's clock shows them."""
    time = document.get("time")
    return Line(
        id=str(document["_id"]),
        at=restaurant.local(document["at"]),
        act=str(document["act"]),
        station=str(document.get("station") or ""),
        host=str(document.get("host") or ""),
        before=_reservation(document.get("before"), restaurant),
        after=_reservation(document.get("after"), restaurant),
        undoes=str(document.get("undoes") or ""),
        can_undo=can_undo(document),
        table_id=str(document.get("tableId") or ""),
        starts_at=restaurant.local(time) if isinstance(time, datetime) else None,
    )


def _reservation(stored: object, restaurant: Restaurant) -> Reservation | None:
    """Read one side of a line; that of a restaurant or an hour is no reservation."""
    if not isinstance(stored, dict) or "reservedBy" not in stored:
        return None
    return local_reservation(stored, restaurant)
