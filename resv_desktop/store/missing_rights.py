"""What the name that this station shows may do in a database, and what it lacks for the book."""

from collections.abc import Iterable, Mapping
from typing import Any

from pymongo.database import Database

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.store.documents import HEARTBEATS, PRESENCE, SCHEMA, Document
from resv_desktop.store.rules import VALIDATORS

_READS, _WRITES = ("find", "changeStream"), ("insert", "update", "remove")
_PREPARES = ("createCollection", "createIndex")  # where there is no book yet

_MAY_NOT = (
    "The database knows {user}, but lets it do too little in {database}: the right to {rights} is "
    "missing. Ask whoever looks after the database for the role readWrite on {database}."
)


def check_rights(database: Database[Document], *, is_prepared: bool) -> None:
    """Raise CannotStart, naming the rights, where a station could not keep the book here.

    A server that asks nobody who they are lets everybody do everything.
    """
    told = _told(database)
    if not told["authenticatedUsers"]:
        return
    needed = [*_READS, *_WRITES, *(() if is_prepared else _PREPARES)]
    privileges = told.get("authenticatedUserPrivileges", [])
    places = [*VALIDATORS, SCHEMA, HEARTBEATS, PRESENCE]
    missing = [
        action
        for action in needed
        if not all(
            _may(privileges, action, database.name, place) for place in _where(action, places)
        )
    ]
    if missing:
        user = str(told["authenticatedUsers"][0]["user"])
        raise CannotStart(
            Sentence(_MAY_NOT, user=user, database=database.name, rights=", ".join(missing))
        )


def may_rewrite(database: Database[Document], collection: str) -> bool:
    """Tell whether a station may change and remove what stands in a collection already."""
    told = _told(database)
    privileges = told.get("authenticatedUserPrivileges", [])
    return not told["authenticatedUsers"] or all(
        _may(privileges, action, database.name, collection) for action in ("update", "remove")
    )


def _told(database: Database[Document]) -> Document:
    """Return what the server says of who is asking, and of what they may do."""
    answer = database.client.admin.command("connectionStatus", showPrivileges=True)
    told: Document = answer["authInfo"]
    return told


def _where(action: str, places: Iterable[str]) -> Iterable[str]:
    return ("",) if action == "changeStream" else places  # the whole database is followed at once


def _may(
    privileges: Iterable[Mapping[str, Any]], action: str, database: str, collection: str
) -> bool:
    return any(
        action in privilege["actions"] and _covers(privilege["resource"], database, collection)
        for privilege in privileges
    )


def _covers(resource: Mapping[str, Any], database: str, collection: str) -> bool:
    if resource.get("anyResource"):
        return True
    return resource.get("db") in ("", database) and resource.get("collection") in ("", collection)
