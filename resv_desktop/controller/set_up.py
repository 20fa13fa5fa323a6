"""Set a restaurant up: its facts, its tables, and the hours of the days ahead."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta

from resv_desktop.controller.clock_keeping import keep_clock
from resv_desktop.controller.house import (
    House,
    Progress,
    Stop,
    need_zone,
    no_restaurant,
    write_id,
)
from resv_desktop.controller.lining_up import bring_waiting, line_up
from resv_desktop.controller.transition import written_once
from resv_desktop.domain.errors import (
    AnotherRestaurant,
    ChangedSince,
    InvalidRestaurant,
    Outage,
)
from resv_desktop.domain.hours import HOUR, OpeningHours
from resv_desktop.domain.offered import Offered
from resv_desktop.domain.phone import parse_phone, region_of
from resv_desktop.domain.restaurant import (
    Restaurant,
    check_name,
    known_zone,
    number_tables,
    only_zone_of,
    region_of_zone,
)
from resv_desktop.store.book import Book
from resv_desktop.store.days_ahead import Election
from resv_desktop.store.documents import (
    Document,
    new_id,
    restaurant_from,
)

_STEPS = 24  # progress is told at least this often in a year
_MOST_ROUNDS = 20  # of a house that changes again and again; the next call goes on
_TABLES_IN_A_STEP = 18_000  # tables times hours; a stop waits for one step at most


def create_restaurant(
    house: House,
    name: str,
    phone: str,
    opening_hours: str,
    *,
    timezone: str | None,
    beside: Collection[str] | None,
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
        if beside is not None:
            check_known(book, {*beside, str(document["_id"])})
        return document

    def check_known(book: Book, known: set[str]) -> None:
        for other in book.restaurants():
            if other.id not in known:
                raise AnotherRestaurant(
                    "{restaurant} has been set up at another station meanwhile. "
                    "Nothing was saved here.",
                    restaurant=other.name,
                )

    with house.settling(own_id):
        return written_once(
            house,
            own_id,
            "create_restaurant",
            lambda: restaurant_from(house.store.write(create)),
            lambda line: house.restaurant(str(line["restId"])),
        )


def set_timezone(
    house: House, rest_id: str, timezone: str, *, request_id: str | None
) -> Restaurant:
    """Store the zone of a restaurant that another program left without one that is known."""
    known_zone(timezone)

    def picked(_book: Book, before: Document) -> Document:
        restaurant = restaurant_from(before)
        if restaurant.has_clock and restaurant.timezone != timezone:
            raise ChangedSince(
                "The time zone of {restaurant} has been picked at another station meanwhile: "
                "{zone}. Nothing was saved here; pick the same one.",
                restaurant=restaurant.name,
                zone=str(restaurant.timezone),
            )
        return {} if restaurant.has_clock else {"timezone": timezone}

    return _change(house, rest_id, "set_timezone", picked, request_id)


def set_fact(
    house: House, rest_id: str, act: str, fact: Document, *, request_id: str | None
) -> Restaurant:
    """Store one fact of a restaurant and write its line; no hour hangs on it."""
    return _change(house, rest_id, act, lambda *_: fact, request_id)


def _change(
    house: House,
    rest_id: str,
    act: str,
    fact_of: Callable[[Book, Document], Document],
    request_id: str | None,
) -> Restaurant:
    """Change what follows from a restaurant as it is stored, and write its line; only once.

    Where nothing follows, nothing is written.
    """
    own_id = write_id(request_id)

    def change(book: Book) -> Document:
        before = book.restaurant_document(rest_id)
        if before is None:
            raise no_restaurant(rest_id)
        fact = fact_of(book, before)
        if not fact:
            return before
        after = book.change_restaurant(before["_id"], fact) or before
        book.write_line(house.line(own_id, act, restId=before["_id"], before=before, after=after))
        return after

    with house.settling(own_id):
        return written_once(
            house,
            own_id,
            act,
            lambda: restaurant_from(house.store.write(change)),
            lambda _line: house.restaurant(rest_id),
            restId=rest_id,
        )


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

    def with_new(book: Book, before: Document) -> Document:
        restaurant = restaurant_from(before)
        need_zone(restaurant)
        promised = book.labels_ahead(rest_id, house.now() - HOUR)
        new = number_tables(restaurant.tables, list(capacities), promised)
        added = [{"id": table.id, "capacity": table.capacity} for table in new]
        return {"tables": [*(before.get("tables") or []), *added]}

    restaurant = _change(house, rest_id, "add_tables", with_new, request_id)
    try:
        extend_slots(house, restaurant.id, progress=progress, stop=stop)
        return house.restaurant(restaurant.id)  # with the rules of its clock, kept meanwhile
    except Outage as silence:
        raise Outage(
            "The tables are saved, but the database fell silent before every hour had them. "
            "They are added to the hours when it answers again.",
            may_be_saved=True,
        ) from silence


def extend_slots(
    house: House, rest_id: str, *, progress: Progress | None, stop: Stop | None
) -> int:
    """Bring every hour ahead in line; the rules are told at Controller.extend_slots."""
    written = 0
    for _ in range(_MOST_ROUNDS):
        restaurant = house.restaurant(rest_id)
        need_zone(restaurant)
        clock = keep_clock(house, restaurant) if restaurant.tables else "kept"
        if clock == "differs":
            return written  # the host sees first whom another clock concerns
        if clock == "written":
            continue
        election = house.store.read(Book.election)
        more, was_stopped = _bring_in_line(house, restaurant, election, progress, stop)
        if more and not _is_kept(house, rest_id, election):
            continue  # what another server does not have is written there
        written += more
        # Another station may have added tables meanwhile, after this one had read them.
        if was_stopped or house.restaurant(rest_id) == restaurant:
            if not was_stopped:
                bring_waiting(house, rest_id)
            if progress and not was_stopped:
                progress(restaurant.days_ahead + 1, restaurant.days_ahead + 1)
            return written
    return written


def _is_kept(house: House, rest_id: str, election: Election) -> bool:
    """Return, once a majority has all that was written so far, whether none of it went.

    One wait for the majority covers every write before it, as long as one and the same server
    has led: another one may lack what no majority had when it was elected.
    """
    house.store.write(lambda book: book.restaurant(rest_id))
    return election is None or house.store.read(Book.election) == election


def _bring_in_line(
    house: House,
    restaurant: Restaurant,
    election: Election,
    progress: Progress | None,
    stop: Stop | None,
) -> tuple[int, bool]:
    """Create the hours that are missing and let every hour ahead have what is offered in it.

    Each document is written by itself and whole, so stopping or doing it twice leaves no hour
    half done. Returns how many hours were written, and whether it was stopped. A majority may
    not have them yet.
    """
    now = house.now()
    today = restaurant.business_day(now)
    days = [today + timedelta(days=n) for n in range(restaurant.days_ahead + 1)]
    written, offered = 0, Offered(restaurant)
    size = _days_in_a_step(restaurant, len(days))
    for start in range(0, len(days) if restaurant.tables else 0, size):
        if progress:
            progress(start, len(days))
        if stop and stop():
            return written, True
        part = days[start : start + size]
        # The first step also sees the running hour, the last one whatever lies further ahead.
        begins_at = restaurant.begins_at(part[0]) if start else now - HOUR
        ends_at = restaurant.begins_at(part[-1] + timedelta(days=1))
        if start + size >= len(days):
            ends_at = datetime.max.replace(tzinfo=UTC)
        written += house.store.write_plain(
            lambda book, part=part, begins_at=begins_at, ends_at=ends_at: line_up(  # type: ignore[misc]
                book, offered, part, election, begins_at, ends_at, now
            )
        )
    return written, False


def _days_in_a_step(restaurant: Restaurant, days: int) -> int:
    """Return how many days one step brings in line: few enough for progress and for a stop."""
    tables_a_day = 24 * max(1, len(restaurant.tables))
    return max(1, min(days // _STEPS, _TABLES_IN_A_STEP // tables_a_day))
