"""The report beside an open window uses that window's server, and never waits for a dead one."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from resv_desktop.domain.errors import CannotStart
from resv_desktop.settings import Folders
from resv_desktop.startup import health_of_book, open_controller
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.platforms import this_platform
from tests.own_mongod import freeze
from tests.store.test_mongod_shared import first_line

StartProgram = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def folders(home: Path) -> Folders:
    """A home with a book in it, and no program open."""
    folders = Folders.under(home)
    with open_controller(folders=folders):
        pass
    return folders


@pytest.fixture
def nobody_waits(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody begin to start a server, or to wait for another program's."""
    del folders

    def start(_server: ManagedServer) -> str:
        pytest.fail("it is waited for")

    monkeypatch.setattr(ManagedServer, "start", start)


def test_the_server_of_an_open_window_is_asked_and_goes_on(
    folders: Folders, start_program: StartProgram
) -> None:
    pid, _ = first_line(start_program())
    health = health_of_book(None, "resv", folders)
    assert health.facts["server"].startswith("MongoDB ")
    running = DataFolder(folders.data).server()
    assert running is not None
    assert running.pid == pid


def test_one_that_hangs_is_said_and_not_waited_for(
    folders: Folders, start_program: StartProgram, nobody_waits: None
) -> None:
    del nobody_waits
    pid, _ = first_line(start_program())
    freeze(pid)
    try:
        with pytest.raises(CannotStart, match="its database does not answer"):
            health_of_book(None, "resv", folders)
    finally:
        os.kill(pid, signal.SIGCONT)


def test_a_window_whose_server_is_given_up_is_said_and_not_waited_for(
    folders: Folders, nobody_waits: None
) -> None:
    del nobody_waits
    lock = DataFolder(folders.data).take(this_platform())
    assert lock is not None
    with lock, pytest.raises(CannotStart, match="its database does not answer"):
        health_of_book(None, "resv", folders)
