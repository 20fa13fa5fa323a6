"""Bring a book back from a backup, into a database that has none."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pymongo
from bson import decode
from bson.raw_bson import RawBSONDocument
from pymongo.database import Database
from pymongo.errors import BulkWriteError, CollectionInvalid, OperationFailure, PyMongoError

from resv_desktop.domain.errors import CannotRestore, Outage
from resv_desktop.store.backups.file_format import COLLECTIONS, Facts
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.connecting import check_case
from resv_desktop.store.documents import (
    SCHEMA,
    SCHEMA_VERSION,
    VERSION_ID,
    Document,
    WriteId,
    new_id,
)
from resv_desktop.store.layout import RESTORING_ID, REVISION, prepare
from resv_desktop.store.store import Store
from resv_desktop.store.upgrade import TURN_ID, may_change_layout, stored_version

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

_PATIENCE_S = 60.0  # for one step, which may be the counting of a whole collection
_INDEXES_PATIENCE_S = 3600.0  # of many years, on a slow disk
_MEANWHILE = (
    'Somebody else has written into the database "{database}" meanwhile, so the book in it is not '
    "the one of the backup, and no station opens it. Keep everybody out of it and restore again."
)


def restore_book(store: Store, file: BackupFile, progress: Progress | None = None) -> None:
    """Verify the whole file, then bring its book into the store's database.

    What a restore that was broken off has left there is removed, and it begins anew; until it is
    finished no station opens the database. progress(done, total) counts documents. Raises
    CannotRestore, CannotStart where no database can have this name, and Outage.
    """
    file.verify()
    database, run = store.database, new_id()
    store.measure_clock()  # a silent database is found out within the usual patience
    with _answering(database):
        _take(database, run)
    done = 0
    layout: list[Document] = []
    for name, documents in file.pieces():
        if name == SCHEMA:
            layout += map(decode, documents)
        else:
            with _answering(database):
                database[name].insert_many(map(RawBSONDocument, documents), ordered=False)
        done += len(documents)
        if progress is not None:
            progress(done, file.facts.documents)
    with _answering(database):
        _compare(database, file.facts)
        for document in layout:
            if document["_id"] == VERSION_ID:
                document.pop(REVISION, None)  # what `prepare` makes now has not been lost
            if document["_id"] not in (TURN_ID, RESTORING_ID):
                database[SCHEMA].replace_one({"_id": document["_id"]}, document, upsert=True)
    prepare(store, restoring=run, patience_s=_INDEXES_PATIENCE_S)
    with _answering(database):
        _compare(database, file.facts)
        if not database[SCHEMA].delete_one({"_id": RESTORING_ID, "run": run}).deleted_count:
            raise CannotRestore(_MEANWHILE, database=database.name)
    logger.info("%s documents restored", file.facts.documents)


@contextmanager
def _answering(database: Database[Document]) -> Iterator[None]:
    try:
        with pymongo.timeout(_PATIENCE_S):
            yield
    except PyMongoError as error:
        code = error.code if isinstance(error, OperationFailure) else None
        logger.warning("the restore was broken off: %s (%s)", type(error).__name__, code)
        if isinstance(error, BulkWriteError):
            raise CannotRestore(_MEANWHILE, database=database.name) from error
        check_case(error, database.name)
        raise Outage(
            "The database does not answer, so the restore is not finished. Run it again: it "
            "begins anew, and until then no station opens this book."
        ) from error


def _take(database: Database[Document], run: WriteId) -> None:
    """Mark the database as one that is being restored, and make room for the documents."""
    schema, mark = database[SCHEMA], {"run": run, "at": datetime.now(UTC)}
    if not may_change_layout(database):
        raise CannotRestore(
            "Only the owner of the database may restore a book into it: this user has no right to "
            "set up collections."
        )
    broken_off = schema.find_one({"_id": RESTORING_ID})
    if broken_off is not None:
        schema.update_one({"_id": RESTORING_ID}, {"$set": mark})
        for name in _filled():
            database.drop_collection(name)
    else:
        _check_empty(database)
        schema.insert_one({"_id": RESTORING_ID} | mark)
        try:
            _check_empty(database)  # from now on nobody opens it
        except CannotRestore:
            schema.delete_one({"_id": RESTORING_ID})
            raise
    for name in _filled():
        # Documents of other programs may break the rules; `prepare` puts those in force again.
        try:
            database.create_collection(name)
        except CollectionInvalid:
            database.command("collMod", name, validator={})
            database[name].drop_indexes()


def _filled() -> list[str]:
    return [name for name in COLLECTIONS if name != SCHEMA]


def _check_empty(database: Database[Document]) -> None:
    if any(database[name].find_one({}, {"_id": 1}) for name in _filled()):
        raise CannotRestore(
            'The database "{database}" has a book already, and nothing was written. Choose '
            "another name with --database: a backup is only restored where there is nothing.",
            database=database.name,
        )
    if stored_version(database) > SCHEMA_VERSION:
        raise CannotRestore(
            'The database "{database}" was set up by a newer version of the program. Choose '
            "another name with --database, or install that version.",
            database=database.name,
        )


def _compare(database: Database[Document], facts: Facts) -> None:
    """Count what is there; raise CannotRestore where it is not what the backup has."""
    for name in _filled():
        if database[name].count_documents({}, hint="_id_") != facts.counts.get(name, 0):
            raise CannotRestore(_MEANWHILE, database=database.name)
