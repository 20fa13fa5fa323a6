"""The managed server: started, watched, restarted, given up and stopped."""

import os
import signal
import stat
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pymongo
import pytest
from pymongo.errors import OperationFailure, PyMongoError
from pymongo.write_concern import WriteConcern

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store import mongod_others
from resv_desktop.store.mongod import ManagedServer

MakeServer = Callable[..., ManagedServer]
Client = pymongo.MongoClient[dict[str, Any]]
Eventually = Callable[[Callable[[], bool]], None]


def open_client(uri: str) -> closing[Client]:
    return closing(pymongo.MongoClient(uri, serverSelectionTimeoutMS=5000))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_gives_a_book_that_takes_transactions(mongod: ManagedServer) -> None:
    with open_client(mongod.uri) as client, client.start_session() as session:
        things = client["test_first_start"]["things"]
        things.database.create_collection("things")
        session.with_transaction(lambda s: things.insert_one({"_id": 1}, session=s))
        assert things.count_documents({}) == 1
        client.drop_database("test_first_start")


def test_only_one_socket_is_open_and_only_for_this_user(mongod: ManagedServer) -> None:
    server = psutil.Process(mongod.pid)
    assert not server.net_connections("inet")
    command = server.cmdline()
    place = command[command.index("--bind_ip") + 1]
    assert {socket.laddr for socket in server.net_connections("unix")} - {""} == {place}
    assert mode(Path(place).parent) == 0o700


def test_nobody_is_let_in_without_the_password(mongod: ManagedServer) -> None:
    bare = f"mongodb://{mongod.uri.split('@')[1].split('?')[0]}?directConnection=true"
    with open_client(bare) as client:
        with pytest.raises(OperationFailure, match="requires authentication"):
            client["resv"]["slots"].find_one()
        with pytest.raises(OperationFailure, match="requires authentication"):
            client.admin.command("createUser", "intruder", pwd="x", roles=["root"])


def test_the_user_may_keep_the_book_and_not_run_the_server(mongod: ManagedServer) -> None:
    with open_client(mongod.uri) as client:
        client.admin.command("replSetGetStatus")
        with pytest.raises(OperationFailure, match="not authorized"):
            client.admin.command("shutdown")


def test_secrets_are_private_and_never_in_the_command_line_or_the_log(
    mongod: ManagedServer,
) -> None:
    server = psutil.Process(mongod.pid)
    command = server.cmdline()
    folder = Path(command[command.index("--keyFile") + 1]).parent
    secret = [mongod.uri.split(":")[2].split("@")[0], (folder / "keyfile").read_text()]
    log = Path(command[command.index("--logpath") + 1])
    said = log.read_text(encoding="utf-8") + (log.parent / "mongod-start.log").read_text()
    for word in secret:
        assert word not in " ".join(command)
        assert word not in " ".join(server.environ().values())
        assert word not in said
    for file in ("keyfile", "credentials.json", "running.json", "version", "owner.lock"):
        assert mode(folder / file) == 0o600
    assert mode(log) == mode(log.parent / "mongod-start.log") == 0o600
    assert mode(folder) == mode(folder / "db") == 0o700


def test_every_setting_is_what_the_house_wants(mongod: ManagedServer) -> None:
    command = " ".join(psutil.Process(mongod.pid).cmdline())
    for setting in (
        "--wiredTigerCacheSizeGB 0.25",
        "--oplogSize 512",
        "--networkMessageCompressors disabled",
        "transactionLifetimeLimitSeconds=1",
        "diagnosticDataCollectionEnabled=false",
        "enableLocalhostAuthBypass=false",
    ):
        assert setting in command


def test_what_was_reserved_is_there_after_a_restart(make_server: MakeServer) -> None:
    said: list[str] = []
    server = make_server(say=said.append)
    took = {}
    began = time.monotonic()
    with open_client(server.start()) as client:
        client["resv"]["reservations"].insert_one({"_id": 1})
    took["first start"] = time.monotonic() - began
    first = psutil.Process(server.pid)
    began = time.monotonic()
    server.stop()
    took["stop"] = time.monotonic() - began
    server.stop()
    assert not first.is_running()
    assert server.pid is None
    began = time.monotonic()
    uri = server.start()
    took["next start"] = time.monotonic() - began
    with open_client(uri) as client:
        assert client["resv"]["reservations"].count_documents({}) == 1
    assert said == ["Preparing the database for the first time", "Starting the database"]
    print({what: f"{seconds:.2f} s" for what, seconds in took.items()})


def test_a_killed_server_is_back_and_nothing_acknowledged_is_lost(
    make_server: MakeServer, eventually: Eventually
) -> None:
    back = threading.Event()
    server = make_server(on_restarted=back.set)
    uri = server.start()
    acknowledged: list[int] = []
    enough, stop = threading.Event(), threading.Event()

    def write() -> None:
        with open_client(uri) as client:
            book = client["resv"].get_collection(
                "reservations", write_concern=WriteConcern("majority")
            )
            number = 0
            while not stop.is_set():
                number += 1
                try:
                    with pymongo.timeout(10):
                        book.insert_one({"_id": number})
                except PyMongoError:
                    continue
                acknowledged.append(number)
                if len(acknowledged) == 50:
                    enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert enough.wait(30)
        assert server.pid is not None
        killed = server.pid
        began = time.monotonic()
        os.kill(killed, signal.SIGKILL)
        assert back.wait(60)
        print(f"killed to back: {time.monotonic() - began:.2f} s")
        before = len(acknowledged)
        eventually(lambda: len(acknowledged) > before)
    finally:
        stop.set()
        writer.join()
    assert server.pid not in (None, killed)
    assert server.uri == uri
    with open_client(uri) as client:
        found = {int(row["_id"]) for row in client["resv"]["reservations"].find()}
    assert set(acknowledged) <= found


def test_a_server_that_never_becomes_primary_is_given_up_after_three_starts(
    make_server: MakeServer, fake_mongod: Callable[..., Path], tmp_path: Path
) -> None:
    server = make_server(binary=fake_mongod(code=14))
    with pytest.raises(CannotStart, match="are damaged"):
        server.start()
    assert (tmp_path / "starts").read_text().count("x") == 3
    assert server.trouble is not None
    assert not server.owns


def test_a_server_that_dies_again_and_again_is_given_up_while_the_program_runs(
    make_server: MakeServer, home: Path
) -> None:
    given_up: list[str] = []
    done = threading.Event()

    def on_given_up(why: str) -> None:
        given_up.append(why)
        done.set()

    server = make_server(on_given_up=on_given_up)
    server.start()
    keyfile = home / "data" / "mongodb" / "keyfile"
    key = keyfile.read_text()
    keyfile.write_text("no key at all!")
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    assert done.wait(60)
    assert "key file" in given_up[0]
    assert server.trouble == given_up[0]
    keyfile.write_text(key)
    server.start()
    assert server.trouble is None


def test_a_frozen_server_is_ended_all_the_same(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    process = psutil.Process(server.pid)
    process.suspend()
    server.stop()
    assert not process.is_running()


def test_a_server_that_does_not_listen_to_reason_is_killed(
    make_server: MakeServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, eventually: Eventually
) -> None:
    deaf = tmp_path / "mongod"
    deaf.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "db version v6.0.5" && exit 0\n'
        f'trap "" TERM\ntouch "{tmp_path}/up"\nwhile :; do read -r _ < /dev/zero; done\n'
    )
    deaf.chmod(0o755)
    monkeypatch.setattr(mongod_others, "STOP_S", 0.3)
    server = make_server(binary=deaf)
    refused: list[CannotStart] = []

    def start() -> None:
        with pytest.raises(CannotStart) as refusal:
            server.start()
        refused.append(refusal.value)

    starting = threading.Thread(target=start)
    starting.start()
    eventually((tmp_path / "up").exists)
    server.stop()
    starting.join(30)
    assert "stopped while it was starting" in str(refused[0])
    assert not [p for p in psutil.Process().children() if str(deaf) in p.cmdline()]


def test_no_uri_is_told_before_the_start(make_server: MakeServer) -> None:
    with pytest.raises(RuntimeError):
        _ = make_server().uri


def test_it_can_be_asked_whether_the_disk_fills_up(make_server: MakeServer) -> None:
    with make_server() as server:
        assert not server.is_low_on_space()
    with pytest.raises(CannotStart, match="disk is nearly full"):
        make_server(minimum_free_bytes=10**18).start()
