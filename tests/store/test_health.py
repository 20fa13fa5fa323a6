"""How the database is, told with whatever rights a station has, and without changing anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from resv_desktop.domain.errors import Outage
from resv_desktop.store import health
from resv_desktop.store.closed import ClosedStore
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
