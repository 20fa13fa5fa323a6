"""The database server is killed again and again while eight stations work; it comes back itself."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymongo
import pytest

from resv_desktop.store.mongod import ManagedServer
from tests.faults.evening import DATABASE, make_evening
from tests.faults.stations import at_work, demand_truth

STATIONS, KILLS, CALLS_BETWEEN = 8, 2, 100


@pytest.fixture
def server(home: Path) -> Iterator[ManagedServer]:
    server = ManagedServer(home / "data", home / "logs", home / "run")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def test_what_was_acknowledged_outlives_a_killed_server_and_nothing_is_done_twice(
    server: ManagedServer,
    eventually: Callable[[Callable[[], bool]], None],
    record_property: Callable[[str, object], None],
) -> None:
    evening = make_evening(server.uri)
    with at_work(server.uri, evening, STATIONS) as stations:
        for _ in range(KILLS):
            since = stations.done()
            # Not before all eight work, and then in the middle of it.
            eventually(lambda: stations.is_each_told(1, "done"))
            eventually(lambda since=since: stations.done() > since + CALLS_BETWEEN)  # type: ignore[misc]
            pid = server.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            eventually(lambda pid=pid: server.pid not in (None, pid))  # type: ignore[misc]
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(server.uri, tz_aware=True)
    try:
        counts = demand_truth(client[DATABASE], stations)
    finally:
        client.close()
    record_property("measured", f"server killed {KILLS} times, {STATIONS} stations: {counts}")
