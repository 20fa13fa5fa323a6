"""Set a restaurant up: its facts, its tables, and the hours of the days ahead."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from resv_desktop.controller.house import (
    House,
    Progress,
    Stop,
    need_zone,
    no_restaurant,
    write_id,
)
from resv_desktop.domain.errors import InvalidRestaurant
from resv_desktop.domain.hours import HOUR, OpeningHours
from resv_desktop.domain.phone import parse_phone, region_of
from resv_desktop.domain.restaurant import (
    Restaurant,
    check_name,
    known_zone,
    number_tables,
    only_zone_of,
    region_of_zone,
)
from resv_desktop.store.book import AlreadyDone, Book
from resv_desktop.store.documents import (
    Document,
    new_id,
    object_id,
    restaurant_from,
    table_documents,
)

_STEPS = 24  # progress is told at least this often in a year; a stop waits for one step at most


def create_restaurant(
    house: House,
    name: str,
    phone: str,
    opening_hours: str,
    *,
    timezone: str | None,
    request_id: str | None,
) -> Restaurant:
    """Add a restaurant without tables; the rules are told at Controller.create_restaurant."""
    own_id = write_id(request_id)
    name = check_name(name)
    hours = OpeningHours.parse(opening_hours)
    region = None
    if timezone is not None:
        known_zone(timezone)
        region = region_of_zone(timezone)
    number = parse_phone(phone, region)
    zone = timezone or only_zone_of(region_of(number.e164))
    if zone is None:
        raise InvalidRestaurant(
            "The country of {phone} has more than one clock. Pick the time zone of {restaurant}.",
            phone=number.e164,
            restaurant=name,
        )
    document: Document = {
        "_id": new_id(),
        "name": name,
        "phone": number.e164,
        "openingHours": str(hours),
        "tables": [],
        "timezone": zone,
    }

    def create(book: Book) -> Document:
        book.write_line(
            house.line(own_id, "create_restaurant", restId=document["_id"], after=document)
        )
        book.insert_restaurant(document)
        return document

    try:
        return restaurant_from(house.store.write(create))
    except AlreadyDone:
        line = house.store.read(lambda book: book.line(own_id)) or {}
        return house.restaurant(str(line.get("restId")))


def set_timezone(
    house: House, rest_id: str, timezone: str, *, request_id: str | None
) -> Restaurant:
    """Store the zone of a restaurant that another program left without one."""
    known_zone(timezone)
    own_id = write_id(request_id)

    def change(book: Book) -> Document:
        before = book.restaurant_document(rest_id)
        if before is None:
            raise no_restaurant(rest_id)
        after = book.change_restaurant(before["_id"], {"timezone": timezone}) or before
        book.write_line(
            house.line(own_id, "set_timezone", restId=before["_id"], before=before, after=after)
        )
        return after

    try:
        return restaurant_from(house.store.write(change))
    except AlreadyDone:
        return house.restaurant(rest_id)


def add_tables(
    house: House,
    rest_id: str,
    capacities: Sequence[int],
    *,
    progress: Progress | None,
    stop: Stop | None,
    request_id: str | None,
) -> Restaurant:
    """Add tables to a restaurant and to its hours; the rules are told at Controller.add_tables."""
    own_id = write_id(request_id)

    def add(book: Book) -> Document:
        before = book.restaurant_document(rest_id)
        if before is None:
            raise no_restaurant(rest_id)
        restaurant = restaurant_from(before)
        need_zone(restaurant)
        new = number_tables(restaurant.tables, list(capacities))
        stored = [
            *(before.get("tables") or []),
            *({"id": table.id, "capacity": table.capacity} for table in new),
        ]
        after = book.change_restaurant(before["_id"], {"tables": stored}) or before
        book.write_line(
            house.line(own_id, "add_tables", restId=before["_id"], before=before, after=after)
        )
        return after

    try:
        restaurant = restaurant_from(house.store.write(add))
    except AlreadyDone:
        restaurant = house.restaurant(rest_id)
    extend_slots(house, restaurant.id, progress=progress, stop=stop)
    return restaurant


def extend_slots(
    house: House, rest_id: str, *, progress: Progress | None, stop: Stop | None
) -> int:
    """Bring every hour ahead in line; the rules are told at Controller.extend_slots."""
    written = 0
    while True:
        restaurant = house.restaurant(rest_id)
        need_zone(restaurant)
        more, was_stopped = _bring_in_line(house, restaurant, progress, stop)
        written += more
        # Another station may have added tables meanwhile, after this one had read them.
        if was_stopped or house.restaurant(rest_id) == restaurant:
            return written


def _bring_in_line(
    house: House, restaurant: Restaurant, progress: Progress | None, stop: Stop | None
) -> tuple[int, bool]:
    """Create the hours that are missing and give every hour ahead the tables it lacks.

    Each document is written by itself and whole, so stopping or doing it twice leaves no hour
    half done. Returns how many hours were written, and whether it was stopped.
    """
    now = house.now()
    today = restaurant.business_day(now)
    days = [today + timedelta(days=n) for n in range(restaurant.days_ahead + 1)]
    done = written = 0
    if progress:
        progress(0, len(days))
    if not restaurant.tables:
        return 0, False
    labels = {table.id for table in restaurant.tables}
    known = house.store.read(
        lambda book: book.known_hours(restaurant.id, now - HOUR, datetime.max.replace(tzinfo=UTC))
    )
    late = sorted(t for t, has in known.items() if t + HOUR > now and not labels <= has)
    size = max(1, len(days) // _STEPS)
    for start in range(0, len(days), size):
        if stop and stop():
            return written, True
        part = days[start : start + size]
        end = restaurant.begins_at(part[-1] + timedelta(days=1))
        is_last = start + size >= len(days)
        lacking = [t for t in late if t < end or is_last]
        late = late[len(lacking) :]
        written += _write_hours(house, restaurant, _missing(restaurant, part, known, now), lacking)
        done += len(part)
        if progress:
            progress(done, len(days))
    return written, False


def _missing(
    restaurant: Restaurant, days: list[date], known: dict[datetime, set[str]], now: datetime
) -> list[datetime]:
    hours = (at for day in days for at in restaurant.slots_on(day))
    # An hour that two neighbouring days would both have counts once, as does a known one.
    return list(dict.fromkeys(at for at in hours if at + HOUR > now and at not in known))


def _write_hours(
    house: House, restaurant: Restaurant, new: list[datetime], lacking: list[datetime]
) -> int:
    tables = table_documents(restaurant.tables)
    rest_id = object_id(restaurant.id) or restaurant.id

    def write(book: Book) -> None:
        if new:
            clashes = book.add_hours(
                [{"restId": rest_id, "time": at, "tables": tables} for at in new]
            )
            lacking.extend(clashes)
        if lacking:
            book.add_tables_to_hours(restaurant.id, lacking, tables)

    if new or lacking:
        house.store.write_plain(write)
    return len(new) + len(lacking)
