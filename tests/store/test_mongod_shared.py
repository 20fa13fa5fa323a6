"""Several programs on one home, and what a killed program leaves behind."""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

import psutil
import pymongo
import pytest

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store import mongod
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.mongod_binary import choose
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.platforms import Linux

MakeServer = Callable[..., ManagedServer]
StartProgram = Callable[[], "subprocess.Popen[str]"]


class Untied(Linux):
    """Linux as macOS is: nothing ends the server of a killed program."""

    def __init__(self) -> None:
        super().__init__(setpriv="")


def first_line(program: "subprocess.Popen[str]") -> tuple[int, bool]:
    output: IO[str] | None = program.stdout
    assert output is not None
    pid, owns = output.readline().split()
    return int(pid), owns == "True"


def test_a_killed_program_leaves_no_server_behind(start_program: StartProgram) -> None:
    program = start_program()
    pid, owns = first_line(program)
    assert owns
    server = psutil.Process(pid)
    began = time.monotonic()
    program.kill()
    server.wait(20)
    print(f"program killed to server gone: {time.monotonic() - began:.2f} s")


def test_a_folder_is_looked_at_by_two_programs_at_one_instant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def written_and_taken_away(probe: Path, data: bytes) -> int:
        count = write(probe, data)
        probe.unlink()  # as the other program does, whose probe has the same name
        return count

    monkeypatch.setattr(Path, "write_bytes", written_and_taken_away)
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    assert folder.db.is_dir()


def test_a_second_program_uses_the_server_of_the_first_and_leaves_it_running(
    make_server: MakeServer, start_program: StartProgram
) -> None:
    window = make_server()
    window.start()
    command = start_program()
    assert first_line(command) == (window.pid, False)
    assert command.stdin is not None
    command.stdin.close()
    assert command.wait(30) == 0
    with closing(pymongo.MongoClient[dict[str, object]](window.uri)) as client:
        client.admin.command("ping")
    assert window.pid is not None
    assert psutil.pid_exists(window.pid)


def test_the_window_takes_over_when_the_program_that_started_the_server_ends(
    make_server: MakeServer, start_program: StartProgram
) -> None:
    back = threading.Event()
    command = start_program()
    first, _ = first_line(command)
    window = make_server(on_restarted=back.set)
    uri = window.start()
    assert (window.pid, window.owns) == (first, False)
    assert command.stdin is not None
    began = time.monotonic()
    command.stdin.close()
    assert back.wait(30)
    print(f"command line ended to window in charge: {time.monotonic() - began:.2f} s")
    assert window.owns
    assert window.uri == uri
    assert window.pid != first


def test_the_window_takes_over_when_the_other_program_is_killed(
    make_server: MakeServer, start_program: StartProgram
) -> None:
    back = threading.Event()
    command = start_program()
    first_line(command)
    window = make_server(on_restarted=back.set)
    window.start()
    command.kill()
    assert back.wait(30)
    assert window.owns


def test_two_programs_started_at_once_share_one_server(start_program: StartProgram) -> None:
    programs = [start_program(), start_program(), start_program()]
    answers = [first_line(program) for program in programs]
    assert len({pid for pid, _ in answers}) == 1
    assert sorted(owns for _, owns in answers) == [False, False, True]


def test_a_server_that_was_left_running_is_stopped_at_the_next_start(
    make_server: MakeServer, home: Path
) -> None:
    said: list[str] = []
    with orphan(home) as left:
        server = make_server(say=said.append)
        server.start()
        assert not left.is_running()
        assert server.owns
        assert server.pid != left.pid
    assert said[0] == "Stopping a database that was left running"


def test_a_server_that_was_left_opening_its_files_is_stopped_at_the_next_start(
    make_server: MakeServer, home: Path
) -> None:
    said: list[str] = []
    with orphan(home) as left:
        (home / "data" / "mongodb" / "db" / "mongod.lock").write_text("")  # as it is until then
        server = make_server(say=said.append)
        server.start()
        assert not left.is_running()
        assert server.pid != left.pid
    assert said[0] == "Stopping a database that was left running"


def test_a_guest_whose_host_was_killed_stops_the_server_it_used(
    make_server: MakeServer,
) -> None:
    owner = make_server(platform=Untied())
    owner.start()
    guest = make_server()
    guest.start()
    assert not guest.owns
    server = psutil.Process(owner.pid)
    lock = owner._ownership
    assert lock is not None
    lock.close()  # as the kernel does it for a killed program
    guest.stop()
    assert not server.is_running()


def test_the_server_of_a_stranger_is_left_alone_and_named(
    make_server: MakeServer, home: Path, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    db = home / "data" / "mongodb" / "db"
    db.mkdir(parents=True)
    command = [str(choose(None).path), "--dbpath", str(db), "--bind_ip", str(home / "x.sock")]
    stranger = subprocess.Popen([*command, "--nounixsocket"], stdout=subprocess.DEVNULL)
    try:
        eventually(lambda: (db / "mongod.lock").exists() and bool((db / "mongod.lock").read_text()))
        with pytest.raises(CannotStart, match=f"process {stranger.pid}"):
            make_server().start()
        assert stranger.poll() is None
        (db / "mongod.lock").write_text("")
        with pytest.raises(CannotStart, match="Another program is using the data") as refusal:
            make_server().start()
        assert "lock" in refusal.value.details
        assert stranger.poll() is None
    finally:
        stranger.terminate()
        stranger.wait(20)


def test_a_program_that_holds_the_book_and_never_opens_it_is_told(
    make_server: MakeServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongod, "OTHERS_S", 0.2)
    folder = DataFolder(home / "data")
    folder.prepare()
    held = folder.take(Linux())
    assert held is not None
    server = make_server()
    with held, pytest.raises(CannotStart, match=r"has the reservations in .* open"):
        server.start()
    assert not server.owns


class orphan:  # noqa: N801 - reads as a word of the test
    """A server of ours whose program is gone, on a system that does not end it."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> psutil.Process:
        owner = ManagedServer(
            self._home / "data", self._home / "logs", self._home / "run", platform=Untied()
        )
        owner.start()
        assert owner.pid is not None
        self._owner, self._server = owner, psutil.Process(owner.pid)
        running = json.loads((self._home / "data/mongodb/running.json").read_text())
        assert running["pid"] == owner.pid
        owner._stopping.set()
        self._process, owner._process = owner._process, None
        owner.stop()
        return self._server

    def __exit__(self, *_: object) -> None:
        if self._server.is_running():
            os.kill(self._server.pid, signal.SIGKILL)
        assert self._process is not None
        self._process.wait(20)
