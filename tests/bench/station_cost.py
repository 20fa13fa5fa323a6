"""What one station costs a server: `python -m tests.bench.station_cost`, three minutes.

Windows of the program, offscreen and in processes of their own, are left alone beside a book of
three months; the server's own counters tell what each of them asks for. docs/deploy.md rests on
these figures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pymongo

from resv_desktop.controller import Controller
from resv_desktop.store.documents import JOURNAL, RESERVATIONS, SLOTS
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.bench.years import write_book

DATABASE, TABLES, RESERVATIONS_A_YEAR = "cost", 40, 40_000
SETTLE_S, IDLE_S, LONG_S = 8.0, 20.0, 60.0
ACTS = 300
COUNTERS = ("insert", "query", "update", "delete", "getmore", "command")
PROGRAM = [sys.executable, "-m", "resv_desktop"]


def main() -> None:
    """Print the figures."""
    home = Path(tempfile.mkdtemp(prefix="resv-cost-"))
    server = ManagedServer(home / "data", home / "logs", home / "run")
    uri = server.start()
    store = Store(uri, DATABASE)
    store.connect()
    client = store.database.client
    try:
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        write_book(
            store,
            days=90,
            tables=TABLES,
            reservations_a_year=RESERVATIONS_A_YEAR,
            last_day=today + timedelta(days=7),
            is_journalled=True,
        )
        _tell_acts(store)
        none = _watched(client, IDLE_S, server.pid)
        print(f"no station, {IDLE_S:.0f} s:", _per_hour(none, IDLE_S), flush=True)
        one = four = none
        with _stations(uri, home, 1):
            one = _watched(client, LONG_S, server.pid)
        with _stations(uri, home, 5):
            four = _watched(client, LONG_S, server.pid)
        print(f"one station, {LONG_S:.0f} s:", _per_hour(one, LONG_S))
        print(f"five stations, {LONG_S:.0f} s:", _per_hour(four, LONG_S))
        each = {name: (four[name] - one[name]) / 4 for name in one}
        print("each further station:", _per_hour(each, LONG_S))
        _tell_sizes(store)  # by now it has all been written to the disk, as it is once a minute
    finally:
        store.close()
        server.stop()
        shutil.rmtree(home)


@contextmanager
def _stations(uri: str, home: Path, count: int) -> Iterator[None]:
    with ExitStack() as ends:
        for number in range(count):
            own = home / f"station{number}"
            window = subprocess.Popen(
                [*PROGRAM, "--home", str(own), "--database", DATABASE],
                env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "RESV_MONGODB_URI": uri},
            )
            ends.callback(window.wait, 60)
            ends.callback(window.terminate)
        time.sleep(SETTLE_S)
        yield


def _watched(client: pymongo.MongoClient[Any], seconds: float, pid: int | None) -> dict[str, float]:
    before = _counted(client, pid)
    time.sleep(seconds)
    after = _counted(client, pid)
    told = {name: after[name] - before[name] for name in after}
    return told | {name: after[name] for name in ("connections", "server_memory")}


def _counted(client: pymongo.MongoClient[Any], pid: int | None) -> dict[str, float]:
    status = client.admin.command("serverStatus")
    oplog = client["local"].command("collStats", "oplog.rs")
    process = psutil.Process(pid)
    cpu = process.cpu_times()
    return {
        **{name: status["opcounters"][name] for name in COUNTERS},
        "network_in": status["network"]["bytesIn"],
        "network_out": status["network"]["bytesOut"],
        "oplog_bytes": oplog["size"],
        "server_cpu_s": cpu.user + cpu.system,
        "connections": status["connections"]["current"],
        "server_memory": process.memory_info().rss,
    }


def _per_hour(told: dict[str, float], seconds: float) -> str:
    hourly = {name: told[name] * 3600 / seconds for name in (*COUNTERS, "oplog_bytes")}
    asked = sum(hourly[name] for name in COUNTERS)
    return (
        f"{asked:.0f} operations per hour ("
        + ", ".join(f"{name} {hourly[name]:.0f}" for name in COUNTERS)
        + f"), oplog {hourly['oplog_bytes'] / 1e6:.2f} MB per hour, "
        f"network {told['network_in'] / seconds / 1e3:.2f} kB/s in and "
        f"{told['network_out'] / seconds / 1e3:.2f} kB/s out, "
        f"{told['server_cpu_s'] / seconds * 100:.2f} % of one core, "
        f"{told['connections']:.0f} connections, "
        f"{told['server_memory'] / 1e6:.0f} MB of memory"
    )


def _tell_sizes(store: Store) -> None:
    for name in (SLOTS, RESERVATIONS, JOURNAL):
        stats = store.database.command("collStats", name)
        disk = (stats["storageSize"] + stats["totalIndexSize"]) / stats["count"]
        told = f"{stats['count']}, {stats['avgObjSize']} bytes each, {disk:.0f} on disk"
        print(f"{name}: {told} with indexes")


def _tell_acts(store: Store) -> None:
    """Tell what an evening's acts leave in the oplog, and take of the server."""
    controller = Controller(store)
    (restaurant,) = controller.restaurants()
    day = restaurant.business_day(controller.now()) + timedelta(days=3)
    free = [slot for slot in controller.slots(restaurant.id, day) if slot.is_available][:ACTS]
    client = store.database.client
    made = []
    for act in ("day", "reserve", "arrived", "cancel"):
        before = _counted(client, os.getpid())
        for number, slot in enumerate(free):
            if act == "day":
                controller.slots(restaurant.id, day)
                controller.reservations_on(restaurant.id, day)
            elif act == "reserve":
                phone = f"07400 {123000 + number}"
                held = controller.reserve(slot.slot_id, slot.table_id, phone, 2, name="Ada Okafor")
                made.append(held.id)
            elif act == "arrived":
                controller.set_status(made[number], "arrived")
            else:
                controller.cancel(made[number])
        after = _counted(client, os.getpid())
        count = len(free)
        written = (after["oplog_bytes"] - before["oplog_bytes"]) / count
        asked = sum(after[name] - before[name] for name in COUNTERS) / count
        print(
            f"{act}: {written:.0f} bytes of oplog, {asked:.1f} operations each, of {count}",
            flush=True,
        )


if __name__ == "__main__":
    main()
