"""A backup a day, two weeks of them: what is old goes once the new one is safe, and not before."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import BackupNotMade, Outage
from resv_desktop.store.backups import daily
from resv_desktop.store.backups.daily import last_saved, save_daily, saved_on
from resv_desktop.store.backups.write_file import UNFINISHED
from resv_desktop.store.check import find_faults
from resv_desktop.store.closed import ClosedStore
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.platforms import this_platform
from resv_desktop.store.store import Store
from tests.faults.test_full_disk import with_a_small_disk
from tests.store.backups.conftest import Restore
from tests.store.backups.test_save import stored
from tests.store.corruptions import Scene

FULL_DISK = Path(__file__).with_name("full_disk.py")
ROOT = FULL_DISK.parents[3]
EVENING = datetime(2026, 3, 14, 19).astimezone()  # by this machine's clock, whatever its zone
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk of the tests be large enough, whatever it is."""
    monkeypatch.setattr(daily, "free_bytes", lambda _: 10**12)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    """Stand for a book that is saved at once: here it matters when, and what becomes of others."""

    def save(_store: Store, path: Path, *, stop: Callable[[], bool] | None) -> None:
        if stop is not None and stop():
            raise BackupNotMade("The backup was stopped, and nothing of it was kept.")
        path.write_bytes(b"new")

    monkeypatch.setattr(daily, "save_book", save)
    monkeypatch.setattr(ClosedStore, "database", SimpleNamespace(name="resv"))
    return ClosedStore("")


def save(store: Store, folder: Path, *, is_right: bool = True, **more: Any) -> Path | None:
    return save_daily(store, folder, is_right=lambda: is_right, **more)


def ages(folder: Path, now: datetime) -> list[int]:
    """Return how many days old each backup is, the oldest first."""
    return [(now - at).days for at in saved_on(folder)]


def test_todays_backup_is_made_once_and_can_be_restored(
    mongod: ManagedServer, scene: Scene, folder: Path, restore: Restore
) -> None:
    before = stored(scene.raw)
    path = save(scene.store, folder, now=EVENING)
    assert path is not None
    assert save(scene.store, folder, now=EVENING + timedelta(hours=3)) is None
    assert list(saved_on(folder).values()) == [path]
    back = restore(path)
    assert stored(back) == before
    with closing(Store(mongod.uri, back.name)) as store:
        prepare(store)
        assert find_faults(store) == []


@pytest.mark.parametrize(
    ("hours", "is_due"),
    [(0, False), (3, False), (9.9, False), (10.1, True), (24, True)],
    ids=["now", "late", "before five", "after five", "a day later"],
)
def test_the_next_one_is_due_when_the_night_is_over(
    store: Store, folder: Path, hours: float, is_due: bool
) -> None:
    save(store, folder, now=EVENING)
    saved = save(store, folder, now=EVENING + timedelta(hours=hours))
    assert (saved is not None) is is_due


def test_what_is_older_than_two_weeks_goes(store: Store, folder: Path) -> None:
    for day in range(15):
        _pretend(folder, EVENING + DAY * day)
    now = EVENING + DAY * 15
    save(store, folder, now=now)
    assert ages(folder, now) == [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_after_a_long_holiday_the_last_one_before_it_is_kept(store: Store, folder: Path) -> None:
    for day in (1, 2, 400):  # the last while the clock was wrong
        _pretend(folder, EVENING + DAY * day)
    save(store, folder, now=EVENING + DAY * 60)
    assert ages(folder, EVENING + DAY * 60) == [58, 0, -340]


def test_by_a_clock_that_is_far_ahead_no_backup_goes(store: Store, folder: Path) -> None:
    for day in range(15):
        _pretend(folder, EVENING + DAY * day)
    save(store, folder, now=EVENING + DAY * 90, is_right=False)
    assert len(ages(folder, EVENING)) == 16


def test_where_the_book_does_not_say_whether_the_clock_is_right_no_backup_goes(
    store: Store, folder: Path
) -> None:
    def silent() -> bool:
        raise Outage("The database does not answer.")

    for day in range(15):
        _pretend(folder, EVENING + DAY * day)
    assert save_daily(store, folder, is_right=silent, now=EVENING + DAY * 16) is not None
    assert len(ages(folder, EVENING)) == 16


def test_also_where_all_are_old_most_of_them_stay_for_another_day(
    store: Store, folder: Path
) -> None:
    for day in range(6):
        _pretend(folder, EVENING + DAY * day)
    save(store, folder, now=EVENING + DAY * 60)
    assert ages(folder, EVENING + DAY * 60) == [58, 57, 56, 55, 0]
    save(store, folder, now=EVENING + DAY * 61)
    assert ages(folder, EVENING + DAY * 61) == [57, 56, 1, 0]


def test_by_the_clock_of_a_book_in_which_nothing_was_done_lately_no_backup_goes(
    scene: Scene, folder: Path
) -> None:
    at = datetime.now(UTC)
    for ahead, left in ((60, 4), (3, 2)):
        for each in saved_on(folder).values():
            each.unlink()
        for day in (20, 19, 18):
            _pretend(folder, at - DAY * day)
        by_clock = at + DAY * ahead
        controller = Controller(scene.store, clock=partial(by_clock.astimezone, UTC))
        assert controller.back_up_daily(folder, lambda: False) is not None
        assert len(saved_on(folder)) == left


def test_each_book_of_a_home_has_backups_of_its_own(
    mongod: ManagedServer, scene: Scene, folder: Path, database_name: str
) -> None:
    assert save(scene.store, folder, now=EVENING) is not None
    name = f"{database_name}-training"
    with closing(Store(mongod.uri, name)) as other:
        prepare(other)
        assert save(other, folder, now=EVENING + timedelta(hours=1)) is not None
        assert save(other, folder, now=EVENING + timedelta(hours=2)) is None
        for day in range(15, 20):
            save(other, folder, now=EVENING + DAY * day)
            later = EVENING + DAY * day
            assert last_saved(folder, later, database=name) == last_saved(folder, later)
            assert last_saved(folder, later, database=scene.store.database.name) is not None
        other.database.client.drop_database(name)
    last = last_saved(folder, later, database=scene.store.database.name)
    assert last is not None
    assert last[0] == EVENING.astimezone(UTC).replace(microsecond=0)
    assert ages(folder, later) == [19, 4, 3, 2, 1, 0]


def test_a_backup_from_a_wrong_clock_keeps_none_from_being_made(store: Store, folder: Path) -> None:
    _pretend(folder, EVENING + DAY * 400)
    assert save(store, folder, now=EVENING) is not None
    assert ages(folder, EVENING) == [0, -400]


def test_a_backup_from_a_wrong_clock_is_the_last_one_only_where_there_is_no_other(
    folder: Path,
) -> None:
    assert last_saved(folder, EVENING) is None
    _pretend(folder, EVENING + DAY * 400)
    ahead = last_saved(folder, EVENING)
    assert ahead is not None
    assert (ahead[0] - EVENING).days == 400
    for days in (2, 1):
        _pretend(folder, EVENING - DAY * days)
    last = last_saved(folder, EVENING)
    assert last is not None
    assert (EVENING - last[0]).days == 1
    assert saved_on(folder)[last[0]] == last[1]


def test_other_files_of_the_folder_are_left_alone(store: Store, folder: Path) -> None:
    folder.mkdir()
    names = {"before-upgrade-of-layout-1-20200101T000000Z.resvbackup", "book-x.resvbackup", "mine"}
    for name in names:
        (folder / name).touch()
    save(store, folder, now=EVENING)
    assert names < {each.name for each in folder.iterdir()}


def test_what_a_killed_program_left_unfinished_goes(store: Store, folder: Path) -> None:
    folder.mkdir()
    (folder / f".book-20260313T180000Z.resvbackup.x{UNFINISHED}").touch()
    save(store, folder, now=EVENING)
    assert list(folder.glob(f".*{UNFINISHED}")) == []


def test_two_programs_on_one_home_make_one(scene: Scene, folder: Path) -> None:
    folder.mkdir()
    with (folder / ".lock").open("ab") as lock:
        assert this_platform().lock(lock)
        assert save(scene.store, folder, now=EVENING) is None
    together, made = threading.Barrier(3), []

    def begin() -> None:
        together.wait(60)
        made.append(save(scene.store, folder, now=EVENING))

    programs = [threading.Thread(target=begin) for _ in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
    assert len(saved_on(folder)) == len([path for path in made if path is not None]) == 1


def test_nothing_is_removed_unless_the_new_one_is_there(store: Store, folder: Path) -> None:
    for day in range(3):
        _pretend(folder, EVENING - DAY * (20 + day))
    with pytest.raises(BackupNotMade, match="stopped"):
        save(store, folder, now=EVENING, stop=lambda: True)
    assert ages(folder, EVENING) == [22, 21, 20]


def test_where_little_is_free_none_is_made_and_it_is_said(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(3):
        _pretend(folder, EVENING - DAY * (20 + day))
    monkeypatch.setattr(daily, "free_bytes", lambda _: 999_000_000)
    with pytest.raises(BackupNotMade, match="the disk is nearly full"):
        save(store, folder, now=EVENING)
    assert ages(folder, EVENING) == [22, 21, 20]


def test_a_folder_that_cannot_be_made_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupNotMade, match="could not be saved in"):
        save(store, tmp_path / "file" / "backups", now=EVENING)


@pytest.fixture
def small_disk(home: Path) -> Path:
    place = home / "disk"
    place.mkdir()
    return place


def test_on_a_full_disk_it_is_said_and_what_was_there_stays(
    mongod: ManagedServer, scene: Scene, small_disk: Path
) -> None:
    command = [*with_a_small_disk(small_disk), sys.executable, str(FULL_DISK), str(small_disk)]
    done = subprocess.run(
        [*command, mongod.uri, scene.raw.name],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert "The backup could not be saved" in facts["by hand"]
    assert not facts["small disk"] or "the disk is full" in facts["by hand"]
    assert "nearly full" in facts["daily"]
    assert facts["older"] == "the one before"
    assert not [name for name in facts["left"] if name.endswith(UNFINISHED) or "by-hand" in name]


def _pretend(folder: Path, at: datetime) -> None:
    """Let there be a backup of that instant."""
    folder.mkdir(exist_ok=True)
    (folder / f"book-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.resvbackup").write_bytes(b"older")
