"""Busy stations, the record of what each was told, and whether the book agrees with it."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

from bson import ObjectId
from pymongo.database import Database

from tests.faults.evening import DATABASE, Evening

Raw = Database[dict[str, Any]]
ACTS = ("reserve", "cancel")
BUSY_STATION = Path(__file__).with_name("busy_station.py")
# Beyond its patience a call may take so long on a machine that is busy. Without patience it would
# take the 30 s of the driver, or as long as the server is frozen.
SLACK_S = 10.0


@dataclass(frozen=True)
class Call:
    """One call of a station; its answer is "done", "unclear", "Outage" or the kind of Refusal.

    began and ended are of the clock that all processes of the machine share.
    """

    station: str
    act: str
    write: str
    reservation: str
    slot: str
    table: str
    answer: str
    began: float
    ended: float


class Stations:
    """Processes that reserve and cancel the same slots; `calls` grows while they work."""

    def __init__(self, uri: str, evening: Evening, count: int, patience_s: float) -> None:
        self.patience_s = patience_s
        self.calls: list[Call] = []
        places = json.dumps(evening.places)
        self._processes = [
            subprocess.Popen(
                [
                    *(sys.executable, str(BUSY_STATION), uri, DATABASE),
                    *(f"Stand {n + 1}", str(patience_s), places),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for n in range(count)
        ]
        self._readers = [Thread(target=self._read, args=(p,)) for p in self._processes]
        for reader in self._readers:
            reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.calls.append(Call(**json.loads(line)))

    def told(self, *answers: str, since: int = 0) -> Counter[str]:
        """Return how often each station has been told one of these, from the given call on."""
        return Counter(call.station for call in self.calls[since:] if call.answer in answers)

    def is_each_told(self, times: int, *answers: str, since: int = 0) -> bool:
        """Whether every station has been told one of these so often, from the given call on."""
        told = self.told(*answers, since=since)
        return len(told) == len(self._processes) and min(told.values()) >= times

    def done(self) -> int:
        """Return how many calls were done by now."""
        return sum(self.told("done").values())

    def stop(self) -> None:
        """Let each end its call and settle what is unclear."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.close()
        for process, reader in zip(self._processes, self._readers, strict=True):
            assert process.stdout is not None
            assert process.wait(60) == 0
            reader.join()
            process.stdout.close()

    def kill(self) -> None:
        """End those that still run."""
        for process in self._processes:
            if process.poll() is None:
                process.kill()


@contextmanager
def at_work(
    uri: str, evening: Evening, count: int, *, patience_s: float = 5.0
) -> Iterator[Stations]:
    """Let so many stations work; they have settled everything afterwards."""
    stations = Stations(uri, evening, count, patience_s)
    try:
        yield stations
        stations.stop()
    finally:
        stations.kill()


def demand_truth(raw: Raw, stations: Stations) -> str:
    """Demand that the book is what the stations were told; return what they were told, counted."""
    calls = stations.calls
    done = [call for call in calls if call.answer == "done"]
    made = {call.reservation for call in done if call.act == "reserve"}
    cancelled = {call.reservation for call in done if call.act == "cancel"}
    reservations = {str(r["_id"]): r for r in raw.reservations.find()}
    lines = {str(line["_id"]): line for line in raw.journal.find({"act": {"$in": list(ACTS)}})}

    assert not made - cancelled - reservations.keys(), "an acknowledged reservation is lost"
    assert not cancelled & reservations.keys(), "an acknowledged cancel is lost"
    assert not reservations.keys() - made, "a reservation that nobody was told of"
    # A refusal and an Outage that is clear both say that nothing was saved.
    assert lines.keys() == {call.write for call in done}, "the journal tells another story"
    for call in done:
        assert lines[call.write]["act"] == call.act
        assert lines[call.write]["reservationId"] == ObjectId(call.reservation)
    _demand_one_party_at_a_time(calls)
    held = Counter((str(r["slotId"]), r["tableId"]) for r in reservations.values())
    taken = {
        (str(hour["_id"]), table["tableId"])
        for hour in raw.slots.find()
        for table in hour["tables"]
        if not table["isAvailable"]
    }
    assert set(held) == taken, "flags and reservations disagree"
    assert not [place for place, count in held.items() if count > 1], "a double"
    slowest = max(call.ended - call.began for call in calls)
    assert slowest < stations.patience_s + SLACK_S
    told = Counter(call.answer for call in calls)
    unclear = {call.write for call in calls if call.answer == "unclear"}
    settled = Counter(call.answer for call in calls if call.write in unclear)
    return (
        f"{len(calls)} calls, {', '.join(f'{n} {what}' for what, n in told.most_common())}; "
        f"{len(unclear)} unclear writes, {settled['done']} of them were saved; "
        f"0 lost, 0 double; slowest {slowest:.1f} s"
    )


def _demand_one_party_at_a_time(calls: Sequence[Call]) -> None:
    """From the answer to its reserve to the first word of its cancel a table is one party's.

    A cancel that was unclear and is settled by asking again may have been done the first time.
    """
    kept: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    first: dict[str, float] = {}
    for call in calls:
        first.setdefault(call.write, call.began)
    done = [call for call in calls if call.answer == "done"]
    given_back = {call.reservation: first[call.write] for call in done if call.act == "cancel"}
    for call in done:
        if call.act == "reserve":
            until = given_back.get(call.reservation, float("inf"))
            kept[call.slot, call.table].append((call.ended, until))
    for spans in kept.values():
        spans.sort()
        for (_, until), (since, _) in pairwise(spans):
            assert until <= since, "two parties had one table at one time"
