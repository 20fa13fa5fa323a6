"""The book is opened in order, and every reason why not is a sentence."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pymongo
import pytest

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.own_mongod import own_mongod


@pytest.fixture
def database(mongod: ManagedServer, database_name: str) -> Iterator[Any]:
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri)
    yield client[database_name]
    client.close()


@pytest.mark.parametrize(
    "name",
    [
        "caf\udce9",  # a byte that is no UTF-8, as in a name from an old disk
        "Smith, John [bar]: 1",  # signs of a list of addresses
    ],
)
def test_a_home_of_an_odd_name_holds_a_book(home: Path, name: str) -> None:
    place = home / name
    for _ in range(2):
        with open_controller(home=place) as controller:
            if not controller.restaurants():
                controller.create_restaurant("Café", "+442079460123")
            assert [house.name for house in controller.restaurants()] == ["Café"]
    assert (place / "data" / "mongodb" / "db").is_dir()


def test_a_book_at_an_address_is_opened_and_made_ready(
    mongod: ManagedServer, database: Any
) -> None:
    said: list[str] = []
    with open_controller(
        uri=mongod.uri, database=database.name, station="Bar", say=said.append
    ) as controller:
        assert controller.station == "Bar"
        made = controller.create_restaurant("House", "+442079460123")
    assert said == ["Opening the book"]
    assert database.journal.find_one()["station"] == "Bar"
    assert database.schema.find_one()["version"] == 1
    indexes = database.reservations.index_information()
    assert indexes["slotId_1_tableId_1"]["unique"] is True
    with open_controller(uri=mongod.uri, database=database.name) as controller:
        assert controller.restaurants() == [made]
        assert abs((controller.now() - datetime.now(UTC)).total_seconds()) < 30


def test_a_clock_of_a_test_decides(mongod: ManagedServer, database: Any) -> None:
    then = datetime(2030, 1, 1, tzinfo=UTC)
    with open_controller(uri=mongod.uri, database=database.name, clock=lambda: then) as controller:
        assert controller.now() == then


def test_a_home_brings_its_own_database_which_ends_with_it_and_keeps_everything(
    tmp_path: Path,
) -> None:
    home = tmp_path / "h"
    said: list[str] = []
    with open_controller(home=home, say=said.append) as controller:
        made = controller.create_restaurant("House", "+442079460123")
        servers = [
            process
            for process in psutil.process_iter(["cmdline"])
            if str(home) in " ".join(process.info["cmdline"] or [])
        ]
        assert len(servers) == 1
    assert said[-1] == "Opening the book"
    assert not servers[0].is_running()
    with open_controller(folders=Folders.under(home)) as controller:
        assert controller.restaurants() == [made]
        assert controller.check() == []


def test_a_standalone_server_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with (
        own_mongod(tmp_path / "m", replica_set=False) as server,
        pytest.raises(CannotStart, match=r"standalone server.*--replSet rs0.*rs\.initiate"),
        open_controller(uri=server.uri),
    ):
        pass


@pytest.mark.parametrize("uri", ["nonsense", "http://host", "mongodb://", "mongodb://a:b:c/"])
def test_an_address_that_is_none_is_refused_at_once(uri: str) -> None:
    with pytest.raises(CannotStart, match="cannot be understood"), open_controller(uri=uri):
        pass


def test_an_address_where_nobody_answers_is_an_outage_within_patience(tmp_path: Path) -> None:
    socket = str(tmp_path / "no.sock").replace("/", "%2F")
    start = time.monotonic()
    with (
        pytest.raises(Outage, match="does not answer"),
        open_controller(uri=f"mongodb://{socket}/?serverSelectionTimeoutMS=300"),
    ):
        pass
    assert time.monotonic() - start < 20.0  # the driver by itself would wait for half a minute


def test_a_book_of_a_newer_program_is_left_alone(mongod: ManagedServer, database: Any) -> None:
    database.schema.insert_one({"_id": "version", "version": 99})
    with (
        pytest.raises(CannotStart, match="written by a newer version"),
        open_controller(uri=mongod.uri, database=database.name),
    ):
        pass
    assert database.list_collection_names() == ["schema"]


def test_a_name_that_no_database_can_have_is_refused(mongod: ManagedServer) -> None:
    with (
        pytest.raises(CannotStart, match='cannot be called "a b"'),
        open_controller(uri=mongod.uri, database="a b"),
    ):
        pass
