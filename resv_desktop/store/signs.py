"""Signs of life that stations give each other: heartbeats, and who is about to take a table.

Nothing here is part of the book: whatever is lost of it costs a warning and never a reservation.
So these writes wait for one member of the replica set only.
"""

from datetime import datetime, timedelta
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import OperationFailure
from pymongo.write_concern import WriteConcern

from resv_desktop.domain.database_uri import is_joined, user_of
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.presence import Presence
from resv_desktop.store import held
from resv_desktop.store.documents import (
    HEARTBEATS,
    PRESENCE,
    Document,
    WriteId,
    both_forms,
    object_id,
)
from resv_desktop.store.store import Store

_ONE_MEMBER = WriteConcern(w=1)
_PATIENCE_S = 1.5  # no worker is kept from better things for a warning
_BEATS_KEPT = timedelta(days=60)
_LIVE_FOR = timedelta(seconds=5)  # it beats once a second
_LEASES_KEPT = timedelta(minutes=1)


def beat(store: Store, run: WriteId, station: str, number: int, patience_s: float) -> None:
    """Write the heartbeat of one run of a station; it comes back through the change stream.

    {_id: the run, station, user, beat: int, at: Date}; user is there where the station has joined,
    and what other runs left behind stays for sixty days, so that it is known who was last seen
    when. Raises Outage.
    """
    signs: dict[str, Any] = {
        "$set": {"station": station, "beat": number},
        "$currentDate": {"at": True},
    }
    if is_joined(store.uri):
        signs["$setOnInsert"] = {"user": user_of(store.uri)}
    with store.answering(patience_s):
        beats = _collection(store, HEARTBEATS)
        try:
            beats.update_one({"_id": run}, signs, upsert=True)
        except OperationFailure as error:
            if error.code != held.SHUT:
                raise
            # A book that is being moved, or has moved on, is live nowhere.
            raise Outage("Nothing can be saved in this book.", why=store.why_shut()) from error
        if number <= 1:
            beats.delete_many({"at": {"$lt": store.now() - _BEATS_KEPT}})


def others_live(store: Store, run: WriteId) -> list[str]:
    """Return the names of the other stations whose heart has just beaten. Raises Outage."""
    others = {"_id": {"$ne": run}, "at": {"$gt": store.now() - _LIVE_FOR}}
    with store.answering(_PATIENCE_S):
        found = _collection(store, HEARTBEATS).find(others, {"station": 1}).to_list()
    return [str(beat.get("station")) for beat in found]


def announce(store: Store, lease: WriteId, run: WriteId, presence: Presence) -> None:
    """Say until when a host has this slot's dialog open; said again, it lasts longer.

    {_id: the lease, run, restId, slotId, tableId, station, until: Date}. Raises Outage.
    """
    with store.answering(_PATIENCE_S):
        leases = _collection(store, PRESENCE)
        leases.update_one(
            {"_id": lease},
            {
                "$set": {
                    "run": run,
                    "restId": object_id(presence.rest_id) or presence.rest_id,
                    "slotId": object_id(presence.slot_id) or presence.slot_id,
                    "tableId": presence.table_id,
                    "station": presence.station,
                    "until": presence.until,
                }
            },
            upsert=True,
        )
        leases.delete_many({"until": {"$lt": presence.until - _LEASES_KEPT}})


def withdraw(store: Store, lease: WriteId) -> None:
    """Say that the dialog has been left. Raises Outage."""
    with store.answering(_PATIENCE_S):
        _collection(store, PRESENCE).delete_one({"_id": lease})


def presences(store: Store, run: WriteId, rest_id: str, now: datetime) -> list[Presence]:
    """Return what other runs announce and what still counts at `now`."""
    with store.answering(_PATIENCE_S):
        found = list(
            _collection(store, PRESENCE).find(
                {
                    "restId": {"$in": both_forms([rest_id])},
                    "run": {"$ne": run},
                    "until": {"$gt": now},
                }
            )
        )
    return [_presence_from(document) for document in found]


def _presence_from(document: Document) -> Presence:
    return Presence(
        rest_id=str(document["restId"]),
        slot_id=str(document.get("slotId", "")),
        table_id=str(document.get("tableId", "")),
        station=str(document.get("station", "")),
        until=document["until"],
    )


def _collection(store: Store, name: str) -> Collection[dict[str, Any]]:
    return store.database.get_collection(name, write_concern=_ONE_MEMBER)
