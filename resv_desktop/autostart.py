"""Whether the program starts by itself once its user has logged in, as each system keeps it."""

import configparser
import contextlib
import hashlib
import os
import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol
from xml.parsers.expat import ExpatError

import platformdirs

from resv_desktop.frozen import is_frozen
from resv_desktop.settings import APP, Folders

_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_ENTRY = "Desktop Entry"
# What a desktop entry gives a meaning of its own, even inside of quotes.
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in '"`$\\'} | {"%": "%%"})


class Autostart(Protocol):
    """One program of one home, at the log-in of one user."""

    def is_on(self) -> bool:
        """Whether exactly this program starts by itself. Raises OSError."""
        ...

    def turn(self, *, on: bool) -> None:
        """Let it start by itself from the next log-in on, or no longer. Raises OSError."""
        ...


def autostart(folders: Folders, name: str = sys.platform) -> Autostart:
    """Return how this system does it, for the window of these folders."""
    kinds: dict[str, type[RunKey] | type[LaunchAgent]] = {"win32": RunKey, "darwin": LaunchAgent}
    return kinds.get(name, DesktopEntry)(name_of(folders), command(folders))


def command(folders: Folders) -> list[str]:
    """Return the command that opens this window; a home of its own is named in it."""
    program = [sys.executable] if is_frozen() else [sys.executable, "-m", "resv_desktop"]
    is_usual = folders == Folders.of_this_user()
    return program if is_usual else [*program, "--home", str(folders.data.parent)]


def name_of(folders: Folders) -> str:
    """Return the name under which the system keeps it: one for each home."""
    if folders == Folders.of_this_user():
        return APP
    return f"{APP}-{hashlib.sha256(os.fsencode(folders.data)).hexdigest()[:10]}"


class DesktopEntry:
    """Linux: a file in the folder that every desktop reads (the Autostart specification)."""

    def __init__(self, name: str, command: list[str], folder: Path | None = None) -> None:
        self._command = command
        self._file = (folder or platformdirs.user_config_path() / "autostart") / f"{name}.desktop"

    def is_on(self) -> bool:
        """Whether the file is there, starts this program, and no desktop has put it out of use."""
        parser = configparser.RawConfigParser(strict=False)
        parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
        try:
            parser.read_string(self._file.read_text(encoding="utf-8"))
            entry = dict(parser[_ENTRY])
        except FileNotFoundError:
            return False
        except (configparser.Error, KeyError, ValueError):
            return False  # as the desktop, which cannot read it either
        is_hidden = entry.get("Hidden") == "true"
        is_left_out = entry.get("X-GNOME-Autostart-enabled") == "false"
        return entry.get("Exec") == self._line() and not is_hidden and not is_left_out

    def turn(self, *, on: bool) -> None:
        """Write the file, or remove it."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file.write_text(
            f"[{_ENTRY}]\nType=Application\nName=Reservations\nExec={self._line()}\n"
            f"Icon={APP}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
            encoding="utf-8",
        )

    def _line(self) -> str:
        """Quote each argument, and then the line as any text of such a file."""
        escaped = [part.translate(_ESCAPED) for part in self._command]
        quoted = " ".join(f'"{part}"' for part in escaped)
        return quoted.replace("\\", "\\\\")


class LaunchAgent:
    """macOS: an agent of this user that launchd starts at the log-in."""

    def __init__(self, name: str, command: list[str], folder: Path | None = None) -> None:
        self._name, self._command = name, command
        self._file = (folder or Path.home() / "Library" / "LaunchAgents") / f"{name}.plist"

    def is_on(self) -> bool:
        """Whether the agent is there and starts this program."""
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except FileNotFoundError:
            return False
        except (plistlib.InvalidFileException, ExpatError, ValueError):
            return False  # as launchd, which cannot read it either
        return isinstance(agent, dict) and agent.get("ProgramArguments") == self._command

    def turn(self, *, on: bool) -> None:
        """Write the agent, or remove it."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        agent = {
            "Label": self._name,
            "ProgramArguments": self._command,
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(plistlib.dumps(agent))


class RunKey:
    """Windows: a value of this user's own key Run in the registry."""

    def __init__(self, name: str, command: list[str], registry: Any = None) -> None:
        if registry is None and sys.platform == "win32":
            import winreg

            registry = winreg
        self._name, self._registry = name, registry
        self._line = subprocess.list2cmdline(command)

    def is_on(self) -> bool:
        """Whether the value is there and starts this program."""
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
                value, _kind = registry.QueryValueEx(key, self._name)
        except FileNotFoundError:
            return False
        return bool(value == self._line)

    def turn(self, *, on: bool) -> None:
        """Write the value, or remove it."""
        registry = self._registry
        with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if on:
                registry.SetValueEx(key, self._name, 0, registry.REG_SZ, self._line)
                return
            with contextlib.suppress(FileNotFoundError):
                registry.DeleteValue(key, self._name)
