"""The waitlist as it is stored."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from resv_desktop.domain.hours import clock_time
from resv_desktop.domain.waiting import Waiting
from resv_desktop.store.book import Book
from resv_desktop.store.documents import WAITING, Document, both_forms, text, whole


def waiting_between(book: Book, rest_id: str, start: datetime, end: datetime) -> list[Document]:
    """Return the entries for the hours that start between two instants (end excluded)."""
    query = {"restId": {"$in": both_forms([rest_id])}, "time": {"$gte": start, "$lt": end}}
    return book.find(WAITING, query).to_list()


def waiting_from(document: Mapping[str, Any], zone: ZoneInfo) -> Waiting:
    """Read an entry of the waitlist, whatever it lacks."""
    never = datetime.fromtimestamp(0, UTC)
    at, since = document.get("time"), document.get("createdAt")
    passed = document.get("passed")
    return Waiting(
        id=str(document["_id"]),
        rest_id=str(document.get("restId", "")),
        slot_id=str(document.get("slotId", "")),
        starts_at=clock_time(zone, at if isinstance(at, datetime) else never),
        party_size=whole(document.get("partySize")) or 1,
        phone=text(document.get("reservedBy")),
        name=text(document.get("name")),
        note=text(document.get("note")),
        station=text(document.get("station")),
        since_at=since if isinstance(since, datetime) else never,
        passed=tuple(str(table) for table in passed) if isinstance(passed, list) else (),
    )
