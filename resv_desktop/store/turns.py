"""One station at a time does what several would only do to each other's harm."""

from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from resv_desktop.store.documents import SCHEMA, Document, WriteId
from resv_desktop.store.store import Store

TURN_LASTS = timedelta(minutes=2)  # of a station that was killed the others take over then


def take_turn(
    store: Store,
    name: str,
    by: WriteId,
    *,
    facts: Document | None = None,
    most: Document | None = None,
) -> bool:
    """Take a turn for a while, or take it longer; False while somebody else has it.

    It stands beside the version of the book: {_id: name, by, until}. Facts are stored there in the
    same step; of `most` only what is more than before. Raises Outage.
    """
    now = store.now()
    mine = {"_id": name, "$or": [{"by": by}, {"until": {"$lt": now}}, {"until": None}]}
    turn: Document = {"$set": {"by": by, "until": now + TURN_LASTS} | (facts or {})}
    if most:
        turn["$max"] = most
    with store.answering():
        try:
            store.database[SCHEMA].update_one(mine, turn, upsert=True)
        except DuplicateKeyError:
            return False
    return True


def leave_turn(store: Store, name: str, by: WriteId) -> None:
    """Let the next station have its turn at once. Raises Outage."""
    with store.answering():
        store.database[SCHEMA].update_one({"_id": name, "by": by}, {"$set": {"until": None}})
