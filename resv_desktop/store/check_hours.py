"""Go through a restaurant's hours by time and compare their flags with the reservations."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from time import sleep
from typing import Any, TypeVar

from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import OperationFailure

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.reservation import Fault
from resv_desktop.domain.slot import LASTS
from resv_desktop.domain.words import day_label, hour_label
from resv_desktop.store.archive import archived_before
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    SLOTS,
    Document,
    both_forms,
    entries,
    whole,
)
from resv_desktop.store.faults import House, Place, Report

T = TypeVar("T")

FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 1, tzinfo=UTC)
_SLOTS_AT_ONCE = 20_000  # tables times hours: what is in memory at one time, some 20 MB
_LONGEST_SPAN = timedelta(days=366)
_IDS_AT_ONCE = 5000
_NO_SNAPSHOT = (239, 246)  # too old; not yet after a change of the layout
SETTLE_S = 0.5  # a program without transactions is between its two steps for less than this

_SLOT_FIELDS = {"restId": 1, "time": 1, "tables": 1}
_RESERVATION_FIELDS = {
    "time": 1,
    "tableId": 1,
    "slotId": 1,
    "restId": 1,
    "partySize": 1,
    "station": 1,
    "createdAt": 1,
}


@dataclass(slots=True)
class _Table:
    """One table in one hour, as all documents of that hour together tell it."""

    entries: int = 0
    is_taken: bool = False
    is_leaving: bool = False
    capacity: int | None = None
    reservations: list[Document] = field(default_factory=list)


def check_hours(database: Database[Document], house: House, now: datetime) -> Iterator[list[Fault]]:
    """Yield the faults of one restaurant's hours, a span of time after the other."""
    for start, end in _spans(database, house):
        find = partial(_faults_between, database, house, start, end, now)
        yield settled("flag", find) if end > now else find()


def settled(fleeting: str, find: Callable[[], list[Fault]]) -> list[Fault]:
    """Return what is found; where a fleeting kind is among it, what is still found a moment later.

    A program without transactions sets the flag and writes the reservation one after the other,
    and each station makes the hours of a day one after the other.
    """
    found = find()
    if any(fault.kind == fleeting for fault in found):
        sleep(SETTLE_S)
        still = {fault.sentence for fault in find()}
        found = [fault for fault in found if fault.sentence in still]
    return found


def _spans(database: Database[Document], house: House) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times between which there are hours, each span small enough for the memory."""
    tables = len(house.restaurant.tables) if house.restaurant else 0
    days = _SLOTS_AT_ONCE // (24 * max(tables, 1))
    span = min(max(timedelta(days=days), timedelta(days=1)), _LONGEST_SPAN)
    start = FIRST
    while True:
        first = database[SLOTS].find_one(
            hours_between(house, start, LAST),
            {"time": 1},
            sort=[("time", 1)],
        )
        if first is None:
            return
        end = min(first["time"] + span, LAST)
        yield first["time"], end
        start = end


def hours_between(house: House, start: datetime, end: datetime) -> Document:
    """Return what finds the hours of a house between two instants that begin at one instant."""
    at = {"$gte": start, "$lt": end, "$not": {"$type": "array"}}
    return {"restId": {"$in": both_forms([house.rest_id])}, "time": at}


def _faults_between(
    database: Database[Document], house: House, start: datetime, end: datetime, now: datetime
) -> list[Fault]:
    def look(session: ClientSession) -> tuple[list[Document], list[Document], set[object]]:
        hours = list(
            database[SLOTS].find(hours_between(house, start, end), _SLOT_FIELDS, session=session)
        )
        reservations = list(
            database[RESERVATIONS].find(
                {"slotId": {"$in": both_forms(hour["_id"] for hour in hours)}},
                _RESERVATION_FIELDS,
                session=session,
            )
        )
        before = archived_before(database, session)
        old = {r["_id"] for r in reservations if _is_before(r, before)}
        own = [r["_id"] for r in reservations if _is_own(r) and r["_id"] not in old]
        return hours, reservations, old | _with_line(database, own, session)

    hours, reservations, journalled = at_one_instant(database, look)
    by_slot: dict[str, list[Document]] = defaultdict(list)
    for reservation in reservations:
        by_slot[str(reservation.get("slotId"))].append(reservation)
    report = Report(most=None)
    hours.sort(key=lambda hour: hour["time"])
    for at, documents in groupby(hours, key=lambda hour: hour["time"]):
        _check_hour(report, house, at, list(documents), by_slot, is_ahead=at + LASTS > now)
    for reservation in reservations:
        if _is_own(reservation) and reservation["_id"] not in journalled:
            report.add(
                "journal",
                "The reservation of {place} was made by this program, but the journal has no line "
                "about it.",
                _place_of(house, reservation),
            )
    return report.faults()


def at_one_instant(database: Database[Document], work: Callable[[ClientSession], T]) -> T:
    """Run work, which only reads: all it sees is the book at one and the same instant."""
    for pause_s in (0.02, 0.1, 0.5, 1.0, 2.0):
        try:
            with database.client.start_session(snapshot=True) as session:
                return work(session)
        except OperationFailure as error:
            if error.code not in _NO_SNAPSHOT:
                raise
            sleep(pause_s)
    with database.client.start_session(snapshot=True) as session:
        return work(session)


def _is_own(reservation: Document) -> bool:
    station = reservation.get("station")
    return isinstance(station, str) and station != ""


def _is_before(reservation: Document, before: datetime) -> bool:
    """Whether the line about a reservation may be in the archive by now."""
    made = reservation.get("createdAt") or reservation.get("time")
    return isinstance(made, datetime) and made < before


def _with_line(
    database: Database[Document], reservation_ids: list[object], session: ClientSession
) -> set[object]:
    """Return those of the reservations that the journal knows."""
    known: set[object] = set()
    for start in range(0, len(reservation_ids), _IDS_AT_ONCE):
        part = reservation_ids[start : start + _IDS_AT_ONCE]
        lines = database[JOURNAL].find(
            {"reservationId": {"$in": part}}, {"_id": 0, "reservationId": 1}, session=session
        )
        known.update(line["reservationId"] for line in lines)
    return known


def _check_hour(
    report: Report,
    house: House,
    at: datetime,
    documents: list[Document],
    by_slot: dict[str, list[Document]],
    *,
    is_ahead: bool,
) -> None:
    ids: dict[str, Any] = {"slot": documents[0]["_id"]}
    place = Place(house, at, ids=ids)
    if len(documents) > 1:
        report.add(
            "slot_twice",
            f"The hour {{place}} is stored {len(documents)} times, so nothing can be reserved in "
            "it until one of them is left.",
            place,
        )
    local = house.local(at)
    # What is over stays at the instant at which it was, also under another clock since.
    is_off = is_ahead and house.is_zone_said and local is not None and _is_off(local)
    if is_off:
        report.add("off_hour", "The slot {place} does not start at a full hour.", place)
    tables: dict[str, _Table] = defaultdict(_Table)
    for document in documents:
        listed: dict[str, int] = defaultdict(int)
        for entry in entries(document.get("tables")):
            label = str(entry.get("tableId", ""))
            table = tables[label]
            listed[label] += 1
            table.entries = max(table.entries, listed[label])
            table.is_taken |= entry.get("isAvailable") is not True
            seats = whole(entry.get("capacity"))
            if seats is not None:
                table.capacity = seats if table.capacity is None else min(table.capacity, seats)
            table.is_leaving |= entry.get("leaving") is True
        for reservation in by_slot.get(str(document["_id"]), ()):
            _check_reservation(report, house, document, reservation)
            tables[str(reservation.get("tableId"))].reservations.append(reservation)
    for label, table in tables.items():
        _check_table(report, Place(house, at, label, ids), table)
    if is_ahead and house.offered and not is_off:
        _check_against_house(report, house, at, tables, ids)


def _is_off(local: datetime) -> bool:
    return (local.minute, local.second) != (0, 0)


def _check_reservation(report: Report, house: House, hour: Document, reservation: Document) -> None:
    """Compare the time and restaurant that a reservation repeats with those of its hour."""
    place = Place(house, hour["time"], reservation.get("tableId"), _ids(reservation))
    if reservation.get("time") != hour["time"]:
        local = house.local(reservation.get("time"))
        says = (
            f"{hour_label(local)} on {day_label(local.date())} {local.year}"
            if local
            else "no time at all"
        )
        report.add("time", f"The reservation of {{place}} gives {says} as its time.", place)
    rest_id = reservation.get("restId")
    if rest_id is not None and str(rest_id) != house.rest_id:
        report.add("restaurant", "The reservation of {place} names another restaurant.", place)


def _check_table(report: Report, place: Place, table: _Table) -> None:
    held = table.reservations
    if len(held) > 1:
        report.add(
            "double",
            f"{{place}} is reserved {len(held)} times.",
            place,
            reservations=[str(reservation["_id"]) for reservation in held],
        )
    if table.entries == 0:
        report.add("no_table", "{place} is reserved, but that hour has no such table.", place)
        return
    if table.entries > 1:
        report.add("table_twice", "{place} is listed twice in that hour.", place)
    if table.is_taken and not held:
        report.add("flag", "{place} is marked as taken, but nobody has reserved it.", place)
    if held and not table.is_taken:
        report.add("flag", "{place} is reserved, but marked as free.", place)
    for reservation in held:
        party = whole(reservation.get("partySize"))
        if table.is_leaving:
            continue  # whoever holds it is asked for another table, which is no fault of the book
        if party is not None and table.capacity is not None and party > table.capacity:
            report.add(
                "party",
                f"{{place}} seats {table.capacity}, but is reserved for a party of {party}.",
                place,
            )


def _check_against_house(
    report: Report, house: House, at: datetime, tables: dict[str, _Table], ids: dict[str, Any]
) -> None:
    """Compare an hour ahead with the tables that the restaurant offers in it now."""
    offered = house.offered
    assert offered is not None
    try:
        wanted = offered.tables_at(at)
    except InvalidOpeningHours:
        return  # which is a fault by itself
    for label, seats in wanted.items():
        place = Place(house, at, label, ids)
        stored = tables.get(label)
        if stored is None or stored.entries == 0:
            report.add(
                "table_missing",
                "{place} is missing, although the restaurant has it. The next start adds it.",
                place,
            )
        elif stored.entries == 1 and stored.capacity not in (None, seats):
            report.add(
                "capacity",
                f"{{place}} seats {stored.capacity} in that hour, but {seats} in the "
                "restaurant's list.",
                place,
            )
    for label, stored in tables.items():
        _check_leaving(report, Place(house, at, label, ids), stored, wanted.get(label))


def _check_leaving(report: Report, place: Place, table: _Table, seats: int | None) -> None:
    """Look at what is said of a table that its house offers, so many seats, or does not (None)."""
    if table.entries == 0:
        return
    is_promised = table.is_taken or table.reservations
    parties = (whole(reservation.get("partySize")) or 0 for reservation in table.reservations)
    is_too_small = seats is not None and max(parties, default=0) > seats
    if seats is None and not is_promised:
        report.add(
            "not_offered",
            "{place} is still there, although the restaurant does not offer it. The next start "
            "takes it out.",
            place,
        )
    elif seats is None and not table.is_leaving:
        report.add(
            "leaving",
            "{place} is promised, although the restaurant does not offer it, and not marked so. "
            "The next start marks it.",
            place,
        )
    elif seats is not None and table.is_leaving and not is_too_small:
        report.add(
            "leaving",
            "{place} is kept from the guests, although the restaurant offers it. The next start "
            "puts that right.",
            place,
        )


def _place_of(house: House, reservation: Document) -> Place:
    return Place(house, reservation.get("time"), reservation.get("tableId"), _ids(reservation))


def _ids(reservation: Document) -> dict[str, Any]:
    return {"slot": reservation.get("slotId"), "reservation": reservation["_id"]}
