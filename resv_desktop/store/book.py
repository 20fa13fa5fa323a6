"""The book of reservations: what is read from it and what one transaction may do to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo.client_session import ClientSession
from pymongo.command_cursor import CommandCursor
from pymongo.cursor import Cursor
from pymongo.errors import DuplicateKeyError
from pymongo.results import UpdateResult

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.day_read import DayRead
from resv_desktop.store.days_ahead import Collections
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    RESTAURANTS,
    SCHEMA,
    SLOTS,
    WAITING,
    Document,
    WriteId,
    both_forms,
    restaurant_from,
)
from resv_desktop.store.hour import Hour
from resv_desktop.store.house_hours import TableHeld, free_for
from resv_desktop.store.rivals import maybe_of, maybe_rivals

MANY_AT_ONCE = 20_000  # documents that come in one go, of more than a day


class AlreadyDone(Exception):  # noqa: N818 - good news: this write has its line in the journal
    """The write with this id has been done before; `line` is its line in the journal."""

    def __init__(self, write_id: ObjectId) -> None:
        super().__init__(str(write_id))
        self.write_id = write_id


class Book(DayRead):
    """The collections, seen from inside one transaction (session given) or from outside of one.

    Every call carries the session, so nothing of a transaction happens beside it. untidy are the
    hours in which a table was freed that is offered no longer: they are to be brought in line.
    """

    def __init__(self, collections: Collections, session: ClientSession | None) -> None:
        super().__init__(collections, session)
        self.untidy: list[str] = []

    def find(
        self, collection: str, query: Document, fields: Sequence[str] | None = None
    ) -> Cursor[Document]:
        """Ask a collection; some fields are all of them where none are named."""
        return self._collection(collection).find(query, fields, session=self._session)

    def aggregate(
        self, collection: str, steps: Sequence[Document], *, has_zones: bool = True
    ) -> CommandCursor[Document]:
        """Let the server work on a collection before it answers.

        Without zones times are in UTC and do not say so, which is faster by far.
        """
        asked = self._collection(collection)
        if not has_zones:
            asked = self._collections.without_zones(collection)
        return asked.aggregate(steps, batchSize=MANY_AT_ONCE, session=self._session)

    def put(self, collection: str, document: Document) -> None:
        """Store a document, also in the place of the one with its _id.

        Raises AlreadyDone where that came to be at the same instant.
        """
        own = {"_id": document["_id"]}
        with _duplicates_of(document):
            self._collection(collection).replace_one(
                own, document, session=self._session, upsert=True
            )

    def replace(self, collection: str, document: Document) -> bool:
        """Put a document in the place of the one with its _id; return whether that was there."""
        own, documents = {"_id": document["_id"]}, self._collection(collection)
        return documents.replace_one(own, document, session=self._session).matched_count == 1

    def count(self, collection: str, own_id: object, what: str, more: int) -> None:
        """Add to a number in a document."""
        self._collection(collection).update_one(
            {"_id": own_id}, {"$inc": {what: more}}, session=self._session
        )

    def remove(self, collection: str, own_id: object) -> None:
        """Take out a document by its _id as it is stored."""
        self._collection(collection).delete_one({"_id": own_id}, session=self._session)

    # --- restaurants

    def restaurants(self) -> list[Restaurant]:
        """Return all restaurants by name."""
        found = self._collection(RESTAURANTS).find({}, session=self._session)
        return sorted((restaurant_from(d) for d in found), key=lambda r: (r.name.casefold(), r.id))

    def is_only_house(self) -> bool:
        """Whether this is the book of one restaurant, whose is then what names none."""
        found = self._collection(RESTAURANTS).find({}, {"_id": 1}, session=self._session)
        return len(found.limit(2).to_list()) == 1

    def restaurant(self, rest_id: str) -> Restaurant | None:
        """Return one restaurant, or None."""
        document = self.restaurant_document(rest_id)
        return restaurant_from(document) if document else None

    def restaurant_document(self, rest_id: str) -> Document | None:
        """Return a restaurant as it is stored, or None."""
        return self._collection(RESTAURANTS).find_one(
            {"_id": {"$in": both_forms([rest_id])}}, session=self._session
        )

    def insert_restaurant(self, document: Document) -> None:
        """Add a restaurant; who adds another one at the same instant has to begin again."""
        one = {"$inc": {"restaurants": 1}}
        self._collection(SCHEMA).update_one({"_id": "version"}, one, session=self._session)
        self._collection(RESTAURANTS).insert_one(document, session=self._session)

    def change_restaurant(self, rest_id: object, changes: Mapping[str, Any]) -> Document | None:
        """Set fields of a restaurant; return it as it is now."""
        return self._collection(RESTAURANTS).find_one_and_update(
            {"_id": rest_id},
            {"$set": dict(changes)},
            return_document=True,
            session=self._session,
        )

    def keep_offsets(self, rest_id: object, before: object, offsets: list[Document]) -> bool:
        """Write down by which offsets hours are made, if nobody else has; return whether it is."""
        written = self._collection(RESTAURANTS).update_one(
            {"_id": rest_id, "zoneOffsets": before},  # None is also what is not there
            {"$set": {"zoneOffsets": offsets}},
            session=self._session,
        )
        return written.matched_count == 1

    # --- hours

    def hold(self, hour: Hour, table_id: str, party_size: int) -> bool:
        """Set the table's flag to taken if, and only if, it is free and large enough now.

        This one update is the lock of the hour: its filter repeats what the reservation relies on.
        """
        relied_on = {"time": hour.starts_at, **free_for(table_id, party_size)}
        return self._take(hour.slot_id, table_id, relied_on).modified_count == 1

    def free(self, slot_id: object, table_id: str) -> bool:
        """Set the table's flag to free; return whether there is such an hour.

        Where the table is offered no longer, nobody takes it, and its hour is left `untidy`.
        """
        for own in both_forms([slot_id]):
            found = self._collection(SLOTS).find_one_and_update(
                {"_id": own},
                {"$set": {"tables.$[table].isAvailable": True}},
                {"tables": {"$elemMatch": {"tableId": table_id, "leaving": True}}},
                array_filters=[{"table.tableId": table_id}],
                session=self._session,
            )
            if found is not None:
                if found.get("tables"):
                    self.untidy.append(str(slot_id))
                return True
        return False

    def take(self, slot_id: object, table_id: str) -> None:
        """Set the table's flag to taken, whatever it was."""
        self._take(slot_id, table_id, {})

    def _take(self, slot_id: object, table_id: str, relied_on: Document) -> UpdateResult:
        """Set a table's flag to taken where the hour is as it is relied on."""
        for own in both_forms([slot_id]):
            result = self._collection(SLOTS).update_one(
                {"_id": own, **relied_on},
                {"$set": {"tables.$[table].isAvailable": False}},
                array_filters=[{"table.tableId": table_id}],
                session=self._session,
            )
            if result.matched_count:
                break
        return result

    def touch(self, slot_id: object) -> None:
        """Write into an hour and take it back: whoever changes it at this instant begins again."""
        for change in ({"$set": {"touched": True}}, {"$unset": {"touched": ""}}):
            self._collection(SLOTS).update_one(
                {"_id": {"$in": both_forms([slot_id])}}, change, session=self._session
            )

    def hour_documents(self, slot_id: object) -> list[Document]:
        """Return every document that stands for this hour; more than one is a fault."""
        slots = self._collection(SLOTS)
        one = slots.find_one({"_id": {"$in": both_forms([slot_id])}}, session=self._session)
        if one is None or not isinstance(one.get("time"), datetime):
            return [one] if one else []
        found = slots.find(
            {"restId": {"$in": both_forms([one.get("restId")])}, "time": one["time"]},
            session=self._session,
        )
        return list(found.sort("_id", 1))

    def write_tables(self, slot_id: object, tables: list[Any]) -> None:
        """Write all tables of an hour; only after they were read in the same transaction."""
        self._collection(SLOTS).update_one(
            {"_id": slot_id}, {"$set": {"tables": tables}}, session=self._session
        )

    def remove_hour(self, slot_id: object) -> None:
        """Take out the document of an hour."""
        self._collection(SLOTS).delete_one({"_id": slot_id}, session=self._session)

    # --- reservations

    def reservation(self, reservation_id: str) -> Document | None:
        """Return one reservation as it is stored, or None."""
        return self._collection(RESERVATIONS).find_one(
            {"_id": {"$in": both_forms([reservation_id])}}, session=self._session
        )

    def reservations_by(self, e164: str, typed: str = "") -> list[Document]:
        """Return the reservations that may be under a number, by time; the caller judges."""
        found = self._collection(RESERVATIONS).find(
            maybe_of("reservedBy", e164, typed), session=self._session
        )
        return list(found.sort("time", 1))

    def rivals(
        self, slot_id: str, table_id: str, phone: str = "", typed: str | None = None
    ) -> list[Document]:
        """Return the hour's reservations that hold this table or may be under this number.

        As for `insert_without_rival`.
        """
        found = self._collection(RESERVATIONS).find(
            maybe_rivals(slot_id, table_id, phone, typed), session=self._session
        )
        return list(found)

    def insert_without_rival(self, document: Document, typed: str | None) -> bool:
        """Add a reservation if nothing in its hour may be a rival; return whether nothing was.

        A rival has its table, or a number that ends in the same four digits or is stored as
        `typed`; None looks for the table alone. What may be a rival is for the caller to judge.
        The look and the insertion in one question. Raises AlreadyDone and TableHeld.
        """
        slot_id, table_id, phone = document["slotId"], document["tableId"], document["reservedBy"]
        rivals = maybe_rivals(slot_id, table_id, phone, typed)
        with _duplicates_of(document):
            result = self._collection(RESERVATIONS).update_one(
                rivals, {"$setOnInsert": document}, upsert=True, session=self._session
            )
        return result.matched_count == 0

    def insert_reservation(self, document: Document) -> None:
        """Add a reservation; raise AlreadyDone if it exists, TableHeld if another has its table."""
        self._insert(RESERVATIONS, document)

    def remove_reservation(self, reservation_id: str | WriteId) -> Document | None:
        """Take a reservation out; return it as it was, or None."""
        reservations = self._collection(RESERVATIONS)
        for own in both_forms([reservation_id]):
            # Asked for by its _id alone, the server goes straight to it; nearly all have the first.
            found = reservations.find_one_and_delete({"_id": own}, session=self._session)
            if found is not None:
                return found
        return None

    def replace_reservation(self, document: Document) -> None:
        """Put a reservation in the place of what it was; raise TableHeld as for a new one."""
        with _duplicates_of(document):
            self._collection(RESERVATIONS).replace_one(
                {"_id": document["_id"]}, document, session=self._session
            )

    def bring_to(self, reservation_id: object, slot_id: object) -> None:
        """Let a reservation belong to another document of its hour."""
        self._collection(RESERVATIONS).update_one(
            {"_id": reservation_id}, {"$set": {"slotId": slot_id}}, session=self._session
        )

    # --- journal

    def write_line(self, line: Document) -> None:
        """Append a line to the journal; raise AlreadyDone if this write has its line."""
        self._insert(JOURNAL, line)

    def write_lines(self, lines: Sequence[Document]) -> None:
        """Append lines whose ids are new to the journal, all in one go."""
        self._collection(JOURNAL).insert_many(lines, session=self._session)

    def line(self, write_id: ObjectId) -> Document | None:
        """Return the line of one write, or None if it was never done."""
        return self._collection(JOURNAL).find_one({"_id": write_id}, session=self._session)

    def last_line_about(
        self, reservation_id: str, acts: Iterable[str], *, is_end: bool = False
    ) -> Document | None:
        """Return the latest line about a reservation among those of these acts, or None.

        is_end looks only at the lines that took it out.
        """
        wanted = {"reservationId": {"$in": both_forms([reservation_id])}, "act": {"$in": [*acts]}}
        return self._collection(JOURNAL).find_one(
            wanted | ({"after": None} if is_end else {}),
            sort=[("at", -1), ("_id", -1)],
            session=self._session,
        )

    def _insert(self, collection: str, document: Document) -> None:
        with _duplicates_of(document):
            self._collection(collection).insert_one(document, session=self._session)

    # --- waitlist

    def add_waiting(self, document: Document) -> None:
        """Add an entry to the waitlist; raise AlreadyDone if it is there."""
        self._insert(WAITING, document)

    def replace_waiting(self, document: Document) -> None:
        """Put an entry in the place of what it was before."""
        own = {"_id": document["_id"]}
        self._collection(WAITING).replace_one(own, document, session=self._session)

    def waiting(self, waiting_id: str) -> Document | None:
        """Return an entry of the waitlist, or None."""
        own = {"_id": {"$in": both_forms([waiting_id])}}
        return self._collection(WAITING).find_one(own, session=self._session)

    def remove_waiting(self, waiting_id: str) -> Document | None:
        """Take an entry off the waitlist; return it as it was, or None."""
        own = {"_id": {"$in": both_forms([waiting_id])}}
        return self._collection(WAITING).find_one_and_delete(own, session=self._session)


@contextmanager
def _duplicates_of(document: Document) -> Iterator[None]:
    """Tell a document that is there already from another one that has its place."""
    try:
        yield
    except DuplicateKeyError as error:
        keys = (error.details or {}).get("keyPattern", {})
        if "_id" in keys:
            raise AlreadyDone(document["_id"]) from error
        raise TableHeld from error
