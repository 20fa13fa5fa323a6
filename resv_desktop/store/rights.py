"""What a station that has joined may do in the database, and what a code alone may."""

from typing import Any

from resv_desktop.store.documents import (
    HEARTBEATS,
    JOURNAL,
    MANAGERS,
    PRESENCE,
    REFUSED,
    RESERVATIONS,
    RESTAURANTS,
    SCHEMA,
    SLOTS,
    WAITING,
)

_STATION_ROLE, CODE_ROLE = "resvStation", "resvJoining"
JOINING_DATABASE, REQUESTS = "resv_joining", "requests"

# A station only ever adds to the journal (names leave old lines on the machine that has the book,
# nameless.py), and no restaurant is ever removed; the version of the book carries a counter that
# who adds a restaurant moves on.
_WRITES: dict[str, tuple[str, ...]] = {
    RESTAURANTS: ("insert", "update"),
    SLOTS: ("insert", "update", "remove"),
    RESERVATIONS: ("insert", "update", "remove"),
    WAITING: ("insert", "update", "remove"),
    HEARTBEATS: ("insert", "update", "remove"),
    PRESENCE: ("insert", "update", "remove"),
    REFUSED: ("insert", "update", "remove"),
    MANAGERS: ("insert", "update"),
    JOURNAL: ("insert",),
    SCHEMA: ("update",),
}
_READS = ("find", "changeStream", "listCollections", "listIndexes")


def station_role(database: str) -> str:
    """Return the name of the role that the stations of a book have; each book has its own."""
    return f"{_STATION_ROLE}-{database}"


def station_rights(database: str) -> list[dict[str, Any]]:
    """Return the privileges of a station: all that a host does, in this book alone.

    It cannot make, change or drop a collection, an index, a rule or a user.
    """
    reads = {"resource": {"db": database, "collection": ""}, "actions": list(_READS)}
    writes = [
        {"resource": {"db": database, "collection": name}, "actions": list(actions)}
        for name, actions in _WRITES.items()
    ]
    return [reads, *writes]


def code_rights() -> list[dict[str, Any]]:
    """Return the privileges of a code: to ask for a user, and not to read what others ask."""
    requests = {"db": JOINING_DATABASE, "collection": REQUESTS}
    return [{"resource": requests, "actions": ["insert"]}]
