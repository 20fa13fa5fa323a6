"""A server that runs for months keeps its log short, and goes on meanwhile."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pymongo
import pytest

from resv_desktop.store import mongod_log, server_files
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.mongod_log import Blotter, take_aside

MakeServer = Callable[..., ManagedServer]
Eventually = Callable[[Callable[[], bool]], None]
Client = pymongo.MongoClient[dict[str, Any]]


def _set_aside(logs: Path) -> int:
    """Return when the log that lies aside was put there."""
    aside = logs / "mongod.log.1"
    return aside.stat().st_ctime_ns if aside.exists() else 0


def test_a_large_log_is_set_aside_while_the_server_goes_on(
    make_server: MakeServer, home: Path, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongod_log, "ROTATE_BYTES", 500)  # less than what a new log begins with
    monkeypatch.setattr(server_files, "ROTATE_AGAIN_S", 0)
    logs = home / "logs"
    server = make_server()
    uri = server.start()
    pid = server.pid
    generations: set[int] = set()

    def has_turned() -> bool:
        generations.add(_set_aside(logs))
        return len(generations - {0}) > 2

    eventually(has_turned)
    with closing(Client(uri)) as client:
        assert client["resv"].command("ping")["ok"]
    assert server.pid == pid
    server.stop()
    names = {path.name for path in logs.iterdir()}
    # One that the server set aside at its end is taken at the next start.
    assert len([name for name in names if name.startswith("mongod.log")]) <= 3


def test_of_what_the_server_sets_aside_one_generation_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "mongod.log"
    assert take_aside(log) is None
    for name in ("mongod.log", "mongod.log.1", "mongod.log.2026-11-27T19-00-00"):
        (tmp_path / name).write_text("old")
    (tmp_path / "mongod.log.2026-11-28T19-00-00").write_text("the last")
    assert take_aside(log) == tmp_path / "mongod.log.1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mongod.log", "mongod.log.1"]
    assert (tmp_path / "mongod.log.1").read_text() == "the last"


def test_what_was_written_just_before_the_log_was_set_aside_is_blotted_out_too(
    tmp_path: Path,
) -> None:
    log, aside = tmp_path / "mongod.log", tmp_path / "mongod.log.1"
    log.write_text('{"phone":"+447400123456"}\n')
    blotter = Blotter(log)
    blotter.blot()
    with log.open("a") as file:
        file.write('{"phone":"+447400654321"}\n')
    log.rename(aside)
    log.write_text('{"phone":"+447400111222"}\n')
    blotter.turn_to_new(aside)
    blotter.blot()
    assert aside.read_text() == '{"phone":"+xxxxxxxx3456"}\n{"phone":"+xxxxxxxx4321"}\n'
    assert log.read_text() == '{"phone":"+xxxxxxxx1222"}\n'
