"""What the program is measured against: the same operations in plain PyMongo, and the least of all.

Both write with the same concern into the same collections, so validators and indexes are the same.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pymongo
from bson import ObjectId
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.write_concern import WriteConcern

Document = dict[str, Any]
Client = pymongo.MongoClient[Document]
_MANY = 20_000  # documents in one go
_MAJORITY = WriteConcern(w="majority")


@dataclass(frozen=True, slots=True)
class Place:
    """One table in one hour, with all that a floor need not look up."""

    slot_id: str
    table_id: str
    rest_id: str
    starts_at: datetime


def connect(uri: str) -> Client:
    """Open a client as it is made without any thought of this program."""
    return pymongo.MongoClient(uri, tz_aware=True)


class ByHand:
    """Reserve and cancel with all that the contract asks for, and nothing around it.

    One transaction each: flag with guard, look for AlreadyReserved, reservation, journal.
    """

    def __init__(self, client: Client, database: str, station: str) -> None:
        self._client = client
        self._db: Database[Document] = client.get_database(database, write_concern=_MAJORITY)
        self._station = station

    def reserve(self, place: Place, phone: str) -> str:
        """Give the table to the phone; return the reservation's id."""
        own_id, now = ObjectId(), datetime.now(UTC)
        document = _reservation(own_id, place, phone, self._station, now)
        line = _line(own_id, "reserve", document, self._station, now) | {"after": document}

        def work(session: ClientSession) -> None:
            if not _hold(self._db, place, session):
                raise LookupError(f"taken: {place}")
            theirs = {"slotId": document["slotId"], "reservedBy": phone}
            if self._db["reservations"].find_one(theirs, session=session):
                raise LookupError(f"already reserved: {place}")
            self._db["reservations"].insert_one(document, session=session)
            self._db["journal"].insert_one(line, session=session)

        self._transact(work)
        return str(own_id)

    def cancel(self, reservation_id: str) -> None:
        """Take the reservation out and give its table back."""
        own_id, now = ObjectId(), datetime.now(UTC)

        def work(session: ClientSession) -> None:
            before = _remove(self._db, reservation_id, session)
            line = _line(own_id, "cancel", before, self._station, now) | {"before": before}
            self._db["journal"].insert_one(line, session=session)

        self._transact(work)

    def _transact(self, work: Any) -> None:
        with self._client.start_session() as session:
            session.with_transaction(work, write_concern=_MAJORITY)


class BareMinimum(ByHand):
    """No more than a table and its reservation: no journal, no AlreadyReserved."""

    def reserve(self, place: Place, phone: str) -> str:
        """Give the table to the phone; return the reservation's id."""
        own_id = ObjectId()
        document = _reservation(own_id, place, phone, self._station, datetime.now(UTC))

        def work(session: ClientSession) -> None:
            if not _hold(self._db, place, session):
                raise LookupError(f"taken: {place}")
            self._db["reservations"].insert_one(document, session=session)

        self._transact(work)
        return str(own_id)

    def cancel(self, reservation_id: str) -> None:
        """Take the reservation out and give its table back."""
        self._transact(lambda session: _remove(self._db, reservation_id, session))


def _hold(db: Database[Document], place: Place, session: ClientSession) -> bool:
    free = {"tableId": place.table_id, "isAvailable": True, "capacity": {"$gte": 2}}
    result = db["slots"].update_one(
        {"_id": ObjectId(place.slot_id), "tables": {"$elemMatch": free}},
        {"$set": {"tables.$.isAvailable": False}},
        session=session,
    )
    return result.modified_count == 1


def _remove(db: Database[Document], reservation_id: str, session: ClientSession) -> Document:
    before = db["reservations"].find_one_and_delete(
        {"_id": ObjectId(reservation_id)}, session=session
    )
    if before is None:
        raise LookupError(f"gone: {reservation_id}")
    db["slots"].update_one(
        {"_id": before["slotId"], "tables.tableId": before["tableId"]},
        {"$set": {"tables.$.isAvailable": True}},
        session=session,
    )
    return before


def _reservation(
    own_id: ObjectId, place: Place, phone: str, station: str, now: datetime
) -> Document:
    return {
        "_id": own_id,
        "time": place.starts_at,
        "tableId": place.table_id,
        "reservedBy": phone,
        "slotId": ObjectId(place.slot_id),
        "restId": ObjectId(place.rest_id),
        "partySize": 2,
        "name": "",
        "note": "",
        "status": "booked",
        "createdAt": now,
        "station": station,
        "phoneLast4": phone[-4:],
    }


def _line(
    own_id: ObjectId, act: str, reservation: Document, station: str, now: datetime
) -> Document:
    return {
        "_id": own_id,
        "at": now,
        "restId": reservation["restId"],
        "act": act,
        "station": station,
        "host": None,
        "reservationId": reservation["_id"],
        "slotId": reservation["slotId"],
        "tableId": reservation["tableId"],
        "time": reservation["time"],
        "before": None,
        "after": None,
    }


def read_day(db: Database[Document], rest_id: ObjectId, start: datetime, end: datetime) -> int:
    """Find a day's hours and their reservations; return how many documents there are."""
    hours = list(db["slots"].find({"restId": rest_id, "time": {"$gte": start, "$lt": end}}))
    ids = [hour["_id"] for hour in hours]
    return len(hours) + len(list(db["reservations"].find({"slotId": {"$in": ids}})))


def read_month(db: Database[Document], rest_id: ObjectId, start: datetime, end: datetime) -> int:
    """Find what a month is counted from; return how many documents there are."""
    own = {"restId": rest_id, "time": {"$gte": start, "$lt": end}}
    labels = {"time": 1, "tables.tableId": 1}
    hours = list(db["slots"].find(own, labels, batch_size=_MANY))
    here = {"slotId": {"$in": [hour["_id"] for hour in hours]}}
    facts = ("slotId", "tableId", "partySize", "createdAt", "reservedBy")
    held = list(db["reservations"].find(here, facts, batch_size=_MANY))
    gone = here | {"act": {"$in": ["cancel", "no_show", "release", "undo"]}}
    lines = list(db["journal"].find(gone, batch_size=_MANY))
    of_held = {"_id": {"$in": [each["_id"] for each in held]}}
    first = list(db["journal"].find(of_held, ("act",), batch_size=_MANY))
    return len(hours) + len(held) + len(lines) + len(first)


def insert_hours(db: Database[Document], hours: Iterable[Document]) -> None:
    """Insert the hours of a year."""
    db.get_collection("slots", write_concern=_MAJORITY).insert_many(list(hours), ordered=False)


class BareStream:
    """A change stream of the database in one thread; `arrived` hears when an event came."""

    def __init__(self, db: Database[Document], arrived: Any) -> None:
        self._stream = db.watch(max_await_time_ms=500)
        self._arrived = arrived
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        while not self._stop.is_set():
            if self._stream.try_next() is not None:
                self._arrived()

    def close(self) -> None:
        """Follow no more."""
        self._stop.set()
        self._thread.join()
        self._stream.close()
