"""Stations in processes of their own, which begin at one instant and work as fast as they can."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, SlotBusy
from resv_desktop.store.store import Store
from tests.bench.floors import BareMinimum, ByHand, Place, connect

CONTROLLER, BY_HAND, BARE = SIDES = ("controller", "by hand", "bare minimum")
_PROCESSES = multiprocessing.get_context("spawn")
_BEGIN_IN_S = 0.03


class _ByController:
    """Reserve and cancel as the window does."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller

    def reserve(self, place: Place, phone: str) -> str:
        """Give the table to the phone, typed as hosts do."""
        typed = f"0{phone.removeprefix('+44')}"
        return self._controller.reserve(place.slot_id, place.table_id, typed, 2).id

    def cancel(self, reservation_id: str) -> None:
        """Cancel the reservation."""
        self._controller.cancel(reservation_id)


@dataclass(frozen=True, slots=True)
class Job:
    """What a station does in one go: "reserve" places, "cancel" what it made, or "pairs" of both.

    It begins at an instant of the monotonic clock, which all processes of a machine share.
    """

    side: str
    act: str
    places: Sequence[Place]
    at: float


@dataclass(frozen=True, slots=True)
class Told:
    """When a station began and ended its job, and how often it was told to try again."""

    began: float
    ended: float
    refused: int


def _be_a_station(pipe: Connection, uri: str, database: str, number: int) -> None:
    """Do one job after the other until there are no more."""
    store = Store(uri, database)
    store.connect()
    controller = Controller(store, station=f"Stand {number}")
    for restaurant in controller.restaurants():  # a host looks at a day before reserving in it
        today = restaurant.business_day(controller.now())
        for day in range(restaurant.days_ahead + 1):
            controller.slots(restaurant.id, date.fromordinal(today.toordinal() + day))
    client = connect(uri)
    sides: dict[str, Any] = {
        CONTROLLER: _ByController(controller),
        BY_HAND: ByHand(client, database, f"Stand {number}"),
        BARE: BareMinimum(client, database, f"Stand {number}"),
    }
    phones = (f"+447400{number * 100_000 + n % 100_000:06d}" for n in count())
    made: list[str] = []
    pipe.send("ready")
    while (job := pipe.recv()) is not None:
        pipe.send(_do(job, sides[job.side], phones, made))
    store.close()
    client.close()


def _do(job: Job, side: Any, phones: Iterator[str], made: list[str]) -> Told:
    refused = 0
    time.sleep(max(0.0, job.at - time.monotonic()))
    began = time.monotonic()
    if job.act == "cancel":
        for reservation_id in made:
            side.cancel(reservation_id)
        made.clear()
        return Told(began, time.monotonic(), 0)
    for place in job.places:
        told = _until_done(partial(side.reserve, place, next(phones)))
        made.append(told.done)
        refused += told.refused
        if job.act == "pairs":
            refused += _until_done(partial(side.cancel, made.pop())).refused
    return Told(began, time.monotonic(), refused)


class _Done(NamedTuple):
    """What came of a call, and how often the host was told to try again before."""

    done: Any
    refused: int


def _until_done(call: Callable[[], Any]) -> _Done:
    """Do as a host who is told to try again does."""
    refused = 0
    while True:
        try:
            return _Done(call(), refused)
        except (SlotBusy, Outage):
            refused += 1


class Stations:
    """Stations that are started once and work together in many rounds."""

    def __init__(self, uri: str, database: str, many: int) -> None:
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        for number in range(many):
            ours, theirs = _PROCESSES.Pipe()
            process = _PROCESSES.Process(
                target=_be_a_station, args=(theirs, uri, database, number), daemon=True
            )
            process.start()
            self._pipes.append(ours)
            self._processes.append(process)
        for pipe in self._pipes:
            assert pipe.recv() == "ready"

    def work(self, side: str, act: str, places: Sequence[Sequence[Place]]) -> tuple[float, int]:
        """Let one station for each list of places work at once.

        Returns the seconds from the first's begin to the last's end, and the refusals.
        """
        at = time.monotonic() + _BEGIN_IN_S
        pipes = self._pipes[: len(places)]
        for pipe, share in zip(pipes, places, strict=True):
            pipe.send(Job(side, act, share, at))
        told = [pipe.recv() for pipe in pipes]
        return max(t.ended for t in told) - min(t.began for t in told), sum(t.refused for t in told)

    def close(self) -> None:
        """Send them home."""
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join(10)


@contextmanager
def stations(uri: str, database: str, many: int) -> Iterator[Stations]:
    """Have stations for a while."""
    crew = Stations(uri, database, many)
    try:
        yield crew
    finally:
        crew.close()
