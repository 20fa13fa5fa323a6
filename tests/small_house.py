"""A small house in a database of its own, and its book checked from the terminal."""

from datetime import timedelta
from pathlib import Path

import pytest

from resv_desktop.cli import main
from resv_desktop.controller import Controller
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer


@pytest.fixture
def house(mongod: ManagedServer, database_name: str) -> str:
    """A small house with one reservation; returns the database's name."""
    with open_controller(uri=mongod.uri, database=database_name) as controller:
        fill(controller)
    return database_name


def fill(controller: Controller) -> None:
    """Set up the house, and reserve a table for tomorrow's last hour."""
    restaurant = controller.create_restaurant("Harbour House", "+442079460123")
    controller.add_tables(restaurant.id, [2, 4])
    day = restaurant.business_day(controller.now()) + timedelta(days=1)
    slot = controller.slots(restaurant.id, day)[-1]
    controller.reserve(slot.slot_id, slot.table_id, "07400 123456", 2)


def check(mongod: ManagedServer, database: str, home: Path) -> int:
    """Return how the command ends."""
    return main(["--home", str(home), "--uri", mongod.uri, "--database", database, "check"])
