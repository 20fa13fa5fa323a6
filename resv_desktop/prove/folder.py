"""The folder of one proof: its server, its records, its logs; nothing of it is kept."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_PREFIX, _OWNER = "resv-prove-", "owner"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make it, and remove it afterwards; also those that killed proofs have left behind."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    (folder / _OWNER).write_text(f"{os.getpid()} {socket.gethostname()}", encoding="utf-8")
    try:
        for other in folder.parent.glob(f"{_PREFIX}*"):
            if _is_left_behind(other):
                shutil.rmtree(other, ignore_errors=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_left_behind(folder: Path) -> bool:
    try:
        pid, host = (folder / _OWNER).read_text(encoding="utf-8").split(" ", 1)
        return host == socket.gethostname() and not psutil.pid_exists(int(pid))
    except (OSError, ValueError):
        return False  # another user's, or no folder of a proof
