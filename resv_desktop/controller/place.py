"""A table in an hour: where it is found, and why it cannot be had."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from resv_desktop.controller.house import House, local_reservation
from resv_desktop.domain.clock_change import offsets_between, shifts
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    Refusal,
    SlotBusy,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
)
from resv_desktop.domain.phone import format_phone, region_of
from resv_desktop.domain.presence import Place
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.domain.words import Sentence
from resv_desktop.store.book import Book
from resv_desktop.store.clock_shift import shifted
from resv_desktop.store.documents import Document, object_id, restaurant_from
from resv_desktop.store.hour import Hour
from resv_desktop.store.recall import lines_of_the_house_itself

_INSTANT = timedelta(milliseconds=1)
_MOVING = ("move", "undo", "clock")
WhyTaken = Callable[[Slot, Document | None, House], SlotTaken]


def hour_of(book: Book, slot_id: str, starts_at: datetime | None = None) -> tuple[Hour, Restaurant]:
    """Return an hour and its restaurant; raise SlotNotFound, naming when it began if known."""
    hour = book.hour(slot_id)
    restaurant = book.restaurant(hour.rest_id) if hour else None
    if hour is None or restaurant is None:
        raise no_such_hour(slot_id) if starts_at is None else no_hour(starts_at)
    return hour, restaurant


def no_such_hour(slot_id: str) -> SlotNotFound:
    """Return the refusal for an hour of which nothing is known: gone from the book, or nonsense."""
    if object_id(slot_id) is not None:
        return SlotNotFound("This hour is not offered any more.")
    return SlotNotFound("There is no hour {id}.", id=str(slot_id)[:40])


def at_its_hour(book: Book, document: Document, written_at: datetime | None = None) -> Document:
    """Return what is brought back at the hour it belonged to, wherever that is by now.

    Another clock may have moved it, or the house may have closed it and opened it again, or both:
    then `written_at` tells by which clock its time is.
    """
    slot_id, rest_id, at = (document.get(field) for field in ("slotId", "restId", "time"))
    hour = book.hour(str(slot_id))
    if hour is None and rest_id is not None and isinstance(at, datetime):
        at_now = at if written_at is None else as_shown_then(book, str(rest_id), at, written_at)
        hour = next(iter(book.hours(str(rest_id), at_now, at_now + _INSTANT)), None)
    if hour is None or (str(slot_id), at) == (hour.slot_id, hour.starts_at):
        return document
    moved = shifted(document, hour.starts_at - at) if isinstance(at, datetime) else document
    return moved | {"slotId": spelled_as(slot_id, hour.slot_id), "time": hour.starts_at}


def as_shown_then(book: Book, rest_id: str, at: datetime, written_at: datetime) -> datetime:
    """Return when the clock of a house shows what it showed at an instant, when that was written.

    For an hour that is not there any more; one that is moves with the clock.
    """
    changed = next(iter(lines_of_the_house_itself(book, rest_id, written_at)), None)
    restaurant = book.restaurant(rest_id)
    if changed is None or restaurant is None:
        return at
    then = restaurant_from(changed["before"])
    old = then.zone_offsets or offsets_between(then.zone, at, at)
    (shift,) = shifts([(None, at)], old, restaurant.zone)
    return shift.after


def spelled_as(before: object, wanted: str) -> object:
    """Return an id as the program that made the reservation spells it, or it would lose it."""
    return wanted if isinstance(before, str) else object_id(wanted) or wanted


def slot_of(hour: Hour, table_id: str, restaurant: Restaurant) -> Slot:
    """Return one table of an hour; raise TableNotFound."""
    for slot in hour.slots(restaurant.zone):
        if slot.table_id == table_id:
            return slot
    raise no_table(table_id, restaurant.local(hour.starts_at))


def check_seats(book: Book, document: Document, party: int) -> None:
    """Raise TableTooSmall where the table of a reservation does not seat so many."""
    slot_id, table_id = str(document.get("slotId")), str(document.get("tableId"))
    book.touch(slot_id)  # who lets the table seat fewer at this instant meets this at the hour
    hour, restaurant = hour_of(book, slot_id)
    slot_of(hour, table_id, restaurant).check_seats(party)


def no_table(table_id: str, starts_at: datetime) -> TableNotFound:
    """Return the refusal for a table that an hour does not have, or no longer."""
    return TableNotFound(
        "There is no table {table} at {hour} on {day}.",
        table=str(table_id)[:40],
        hour=starts_at,
        day=starts_at.date(),
    )


def no_hour(starts_at: datetime) -> SlotNotFound:
    """Return the refusal for an hour that was there and that the house offers no longer."""
    return SlotNotFound(
        "The hour of {hour} on {day} is not offered any more.",
        hour=starts_at,
        day=starts_at.date(),
    )


def slot_at(slot_id: str, table_id: str, starts_at: datetime) -> Slot:
    """Return a slot of which only place and time are known."""
    return Slot(
        slot_id=slot_id,
        table_id=table_id,
        capacity=0,
        starts_at=starts_at,
        ends_at=starts_at.astimezone(UTC) + LASTS,
        is_available=False,
    )


def restaurant_of(house: House, book: Book, document: Document) -> Restaurant | None:
    """Return the house of a reservation, which another program may not have said."""
    rest_id = document.get("restId")
    if rest_id is None:
        hour = book.hour(str(document.get("slotId")))
        rest_id = hour.rest_id if hour else ""
    known = house.known.restaurant(str(rest_id))
    if known is not None:
        return known
    restaurant = book.restaurant(str(rest_id))
    if restaurant is not None:
        house.known.see(restaurant)
    return restaurant


def taken(slot: Slot, holder: Document | None, house: House) -> SlotTaken:
    """Return the refusal for a table that another party has."""
    station = str((holder or {}).get("station") or "")
    if station and station != house.station:
        return SlotTaken(
            "Table {table} at {hour} on {day} has just been taken at {station}.",
            station=station,
            **slot.named(),
        )
    return SlotTaken(
        "Table {table} at {hour} on {day} is already taken.",
        **slot.named(),
    )


def why_not(
    book: Book,
    house: House,
    hour: Hour,
    table_id: str,
    party: int,
    restaurant: Restaurant,
    why_taken: WhyTaken = taken,
) -> Exception:
    """Return why the table could not be held, from inside the same transaction."""
    current = book.hour(hour.slot_id)
    if current is None:
        return no_hour(restaurant.local(hour.starts_at))
    slot = slot_of(current, table_id, restaurant)
    holders = book.rivals(hour.slot_id, table_id)
    try:
        slot.check_can_take(party, house.now())
    except SlotTaken:
        pass
    except Refusal as refusal:
        return refusal
    return why_taken(slot, holders[0] if holders else None, house)


def who_has(holder: Document, house: House) -> str:
    """Say who holds a table: by name, else by number."""
    restaurant = house.known.restaurant(str(holder.get("restId")))
    phone = str(holder.get("reservedBy") or "")
    region = region_of(restaurant.phone) if restaurant else None
    return str(holder.get("name") or "") or format_phone(phone, region) or Sentence("a walk-in")


def busy(slot: Slot) -> SlotBusy:
    """Return the refusal for an hour that somebody else's open transaction holds."""
    return SlotBusy(
        "Table {table} at {hour} on {day} waits for another station's unfinished write. "
        "Nothing was saved; try again in a moment.",
        **slot.named(),
    )


def stored_twice(slot: Slot) -> SlotTaken:
    """Return the refusal for an hour with two documents, of which no flag can be believed."""
    return SlotTaken(
        "Table {table} at {hour} on {day} cannot be reserved: that hour is stored twice. "
        "The check of the book names it.",
        **slot.named(),
    )


def already_reserved(phone: str, region: str | None, own: Document, slot: Slot) -> AlreadyReserved:
    """Return the refusal for a guest who has another table of that hour."""
    return AlreadyReserved(
        "{phone} already holds table {table} at {hour} on {day}.",
        phone=format_phone(phone, region),
        table=str(own.get("tableId")),
        hour=slot.starts_at,
        day=slot.starts_at.date(),
    )


def check_seen(house: House, book: Book, now: Document, seen_at: Place) -> None:
    """Raise ChangedSince where a party is no longer where the host saw it, and say where it is."""
    if local_reservation(now, None).place == seen_at:
        return
    held = local_reservation(now, restaurant_of(house, book, now))
    facts: dict[str, object] = {"guest": who_has(now, house), "table": held.table_id}
    facts |= {"hour": held.starts_at, "day": held.starts_at.date()}
    line = book.last_line_about(held.id, _MOVING) or {}
    is_here = line.get("station") == house.station
    brought = local_reservation(line.get("after") or {}, None)
    if is_here or brought.place != held.place:
        raise ChangedSince(
            "Meanwhile {guest} has been moved to table {table} at {hour} on {day}. "
            "Nothing was changed.",
            **facts,
        )
    raise ChangedSince(
        "Meanwhile {guest} has been moved to table {table} at {hour} on {day}, at {station}. "
        "Nothing was changed.",
        station=line["station"],
        **facts,
    )
