"""The evening that many stations fight for while something breaks: a few hours, many tables."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pymongo

from resv_desktop.controller import Controller
from resv_desktop.domain.slot import Slot
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store

DATABASE = "resv"
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
EVENING = NOW.date() + timedelta(days=4)
HOURS = (18, 19, 20)
TABLES = 8


@dataclass(frozen=True)
class Evening:
    """Saturday at Harbour House."""

    rest_id: str
    slots: list[Slot]

    @property
    def places(self) -> list[tuple[str, str]]:
        """The hour and the table of each slot."""
        return [(slot.slot_id, slot.table_id) for slot in self.slots]


def make_evening(uri: str, *, tables: int = TABLES) -> Evening:
    """Set the house up in a database of this server that is made for it; one before it goes."""
    store = Store(uri, DATABASE, patience_s=30.0)
    try:
        with pymongo.timeout(30):
            store.database.client.drop_database(DATABASE)
        store.connect()
        prepare(store)
        controller = Controller(store, clock=lambda: NOW)
        made = controller.create_restaurant("Harbour House", "+442079460123", "18:21")
        store.database["restaurants"].update_one({}, {"$set": {"daysAhead": 7}})
        controller.add_tables(made.id, [4] * tables)
        slots = controller.slots(made.id, EVENING)
        assert [slot.starts_at.hour for slot in slots[::tables]] == list(HOURS)
        return Evening(made.id, slots)
    finally:
        store.close()
