"""A station is killed inside the transaction of a reservation: the hour it held comes back."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import SlotBusy
from resv_desktop.domain.slot import Slot
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.faults.evening import DATABASE, NOW, make_evening
from tests.own_mongod import own_mongod

HOLDING_STATION = Path(__file__).with_name("holding_station.py")
GUEST = "+447400123456"
# The managed server ends transactions older than 1 s and looks for them once a second; then the
# station that waits tries again within half a second. As servers are by default it takes a minute.
PATIENCE_S = 20.0


@contextmanager
def station(uri: str, patience_s: float) -> Iterator[Controller]:
    store = Store(uri, DATABASE, patience_s=patience_s)
    try:
        store.connect()
        yield Controller(store, station="Stand 2", clock=lambda: NOW)
    finally:
        store.close()


def kill_one_that_holds(uri: str, slot: Slot) -> None:
    """Let a station begin to reserve this slot and kill it before its commit."""
    process = subprocess.Popen(
        [sys.executable, str(HOLDING_STATION), uri, DATABASE, slot.slot_id, slot.table_id],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
    finally:
        process.kill()
        process.communicate()


def demand_nothing_of_the_dead(raw: Database[dict[str, Any]], alive: str) -> None:
    """Only the living station's reservation is in the book."""
    assert [str(r["_id"]) for r in raw.reservations.find()] == [alive]
    assert [str(line["_id"]) for line in raw.journal.find({"act": "reserve"})] == [alive]


def test_an_hour_is_busy_in_a_sentence_while_the_server_keeps_a_dead_stations_transaction(
    tmp_path: Path,
) -> None:
    with own_mongod(tmp_path / "m") as server, server.transactions_lasting(60):
        slots = make_evening(server.uri).slots
        kill_one_that_holds(server.uri, slots[0])
        with station(server.uri, 1.0) as stand:
            for slot in slots[:2]:  # the hour is one lock, for every table of it
                with pytest.raises(SlotBusy) as busy:
                    stand.reserve(slot.slot_id, slot.table_id, GUEST, 4)
                assert str(busy.value) == (
                    f"Table {slot.table_id} at 18:00 on Sat 14 March waits for another station's "
                    "unfinished write. Nothing was saved; try again in a moment."
                )
            other_hour = slots[-1]
            made = stand.reserve(other_hour.slot_id, other_hour.table_id, GUEST, 4)
        demand_nothing_of_the_dead(server.client[DATABASE], made.id)


def test_an_hour_is_free_again_soon_after_a_stations_death_on_the_managed_server(
    make_server: Callable[..., ManagedServer], record_property: Callable[[str, object], None]
) -> None:
    uri = make_server().start()
    slots = make_evening(uri).slots
    took: list[float] = []
    with station(uri, PATIENCE_S) as stand:
        for slot in slots[0], slots[-1]:
            kill_one_that_holds(uri, slot)
            died = time.monotonic()
            stand.reserve(slot.slot_id, slot.table_id, GUEST, 4)
            took.append(time.monotonic() - died)
    later = ", ".join(f"{s:.1f}" for s in took)
    record_property("measured", f"a dead station's hour was free again {later} s later")
