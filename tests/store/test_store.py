"""One way to the database: all or nothing, bounded patience, and a sentence when it is silent."""

import logging
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId
from pymongo import monitoring
from pymongo.errors import PyMongoError

from resv_desktop.domain.errors import (
    CannotStart,
    Outage,
    Refusal,
    SlotBusy,
    WriteForbidden,
)
from resv_desktop.domain.steady import steady_s
from resv_desktop.store.book import Book
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.own_mongod import OwnMongod, own_mongod

SLACK_S = 10.0  # on a machine that is busy, beyond the patience; the driver's is half a minute
LINE = {"at": datetime(2026, 3, 10, tzinfo=UTC), "act": "try", "station": "Stand 1"}


@pytest.fixture
def store(mongod: ManagedServer, database_name: str) -> Iterator[Store]:
    store = Store(mongod.uri, database_name)
    store.connect()
    prepare(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnMongod]:
    with own_mongod(tmp_path_factory.mktemp("m")) as server:
        yield server


@pytest.fixture
def hasty(own: OwnMongod) -> Iterator[Store]:
    """A store with a patience of one second on a server of its own."""
    own.client.drop_database("hasty")
    with closing(Store(own.uri, "hasty")) as patient:
        prepare(patient)
    store = Store(own.uri, "hasty", patience_s=1.0)
    store.connect()
    yield store
    store.close()


def lines(store: Store) -> int:
    return store.database["journal"].count_documents({})


def write_line(book: Book, **facts: Any) -> None:
    book.write_line({**LINE, "_id": ObjectId(), **facts})


def test_all_of_a_write_is_kept_and_its_result_returned(store: Store) -> None:
    def work(book: Book) -> str:
        write_line(book)
        write_line(book)
        return "two"

    assert store.write(work) == "two"
    assert lines(store) == 2


def test_none_of_a_write_is_kept_when_a_rule_says_no_at_its_end(store: Store) -> None:
    def work(book: Book) -> None:
        write_line(book)
        raise Refusal("No.")

    with pytest.raises(Refusal, match="No"):
        store.write(work)
    assert lines(store) == 0


def test_an_entry_against_the_rules_of_the_book_is_said_to_be_one_and_no_silence(
    store: Store,
) -> None:
    def work(book: Book) -> None:
        write_line(book)
        write_line(book, host=5)

    with pytest.raises(WriteForbidden, match=r"rules do not allow this entry\. Nothing was saved"):
        store.write(work)
    assert lines(store) == 0


def test_a_station_that_may_only_read_is_told_so_and_hears_of_no_silence(
    hasty: Store, own: OwnMongod
) -> None:
    with (
        own.failing("insert", errorCode=13),
        pytest.raises(WriteForbidden, match=r"no right to write.*Nothing was saved"),
    ):
        hasty.write(write_line)
    with own.failing("insert", errorCode=13), pytest.raises(WriteForbidden, match="the hours"):
        hasty.write_plain(write_line)
    assert lines(hasty) == 0


def test_none_of_a_write_is_kept_when_the_program_itself_fails(store: Store) -> None:
    def work(book: Book) -> None:
        write_line(book)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write(work)
    assert lines(store) == 0


class Commits(monitoring.CommandListener):
    """Remembers the transactions that went over the wire."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.sent.append(dict(event.command))

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


def test_a_write_is_committed_by_a_majority_and_every_step_of_it_in_one_transaction(
    mongod: ManagedServer, database_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = Commits()
    listeners = monitoring._LISTENERS._replace(command_listeners=[commits])
    monkeypatch.setattr(monitoring, "_LISTENERS", listeners)
    store = Store(mongod.uri, database_name)
    store.connect()
    prepare(store)
    monkeypatch.undo()
    commits.sent.clear()

    def work(book: Book) -> None:
        assert book.restaurants() == []
        assert book.reservation("none") is None
        write_line(book)

    store.write(work)
    assert [next(iter(command)) for command in commits.sent] == [
        *("find", "find", "insert", "commitTransaction"),
    ]
    assert all(command["autocommit"] is False for command in commits.sent)
    assert len({command["txnNumber"] for command in commits.sent}) == 1
    assert commits.sent[0]["readConcern"]["level"] == "local"
    assert commits.sent[-1]["writeConcern"]["w"] == "majority"

    commits.sent.clear()
    store.write_plain(write_line)
    assert commits.sent[0]["writeConcern"]["w"] == "majority"
    store.close()


def test_a_transaction_sees_one_instant_whatever_others_save_meanwhile(store: Store) -> None:
    restaurants = store.database["restaurants"]
    restaurants.insert_one({"name": "A"})
    seen = []

    def work(book: Book) -> None:
        seen.append([r.name for r in book.restaurants()])
        restaurants.insert_one({"name": "B"})
        seen.append([r.name for r in book.restaurants()])

    store.write(work)
    assert seen == [["A"], ["A"]]
    assert restaurants.count_documents({}) == 2


def test_work_is_run_again_after_a_conflict(store: Store) -> None:
    store.database["restaurants"].insert_one({"name": "A"})
    attempts = []

    def work(book: Book) -> None:
        attempts.append(1)
        (restaurant,) = book.restaurants()
        if len(attempts) == 1:  # somebody else is faster
            store.database["restaurants"].update_one({}, {"$set": {"name": "B"}})
        document = book.restaurant_document(restaurant.id)
        assert document is not None
        book.change_restaurant(document["_id"], {"phone": document["name"]})

    store.write(work)
    assert len(attempts) == 2
    assert store.read(lambda book: book.restaurants())[0].phone == "B"


def test_a_document_that_another_transaction_keeps_is_busy_after_all_patience(
    hasty: Store, own: OwnMongod
) -> None:
    hasty.database["restaurants"].insert_one({"name": "A"})
    attempts = []

    def work(book: Book) -> None:
        attempts.append(1)
        restaurant = hasty.database["restaurants"].find_one()
        assert restaurant is not None
        book.change_restaurant(restaurant["_id"], {"phone": "1"})

    with own.client.start_session() as other, other.start_transaction():
        own.client["hasty"]["restaurants"].update_one({}, {"$set": {"phone": "2"}}, session=other)
        start = time.monotonic()
        with pytest.raises(SlotBusy, match="in the way"):
            hasty.write(work)
        assert 0.4 < time.monotonic() - start < 1.0 + SLACK_S
    assert len(attempts) > 1


def test_a_server_that_freezes_before_the_commit_leaves_it_unknown_whether_all_was_saved(
    hasty: Store, own: OwnMongod
) -> None:
    def work(book: Book) -> None:
        write_line(book)
        own.freeze()

    try:
        start = time.monotonic()
        with pytest.raises(Outage) as silence:
            hasty.write(work)
        assert time.monotonic() - start < 1.0 + SLACK_S
    finally:
        own.thaw()
    assert silence.value.may_be_saved


def test_a_server_that_freezes_before_the_last_step_has_saved_nothing(
    hasty: Store, own: OwnMongod
) -> None:
    def work(book: Book) -> None:
        write_line(book)
        own.freeze()
        write_line(book)

    try:
        with pytest.raises(Outage) as silence:
            hasty.write(work)
    finally:
        own.thaw()
    assert not silence.value.may_be_saved
    assert "Nothing was saved." in str(silence.value)
    own.client.admin.command("ping")
    assert lines(hasty) == 0


def test_a_step_outside_of_a_transaction_may_have_been_saved(hasty: Store, own: OwnMongod) -> None:
    with own.frozen(), pytest.raises(Outage) as silence:
        hasty.write_plain(write_line)
    assert silence.value.may_be_saved


def test_hours_that_the_rules_of_the_book_refuse_are_not_told_as_a_silence(
    store: Store,
) -> None:
    def make_hours(book: Book) -> None:
        tables = [{"tableId": "1", "capacity": 10, "isAvailable": True}]
        book.add_hours("restaurant", [datetime(2026, 3, 10, 19, tzinfo=UTC)], tables)

    with pytest.raises(WriteForbidden, match=r"rules do not allow some of the hours\."):
        store.write_plain(make_hours)


def test_no_error_of_the_driver_gets_out_and_no_phone_into_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def work(_book: Book) -> None:
        raise PyMongoError("+447400123456 is nobody's business")

    with caplog.at_level(logging.DEBUG, logger="resv_desktop"):
        for call in (store.read, store.write, store.write_plain):
            with pytest.raises(Outage):
                call(work)
    assert len(caplog.records) == 3
    assert "7400" not in caplog.text


def test_a_silence_says_what_is_known_of_the_server(mongod: ManagedServer) -> None:
    store = Store(mongod.uri, "resv", why_silent=lambda: "The disk is full.")
    assert "The disk is full." in str(store.outage())
    assert "The disk is full." in str(store.outage(may_be_saved=True))
    store.close()


def test_the_clock_is_the_servers_and_runs_on_by_itself(store: Store) -> None:
    store._measured = (datetime(2031, 1, 1, 12, tzinfo=UTC), steady_s() - 90)
    assert abs(store.now() - datetime(2031, 1, 1, 12, 1, 30, tzinfo=UTC)) < timedelta(seconds=30)
    store.measure_clock()
    hello = store.database.client.admin.command("hello")
    assert abs(store.now() - hello["localTime"].replace(tzinfo=UTC)) < timedelta(seconds=30)


def test_before_the_server_was_asked_the_time_is_this_machines(mongod: ManagedServer) -> None:
    store = Store(mongod.uri, "resv")
    assert abs(store.now() - datetime.now(UTC)) < timedelta(seconds=30)
    store.close()


@pytest.mark.parametrize(
    "uri",
    ["", "localhost:27017", "http://localhost", "mongodb://", "mongodb://a:b:c/", "mongodb://h/?w"],
)
def test_an_address_that_is_none_cannot_be_opened(uri: str) -> None:
    with pytest.raises(CannotStart, match="cannot be understood") as error:
        Store(uri, "resv")
    assert error.value.details


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "a.b",
        "a/b",
        "$x",
        "h1\udcff",
        "admin",
        "config",
        "local",
        "Admin",
        "resv_joining",
        "n" * 64,
    ],
)
def test_a_name_that_no_database_can_have_cannot_be_opened(
    mongod: ManagedServer, name: str
) -> None:
    with pytest.raises(CannotStart, match="cannot be called"):
        Store(mongod.uri, name)


def test_a_server_that_is_not_there_is_an_outage_within_patience(tmp_path: Path) -> None:
    socket = str(tmp_path / "no.sock").replace("/", "%2F")
    store = Store(f"mongodb://{socket}/", "resv", patience_s=0.5)
    start = time.monotonic()
    with pytest.raises(Outage, match="does not answer"):
        store.connect()
    with pytest.raises(Outage):
        store.measure_clock()
    assert time.monotonic() - start < 1.0 + SLACK_S
    store.close()


def test_a_wrong_password_is_said(mongod: ManagedServer) -> None:
    account, _, address = mongod.uri.removeprefix("mongodb://").partition("@")
    name = account.split(":")[0]
    store = Store(f"mongodb://{name}:wrong@{address}", "resv")
    with pytest.raises(CannotStart, match="does not accept this name and password"):
        store.connect()
    store.close()


def test_a_standalone_server_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with own_mongod(tmp_path / "m", replica_set=False) as server:
        store = Store(server.uri, "resv")
        with pytest.raises(CannotStart, match=r"standalone server.*--replSet rs0"):
            store.connect()
        store.close()


def test_a_standalone_is_found_out_behind_the_name_of_a_replica_set(tmp_path: Path) -> None:
    with own_mongod(tmp_path / "m", replica_set=False) as server:
        assert "directConnection=true" in server.uri
        named = server.uri.replace("directConnection=true", "replicaSet=rs0")
        store = Store(named, "resv", patience_s=2)
        with pytest.raises(CannotStart, match=r"no member of the replica set.*--replSet rs0"):
            store.connect()
        store.close()


@pytest.mark.parametrize("way", ["directConnection=true", "", "replicaSet=rs0"])
def test_a_replica_set_that_was_never_initiated_is_told_what_lacks(
    tmp_path: Path, way: str
) -> None:
    with own_mongod(tmp_path / "m", is_initiated=False) as server:
        store = Store(server.uri.replace("directConnection=true", way), "resv", patience_s=2)
        with pytest.raises(CannotStart, match=r"does not exist yet.*rs\.initiate"):
            store.connect()
        store.close()


def test_what_was_connected_before_the_server_was_ready_does_not_stay_useless(
    tmp_path: Path,
) -> None:
    with own_mongod(tmp_path / "m", is_initiated=False) as server:
        store = Store(server.uri, "resv", patience_s=1)
        with pytest.raises(Outage):
            store.read(lambda book: book.restaurants())
        server.initiate()
        prepare(store)

        for _ in range(3):  # the first may still meet the old connection
            with suppress(Outage):
                store.write(write_line)
        assert lines(store) >= 2
        store.close()


def test_a_server_that_is_too_old_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resv_desktop.store.store.OLDEST_SERVER", (99, 0))
    with pytest.raises(CannotStart, match=r"This MongoDB is version \d+\.\d+\. Version 5\.0"):
        store.connect()
