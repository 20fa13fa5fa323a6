"""No password stays where every user of the computer can read it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from resv_desktop import process_list
from resv_desktop.cli import main
from resv_desktop.process_list import without_address

SECRET = "s3cret"
NOWHERE = f"mongodb://host:{SECRET}@127.0.0.1:9/?directConnection=true"


@pytest.mark.parametrize(
    ("given", "bare", "uri"),
    [
        (["check"], ["check"], None),
        (["--uri", "a", "check"], ["check"], "a"),
        (["check", "--uri=a=b"], ["check"], "a=b"),
        (["--ur", "a", "--uri=b", "check", "--database", "x"], ["check", "--database", "x"], "b"),
        (["check", "--uri"], ["check"], None),
    ],
)
def test_the_address_is_found_however_it_is_given(
    given: list[str], bare: list[str], uri: str | None
) -> None:
    assert without_address(given) == (bare, uri)


@pytest.mark.parametrize("form", [["--uri", NOWHERE], [f"--uri={NOWHERE}"], ["--ur", NOWHERE]])
def test_a_password_leaves_the_command_line_and_the_same_program_goes_on(form: list[str]) -> None:
    code = (
        "import os, sys; from pathlib import Path; first = os.getpid()\n"
        "from resv_desktop.process_list import hide_password, moved_address; hide_password()\n"
        "moved = moved_address(); assert moved == os.environ['RESV_MONGODB_URI']\n"
        "assert moved_address() is None, 'it counts once, and not for what this program starts'\n"
        "print(Path('/proc/self/cmdline').read_text(), moved, first)"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", code, "check", *form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    out, said = started.communicate(timeout=60)
    command_line, uri, pid = out.rsplit(maxsplit=2)
    assert SECRET not in command_line
    assert command_line.rstrip("\0").endswith("check")
    assert uri == NOWHERE
    assert int(pid) == started.pid
    assert said == (
        "The address with its password was taken out of the command line, where other users of "
        "this computer can read it. Give it in RESV_MONGODB_URI instead.\n"
    )


def test_an_address_that_was_moved_still_counts_as_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # `prove` without --uri would start a server of its own, and kill it.
    monkeypatch.setenv("RESV_MONGODB_URI", "mongodb://host:s3/cret@h/")
    monkeypatch.setenv("RESV_MONGODB_URI_WAS_AN_ARGUMENT", "yes")
    monkeypatch.setattr(sys, "argv", ["resv-desktop", "prove", "--bookings", "1"])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert main() == 2
    assert "must be written as its code" in capsys.readouterr().err


def test_the_program_does_so_before_anything_else(
    tmp_path: Path, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "resv_desktop", "--home", str(tmp_path), "check", "--uri", NOWHERE],
        stderr=subprocess.PIPE,
        text=True,
    )
    seen = psutil.Process(started.pid)
    assert started.stderr is not None
    assert "taken out of the command line" in started.stderr.readline()
    eventually(lambda: SECRET not in " ".join(seen.cmdline()))
    assert started.stderr.readline() == "Opening the book.\n"
    assert SECRET not in " ".join(seen.cmdline())
    started.terminate()
    started.communicate(timeout=60)


def test_an_address_without_a_password_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(os, "execve", refuse)
    for arguments in (["check"], ["check", "--uri", "mongodb://h/"]):
        monkeypatch.setattr(sys, "orig_argv", ["python", *arguments])
        process_list.hide_password()


def test_where_a_program_cannot_start_anew_a_sentence_warns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "orig_argv", ["python", "check", "--uri", NOWHERE])
    process_list.hide_password()
    said = capsys.readouterr().err
    assert "can read the password in the command line" in said
    assert SECRET not in said
