"""What the book is asked for a report, and what is written down for one.

A report is read from a member that follows the primary, where there is one: the host at the door
goes first. Everything is read as it was at one instant.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.read_preferences import SecondaryPreferred

from resv_desktop.domain.report import Facts, OfferedHour, Party, Refused
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.archive import archived_before
from resv_desktop.store.book import Book
from resv_desktop.store.check_hours import at_one_instant
from resv_desktop.store.days_ahead import Collections
from resv_desktop.store.documents import (
    JOURNAL,
    REFUSED,
    RESERVATIONS,
    SLOTS,
    Document,
    both_forms,
    whole,
)
from resv_desktop.store.nameless import HASH
from resv_desktop.store.recall import GIVEN_BACK, lines_by_id, undone_by
from resv_desktop.store.store import Store

# A member that is further behind than this has no part in it; MongoDB allows no less than 90.
_MOST_BEHIND_S = 120
_ONLY_PROMISED = {
    # A table that leaves is on offer no longer, but for the party that has it.
    "$or": [{"$ne": ["$$this.leaving", True]}, {"$ne": ["$$this.isAvailable", True]}]
}
_LISTED = {"$cond": [{"$isArray": "$tables"}, "$tables", []]}
_LABELS = {
    "$map": {
        "input": {"$filter": {"input": _LISTED, "cond": _ONLY_PROMISED}},
        "in": "$$this.tableId",
    }
}


def read_facts(
    store: Store, rest_id: str, from_on: date, to_on: date
) -> tuple[Restaurant, Facts] | None:
    """Return a restaurant and what the book knows of some business days, None if there is none.

    Raises Outage.
    """
    preferred = SecondaryPreferred(max_staleness=_MOST_BEHIND_S)
    database = store.database.with_options(read_preference=preferred)

    def look(session: ClientSession) -> tuple[Restaurant, Facts] | None:
        book = Book(Collections(database), session)
        restaurant = book.restaurant(rest_id)
        if restaurant is None:
            return None
        hours = _offered(book, rest_id, restaurant.begins_at(from_on), restaurant.bounds(to_on)[1])
        slot_ids = both_forms(hour.slot_id for hour in hours)
        return restaurant, Facts(
            hours=tuple(hours),
            parties=tuple(_parties(book, slot_ids)),
            refused=tuple(_refused(book, rest_id, from_on, to_on)),
            history_from=archived_before(database, session),
            refused_from=_refused_from(book, rest_id),
        )

    with store.answering():
        return at_one_instant(database, look)


def _offered(book: Book, rest_id: str, start: datetime, end: datetime) -> list[OfferedHour]:
    own = {"restId": {"$in": both_forms([rest_id])}, "time": {"$gte": start, "$lt": end}}
    found = book.aggregate(SLOTS, [{"$match": own}, {"$project": {"time": 1, "labels": _LABELS}}])
    return [
        OfferedHour(
            slot_id=str(document["_id"]),
            starts_at=document["time"],
            tables=frozenset(map(str, document["labels"])),
        )
        for document in found
    ]


def _parties(book: Book, slot_ids: Collection[object]) -> Iterable[Party]:
    """Yield who has a table in these hours, and who had one and gave it back."""
    here: Document = {"$match": {"slotId": {"$in": list(slot_ids)}}}
    # Whose number it is stays where it is: a report only has to know whether there is one.
    held = list(book.aggregate(RESERVATIONS, [here, {"$project": _told("")}]))
    acts: Document = {"$match": {"act": {"$in": [*GIVEN_BACK, "undo"]}}}
    facts = {"act": 1, "at": 1, "undoes": 1, "reservationId": 1, "before": _told("before.")}
    lines = list(book.aggregate(JOURNAL, [here, acts, {"$project": facts}]))
    undone = undone_by(line for line in lines if line["act"] == "undo")
    gone = [line for line in lines if line["act"] != "undo" and line["_id"] not in undone]
    ids = [*(d["_id"] for d in held), *(line["reservationId"] for line in gone)]
    # A reservation's first line has its own id.
    begun = {line["_id"]: line["act"] for line in lines_by_id(book, ids)}
    for document in held:
        yield _party(document, begun.get(document["_id"]), "")
    for line in gone:
        yield _party(line["before"], begun.get(line["reservationId"]), line["act"])


def _told(where: str) -> dict[str, Any]:
    return {
        "slotId": f"${where}slotId",
        "tableId": f"${where}tableId",
        "partySize": f"${where}partySize",
        "createdAt": f"${where}createdAt",
        # Whose guest is forgotten has a code in the number's place.
        "hasNumber": {"$or": [{"$gt": [f"${where}{name}", ""]} for name in ("reservedBy", HASH)]},
    }


def _party(document: Document, began_with: str | None, end: str) -> Party:
    made = document.get("createdAt")
    is_walk_in = not document["hasNumber"] if began_with is None else began_with == "walk_in"
    return Party(
        slot_id=str(document.get("slotId")),
        table_id=str(document.get("tableId")),
        party_size=whole(document.get("partySize")),
        made_at=made if isinstance(made, datetime) else None,
        is_walk_in=is_walk_in,
        end=end,
    )


# --- refused parties


def note_refused(store: Store, document: Document, since: datetime) -> bool:
    """Write a refused party down, unless this station did so since an instant; tell whether.

    Raises Outage.
    """
    same = {name: document[name] for name in ("restId", "day", "time", "partySize", "station")}
    new = {name: document[name] for name in ("_id", "at")}
    with store.answering():
        result = store.database[REFUSED].update_one(
            same | {"at": {"$gt": since}}, {"$setOnInsert": new}, upsert=True
        )
    return result.upserted_id is not None


def _refused(book: Book, rest_id: str, from_on: date, to_on: date) -> Iterable[Refused]:
    own: Document = {"restId": {"$in": both_forms([rest_id])}}
    days = {"day": {"$gte": from_on.isoformat(), "$lte": to_on.isoformat()}}
    for document in book.find(REFUSED, own | days):
        on, at = _day(document), document.get("time")
        if on is not None:
            size = whole(document.get("partySize")) or 1
            yield Refused(day=on, at=at if isinstance(at, datetime) else None, party_size=size)


def _refused_from(book: Book, rest_id: str) -> date | None:
    own = {"restId": {"$in": both_forms([rest_id])}}
    first = next(iter(book.find(REFUSED, own, ("day",)).sort("day", 1).limit(1)), None)
    return _day(first) if first else None


def _day(document: Document) -> date | None:
    try:
        return date.fromisoformat(document["day"])
    except (KeyError, TypeError, ValueError):
        return None
