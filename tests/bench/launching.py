"""The rows of starting: to the first painted window, until it can be used, and its memory."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from resv_desktop.store.store import Store
from tests.bench.figures import Figure, Rounds, Seconds
from tests.bench.launched import BARE_PARTS, BARE_WINDOW, KINDS, USABLE, WINDOW, WORDS
from tests.bench.years import midnight, write_book
from tests.desktop import Desktop, virtual_desktop

TABLES, A_YEAR = 60, 100_000
_AHEAD = 7  # days
_ROUNDS = 9
_PATIENCE_S = 60


def starting(store: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield how the program starts on a virtual screen beside the parts that it stands on."""
    write_book(
        store,
        days=15,
        tables=TABLES,
        reservations_a_year=A_YEAR,
        last_day=midnight(_AHEAD),
        is_journalled=False,
        opening=(0, 24),
    )
    memory: dict[str, list[int]] = {kind: [] for kind in KINDS}
    with virtual_desktop() as desktop, tempfile.TemporaryDirectory(prefix="resv-bench-") as home:
        start = partial(_start, desktop, Path(home), uri, database, memory)
        sides: dict[str, Callable[[], Seconds]] = {kind: partial(start, kind) for kind in KINDS}
        rounds = Rounds(sides, rounds=_ROUNDS)
    yield _figure("process start to painted window, to a bare QMainWindow", rounds, WINDOW, 1.5)
    words_ms = rounds.median(WORDS) * 1000
    yield Figure("process start to the first words in that window", f"{words_ms:.0f} ms", "")
    what = "process start to usable, on a running server, to the bare parts"
    yield _figure(what, rounds, USABLE, 1.2)
    ours, theirs = (sorted(memory[kind])[_ROUNDS // 2] / 2**20 for kind in (USABLE, BARE_PARTS))
    yield Figure(
        "memory when usable, to a bare window with PyMongo",
        f"{ours:.0f} MB",
        f"{theirs:.0f} MB",
        ours / theirs,
        at_most=2.0,
    )


def _figure(what: str, rounds: Rounds, kind: str, goal: float) -> Figure:
    floor = BARE_WINDOW if kind == WINDOW else BARE_PARTS
    return Figure(
        what,
        f"{rounds.median(kind) * 1000:.0f} ms",
        f"{rounds.median(floor) * 1000:.0f} ms",
        rounds.ratio(kind, floor),
        at_most=goal,
    )


def _start(
    desktop: Desktop,
    home: Path,
    uri: str,
    database: str,
    memory: dict[str, list[int]],
    kind: str,
) -> Seconds:
    """Start a process on the screen; return the seconds until it told, and note its memory."""
    environment = desktop.environment(RESV_MONGODB_URI=uri, PYTHONPYCACHEPREFIX=str(home / "pyc"))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # who starts a program has started it before
    place = home / f"{kind} {len(memory[kind])}"
    command = [sys.executable, "-m", "tests.bench.launched", kind, str(place), database]
    began = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline().split()
        process.wait(_PATIENCE_S)
    assert told, f"{kind} told nothing"
    memory[kind].append(int(told[1]))
    return {"": float(told[0]) - began}
