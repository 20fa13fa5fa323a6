"""Bring a database to the layout of the book: collections, validators, indexes, version."""

import logging
from typing import Any

import pymongo
from pymongo.database import Database
from pymongo.errors import CollectionInvalid, OperationFailure, PyMongoError

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.store.documents import (
    INDEXES,
    SCHEMA,
    SCHEMA_VERSION,
    VALIDATORS,
    Document,
    Index,
)
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

_UNAUTHORIZED = 13
_NAMESPACE_EXISTS = 48
_INDEX_CLASHES = (85, 86, 11000)  # same name or keys with other options; duplicates in the data
_VERSION_ID = "version"


def prepare(store: Store) -> None:
    """Make what is missing; safe to do twice, and by several stations at once.

    Data of a newer version raises CannotStart. A station that may not change the layout only
    checks the version. An index that the data does not allow is left out, logged and named in
    `store.unbuilt_indexes`.
    """
    database = store.database
    try:
        with pymongo.timeout(max(store.patience_s, 30)):
            version = _version(database)
            if version > SCHEMA_VERSION:
                raise CannotStart(
                    "This book was written by a newer version of the program. "
                    "Install that version on this station as well."
                )
            try:
                _make(database)
            except OperationFailure as error:
                if error.code != _UNAUTHORIZED:
                    raise
                if version < SCHEMA_VERSION:
                    raise CannotStart(
                        "The book has to be prepared once by the database's owner; this station "
                        "has no right to.",
                        details=str(error),
                    ) from None
            store.unbuilt_indexes = tuple(missing_indexes(database))
    except PyMongoError as error:
        logger.warning("the layout could not be prepared: %s", type(error).__name__)
        raise Outage("The database does not answer. Nothing was saved.") from error
    if store.unbuilt_indexes:
        logger.warning("indexes that could not be built: %s", ", ".join(store.unbuilt_indexes))


def _version(database: Database[Document]) -> int:
    document = database[SCHEMA].find_one({"_id": _VERSION_ID})
    return int(document["version"]) if document else 0


def _make(database: Database[Document]) -> None:
    existing = {info["name"]: info for info in database.list_collections()}
    for name, validator in VALIDATORS.items():
        options = existing.get(name, {}).get("options", {})
        if name not in existing:
            _create(database, name, validator)
        elif options.get("validator") != validator:
            _command(database, name, validator)
    for index in INDEXES:
        _build(database, index)
    database[SCHEMA].update_one(
        {"_id": _VERSION_ID}, {"$max": {"version": SCHEMA_VERSION}}, upsert=True
    )


def _create(database: Database[Document], name: str, validator: Document) -> None:
    try:
        database.create_collection(name, validator=validator, validationLevel="moderate")
    except CollectionInvalid:
        _command(database, name, validator)
    except OperationFailure as error:  # another station was faster
        if error.code != _NAMESPACE_EXISTS:
            raise
        _command(database, name, validator)


def _command(database: Database[Document], name: str, validator: Document) -> None:
    # "moderate": an old document that breaks a rule can still be changed, so that a reservation
    # of another program can always be cancelled.
    database.command("collMod", name, validator=validator, validationLevel="moderate")


def _build(database: Database[Document], index: Index) -> None:
    try:
        database[index.collection].create_index(
            [(key, 1) for key in index.keys], unique=index.unique
        )
    except OperationFailure as error:
        if error.code not in _INDEX_CLASHES:
            raise
        logger.warning("%s.%s cannot be built (%s)", index.collection, index.name, error.code)


def missing_indexes(database: Database[Document]) -> list[str]:
    """Return "collection.name" of each index of the contract that is absent or not unique."""
    missing = []
    present: dict[str, dict[str, Any]] = {}
    for index in INDEXES:
        if index.collection not in present:
            present[index.collection] = {
                tuple(found["key"].items()): found  # type: ignore[misc]
                for found in database[index.collection].list_indexes()
            }
        found = present[index.collection].get(tuple((key, 1) for key in index.keys))  # type: ignore[call-overload]
        if found is None or (index.unique and not found.get("unique")):
            missing.append(f"{index.collection}.{index.name}")
    return missing
