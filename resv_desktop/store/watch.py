"""Follow the database: one change stream, resumed where it broke off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pymongo
from pymongo.change_stream import DatabaseChangeStream
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.domain.reservation import Position
from resv_desktop.store.connecting import why_shut_out
from resv_desktop.store.documents import (
    HEARTBEATS,
    JOURNAL,
    PRESENCE,
    RESERVATIONS,
    RESTAURANTS,
    SLOTS,
    WAITING,
    Document,
    WriteId,
)
from resv_desktop.store.store import Store

_AWAIT_MS = 500
_PARTING_S = 0.5
_HISTORY_LOST = (280, 286)
_KILLED = (43, 237, 11601)
_OF_THE_DATABASE = ("dropDatabase", "invalidate")
_UPHEAVALS = ("drop", "rename", *_OF_THE_DATABASE)
_OF_OLD_LINES = ("delete", "replace", "update")
_TOLD = (RESTAURANTS, SLOTS, RESERVATIONS, JOURNAL, PRESENCE, WAITING)
RESUMED = "resumed"  # stands where an event has its operationType


def _pipeline(run: WriteId | None) -> list[Document]:
    """Let through what changes the book, and the heartbeat of this run alone."""
    return [
        {
            "$match": {
                "$or": [
                    {"ns.coll": {"$in": _TOLD}},
                    {"to.coll": {"$in": _TOLD}},  # where a collection was renamed to
                    {"ns.coll": HEARTBEATS, "documentKey._id": run},
                    {"operationType": {"$in": _OF_THE_DATABASE}},
                ],
                # Lines that go into the archive, or lose a name, change nothing that anybody shows.
                "$nor": [{"ns.coll": JOURNAL, "operationType": {"$in": _OF_OLD_LINES}}],
            }
        }
    ]


def watch(
    store: Store,
    stop: Callable[[], bool],
    position: Position | None = None,
    *,
    run: WriteId | None = None,
) -> Iterator[Document]:
    """Yield the events of the database's change stream until stop() is true.

    Of a document that was updated they tell what was changed and its _id, of one that was deleted
    the _id alone: to look up the rest would keep the server from telling it at once.
    Heartbeats are told of one run of a station only, its own.

    The first event says that the stream is open: RESUMED where it goes on at the position, which
    is kept up to date and may be handed in again after an Outage. Otherwise the event is empty:
    anything may have changed. An empty event also comes, once, when a collection of the book went
    or when the stream cannot go on from where it was. An event may come twice, never not at all.
    Raises Outage when the database is lost.
    """
    position = Position() if position is None else position
    try:
        while not stop():
            yield from _one_stream(store, stop, position, run)
    except PyMongoError as error:
        raise store.outage(why_shut_out(error, store.uri)) from error


def _one_stream(
    store: Store, stop: Callable[[], bool], position: Position, run: WriteId | None
) -> Iterator[Document]:
    """Yield the events of one change stream, until stop() or until another must be opened."""
    began_at, has_answered = position.token, False
    try:
        with _opened(store, position, run) as stream:
            yield {} if began_at is None else {"operationType": RESUMED}
            is_upheaved = False
            while stream.alive and not stop():
                # Bounded, or a server that has frozen would keep this thread from its stop().
                with pymongo.timeout(store.patience_s):
                    event = stream.try_next()
                has_answered = True
                if event is not None and event["operationType"] in _UPHEAVALS:
                    is_upheaved = True  # they come in rows, and one reading is enough for all
                    continue
                if is_upheaved:
                    is_upheaved = False
                    yield {}
                if event is not None:
                    yield dict(event)
                position.token = stream.resume_token  # moves on even where nothing happens
            if not stream.alive:  # the database was dropped
                position.token = None
    except OperationFailure as error:
        # Neither silence nor who kills a cursor says anything against the position. Another error
        # does, of an event that is too large to be told, say, once it is all that is answered.
        is_first_word = not has_answered
        if error.timeout or (is_first_word and (began_at is None or error.code in _KILLED)):
            raise
        if is_first_word or error.code in _HISTORY_LOST:
            position.token = None


@contextmanager
def _opened(
    store: Store, position: Position, run: WriteId | None
) -> Iterator[DatabaseChangeStream[Document]]:
    """Open a change stream that goes on after the position, and close it whatever happens."""
    with pymongo.timeout(store.patience_s):
        stream = store.database.watch(
            _pipeline(run),
            start_after=position.token,
            max_await_time_ms=_AWAIT_MS,
        )
    try:
        yield stream
    finally:
        with pymongo.timeout(_PARTING_S):
            stream.close()
