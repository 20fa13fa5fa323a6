"""What the hours ahead lose when a house changes, and whom that hits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.offered import Offered, Why
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.waiting import Waiting, in_order
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, whole
from resv_desktop.store.waitlist import waiting_between, waiting_from

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
