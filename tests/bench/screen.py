"""The rows of the screen: what a host waits for until it is painted, and what holds the window up.

The window is a real one on a virtual screen (xcb), in a process of its own.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.store.store import Store
from tests.bench.at_the_stand import AWAY, DAYS, HOUR, PARTIES, be_a_station
from tests.bench.figures import Figure, Rounds, Seconds
from tests.bench.launching import A_YEAR, TABLES
from tests.bench.years import midnight, write_book
from tests.desktop import Desktop, virtual_desktop

_PROCESSES = multiprocessing.get_context("spawn")
_AHEAD = 60  # days: each of them is looked at only once
_WEEK, _YEARS = "a week", "5 years"
_DAYS_OF = {_WEEK: 7 + _AHEAD, _YEARS: 5 * 365 + _AHEAD}
_ROUNDS = 5
_CHANGES = 40
_HOUR_OF_ROUNDS = 6
_PHONE = "07400 999999"
_REST_S = 0.08  # what comes in bursts is told at most twenty times a second


def seen(_: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what a host waits for, in a week's and in five years' data, and the longest stalls."""
    stalls: list[float] = []
    with ExitStack() as open_until_then:
        desktop = open_until_then.enter_context(virtual_desktop())
        sides: dict[str, Callable[[], Seconds]] = {}
        for span, days in _DAYS_OF.items():
            name = f"{database}_{days}"
            store = open_until_then.enter_context(_book(uri, name, days))
            sides[span] = partial(_look, desktop, uri, name, store, stalls)
        rounds = Rounds(sides, rounds=_ROUNDS)
    size = f"{TABLES} tables x 24 hours"
    for act, what, goal in (
        ("days", f"click on the next day to painted, {size}, list", 0.048),
        ("days on the timeline", f"click on the next day to painted, {size}, timeline", 0.048),
        ("parties", f"click on another party size to painted, {size}", 0.048),
        ("away", f"another station's reserve or cancel to painted here, {size}", 0.100),
    ):
        took = rounds.median(_YEARS, f"{act}, p95")
        yield Figure(
            f"{what}, p95 to its limit (median {rounds.median(_YEARS, act) * 1000:.0f} ms)",
            _ms(took),
            _ms(goal),
            took / goal,
            at_most=1.0,
        )
        yield Figure(
            f"the same, median, {_YEARS} of data to {_WEEK}",
            _ms(rounds.median(_YEARS, act)),
            _ms(rounds.median(_WEEK, act)),
            rounds.ratio(_YEARS, _WEEK, act),
            at_most=1.2,
        )
    longest = _part(stalls, 0.99)
    yield Figure(
        f"longest stall of the window's thread during each of {len(stalls)} acts, p99 to one frame",
        _ms(longest),
        "16 ms",
        longest / 0.016,
        at_most=1.0,
    )


@contextmanager
def _book(uri: str, name: str, days: int) -> Iterator[Store]:
    """Have a book of so many days for a while."""
    store = Store(uri, name)
    store.connect()
    write_book(
        store,
        days=days,
        tables=TABLES,
        reservations_a_year=A_YEAR,
        last_day=midnight(_AHEAD),
        is_journalled=False,
        opening=(0, 24),
    )
    try:
        yield store
    finally:
        store.database.client.drop_database(name)
        store.close()


def _look(desktop: Desktop, uri: str, name: str, store: Store, stalls: list[float]) -> Seconds:
    """Open a window, do everything in it, and close it."""
    ours, theirs = _PROCESSES.Pipe()
    with tempfile.TemporaryDirectory(prefix="resv-bench-") as home:
        station = _PROCESSES.Process(
            target=be_a_station, args=(theirs, desktop.environment(), uri, name, Path(home) / "h")
        )
        station.start()
        theirs.close()  # a station that ends before its time is told at once
        on = date.fromisoformat(ours.recv())
        told = {"away": _be_away(ours, Controller(store, station="Stand 2"), on)}
        told["days"] = _ask(ours, DAYS, "all")
        told["days on the timeline"] = _ask(ours, DAYS, "timeline")
        told["parties"] = _ask(ours, PARTIES)
        stalls += _ask(ours, HOUR, _HOUR_OF_ROUNDS)
        ours.send(("close",))
        station.join()
    parts = {act: median(seconds) for act, seconds in told.items()}
    return parts | {f"{act}, p95": _part(seconds, 0.95) for act, seconds in told.items()}


def _ask(pipe: Connection, *command: Any) -> list[float]:
    pipe.send(command)
    told: list[float] = pipe.recv()
    return told


def _be_away(pipe: Connection, controller: Controller, on: date) -> list[float]:
    """Reserve and cancel a table in sight of the window; return how long each took to be seen."""
    house = controller.restaurants()[0]
    made = next(r for r in controller.reservations_on(house.id, on) if r.table_id == "2")
    made_id: str | None = made.id
    took = []
    for _ in range(_CHANGES):
        time.sleep(_REST_S)
        pipe.send((AWAY, made.slot_id, "2", made_id is not None))
        assert pipe.recv() == "ready"
        began = time.monotonic()
        if made_id is None:
            made_id = str(ObjectId())
            controller.reserve(made.slot_id, "2", _PHONE, 2, reservation_id=made_id)
        else:
            controller.cancel(made_id)
            made_id = None
        took.append(pipe.recv() - began)
    return took


def _part(seconds: Sequence[float], part: float) -> float:
    """Return what so large a part of the seconds stays below."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * part))]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
