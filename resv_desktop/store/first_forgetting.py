"""Whether guests of a book were ever forgotten, and since when it is said that they will be."""

from datetime import datetime
from typing import NamedTuple

from pymongo.errors import DuplicateKeyError

from resv_desktop.store.book import Book
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    SCHEMA,
    WAITING,
    Document,
    both_forms,
)
from resv_desktop.store.nameless import ERASED
from resv_desktop.store.retention import TURN, progress_of
from resv_desktop.store.store import Store

_NAMED: Document = {"$gt": ""}


class Ahead(NamedTuple):
    """How many entries go for the first time, and since when a window says so; None: none has."""

    entries: int
    told_at: datetime | None


def is_chosen(house: Document) -> bool:
    """Whether somebody has said for how long what is known of a restaurant's guests stays."""
    return house.get("retentionMonths") is not None


def ahead(book: Book, rest_id: str, before: datetime) -> Ahead | None:
    """Return what will be forgotten of before an instant; None where that is nothing, or some was
    forgotten already.
    """
    progress = progress_of(book, rest_id)
    entries = 0 if "through" in progress else named_before(book, rest_id, before)
    told_at = progress.get("told")
    return Ahead(entries, told_at if isinstance(told_at, datetime) else None) if entries else None


def tell(store: Store, rest_id: str, now: datetime) -> None:
    """Remember that it is being said now, unless that was done already. Raises Outage."""
    told, through = (f"houses.{rest_id}.{what}" for what in ("told", "through"))
    untold = {"_id": TURN, told: {"$exists": False}, through: {"$exists": False}}
    with store.answering():
        try:
            store.database[SCHEMA].update_one(untold, {"$set": {told: now}}, upsert=True)
        except DuplicateKeyError:
            return  # another station was first


def named_before(book: Book, rest_id: str, before: datetime) -> int:
    """Count what names a guest whose hour, or whose line, is older than an instant."""
    own = {"restId": {"$in": both_forms([rest_id])}, ERASED: {"$ne": True}}
    old = {"$lt": before}
    lines = [{f"{side}.reservedBy": _NAMED} for side in ("after", "before")]
    return sum(
        _count(book, name, own | query)
        for name, query in (
            (RESERVATIONS, {"time": old, "reservedBy": _NAMED}),
            (WAITING, {"time": old}),
            (JOURNAL, {"at": old, "time": old, "$or": lines}),
        )
    )


def _count(book: Book, name: str, query: Document) -> int:
    found = book.aggregate(name, [{"$match": query}, {"$count": "n"}])
    return next((int(group["n"]) for group in found), 0)
