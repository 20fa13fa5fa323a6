"""One machine shares its book, another joins it by a code, and is removed again."""

import logging
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pymongo
import pytest
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.controller import Controller
from resv_desktop.domain.database_uri import option, split_secrets
from resv_desktop.domain.errors import (
    CannotShare,
    CannotStart,
    Outage,
    WriteForbidden,
)
from resv_desktop.domain.reservation import Change
from resv_desktop.settings import Folders
from resv_desktop.startup import join_restaurant
from resv_desktop.store.first_machine import FirstMachine
from resv_desktop.store.layout import prepare
from resv_desktop.store.rights import station_rights
from resv_desktop.store.store import Store
from tests.store.two_machines import LoopbackHouse, first, house, letting_in

_ = (first, house)

Eventually = Callable[[Callable[[], bool]], None]
Joined = tuple[str, str]
Raw = pymongo.MongoClient[dict[str, Any]]


@pytest.fixture(scope="module")
def rest_id(first: Controller) -> str:
    return next(house.id for house in first.restaurants() if house.name == "Harbour House")


@pytest.fixture
def joined(house: LoopbackHouse, first: Controller) -> Joined:
    return house.join(first)


@pytest.fixture
def raw(joined: Joined) -> Iterator[Raw]:
    """What a dishonest program of the joined station could try."""
    client: Raw = pymongo.MongoClient(joined[0], serverSelectionTimeoutMS=5000)
    yield client
    with pymongo.timeout(0.5):
        client.close()


def a_free_slot(controller: Controller, rest_id: str) -> Any:
    restaurant = controller.restaurant(rest_id)
    day = restaurant.business_day(controller.now())
    free = [
        slot
        for slot in controller.slots(rest_id, day)
        if slot.is_available and slot.ends_at > controller.now()
    ]
    assert free
    return free[-1]


def test_a_joined_station_has_the_same_book_and_each_sees_the_other_at_once(
    house: LoopbackHouse, first: Controller, rest_id: str, joined: Joined, eventually: Eventually
) -> None:
    with house.open_second(joined) as second:
        assert rest_id in [restaurant.id for restaurant in second.restaurants()]
        seen: dict[str, list[Change]] = {"first": [], "second": []}
        enough = threading.Event()

        def follow(name: str, controller: Controller) -> None:
            for change in controller.changes(rest_id, enough.is_set):
                seen[name].append(change)

        threads = [
            threading.Thread(target=follow, args=each)
            for each in (("first", first), ("second", second))
        ]
        for thread in threads:
            thread.start()
        try:
            eventually(lambda: all(seen.values()))
            slot = a_free_slot(first, rest_id)
            made = first.reserve(slot.slot_id, slot.table_id, "+447400123456", 2)
            eventually(lambda: any(c.reservation_id == made.id for c in seen["second"]))
            seen["first"].clear()
            second.cancel(made.id)
            eventually(lambda: any(c.reservation_id == made.id for c in seen["first"]))
        finally:
            enough.set()
            for thread in threads:
                thread.join()


def test_a_joined_station_may_do_all_that_a_host_does(
    house: LoopbackHouse, rest_id: str, joined: Joined
) -> None:
    with house.open_second(joined) as second:
        slot = a_free_slot(second, rest_id)
        made = second.reserve(slot.slot_id, slot.table_id, "+447400123457", 2, name="Okafor")
        second.set_status(made.id, "arrived")
        undo = second.new_id()
        second.cancel(made.id, request_id=undo)
        second.undo(undo)
        second.set_status(made.id, "booked")
        second.cancel(made.id)
        other = second.create_restaurant("Annex", "+442079460124", "12:23")
        second.add_tables(other.id, [2])
        assert second.extend_slots(other.id) == 0
        second.set_pin(other.id, "4711")
        second.prove_pin(other.id, "4711")
        with pytest.raises(WriteForbidden, match="clear the manager's PIN"):
            second.clear_pin(other.id)
        assert second.set_retention(other.id, 24).retention_months == 24
        with pytest.raises(WriteForbidden, match="may only add to the journal"):
            second.erase_guest("+447400123457", other.id)
        assert second.forget_old_guests(other.id, lambda: False, pause=False) == 0
        assert second.finish_erasing() == []
        assert second.check() == []
        second.repair()
        with pytest.raises(CannotShare, match="another"):
            second.sharing()


def test_a_joined_station_that_is_to_take_old_lines_out_of_the_book_says_that_it_may_not(
    house: LoopbackHouse, joined: Joined, tmp_path: Path
) -> None:
    with (
        house.open_second(joined) as second,
        pytest.raises(CannotStart, match="may not take anything out of it"),
    ):
        second.archive_journal(tmp_path, months=3)
    assert list(tmp_path.iterdir()) == []


def test_a_joined_station_may_do_nothing_else(raw: Raw, joined: Joined) -> None:
    book = raw[joined[1]]
    forbidden: list[Callable[[], object]] = [
        lambda: raw.drop_database(joined[1]),
        lambda: book.drop_collection("reservations"),
        lambda: book["slots"].drop_index("restId_1_time_1"),
        lambda: book["slots"].create_index("tables.tableId"),
        lambda: book.command("collMod", "slots", validationLevel="off"),
        lambda: book.create_collection("other"),
        lambda: book["journal"].delete_many({}),
        lambda: book["journal"].update_many({}, {"$set": {"station": "another"}}),
        lambda: book["restaurants"].delete_many({}),
        lambda: book["schema"].delete_many({}),
        lambda: book["slots"].insert_one({}, bypass_document_validation=True),
        lambda: raw["elsewhere"]["things"].insert_one({}),
        raw["elsewhere"]["things"].find_one,
        raw["local"]["oplog.rs"].find_one,
        raw.admin["system.users"].find_one,
        lambda: raw.admin.command("usersInfo", 1),
        lambda: raw.admin.command("createUser", "intruder", pwd="x", roles=["root"]),
        lambda: raw.admin.command("updateUser", raw_user(joined), roles=["root"]),
        lambda: raw.admin.command("shutdown"),
        lambda: raw.admin.command("replSetGetConfig"),
    ]
    for number, attempt in enumerate(forbidden):
        with pytest.raises(OperationFailure) as refused:
            attempt()
        assert refused.value.code == 13, (number, refused.value)


def test_who_joins_another_book_of_this_machine_takes_none_of_the_rights_of_others(
    house: LoopbackHouse, first: Controller, joined: Joined, raw: Raw
) -> None:
    machine = first.first_machine
    assert machine is not None
    with machine._stations()._admin() as admin:  # the one role that older versions had for all
        admin.command("createRole", "resvStation", privileges=station_rights("annex"), roles=[])
        admin.command("updateUser", raw_user(joined), roles=["resvStation"])
    with closing(Store(first._house.store.uri, "annex")) as store:
        prepare(store)
        other = Controller(store, station="Stand 1")
        other.first_machine = FirstMachine(machine._server, "annex")
        annex = house.join(other, "Annex", machine="annex")
    raw[joined[1]]["restaurants"].find_one()
    raw[joined[1]]["heartbeats"].insert_one({"beat": 1})
    client: Raw = pymongo.MongoClient(annex[0], serverSelectionTimeoutMS=5000)
    with closing(client):
        client["annex"]["heartbeats"].insert_one({"beat": 1})
        for there, book in ((client, joined[1]), (raw, "annex")):
            with pytest.raises(OperationFailure) as refused:
                there[book]["restaurants"].find_one()
            assert refused.value.code == 13


def raw_user(joined: Joined) -> str:
    return joined[0].partition("://")[2].partition(":")[0]


def test_a_station_that_is_removed_is_cut_off_at_once(
    house: LoopbackHouse,
    first: Controller,
    rest_id: str,
    joined: Joined,
    raw: Raw,
    eventually: Eventually,
) -> None:
    book = raw[joined[1]]
    with house.open_second(joined) as second, raw.start_session() as session:
        second.restaurants()
        station = next(s for s in first.sharing().stations if s.id == raw_user(joined))
        assert station.is_connected
        session.start_transaction()
        unfinished = {"_id": "unfinished", "beat": 1}
        book["heartbeats"].insert_one(unfinished, session=session)
        told: list[object] = []
        is_following = threading.Event()

        def follow() -> None:
            try:
                with book.watch(max_await_time_ms=60_000) as stream:
                    is_following.set()
                    stream.try_next()
            except PyMongoError as error:
                told.append(error)

        thread = threading.Thread(target=follow)
        thread.start()
        is_following.wait()
        first.remove_station(station.id)
        # Not one more word on the connections that are open, and not the answer waited for.
        with pytest.raises(OperationFailure):
            book["reservations"].find_one()
        with pytest.raises(PyMongoError):
            session.commit_transaction()
        thread.join()
        assert told
        with pytest.raises(Outage, match="no longer lets this station in"):
            second.restaurants()
        slot = a_free_slot(first, rest_id)
        with pytest.raises(Outage, match="no longer lets this station in"):
            second.reserve(slot.slot_id, slot.table_id, "+447400123458", 2)
    assert station.id not in {each.id for each in first.sharing().stations}
    with (
        pytest.raises(CannotStart, match="no longer lets this station in"),
        house.open_second(joined),
    ):
        pass
    first.remove_station(station.id)  # once more does no harm
    eventually(lambda: a_free_slot(first, rest_id) is not None)


def test_stations_are_listed_by_name_with_when_they_joined(
    house: LoopbackHouse, first: Controller
) -> None:
    for station in first.sharing().stations:
        first.remove_station(station.id)
    for machine, name in (("3", "Terrace"), ("4", " bar\n at  the door ")):
        house.join(first, name, machine=machine)
    found = first.sharing().stations
    assert [station.name for station in found] == ["bar at the door", "Terrace"]
    assert all(station.joined_at is not None for station in found)


def test_a_machine_that_joins_again_takes_the_place_of_its_old_entry(
    house: LoopbackHouse, first: Controller
) -> None:
    before = house.join(first, "Terrace", machine="5")
    house.join(first, "Bar", machine="6")
    code = first.invite()
    with letting_in(first) as admitted:
        machine = Folders.under(house.second.parent / "5")
        join_restaurant(code.text(), "Terrace upstairs", machine)
    assert admitted[0].has_replaced
    names = {station.id: station.name for station in first.sharing().stations}
    assert names[admitted[0].id] == "Terrace upstairs"
    assert raw_user(before) not in names
    assert "Bar" in names.values()
    with pytest.raises(CannotStart, match="no longer lets"), house.open_second(before):
        pass
    assert (machine.config / "machine").stat().st_mode & 0o777 == 0o600


def test_a_computer_that_was_given_a_copy_of_another_s_files_throws_it_out_of_nothing(
    house: LoopbackHouse, first: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house.join(first, "Terrace", machine="5a")
    copied_from, copied_to = house.second.parent / "5a", house.second.parent / "5b"
    shutil.copytree(copied_from, copied_to)
    name = socket.gethostname()
    monkeypatch.setattr("socket.gethostname", lambda: f"{name}-2")
    code = first.invite()
    with letting_in(first) as admitted:
        join_restaurant(code.text(), "Garden", Folders.under(copied_to))
    assert not admitted[0].has_replaced
    with house.open_second(before) as still:
        assert still.restaurants()


def test_who_is_called_as_a_station_that_is_at_work_gets_a_name_of_its_own(
    house: LoopbackHouse, first: Controller, joined: Joined
) -> None:
    told: list[str] = []
    wished: list[str] = []
    with house.open_second(joined) as second:
        second.restaurants()
        for machine, name in (("9a", "stand 1"), ("9b", "Stand 2"), ("9c", "Garden")):
            code = first.invite()
            with letting_in(first) as admitted:
                folders = Folders.under(house.second.parent / machine)
                told.append(join_restaurant(code.text(), name, folders).station)
            wished += [station.wished for station in admitted]
    # The first machine is Stand 1, another one has joined as Stand 2, and is connected.
    assert told == ["stand 3", "Stand 4", "Garden"]
    assert wished == ["stand 1", "Stand 2", ""]
    assert {"stand 3", "Stand 4"} <= {station.name for station in first.sharing().stations}


def test_a_station_that_has_another_name_since_is_listed_and_told_apart_by_that(
    house: LoopbackHouse, first: Controller, joined: Joined
) -> None:
    with house.open_second(joined) as second:
        second.station = "Bar"
        second.beat(1)
        second.station = "Cellar"
        second.beat(2)
        names = {station.id: station.name for station in first.sharing().stations}
        assert names[raw_user(joined)] == "Cellar"
        code = first.invite()
        with letting_in(first):
            folders = Folders.under(house.second.parent / "9d")
            assert join_restaurant(code.text(), "Cellar", folders).station == "Cellar 2"


def test_two_machines_of_one_name_are_told_apart_by_when_each_was_last_seen(
    house: LoopbackHouse, first: Controller, joined: Joined
) -> None:
    house.join(first, "Stand 2", machine="7")
    with house.open_second(joined) as second:
        second.beat(1)
    raw_id = raw_user(joined)
    here = next(station for station in first.sharing().stations if station.id == raw_id)
    (other,) = (s for s in here.namesakes(first.sharing().stations) if s.joined_at)
    assert here.seen_at is not None
    assert here.joined_at is not None
    assert here.seen_at >= here.joined_at - timedelta(seconds=5)  # two clocks of one machine
    assert other.seen_at is None


def test_who_is_not_let_in_gets_an_answer_to_a_few_harmless_commands_only(
    first: Controller,
) -> None:
    sharing = first.sharing()
    stranger: Raw = pymongo.MongoClient(
        "127.0.0.1", sharing.port, directConnection=True, serverSelectionTimeoutMS=5000
    )
    with closing(stranger):
        assert stranger.admin.command("ping")["ok"]
        for command in ("listDatabases", "usersInfo", "currentOp", "replSetGetStatus", "shutdown"):
            with pytest.raises(OperationFailure, match="requires authentication"):
                stranger.admin.command(command, 1)


def test_files_of_the_authority_are_for_this_user_only_and_the_uri_checks_it(
    house: LoopbackHouse, joined: Joined
) -> None:
    tls = house.first / "data" / "mongodb" / "tls"
    for name in ("authority.key", "authority.pem", "server.pem"):
        assert (tls / name).stat().st_mode & 0o777 == 0o600
    known = Path(unquote_plus(option(joined[0], "tlsCAFile")))
    assert known.stat().st_mode & 0o777 == 0o600
    assert known.read_text() == (tls / "authority.pem").read_text()
    assert option(joined[0], "tls") == "true"
    assert "Invalid" not in joined[0]


def test_the_log_says_who_came_and_went_and_holds_no_secret(
    house: LoopbackHouse, first: Controller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="resv_desktop")
    first.stop_sharing()
    port = first.share().port
    code = first.invite()
    with letting_in(first) as admitted:
        machine = Folders.under(house.second.parent / "8")
        uri = join_restaurant(code.text(), "Garden", machine).uri
    (station,) = admitted
    first.remove_station(station.id)
    said = [record.getMessage() for record in caplog.records]
    assert "this machine is no longer shared" in said
    assert f"this machine is shared from now on, at port {port}" in said
    assert f"a station has joined: Garden ({station.id})" in said
    place = f"127.0.0.1:{port}"
    assert f"this machine has joined the book of the one at {place}, as {station.id}" in said
    assert f"a station has been removed: {station.id}" in said
    assert said.count("the database starts anew, as was wanted") == 2
    assert "the database ended unexpectedly" not in said
    (password,) = split_secrets(uri)[1].values()
    assert password not in caplog.text
    assert code.text() not in caplog.text
