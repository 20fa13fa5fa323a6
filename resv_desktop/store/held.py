"""A book that nobody may write into: it is just being moved, has moved on, or is half a copy.

The mark stands beside the version of the layout, which is raised meanwhile: an older release, which
knows no such mark, takes the book for that of a newer one and leaves it alone. The rules of the
collections then allow no entry at all, so the server itself refuses every program's.
"""

import logging
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote

from bson import ObjectId
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.store.documents import HEARTBEATS, PRESENCE, SCHEMA, VERSION_ID, Document
from resv_desktop.store.rules import VALIDATORS
from resv_desktop.store.upgrade import may_change_layout

logger = logging.getLogger(__name__)

State = Literal["moving", "moved", "copy"]
_HELD = "held"
SHUT = 121  # what the server answers where the rules of a collection do not take an entry
RAISED = 1_000_000  # added to the version of the layout while the mark stands
LEASE_S = 60  # of who moves the book; a station that finds it run out takes the mark away
_MAJORITY = WriteConcern(w="majority")
_NOTHING: Document = {"_id": {"$exists": False}}  # every document has one
_SHUT = (*VALIDATORS, HEARTBEATS, PRESENCE)  # without heartbeats nobody takes the book for live


class Place(NamedTuple):
    """Where a book is, as others are told: no hosts are the MongoDB that a station brought."""

    hosts: str
    database: str


class Held(NamedTuple):
    """The mark on a book: what is happening to it, whose doing that is, and where it goes.

    is_abandoned says that who moved it has not been heard of for a minute.
    """

    state: State
    move: ObjectId
    station: str
    place: Place
    is_abandoned: bool


def read(database: Database[Document]) -> Held | None:
    """Return the mark, or None on a book that is simply in use."""
    found = _schema(database).aggregate(
        [
            {"$match": {"_id": VERSION_ID, _HELD: {"$exists": True}}},
            {"$project": {_HELD: 1, "isLate": {"$lt": [f"${_HELD}.until", "$$NOW"]}}},
        ]
    )
    for document in found:
        mark = document[_HELD]
        return Held(
            state=mark["state"],
            move=mark["move"],
            station=str(mark.get("station", "")),
            place=Place(str(mark.get("hosts", "")), str(mark.get("database", ""))),
            is_abandoned=bool(document["isLate"]),
        )
    return None


def refuse(database: Database[Document]) -> None:
    """Raise CannotStart for a book that is held, saying why."""
    mark = read(database)
    if mark is not None:
        raise CannotStart(why(mark, database.name))


def admit(database: Database[Document]) -> None:
    """Take away what an abandoned move has left on the book, else refuse a book that is held."""
    mark = read(database)
    if mark is None:
        return
    if mark.state == "moving" and mark.is_abandoned and _may_reopen(database):
        reopen(database, mark.move, of_somebody_else=True)
    refuse(database)


def why(mark: Held, database: str) -> str:
    """Say what is the matter with a book that is held."""
    if mark.state == "copy":
        return Sentence(
            "In {database} lies an unfinished copy of a book that {station} began to move there, "
            "and no book. Move the book there once more, from where it is.",
            database=database,
            station=mark.station,
        )
    if mark.state == "moving" and mark.is_abandoned:
        return Sentence(
            "{station} began to move the book to another MongoDB and was broken off. The book is "
            "here still; the database's owner has to open it once, since this station has no right "
            "to.",
            station=mark.station,
        )
    if mark.state == "moving":
        return Sentence(
            "The book is just being moved to another MongoDB by {station}. Nothing can be saved "
            "until that is done; try again in a moment.",
            station=mark.station,
        )
    if not mark.place.hosts:
        return Sentence(
            "The book has moved on: it is in the MongoDB that {station} brought along, and nothing "
            "is written here any more.",
            station=mark.station,
        )
    return Sentence(
        "The book has moved on: it is in the database {database} at {hosts}, and nothing is "
        "written here any more. Let this station use that one.",
        database=mark.place.database,
        hosts=unquote(mark.place.hosts),  # a socket's path is kept in codes
    )


def close(database: Database[Document], move: ObjectId, station: str, place: Place) -> None:
    """Let nobody write into the book any more, whichever program. Raises CannotStart if held.

    What is under way is waited for: once this returns, nothing more is entered. Only what was
    entered can still be deleted by a program that leaves no line in the journal.
    """
    mark = _mark("moving", move, station, place)
    is_mine = _schema(database).update_one(
        {"_id": VERSION_ID, _HELD: {"$exists": False}},
        [{"$set": {_HELD: mark, "version": {"$add": ["$version", RAISED]}}}],
    )
    if not is_mine.modified_count:
        refuse(database)
        raise CannotStart("There is no book of this program to be moved.")
    existing = set(database.list_collection_names())
    for name in _SHUT:
        if name not in existing:
            database.create_collection(name)
        _rule(database, name, _NOTHING, "strict")


def is_shut(database: Database[Document]) -> bool:
    """Tell whether no program can enter anything into the book."""
    return set(_shut_in(database)) == set(_SHUT)


def _shut_in(database: Database[Document]) -> list[str]:
    """Return the collections that take no entry."""
    options = {info["name"]: info.get("options", {}) for info in database.list_collections()}
    return [name for name in _SHUT if options.get(name, {}).get("validator") == _NOTHING]


def _may_reopen(database: Database[Document]) -> bool:
    """Tell whether this station can open a book again; one that cannot leaves it to others."""
    return not _shut_in(database) or may_change_layout(database)


def renew(database: Database[Document], move: ObjectId) -> bool:
    """Say that the move goes on; return False where another station has taken the mark away."""
    until = [{"$set": {f"{_HELD}.until": _later()}}]
    return _schema(database).update_one(_own(move), until).matched_count == 1


def reopen(database: Database[Document], move: ObjectId, *, of_somebody_else: bool = False) -> bool:
    """Let the book be written into again; return False where it is not held for this move.

    Of somebody else's move only one that is abandoned is ended, and only by one station.
    """
    mine = ObjectId()
    late = {"$expr": {"$lt": [f"${_HELD}.until", "$$NOW"]}} if of_somebody_else else {}
    taken = _schema(database).update_one(
        {**_own(move), f"{_HELD}.state": "moving", **late},
        [{"$set": {f"{_HELD}.move": mine, f"{_HELD}.until": _later()}}],
    )
    if not taken.modified_count:
        return False
    for name in _shut_in(database):
        if name in VALIDATORS:
            _rule(database, name, VALIDATORS[name], "moderate")
        else:
            _rule(database, name, {}, "strict")
    _schema(database).update_one(
        _own(mine), [{"$set": {"version": {"$subtract": ["$version", RAISED]}}}, {"$unset": _HELD}]
    )
    logger.warning("the book is open again where it was")
    return True


def switch(database: Database[Document], move: ObjectId) -> bool:
    """Say that the book has moved, for good; return False where the move was ended meanwhile.

    This one write decides where the book is.
    """
    done = _schema(database).update_one(
        {**_own(move), f"{_HELD}.state": "moving"},
        [
            {"$set": {f"{_HELD}.state": "moved", f"{_HELD}.at": "$$NOW"}},
            {"$unset": f"{_HELD}.until"},
        ],
    )
    return done.modified_count == 1


def begin_copy(
    database: Database[Document], move: ObjectId, station: str, *, last: ObjectId | None = None
) -> None:
    """Mark a database as half a copy before anything is in it.

    What an abandoned move has left there is taken over, that of the last one at once. Raises
    CannotStart where another book is, or where another station is copying.
    """
    mark = _mark("copy", move, station, Place("", ""))
    schema = _schema(database)
    is_over = [{"$expr": {"$lt": [f"${_HELD}.until", "$$NOW"]}}, {f"{_HELD}.move": last}]
    taken = schema.update_one(
        {"_id": VERSION_ID, f"{_HELD}.state": "copy", "$or": is_over}, [{"$set": {_HELD: mark}}]
    )
    if taken.modified_count:
        return
    refuse(database)
    if not set(VALIDATORS).isdisjoint(database.list_collection_names()):
        raise CannotStart("There is a book in that database already, and it stays as it is.")
    try:
        # It matches nothing, so it is an insertion that knows the server's time.
        schema.update_one(
            {"_id": VERSION_ID, "version": {"$lt": 0}},
            [{"$set": {"version": RAISED, _HELD: mark}}],
            upsert=True,
        )
    except DuplicateKeyError:
        raise CannotStart("Another station is just moving a book into that database.") from None


def keep_beside(
    database: Database[Document], ours: Sequence[str], beside: Sequence[Document]
) -> None:
    """Let this, and nothing else that can be ours, stand beside the mark of a copy."""
    schema = _schema(database)
    schema.delete_many({"_id": {"$in": ours}})
    if beside:
        schema.insert_many(beside)


def finish_copy(
    database: Database[Document], move: ObjectId, version: Document, begun: Sequence[Document]
) -> bool:
    """Let a copy be the book; return False where it is no copy of this move, or no longer.

    version is the mark of the layout that the book had where it comes from, begun what beside it
    says of work that is to be ended. Both come at once, so that nothing is ever begun twice.
    """
    kept = {name: value for name, value in version.items() if name not in ("_id", _HELD)}

    def finish(session: ClientSession) -> bool:
        schema = _schema(database)
        is_copy = schema.replace_one(_own(move), kept, session=session).matched_count == 1
        for mark in begun if is_copy else ():
            schema.replace_one({"_id": mark["_id"]}, mark, upsert=True, session=session)
        return is_copy

    with database.client.start_session() as session:
        return session.with_transaction(finish, write_concern=_MAJORITY)


def give_up_copy(database: Database[Document], move: ObjectId, ours: Sequence[str]) -> None:
    """Take away half a copy, the mark last, so that it is never seen without."""
    if not renew(database, move):
        return
    for name in VALIDATORS:
        database.drop_collection(name)
    keep_beside(database, ours, ())
    _schema(database).delete_one(_own(move))


def version_document(database: Database[Document]) -> Document:
    """Return the mark of the layout of a book, as it is without being held."""
    document = _schema(database).find_one({"_id": VERSION_ID}) or {}
    if document.pop(_HELD, None) is not None:
        document["version"] -= RAISED
    return document


def _own(move: ObjectId) -> dict[str, Any]:
    return {"_id": VERSION_ID, f"{_HELD}.move": move}


def _mark(state: State, move: ObjectId, station: str, place: Place) -> Document:
    texts = {"station": station, "hosts": place.hosts, "database": place.database}
    literal = {name: {"$literal": value} for name, value in texts.items()}
    return {"state": state, "move": move, **literal, "until": _later(), "at": "$$NOW"}


def _later() -> Document:
    return {"$add": ["$$NOW", LEASE_S * 1000]}


def _rule(database: Database[Document], name: str, validator: Document, level: str) -> None:
    database.command(
        "collMod",
        name,
        validator=validator,
        validationLevel=level,
        validationAction="error",
        writeConcern={"w": "majority"},
    )


def _schema(database: Database[Document]) -> Collection[Document]:
    return database.get_collection(
        SCHEMA,
        write_concern=_MAJORITY,
        read_concern=ReadConcern("majority"),
        read_preference=ReadPreference.PRIMARY,
    )
