"""What the book is asked to find a reservation, to know a guest, and to tell what was done.

Every question is answered from an index, so it takes as long after years as after a week.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from resv_desktop.store.book import MANY_AT_ONCE, Book
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    Document,
    WriteId,
    both_forms,
)
from resv_desktop.store.rivals import maybe_of

GIVEN_BACK = ("cancel", "no_show", "release")  # the acts by which a reservation leaves the book
_PLACES = ("", "before.", "after.")  # where a line of the journal names a slot and a table

Span = tuple[datetime, datetime]


def ending_in(
    book: Book, rest_id: str, span: Span, digits: str, forms: Sequence[str]
) -> list[Document]:
    """Return the reservations whose number ends in these digits, or is one of these forms.

    Only what lies in the span is looked at, and that whole: other programs name no restaurant,
    store no last four digits, and write numbers in any way.
    """
    # "None of them differs" leaves the server one index to look into, that of the span.
    differs = {"$not": {"$regex": "[^0-9]*".join([*digits, "$"])}, "$nin": list(forms)}
    found = book.find(RESERVATIONS, _within(rest_id, span) | {"$nor": [{"reservedBy": differs}]})
    return found.batch_size(MANY_AT_ONCE).to_list()


def named_in(book: Book, rest_id: str, span: Span) -> list[Document]:
    """Return who has reserved in a span, and no more than that of each reservation."""
    query = _within(rest_id, span) | {"name": {"$gt": ""}}
    found = book.find(RESERVATIONS, query, ("name", "time", "tableId", "restId", "slotId"))
    return found.batch_size(MANY_AT_ONCE).to_list()


def reservations_by_id(book: Book, ids: Iterable[object]) -> list[Document]:
    """Return those of some reservations that are there."""
    return book.find(RESERVATIONS, {"_id": {"$in": list(ids)}}).to_list()


def given_back_by(book: Book, e164: str, typed: str, code: str | None = None) -> list[Document]:
    """Return the lines by which reservations left the book for good that may be a guest's.

    Also those that only name the guest's code any more, where there is one.
    """
    named: list[Document] = [maybe_of("before.reservedBy", e164, typed)]
    named += [{"before.guestHash": code}] * (code is not None)
    lines = [
        line
        for one in named
        for line in book.find(
            JOURNAL,
            one | {"act": {"$in": GIVEN_BACK}},
            ("act", "restId", "reservationId", "before"),
        )
    ]
    if not lines:
        return []
    about = {"reservationId": {"$in": [line.get("reservationId") for line in lines]}}
    undos = book.find(JOURNAL, about | {"undoes": {"$exists": True}}, ("at", "undoes")).to_list()
    undone = undone_by(undos)
    return [line for line in lines if line["_id"] not in undone]


def undone_by(undos: Iterable[Document]) -> set[object]:
    """Return the ids of the lines that these lines took back, of all about a reservation."""
    undone: set[object] = set()
    # The latest first: an undo that was undone itself takes nothing back.
    for undo in sorted(undos, key=at_and_id, reverse=True):
        if undo["_id"] not in undone:
            undone.add(undo.get("undoes"))
    return undone


def lines_of_house(book: Book, rest_id: str, before: Document | None, limit: int) -> list[Document]:
    """Return the lines of a restaurant, the newest first."""
    return _newest(book, {"restId": {"$in": both_forms([rest_id])}}, before, limit)


def lines_about(
    book: Book, rest_id: str, reservation_id: str, before: Document | None, limit: int
) -> list[Document]:
    """Return the lines about one reservation, the newest first."""
    own: Document = {"reservationId": {"$in": both_forms([reservation_id])}}
    return _newest(book, own | {"restId": {"$in": both_forms([rest_id])}}, before, limit)


def lines_at(
    book: Book,
    rest_id: str,
    slot_ids: Collection[object],
    table_id: str | None,
    before: Document | None,
    limit: int,
) -> list[Document]:
    """Return the lines about some hours, or one table in them, the newest first.

    What has been moved stands where it came from and where it went.
    """
    slots = both_forms(slot_ids)
    here: Document = {"slotId": {"$in": slots}}
    seen = book.find(JOURNAL, here, ("reservationId",)).batch_size(MANY_AT_ONCE).to_list()
    reservations = {line.get("reservationId") for line in seen} - {None}
    touches: list[Document] = []
    for place in _PLACES:
        touch: Document = {f"{place}slotId": {"$in": slots}}
        touches.append(touch if table_id is None else touch | {f"{place}tableId": table_id})
    query = {
        "restId": {"$in": both_forms([rest_id])},
        "$and": [
            {"$or": [here, {"reservationId": {"$in": list(reservations)}}]},
            {"$or": touches},
        ],
    }
    return _newest(book, query, before, limit)


def lines_of_day(
    book: Book, rest_id: str, slot_ids: Collection[str], day: Span, written: Span
) -> list[Document]:
    """Return the lines about the reservations of a day, whatever has become of its hours since.

    written is when a reservation may have come to the day or gone from it: as long as its hours
    were offered and not over. What is done later is found where it is.
    """
    slots = {"slotId": {"$in": both_forms(slot_ids)}, "reservationId": {"$ne": None}}
    found = {line["_id"]: line for line in book.find(JOURNAL, slots).to_list()}
    first, end = written
    on_day = {"$gte": day[0], "$lt": day[1]}
    came_or_went = {
        "restId": {"$in": both_forms([rest_id])},
        "at": {"$gte": first, "$lt": end},
        "$or": [{"before.time": on_day}, {"after.time": on_day}],
        "reservationId": {"$ne": None},
    }
    found.update((d["_id"], d) for d in book.find(JOURNAL, came_or_went).to_list())
    return list(found.values())


def hours_once_of(book: Book, rest_id: str, day: Span, written: Span) -> list[object]:
    """Return the ids of the hours of a day that lines name, also of those that are there no longer.

    written is when something may have been done in them.
    """
    in_them: Document = {
        "restId": {"$in": both_forms([rest_id])},
        "at": {"$gte": written[0], "$lt": written[1]},
        "time": {"$gte": day[0], "$lt": day[1]},
    }
    found = book.find(JOURNAL, in_them, ("slotId",)).batch_size(MANY_AT_ONCE).to_list()
    return list({line.get("slotId") for line in found} - {None})


def lines_of_the_house_itself(book: Book, rest_id: str, since: datetime) -> list[Document]:
    """Return the lines by which a restaurant was changed, the oldest first."""
    # No hour is named in them, which is what the index tells them by.
    own = {"slotId": None, "at": {"$gte": since}, "restId": {"$in": both_forms([rest_id])}}
    of_house = own | {"before.name": {"$exists": True}, "before.reservedBy": {"$exists": False}}
    return book.find(JOURNAL, of_house).sort("at", 1).to_list()


def line_at(book: Book, line_id: WriteId) -> Document | None:
    """Return when a line was written and its id, or None."""
    return next(iter(book.find(JOURNAL, {"_id": line_id}, ("at",)).limit(1)), None)


def _newest(book: Book, query: Document, before: Document | None, limit: int) -> list[Document]:
    """Return the newest lines, of those that are older than `before` if one is given.

    The index knows their instants only, so those of the last one are asked for once more.
    """
    ties: list[Document] = []
    older: Document = {}
    if before is not None:
        ties = book.find(JOURNAL, query | {"at": before["at"]}).to_list()
        ties = [line for line in ties if line["_id"] < before["_id"]]
        older = {"at": {"$lt": before["at"]}}
    found = book.find(JOURNAL, query | older).sort("at", -1).limit(limit).to_list()
    if len(found) == limit:
        last = found[-1]["at"]
        found = [line for line in found if line["at"] != last]
        found += book.find(JOURNAL, query | {"at": last}).to_list()
    return sorted([*ties, *found], key=at_and_id, reverse=True)[:limit]


def at_and_id(line: Document) -> tuple[datetime, object]:
    """Return what the lines of the journal are told in the order of."""
    return line["at"], line["_id"]


def _within(rest_id: str, span: Span) -> Document:
    """Return what finds a restaurant's reservations in a span, and those that name none."""
    first, end = span
    return {"restId": {"$in": [*both_forms([rest_id]), None]}, "time": {"$gte": first, "$lt": end}}


def lines_by_id(book: Book, ids: Iterable[object]) -> list[Document]:
    """Return which of these writes have a line, and what was done."""
    found = book.find(JOURNAL, {"_id": {"$in": list(ids)}}, ("act",))
    return found.batch_size(MANY_AT_ONCE).to_list()


def story_of(book: Book, reservation_id: str) -> list[Document]:
    """Return all that is written about one reservation, the oldest first."""
    own = {"reservationId": {"$in": both_forms([reservation_id])}}
    return sorted(book.find(JOURNAL, own).batch_size(MANY_AT_ONCE), key=at_and_id)


def written_about(book: Book, reservation_ids: Iterable[str]) -> list[Document]:
    """Return of each line about these reservations whom it is about and when it was written."""
    query = {"reservationId": {"$in": both_forms(reservation_ids)}}
    found = book.find(JOURNAL, query, ("reservationId", "at"))
    return found.batch_size(MANY_AT_ONCE).to_list()
