"""One text says how everything is, whatever is broken, and tells nothing of guests or passwords."""

import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pymongo
import pytest

from resv_desktop.autostart import autostart
from resv_desktop.cli import main
from resv_desktop.doctor.report import Report, Station, report
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.health import NO_RESTAURANT, Health
from resv_desktop.settings import Folders, Settings
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.mongod_folder import DataFolder
from tests.test_logs import untouched_logging

Doctor = Callable[..., tuple[int, str]]
_ = untouched_logging
PHONE = "+44 7400 123456"


@pytest.fixture
def house(mongod: ManagedServer, database_name: str) -> str:
    """A small house with one reservation; returns the database's name."""
    with open_controller(uri=mongod.uri, database=database_name) as controller:
        restaurant = controller.create_restaurant("Harbour House", "+442079460123")
        controller.add_tables(restaurant.id, [2, 4])
        day = restaurant.business_day(controller.now()) + timedelta(days=1)
        slot = controller.slots(restaurant.id, day)[-1]
        controller.reserve(slot.slot_id, slot.table_id, PHONE, 2, name="Okafor")
    return database_name


@pytest.fixture
def doctor(mongod: ManagedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Run the command on a database of the test's server; returns exit code and text."""

    def run(*more: str, uri: str = mongod.uri) -> tuple[int, str]:
        places = ["--home", str(tmp_path), *(("--uri", uri) if uri else ())]
        code = main([*places, *more, "doctor"])
        told = capsys.readouterr()
        assert told.err == ""
        return code, told.out

    return run


def test_of_a_healthy_book_it_says_so_and_ends_with_0(doctor: Doctor, house: str) -> None:
    code, text = doctor("--database", house)
    assert code == 0, text
    assert "\nNothing needs a look.\n" in text
    for fact in (
        "server: MongoDB 6.0.5",
        "replica set: rs0, primary ",
        "members: ",
        "oplog: ",
        "restaurants 1, ",
        "reservations 1,",
        "in Europe/London, 14 days ahead",
        "starts after the log-in: no",
        "indexes: all there",
        "rules of the collections: in force",
        "s beside that of the database",
        "PyMongo: 4",
        " GB free",
        "Last lines of the log",
    ):
        assert fact in text


def test_what_the_book_lacks_is_said_first_and_it_ends_with_1(
    doctor: Doctor, house: str, mongod: ManagedServer
) -> None:
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri)
    client[house]["reservations"].drop_index("slotId_1_tableId_1")
    client[house].command("collMod", "slots", validator={})
    client.close()
    code, text = doctor("--database", house)
    assert code == 1
    head = text.partition("\nProgram\n")[0]
    assert "Indexes are missing or not unique: reservations.slotId_1_tableId_1." in head
    assert "Documents are not held to the rules in: slots." in head
    # It only looks: what is missing is still missing.
    client = pymongo.MongoClient(mongod.uri)
    indexes = client[house]["reservations"].index_information()
    client.close()
    assert "slotId_1_tableId_1" not in indexes


def test_hours_and_closures_are_told_whoever_wrote_them_and_no_word_of_a_reason(
    doctor: Doctor, house: str, mongod: ManagedServer
) -> None:
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri)
    houses = client[house]["restaurants"]
    week = {"mon": None, "sun": "12:20"}
    closures = [
        {"from": "2026-01-01", "to": "2026-01-02", "hours": None, "reason": "Okafor family"},
        {"from": "2199-01-01", "to": "2199-01-02", "hours": None, "reason": "Okafor family"},
    ]
    houses.update_one({}, {"$set": {"weekHours": week, "closures": closures}})
    client[house].command("collMod", "restaurants", validator={})
    client[house]["restaurants"].insert_one(
        {"name": "Okafor", "phone": "1", "openingHours": f"ask {PHONE}", "timezone": "Nowhere/At"}
    )
    client.close()
    text = doctor("--database", house)[1]
    assert "12:23 in Europe/London, mon closed, sun 12:20, 1 of 2 closures are now or ahead" in text
    assert "not understood in a zone that this program does not know" in text
    assert "Okafor" not in text
    assert "ask " not in text


def test_that_the_window_opens_after_the_log_in_is_told(
    doctor: Doctor, house: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "of the desktop"))
    autostart(Folders.under(tmp_path)).turn(on=True)
    assert "starts after the log-in: yes" in doctor("--database", house)[1]


def test_where_there_is_no_book_none_is_made(doctor: Doctor, tmp_path: Path) -> None:
    code, text = doctor(uri="")
    assert code == 1
    assert "There is no book in " in text
    assert "data: " in text
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_does_not_answer_is_said_and_all_else_is_told(doctor: Doctor) -> None:
    code, text = doctor(uri="mongodb://name:s3cret-word@127.0.0.1:9/?replicaSet=rs0")
    assert code == 1
    assert "  - The database does not answer." in text
    assert "where: mongodb://…@127.0.0.1:9/?replicaSet=rs0" in text
    assert "cannot be asked: The database does not answer." in text
    assert "memory: " in text
    assert "s3cret" not in text


def test_settings_of_rubbish_are_said_and_left_as_they_are(doctor: Doctor, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "settings.json"
    settings.parent.mkdir()
    settings.write_text("{rubbish")
    code, text = doctor(uri="")
    assert code == 1
    assert f"The settings in {settings} cannot be understood" in text
    assert "not asked: it is not known which one it is" in text
    assert settings.read_text() == "{rubbish"
    assert [path.name for path in settings.parent.iterdir()] == ["settings.json"]


def test_no_password_and_no_whole_number_is_in_it(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path)
    own = DataFolder(folders.data)
    own.prepare()
    password = own.credentials().password
    folders.logs.mkdir()
    (folders.logs / "resv-desktop.log").write_text(
        "2026-11-28 19:00:00,123 | ERROR resv_desktop: guest 07400 123456\n"
        f"of another program: {PHONE}, {password}\n"
        f"mongodb://name:{password}@host/ said no\n"
    )
    (folders.logs / "mongod.log").write_text(
        json.dumps({"s": "E", "msg": "Slow", "attr": {"error": f"reservedBy: {PHONE}"}}) + "\n"
    )
    told = _report(folders, uri=None)
    assert "2026-11-28 19:00:00,123 | ERROR resv_desktop: guest …3456" in told.text
    assert "Slow: reservedBy: …3456" in told.text
    assert "123456" not in told.text.replace("…3456", "")
    assert password not in told.text
    assert own.key() not in told.text


def test_a_password_of_the_address_is_hidden_however_it_is_written(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path)
    folders.logs.mkdir()
    (folders.logs / "resv-desktop.log").write_text("the words: pass%20word, or: pass word\n")
    told = _report(folders, uri="mongodb://name:pass%20word@host/")
    assert "the words: …, or: …" in told.text


@pytest.mark.parametrize("begin", ["", "mongodb//", "mongodb:/", "mongo://", "MONGODB://"])
def test_a_password_is_hidden_also_in_what_is_no_address(tmp_path: Path, begin: str) -> None:
    told = _report(Folders.under(tmp_path), uri=f"{begin}name:pass/word@host/?replicaSet=rs0")
    assert "where: …@host/?replicaSet=rs0\n" in told.text
    assert "word@" not in told.text


def _report(folders: Folders, *, uri: str | None) -> Report:
    def silent() -> Health:
        raise Outage("The database does not answer.", why="The disk is nearly full.")

    told = report(
        Station(folders=folders, settings=Settings(), uri=uri, database="resv", ask_health=silent)
    )
    assert "cannot be asked: The database does not answer. The disk is nearly full." in told.text
    assert not told.is_fine
    return told


def test_what_breaks_in_one_part_costs_that_part_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> float:
        raise RuntimeError("no clock since +44 7400 123456")

    monkeypatch.setattr(psutil, "boot_time", broken)
    told = _report(Folders.under(tmp_path), uri=None)
    assert "  - This machine: could not be looked at (RuntimeError)." in told.text
    assert "cannot be told: RuntimeError: no clock since …3456" in told.text
    assert "PyMongo: " in told.text


def test_the_last_backup_is_told_and_one_that_is_old_needs_a_look(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path)
    assert "\nBackups on this machine\n  last: never\n" in _report(folders, uri=None).text
    backups = folders.data / "backups"
    backups.mkdir(parents=True)
    for days in (9, 4):
        made = backups / f"book-{days}.resvbackup"
        made.write_bytes(bytes(2_000_000))
        at = time.time() - days * 86_400
        os.utime(made, (at, at))
    old = _report(folders, uri=None).text
    assert "  - The last backup was made 4 days ago." in old
    assert "  last: book-4.resvbackup, 2 MB, 96 h ago\n  kept: 2\n" in old
    assert "The last backup was made" not in _report(folders, uri="mongodb://host/").text
    made_ahead = time.time() + 300 * 86_400  # while the clock was wrong
    os.utime(backups / "book-9.resvbackup", (made_ahead, made_ahead))
    assert "  - The last backup was made 4 days ago." in _report(folders, uri=None).text
    os.utime(backups / "book-9.resvbackup")
    assert "The last backup was made" not in _report(folders, uri=None).text


def test_where_no_backup_can_be_saved_that_needs_a_look(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path)
    said = f"  - No backup can be saved in {folders.data / 'backups'}: "
    assert said not in _report(folders, uri=None).text, "the folder is made with the first one"
    folders.data.mkdir(parents=True)
    (folders.data / "backups").touch()
    assert said in _report(folders, uri=None).text
    assert said not in _report(folders, uri="mongodb://host/").text


def test_a_book_that_is_missing_needs_a_look(tmp_path: Path) -> None:
    def told(settings: Settings) -> str:
        empty = Health(facts={"opening hours": NO_RESTAURANT})
        station = Station(
            folders=folders, settings=settings, uri=None, database="resv", ask_health=lambda: empty
        )
        return report(station).text

    folders = Folders.under(tmp_path)
    missed = "  - There is no restaurant in the database, though there was one."
    assert missed not in told(Settings())
    assert missed in told(Settings(restaurant_id="6a" * 12))
    (folders.data / "backups").mkdir(parents=True)
    (folders.data / "backups" / "book-20260314T050000Z.resvbackup").touch()
    assert missed in told(Settings())
