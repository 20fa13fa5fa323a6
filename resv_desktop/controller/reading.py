"""What is free, what is reserved, and what a guest has reserved."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from resv_desktop.controller.house import House, local_reservation, no_restaurant, region_of_house
from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.phone import forms_of, is_another, parse_phone
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, Hour


def slots(house: House, rest_id: str, day: date) -> list[Slot]:
    """Return every table of every hour of a business day."""

    def look(book: Book) -> tuple[Restaurant, list[Hour]]:
        restaurant = _restaurant(book, rest_id)
        return restaurant, book.hours(rest_id, *restaurant.bounds(day))

    restaurant, hours = house.store.read(look)
    return _slots_of(restaurant, hours)


def _slots_of(restaurant: Restaurant, hours: list[Hour]) -> list[Slot]:
    zone = restaurant.zone
    merged: dict[tuple[datetime, str], Slot] = {}
    for hour in hours:
        for slot in hour.slots(zone):
            # Two documents for one hour are a fault that `check` names; until it is settled a
            # table is shown once, and as free only where both say so.
            key = (hour.starts_at, slot.table_id)
            if key not in merged or not slot.is_available:
                merged[key] = slot
    order = sorted(merged, key=lambda k: (k[0], merged[k].capacity, natural(k[1])))
    return [merged[key] for key in order]


def reservations_on(house: House, rest_id: str, day: date) -> list[Reservation]:
    """Return the reservations of a business day by time and table, whoever wrote them."""

    def look(book: Book) -> tuple[Restaurant, list[Hour], list[Document]]:
        restaurant = _restaurant(book, rest_id)
        hours = book.hours(rest_id, *restaurant.bounds(day))
        return restaurant, hours, book.reservations_at([hour.slot_id for hour in hours])

    restaurant, hours, documents = house.store.read(look)
    return _reservations_of(restaurant, hours, documents)


def _reservations_of(
    restaurant: Restaurant, hours: list[Hour], documents: list[Document]
) -> list[Reservation]:
    times = {hour.slot_id: hour.starts_at for hour in hours}
    found = [
        local_reservation({**d, "time": times[str(d["slotId"])]}, restaurant) for d in documents
    ]
    return sorted(found, key=lambda r: (r.starts_at.astimezone(UTC), natural(r.table_id), r.id))


def hours(
    house: House, rest_id: str, slot_ids: Collection[str]
) -> tuple[list[Slot], list[Reservation]]:
    """Return the tables and the reservations of a few hours, as `slots` and `reservations_on`."""

    def look(book: Book) -> tuple[Restaurant, list[Hour], list[Document]]:
        restaurant = _restaurant(book, rest_id)
        found = [h for h in book.hours_by_id(slot_ids).values() if h.rest_id == rest_id]
        return restaurant, found, book.reservations_at([hour.slot_id for hour in found])

    restaurant, found, documents = house.store.read(look)
    return _slots_of(restaurant, found), _reservations_of(restaurant, found, documents)


def reservations_for(house: House, phone: str, *, rest_id: str | None) -> list[Reservation]:
    """Return a guest's reservations; the rules are told at Controller.reservations_for."""

    def look(book: Book) -> tuple[str, list[Document], dict[str, Hour], dict[str, Restaurant]]:
        restaurants = {r.id: r for r in book.restaurants()}
        number = parse_phone(phone, _region(phone, rest_id, restaurants)).e164
        forms = forms_of(number, typed=phone)
        documents = book.reservations_by(forms)
        homeless = [str(d.get("slotId")) for d in documents if not d.get("restId")]
        return number, documents, book.hours_by_id(homeless) if homeless else {}, restaurants

    number, documents, hours, restaurants = house.store.read(look)
    found = []
    for document in documents:
        hour = hours.get(str(document.get("slotId")))
        home = str(document.get("restId") or (hour.rest_id if hour else ""))
        restaurant = restaurants.get(home)
        region = region_of_house(restaurant) if restaurant else None
        if rest_id in (None, home) and not is_another(document["reservedBy"], number, region):
            found.append(local_reservation(document, restaurant))
    now = house.now()
    found.sort(key=lambda r: (r.starts_at.astimezone(UTC), natural(r.table_id)))
    upcoming = [r for r in found if r.starts_at.astimezone(UTC) + LASTS > now]
    past = [r for r in reversed(found) if r.starts_at.astimezone(UTC) + LASTS <= now]
    return upcoming + past


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


def _restaurant(book: Book, rest_id: str) -> Restaurant:
    found = book.restaurant(rest_id)
    if found is None:
        raise no_restaurant(rest_id)
    return found
