"""A scratch database with a mark, and all that was written in it, in the order it was committed."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Self

import pymongo
from bson import ObjectId, Timestamp
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError, InvalidOperation, OperationFailure, PyMongoError

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store.connecting import UNAUTHORIZED
from resv_desktop.store.documents import JOURNAL, RESERVATIONS, Document
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

MARK = "scratch"  # the collection whose one document says who made this database
_MARK_ID = "resv-desktop prove"
_PATIENCE_S = 60.0
_BEAT_S = 2.0
_SILENT_S = 30  # a run whose mark was not renewed for so long, by the server's clock, is over
_HISTORY_LOST = (280, 286)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A reservation as it is stored."""

    reservation_id: str
    slot_id: str
    table_id: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the journal about a reservation: how it was and how it is; None where it is not."""

    write_id: str
    act: str
    before: Held | None
    after: Held | None

    @property
    def held(self) -> Held:
        """The reservation as the write left it, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A reservation came or was moved (held), or went (held is None)."""

    reservation_id: str
    held: Held | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the database says: what is there now, the journal, and what came and went in order."""

    held: tuple[Held, ...]
    lines: tuple[Line, ...]
    events: tuple[Event, ...]


class Scratch:
    """A database that was made to be written to at random and dropped: it carries a mark.

    No other database is ever touched.
    """

    def __init__(self, uri: str, name: str) -> None:
        """Make the client; raise CannotStart for an address or a name that cannot be one."""
        self._store = Store(uri, name)
        self._name = name
        self._run = ObjectId()
        self._is_made = False
        self._is_over = threading.Event()
        self._beats = threading.Thread(target=self._beat, name="scratch", daemon=True)
        self._begins_at: Timestamp | None = None

    def __enter__(self) -> Self:
        """Make the database, in place of one that a killed run left; raise CannotStart, Outage."""
        try:
            self._store.connect()
            with self._answers():
                self._make()
        except BaseException:
            self._store.close()
            raise
        self._beats.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Drop it, if it is still this run's."""
        self._is_over.set()
        self._beats.join()
        try:
            if self._is_made and self._is_ours():
                with self._answers():
                    self._drop(self._store.database)
        finally:
            self._store.close()

    def _make(self) -> None:
        database = self._store.database
        names = set(database.list_collection_names())
        if names and (MARK not in names or not database[MARK].find_one({"_id": _MARK_ID})):
            raise CannotStart(
                f'The database "{self._name}" was not made by this command, so nothing is tried '
                "out in it. Name another one, or none."
            )
        if names:
            self._drop(database)
        mark = {"_id": _MARK_ID, "run": self._run, "alive": self._store.now()}
        with database.client.start_session() as session:
            try:
                database[MARK].insert_one(mark, session=session)
            except DuplicateKeyError:
                raise self._anothers() from None
            self._is_made = True
            self._begins_at = session.operation_time

    def _beat(self) -> None:
        """Say again and again that this run is alive, as long as the mark is its own."""
        while not self._is_over.wait(_BEAT_S):
            with suppress(PyMongoError), pymongo.timeout(_BEAT_S):
                self._store.database[MARK].update_one(
                    {"run": self._run}, {"$currentDate": {"alive": True}}
                )

    def remove_left_behind(self) -> list[str]:
        """Drop the databases that killed runs have left at this address; return their names.

        Only those that carry the mark, and only where no run has said for a while that it is
        alive. What this user may not see or drop stays. Raises Outage.
        """
        client = self._store.database.client
        with self._answers():
            names = client.list_database_names()
            return [name for name in names if self._is_removed(client[name])]

    def _is_removed(self, database: Database[Document]) -> bool:
        long_ago = {"$subtract": ["$$NOW", _SILENT_S * 1000]}
        left_behind = {
            "_id": _MARK_ID,
            "alive": {"$type": "date"},
            "$expr": {"$lt": ["$alive", long_ago]},
        }
        claimed = {"$set": {"run": self._run}, "$currentDate": {"alive": True}}
        try:
            is_claimed = database[MARK].update_one(left_behind, claimed).modified_count
            if is_claimed:
                self._drop(database)
        except OperationFailure as error:
            if error.code != UNAUTHORIZED:
                raise
            return False
        return bool(is_claimed)

    def _is_ours(self) -> bool:
        with self._answers():
            return self._store.database[MARK].find_one({"run": self._run}) is not None

    def _anothers(self) -> CannotStart:
        return CannotStart(
            f'Another run uses the database "{self._name}" at the same time. Name another one.'
        )

    def _drop(self, database: Database[Document]) -> None:
        try:
            database.client.drop_database(database)
        except OperationFailure as error:
            if error.code != UNAUTHORIZED:
                raise
            # Who may only read and write may drop collections; the mark goes last.
            for name in sorted(database.list_collection_names(), key=lambda name: name == MARK):
                database.drop_collection(name)

    def evidence(self) -> Evidence:
        """Read everything once nobody writes any more. Raises CannotStart, Outage."""
        if not self._is_ours():
            raise self._anothers()
        database = self._store.database
        with self._answers():
            held = tuple(_held(document) for document in database[RESERVATIONS].find())
            lines = tuple(
                _line(line) for line in database[JOURNAL].find({"reservationId": {"$ne": None}})
            )
            return Evidence(held, lines, tuple(self._events()))

    def _events(self) -> Iterator[Event]:
        """Yield what came and went, in the order in which the database committed it."""
        database = self._store.database
        end = ObjectId()
        watched = {"ns.coll": {"$in": [RESERVATIONS, MARK]}}
        fields = ["documentKey", "operationType", "ns", "updateDescription", "fullDocument"]
        with database.watch(
            [{"$match": watched}, {"$project": dict.fromkeys(fields, 1)}],
            start_at_operation_time=self._begins_at,
            max_await_time_ms=200,
            batch_size=1000,
        ) as stream:
            database[MARK].update_one({"_id": _MARK_ID}, {"$set": {"verified": end}})
            until = time.monotonic() + _PATIENCE_S
            while time.monotonic() < until:
                change = stream.try_next()
                if change is None:
                    continue
                if change["ns"]["coll"] == RESERVATIONS:
                    yield _event(change)
                elif _changed(change).get("verified") == end:
                    return
        raise CannotStart("The order of the writes could not be read to its end in time.")

    @contextmanager
    def _answers(self) -> Iterator[None]:
        """Bound what is asked inside; no error of the driver leaves."""
        self._store.measure_clock()
        try:
            with pymongo.timeout(_PATIENCE_S):
                yield
        except (PyMongoError, InvalidOperation) as error:
            if isinstance(error, OperationFailure) and error.code in _HISTORY_LOST:
                raise CannotStart(
                    "The server has already forgotten the first of the writes, so their order "
                    "cannot be verified. Try fewer bookings, or a server with a larger oplog."
                ) from error
            if isinstance(error, OperationFailure) and error.code == UNAUTHORIZED:
                raise CannotStart(
                    f'This user of the database may not do this in "{self._name}".',
                    details=str(error),
                ) from error
            logger.warning("the scratch database: %s", type(error).__name__)
            raise self._store.outage() from error


def _changed(change: Document) -> dict[str, Any]:
    fields: dict[str, Any] = change.get("updateDescription", {}).get("updatedFields", {})
    return fields


def _event(change: Document) -> Event:
    document = change.get("fullDocument")
    return Event(
        reservation_id=str(change["documentKey"]["_id"]),
        held=_held(document) if document else None,
    )


def _held(document: Document) -> Held:
    return Held(
        reservation_id=str(document["_id"]),
        slot_id=str(document.get("slotId")),
        table_id=str(document.get("tableId")),
        phone=str(document.get("reservedBy")),
    )


def _line(line: Document) -> Line:
    before, after = line.get("before"), line.get("after")
    return Line(
        write_id=str(line["_id"]),
        act=str(line["act"]),
        before=_held(before) if before else None,
        after=_held(after) if after else None,
    )
