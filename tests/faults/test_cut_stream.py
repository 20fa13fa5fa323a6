"""A station's change stream is cut a hundred times while others book, and it misses nothing."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Thread
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Change, Position
from resv_desktop.store.store import Store
from tests.faults.evening import DATABASE, EVENING, NOW, Evening, make_evening
from tests.faults.stations import Stations, at_work, demand_truth
from tests.own_mongod import OwnMongod, own_mongod

CUTS, STATIONS = 100, 2
APP, FAIL = "resv-desktop", "failCommand"
ON_THE_WAY = {"reserve": "reserved", "cancel": "cancelled"}


class Listener:
    """A station that only listens, and knows who has a table from what it hears alone."""

    def __init__(self, controller: Controller, evening: Evening) -> None:
        self.heard: list[tuple[float, Change]] = []
        self.outages = 0
        self.held: set[str] = set()
        self._controller, self._rest_id = controller, evening.rest_id
        self._stop = Event()
        self.thread = Thread(target=self._listen, name="listener")
        self.thread.start()

    def _listen(self) -> None:
        position = Position()
        while not self._stop.is_set():
            try:
                for change in self._controller.changes(
                    self._rest_id, self._stop.is_set, resume=position
                ):
                    self._take_in(change)
                    self.heard.append((time.monotonic(), change))
            except Outage:
                self.outages += 1

    def _take_in(self, change: Change) -> None:
        if change.kind == "all":
            self.held = {r.id for r in self._controller.reservations_on(self._rest_id, EVENING)}
        elif change.kind == "reserved":
            self.held.add(change.reservation_id)
        elif change.kind == "cancelled":
            self.held.discard(change.reservation_id)

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for _, change in self.heard)

    def stop(self) -> None:
        self._stop.set()
        self.thread.join(60)
        assert not self.thread.is_alive()


@contextmanager
def listening(server: OwnMongod, evening: Evening) -> Iterator[Listener]:
    store = Store(server.uri, DATABASE)
    store.connect()
    listener = Listener(Controller(store, station="Bar", clock=lambda: NOW), evening)
    try:
        yield listener
    finally:
        listener.stop()
        store.close()


def streams(server: OwnMongod) -> list[dict[str, Any]]:
    """Return the change streams that are open on the server, waiting or at work."""
    operations = server.client.admin.aggregate(
        [
            {"$currentOp": {"idleCursors": True, "allUsers": True}},
            {"$match": {"cursor.originatingCommand.pipeline.0.$changeStream": {"$exists": True}}},
        ]
    )
    return list(operations)


def kill_cursor(server: OwnMongod) -> bool:
    """Kill it as an administrator does, or a server that cleans up."""
    for operation in streams(server):
        killed = server.client[DATABASE].command(
            "killCursors", "$cmd.aggregate", cursors=[operation["cursor"]["cursorId"]]
        )
        return bool(killed["cursorsKilled"])
    return False


def kill_operation(server: OwnMongod) -> bool:
    """Kill what the server is doing for it right now."""
    for operation in streams(server):
        if operation.get("opid") is not None:
            server.client.admin.command("killOp", op=operation["opid"])
            return True
    return False


def breaking(times: int, commands: list[str], **how: Any) -> Callable[[OwnMongod], bool]:
    """Break what the stream asks next, so many times in a row."""

    def cut(server: OwnMongod) -> bool:
        admin, data = server.client.admin, {"failCommands": commands, "appName": APP, **how}
        before = admin.command("configureFailPoint", FAIL, mode={"times": times}, data=data)
        admin.command(
            "waitForFailPoint", FAIL, timesEntered=before["count"] + times, maxTimeMS=30_000
        )
        return True

    return cut


WAYS: dict[str, Callable[[OwnMongod], bool]] = {
    "cursor killed": kill_cursor,
    "operation killed": kill_operation,
    "connection": breaking(1, ["getMore"], closeConnection=True),
    # the driver tries once more by itself: several in a row it leaves to us
    "connections": breaking(3, ["getMore", "aggregate"], closeConnection=True),
    "history lost": breaking(1, ["getMore"], errorCode=286),
}
# After a connection the driver waits up to half a second, so there are fewer of these.
ORDER = ["cursor killed", "operation killed"] * 7 + ["connection", "connections", "history lost"]


def cut_again_and_again(
    server: OwnMongod, listener: Listener, eventually: Callable[[Callable[[], bool]], None]
) -> Counter[str]:
    cuts: Counter[str] = Counter()
    for how in islice(cycle(ORDER), 3 * CUTS):
        if cuts.total() == CUTS:
            break
        cuts[how] += WAYS[how](server)
        since = len(listener.heard)
        # A stream that has just begun anew has no position until it has told something.
        eventually(lambda since=since: len(listener.heard) > since + 2)  # type: ignore[misc]
    return cuts


def demand_all_heard(listener: Listener, stations: Stations) -> Counter[str]:
    """Demand that each change was told, or that "read everything" was after it had begun."""
    first = listener.heard[0][0]
    told = {(change.kind, change.reservation_id) for _, change in listener.heard}
    readings = [at for at, change in listener.heard if change.kind == "all"]
    how: Counter[str] = Counter()
    for call in stations.calls:
        if call.answer == "done" and call.ended > first:
            if (ON_THE_WAY[call.act], call.reservation) in told:
                how["told"] += 1
            else:
                assert max(readings) > call.began, call
                how["covered by a reading"] += 1
    return how


def test_a_stream_that_is_cut_a_hundred_times_misses_nothing_and_leaves_nothing_behind(
    tmp_path: Path,
    eventually: Callable[[Callable[[], bool]], None],
    record_property: Callable[[str, object], None],
) -> None:
    with own_mongod(tmp_path / "m") as server:
        evening = make_evening(server.uri)
        with listening(server, evening) as listener:
            eventually(lambda: listener.count("all") == 1)
            threads = threading.active_count()
            with at_work(server.uri, evening, STATIONS) as stations:
                eventually(lambda: len(stations.told("done")) == STATIONS)
                cuts = cut_again_and_again(server, listener, eventually)
            assert cuts.total() == CUTS
            demand_truth(server.client[DATABASE], stations)
            now = {str(r["_id"]) for r in server.client[DATABASE].reservations.find()}
            eventually(lambda: listener.held == now)
            assert listener.count("all") == 1 + cuts["history lost"]
            assert threading.active_count() <= threads
            # A cursor whose connection was cut is the server's to clear away, with its session.
            left = len(streams(server)) - 1
            assert left <= cuts["connection"] + cuts["connections"]
            resumed = listener.count("resumed")
            server.client[DATABASE].restaurants.update_one({}, {"$set": {"phone": "+442079460124"}})
            eventually(lambda: listener.count("restaurant") == 1)
            assert listener.count("resumed") == resumed
        how = demand_all_heard(listener, stations)
    record_property(
        "measured",
        f"stream cut {cuts.total()} times ({dict(cuts)}): {dict(how)} of "
        f"{sum(how.values())} changes, {listener.count('resumed')} times resumed by us, "
        f"{listener.outages} outages, {listener.count('all')} readings; {left} cursors left behind",
    )
