"""Follow the database: one change stream, resumed where it broke off."""

from collections.abc import Callable, Iterator

import pymongo
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.store.documents import (
    HEARTBEATS,
    JOURNAL,
    PRESENCE,
    RESERVATIONS,
    RESTAURANTS,
    SLOTS,
    Document,
    WriteId,
)
from resv_desktop.store.store import Store

_AWAIT_MS = 500
_PARTING_S = 0.5
_HISTORY_LOST = (280, 286)
_UPHEAVALS = ["drop", "dropDatabase", "rename", "invalidate"]
_TOLD = [RESTAURANTS, SLOTS, RESERVATIONS, JOURNAL, PRESENCE]


def _pipeline(run: WriteId | None) -> list[Document]:
    """Let through what changes the book, and the heartbeat of this run alone."""
    return [
        {
            "$match": {
                "$or": [
                    {"ns.coll": {"$in": _TOLD}},
                    {"ns.coll": HEARTBEATS, "documentKey._id": run},
                    {"operationType": {"$in": _UPHEAVALS}},
                ]
            }
        }
    ]


def watch(
    store: Store, stop: Callable[[], bool], *, run: WriteId | None = None
) -> Iterator[Document]:
    """Yield the events of the database's change stream until stop() is true.

    Heartbeats are told of one run of a station only, its own.

    An empty event means that anything may have changed: one comes as soon as the stream is open
    (from then on nothing is missed), and again whenever a whole collection went or the stream had
    to begin anew. Raises Outage when the database is lost.
    """
    try:
        while not stop():
            yield from _one_stream(store, stop, run)
    except PyMongoError as error:
        raise store.outage() from error


def _one_stream(store: Store, stop: Callable[[], bool], run: WriteId | None) -> Iterator[Document]:
    """Yield the events of one change stream, until stop() or until it cannot go on."""
    with pymongo.timeout(store.patience_s):
        stream = store.database.watch(
            _pipeline(run), full_document="updateLookup", max_await_time_ms=_AWAIT_MS
        )
    try:
        yield {}
        while stream.alive and not stop():
            # Bounded, or a server that has frozen would keep this thread from its stop().
            with pymongo.timeout(store.patience_s):
                event = stream.try_next()
            if event is not None:
                yield {} if event["operationType"] in _UPHEAVALS else dict(event)
    except OperationFailure as error:
        if error.code not in _HISTORY_LOST:  # too far behind to go on from here
            raise
    finally:
        with pymongo.timeout(_PARTING_S):
            stream.close()
