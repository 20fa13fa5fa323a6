"""An evening on a disk that runs full and is freed again.

Usage: python full_disk.py HOME; tells what happened as JSON. HOME is a small disk of its own; where
the system allows nobody to have one, the server's files are kept from growing instead.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pymongo
from pymongo.errors import PyMongoError

from resv_desktop.controller import Controller
from resv_desktop.database_place import what_is_known_of
from resv_desktop.domain.errors import Outage
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.faults.evening import DATABASE, NOW, Evening, make_evening
from tests.faults.stations import at_work, demand_truth

STATIONS = 3
ENOUGH = 40_000_000  # what the server wants to be free for its start, instead of 1 GB
PIECE = 1_000_000
PATIENCE_S = 60.0


def wait_until(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def fill(file: Path) -> None:
    """Take the last byte of the disk."""
    with file.open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(bytes(PIECE))
    with file.open("ab", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(b"0")


def write_it_all_down(uri: str) -> None:
    """Let the server write to the disk what it does once a minute by itself."""
    with contextlib.suppress(PyMongoError), pymongo.timeout(5):
        client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(uri)
        client.admin.command("fsync")
        client.close()


def what_a_host_is_told(controller: Controller, evening: Evening) -> str:
    slot_id, table_id = evening.places[0]
    try:
        controller.reserve(slot_id, table_id, "+447400999999", 4)
    except Outage as silence:
        return str(silence)
    return ""


def main() -> None:
    home = Path(sys.argv[1])
    server = ManagedServer(home / "data", home / "logs", home / "run", minimum_free_bytes=ENOUGH)
    uri = server.start()
    evening = make_evening(uri)
    store = Store(uri, DATABASE, patience_s=1.0, why_silent=partial(what_is_known_of, server))
    controller = Controller(store, clock=lambda: NOW)
    filler = home / "filler"
    with at_work(uri, evening, STATIONS) as stations:
        wait_until(lambda: len(stations.told("done")) == STATIONS)
        pid = server.pid
        if os.path.ismount(home):
            fill(filler)
        else:
            psutil.Process(pid).rlimit(psutil.RLIMIT_FSIZE, (0, psutil.RLIM_INFINITY))
        known_at_once = what_is_known_of(server)
        full_at = time.monotonic()
        before = stations.done()
        while server.trouble is None and (filler.exists() or server.pid in (None, pid)):
            write_it_all_down(uri)
            assert time.monotonic() < full_at + PATIENCE_S, "the server never noticed"
        died_after = time.monotonic() - full_at
        done_on_full_disk = stations.done() - before
        told = not filler.exists() or what_a_host_is_told(controller, evening)
        filler.unlink(missing_ok=True)
        server.start()
        since = len(stations.calls)
        wait_until(lambda: len(stations.told("done", since=since)) == STATIONS)
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(uri, tz_aware=True)
    counts = demand_truth(client[DATABASE], stations)
    client.close()
    store.close()
    server.stop()
    facts = {
        "small disk": os.path.ismount(home),
        "known at once": known_at_once,
        "told": told,
        "died after s": round(died_after, 1),
        "done on the full disk": done_on_full_disk,
        "counts": counts,
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
