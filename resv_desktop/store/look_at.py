"""What is behind an address, before anything is entrusted to it; nothing is written."""

from collections.abc import Sequence

from pymongo.database import Database

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.found import Found
from resv_desktop.domain.words import Sentence
from resv_desktop.store import held
from resv_desktop.store.connecting import why_nobody_answers
from resv_desktop.store.documents import (
    HEARTBEATS,
    PRESENCE,
    RESERVATIONS,
    RESTAURANTS,
    SCHEMA,
    SCHEMA_VERSION,
    Document,
    text,
)
from resv_desktop.store.layout import usable_version
from resv_desktop.store.missing_rights import check_rights
from resv_desktop.store.rules import VALIDATORS
from resv_desktop.store.store import Store
from resv_desktop.store.tls import is_secure

_OURS = {*VALIDATORS, SCHEMA, HEARTBEATS, PRESENCE}
_LOOKED_INTO = 20  # documents of a collection that may be another program's
_MOST_NAMES = 100

_ONLY_FOLLOWS = (
    "This address leads to one member of the replica set alone, and that one only follows the "
    "others. Name all members and the set, as mongodb://host1,host2,host3/?replicaSet=rs0, and "
    "leave directConnection out."
)
_STRANGERS = (
    "Another program keeps its own things in {database}, under names that the book needs "
    "({collections}). Choose another name for the database of the book."
)


def look_at(store: Store) -> Found:
    """Return what is found; raise CannotStart or Outage with the reason why it cannot be used.

    A book that is being moved, or that has moved on, is a CannotStart too. Half a copy is no book:
    another attempt may begin there.
    """
    try:
        store.connect()
    except Outage as silence:
        if silence.why:
            raise
        raise Outage(silence.sentence, why=why_nobody_answers(store.database.client)) from silence
    database = store.database
    with store.answering():
        server = database.client.server_info()
        hello = database.client.admin.command("hello")
        if hello.get("secondary"):
            raise CannotStart(_ONLY_FOLLOWS)
        check_rights(database, is_prepared=True)
        mark = held.read(database)
        if mark is not None and mark.state != "copy":
            raise CannotStart(held.why(mark, database.name))
        version = 0 if mark is not None else usable_version(database)
        check_rights(database, is_prepared=version == SCHEMA_VERSION)
        names = {name for name in database.list_collection_names() if "system." not in name}
        book = sorted(names & set(VALIDATORS)) if mark is None else []
        if book and not version:
            _check_strangers(database, book)
        return Found(
            version=str(server["version"]),
            members=tuple(hello.get("hosts", ())),
            is_secure=is_secure(store.uri),
            has_book=bool(book),
            restaurants=tuple(
                text(house.get("name"))
                for house in database[RESTAURANTS].find({}, {"name": 1}).limit(_MOST_NAMES)
                if book
            ),
            reservations=database[RESERVATIONS].estimated_document_count() if book else 0,
            others=tuple(sorted(names - _OURS)),
        )


def _check_strangers(database: Database[Document], names: Sequence[str]) -> None:
    """Raise CannotStart where collections are called like the book's and hold something else.

    One document in twenty that could be of a book makes it a book of another program's.
    """
    strange = []
    for name in names:
        ids = [found["_id"] for found in database[name].find({}, {"_id": 1}).limit(_LOOKED_INTO)]
        ours: Document = {"$and": [{"_id": {"$in": ids}}, VALIDATORS[name]]}
        if ids and database[name].find_one(ours, {"_id": 1}) is None:
            strange.append(name)
    if strange:
        raise CannotStart(
            Sentence(_STRANGERS, database=database.name, collections=", ".join(strange))
        )
