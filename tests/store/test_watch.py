"""The change stream of a station: open first, then read; told again when it began anew."""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import chain, repeat
from pathlib import Path
from typing import Any, cast

import pytest

from resv_desktop.domain.errors import Outage
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from resv_desktop.store.watch import watch
from tests.own_mongod import own_mongod


@pytest.fixture
def store(mongod: ManagedServer, database_name: str) -> Iterator[Store]:
    store = Store(mongod.uri, database_name)
    prepare(store)
    yield store
    store.close()


def events_of(store: Store, patience_s: float = 30.0) -> Generator[dict[str, Any]]:
    """Watch until the patience of the test is over."""
    end = time.monotonic() + patience_s
    return cast("Generator[dict[str, Any]]", watch(store, lambda: time.monotonic() > end))


def test_the_first_event_says_that_nothing_is_missed_from_now_on(store: Store) -> None:
    events = events_of(store)
    assert next(events) == {}
    store.database["restaurants"].insert_one({"name": "A"})
    assert next(events)["fullDocument"]["name"] == "A"
    events.close()


def test_a_stop_ends_it_without_a_word(store: Store) -> None:
    answers = chain([False, False], repeat(True))
    assert list(watch(store, lambda: next(answers))) == [{}]


def test_a_stop_that_was_there_before_opens_nothing(store: Store) -> None:
    assert list(watch(store, lambda: True)) == []


def test_collections_of_others_are_not_told(store: Store) -> None:
    events = events_of(store)
    next(events)
    store.database["sessions"].insert_one({"of": "a web site"})
    store.database["restaurants"].insert_one({"name": "A"})
    assert next(events)["ns"]["coll"] == "restaurants"
    events.close()


def test_a_database_that_is_dropped_is_told_and_the_next_write_as_well(store: Store) -> None:
    events = events_of(store)
    next(events)
    store.database.client.drop_database(store.database.name)
    told = [next(events)]
    while told[-1] == {}:  # read again, as a station does: here, write something that is told
        store.database["restaurants"].insert_one({"name": "A"})
        told.append(next(events))
    assert told[0] == {}
    assert told[-1]["fullDocument"]["name"] == "A"
    events.close()


def test_a_stream_too_far_behind_begins_anew_and_a_frozen_server_lets_go(tmp_path: Path) -> None:
    with (
        own_mongod(tmp_path / "m") as server,
        closing(Store(server.uri, "resv", patience_s=1.0)) as store,
        closing(events_of(store)) as events,
    ):
        prepare(store)
        assert next(events) == {}
        store.database["restaurants"].insert_one({"name": "0"})
        assert next(events)["operationType"] == "insert"
        with server.failing("getMore", mode={"times": 1}, errorCode=286):
            assert next(events) == {}
        store.database["restaurants"].insert_one({"name": "A"})
        assert next(events)["operationType"] == "insert"
        with server.frozen():
            start = time.monotonic()
            with pytest.raises(Outage):
                next(events)
            assert time.monotonic() - start < 15.0  # it is frozen for longer
        server.kill()
        with pytest.raises(Outage):
            next(events_of(store))


def test_an_error_of_the_server_is_an_outage(tmp_path: Path) -> None:
    with own_mongod(tmp_path / "m") as server:
        store = Store(server.uri, "resv", patience_s=1.0)
        prepare(store)
        events = events_of(store)
        next(events)
        with server.failing("getMore", errorCode=13), pytest.raises(Outage):
            next(events)
        store.close()
