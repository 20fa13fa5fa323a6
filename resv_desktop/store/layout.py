"""Bring a database to the layout of the book: collections, validators, indexes, version."""

import logging
from collections.abc import Mapping
from typing import Any

import pymongo
from pymongo.database import Database
from pymongo.errors import CollectionInvalid, OperationFailure, PyMongoError

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.store import held
from resv_desktop.store.connecting import UNAUTHORIZED, check_case, check_rights_of
from resv_desktop.store.documents import (
    SCHEMA,
    SCHEMA_REVISION,
    SCHEMA_VERSION,
    VERSION_ID,
    Document,
    WriteId,
    whole,
)
from resv_desktop.store.rules import INDEXES, VALIDATORS, Index
from resv_desktop.store.store import Store
from resv_desktop.store.upgrade import BackUp, Say, stored_version, upgrade

logger = logging.getLogger(__name__)

_NAMESPACE_EXISTS = 48
_INDEX_CLASHES = (85, 86, 11000)  # same name or keys with other options; duplicates in the data
_LEVELS = ("moderate", "strict")
_UNBUILT, REVISION = "unbuilt", "revision"
RESTORING_ID = "restoring"  # of a document that is there until a backup is whole in the database
_UPGRADE_PATIENCE_S = 3600.0


def _nothing(*_: object) -> None:
    """Make no backup, say nothing."""


def prepare(
    store: Store,
    *,
    back_up: BackUp = _nothing,
    say: Say = _nothing,
    restoring: WriteId | None = None,
    patience_s: float = 30.0,
) -> None:
    """Make what is missing; safe to do twice, and by several stations at once.

    Data of a newer version raises CannotStart, and so does what a restore that was broken off has
    left, unless it is the restore itself that asks, by its id. Data of an older version is
    upgraded after back_up. A station that may not change the layout only checks the version. An
    index that the data does not allow is left out, logged and named in `store.unbuilt_indexes`.
    What a finished book had lost since is made again and named in `store.repaired`, so that
    `check` can tell of it.
    """
    database = store.database
    store.measure_clock()  # a silent database is found out within the usual patience
    try:
        with pymongo.timeout(max(store.patience_s, 30)):
            held.admit(database)
            version = usable_version(database, restoring)
        if 0 < version < SCHEMA_VERSION:
            with pymongo.timeout(_UPGRADE_PATIENCE_S):
                upgrade(database, back_up=back_up, say=say)
                version = stored_version(database)
        with pymongo.timeout(max(store.patience_s, patience_s)):
            if version == SCHEMA_VERSION and _is_whole(database):
                store.unbuilt_indexes = store.repaired = ()
                return
            lost = _lost(database) if version == SCHEMA_VERSION else []
            try:
                _make(database)
            except OperationFailure as error:
                if error.code != UNAUTHORIZED:
                    raise
                if version < SCHEMA_VERSION:
                    raise CannotStart(
                        "The book has to be prepared once by the database's owner; this station "
                        "has no right to.",
                        details=str(error),
                    ) from None
            store.unbuilt_indexes = tuple(missing_indexes(database))
            still = {*store.unbuilt_indexes, *weak_validators(database)}
            store.repaired = tuple(name for name in lost if name not in still)
    except PyMongoError as error:
        check_rights_of(error, store.uri, database.name)
        check_case(error, database.name)
        logger.warning("the layout could not be prepared: %s", type(error).__name__)
        raise Outage("The database does not answer.") from error
    if store.unbuilt_indexes:
        logger.warning("indexes that could not be built: %s", ", ".join(store.unbuilt_indexes))
    if store.repaired:
        logger.warning("made again after it was lost: %s", ", ".join(store.repaired))


def complete(store: Store) -> list[str]:
    """Build the indexes that the data did not allow before; return those that are built now.

    `store.unbuilt_indexes` is what the database lacks afterwards, so a station also hears here of
    what another one has built. A station that may not change the layout builds nothing.
    """
    database = store.database
    try:
        with pymongo.timeout(max(store.patience_s, 30)):
            before = missing_indexes(database)
            try:
                _make(database)
            except OperationFailure as error:
                if error.code != UNAUTHORIZED:
                    raise
            store.unbuilt_indexes = tuple(missing_indexes(database))
    except PyMongoError as error:
        logger.warning("the layout could not be completed: %s", type(error).__name__)
        raise store.outage() from error
    return [name for name in before if name not in store.unbuilt_indexes]


def has_book(store: Store) -> bool:
    """Tell whether there is a book in this database, by whichever program.

    Raises CannotStart where this station has no right to look, and Outage.
    """
    try:
        with store.answering():
            return not set(VALIDATORS).isdisjoint(store.database.list_collection_names())
    except Outage as silence:
        check_rights_of(silence.__cause__, store.uri, store.database.name)
        raise


def usable_version(database: Database[Document], restoring: WriteId | None = None) -> int:
    """Return the version of the layout. Raises CannotStart where this is no book for a station."""
    known = {document["_id"]: document for document in database[SCHEMA].find()}
    version = whole(known.get(VERSION_ID, {}).get("version")) or 0
    if version > SCHEMA_VERSION:
        raise CannotStart(
            "This book was written by a newer version of the program. "
            "Install that version on this station as well."
        )
    if RESTORING_ID in known and known[RESTORING_ID].get("run") != restoring:
        raise CannotStart(
            "A backup is being restored into this book, or that was broken off. Restore it again "
            "(`resv-desktop restore FILE`): it begins anew, and the book can be used then."
        )
    return version


def _is_whole(database: Database[Document]) -> bool:
    """Whether this release has prepared the book before, and nothing is lacking in it since.

    So it is at nearly every start, and a host waits for each question more.
    """
    document = database[SCHEMA].find_one({"_id": VERSION_ID}) or {}
    return (
        (whole(document.get(REVISION)) or 0) >= SCHEMA_REVISION
        and document.get(_UNBUILT) == []
        and not missing_indexes(database)
        and not weak_validators(database)
    )


def _lost(database: Database[Document]) -> list[str]:
    """Return what a book lacks that has been prepared, other than what its data never allowed.

    A book that was last prepared by an older release has not lost what came with a newer one.
    """
    document = database[SCHEMA].find_one({"_id": VERSION_ID}) or {}
    if (whole(document.get(REVISION)) or 0) < SCHEMA_REVISION:
        return []
    unbuilt = document.get(_UNBUILT) or []
    missing = [name for name in missing_indexes(database) if name not in unbuilt]
    return missing + weak_validators(database)


def _make(database: Database[Document]) -> None:
    existing = set(database.list_collection_names())
    # What a newer release lets in, the rules of this one might refuse: it puts its own in force.
    weak = [] if is_of_newer_release(database) else weak_validators(database)
    # In this order: what is shut for a move is weak, too, and was marked before it was shut.
    held.refuse(database)
    for name in weak:
        if name not in existing:
            _create(database, name, VALIDATORS[name])
        else:
            _command(database, name, VALIDATORS[name])
    build_indexes(database)
    database[SCHEMA].update_one(
        {"_id": VERSION_ID},
        {
            "$max": {"version": SCHEMA_VERSION, REVISION: SCHEMA_REVISION},
            "$set": {_UNBUILT: missing_indexes(database)},
        },
        upsert=True,
    )


def build_indexes(database: Database[Document]) -> None:
    """Build each index of the contract that the data allows."""
    for index in INDEXES:
        _build(database, index)


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
    database.command(
        "collMod",
        name,
        validator=validator,
        validationLevel="moderate",
        validationAction="error",
    )


def _build(database: Database[Document], index: Index) -> None:
    try:
        options: Document = {"sparse": True} if index.sparse else {}
        database[index.collection].create_index(
            [(key, 1) for key in index.keys], unique=index.unique, **options
        )
    except OperationFailure as error:
        if error.code not in _INDEX_CLASHES:
            raise
        logger.warning("%s.%s cannot be built (%s)", index.collection, index.name, error.code)


def is_of_newer_release(database: Database[Document]) -> bool:
    """Whether a newer release, of the same version of the layout, has prepared the book."""
    document = database[SCHEMA].find_one({"_id": VERSION_ID}) or {}
    return (whole(document.get(REVISION)) or 0) > SCHEMA_REVISION


def weak_validators(database: Database[Document]) -> list[str]:
    """Return each collection whose documents are not held to the rules of the contract.

    In a book that a newer release has prepared the rules are that one's, whatever they are.
    """
    options = {info["name"]: info.get("options", {}) for info in database.list_collections()}

    def are_in_force(rules: object, ours: Document) -> bool:
        return rules == ours or (bool(rules) and is_of_newer_release(database))

    return [
        name
        for name, validator in VALIDATORS.items()
        if not are_in_force(options.get(name, {}).get("validator"), validator)
        or options[name].get("validationLevel") not in _LEVELS
        or options[name].get("validationAction", "error") != "error"
    ]


def missing_indexes(database: Database[Document]) -> list[str]:
    """Return "collection.name" of each index of the contract that is absent or not unique."""
    present = {name: list(database[name].list_indexes()) for name in VALIDATORS}
    return [
        f"{index.collection}.{index.name}"
        for index in INDEXES
        if not any(_serves(found, index) for found in present[index.collection])
    ]


def _serves(found: Mapping[str, Any], index: Index) -> bool:
    """Whether an index that is there, under whatever name, does the work of one of ours."""
    return (
        list(found["key"].items()) == [(key, 1) for key in index.keys]
        and "partialFilterExpression" not in found
        and not (index.unique and (not found.get("unique") or found.get("sparse")))
    )
