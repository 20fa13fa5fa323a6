"""Where the parties that have lost their table could go."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from resv_desktop.controller.house import region_of_house
from resv_desktop.controller.house_hits import Hit
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.house_change import Affected
from resv_desktop.domain.new_homes import MOST_DAYS_OFF, FreeHour, Seeker, find_homes
from resv_desktop.domain.offered import Offered, Why
from resv_desktop.domain.phone import number_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.slot import Slot
from resv_desktop.store.book import Book
from resv_desktop.store.documents import reservations_at
from resv_desktop.store.hour import by_size, hour_from

A = TypeVar("A", bound=Affected)


def with_homes(
    book: Book,
    kind: type[A],
    hits: Sequence[Hit],
    before: Offered,
    after: Offered,
    times: Sequence[tuple[object, datetime]],
    now: datetime,
) -> list[A]:
    """Return the reservations of the hits by time and table, each with its homes.

    Who was moved has one already; theirs are other hours, where that one does not suit them.
    """
    restaurant, region = after.restaurant, region_of_house(after.restaurant)
    by_hour: dict[tuple[str, datetime], list[Hit]] = defaultdict(list)
    for hit in hits:
        by_hour[str(hit.document.get("slotId")), hit.starts_at].append(hit)
    found: list[tuple[Reservation, Why, Seeker]] = []
    for (slot_id, at), of_hour in by_hour.items():
        local = restaurant.local(at)
        held = reservations_at(
            [hit.document for hit in of_hour], local, slot_id=slot_id, rest_id=restaurant.id
        )
        day = before.day_of(at) or after.day_of(at) or _day_around(restaurant, at)
        seats = before.tables_at(at)
        for hit, reservation in zip(of_hour, held, strict=True):
            seeker = Seeker(
                id=reservation.id,
                size=reservation.party_size or seats.get(reservation.table_id, 1),
                slot_id=slot_id,
                starts_at=local,
                day=day,
                phone=number_of(reservation.reserved_by, region),
            )
            found.append((reservation, hit.why, seeker))
    found.sort(key=lambda each: (each[2].starts_at.timestamp(), natural(each[0].table_id)))
    seekers = [seeker for _, why, seeker in found if why != "moved"]
    housed = [replace(seeker, slot_id="") for _, why, seeker in found if why == "moved"]
    hours = _free_hours(book, [*seekers, *housed], after, times, now)
    homes = find_homes(seekers, hours)
    for seeker in housed:  # each by itself: nothing is kept for who has a table
        homes |= find_homes([seeker], hours)
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


def _day_around(restaurant: Restaurant, at: datetime) -> date:
    """Return the business day in which an instant lies at which no hour of the house begins."""
    day = restaurant.local(at).date()
    return day if at >= restaurant.begins_at(day) else day - timedelta(days=1)


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
    region = region_of_house(after.restaurant)
    phones: dict[str, set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)  # also where another program forgot the flag
    for slot_id, table_id, phone in book.holders_at(slot_ids):
        phones[slot_id].add(number_of(phone, region))
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
