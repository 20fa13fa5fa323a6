"""`resv-desktop backup` and `restore`: into a file and back, with or without a passphrase."""

import getpass
import re
from pathlib import Path
from typing import Any

import pymongo
import pytest

from resv_desktop.cli import main
from resv_desktop.domain.errors import CannotStart
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.mongod import ManagedServer
from tests.kept import make
from tests.store.two_machines import LoopbackHouse

PASSPHRASE = "a table by the window"


@pytest.fixture(autouse=True)
def _no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RESV_BACKUP_PASSPHRASE", raising=False)


@pytest.fixture
def run(mongod: ManagedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.setenv("RESV_MONGODB_URI", mongod.uri)
    return Run(tmp_path / "home")


class Run:
    """The command line on one home and the tests' server."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __call__(self, database: str, *arguments: str | Path) -> int:
        places = ["--home", str(self._home), "--database", database]
        return main([*places, *map(str, arguments)])


def test_a_book_is_saved_and_restored(
    run: Run, database_name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(database_name, "restore", make.plain()) == 0
    told = capsys.readouterr()
    assert 'the book "resv" as of ' in told.out
    assert f'Restored into the database "{database_name}".\nNothing is wrong.\n' in told.out
    assert f"It is opened by: resv-desktop --database {database_name} --home " in told.out
    file = tmp_path / "book"
    assert run(database_name, "backup", file) == 0
    saved = capsys.readouterr().out
    assert re.search(rf"Saved in {file}, \d+ kB: .* reservations?, \d+ documents in all", saved)
    assert run(database_name, "backup", file) == 2
    assert "There is a file" in capsys.readouterr().err
    assert run(database_name, "backup", "--overwrite", file) == 0
    assert run(database_name, "restore", file) == 2
    assert "has a book already" in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--overwrite"]])
def test_where_a_folder_is_nothing_is_saved_and_no_way_out_is_named_that_is_none(
    run: Run,
    database_name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
) -> None:
    assert run(database_name, "restore", make.plain()) == 0
    assert run(database_name, "backup", *more, tmp_path) == 2
    told = capsys.readouterr().err
    assert f"{tmp_path} is no regular file" in told
    assert "--overwrite" not in told


def test_faults_of_the_book_that_was_saved_are_told_after_it_is_restored(
    run: Run,
    mongod: ManagedServer,
    database_name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(database_name, "restore", make.plain())
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri)
    client[database_name].reservations.delete_one({"name": {"$regex": "rsted"}})
    run(database_name, "backup", tmp_path / "book")
    client.drop_database(database_name)
    client.close()
    capsys.readouterr()
    assert run(database_name, "restore", tmp_path / "book") == 1
    assert "1 fault found." in capsys.readouterr().out


def test_without_a_book_there_is_no_backup(
    run: Run, database_name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(database_name, "backup", tmp_path / "book") == 2
    assert "There is no book" in capsys.readouterr().err
    assert not (tmp_path / "book").exists()


def test_a_passphrase_comes_from_the_environment(
    run: Run,
    database_name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(database_name, "restore", make.plain())
    monkeypatch.setenv("RESV_BACKUP_PASSPHRASE", make.PASSPHRASE)
    file = tmp_path / "book"
    assert run(database_name, "backup", "--encrypt", file) == 0
    assert "Keep the passphrase" in capsys.readouterr().out
    assert b'"sealed": null' not in file.read_bytes()
    monkeypatch.setenv("RESV_BACKUP_PASSPHRASE", "another")
    assert run("unused", "restore", file) == 2
    assert "The passphrase is not the one" in capsys.readouterr().err


def test_a_passphrase_is_asked_for_at_a_terminal(
    run: Run,
    database_name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = iter([make.PASSPHRASE, "one", "another", "", PASSPHRASE, PASSPHRASE, "wrong"])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
    assert run(database_name, "restore", make.sealed()) == 2
    assert "no terminal to ask" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert run(database_name, "restore", make.sealed()) == 0
    for _ in ("two that differ", "none at all"):
        assert run(database_name, "backup", "--encrypt", tmp_path / "book") == 2
        assert "not twice the same passphrase" in capsys.readouterr().err
    assert run(database_name, "backup", "--encrypt", tmp_path / "book") == 0
    assert run("unused", "restore", tmp_path / "book") == 2
    assert "The passphrase is not the one" in capsys.readouterr().err


def test_a_passphrase_that_nobody_can_type_again_is_not_taken(
    run: Run,
    database_name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(database_name, "restore", make.plain())
    for odd in ("caf\udce9", "line\n"):  # a byte of another encoding; what a file ends with
        monkeypatch.setenv("RESV_BACKUP_PASSPHRASE", odd)
        assert run(database_name, "backup", "--encrypt", tmp_path / "book") == 2
        assert "nobody could give it again" in capsys.readouterr().err
        assert run("unused", "restore", make.sealed()) == 2
        assert "The passphrase is not the one" in capsys.readouterr().err
    assert not (tmp_path / "book").exists()


def test_without_a_terminal_nothing_is_saved_without_its_passphrase(
    run: Run, database_name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(database_name, "restore", make.plain())
    assert run(database_name, "backup", "--encrypt", tmp_path / "book") == 2
    assert "no terminal to ask for the passphrase" in capsys.readouterr().err
    assert not (tmp_path / "book").exists()


def test_a_home_without_a_server_gets_one_with_the_book(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RESV_MONGODB_URI", raising=False)
    assert main(["--home", str(home), "restore", str(make.plain())]) == 0
    assert "It is opened by" not in capsys.readouterr().out
    assert main(["--home", str(home), "check"]) == 0


def test_stations_that_a_restore_leaves_outside_hear_why_and_who_restores_hears_of_them(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house, file = LoopbackHouse(home, monkeypatch), home / "book"
    command = ("--home", str(house.first))
    with house.open_first() as first:
        first.share()
        joined = house.join(first)
        first.back_up(file)
    database = house.first / "data" / "mongodb" / "db"
    database.rename(database.with_name("db-damaged"))
    assert main([*command, "restore", str(file)]) == 0
    assert "those that had joined it join again with a new code" in capsys.readouterr().out
    with house.open_first() as first:
        with (
            pytest.raises(CannotStart, match="or the book there has been restored"),
            house.open_second(joined),
        ):
            pass
        house.join(first)
    capsys.readouterr()
    assert main([*command, "restore", str(file), "--database", "other"]) == 0
    told = capsys.readouterr().out
    assert "join again" not in told
    assert "go on with the book they joined, in resv. " in told


def test_how_far_it_is_stands_on_a_terminal(
    run: Run,
    database_name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    run(database_name, "restore", make.plain())
    with BackupFile(make.plain()) as file:
        total = file.facts.documents
    assert f"\rRestoring: {total} of {total}\n" in capsys.readouterr().err
