"""Measure the program against its floors: `make bench`, or a few rows with ROWS="hot day"."""

import argparse
import contextlib
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psutil
import pymongo

from resv_desktop import __version__
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.bench import (
    booking,
    following,
    house_changing,
    launching,
    moving,
    reading,
    screen,
    writing,
)
from tests.bench.figures import OPERATIONS, ROUNDS, Figure, table
from tests.bench.readme import shown_in

RESULT, README = Path("resources/bench.md"), Path("README.md")
ROWS: dict[str, Callable[[Store, str, str], Iterator[Figure]]] = {
    "own": booking.own_hours,
    "hot": booking.hot_hour,
    "changes": following.changes,
    "year": writing.year,
    "day": reading.day,
    "report": reading.report,
    "check": reading.check,
    "moves": moving.moves,
    "preview": house_changing.preview,
    "start": launching.starting,
    "screen": screen.seen,
}


def main() -> int:
    """Run the rows; return 1 if a figure was missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rows", nargs="*", help=f"of {', '.join(ROWS)}; all, if none is named")
    chosen = options.parse_args().rows or list(ROWS)
    if unknown := [row for row in chosen if row not in ROWS]:
        options.error(f"there is no row {unknown[0]}")
    home = Path(tempfile.mkdtemp(prefix="resv-bench-"))
    server = ManagedServer(home / "data", home / "logs", home / "run")
    figures: list[Figure] = []
    try:
        uri = server.start() or server.uri
        version = ""
        for name in chosen:
            begun = time.monotonic()
            database = f"bench_{uuid4().hex[:8]}"
            store = Store(uri, database)
            store.connect()
            prepare(store)
            version = store.database.client.server_info()["version"]
            for figure in ROWS[name](store, uri, database):
                figures.append(figure)
                print("  ".join(cell for cell in figure.cells() if cell), flush=True)
            store.database.client.drop_database(database)
            store.close()
            print(f"({name}: {time.monotonic() - begun:.0f} s)", flush=True)
    finally:
        server.stop()
        shutil.rmtree(home)
    missed = sum(figure.is_missed for figure in figures)
    lines = [*table(figures), "", f"{missed} of {len(figures)} missed."]
    print("", *lines, sep="\n")
    if chosen == list(ROWS):
        result = "\n".join([*_head(version), *lines, ""])
        RESULT.write_text(result, encoding="utf-8")
        README.write_text(shown_in(README.read_text(encoding="utf-8"), result), encoding="utf-8")
    return 1 if missed else 0


def _head(server: str) -> list[str]:
    """Say when, on what and how was measured."""
    memory_gb, today = psutil.virtual_memory().total / 2**30, datetime.now(UTC)
    return [
        "# Measured by `make bench`",
        "",
        f"{today.day} {today:%B %Y}, {_processor()}, {os.cpu_count()} cores, "
        f"{memory_gb:.0f} GB. {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, PyMongo {pymongo.version}, MongoDB {server} as the "
        f"program runs it, resv-desktop {__version__}.",
        "",
        "Each ratio is to a floor of the same run (`tests/bench/floors.py`), with the same server, "
        "write concern, validators and indexes: the median of the ratios of "
        f"at least {ROUNDS} rounds, in which both sides took turns, of {OPERATIONS} operations "
        "each at most. What a host waits for is measured in a real window on a virtual screen "
        "(Xvfb, xcb), from the click to the painted lists, and compared with a fixed limit. Days "
        "are turned one after the other, so the next one has been read ahead; a day that the host "
        "jumps to has not.",
        "",
    ]


def _processor() -> str:
    """Return the name of the processor's model."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main())
