"""What Linux and macOS have in common: sockets in private folders, locks and signals."""

import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.private_place import make_private, socket_folders
from resv_desktop.settings import APP, SOCKET_PATH_LIMIT
from resv_desktop.store.platforms.address import Address

SOCKET_NAME = "m.sock"


class Unix:
    """The server listens on one socket in a folder that only this user can enter."""

    binary_name = "mongod"
    socket_path_limit = SOCKET_PATH_LIMIT

    def address(self, data: Path, runtime: Path) -> Address:
        """Choose the first folder whose socket has a short enough path and is ours alone."""
        refused = []
        for folder in socket_folders(APP, data, runtime):
            path = folder / SOCKET_NAME
            length = len(os.fsencode(path))
            if length > self.socket_path_limit:
                refused.append(f"{path}: {length} bytes")
                continue
            why_not = make_private(folder)
            if not why_not:
                return Address(str(path), ("--bind_ip", str(path), "--nounixsocket"))
            refused.append(f"{folder}: {why_not}")
        raise CannotStart(
            Sentence(
                "The database has no place for its socket: the path may have at most {most} bytes, "
                "in a folder that belongs to you alone. Choose a home folder with a shorter path.",
                most=self.socket_path_limit,
            ),
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
