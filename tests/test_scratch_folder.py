"""A scratch folder goes, and takes along what killed runs have left."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from resv_desktop.scratch_folder import scratch_folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_goes_with_all_that_is_in_it(place: Path) -> None:
    with scratch_folder("prove") as folder:
        (folder / "data").mkdir()
        assert folder.parent == place
    assert list(place.iterdir()) == []


def test_what_a_killed_run_left_goes_and_nothing_else(place: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = socket.gethostname()
    owners = {
        "resv-prove-killed": f"{ended.pid} {host}",
        "resv-prove-running": f"{os.getpid()} {host}",
        "resv-prove-elsewhere": f"{ended.pid} not-{host}",
        "resv-prove-unreadable": "what?",
        "resv-demo-killed": f"{ended.pid} {host}",
        "something-else": f"{ended.pid} {host}",
    }
    for name, owner in owners.items():
        (place / name).mkdir()
        (place / name / "owner").write_text(owner)
    (place / "resv-prove-by-hand").mkdir()
    with scratch_folder("prove"):
        pass
    left = {path.name for path in place.iterdir()}
    assert left == {*owners, "resv-prove-by-hand"} - {"resv-prove-killed"}
    with scratch_folder("demo"):
        pass
    left = {path.name for path in place.iterdir()}
    assert left == {*owners, "resv-prove-by-hand"} - {"resv-prove-killed", "resv-demo-killed"}
