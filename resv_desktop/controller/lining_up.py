"""Bring hours in line with what the house offers in them, each by itself and atomically."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import groupby
from typing import Any

from resv_desktop.controller.house import House
from resv_desktop.controller.place import at_its_hour
from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.offered import Offered
from resv_desktop.domain.restaurant import LARGEST_TABLE, SMALLEST_TABLE
from resv_desktop.pace import breathe
from resv_desktop.store.book import Book
from resv_desktop.store.days_ahead import Election, InLine
from resv_desktop.store.documents import Document, entries, object_id, table_documents, whole
from resv_desktop.store.house_hours import FAR
from resv_desktop.store.in_line import Wanted, in_line, lacks_only
from resv_desktop.store.waitlist import waiting_between

_MOST_ROUNDS = 5  # an hour in which all the world reserves is brought in line the next time


def line_up(
    book: Book,
    offered: Offered,
    days: Iterable[date],
    election: Election,
    begins_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> int:
    """Make the hours of some days that are missing, and bring those in line that exist by then.

    Returns how many were written.
    """
    restaurant = offered.restaurant
    known = [
        hour
        for hour in book.known_hours(restaurant.id, begins_at, ends_at)
        if isinstance(hour["time"], datetime) and hour["time"] > now - HOUR
    ]
    there = {hour["time"] for hour in known}
    lacking: dict[date, list[datetime]] = defaultdict(list)
    odd: list[object] = []
    for hour in known:
        breathe()
        verdict = lacks_only(hour, offered.tables_at(hour["time"]))
        if verdict:
            lacking[_day(offered, hour["time"])].append(hour["time"])
        elif verdict is False:
            odd.append(hour["_id"])
    if lacking:
        odd += _promised_without(book, restaurant.id, known, lacking)
    written = _bring(book, offered, odd, election)
    rest_id = object_id(restaurant.id) or restaurant.id
    for tables, alike in groupby(days, key=offered.tables_on):
        times: list[datetime] = []
        for day in alike:
            # An hour that two neighbouring days would both have counts once.
            of_day = [at for at in restaurant.slots_on(day) if at + HOUR > now and at not in there]
            there.update(of_day)
            times += of_day
        if tables and times:
            again = _hours_that_went(book, restaurant.id, times, tables)
            new = [at for at in times if at not in again]
            clashes = book.add_hours(rest_id, new, table_documents(tables), election)
            clashes += book.add_hours_again(
                [{"restId": rest_id, "time": at} | hour for at, hour in again.items()], election
            )
            written += len(times) - len(clashes)
            for at in clashes:  # of another station, which may know other tables
                lacking[_day(offered, at)].append(at)
    return written + _add_tables(book, offered, lacking, election)


def _promised_without(
    book: Book, rest_id: str, known: Sequence[Document], lacking: dict[date, list[datetime]]
) -> list[object]:
    """Take out of the hours that lack tables those that lack one that is promised; return them.

    Another program has taken it out. It comes back taken, where the others come free.
    """
    times = {at for of_day in lacking.values() for at in of_day}
    promised: dict[str, set[str]] = defaultdict(set)
    for claim in book.claims_ahead(rest_id, min(times), max(times) + HOUR):
        promised[str(claim.get("slotId"))].add(str(claim.get("tableId")))
    found = [
        hour
        for hour in known
        if hour["time"] in times
        and promised[str(hour["_id"])] - _labels(entries(hour.get("tables")))
    ]
    taken = {hour["time"] for hour in found}
    for day, of_day in list(lacking.items()):
        lacking[day] = [at for at in of_day if at not in taken]
        if not lacking[day]:
            del lacking[day]
    return [hour["_id"] for hour in found]


def _labels(documents: Iterable[Document]) -> set[str]:
    """Return the tables that reservations, or the entries of an hour, are of."""
    return {str(document.get("tableId")) for document in documents}


def _hours_that_went(
    book: Book, rest_id: str, times: Sequence[datetime], wanted: Wanted
) -> dict[datetime, Document]:
    """Return those of some missing hours that are promised: the id they had, and their tables.

    Another program has taken them out. Made under another id, they would show the tables as free
    that a party was promised; made again as they were, they are its again.
    """
    wants = set(times)
    claims = [
        claim
        for claim in book.claims_ahead(rest_id, min(times), max(times) + HOUR)
        if claim["time"] in wants and object_id(claim.get("slotId"))
    ]
    there = book.hours_by_id({str(claim["slotId"]) for claim in claims}) if claims else {}
    gone = [claim for claim in claims if str(claim["slotId"]) not in there]
    if any(claim.get("restId") is None for claim in gone) and not book.is_only_house():
        gone = [claim for claim in gone if claim.get("restId") is not None]
    held: dict[tuple[datetime, str], list[Document]] = defaultdict(list)
    for claim in gone:
        held[claim["time"], str(claim["slotId"])].append(claim)
    again: dict[datetime, Document] = {}
    used: set[str] = set()
    # The id under which most is promised comes first, where they differ.
    for (at, slot_id), of_hour in sorted(held.items(), key=lambda each: -len(each[1])):
        if at not in again and slot_id not in used:
            tables = _promised_tables(of_hour, wanted)
            again[at] = {"_id": object_id(slot_id), "tables": tables}
            used.add(slot_id)
    return again


def _promised_tables(held: Sequence[Document], wanted: Wanted) -> list[Any] | None:
    taken = {
        label: {
            "tableId": label,
            "capacity": min(max(whole(r.get("partySize")) or 0, SMALLEST_TABLE), LARGEST_TABLE),
            "isAvailable": False,
        }
        for r in held
        if (label := str(r.get("tableId")))
    }
    return in_line(list(taken.values()), wanted, held)


def _day(offered: Offered, at: datetime) -> date:
    day = offered.day_of(at)
    assert day is not None  # only what is offered can be lacking
    return day


def _add_tables(
    book: Book, offered: Offered, lacking: dict[date, list[datetime]], election: Election
) -> int:
    """Give hours the tables they lack, all those at once that lack the same."""
    alike: dict[tuple[tuple[str, int], ...], list[datetime]] = defaultdict(list)
    for day, times in lacking.items():
        alike[tuple(offered.tables_on(day).items())] += times
    rest_id = offered.restaurant.id
    return sum(
        book.add_tables_to_hours(rest_id, times, table_documents(dict(tables)), election)
        for tables, times in alike.items()
    )


def _bring(book: Book, offered: Offered, slot_ids: Sequence[object], election: Election) -> int:
    """Prune, mark and unmark hours; what changes meanwhile is looked at again."""
    written = 0
    left = list(slot_ids)
    back: dict[object, set[str]] = {}  # what came back taken: its party may have cancelled by then
    for _ in range(_MOST_ROUNDS):
        if not left:
            break
        hours = book.whole_hours(left)
        held: dict[str, list[Document]] = defaultdict(list)
        for reservation in book.promised_at([hour["_id"] for hour in hours]):
            held[str(reservation.get("slotId"))].append(reservation)
        changes: list[InLine] = []
        for hour in hours:
            stored, wanted = hour.get("tables"), offered.tables_at(hour["time"])
            parties = held[str(hour["_id"])]
            tables = in_line(stored, wanted, parties, back.pop(hour["_id"], ()))
            if tables != stored:
                changes.append((hour["_id"], stored, tables))
                came = _labels(entries(tables)) - _labels(entries(stored))
                if taken := came & _labels(parties):
                    back[hour["_id"]] = taken
        done = book.bring_in_line(changes, election)
        written += done
        left = list(back) if done == len(changes) else [slot_id for slot_id, _, _ in changes]
    return written


def bring_waiting(house: House, rest_id: str) -> int:
    """Let who waits for an hour that was closed and is open again wait for it as it is now.

    Returns how many that were.
    """

    def orphans(book: Book) -> list[str]:
        waiting = waiting_between(book, rest_id, house.now() - HOUR, FAR)
        hours = book.hours_by_id({str(entry.get("slotId")) for entry in waiting}) if waiting else {}
        return [
            str(entry["_id"])
            for entry in waiting
            if (hour := hours.get(str(entry.get("slotId")))) is None
            or hour.starts_at != entry["time"]
        ]

    def bring(book: Book) -> int:
        brought = 0
        for waiting_id in left:
            entry = book.waiting(waiting_id)
            if entry is not None and (now := at_its_hour(book, entry)) != entry:
                book.replace_waiting(now)
                brought += 1
        return brought

    left = house.store.read(orphans)
    return house.store.write(bring) if left else 0


def tidy(house: House, slot_ids: Sequence[str]) -> None:
    """Take tables out of hours that were promised until now and are offered no longer.

    Where that cannot be done now, nobody takes them, and `extend_slots` does it.
    """
    for slot_id in slot_ids:
        with suppress(Refusal, Outage):
            house.store.write_plain(lambda book, slot_id=slot_id: _tidy(book, slot_id))  # type: ignore[misc]


def _tidy(book: Book, slot_id: str) -> None:
    hour = book.hour(slot_id)
    restaurant = book.restaurant(hour.rest_id) if hour else None
    if restaurant is not None and restaurant.timezone is not None:
        _bring(book, Offered(restaurant), [object_id(slot_id) or slot_id], None)
