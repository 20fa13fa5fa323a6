"""`prove` itself: a short run of it, what it refuses, and that it leaves nothing behind."""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymongo
import pytest

from resv_desktop.cli import main
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


def test_four_stations_keep_every_promise_while_the_server_is_killed(
    scratch: Path,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    options = ["--stations", "4", "--bookings", "160", "--tables", "6", "--kill-every", "1.5s"]
    code = main(["prove", *options, "--json"])
    out = capsys.readouterr().out
    report = json.loads(out)
    assert report["violations"] == []
    assert code == 0
    assert report["reserve"]["asked"] == 160
    assert report["reserve"]["done"] > 20
    assert report["reserve"]["refused"]["SlotTaken"] > 5
    assert report["cancel"]["done"] > 20
    assert report["kills"]["count"] >= 1
    assert report["verified"]["changes_in_order"] == report["verified"]["journal_lines"]
    assert out.count("\n") == 1
    assert list(scratch.iterdir()) == []
    record_property(
        "measured",
        f"prove: {report['writes']} writes of 4 stations, {report['kills']['count']} kills, back "
        f"after {max(report['kills']['back_s'])} s at most, {report['unclear']['answers']} "
        f"unclear answers, ended: {report['unclear']['ended']}",
    )


def test_at_an_address_it_works_in_a_database_of_its_own_and_drops_it(
    mongod: ManagedServer, client: Client, scratch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, pid = client.list_database_names(), mongod.pid
    options = ["--stations", "2", "--bookings", "30", "--tables", "3", "--kill-every", "0.2s"]
    assert main(["--uri", mongod.uri, "prove", *options]) == 0
    out = capsys.readouterr().out
    assert "Every promise was kept" in out
    assert "reserve  30 asked" in out
    assert "kills    0" in out
    assert mongod.pid == pid
    assert client.list_database_names() == before
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
