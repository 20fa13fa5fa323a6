"""Folders that only this user can enter, and where in them a socket finds a short enough path."""

import errno
import hashlib
import os
import stat
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import platformdirs

TEMPORARY = Path("/tmp")  # noqa: S108 - short on purpose; the folder in it is private and checked


def socket_folders(app: str, data: Path, runtime: Path) -> Iterator[Path]:
    """Yield where the sockets of this data may lie, the best place first; none is made yet."""
    own = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:10]
    yield from filter(is_understood, (runtime, runtime_folder(app) / own))
    yield TEMPORARY / f"resv-{os.getuid() if sys.platform != 'win32' else 0}-{own}"


def is_understood(path: Path) -> bool:
    """Whether every program takes a path for one: on Linux it may be any bytes.

    MongoDB reads a list of addresses with ports, to which these signs belong, and would listen
    elsewhere or not find itself.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return not set(str(path)) & set(",:[]")


def runtime_folder(app: str) -> Path:
    """Return where the system wants this user's sockets; it is not made."""
    with warnings.catch_warnings():
        # Outside of a desktop session there is none, and a private folder takes its place.
        warnings.simplefilter("ignore", UserWarning)
        return platformdirs.user_runtime_path(app, appauthor=False)


def make_private(folder: Path) -> str:
    """Make the folder ours alone; return why that cannot be, or ""."""
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


def demand_folder(folder: Path) -> None:
    """Raise OSError where something is there that is no folder, or one we cannot enter."""
    try:
        mode = folder.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not os.access(folder, os.R_OK | os.X_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def shut_to_others(folder: Path) -> None:
    """Take from other users what an older program or a hand gave them; a missing folder is fine.

    Raises OSError where a folder that others can enter cannot be shut.
    """
    if sys.platform == "win32":
        return  # the folders of a user's profile are that user's own
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
    except FileNotFoundError:
        return
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        folder.chmod(mode & stat.S_IRWXU)
