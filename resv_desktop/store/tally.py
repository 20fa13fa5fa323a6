"""What the book is asked for a report, and what is written down for one.

A report is read from a member that follows the primary, where there is one: the host at the door
goes first. Everything is read as it was at one instant.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.read_preferences import SecondaryPreferred

from resv_desktop.domain.quick import quick
from resv_desktop.domain.report import Facts, OfferedHour, Party, Refused, Served
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
from resv_desktop.store.recall import GIVEN_BACK, undone_by
from resv_desktop.store.store import Store

_quick_parties = quick(Party)

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
        parties, served = _parties(book, slot_ids)
        return restaurant, Facts(
            hours=tuple(hours),
            parties=tuple(parties),
            served=tuple(served),
            refused=tuple(_refused(book, rest_id, from_on, to_on)),
            history_from=archived_before(database, session),
            refused_from=_refused_from(book, restaurant),
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


def _parties(book: Book, slot_ids: Collection[object]) -> tuple[list[Party], list[Served]]:
    """Return who has, or had, a table in these hours, and who of them had waited for it."""
    here: Document = {"$match": {"slotId": {"$in": list(slot_ids)}}}
    # Whose number it is stays where it is: a report only has to know whether there is one.
    held = list(book.aggregate(RESERVATIONS, [here, {"$project": _told("")}], has_zones=False))
    told = {"act": {"$in": [*GIVEN_BACK, "undo"]}}
    acts: Document = {"$match": {"$or": [told, {"waited": {"$exists": True}}]}}
    facts = {"act": 1, "at": 1, "undoes": 1, "reservationId": 1, "before": _told("before.")}
    facts |= {"slotId": 1, "waited.partySize": 1, "waited.createdAt": 1}
    lines = list(book.aggregate(JOURNAL, [here, acts, {"$project": facts}], has_zones=False))
    undone = undone_by(line for line in lines if line["act"] == "undo")
    stand = [line for line in lines if line["act"] != "undo" and line["_id"] not in undone]
    gone = [line for line in stand if line["act"] in GIVEN_BACK]
    ids = [*(d["_id"] for d in held), *(line["reservationId"] for line in gone)]
    # The line with which a reservation begins has its id.
    walked_in = {
        line["_id"]
        for line in book.find(JOURNAL, {"_id": {"$in": ids}, "act": "walk_in"}, ("_id",))
    }
    rows = [_row(document, document["_id"] in walked_in, "") for document in held]
    rows += [_row(line["before"], line["reservationId"] in walked_in, line["act"]) for line in gone]
    served = [
        Served(
            slot_id=str(line["slotId"]),
            party_size=whole(waited.get("partySize")) or 1,
            since_at=since.replace(tzinfo=UTC),
        )
        for line in stand
        if (waited := line.get("waited"))
        and isinstance(since := waited.get("createdAt"), datetime)  # others leave it out
    ]
    return _quick_parties(rows), served


def _told(where: str) -> dict[str, Any]:
    return {
        "slotId": f"${where}slotId",
        "tableId": f"${where}tableId",
        "partySize": f"${where}partySize",
        "createdAt": f"${where}createdAt",
        # Whose guest is forgotten has a code in the number's place.
        "hasNumber": {"$or": [{"$gt": [f"${where}{name}", ""]} for name in ("reservedBy", HASH)]},
    }


def _row(document: Document, walked_in: bool, end: str) -> tuple[object, ...]:
    """Return the fields of a Party; nobody reserves here without a number."""
    get = document.get
    party, made = get("partySize"), get("createdAt")
    return (
        str(get("slotId")),
        str(get("tableId")),
        party if type(party) is int else whole(party),
        made.replace(tzinfo=UTC) if type(made) is datetime else None,
        walked_in or not get("hasNumber"),
        end,
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
            yield Refused(
                day=on,
                at=at if isinstance(at, datetime) else None,
                party_size=whole(document.get("partySize")) or 1,
                asked_at=document["at"],
            )


def _refused_from(book: Book, restaurant: Restaurant) -> date | None:
    """Return the business day on which the first was written down, whatever day they wanted."""
    own = {"restId": {"$in": both_forms([restaurant.id])}}
    first = next(iter(book.find(REFUSED, own, ("at",)).sort("_id", 1).limit(1)), None)
    return restaurant.business_day(first["at"]) if first else None


def _day(document: Document) -> date | None:
    try:
        return date.fromisoformat(document["day"])
    except (KeyError, TypeError, ValueError):
        return None
