"""A copy of one evening in a database of its own, to practise with; gone afterwards."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import sleep
from typing import Any

import pymongo
from bson import ObjectId
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.client_session import ClientSession
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.rehearsal import CannotRehearse
from resv_desktop.domain.restaurant import FEWEST_DAYS_AHEAD
from resv_desktop.store.backups.save import NOT_YET
from resv_desktop.store.book_copy import insert_as_they_are
from resv_desktop.store.connecting import UNAUTHORIZED
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    RESTAURANTS,
    SCHEMA,
    SLOTS,
    WAITING,
    Document,
    both_forms,
)
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

_PREFIX = "resv_rehearsal_"
_PAUSES_S = (0.05, 0.2, 1.0, 2.0)
MARK_ID = "rehearsal"  # of a document in `schema` that says what the database is for
_NO_RIGHT = (
    "This station may not make a scratch database on its MongoDB, so no evening can be rehearsed "
    "here. The database's owner can give it the right."
)


def new_name() -> str:
    """Return the name of a scratch database that does not exist yet."""
    return f"{_PREFIX}{ObjectId()}"


def open_scratch(book: Store, name: str) -> Store:
    """Make a scratch database beside a book, laid out as a book is; the book is not touched.

    Raises CannotRehearse where this station has no right to, and Outage.
    """
    _check(book, name)
    scratch = Store(book.uri, name, patience_s=book.patience_s)
    try:
        with _allowed(book):
            mark = {"_id": MARK_ID, "of": book.database.name}
            scratch.database[SCHEMA].insert_one(mark)
        prepare(scratch)
    except CannotStart as why:  # what may be written may still not be laid out
        scratch.close()
        raise CannotRehearse(_NO_RIGHT) from why
    except BaseException:
        scratch.close()
        raise
    return scratch


def copy_evening(book: Store, scratch: Store, rest_id: str, start: datetime, end: datetime) -> None:
    """Copy a restaurant with its hours between two instants, and all that is about them.

    All of it is as it was at one instant of the book, which is only read.
    """
    _check(book, scratch.database.name)
    with _allowed(book):
        for name, documents in _read_evening(book, rest_id, start, end):
            if documents:
                insert_as_they_are(scratch.database[name], documents)
        # Nobody practises for weeks: the days ahead are made as for the smallest house.
        scratch.database[RESTAURANTS].update_many({}, {"$set": {"daysAhead": FEWEST_DAYS_AHEAD}})


def remove_scratch(book: Store, name: str) -> None:
    """Drop a scratch database with all that was practised in it; one that is gone is gone.

    Raises CannotRehearse for a database that is none, and Outage.
    """
    _check(book, name)
    with _allowed(book):
        database = book.database.client[name]
        if database[SCHEMA].find_one({"_id": MARK_ID}) is None:
            return
        # One by one, the mark the last: what is broken off is found again. Whoever may write into
        # a database may drop its collections, and not always the whole; it goes with the last.
        names = database.list_collection_names()
        for collection in sorted(names, key=lambda each: each == SCHEMA):
            database.drop_collection(collection)


def _check(book: Store, name: str) -> None:
    if not name.startswith(_PREFIX) or name == book.database.name:
        raise CannotRehearse("This is no scratch database, so it is left as it is.")


def _read_evening(
    book: Store, rest_id: str, start: datetime, end: datetime
) -> list[tuple[str, list[RawBSONDocument]]]:
    for pause_s in _PAUSES_S:
        try:
            with book.database.client.start_session(snapshot=True) as session:
                return list(_evening(book, session, rest_id, start, end))
        except OperationFailure as error:
            if error.code != NOT_YET:
                raise
            sleep(pause_s)  # the book has just been prepared
    raise book.outage()


def _evening(
    book: Store, session: ClientSession, rest_id: str, start: datetime, end: datetime
) -> Iterator[tuple[str, list[RawBSONDocument]]]:
    """Yield the documents of an evening as they are stored, collection by collection."""

    def find(name: str, query: Document) -> list[RawBSONDocument]:
        raw: Any = book.database.get_collection(
            name, codec_options=CodecOptions(document_class=RawBSONDocument)
        )
        return list(raw.find(query, session=session))

    of_house: Document = {"restId": {"$in": both_forms([rest_id])}}
    yield RESTAURANTS, find(RESTAURANTS, {"_id": {"$in": both_forms([rest_id])}})
    hours = find(SLOTS, of_house | {"time": {"$gte": start, "$lt": end}})
    yield SLOTS, hours
    slots = {"$in": both_forms(hour["_id"] for hour in hours)}
    for name in (RESERVATIONS, WAITING, JOURNAL):
        yield name, find(name, {"slotId": slots})


@contextmanager
def _allowed(book: Store) -> Iterator[None]:
    try:
        with pymongo.timeout(book.patience_s):
            yield
    except OperationFailure as error:
        if error.code != UNAUTHORIZED:
            raise book.outage() from error
        logger.warning("no scratch database: %s", type(error).__name__)
        raise CannotRehearse(_NO_RIGHT) from error
    except PyMongoError as error:
        raise book.outage() from error
