"""A change stream that breaks off goes on where it was, or says that everything is to be read."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Any, cast

import pytest
from bson import ObjectId

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Position
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store
from resv_desktop.store.watch import RESUMED, watch
from tests.own_mongod import OwnMongod, own_mongod

Events = Generator[dict[str, Any]]
RESUMING = {"operationType": RESUMED}
TOO_LARGE = "x" * 5_000_000  # as an _id, an event tells it four times, and has room for 16 MB
RUN = ObjectId()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnMongod]:
    with own_mongod(tmp_path_factory.mktemp("m")) as running:
        yield running


@pytest.fixture
def store(server: OwnMongod) -> Iterator[Store]:
    server.client.drop_database("resv")
    with closing(Store(server.uri, "resv")) as patient:
        prepare(patient)
    store = Store(server.uri, "resv", patience_s=1.0)
    yield store
    store.close()


def events_of(store: Store, position: Position, patience_s: float = 30.0) -> Events:
    """Watch until the patience of the test is over."""
    end = time.monotonic() + patience_s
    return cast("Events", watch(store, lambda: time.monotonic() > end, position, run=RUN))


def add(store: Store, *names: str) -> None:
    for name in names:
        store.database["restaurants"].insert_one({"name": name})


def names(events: Events, count: int) -> list[str]:
    return [next(events)["fullDocument"]["name"] for _ in range(count)]


def has_moved(position: Position) -> Callable[[], bool]:
    """Ask whether the stream has come further since now, or the patience of the test is over."""
    before, end = position.token, time.monotonic() + 10.0
    return lambda: position.token != before or time.monotonic() > end


def followed_to(store: Store, name: str) -> Position:
    """Return the position of a listener that has heard of a restaurant and was idle since."""
    position = Position()
    with closing(events_of(store, position)) as events:
        assert next(events) == {}
        add(store, name)
        assert names(events, 1) == [name]
    is_idle = has_moved(position)
    for _ in watch(store, is_idle, position, run=RUN):
        pass
    return position


def test_what_happened_while_nobody_listened_is_told_from_where_it_broke_off(store: Store) -> None:
    position = followed_to(store, "A")
    add(store, "B", "C")
    with closing(events_of(store, position)) as events:
        assert next(events) == RESUMING
        assert names(events, 2) == ["B", "C"]


def test_the_position_moves_on_while_nothing_of_the_book_changes(store: Store) -> None:
    position = followed_to(store, "A")
    before = position.token
    store.database["sessions"].insert_one({"of": "a web site"})
    told = list(watch(store, has_moved(position), position, run=RUN))
    assert told == [RESUMING]
    assert position.token != before


def test_a_listener_that_was_interrupted_at_an_event_hears_it_again(store: Store) -> None:
    position = followed_to(store, "A")
    add(store, "B")
    with closing(events_of(store, position)) as events:
        next(events)
        assert names(events, 1) == ["B"]  # whether it was also shown nobody knows
    with closing(events_of(store, position)) as events:
        next(events)
        assert names(events, 1) == ["B"]


def test_a_frozen_server_is_an_outage_and_afterwards_nothing_was_missed(
    server: OwnMongod, store: Store
) -> None:
    position = followed_to(store, "A")
    with closing(events_of(store, position)) as events:
        assert next(events) == RESUMING
        with server.frozen():
            with pytest.raises(Outage):
                next(events)
            with pytest.raises(Outage):
                next(events_of(store, position))
    add(store, "B")
    with closing(events_of(store, position)) as events:
        assert next(events) == RESUMING
        assert names(events, 1) == ["B"]


# Three that the driver does not go on from by itself; 43 it does.
@pytest.mark.parametrize("code", [43, 237, 11601, 136])
def test_a_cursor_that_is_killed_is_no_outage(server: OwnMongod, store: Store, code: int) -> None:
    with closing(events_of(store, followed_to(store, "A"))) as events:
        assert next(events) == RESUMING
        add(store, "B")
        assert names(events, 1) == ["B"]
        with server.failing("getMore", mode={"times": 1}, errorCode=code):
            add(store, "C")
            told = [next(events)]
            while told[-1].get("fullDocument", {}).get("name") != "C":
                told.append(next(events))
        assert {} not in told


@pytest.mark.parametrize("code", [280, 286])
def test_a_history_that_is_lost_ends_in_one_reading(
    server: OwnMongod, store: Store, code: int
) -> None:
    with closing(events_of(store, followed_to(store, "A"))) as events:
        assert next(events) == RESUMING
        with server.failing("getMore", mode={"times": 1}, errorCode=code):
            assert next(events) == {}
        add(store, "B")
        assert names(events, 1) == ["B"]
    position = followed_to(store, "C")
    with (
        server.failing("aggregate", mode={"times": 1}, errorCode=code),
        closing(events_of(store, position)) as events,
    ):
        assert next(events) == {}


def test_an_event_that_is_too_large_to_be_told_ends_in_one_reading(store: Store) -> None:
    store.patience_s = 10.0  # sixteen megabytes take a busy machine a while
    with closing(events_of(store, followed_to(store, "A"))) as events:
        assert next(events) == RESUMING
        store.database["restaurants"].insert_one({"_id": TOO_LARGE, "name": "A"})
        told = [next(events)]
        while told[-1] == RESUMING:
            told.append(next(events))
        assert told[-1] == {}
        add(store, "B")
        assert names(events, 1) == ["B"]


def test_a_server_that_refuses_every_stream_is_an_outage_and_never_an_endless_reading(
    server: OwnMongod, store: Store
) -> None:
    position = followed_to(store, "A")
    for code in (13, 286):
        with server.failing("getMore", errorCode=code):
            told = []
            with pytest.raises(Outage):
                told += list(events_of(store, position))
            assert told.count({}) <= 1
    with server.failing("aggregate", errorCode=286), pytest.raises(Outage):
        next(events_of(store, position))
    with closing(events_of(store, position)) as events:
        assert next(events) == {}


def dropped(store: Store) -> None:
    store.database.client.drop_database(store.database.name)


def without_hours(store: Store) -> None:
    store.database["slots"].drop()


def renamed_away(store: Store) -> None:
    store.database["slots"].rename("slots_kept")


def renamed_over(store: Store) -> None:
    store.database["slots_copy"].insert_one({"of": "a backup"})
    store.database["slots_copy"].rename("slots", dropTarget=True)


@pytest.mark.parametrize("how", [dropped, without_hours, renamed_away, renamed_over])
def test_an_upheaval_is_told_once_and_what_comes_after_it_as_well(
    store: Store, how: Callable[[Store], None]
) -> None:
    position = followed_to(store, "A")
    for end in (True, False):  # heard at once, and by one who comes back later
        if not end:
            dropped(store)
            prepare(store)
            position = followed_to(store, "A")
            how(store)
        with closing(events_of(store, position)) as events:
            assert next(events) == RESUMING
            if end:
                how(store)
            assert next(events) == {}
            add(store, "B")
            assert names(events, 1) == ["B"]


def test_the_collections_of_others_may_go_without_a_word(store: Store) -> None:
    position = followed_to(store, "A")
    with closing(events_of(store, position)) as events:
        assert next(events) == RESUMING
        for name in ("sessions", "heartbeats"):
            store.database[name].insert_one({"of": "a web site"})
            store.database[name].drop()
        store.database["sessions"].insert_one({"of": "a web site"})
        store.database["sessions"].rename("sessions_kept")
        add(store, "B")
        assert names(events, 1) == ["B"]
