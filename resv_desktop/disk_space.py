"""How much room is left on the disk of this machine, and how much the book needs."""

import os
import shutil
from pathlib import Path

MB, GB = 1_000_000, 1_000_000_000
MINIMUM_FREE_BYTES = GB  # with less the database is not started; an empty one takes 300 MB


def free_bytes(folder: Path) -> int:
    """Return how much more this user may write to the disk of a folder, made or not yet."""
    return shutil.disk_usage(_nearest(folder)).free


def total_bytes(folder: Path) -> int:
    """Return how much the disk of a folder holds in all."""
    return shutil.disk_usage(_nearest(folder)).total


def used_bytes(folder: Path) -> int:
    """Return what the files under a folder take on the disk; what goes meanwhile counts nothing."""
    used = 0
    for inside, _, names in os.walk(folder):
        for name in names:
            try:
                found = Path(inside, name).lstat()
            except OSError:
                continue
            used += getattr(found, "st_blocks", 0) * 512 or found.st_size
    return used


def disk_of(folder: Path) -> int:
    """Return the number of the disk that a folder is on, made or not yet."""
    return _nearest(folder).stat().st_dev


def size(count: int) -> str:
    """Say a number of bytes: "1.2 GB", "37 MB", "3 kB"; what is there at all is 1 kB or more."""
    if count >= GB / 10:
        return f"{count / GB:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= MB else f"{-(-count // 1000)} kB"


def _nearest(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())
