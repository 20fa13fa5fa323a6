"""Who is about to take a table, so that two hosts do not promise the same one by word of mouth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

Place = tuple[str, str]
"""The ids of a slot and of a table in it."""

Takers = Mapping[Place, tuple[str, ...]]
"""The stations at which a host is about to take a table, by its place."""

LEASE_LASTS = timedelta(seconds=20)
LEASE_RENEWED_EVERY = timedelta(seconds=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A host at another station has the dialog of a free slot open: a warning, never a lock.

    It counts until an instant (UTC, the database's clock); a station that crashed renews nothing,
    so it is gone 20 seconds later.
    """

    rest_id: str
    slot_id: str
    table_id: str
    station: str
    until: datetime


def takers_at(presences: Iterable[Presence], now: datetime) -> Takers:
    """Return which stations are about to take which table at an instant, each told once."""
    found: dict[Place, set[str]] = {}
    for presence in presences:
        if presence.until > now:
            place = (presence.slot_id, presence.table_id)
            found.setdefault(place, set()).add(presence.station)
    return {place: tuple(sorted(stations)) for place, stations in found.items()}
