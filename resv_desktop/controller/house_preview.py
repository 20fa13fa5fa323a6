"""Whom a change of the house hits, who is covered by nothing any more, and where they could go."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from resv_desktop.controller.house import House, need_zone, no_restaurant
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.house_change import Affected, Attention, HouseChange, Preview
from resv_desktop.domain.new_homes import MOST_DAYS_OFF, FreeHour, Seeker, find_homes
from resv_desktop.domain.offered import Offered, Why
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Waiting, in_order
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, reservations_at, whole
from resv_desktop.store.hour import by_size, hour_from
from resv_desktop.store.recall import reservations_by_id
from resv_desktop.store.waitlist import waiting_between, waiting_from

A = TypeVar("A", bound=Affected)
_AHEAD = timedelta(days=1000)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a change takes out of an hour: tables, or seats of tables; all where it closes."""

    slot_id: object  # as it is stored
    starts_at: datetime
    is_closed: bool
    gone: frozenset[str]
    smaller: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A reservation, as it is stored, that loses its table, and why."""

    document: Document
    starts_at: datetime
    why: Why


def preview(house: House, rest_id: str, change: HouseChange) -> Preview:
    """Say whom a change would hit; the rules are told at Controller.preview."""
    if change.timezone is not None:
        from resv_desktop.controller import rezoning

        return rezoning.preview(house, rest_id, change)

    def look(book: Book) -> Preview:
        restaurant = book.restaurant(rest_id)
        if restaurant is None:
            raise no_restaurant(rest_id)
        now = house.now()
        after = change.on(restaurant, restaurant.business_day(now))
        if restaurant == after:
            return Preview(restaurant=restaurant, after=after)
        if restaurant.timezone is None and is_only_named(restaurant, after):
            return Preview(restaurant=restaurant, after=after)
        need_zone(restaurant)
        before, then = Offered(restaurant, unread_is_open=True), Offered(after)
        times = book.times_ahead(rest_id, now - HOUR)
        lost = losses(times, before, then, now)
        hits = hits_among(promised_in(book, lost), lost, before, then, now)
        return Preview(
            restaurant=restaurant,
            after=after,
            affected=tuple(with_homes(book, Affected, hits, before, then, times, now)),
            waiting=tuple(waiting_in(book, restaurant, lost, now)),
        )

    return house.store.read(look)


def is_only_named(before: Restaurant, after: Restaurant) -> bool:
    """Whether nothing is different but what the house is called and under which number."""
    return replace(before, name=after.name, phone=after.phone) == after


def losses(
    times: Iterable[tuple[object, datetime]], before: Offered, after: Offered, now: datetime
) -> list[Loss]:
    """Return what the hours that are not over lose when a house offers something else."""
    found = []
    for slot_id, starts_at in times:
        if starts_at + HOUR <= now:
            continue
        had, has = before.tables_at(starts_at), after.tables_at(starts_at)
        if had == has or not had:
            continue
        gone = frozenset(had.keys() - has.keys())
        smaller = tuple((table, seats) for table, seats in has.items() if seats < had.get(table, 0))
        if gone or smaller:
            found.append(Loss(slot_id, starts_at, not has, gone, smaller))
    return found


def promised_in(book: Book, lost: Sequence[Loss]) -> list[Document]:
    """Return the reservations of hours that close, and of tables that other hours lose."""
    closed = [loss.slot_id for loss in lost if loss.is_closed]
    fewer = [loss for loss in lost if not loss.is_closed]
    tables = {table for loss in fewer for table in (*loss.gone, *dict(loss.smaller))}
    return book.promised_at(closed) + book.promised_at([loss.slot_id for loss in fewer], tables)


def hits_among(
    documents: Iterable[Document],
    lost: Sequence[Loss],
    before: Offered,
    after: Offered,
    now: datetime,
) -> list[Hit]:
    """Return the reservations that had a claim to their table and would have none."""
    starts_at = {str(loss.slot_id): loss.starts_at for loss in lost}
    hits = []
    for document in documents:
        at, table = starts_at[str(document["slotId"])], str(document.get("tableId"))
        party = whole(document.get("partySize"))
        why = after.why_not(at, table, party)
        if why and before.why_not(at, table, party) is None and not is_at_table(document, at, now):
            hits.append(Hit(document, at, why))
    return hits


def is_at_table(document: Mapping[str, object], starts_at: datetime, now: datetime) -> bool:
    """Whether a party needs no table any more: it sits at its own, or has been there."""
    status = document.get("status")
    return status == "done" or (status == "seated" and starts_at <= now)


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
        found: dict[object, Hit] = {}
        for document in book.claims_ahead(rest_id, now - HOUR):
            at = starts_at.get(str(document.get("slotId")))
            why: Why | None = "lost"
            if at is not None:
                party = whole(document.get("partySize"))
                why = offered.why_not(at, str(document.get("tableId")), party)
            elif document.get("restId") is None:
                continue  # of an hour that this house does not have
            at = at or document["time"]
            if why and at + HOUR > now and not is_at_table(document, at, now):
                found[document["_id"]] = Hit(document, at, why)
        whole_ones = reservations_by_id(book, found)
        hits = [replace(found[d["_id"]], document=d) for d in whole_ones]
        return with_homes(book, Attention, hits, offered, offered, times, now)

    return house.store.read(look)


def with_homes(
    book: Book,
    kind: type[A],
    hits: Sequence[Hit],
    before: Offered,
    after: Offered,
    times: Sequence[tuple[object, datetime]],
    now: datetime,
) -> list[A]:
    """Return the reservations of the hits by time and table, each with its homes."""
    restaurant = after.restaurant
    by_hour: dict[tuple[str, datetime], list[Hit]] = defaultdict(list)
    for hit in hits:
        by_hour[str(hit.document.get("slotId")), hit.starts_at].append(hit)
    found: list[tuple[Reservation, Why, Seeker]] = []
    for (slot_id, at), of_hour in by_hour.items():
        local = restaurant.local(at)
        held = reservations_at(
            [hit.document for hit in of_hour], local, slot_id=slot_id, rest_id=restaurant.id
        )
        day = before.day_of(at) or after.day_of(at) or local.date()
        seats = before.tables_at(at)
        for hit, reservation in zip(of_hour, held, strict=True):
            seeker = Seeker(
                id=reservation.id,
                size=reservation.party_size or seats.get(reservation.table_id, 1),
                slot_id=slot_id,
                starts_at=local,
                day=day,
                phone=reservation.reserved_by,
            )
            found.append((reservation, hit.why, seeker))
    found.sort(key=lambda each: (each[2].starts_at.timestamp(), natural(each[0].table_id)))
    seekers = [seeker for _, _, seeker in found]
    homes = find_homes(seekers, _free_hours(book, seekers, after, times, now))
    return [
        kind(
            reservation=reservation,
            why=why,
            day=seeker.day,
            homes=(own := homes.get(reservation.id, ())),
            home_day=after.day_of(own[0].starts_at.astimezone(UTC)) if own else None,
        )
        for reservation, why, seeker in found
    ]


def _free_hours(
    book: Book,
    seekers: Sequence[Seeker],
    after: Offered,
    times: Sequence[tuple[object, datetime]],
    now: datetime,
) -> list[FreeHour]:
    """Read the hours in which one of the parties could find a table."""
    if not seekers:
        return []
    twice = Counter(at for _, at in times)
    open_hours = [
        (slot_id, at, day)
        for slot_id, at in times
        if at + HOUR > now and twice[at] == 1 and (day := after.day_of(at)) is not None
    ]
    wanted = _days({seeker.day for seeker in seekers}, {day for _, _, day in open_hours})
    days = {str(slot_id): day for slot_id, _, day in open_hours if day in wanted}
    slot_ids = [slot_id for slot_id, _, day in open_hours if day in wanted]
    phones: dict[str, set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)  # also where another program forgot the flag
    for slot_id, table_id, phone in book.holders_at(slot_ids):
        phones[slot_id].add(phone)
        held[slot_id].add(table_id)
    found = []
    for document in book.whole_hours(slot_ids):
        hour = hour_from(document)
        seats = {
            table: seats
            for table, seats in after.tables_at(hour.starts_at).items()
            if table not in held[hour.slot_id]
        }
        found.append(
            FreeHour(
                slot_id=hour.slot_id,
                starts_at=hour.starts_at,
                day=days[hour.slot_id],
                free=tuple(sorted(_free(hour.slots(after.restaurant.zone), seats), key=by_size)),
                phones=phones[hour.slot_id],
                has_begun=hour.starts_at <= now,
            )
        )
    return found


def _free(slots: Iterable[Slot], seats: Mapping[str, int]) -> Iterable[Slot]:
    """Yield the free tables that stay, none larger than it will be."""
    for slot in slots:
        stays = seats.get(slot.table_id)
        if slot.is_available and stays is not None:
            yield slot if slot.capacity <= stays else replace(slot, capacity=stays)


def _days(lost: Collection[date], open_days: Collection[date]) -> set[date]:
    """Return the days to look at: those of the parties, and the days around those that close."""
    wanted = set(lost)
    for day in lost:
        if day not in open_days:
            span = range(-MOST_DAYS_OFF, MOST_DAYS_OFF + 1)
            wanted.update(day + timedelta(days=n) for n in span)
    return wanted


def waiting_in(
    book: Book, restaurant: Restaurant, lost: Iterable[Loss], now: datetime
) -> list[Waiting]:
    """Return who waits for an hour that closes."""
    closed = {str(loss.slot_id) for loss in lost if loss.is_closed}
    if not closed:
        return []
    found = waiting_between(book, restaurant.id, now - HOUR, now + _AHEAD)
    return in_order(
        waiting_from(document, restaurant.zone)
        for document in found
        if str(document.get("slotId")) in closed
    )
