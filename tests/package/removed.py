"""The package goes again: no file of the program stays, and everything of the host does."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desktop import Desktop, virtual_desktop, wait_until
from tests.main_job import end, servers_of
from tests.package.installed import CHROOT, COMMAND, ROOT

PACKAGE = "/root/resv-desktop.deb"
DATA = ROOT / "home/host/.local/share/resv-desktop"  # as the user's entry in passwd has it
_PATIENCE_S = 300


def _in_there(*command: str, code: int = 0) -> str:
    done = subprocess.run(
        [CHROOT, str(ROOT), *command],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    assert done.returncode == code, done.stdout
    return done.stdout


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with virtual_desktop() as desktop:
        yield desktop


@contextmanager
def _window(desktop: Desktop) -> "Iterator[subprocess.Popen[str]]":
    """Start the program as the menu does, in the home of its user."""
    with subprocess.Popen(
        COMMAND,
        env=desktop.environment(HOME="/home/host"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as window:
        try:
            desktop.wait_for_title("Set up a restaurant")
            yield window
        finally:
            window.kill()


def _left() -> list[Path]:
    """Return what is left of the program outside of the host's home."""
    tops = (ROOT / top for top in ("usr", "etc", "var", "opt"))
    return [path for top in tops for path in top.rglob("*resv-desktop*")]


def test_nothing_is_replaced_under_an_open_window(desktop: Desktop) -> None:
    with _window(desktop) as window:
        said = _in_there("apt-get", "-q", "install", "--reinstall", "-y", PACKAGE, code=100)
        assert "resv-desktop is open on this computer. Close its window" in said
        assert window.poll() is None
        end(window, desktop)
    assert "resv-desktop" in _in_there("apt-get", "-q", "install", "--reinstall", "-y", PACKAGE)


def test_a_removal_ends_the_program_and_keeps_the_book(desktop: Desktop) -> None:
    owned = _in_there("dpkg", "-L", "resv-desktop").splitlines()
    assert "/usr/share/applications/resv-desktop.desktop" in owned
    with _window(desktop) as window:
        _in_there("apt-get", "-q", "remove", "-y", "resv-desktop")
        wait_until("the program has ended", lambda: window.poll() is not None)
        assert window.returncode == 0
    assert servers_of(Path("/home/host")) == []
    assert {path.name for path in _left()} == {"resv-desktop.list", "resv-desktop.postrm"}
    assert (DATA / "mongodb/db/WiredTiger").exists()

    said = _in_there("apt-get", "-q", "purge", "-y", "resv-desktop")
    assert "Reservations, settings and logs stay" in said
    for folder in (".local/share", ".local/state"):
        assert f"  /home/host/{folder}/resv-desktop" in said.splitlines()
    assert _left() == []
    assert (DATA / "mongodb/db/WiredTiger").exists()
