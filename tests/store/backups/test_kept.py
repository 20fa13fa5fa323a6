"""The backup of each released version is opened by this one, and nothing is wrong with its book."""

from contextlib import closing
from pathlib import Path

import pytest

from resv_desktop import __version__
from resv_desktop.controller import Controller
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.check import find_faults
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.kept import make
from tests.store.backups.conftest import Restore


def test_there_is_one_of_this_version() -> None:
    assert make.plain(__version__).is_file(), "run `python -m tests.kept.make`"
    assert make.sealed(__version__).is_file()


@pytest.mark.parametrize("path", sorted(make.FOLDER.glob("*.resvbackup")), ids=lambda p: p.name)
def test_the_backup_of_a_release_is_restored_upgraded_and_right(
    mongod: ManagedServer, restore: Restore, path: Path
) -> None:
    with BackupFile(path) as file:
        assert path.name.startswith(file.facts.program)
    back = restore(path, make.PASSPHRASE)
    with closing(Store(mongod.uri, back.name)) as store:
        prepare(store)
        assert (store.repaired, store.unbuilt_indexes) == ((), ())
        assert find_faults(store) == []
        controller = Controller(store, clock=lambda: make.EVENING)
        ours, other = sorted(controller.restaurants(), key=lambda house: house.name, reverse=True)
        assert (ours.name, other.name) == ("Harbour House", "Blue Bottle")
        evening = controller.reservations_on(ours.id, make.EVENING.date())
        assert [(r.table_id, r.status, r.name) for r in evening] == [
            ("2", "seated", ""),
            ("2", "booked", ""),
            ("2", "booked", "Ørsted כהן"),
            ("1", "booked", ""),
            ("2", "booked", ""),
            ("3", "booked", ""),
        ]
        assert [w.name for w in controller.waiting(ours.id, make.EVENING.date())] == ["Heron"]
        assert len(controller.reservations_on(other.id, make.EVENING.date())) == 1
        controller.reserve(_free(controller, ours.id), "1", "07400 123999", 2)
        assert find_faults(store) == []
    foreign = back.restaurants.find_one({"name": "Harbour House"}) or {}
    assert foreign["menu"] == {"soup": ["leek", 4.5], "since": make.EVENING}


def _free(controller: Controller, rest_id: str) -> str:
    slots = controller.slots(rest_id, make.EVENING.date())
    return next(s.slot_id for s in slots if s.table_id == "1" and s.starts_at.hour == 20)
