"""How the database is, told with whatever rights a station has, and without changing anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from resv_desktop.domain.errors import Outage
from resv_desktop.store import health, held
from resv_desktop.store.closed import ClosedStore
from resv_desktop.store.documents import SCHEMA_VERSION, new_id
from resv_desktop.store.store import Store
from tests.own_mongod import own_mongod
from tests.store.site import Raw

OpenStore = Callable[[], Store]


def test_a_station_with_few_rights_is_told_what_it_may_not_ask(
    open_store: OpenStore, raw: Raw, uri_of_guest: str
) -> None:
    open_store()
    store = Store(uri_of_guest, raw.name)
    found = health.look_at(store)
    store.close()
    assert found.concerns == ()
    assert found.facts["members"] == "this station has no right to ask"
    assert found.facts["oplog"] == "this station has no right to ask"
    assert found.facts["indexes"] == "all there"


def test_of_a_book_that_has_moved_on_it_is_said_where_and_nothing_of_what_was_done_for_it(
    open_store: OpenStore,
) -> None:
    store, move = open_store(), new_id()
    held.close(store.database, move, "Stand 2", held.Place("%2Frun%2Fdb.sock", "other"))
    (moving,) = health.look_at(store).concerns
    assert "is just being moved to another MongoDB by Stand 2" in moving
    assert held.switch(store.database, move)
    found = health.look_at(store)
    (moved,) = found.concerns
    assert "has moved on: it is in the database other at /run/db.sock" in moved
    assert found.facts["layout"] == f"version {SCHEMA_VERSION}"
    assert found.facts["rules of the collections"] == "nothing can be entered into this book"


def test_a_book_that_is_not_open_is_an_outage() -> None:
    with pytest.raises(Outage, match="no disk"):
        health.look_at(ClosedStore("There is no disk."))


def test_once_the_database_stops_answering_nothing_more_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_ANSWER_S", 0.5)
    with own_mongod(home) as server:
        store = Store(server.uri, "resv")
        with server.failing("dbStats", blockConnection=True, blockTimeMS=2000):
            found = health.look_at(store)
        store.close()
    assert found.concerns[0] == "The database stopped answering while it was asked."
    assert found.facts["database"].startswith(("no answer (", "not asked"))
    assert found.facts["rules of the collections"] == "not asked"
