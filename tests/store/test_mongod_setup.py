"""First steps that were interrupted, moved folders and older data are carried on with."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import psutil
import pymongo
import pytest
from pymongo.errors import OperationFailure

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store import mongod
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.mongod_folder import Credentials, DataFolder, Running
from resv_desktop.store.mongod_setup import SetUp
from resv_desktop.store.platforms import Linux, Windows

MakeServer = Callable[..., ManagedServer]
Client = pymongo.MongoClient[dict[str, Any]]


class Crash(BaseException):
    """The program dies here."""


def dies(*_: object, **__: object) -> None:
    raise Crash


def reserve_and_count(uri: str) -> int:
    with closing(Client(uri)) as client:
        client["resv"]["reservations"].insert_one({})
        return client["resv"]["reservations"].count_documents({})


@pytest.mark.parametrize("step", ["ensure_user", "compatibility"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_first_start_that_was_cut_off_is_carried_on(make_server: MakeServer, step: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SetUp, step, dies)
        with pytest.raises(BaseException):  # noqa: B017, PT011 - whatever the dying program says
            make_server().start()
    assert reserve_and_count(make_server().start()) == 1


def test_a_lost_password_and_a_lost_key_are_no_lost_book(
    make_server: MakeServer, home: Path
) -> None:
    with make_server() as server:
        assert reserve_and_count(server.uri) == 1
        before = server.uri
    (home / "data" / "mongodb" / "credentials.json").unlink()
    (home / "data" / "mongodb" / "keyfile").unlink()
    with make_server() as server:
        assert server.uri != before
        assert reserve_and_count(server.uri) == 2


def test_a_moved_folder_opens_at_its_new_place(make_server: MakeServer, home: Path) -> None:
    with make_server() as server:
        assert reserve_and_count(server.uri) == 1
    moved = home / "moved house"
    moved.mkdir()
    (home / "data").rename(moved / "data")
    with ManagedServer(moved / "data", moved / "logs", moved / "run") as server:
        assert reserve_and_count(server.uri) == 2
        assert "moved" in server.uri


def test_data_of_the_version_before_are_backed_up_and_upgraded(
    make_server: MakeServer, home: Path
) -> None:
    folder = home / "data" / "mongodb"
    with make_server() as server:
        assert reserve_and_count(server.uri) == 1
        assert server._address is not None
        with SetUp(server._address, (folder / "keyfile").read_text()) as set_up:
            set_up.raise_compatibility(5)
            assert set_up.compatibility() == 5
    (folder / "version").unlink()  # a lost note is written again from the data themselves
    with make_server() as server:
        assert (folder / "version").read_text() == "5"
        assert not list(folder.glob("backup*"))
    said: list[str] = []
    with make_server(say=said.append) as server:
        assert reserve_and_count(server.uri) == 2
        assert server._address is not None
        with SetUp(server._address, (folder / "keyfile").read_text()) as set_up:
            assert set_up.compatibility() == 6
    assert said == [
        "Making a backup copy before the database is upgraded",
        "Upgrading the database",
    ]
    assert (folder / "version").read_text() == "6"
    assert (folder / "backup-of-version-5" / "WiredTiger").exists()


def test_a_copy_from_before_the_data_were_used_again_is_not_taken_for_a_backup(
    tmp_path: Path,
) -> None:
    folder = DataFolder(tmp_path)
    folder.prepare()
    (folder.db / "WiredTiger").write_text("old")
    copy = folder.back_up(5)
    (folder.db / "WiredTiger").write_text("half way to a newer version")
    assert (folder.back_up(5) / "WiredTiger").read_text() == "old", "an attempt that ended early"
    (folder.db / "WiredTiger").write_text("a year of reservations later")
    folder.write_running(Running(1, "h"))
    assert folder.back_up(5) == copy
    assert (copy / "WiredTiger").read_text() == "a year of reservations later"


class WindowsHere(Windows):
    """The ways of Windows, as far as they can be walked here: a port, and an end by command."""

    binary_name = "mongod"

    def lock(self, file: IO[bytes]) -> bool:
        return Linux().lock(file)


def test_a_port_of_this_computer_serves_where_there_are_no_sockets(
    make_server: MakeServer, home: Path
) -> None:
    with make_server(platform=WindowsHere()) as server:
        assert reserve_and_count(server.uri) == 1
        listening = psutil.Process(server.pid).net_connections("inet")
        port = int((home / "data" / "mongodb" / "port").read_text())
        assert {(c.laddr.ip, c.laddr.port) for c in listening} == {("127.0.0.1", port)}
        assert f"@127.0.0.1:{port}/" in server.uri
        process = psutil.Process(server.pid)
    assert not process.is_running()
    with (home / "logs" / "mongod.log").open(encoding="utf-8") as log:
        assert any('"exitCode":0' in line for line in log)


def test_a_server_that_cannot_be_used_is_ended_and_told(make_server: MakeServer) -> None:
    def refuse(*_: object) -> None:
        raise OperationFailure("no")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SetUp, "ensure_user", refuse)
        patch.setattr(mongod, "STARTS_IN_A_ROW", 1)
        with pytest.raises(CannotStart, match="could not be used"):
            make_server().start()


def test_a_wrong_password_is_put_right(make_server: MakeServer, home: Path) -> None:
    with make_server() as server:
        assert server._address is not None
        key = (home / "data" / "mongodb" / "keyfile").read_text()
        with SetUp(server._address, key) as set_up:
            set_up.ensure_user(Credentials("resv", "another"))
        with closing(Client(server._address.uri("resv", "another"))) as client:
            client.admin.command("ping")
