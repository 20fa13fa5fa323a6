"""Bring a book of an older layout to the layout of this version, once, beside working stations."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pymongo
from pymongo import ReturnDocument
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError, OperationFailure

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.store.connecting import UNAUTHORIZED
from resv_desktop.store.documents import SCHEMA, VERSION_ID, Document, WriteId, new_id, whole

logger = logging.getLogger(__name__)

Step = Callable[[Database[Document], Callable[[], None]], None]
BackUp = Callable[[int, Callable[[], None]], object]
Say = Callable[[str], None]

# STEPS[n] leads from layout n + 1 to n + 2. Each may be stopped, repeated and done twice at once,
# since a station that upgrades can die at any moment. It only adds what stations of the older
# version, which go on writing as they always did, can be without, as other programs do; so the
# newer version reads a document in both forms. It calls what it is given now and then, to keep the
# turn of its station.
STEPS: Sequence[Step] = ()

TURN_ID = "upgrade"
_NO_SUCH_COLLECTION = 26
_TURN_MS = 30_000
_LOOK_S = 0.2
_PATIENCE_S = 60.0


def stored_version(database: Database[Document]) -> int:
    """Return the version of the book's layout; 0 where this program has never prepared it."""
    document = database[SCHEMA].find_one({"_id": VERSION_ID}) or {}
    return whole(document.get("version")) or 0


def upgrade(
    database: Database[Document],
    *,
    back_up: BackUp,
    say: Say,
    steps: Sequence[Step] | None = None,
) -> None:
    """Lead the book to the newest layout; return when it is there, whichever station did it.

    One station at a time has its turn; one that dies loses it half a minute later. back_up is
    given the version that is there and what keeps the turn meanwhile, and is done before anything
    is changed. Raises CannotStart where this station may not change the layout, and whatever
    back_up raises.
    """
    steps = STEPS if steps is None else steps
    newest, run = len(steps) + 1, new_id()
    while stored_version(database) < newest:
        if not may_change_layout(database):
            raise CannotStart(
                "The book has to be upgraded once by the database's owner; this station has no "
                "right to."
            )
        if not _take_turn(database, run):
            say(Sentence("Another station is upgrading the book"))
            threading.Event().wait(_LOOK_S)
            continue
        try:
            _do(database, run, back_up=back_up, say=say, steps=steps)
        finally:
            with pymongo.timeout(_PATIENCE_S):
                database[SCHEMA].delete_one({"_id": TURN_ID, "run": run})


def _do(
    database: Database[Document], run: WriteId, *, back_up: BackUp, say: Say, steps: Sequence[Step]
) -> None:
    version = stored_version(database)
    if version > len(steps):
        return  # another station has been here since this one looked

    def keep_turn() -> None:
        if not _take_turn(database, run):
            raise _turn_lost()

    say(Sentence("Making a backup copy before the book is upgraded"))
    back_up(version, keep_turn)
    say(Sentence("Upgrading the book"))
    for number in range(version, len(steps) + 1):
        keep_turn()
        steps[number - 1](database, keep_turn)
        database[SCHEMA].update_one({"_id": VERSION_ID}, {"$max": {"version": number + 1}})
        logger.info("the book has layout %s now", number + 1)


def _take_turn(database: Database[Document], run: WriteId) -> bool:
    """Have the turn for the next half minute, by the database's clock; tell whether it is ours."""
    is_free = {"$lt": [{"$ifNull": ["$until", datetime.min.replace(tzinfo=UTC)]}, "$$NOW"]}
    is_ours = {"$or": [{"$eq": ["$run", run]}, is_free]}
    until = {"$add": ["$$NOW", _TURN_MS]}
    turn = {
        "run": {"$cond": [is_ours, run, "$run"]},
        "until": {"$cond": [is_ours, until, "$until"]},
    }
    try:
        found = database[SCHEMA].find_one_and_update(
            {"_id": TURN_ID},
            [{"$set": turn}],
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
    except DuplicateKeyError:  # another station asked for the first time at the same instant
        return False
    return found is not None and found["run"] == run


def _turn_lost() -> CannotStart:
    return CannotStart(
        "Another station has gone on with the upgrade of the book, since this one took too long. "
        "Start again in a moment."
    )


def may_change_layout(database: Database[Document]) -> bool:
    """Tell whether this user may set collections up; nothing is changed by asking."""
    try:
        database.command("collMod", SCHEMA)
    except OperationFailure as error:
        if error.code not in (UNAUTHORIZED, _NO_SUCH_COLLECTION):
            raise
        return error.code != UNAUTHORIZED
    return True
