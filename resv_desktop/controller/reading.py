"""What is free, what is reserved, and what a guest has reserved."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import groupby

from resv_desktop.controller.house import House, local_reservation, no_restaurant, region_of_house
from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.phone import is_number, parse_phone
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, reservations_at, text
from resv_desktop.store.hour import Hour, by_size

_HOURS_AT_A_TIME = 1_000  # ids of a question: some 40 days around the clock
_Read = tuple[Restaurant, list[Hour], list[Document]]  # some hours, and who has reserved in them


def slots(house: House, rest_id: str, day: date) -> list[Slot]:
    """Return every table of every hour of a business day."""
    return _slots_of(*_day(house, rest_id, day, with_tables=True))


def _slots_of(restaurant: Restaurant, hours: list[Hour]) -> list[Slot]:
    zone = restaurant.zone
    found: list[Slot] = []
    for _, documents in groupby(hours, key=_starts_at):
        hour, *twins = documents
        slots: Iterable[Slot] = hour.slots(zone)
        if twins:
            slots = _merged(slots, (slot for twin in twins for slot in twin.slots(zone)))
        found += slots
    return found


def _merged(slots: Iterable[Slot], of_twins: Iterable[Slot]) -> Iterable[Slot]:
    """Show each table once where an hour has several documents, which `check` names.

    It is free only where all of them say so.
    """
    merged = {slot.table_id: slot for slot in slots}
    for slot in of_twins:
        if slot.table_id not in merged or not slot.is_available:
            merged[slot.table_id] = slot
    return sorted(merged.values(), key=by_size)


def _starts_at(hour: Hour) -> datetime:
    return hour.starts_at


def reservations_on(house: House, rest_id: str, day: date) -> list[Reservation]:
    """Return the reservations of a business day by time and table, whoever wrote them."""
    restaurant, hours = _day(house, rest_id, day, with_tables=False)
    slot_ids = [hour.slot_id for hour in hours]
    documents = house.store.read(lambda book: book.listed_at(slot_ids))
    return _reservations_of(restaurant, hours, documents)


def reservations_between(house: House, rest_id: str, first: date, last: date) -> list[Reservation]:
    """Return the reservations of several business days, `first` and `last` included."""
    restaurant = house.restaurant(rest_id)
    start, end = restaurant.begins_at(first), restaurant.begins_at(last + timedelta(days=1))
    _, hours = house.store.read(
        lambda book: book.hours_with_restaurant(rest_id, start, end, with_tables=False)
    )
    found: list[Reservation] = []
    for n in range(0, len(hours), _HOURS_AT_A_TIME):
        of_some = hours[n : n + _HOURS_AT_A_TIME]
        slot_ids = [hour.slot_id for hour in of_some]
        documents = house.store.read(partial(_listed, slot_ids))
        found += _reservations_of(restaurant, of_some, documents)
    return found


def _listed(slot_ids: list[str], book: Book) -> list[Document]:
    return book.listed_at(slot_ids)


def _reservations_of(
    restaurant: Restaurant, hours: Sequence[Hour], documents: list[Document]
) -> list[Reservation]:
    zone = restaurant.zone
    held: dict[str, list[Document]] = {hour.slot_id: [] for hour in hours}
    for document in documents:
        held[str(document["slotId"])].append(document)
    found: list[Reservation] = []
    for starts_at, of_one in groupby(hours, key=_starts_at):
        local, reservations = starts_at.astimezone(zone), []
        for hour in of_one:
            reservations += reservations_at(
                held[hour.slot_id], local, slot_id=hour.slot_id, rest_id=restaurant.id
            )
        reservations.sort(key=_by_label)
        found += reservations
    return found


def _by_label(reservation: Reservation) -> tuple[tuple[int, int, str], ...]:
    return natural(reservation.table_id)


def hours(
    house: House, rest_id: str, slot_ids: Collection[str]
) -> tuple[list[Slot], list[Reservation]]:
    """Return the tables and the reservations of a few hours, as `slots` and `reservations_on`."""

    def look(book: Book) -> _Read:
        restaurant = book.restaurant(rest_id)
        if restaurant is None:
            raise no_restaurant(rest_id)
        known = book.hours_by_id(slot_ids).values()
        return _with_listed(book, restaurant, [h for h in known if h.rest_id == rest_id])

    return _told(*house.store.read(look))


def hours_beside(house: House, rest_id: str, day: date) -> tuple[list[Slot], list[Reservation]]:
    """Return the tables and the reservations of the hours of other days that touch those of one.

    They are those of the restaurant as it was seen last, which is when the day was read.
    """
    restaurant = house.known.restaurant(rest_id) or house.restaurant(rest_id)
    starts = restaurant.hours_beside(day)
    if not starts:  # as in every house that closes
        return [], []
    return _told(
        *house.store.read(
            lambda book: _with_listed(book, restaurant, book.hours_at(rest_id, starts))
        )
    )


def _with_listed(book: Book, restaurant: Restaurant, found: list[Hour]) -> _Read:
    return restaurant, found, book.listed_at([hour.slot_id for hour in found])


def _told(
    restaurant: Restaurant, found: list[Hour], documents: list[Document]
) -> tuple[list[Slot], list[Reservation]]:
    in_order = sorted(found, key=lambda hour: (hour.starts_at, hour.slot_id))
    return _slots_of(restaurant, in_order), _reservations_of(restaurant, in_order, documents)


def hours_of_day(house: House, rest_id: str, day: date) -> list[Hour]:
    """Return the hours of a business day, without their tables."""
    return _day(house, rest_id, day, with_tables=False)[1]


def _day(
    house: House, rest_id: str, day: date, *, with_tables: bool
) -> tuple[Restaurant, list[Hour]]:
    """Return a restaurant and the hours of a business day, as a rule with one question.

    It is asked for the day as the restaurant was seen last; where that has changed, once more.
    """
    known = house.known.restaurant(rest_id) or house.restaurant(rest_id)
    while True:
        start, end = known.bounds(day)
        restaurant, hours = house.store.read(
            lambda book, start=start, end=end: book.hours_with_restaurant(  # type: ignore[misc]
                rest_id, start, end, with_tables=with_tables
            )
        )
        if restaurant is None:
            raise no_restaurant(rest_id)
        house.known.see(restaurant, hours)
        if restaurant.bounds(day) == (start, end):
            return restaurant, hours
        known = restaurant


def reservations_for(house: House, phone: str, *, rest_id: str | None) -> list[Reservation]:
    """Return a guest's reservations; the rules are told at Controller.reservations_for."""
    _, _, found = reservations_of_guest(house, phone, rest_id=rest_id)
    over = house.now() - LASTS  # no hour is added to a time that may be the last there is
    found.sort(key=lambda r: (r.starts_at.astimezone(UTC), natural(r.table_id)))
    upcoming = [r for r in found if r.starts_at.astimezone(UTC) > over]
    past = [r for r in reversed(found) if r.starts_at.astimezone(UTC) <= over]
    return upcoming + past


def reservations_of_guest(
    house: House, phone: str, *, rest_id: str | None
) -> tuple[str, dict[str, Restaurant], list[Reservation]]:
    """Return a guest's number (E.164), all restaurants by id, and the guest's reservations."""

    def look(book: Book) -> tuple[str, list[Document], dict[str, Hour], dict[str, Restaurant]]:
        restaurants = {r.id: r for r in book.restaurants()}
        number = parse_phone(phone, _region(phone, rest_id, restaurants)).e164
        documents = book.reservations_by(number, phone)
        homeless = [str(d.get("slotId")) for d in documents if not d.get("restId")]
        return number, documents, book.hours_by_id(homeless) if homeless else {}, restaurants

    number, documents, hours, restaurants = house.store.read(look)
    found = []
    for document in documents:
        hour = hours.get(str(document.get("slotId")))
        home = str(document.get("restId") or (hour.rest_id if hour else ""))
        restaurant = restaurants.get(home)
        region = region_of_house(restaurant) if restaurant else None
        stored = text(document.get("reservedBy"))
        if rest_id in (None, home) and is_number(stored, number, region, typed=phone):
            found.append(local_reservation(document, restaurant))
    return number, restaurants, found


def _region(phone: str, rest_id: str | None, restaurants: dict[str, Restaurant]) -> str | None:
    """Return the country whose national form the number may have."""
    if rest_id is not None:
        if rest_id not in restaurants:
            raise no_restaurant(rest_id)
        return region_of_house(restaurants[rest_id])
    regions = {region_of_house(restaurant) for restaurant in restaurants.values()}
    if len(restaurants) == 1:
        return regions.pop()
    if restaurants and not phone.strip().startswith(("+", "＋")) and phone.strip():
        raise InvalidPhone(
            'There are several restaurants, so "{phone}" needs its country code: type a + first.',
            phone=phone.strip()[:40],
        )
    return None
