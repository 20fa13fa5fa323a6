"""What every test may ask for: a real MongoDB server, and a database of its own in it."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import psutil
import pymongo
import pytest
from hypothesis import HealthCheck, settings
from slipcover import pytest_plugin as coverage

from resv_desktop.store.mongod import ManagedServer
from tests.used_again import UsedAgain

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# How long an example takes says something about the machine and nothing about the program.
settings.register_profile("resv", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("resv")
# Where coverage is measured: a line has to be passed often before it pays to look at it no more.
if coverage._slipcover_instance is not None:
    coverage._slipcover_instance.d_miss_threshold = 5_000
# A server of the tests has one password for hundreds of clients; to stretch it takes each 13 ms.
hashlib.pbkdf2_hmac = lru_cache(hashlib.pbkdf2_hmac)  # type: ignore[assignment] # likewise callable

_TAKE_MINUTES = ("test_screenshots.py",)
_MEMORY, _MUCH_ROOM = Path("/dev/shm"), 8 * 2**30  # the server of a worker takes half a GB

MakeServer = Callable[..., ManagedServer]

PROGRAM = """
import sys
from pathlib import Path
from resv_desktop.store.mongod import ManagedServer

home = Path(sys.argv[1])
server = ManagedServer(home / "data", home / "logs", home / "run")
server.start()
print(server.pid, server.owns, flush=True)
sys.stdin.read()
server.stop()
"""

# The tests that may be skipped, and why. Any other skipped test fails the run.
ALLOWED_SKIPS: dict[str, str] = {}


@pytest.fixture(scope="session")
def mongod() -> Iterator[ManagedServer]:
    """The managed server of this test process, started at the first use."""
    with _short_folder(_in_memory()) as home:
        server = ManagedServer(home / "data", home / "logs", home / "run")
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of this test alone whose path is short enough for a socket."""
    with _short_folder() as folder:
        yield folder


@contextlib.contextmanager
def _short_folder(within: Path | None = None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="resv-test-", dir=within))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _in_memory() -> Path | None:
    """Return where files lie in memory, if there is much room: no test waits for a disk there."""
    if not _MEMORY.is_dir():
        return None
    room = min(shutil.disk_usage(_MEMORY).free, psutil.virtual_memory().available)
    return _MEMORY if room > _MUCH_ROOM else None


@pytest.fixture
def database_name(mongod: ManagedServer) -> Iterator[str]:
    """A database of this test alone, dropped afterwards."""
    name = f"test_{uuid4().hex}"
    yield name
    with pymongo.timeout(30):
        client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
        client.drop_database(name)
        client.close()


@pytest.fixture(scope="session")
def books(mongod: ManagedServer) -> Iterator[UsedAgain]:
    """The books of this test process, used by one test after the other."""
    made = UsedAgain(mongod.uri)
    yield made
    made.close()


@pytest.fixture
def book_name(books: UsedAgain) -> Iterator[str]:
    """A database in the layout of the book, with nothing in it."""
    name = books.take()
    yield name
    books.give_back(name)


@pytest.fixture
def make_server(home: Path) -> Iterator[MakeServer]:
    """Make managed servers on this test's home; each is stopped afterwards."""
    made: list[ManagedServer] = []

    def make(**choices: object) -> ManagedServer:
        made.append(
            ManagedServer(home / "data", home / "logs", home / "run", **choices)  # type: ignore[arg-type] # the caller's choices
        )
        return made[-1]

    yield make
    for server in reversed(made):
        server.stop()


@pytest.fixture
def start_program(home: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start other programs on this test's home; they end when their stdin is closed."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.close()
        program.wait(60)
        program.stdout.close()


@pytest.fixture
def fake_mongod(tmp_path: Path) -> Callable[..., Path]:
    """Make a server program that tells a version, notes each start in `starts`, and ends."""

    def make(code: int = 1, version: str = "6.0.5", words: str = "") -> Path:
        script = tmp_path / "mongod"
        script.write_text(
            "#!/bin/sh\n"
            f'[ "$1" = --version ] && echo "db version v{version}" && exit 0\n'
            f'echo x >> "{tmp_path}/starts"\n'
            f"echo '{words}'\n"
            f"exit {code}\n",
            encoding="ascii",
        )
        script.chmod(0o755)
        return script

    return make


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait until something is true, at most 30 seconds."""

    def wait(is_true: Callable[[], bool]) -> None:
        pause = threading.Event()
        patience = time.monotonic() + 30
        while not is_true():
            assert time.monotonic() < patience, "it never came true"
            pause.wait(0.02)

    return wait


_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember every skipped test; under xdist the controller sees all reports."""
    if report.skipped and not hasattr(report, "wasxfail") and report.nodeid not in ALLOWED_SKIPS:
        _skipped.append(report.nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes: all else runs beside it, in whatever order."""
    items.sort(key=lambda item: item.path.name not in _TAKE_MINUTES)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Take a whole file that skips itself for an error: it can stand on no list."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn the run red when a test was skipped without a reason on the list."""
    if _skipped and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was measured, and name the tests that were skipped and may not be."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in getattr(report, "user_properties", []):
            if name == "measured":
                terminalreporter.line(str(value))
    if _skipped:
        terminalreporter.section("Skipped without standing in ALLOWED_SKIPS", red=True)
        for name in _skipped:
            terminalreporter.line(name)
