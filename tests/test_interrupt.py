"""Ctrl+C while the program is still being loaded ends it without a word."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from resv_desktop.interrupt import INTERRUPTED
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from tests.small_house import fill

# Presses Ctrl+C at the instant in which a module is looked for.
PROGRAM = """
import os, signal, sys
from resv_desktop.__main__ import main

class CtrlC:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)

wanted = sys.argv.pop(1)
sys.meta_path.insert(0, CtrlC())
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's job in the back ignores
sys.exit(main())
"""

# Presses Ctrl+C as soon as a file is written to the disk.
WRITING = """
import os, signal, sys
from resv_desktop.__main__ import main

def pressed(_):
    os.kill(os.getpid(), signal.SIGINT)

sys.argv.pop(1)
os.fsync = pressed
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
"""


def interrupted_at(
    module: str, *command: str, home: Path, program: str = PROGRAM, platform: str = "offscreen"
) -> subprocess.CompletedProcess[str]:
    """Run a command and press Ctrl+C as soon as it looks for a module."""
    return subprocess.run(
        [sys.executable, "-c", program, module, *command, "--home", str(home)],
        env={
            **os.environ,
            "PYTHONPATH": str(Path.cwd()),
            "QT_QPA_PLATFORM": platform,
            "DISPLAY": "",
        },
        cwd=home.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("module", "command"),
    [
        ("resv_desktop.frozen", []),
        ("resv_desktop.process_list", ["check"]),
        ("resv_desktop.cli", []),
        ("resv_desktop.startup", ["check"]),
        ("resv_desktop.qt.run", []),
        ("PySide6.QtWidgets", []),
        ("PySide6.QtCore", []),
        ("PySide6.QtCore", ["sheet", "evening.pdf"]),
        ("PySide6.QtCore", ["demo"]),
        ("PySide6", ["erase"]),
    ],
)
def test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_word(
    tmp_path: Path, module: str, command: list[str]
) -> None:
    done = interrupted_at(module, *command, home=tmp_path / "home")
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_qt_is_loaded_for_a_picture_ends_it_without_a_word(tmp_path: Path) -> None:
    done = interrupted_at("PySide6", "demo", home=tmp_path / "home", platform="xcb")
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


def test_ctrl_c_while_the_book_is_open_closes_it_first(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_controller(home=home) as controller:
        fill(controller)
    done = interrupted_at("resv_desktop.store.check", "check", home=home)
    # One that is met while a module is being loaded, Python hands on to whoever waits for it.
    assert done.returncode in (INTERRUPTED, -signal.SIGINT)
    assert "Traceback" not in done.stderr
    assert (home / "data" / "mongodb" / "db" / "mongod.lock").read_text() == ""


@pytest.mark.parametrize("command", [(), ("check",)])
def test_ctrl_c_while_the_password_is_put_away_leaves_no_file_of_it(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    config = Folders.under(tmp_path / "home").config
    config.mkdir(parents=True)
    settings = config / "settings.json"
    settings.write_text(json.dumps({"uri": "mongodb://host:secret@127.0.0.1:1/"}))
    done = interrupted_at("", *command, home=tmp_path / "home", program=WRITING)
    assert (done.returncode, done.stderr) == (INTERRUPTED, "")
    assert list(config.iterdir()) == [settings]
