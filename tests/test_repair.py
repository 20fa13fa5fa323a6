"""At the terminal the book is checked and repaired, and the host asked who keeps a table."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
from bson import ObjectId

from resv_desktop.cli import main
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.small_house import check, house

_ = (house,)


def _repair(mongod: ManagedServer, database: str, home: Path, *more: str) -> int:
    places = ["--home", str(home), "--uri", mongod.uri, "--database", database]
    return main([*places, "check", "--repair", *more])


@pytest.fixture
def two_parties(mongod: ManagedServer, house: str) -> tuple[str, str]:
    """The house after another program gave the reserved table away again; both reservations."""
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri)
    reservations = client[house]["reservations"]
    reservations.drop_index("slotId_1_tableId_1")
    first = reservations.find_one({}) or {}
    second = ObjectId()
    foreign = {key: first[key] for key in ("time", "tableId", "slotId")}
    reservations.insert_one(foreign | {"_id": second, "reservedBy": "020 7946 0999"})
    client.close()
    return str(first["_id"]), str(second)


def test_check_of_a_healthy_book_says_so_and_exits_0_also_where_a_number_waits_twice(
    mongod: ManagedServer, house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(mongod, house, tmp_path) == 0
    assert "Nothing is wrong." in capsys.readouterr().out
    with open_controller(uri=mongod.uri, database=house) as controller:
        (restaurant,) = controller.restaurants()
        tomorrow = restaurant.business_day(controller.now()) + timedelta(days=1)
        slot = controller.slots(restaurant.id, tomorrow)[-1]
        for _ in range(2):
            controller.wait(restaurant.id, slot.slot_id, 8, "07400 123456")
    assert check(mongod, house, tmp_path) == 0
    named, end = capsys.readouterr().out.splitlines()
    assert named.startswith("waiting_twice: One number waits 2 times at 22:00 on ")
    assert end == "Nothing is wrong."
    assert _repair(mongod, house, tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[0] == named


def test_check_names_a_fault_and_exits_1(
    mongod: ManagedServer, house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
    client[house]["reservations"].delete_many({})
    client.close()
    assert check(mongod, house, tmp_path) == 1
    out = capsys.readouterr().out
    assert "table 2" in out.lower()
    assert "22:00" in out
    assert "1 fault found." in out
    places = f"--database {house} --uri URI --home {tmp_path}"  # an address may hold a password
    assert f"is mended by: resv-desktop {places} check --repair\n" in out


def test_check_of_an_empty_home_says_that_there_is_no_book_and_makes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "check"]) == 2
    told = capsys.readouterr()
    assert "There is no book in " in told.err
    assert "Nothing is wrong" not in told.out
    assert not (tmp_path / "data").exists()


def test_check_of_an_empty_database_says_that_there_is_no_book_and_makes_none(
    mongod: ManagedServer, database_name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(mongod, database_name, tmp_path) == 2
    assert f'no book in the database "{database_name}"' in capsys.readouterr().err
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
    assert client[database_name].list_collection_names() == []
    client.close()


def test_repair_of_a_healthy_book_says_so_and_exits_0(
    mongod: ManagedServer, house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _repair(mongod, house, tmp_path) == 0
    assert capsys.readouterr().out == "Nothing is wrong any more.\n"


def test_repair_tells_what_it_mended_and_exits_0(
    mongod: ManagedServer, house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
    client[house]["reservations"].delete_many({})
    client.close()
    assert _repair(mongod, house, tmp_path) == 0
    out = capsys.readouterr().out
    assert out.startswith("Mended (flag): Table 2 at 22:00 on ")
    assert out.endswith("nobody has reserved it.\nNothing is wrong any more.\n")
    assert check(mongod, house, tmp_path) == 0


def test_without_a_terminal_both_parties_are_listed_and_keep_settles_it(
    mongod: ManagedServer,
    house: str,
    two_parties: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _repair(mongod, house, tmp_path) == 1
    out = capsys.readouterr().out
    assert "Promised 2 times: table 2 at 22:00 on " in out
    ours, theirs = two_parties
    assert "no name, 07400 123456, party of 2, reserved at Stand 1" in out
    assert "no name, 020 7946 0999, party of unknown size, by another program" in out
    assert f"(reservation {ours})" in out
    assert f"(reservation {theirs})" in out
    assert "Left as it is." in out
    assert "2 faults are left." in out
    assert _repair(mongod, house, tmp_path, "--keep", ours, "--keep", theirs) == 1
    assert "Only one can keep the table" in capsys.readouterr().out
    for _again in range(2):
        assert _repair(mongod, house, tmp_path, "--keep", theirs) == 0
    first, again = capsys.readouterr().out.split("Nothing is wrong any more.\n")[:2]
    assert "no name, 020 7946 0999 keeps it." in first
    assert "Cancelled, please call: no name, 07400 123456." in first
    assert f"Reservation {theirs} shares its table with nobody." in again
    for nobody in ("abc", "0" * 24):
        assert _repair(mongod, house, tmp_path, "--keep", nobody) == 0
        assert f"There is no reservation {nobody}; look" in capsys.readouterr().out


@pytest.mark.parametrize("answers", [["3", "x", "1"], [""]])
def test_at_a_terminal_the_host_is_asked_who_keeps_the_table(
    answers: list[str],
    mongod: ManagedServer,
    house: str,
    two_parties: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return answers[len(asked) - 1]

    monkeypatch.setattr("builtins.input", answer)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    is_settled = answers[-1] == "1"
    assert _repair(mongod, house, tmp_path) == (0 if is_settled else 1)
    assert len(asked) == len(answers)
    assert "Who keeps it? 1 to 2, or Enter to leave it" in asked[0]
    out = capsys.readouterr().out
    assert ("Cancelled, please call" in out) == is_settled
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
    assert client[house]["reservations"].count_documents({}) == (1 if is_settled else 2)
    client.close()
    assert len(two_parties) == 2
