"""The program starts at the log-in where that was chosen, on each system in its own way."""

import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from resv_desktop.autostart import (
    Autostart,
    DesktopEntry,
    LaunchAgent,
    RunKey,
    autostart,
    command,
    name_of,
)
from resv_desktop.settings import Folders
from tests.desktop import wait_until

ODD = ["/opt/a b/resv", "--home", 'C:\\x "y" $HOME `id` 50% \\', "käse"]
SCRIPT = """#!/bin/sh
here=$(dirname "$0")
printf '%s\\n' "$@" > "$here/saying"
mv "$here/saying" "$here/said"
"""


class Registry:
    """Keeps values as a key of the registry does."""

    HKEY_CURRENT_USER, REG_SZ = 1, 1

    def __init__(self) -> None:
        self.values: dict[str, tuple[str, int]] = {}
        self.opened = ""

    def __enter__(self) -> "Registry":
        return self

    def __exit__(self, *_: object) -> None:
        return

    def OpenKey(self, root: int, path: str) -> "Registry":  # noqa: N802 - Windows calls it so
        assert root == self.HKEY_CURRENT_USER
        self.opened = path
        return self

    CreateKey = OpenKey

    def QueryValueEx(self, key: "Registry", name: str) -> tuple[str, int]:  # noqa: N802 - Windows calls it so
        if name not in key.values:
            raise FileNotFoundError(2, "no such value")
        return key.values[name]

    def SetValueEx(self, key: "Registry", name: str, _: int, kind: int, value: str) -> None:  # noqa: N802 - Windows calls it so
        key.values[name] = (value, kind)

    def DeleteValue(self, key: "Registry", name: str) -> None:  # noqa: N802 - Windows calls it so
        if key.values.pop(name, None) is None:
            raise FileNotFoundError(2, "no such value")


def _made(kind: Any, folder: Path, words: list[str], registry: Registry) -> Autostart:
    made: Autostart = kind("resv", words, registry if kind is RunKey else folder)
    return made


@pytest.mark.parametrize("kind", [DesktopEntry, LaunchAgent, RunKey])
def test_it_is_on_once_it_was_turned_on_and_off_again(kind: Any, tmp_path: Path) -> None:
    folder, registry = tmp_path / "a" / "b", Registry()
    made = _made(kind, folder, ODD, registry)
    assert not made.is_on()
    made.turn(on=False)
    made.turn(on=True)
    assert made.is_on()
    assert not _made(kind, folder, ["/another/program"], registry).is_on()
    made.turn(on=True)
    made.turn(on=False)
    assert not made.is_on()
    assert not registry.values
    assert not list(folder.glob("*"))


def test_a_desktop_starts_exactly_the_command(tmp_path: Path) -> None:
    script = tmp_path / "say it"
    script.write_text(SCRIPT, encoding="utf-8")
    script.chmod(0o755)
    DesktopEntry("resv", [str(script), *ODD], tmp_path).turn(on=True)
    subprocess.run(["gio", "launch", str(tmp_path / "resv.desktop")], check=True, timeout=60)
    said = tmp_path / "said"
    wait_until("the script was started", said.exists)
    assert said.read_text(encoding="utf-8").splitlines() == ODD


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_a_desktop_put_out_of_use_is_off(tmp_path: Path, line: str) -> None:
    made = DesktopEntry("resv", ["/opt/resv"], tmp_path)
    made.turn(on=True)
    file = tmp_path / "resv.desktop"
    file.write_text(f"{file.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    assert not made.is_on()
    made.turn(on=True)
    assert made.is_on()


@pytest.mark.parametrize("kind", [DesktopEntry, LaunchAgent])
@pytest.mark.parametrize("rubbish", [b"", b"[Desktop Entry", b"\xff\xfe\x00", b"<plist><x/>"])
def test_a_file_of_rubbish_is_off(kind: Any, tmp_path: Path, rubbish: bytes) -> None:
    made = _made(kind, tmp_path, ["/opt/resv"], Registry())
    made.turn(on=True)
    (file,) = tmp_path.iterdir()
    file.write_bytes(rubbish)
    assert not made.is_on()


def test_launchd_is_told_to_start_it_at_the_log_in(tmp_path: Path) -> None:
    LaunchAgent("resv", ODD, tmp_path).turn(on=True)
    agent = plistlib.loads((tmp_path / "resv.plist").read_bytes())
    assert (agent["Label"], agent["ProgramArguments"], agent["RunAtLoad"]) == ("resv", ODD, True)


def test_windows_finds_it_among_what_this_user_runs() -> None:
    registry = Registry()
    RunKey("resv", [r"C:\Users\A B\resv.exe"], registry).turn(on=True)
    assert registry.opened == r"Software\Microsoft\Windows\CurrentVersion\Run"
    assert registry.values == {"resv": ('"C:\\Users\\A B\\resv.exe"', Registry.REG_SZ)}


def test_each_system_has_its_way_and_each_home_its_name(tmp_path: Path) -> None:
    usual, other = Folders.of_this_user(), Folders.under(tmp_path)
    assert type(autostart(usual, "linux")) is DesktopEntry
    assert type(autostart(usual, "darwin")) is LaunchAgent
    assert type(autostart(usual, "win32")) is RunKey
    assert name_of(usual) == "resv-desktop"
    assert name_of(other) not in (name_of(usual), name_of(Folders.under(tmp_path / "b")))


def test_the_command_opens_the_same_home(tmp_path: Path) -> None:
    words = command(Folders.under(tmp_path))
    assert words == [sys.executable, "-m", "resv_desktop", "--home", str(tmp_path)]
    assert command(Folders.of_this_user()) == words[:3]
    asked = subprocess.run([*words, "--version"], capture_output=True, check=True, timeout=60)
    assert asked.stdout.startswith(b"resv-desktop ")
