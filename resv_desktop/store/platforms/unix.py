"""What Linux and macOS have in common: sockets in private folders, locks and signals."""

import contextlib
import hashlib
import os
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import platformdirs

from resv_desktop.domain.errors import CannotStart
from resv_desktop.settings import APP, SOCKET_PATH_LIMIT
from resv_desktop.store.platforms.address import Address

SOCKET_NAME = "m.sock"
TEMPORARY = Path("/tmp")  # noqa: S108 - short on purpose; the folder in it is private and checked


class Unix:
    """The server listens on one socket in a folder that only this user can enter."""

    binary_name = "mongod"
    socket_path_limit = SOCKET_PATH_LIMIT

    def address(self, data: Path, runtime: Path) -> Address:
        """Choose the first folder whose socket has a short enough path and is ours alone."""
        refused = []
        for folder in _folders(data, runtime):
            path = folder / SOCKET_NAME
            length = len(os.fsencode(path))
            if length > self.socket_path_limit:
                refused.append(f"{path}: {length} bytes")
                continue
            why_not = _make_private(folder)
            if not why_not:
                return Address(str(path), ("--bind_ip", str(path), "--nounixsocket"))
            refused.append(f"{folder}: {why_not}")
        raise CannotStart(
            "The database has no place for its socket: the path may have at most "
            f"{self.socket_path_limit} bytes, in a folder that belongs to you alone. "
            "Choose a home folder with a shorter path.",
            details="\n".join(refused),
        )

    def can_connect(self, address: Address) -> bool:
        """Tell whether somebody listens on the socket."""
        if sys.platform == "win32":
            return False
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(1)
            return probe.connect_ex(address.host) == 0

    def ask_to_stop(self, pid: int, shut_down: Callable[[], None]) -> None:  # noqa: ARG002 - the signal is enough
        """Send SIGTERM, and SIGCONT in case the server was frozen."""
        if sys.platform == "win32":
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
            os.kill(pid, signal.SIGCONT)

    def lock(self, file: IO[bytes]) -> bool:
        """Take the file with flock, which the kernel gives back even after kill -9."""
        if sys.platform == "win32":
            return False
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _folders(data: Path, runtime: Path) -> Iterator[Path]:
    own = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:10]
    yield runtime
    yield platformdirs.user_runtime_path(APP, appauthor=False) / own
    yield TEMPORARY / f"resv-{os.getuid() if sys.platform != 'win32' else 0}-{own}"


def _make_private(folder: Path) -> str:
    """Make the folder ours alone; return why that cannot be."""
    if sys.platform == "win32":
        return "no sockets here"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            return "this is not a folder"
        if found.st_uid != os.getuid():
            return "this folder belongs to another user"
        if stat.S_IMODE(found.st_mode) != stat.S_IRWXU:
            folder.chmod(0o700)
        if not os.access(folder, os.W_OK | os.X_OK):
            return "this folder cannot be written to"
    except OSError as error:
        return error.strerror or str(error)
    return ""
