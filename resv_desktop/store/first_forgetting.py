"""Whether guests of a book were ever forgotten, and since when it is said that they will be."""

from datetime import datetime

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


def is_first(book: Book, rest_id: str) -> bool:
    """Whether nothing was forgotten yet, and nobody has said for how long it stays."""
    house = book.restaurant_document(rest_id) or {}
    if house.get("retentionMonths") is not None:
        return False
    return "through" not in progress_of(book, rest_id)


def told_at(book: Book, rest_id: str) -> datetime | None:
    """Return when a window first said that it will be; None: none has yet."""
    at = progress_of(book, rest_id).get("told")
    return at if isinstance(at, datetime) else None


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
