"""A book that is to move into another database."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest

from resv_desktop.controller import Controller
from resv_desktop.credentials import put_away
from resv_desktop.relocation import Whereabouts, move_book
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.rules import VALIDATORS

GUEST = "+447400123456"
MOVING_STATION = Path(__file__).with_name("moving_station.py")
Raw = pymongo.database.Database[dict[str, Any]]


class Removal:
    """A book in a database of the tests' server, and the empty one that it is to move into."""

    def __init__(self, uri: str, database: str, home: Path) -> None:
        self.uri, self.folders = uri, Folders.under(home)
        self.source, self.target = Whereabouts(uri, database), Whereabouts(uri, f"{database}-new")
        self.client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(uri, tz_aware=True)
        self.old: Raw = self.client[self.source.database]
        self.new: Raw = self.client[self.target.database]
        put_away(uri, self.folders.config)
        self.rest_id = self.set_up()

    def set_up(self) -> str:
        with self.opened(self.source) as controller:
            made = controller.create_restaurant("Harbour House", "+442079460123", "00:24")
            self.rest_id = controller.add_tables(made.id, [2, 4, 4]).id
        self.reserve(self.source)
        return self.rest_id

    def begin_anew(self) -> None:
        for raw in (self.new, self.old):
            self.client.drop_database(raw.name)
        self.set_up()

    @contextmanager
    def opened(self, where: Whereabouts) -> Iterator[Controller]:
        with open_controller(
            uri=where.uri, database=where.database, folders=self.folders
        ) as controller:
            yield controller

    def reserve(self, where: Whereabouts) -> str:
        with self.opened(where) as controller:
            house = controller.restaurant(self.rest_id)
            tomorrow = house.business_day(controller.now()) + timedelta(days=1)
            slots = controller.slots(self.rest_id, tomorrow)
            slot = next(slot for slot in reversed(slots) if slot.is_available)
            return controller.reserve(slot.slot_id, slot.table_id, GUEST, 2, second_table=True).id

    def move(self, **how: Any) -> None:
        move_book(self.source, self.target, self.folders, station="Stand 1", **how)

    def contents(self, raw: Raw) -> dict[str, list[dict[str, Any]]]:
        return {name: sorted(raw[name].find(), key=lambda d: str(d["_id"])) for name in VALIDATORS}

    def killed_at(self, step: int) -> subprocess.CompletedProcess[str]:
        places = (self.source.uri, self.source.database, self.target.uri, self.target.database)
        home = self.folders.data.parent
        command = [sys.executable, str(MOVING_STATION), str(home), *map(str, places), str(step)]
        return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def removal(mongod: ManagedServer, database_name: str, tmp_path: Path) -> Iterator[Removal]:
    made = Removal(mongod.uri, database_name, tmp_path)
    yield made
    made.client.drop_database(made.new.name)
    made.client.close()
