"""A backup is restored whole or not at all: half a book is opened by no station."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from resv_desktop.domain.errors import CannotRestore, CannotStart, Outage
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.backups.restore import restore_book
from resv_desktop.store.backups.save import save_book
from resv_desktop.store.backups.write_file import UNFINISHED
from resv_desktop.store.check import find_faults
from resv_desktop.store.documents import SCHEMA_VERSION
from resv_desktop.store.layout import missing_indexes, prepare, weak_validators
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.store.backups.conftest import Restore
from tests.store.corruptions import Scene
from tests.store.guest import guest_of
from tests.store.site import Raw

KILLED = Path(__file__).with_name("killed.py")
ROOT = KILLED.parents[3]


@pytest.fixture
def saved(scene: Scene, path: Path) -> Path:
    save_book(scene.store, path)
    return path


def killed(act: str, uri: str, database: str, file: Path, step: int) -> None:
    """Let another program do it, which is killed after a step."""
    arguments = [act, uri, database, str(file), str(step)]
    done = subprocess.run(
        [sys.executable, str(KILLED), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL


def no_station_opens(mongod: ManagedServer, database: Raw) -> None:
    with (
        closing(Store(mongod.uri, database.name)) as store,
        pytest.raises(CannotStart, match="Restore it again"),
    ):
        prepare(store)


def test_where_there_is_a_book_nothing_is_written(
    mongod: ManagedServer, scene: Scene, raw: Raw, saved: Path
) -> None:
    before = list(raw.schema.find()), raw.slots.count_documents({})
    with (
        closing(Store(mongod.uri, raw.name)) as store,
        BackupFile(saved) as file,
        pytest.raises(CannotRestore, match="has a book already"),
    ):
        restore_book(store, file)
    assert (list(raw.schema.find()), raw.slots.count_documents({})) == before
    assert find_faults(scene.store) == []


def test_a_name_that_differs_from_another_in_capitals_only_is_no_silent_database(
    mongod: ManagedServer, raw: Raw, saved: Path
) -> None:
    with (
        closing(Store(mongod.uri, raw.name.upper())) as store,
        BackupFile(saved) as file,
        pytest.raises(CannotStart, match="cannot be called"),
    ):
        restore_book(store, file)


def test_what_another_program_keeps_beside_the_book_is_left_alone(
    empty: Raw, saved: Path, restore: Restore
) -> None:
    empty.menu.insert_one({"dish": "soup"})
    restore(saved)
    assert empty.menu.count_documents({}) == 1


def test_a_book_that_was_prepared_and_never_used_is_a_place_for_it(
    mongod: ManagedServer, empty: Raw, saved: Path, restore: Restore
) -> None:
    with closing(Store(mongod.uri, empty.name)) as store:
        prepare(store)
    restore(saved)
    assert missing_indexes(empty) == weak_validators(empty) == []
    assert empty.reservations.count_documents({}) == 1


def test_what_else_is_known_of_the_book_comes_along(
    scene: Scene, raw: Raw, path: Path, restore: Restore
) -> None:
    raw.schema.insert_one({"_id": "archive", "before": scene.at})
    raw.schema.insert_one({"_id": "upgrade", "until": scene.at})  # whose turn it was then
    save_book(scene.store, path)
    assert list(restore(path).schema.find({}, sort=[("_id", 1)])) == [
        {"_id": "archive", "before": scene.at},
        raw.schema.find_one({"_id": "version"}),
    ]


def test_a_database_of_a_newer_version_is_no_place_for_it(
    empty: Raw, saved: Path, restore: Restore
) -> None:
    empty.schema.insert_one({"_id": "version", "version": SCHEMA_VERSION + 1})
    with pytest.raises(CannotRestore, match="newer version"):
        restore(saved)
    assert empty.list_collection_names() == ["schema"]
    assert empty.schema.count_documents({}) == 1


def test_of_a_damaged_file_nothing_is_written(empty: Raw, saved: Path, restore: Restore) -> None:
    data = bytearray(saved.read_bytes())
    data[-60] ^= 1
    saved.write_bytes(data)
    with pytest.raises(CannotRestore, match="damaged"):
        restore(saved)
    assert empty.list_collection_names() == []


def test_a_file_that_lies_about_its_counts_writes_nothing(
    empty: Raw, saved: Path, restore: Restore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BackupFile(saved) as file:
        whole = file.facts
    monkeypatch.setitem(whole.counts, "waiting", 1)
    monkeypatch.setattr(BackupFile, "_begin", _begin_saying(whole))
    with pytest.raises(CannotRestore, match="damaged"):
        restore(saved)
    assert empty.list_collection_names() == []


def _begin_saying(facts: Any) -> Callable[[BackupFile], Any]:
    begin = BackupFile._begin

    def lie(file: BackupFile) -> Any:
        begin(file)
        return facts

    return lie


@pytest.mark.parametrize("step", [0, 2, 4])
def test_a_restore_that_is_killed_leaves_no_book_and_the_next_one_finishes(
    mongod: ManagedServer, empty: Raw, saved: Path, restore: Restore, step: int
) -> None:
    killed("restore", mongod.uri, empty.name, saved, step)
    assert empty.restaurants.count_documents({}) == 1
    no_station_opens(mongod, empty)
    restore(saved)
    with closing(Store(mongod.uri, empty.name)) as store:
        prepare(store)
        assert find_faults(store) == []
    assert empty.schema.distinct("_id") == ["version"]
    assert empty.slots.count_documents({}) > 0


def test_a_backup_that_is_killed_leaves_the_one_before_it(
    mongod: ManagedServer, scene: Scene, saved: Path
) -> None:
    before = saved.read_bytes()
    killed("save", mongod.uri, scene.raw.name, saved, 1)
    assert saved.read_bytes() == before
    (left,) = saved.parent.glob(f".*{UNFINISHED}")
    with pytest.raises(CannotRestore):
        BackupFile(left)


def test_while_it_is_restored_no_station_opens_it(
    mongod: ManagedServer, empty: Raw, saved: Path, restore: Restore
) -> None:
    restore(saved, progress=lambda *_: no_station_opens(mongod, empty))
    with closing(Store(mongod.uri, empty.name)) as store:
        prepare(store)


def test_who_writes_into_it_meanwhile_is_told_and_it_stays_shut(
    mongod: ManagedServer, empty: Raw, saved: Path, restore: Restore
) -> None:
    def write_once(done: int, total: int) -> None:
        if done == total:
            empty.restaurants.insert_one({"name": "Blue Bottle"})

    with pytest.raises(CannotRestore, match="Somebody else has written"):
        restore(saved, progress=write_once)
    no_station_opens(mongod, empty)


def test_a_second_restore_at_the_same_time_keeps_both_from_ending_well(
    mongod: ManagedServer, empty: Raw, saved: Path, restore: Restore
) -> None:
    def begin_another(done: int, total: int) -> None:
        if done == total:
            restore(saved)  # it finds one that is not finished, and begins anew

    with pytest.raises(CannotRestore, match="Somebody else has written"):
        restore(saved, progress=begin_another)
    with closing(Store(mongod.uri, empty.name)) as store:
        prepare(store)  # the other one is whole
        assert find_faults(store) == []


def test_tables_promised_twice_by_another_program_come_back_as_they_were(
    scene: Scene, raw: Raw, path: Path, restore: Restore
) -> None:
    raw.reservations.drop_index("slotId_1_tableId_1")
    raw.reservations.insert_one(scene.reserved(tableId="1"))
    save_book(scene.store, path)
    back = restore(path)
    assert missing_indexes(back) == ["reservations.slotId_1_tableId_1"]
    assert back.reservations.count_documents({}) == 2


def test_who_may_not_set_up_collections_is_told(
    mongod: ManagedServer, empty: Raw, saved: Path
) -> None:
    with (
        guest_of(mongod, empty.name) as uri,
        closing(Store(uri, empty.name)) as store,
        BackupFile(saved) as file,
        pytest.raises(CannotRestore, match="Only the owner"),
    ):
        restore_book(store, file)
    assert empty.list_collection_names() == []


def test_a_silent_database_is_an_outage(saved: Path) -> None:
    with (
        closing(Store("mongodb://127.0.0.1:9/", "resv", patience_s=0.2)) as store,
        BackupFile(saved) as file,
        pytest.raises(Outage),
    ):
        restore_book(store, file)
