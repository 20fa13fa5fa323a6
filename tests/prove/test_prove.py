"""`prove` itself: a short run of it, what it refuses, and that it leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import psutil
import pymongo
import pytest
from bson import ObjectId

from resv_desktop.cli import main
from resv_desktop.domain.errors import CannotStart
from resv_desktop.store.evidence import MARK, Scratch
from resv_desktop.store.mongod import ManagedServer

Client = pymongo.MongoClient[dict[str, Any]]


@pytest.fixture
def client(mongod: ManagedServer) -> Iterator[Client]:
    opened: Client = pymongo.MongoClient(mongod.uri)
    yield opened
    opened.close()


@pytest.fixture
def scratch(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go during this test."""
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    return home


def stations_of(pid: int) -> list[psutil.Process]:
    children = psutil.Process(pid).children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def test_four_stations_keep_every_promise_while_one_of_them_and_the_server_are_killed(
    scratch: Path,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    def kill_a_station() -> None:
        records = "resv-prove-*/data/records/*.jsonl"
        eventually(lambda: any(file.stat().st_size > 2000 for file in scratch.glob(records)))
        stations_of(os.getpid())[0].kill()

    killer = Thread(target=kill_a_station)
    killer.start()
    options = ["--stations", "4", "--bookings", "100", "--tables", "6", "--kill-every", "2s"]
    code = main(["prove", *options, "--json"])
    killer.join()
    out = capsys.readouterr().out
    report = json.loads(out)
    assert report["violations"] == []
    assert code == 0
    assert report["stations_died"] == 1
    assert 75 <= report["reserve"]["asked"] < 100
    assert report["reserve"]["done"] > 20
    assert report["reserve"]["refused"]["SlotTaken"] > 5
    assert report["cancel"]["done"] > 15
    assert report["move"]["done"] > 5
    assert report["move"]["refused"]["SlotTaken"] > 0
    assert report["kills"]["count"] >= 1
    # A move to where it is already is a line, and changes nothing.
    assert 50 < report["verified"]["changes_in_order"] <= report["verified"]["journal_lines"]
    assert out.count("\n") == 1
    assert list(scratch.iterdir()) == []
    record_property(
        "measured",
        f"prove: {report['writes']} writes of 4 stations, {report['kills']['count']} kills, back "
        f"after {max(report['kills']['back_s'])} s at most, {report['unclear']['answers']} "
        f"unclear answers, ended: {report['unclear']['ended']}",
    )


def test_at_an_address_it_kills_nothing_replaces_what_a_killed_run_left_and_drops_it(
    mongod: ManagedServer,
    client: Client,
    database_name: str,
    scratch: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    left, pid = client[database_name], mongod.pid
    left[MARK].insert_one({"_id": "resv-desktop prove", "run": ObjectId()})
    left["restaurants"].insert_one({"name": "Old House"})
    left["reservations"].insert_one({"_id": 1})
    options = ["--stations", "2", "--bookings", "30", "--tables", "3", "--kill-every", "never"]
    assert main(["--uri", mongod.uri, "prove", "--database", database_name, *options]) == 0
    out = capsys.readouterr().out
    assert "Every promise was kept" in out
    assert "reserve  30 asked" in out
    assert "kills    0" in out
    assert mongod.pid == pid
    assert database_name not in client.list_database_names()
    assert list(scratch.iterdir()) == []


def test_a_database_that_it_did_not_make_is_refused_and_left_alone(
    mongod: ManagedServer,
    client: Client,
    database_name: str,
    scratch: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    client[database_name]["reservations"].insert_one({"_id": 1})
    assert main(["prove", "--uri", mongod.uri, "--database", database_name]) == 2
    assert f'"{database_name}" was not made by this command' in capsys.readouterr().err
    assert list(client[database_name]["reservations"].find()) == [{"_id": 1}]
    assert client[database_name].list_collection_names() == ["reservations"]
    assert list(scratch.iterdir()) == []


def test_of_two_runs_on_one_database_none_is_proven_wrong_and_the_later_one_goes_on(
    mongod: ManagedServer, client: Client, database_name: str
) -> None:
    with Scratch(mongod.uri, database_name) as earlier:
        with (
            Scratch(mongod.uri, database_name),
            pytest.raises(CannotStart, match="Another run uses the database"),
        ):
            earlier.evidence()
        assert database_name not in client.list_database_names()


def silent_for(client: Client, seconds: int) -> datetime:
    """Return when a run said for the last time that it is alive, by the server's clock."""
    at: datetime = client.admin.command("hello")["localTime"]
    return at - timedelta(seconds=seconds)


def test_at_an_address_it_removes_what_killed_runs_left_and_nothing_else(
    mongod: ManagedServer,
    client: Client,
    database_name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mark = {"_id": "resv-desktop prove", "run": ObjectId()}
    marks: dict[str, dict[str, Any]] = {
        "killed": mark | {"alive": silent_for(client, 60)},
        "running": mark | {"alive": silent_for(client, 10)},
        "undated": mark,
        "others": {"_id": "another program", "alive": silent_for(client, 60)},
    }
    for name, document in marks.items():
        client[f"{database_name}_{name}"][MARK].insert_one(document)
        client[f"{database_name}_{name}"]["reservations"].insert_one({"_id": 1})
    options = ["--stations", "1", "--bookings", "5", "--tables", "2", "--json"]
    try:
        assert main(["prove", "--uri", mongod.uri, "--database", database_name, *options]) == 0
        names = client.list_database_names()
        assert [name for name in marks if f"{database_name}_{name}" in names] == [
            *("running", "undated", "others")
        ]
    finally:
        for name in marks:
            client.drop_database(f"{database_name}_{name}")
    assert f'Removed the database "{database_name}_killed"' in capsys.readouterr().err


def test_a_run_says_again_and_again_that_it_is_alive(
    mongod: ManagedServer,
    client: Client,
    database_name: str,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    with Scratch(mongod.uri, database_name) as run:
        long_ago = silent_for(client, 3600)
        client[database_name][MARK].update_one({}, {"$set": {"alive": long_ago}})
        eventually(lambda: client[database_name][MARK].find_one({"alive": long_ago}) is None)
        assert run.remove_left_behind() == []
        assert database_name in client.list_database_names()


@contextmanager
def running(uri: str, database: str) -> Iterator[subprocess.Popen[str]]:
    """Run a proof that would take minutes, and wait until its stations work."""
    options = ["--uri", uri, "--database", database, "--stations", "2", "--tables", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "resv_desktop", "prove", *options, "--bookings", "100000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        # What is said before depends on whether the address has a password.
        assert "2 stations ask for 100,000 bookings.\n" in iter(process.stderr.readline, "")
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_who_ends_it_twice_in_a_row_leaves_nothing_all_the_same(
    end: signal.Signals,
    mongod: ManagedServer,
    client: Client,
    database_name: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TMPDIR", str(home))
    with running(mongod.uri, database_name) as process:
        stations = stations_of(process.pid)
        assert len(stations) == 2
        assert database_name in client.list_database_names()
        os.killpg(process.pid, end)  # a terminal tells all of them
        os.killpg(process.pid, end)
        _, said = process.communicate(timeout=30)
        assert (process.returncode, said) == (130, "Stopped; nothing of it is kept.\n")
    assert not any(station.is_running() for station in stations)
    assert database_name not in client.list_database_names()
    assert list(home.iterdir()) == []


def test_stations_end_with_a_proof_that_is_killed(
    mongod: ManagedServer,
    database_name: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    monkeypatch.setenv("TMPDIR", str(home))
    with running(mongod.uri, database_name) as process:
        stations = stations_of(process.pid)
        process.kill()
        process.wait()
        eventually(lambda: not any(station.is_running() for station in stations))


def test_what_is_never_killed_takes_no_time_between_two_kills(
    capsys: pytest.CaptureFixture[str],
) -> None:
    nowhere = "mongodb://127.0.0.1:9/"
    assert main(["prove", "--uri", nowhere, "--kill-every", "10s"]) == 2
    assert "--kill-every is not taken together with --uri" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--stations", "0", '"0" is no number of stations: it is 1 to 64.'),
        ("--stations", "-1", '"-1" is no number of stations: it is 1 to 64.'),
        ("--bookings", "many", '"many" is no number of bookings: it is 1 to 1,000,000.'),
        ("--tables", "501", '"501" is no number of tables: it is 1 to 500.'),
        ("--kill-every", "abc", '"abc" is no time between two kills: it is one such as "10s"'),
        ("--kill-every", "0.1s", '"0.1s" is no time between two kills'),
        ("--kill-every", "9h", '"9h" is no time between two kills'),
    ],
)
def test_options_that_make_no_sense_are_told_in_a_sentence(
    option: str, value: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", f"{option}={value}"]) == 2
    assert sentence in capsys.readouterr().err
