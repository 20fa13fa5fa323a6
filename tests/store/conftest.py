"""A plain database, the program's store over it, and a restaurant that a web site keeps there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bson import ObjectId
from pymongo import MongoClient

from resv_desktop.controller import Controller
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.store.guest import guest_of
from tests.store.site import Raw, Site


@pytest.fixture
def raw(mongod: ManagedServer, database_name: str) -> Iterator[Raw]:
    client: MongoClient[dict[str, Any]] = MongoClient(mongod.uri, tz_aware=True)
    yield client[database_name]
    client.close()


@pytest.fixture(params=[ObjectId, str], ids=["ids as ids", "ids as text"])
def site(raw: Raw, request: pytest.FixtureRequest) -> Site:
    return Site(raw, request.param)


@pytest.fixture
def open_store(mongod: ManagedServer, database_name: str) -> Iterator[Callable[[], Store]]:
    """Open the book as the program's start does, over whatever is in the database by then."""
    opened: list[Store] = []

    def open_now() -> Store:
        store = Store(mongod.uri, database_name)
        opened.append(store)
        store.connect()
        prepare(store)
        return store

    yield open_now
    for store in opened:
        store.close()


@pytest.fixture
def uri_of_guest(mongod: ManagedServer, raw: Raw) -> Iterator[str]:
    """Return the address for a user who may read and write the book but not change its layout."""
    with guest_of(mongod, raw.name) as uri:
        yield uri


@pytest.fixture
def rest_id(site: Site) -> str:
    """A restaurant of the site: no zone, no opening hours, a national number."""
    return str(site.add_house())


@pytest.fixture
def store(open_store: Callable[[], Store], rest_id: str) -> Store:
    assert rest_id
    return open_store()


@pytest.fixture
def controller(store: Store) -> Controller:
    return Controller(store, station="Stand 1")
