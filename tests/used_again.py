"""Empty books for one test after the other: to make one takes longer than most tests."""

from typing import Any
from uuid import uuid4

import pymongo
from pymongo.database import Database

from resv_desktop.store.documents import HEARTBEATS, PRESENCE, SCHEMA
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store

_MADE_LATER = {HEARTBEATS, PRESENCE}  # by the first window that is open on the book

Layout = dict[str, object]


class UsedAgain:
    """Databases in the layout of the book that a server has to spare."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(uri)
        self._spare: list[str] = []
        self._layout: Layout = {}

    def take(self) -> str:
        """Return the name of a book with nothing in it."""
        return self._spare.pop() if self._spare else self.make()

    def make(self) -> str:
        """Return the name of a book that no test has had."""
        store = Store(self._uri, name := f"test_{uuid4().hex}")
        prepare(store)
        store.close()
        self._layout = _layout(self._client[name])
        return name

    def give_back(self, name: str) -> None:
        """Empty a book for the next test; drop it where this one has changed more than contents."""
        database = self._client[name]
        if _layout(database) != self._layout:
            self._client.drop_database(name)
            return
        for each in database.list_collection_names():
            if each != SCHEMA:
                database[each].delete_many({})
        database[SCHEMA].update_many({}, {"$unset": {"restaurants": ""}})
        self._spare.append(name)

    def close(self) -> None:
        """Drop every book."""
        for name in self._spare:
            self._client.drop_database(name)
        self._client.close()


def _layout(database: Database[dict[str, Any]]) -> Layout:
    """Return the rules and indexes of each collection, and the version that is noted.

    The server's catalogue has them all in one answer; to ask for the indexes of each collection
    takes seven times as long, after every test.
    """
    layout: Layout = {
        each["name"]: (
            {key: what for key, what in each["md"]["options"].items() if key != "uuid"},
            [(index["spec"], index["ready"]) for index in each["md"]["indexes"]],
        )
        for each in database.client.admin.aggregate(
            [{"$listCatalog": {}}, {"$match": {"db": database.name}}]
        )
        if each["name"] not in _MADE_LATER
    }
    versions = database[SCHEMA].find({}, {"restaurants": 0})
    return {**layout, "versions": list(versions)}
