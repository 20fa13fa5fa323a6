"""The folder of the managed database: its keys, who has it open, and what wrote the data."""

import base64
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from resv_desktop.disk_space import MINIMUM_FREE_BYTES, free_bytes, size
from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.settings import read_json, write_private
from resv_desktop.store.platforms import Platform

KEY_BYTES = 96  # 128 characters in base64; a keyFile may have 6 to 1024


@dataclass(frozen=True, slots=True)
class Credentials:
    """The one user of the database."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Running:
    """A server that is up, as the program that started it wrote it down."""

    pid: int
    host: str


class DataFolder:
    """data/mongodb: db, keyfile, credentials, version, owner.lock; all of it private."""

    def __init__(self, data: Path) -> None:
        self.path = data / "mongodb"
        self.db = self.path / "db"
        self.keyfile = self.path / "keyfile"
        self._credentials = self.path / "credentials.json"
        self._version = self.path / "version"
        self._running = self.path / "running.json"
        self._lock = self.path / "owner.lock"

    def prepare(self) -> None:
        """Make the folder and see that it can be written to. Raises CannotStart."""
        try:
            for folder in (self.path.parent, self.path, self.db):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                if os.name == "posix":
                    folder.chmod(0o700)
                probe = folder / ".probe"
                probe.write_bytes(b"")
                probe.unlink(missing_ok=True)  # by another program that starts at this instant
        except OSError as error:
            raise self.not_writable(error) from error

    def check_space(self, minimum: int) -> None:
        """Raise CannotStart where the disk is nearly full."""
        free = self.free_bytes()
        if free < minimum:
            raise CannotStart(
                Sentence(
                    "The disk is nearly full: {free} are free in {folder}, and the database "
                    "needs {needed}. Free some space and start again; nothing is lost.",
                    free=size(free),
                    folder=self.path,
                    needed=size(minimum),
                )
            )

    def free_bytes(self) -> int:
        """Return how much more this user may write to the disk of the folder."""
        return free_bytes(self.path)

    def take(self, platform: Platform) -> IO[bytes] | None:
        """Take the folder for this program until the file is closed; None if another has it."""
        try:
            self._lock.touch(mode=0o600)
            file = self._lock.open("ab")
        except OSError as error:
            raise self.not_writable(error) from error
        if platform.lock(file):
            return file
        file.close()
        return None

    def key(self) -> str:
        """Return the key of the server, made at the first start. Raises CannotStart."""
        try:
            key = self.keyfile.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
            write_private(self.keyfile, key)
        except (OSError, ValueError) as error:
            raise CannotStart(
                Sentence(
                    "The database's key file {file} cannot be read ({why}). Restore it from a "
                    "backup, or delete it: a new one is made at the next start.",
                    file=self.keyfile,
                    why=_reason(error),
                )
            ) from error
        if os.name == "posix":
            self.keyfile.chmod(0o600)
        return key

    def read_credentials(self) -> Credentials | None:
        """Return the user of the database, None where the file is lost or spoilt."""
        try:
            raw = read_json(self._credentials)
            found = Credentials(str(raw["user"]), str(raw["password"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if found.user and found.password else None

    def credentials(self) -> Credentials:
        """Return the user of the database, made anew where there is none."""
        found = self.read_credentials()
        if found is not None:
            return found
        made = Credentials("resv", secrets.token_urlsafe(32))
        write_private(self._credentials, json.dumps({"user": made.user, "password": made.password}))
        return made

    def major(self) -> int | None:
        """Return the major version of the server that wrote the data, if it is known."""
        try:
            return int(self._version.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def write_major(self, major: int) -> None:
        """Remember which server wrote the data."""
        if self.major() != major:
            write_private(self._version, str(major))

    def has_data(self) -> bool:
        """Tell whether a server has ever worked here."""
        return (self.db / "WiredTiger").exists()

    def back_up(self, major: int) -> Path:
        """Copy the data before a newer server touches it; an older copy makes room."""
        copy = self.path / f"backup-of-version-{major}"
        if copy.exists() and not self._was_used_since(copy):
            return copy
        for older in self.path.glob("backup-of-version-*"):
            shutil.rmtree(older)
        taken = sum(file.stat().st_size for file in self.db.rglob("*") if file.is_file())
        self.check_space(MINIMUM_FREE_BYTES + taken)
        unfinished = self.path / "backup-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(self.db, unfinished)
        unfinished.rename(copy)
        return copy

    def copies(self) -> list[Path]:
        """Return the copies of the data that upgrades have made; they stay, whoever is in them."""
        return list(self.path.glob("backup-*"))

    def _was_used_since(self, copy: Path) -> bool:
        """Whether a server was brought up since a copy was made, for an upgrade that failed."""
        try:
            # Of the copy mtime is that of the data; ctime is when it got its name (on Windows,
            # when it was begun).
            return self._running.stat().st_mtime_ns >= copy.stat().st_ctime_ns
        except OSError:
            return False

    def write_running(self, running: Running) -> None:
        """Tell other programs of this home where the server is."""
        write_private(self._running, json.dumps({"pid": running.pid, "host": running.host}))

    def running(self) -> Running | None:
        """Return the server that another program brought up here, if it still lives."""
        try:
            raw = read_json(self._running)
            found = Running(int(raw["pid"]), str(raw["host"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        server = self.server()
        return found if server is not None and server.pid == found.pid else None

    def server(self) -> psutil.Process | None:
        """Return the mongod that has this folder open: by its lock file, name and --dbpath.

        The lock file names none while a server opens its files or closes them: then it is one of
        ours.
        """
        try:
            named = (self.db / "mongod.lock").read_text(encoding="ascii").strip()
            processes = [psutil.Process(int(named))] if named else psutil.process_iter()
        except (OSError, ValueError, psutil.Error):
            return None
        for process in processes:
            if self._is_of_this_folder(process) and (named or self.is_ours(process)):
                return process
        return None

    def _is_of_this_folder(self, process: psutil.Process) -> bool:
        try:
            command = process.cmdline()  # its name is "initandlisten" while it starts
            if not command or not Path(command[0]).name.startswith("mongod"):
                return False
            dbpath = Path(process.cwd(), command[command.index("--dbpath") + 1])
            return dbpath.resolve() == self.db.resolve()
        except (OSError, ValueError, IndexError, psutil.Error):
            return False

    def is_ours(self, server: psutil.Process) -> bool:
        """Tell whether a mongod was started by this program, with the key of this folder."""
        try:
            command = server.cmdline()
            key = Path(command[command.index("--keyFile") + 1])
            return key.resolve() == self.keyfile.resolve()
        except (OSError, ValueError, IndexError, psutil.Error):
            return False

    def not_writable(self, error: OSError) -> CannotStart:
        """Return the sentence for a write that the system refused."""
        return CannotStart(
            Sentence(
                "The folder {folder} cannot be written to ({why}). The reservations are kept "
                "there: give this user the right to write in it, or choose another home folder.",
                folder=self.path,
                why=_reason(error),
            )
        )


def _reason(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
