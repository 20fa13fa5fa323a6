"""Rows of reading: a day in a week's and in five years' data, and the check of whole years."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.store.check import find_faults
from resv_desktop.store.documents import RESERVATIONS
from resv_desktop.store.store import Store
from tests.bench.figures import OPERATIONS, Figure, Rounds, Seconds
from tests.bench.floors import Client, connect, read_day, read_month
from tests.bench.years import midnight, write_book

_TABLES = 40
_FEW_TABLES = 10
_A_YEAR = 100_000
_YEARS = 5
_AHEAD = 7  # days
_WEEK, _MONTH = 7, 30  # days
_REPORTS = 3
_PROCESSES = multiprocessing.get_context("spawn")


@contextmanager
def _book(
    uri: str, name: str, *, days: int, tables: int = _TABLES, is_journalled: bool = False
) -> Iterator[tuple[Store, ObjectId]]:
    """Have a book of so many days for a while."""
    store = Store(uri, name)
    store.connect()
    rest_id = write_book(
        store,
        days=days,
        tables=tables,
        reservations_a_year=_A_YEAR * tables // _TABLES,
        last_day=midnight(_AHEAD),
        is_journalled=is_journalled,
    )
    try:
        yield store, rest_id
    finally:
        store.database.client.drop_database(name)
        store.close()


def day(_: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what a day costs beside the bare finds, by years of data and by tables."""
    with (
        _book(uri, f"{database}_week", days=15) as week,
        _book(uri, f"{database}_few", days=15, tables=_FEW_TABLES) as few,
        _book(uri, f"{database}_years", days=365 * _YEARS) as years,
        connect(uri) as client,
    ):
        sides: dict[str, Callable[[], Seconds]] = {}
        for name, (store, rest_id) in {"week": week, "few": few, "years": years}.items():
            sides[name] = _by_controller(store, rest_id)
            sides[f"{name}, bare"] = _by_hand(client, store, rest_id)
        rounds = Rounds(sides)
    what = f"slots + reservations_on of a day, {_TABLES} tables"
    for name, span in (("week", "a week"), ("years", f"{_YEARS} years")):
        floor = f"{name}, bare"
        yield _figure(f"{what}, {span} of data, to bare finds", rounds, name, floor, 1.3)
    yield _figure(f"{what}, {_YEARS} years of data to a week", rounds, "years", "week", 1.2)
    yield Figure(
        f"{what}, for each table, to a house of {_FEW_TABLES}",
        _ms(rounds.median("week") / _TABLES),
        _ms(rounds.median("few") / _FEW_TABLES),
        rounds.ratio("week", "few") * _FEW_TABLES / _TABLES,
        at_most=1.2,
    )


def report(_: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what the report of a month costs beside the bare questions, by days and by years."""
    with (
        _book(uri, f"{database}_new", days=_MONTH + _AHEAD, is_journalled=True) as new,
        _book(uri, f"{database}_old", days=365 * _YEARS, is_journalled=True) as old,
        connect(uri) as client,
    ):
        rounds = Rounds(
            {
                "month, new": _report(new, _MONTH),
                "month": _report(old, _MONTH),
                "week": _report(old, _WEEK),
                "bare": _report_by_hand(client, old),
            }
        )
    what = f"report of a month, {_TABLES} tables"
    for name, floor, told, goal in (
        ("month", "bare", f"{what}, {_YEARS} years of data, to bare questions", 1.5),
        ("month", "month, new", f"{what}, {_YEARS} years of data to a month", 1.2),
    ):
        ratio = rounds.ratio(name, floor)
        ours, theirs = (_ms_each(rounds.median(side)) for side in (name, floor))
        yield Figure(told, ours, theirs, ratio, at_most=goal)
    yield Figure(
        f"{what}, for each day, to the report of a week",
        _ms_each(rounds.median("month") / _MONTH),
        _ms_each(rounds.median("week") / _WEEK),
        rounds.ratio("month", "week") * _WEEK / _MONTH,
        at_most=1.2,
    )


def _report(book: tuple[Store, ObjectId], days: int) -> Callable[[], Seconds]:
    store, rest_id = book
    controller = Controller(store)
    last = midnight(-1).date()

    def run() -> Seconds:
        began = time.monotonic()
        for _ in range(_REPORTS):
            made = controller.report(str(rest_id), last - timedelta(days=days - 1), last)
            assert made.total.covers > 0
        return {"": (time.monotonic() - began) / _REPORTS}

    return run


def _report_by_hand(client: Client, book: tuple[Store, ObjectId]) -> Callable[[], Seconds]:
    store, rest_id = book
    database = client[store.database.name]

    def run() -> Seconds:
        began = time.monotonic()
        for _ in range(_REPORTS):
            assert read_month(database, rest_id, midnight(-_MONTH), midnight()) > 0
        return {"": (time.monotonic() - began) / _REPORTS}

    return run


def _ms_each(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def check(_: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield the seconds and the memory of the check of a year and of two."""
    peaks = []
    for years in (1, 2):
        name = f"{database}_{years}"
        with _book(uri, name, days=365 * years, is_journalled=True) as (store, _rest_id):
            reservations = store.database[RESERVATIONS].count_documents({})
            seconds, megabytes, faults = _check_in_a_process(uri, name)
        assert faults == 0, f"the check found {faults} faults in a book in order"
        peaks.append(megabytes)
        yield Figure(
            f"check of {years} year{'s' * (years > 1)} with {reservations:,} reservations",
            f"{seconds:.1f} s, {megabytes:.0f} MB",
            "",
        )
    yield Figure(
        "peak memory of the check's process, two years to one",
        f"{peaks[1]:.0f} MB",
        f"{peaks[0]:.0f} MB",
        peaks[1] / peaks[0],
        at_most=1.1,
    )


def _by_controller(store: Store, rest_id: ObjectId) -> Callable[[], Seconds]:
    controller = Controller(store)

    def run() -> Seconds:
        began = time.monotonic()
        for n in range(OPERATIONS):
            on = midnight(n % _AHEAD).date()
            controller.slots(str(rest_id), on)
            controller.reservations_on(str(rest_id), on)
        return {"": time.monotonic() - began}

    return run


def _by_hand(client: Client, store: Store, rest_id: ObjectId) -> Callable[[], Seconds]:
    database = client[store.database.name]

    def run() -> Seconds:
        began = time.monotonic()
        for n in range(OPERATIONS):
            start = midnight(n % _AHEAD)
            assert read_day(database, rest_id, start, start + timedelta(days=1)) > 0
        return {"": time.monotonic() - began}

    return run


def _figure(what: str, rounds: Rounds, side: str, floor: str, goal: float) -> Figure:
    return Figure(
        what,
        _ms(rounds.median(side)),
        _ms(rounds.median(floor)),
        rounds.ratio(side, floor),
        at_most=goal,
    )


def _ms(seconds: float) -> str:
    return f"{seconds / OPERATIONS * 1000:.2f} ms"


def _check_in_a_process(uri: str, database: str) -> tuple[float, float, int]:
    """Return seconds, peak memory of the whole process in MB, and the number of faults."""
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_be_the_check, args=(theirs, uri, database))
    process.start()
    told: tuple[float, float, int] = ours.recv()
    process.join()
    return told


def _be_the_check(pipe: Connection, uri: str, database: str) -> None:
    store = Store(uri, database)
    store.connect()
    began = time.monotonic()
    faults = len(find_faults(store))
    seconds = time.monotonic() - began
    # getrusage would tell the peak of the process that started this one, if that was higher.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak_kb = next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line)
    pipe.send((seconds, peak_kb / 1024, faults))
    store.close()
