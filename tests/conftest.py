"""What every test may ask for: a real MongoDB server, and a database of its own in it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pymongo
import pytest

from resv_desktop.store.mongod import ManagedServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The tests that may be skipped, and why. Any other skipped test fails the run.
ALLOWED_SKIPS: dict[str, str] = {}


@pytest.fixture(scope="session")
def mongod() -> Iterator[ManagedServer]:
    """The managed server of this test process, started at the first use."""
    home = Path(tempfile.mkdtemp(prefix="resv-test-"))
    server = ManagedServer(home / "data", home / "logs", home / "run")
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home)


@pytest.fixture
def database_name(mongod: ManagedServer) -> Iterator[str]:
    """A database of this test alone, dropped afterwards."""
    name = f"test_{uuid4().hex}"
    yield name
    with pymongo.timeout(30):
        client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
        client.drop_database(name)
        client.close()


_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember every skipped test; under xdist the controller sees all reports."""
    if report.skipped and not hasattr(report, "wasxfail") and report.nodeid not in ALLOWED_SKIPS:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn the run red when a test was skipped without a reason on the list."""
    if _skipped and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that were skipped and may not be."""
    if _skipped:
        terminalreporter.section("Skipped without standing in ALLOWED_SKIPS", red=True)
        for name in _skipped:
            terminalreporter.line(name)
