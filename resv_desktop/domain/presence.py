"""Who is about to take a table, so that two hosts do not promise the same one by word of mouth."""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
