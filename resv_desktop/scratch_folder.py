"""The folder of a proof or a demo: its server, its records, its logs; nothing of it is kept."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil

_OWNER: Final = "owner"


@contextmanager
def scratch_folder(purpose: str) -> Iterator[Path]:
    """Make it, and remove it afterwards; also those that killed runs for one purpose have left."""
    prefix = f"resv-{purpose}-"
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    (folder / _OWNER).write_text(f"{os.getpid()} {socket.gethostname()}", encoding="utf-8")
    try:
        for other in folder.parent.glob(f"{prefix}*"):
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
        return False  # another user's, or no folder of a run
