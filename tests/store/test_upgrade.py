"""A book of an older layout is upgraded once, with a backup first, while others go on."""

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.domain.errors import CannotRestore, CannotStart
from resv_desktop.startup import open_controller
from resv_desktop.store import layout, upgrade
from resv_desktop.store.backups import read_file
from resv_desktop.store.backups.daily import backups_folder
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.backups.restore import restore_book
from resv_desktop.store.backups.save import save_book
from resv_desktop.store.documents import SCHEMA_VERSION
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.kept import make
from tests.store.corruptions import Scene, make_scene
from tests.store.site import Raw

NEXT = SCHEMA_VERSION + 1


class Step:
    """The step to a layout that this program may have one day: each reservation gets a field."""

    def __init__(self) -> None:
        self.times = 0
        self.during: Callable[[], None] = lambda: None

    def __call__(self, database: Database[dict[str, Any]], keep_turn: Callable[[], None]) -> None:
        self.times += 1
        for reservation in database.reservations.find({"covers": {"$exists": False}}):
            keep_turn()
            covers = {"$set": {"covers": reservation.get("partySize", 0)}}
            database.reservations.update_one({"_id": reservation["_id"]}, covers)
            self.during()


@pytest.fixture
def scene(open_store: Callable[[], Store], raw: Raw) -> Scene:
    return make_scene(open_store(), raw)


@pytest.fixture
def step(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Step:
    """Make the program one of the next layout; the book of the scene stays as it is."""
    assert scene
    made = Step()
    monkeypatch.setattr(upgrade, "STEPS", (*upgrade.STEPS, made))
    monkeypatch.setattr(layout, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr(read_file, "SCHEMA_VERSION", NEXT)
    return made


@pytest.fixture
def saved() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def back_up(raw: Raw, saved: list[dict[str, Any]]) -> upgrade.BackUp:
    """Note what a backup would have saved."""
    lock = threading.Lock()

    def note(version: int, keep_turn: Callable[[], None]) -> None:
        keep_turn()
        with lock:
            saved.append({"version": version, "all": list(raw.reservations.find())})

    return note


def test_every_layout_can_be_reached() -> None:
    assert len(upgrade.STEPS) + 1 == SCHEMA_VERSION


def test_a_book_is_upgraded_after_a_backup(
    scene: Scene, raw: Raw, step: Step, back_up: upgrade.BackUp, saved: list[dict[str, Any]]
) -> None:
    before = list(raw.reservations.find())
    said: list[str] = []
    layout.prepare(scene.store, back_up=back_up, say=said.append)
    assert upgrade.stored_version(raw) == NEXT
    assert saved == [{"version": SCHEMA_VERSION, "all": before}]
    assert [each["covers"] for each in raw.reservations.find()] == [2]
    assert raw.schema.distinct("_id") == ["version"]
    assert said == ["Making a backup copy before the book is upgraded", "Upgrading the book"]
    layout.prepare(scene.store, back_up=back_up)
    assert (step.times, len(saved)) == (1, 1)


def test_stations_that_start_at_once_upgrade_it_once(
    mongod: ManagedServer,
    raw: Raw,
    step: Step,
    back_up: upgrade.BackUp,
    saved: list[dict[str, Any]],
) -> None:
    together, done = threading.Barrier(4), []

    def begin() -> None:
        with closing(Store(mongod.uri, raw.name)) as store:
            together.wait(60)
            layout.prepare(store, back_up=back_up)
            done.append(upgrade.stored_version(store.database))

    stations = [threading.Thread(target=begin) for _ in range(4)]
    for station in stations:
        station.start()
    for station in stations:
        station.join(60)
    assert done == [NEXT] * 4
    assert (step.times, len(saved)) == (1, 1)


def test_stations_of_the_older_version_go_on_meanwhile(
    scene: Scene, raw: Raw, step: Step, back_up: upgrade.BackUp
) -> None:
    reserved: list[str] = []

    def reserve() -> None:
        if not reserved:
            older = scene.controller.reserve(scene.free.slot_id, "2", "07400 123457", 4)
            reserved.append(older.id)

    step.during = reserve
    layout.prepare(scene.store, back_up=back_up)
    assert raw.reservations.count_documents({"_id": ObjectId(reserved[0])}) == 1
    scene.controller.cancel(reserved[0])
    assert scene.kinds() == {"schema"}  # says that its layout is newer, and nothing else


def test_what_a_station_that_died_has_begun_is_finished_by_the_next(
    scene: Scene, raw: Raw, step: Step, back_up: upgrade.BackUp
) -> None:
    # It left its turn, half of the work, and no word.
    long_ago = datetime.now(UTC) - timedelta(minutes=1)
    raw.schema.insert_one({"_id": "upgrade", "run": ObjectId(), "until": long_ago})
    layout.prepare(scene.store, back_up=back_up)
    assert upgrade.stored_version(raw) == NEXT
    assert step.times == 1


def test_while_another_station_has_its_turn_this_one_waits(
    scene: Scene, raw: Raw, step: Step, back_up: upgrade.BackUp, saved: list[dict[str, Any]]
) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=10)
    raw.schema.insert_one({"_id": "upgrade", "run": ObjectId(), "until": soon})
    said: list[str] = []

    def finish_there(what: str) -> None:
        said.append(what)
        raw.schema.update_one({"_id": "version"}, {"$set": {"version": NEXT}})

    layout.prepare(scene.store, back_up=back_up, say=finish_there)
    assert said == ["Another station is upgrading the book"]
    assert (step.times, saved) == (0, [])


def test_a_station_that_lost_its_turn_changes_nothing_more(
    scene: Scene, raw: Raw, step: Step, back_up: upgrade.BackUp
) -> None:
    other, soon = ObjectId(), datetime.now(UTC) + timedelta(minutes=10)

    def lose_turn(version: int, keep_turn: Callable[[], None]) -> None:
        back_up(version, keep_turn)
        raw.schema.update_one({"_id": "upgrade"}, {"$set": {"run": other, "until": soon}})

    with pytest.raises(CannotStart, match="Another station has gone on"):
        layout.prepare(scene.store, back_up=lose_turn)
    assert step.times == 0
    assert raw.schema.count_documents({"_id": "upgrade", "run": other}) == 1


def test_without_a_backup_nothing_is_upgraded(
    mongod: ManagedServer, raw: Raw, step: Step, home: Path
) -> None:
    backups_folder(home / "data").parent.mkdir()
    backups_folder(home / "data").touch()  # a file where the folder should be
    open_here = partial(open_controller, uri=mongod.uri, database=raw.name, home=home)
    with pytest.raises(CannotStart, match="not upgraded without a backup"), open_here():
        pass
    assert upgrade.stored_version(raw) == SCHEMA_VERSION
    assert step.times == 0
    assert raw.schema.distinct("_id") == ["version"]


def test_the_backup_from_before_an_upgrade_is_restored_and_upgraded_again(
    mongod: ManagedServer, raw: Raw, step: Step, home: Path
) -> None:
    with open_controller(uri=mongod.uri, database=raw.name, home=home):
        pass
    (path,) = backups_folder(home / "data").iterdir()
    assert path.name.startswith(f"before-upgrade-of-layout-{SCHEMA_VERSION}-")
    raw.client.drop_database(raw.name)
    with closing(Store(mongod.uri, raw.name)) as store, BackupFile(path) as file:
        assert file.facts.layout == SCHEMA_VERSION
        restore_book(store, file)
    assert step.times == 2
    assert upgrade.stored_version(raw) == NEXT
    assert [each["covers"] for each in raw.reservations.find()] == [2]


@pytest.mark.usefixtures("step")
def test_the_backup_of_a_newer_layout_is_refused_by_an_older_program(
    mongod: ManagedServer,
    scene: Scene,
    raw: Raw,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layout.prepare(scene.store)
    save_book(scene.store, tmp_path / "book")
    monkeypatch.setattr(read_file, "SCHEMA_VERSION", SCHEMA_VERSION)
    monkeypatch.setattr(layout, "SCHEMA_VERSION", SCHEMA_VERSION)
    with pytest.raises(CannotRestore, match="newer version of the program"):
        BackupFile(tmp_path / "book")
    with (
        closing(Store(mongod.uri, raw.name)) as store,
        pytest.raises(CannotStart, match="newer version of the program"),
    ):
        layout.prepare(store)


@pytest.mark.usefixtures("step")
@pytest.mark.parametrize("path", sorted(make.FOLDER.glob("*.resvbackup")), ids=lambda p: p.name)
def test_the_book_of_a_release_is_upgraded(mongod: ManagedServer, raw: Raw, path: Path) -> None:
    raw.client.drop_database(raw.name)
    with closing(Store(mongod.uri, raw.name)) as store, BackupFile(path) as file:
        if file.is_sealed:
            file.unseal(make.PASSPHRASE)
        restore_book(store, file)
    assert upgrade.stored_version(raw) == NEXT
    assert raw.reservations.count_documents({"covers": {"$exists": False}}) == 0


def test_a_station_with_fewer_rights_leaves_the_upgrade_to_the_owner(
    raw: Raw, step: Step, back_up: upgrade.BackUp, saved: list[object], uri_of_guest: str
) -> None:
    with (
        closing(Store(uri_of_guest, raw.name)) as store,
        pytest.raises(CannotStart, match="upgraded once by the database's owner"),
    ):
        layout.prepare(store, back_up=back_up)
    assert (step.times, saved) == (0, [])
    assert upgrade.stored_version(raw) == SCHEMA_VERSION
