"""Follow the database: one change stream, resumed where it broke off."""

from collections.abc import Iterator
from typing import Any

from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.domain.errors import Outage
from resv_desktop.store.documents import JOURNAL, RESERVATIONS, RESTAURANTS, SLOTS, Document
from resv_desktop.store.store import Store

_AWAIT_MS = 500
_HISTORY_LOST = (280, 286)
_PIPELINE = [
    {
        "$match": {
            "$or": [
                {"ns.coll": {"$in": [RESTAURANTS, SLOTS, RESERVATIONS, JOURNAL]}},
                {"operationType": {"$in": ["drop", "dropDatabase", "rename", "invalidate"]}},
            ]
        }
    }
]


def watch(store: Store, stop: Any) -> Iterator[Document]:
    """Yield the events of the database's change stream until stop() is true.

    The first event is an empty one as soon as the stream is open: from then on nothing is missed.
    An event without a namespace means that anything may have changed. Raises Outage when the
    database is lost.
    """
    try:
        with store.database.watch(
            _PIPELINE, full_document="updateLookup", max_await_time_ms=_AWAIT_MS
        ) as stream:
            yield {}
            while stream.alive and not stop():
                event = stream.try_next()
                if event is not None:
                    yield dict(event)
    except OperationFailure as error:
        if error.code not in _HISTORY_LOST:
            raise Outage("The database does not answer.") from error
        yield {}  # too far behind: everything is to be read again
    except PyMongoError as error:
        raise Outage("The database does not answer.") from error
