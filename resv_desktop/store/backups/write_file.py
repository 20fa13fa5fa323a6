"""Write a backup's file: beside its name first, safe on the disk, and only then in its place."""

import errno
import os
import tempfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from resv_desktop.domain.errors import BackupNotMade
from resv_desktop.domain.words import Sentence
from resv_desktop.settings import meant_by, remove_half_written, sync_folder
from resv_desktop.store.backups.file_format import CHECKSUM, FORMAT, LENGTH, NAME, Facts
from resv_desktop.store.backups.seal import NoSeal, Seal, Sealing

UNFINISHED = ".unfinished"
_STALE_S = 3600.0  # one that another program still writes to is younger
_LEVEL = 1  # a fifth of the size at the speed of the disk; more would take the window's time
_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_file(
    path: Path,
    facts: Facts,
    pieces: Iterable[tuple[str, bytes]],
    *,
    seal: Seal | None,
    overwrite: bool,
) -> int:
    """Write the file, all of it or none, readable by this user only; return its size.

    pieces are a collection's name and documents one after the other. Raises BackupNotMade where a
    file of the name is there already, unless told to overwrite it, or the disk does not take it.
    """
    check_free(path, overwrite=overwrite)
    unfinished: Path | None = None
    try:
        path = meant_by(path)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        remove_half_written(path.parent, UNFINISHED, is_ours=_is_backup, stale_s=_STALE_S)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=UNFINISHED)
        unfinished = Path(name)
        with os.fdopen(handle, "wb") as file:
            _fill(file, facts, pieces, seal)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        check_free(path, overwrite=overwrite)
        unfinished.replace(path)
        unfinished = None
        with suppress(OSError):  # not every disk knows how
            sync_folder(path.parent)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        if unfinished is not None:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
    return size


def check_free(path: Path, *, overwrite: bool) -> None:
    """Raise BackupNotMade where something of this name is there that may not be overwritten.

    Nor is what is no file at all.
    """
    try:
        meant_by(path)
    except OSError as error:
        raise not_written(path, error) from error
    if not overwrite and os.path.lexists(path):
        raise BackupNotMade(
            "There is a file {file} already, and nothing was written. Choose another name, or say "
            "that it may be overwritten (--overwrite).",
            file=path,
        )


def _is_backup(path: Path) -> bool:
    """Whether a file begins as a backup does, or was not begun."""
    with path.open("rb") as file:
        return file.read(len(NAME)) in (NAME, b"")


def not_written(path: Path, error: OSError) -> BackupNotMade:
    """Return the sentence for a write that the system refused."""
    if error.errno in _FULL:
        why: str = Sentence("the disk is full")
    else:
        why = error.strerror or str(error)
    return BackupNotMade(
        "The backup could not be saved in {folder}: {why}. Backups that were there before are "
        "still there.",
        folder=path.parent,
        why=why,
    )


def _fill(
    file: IO[bytes], facts: Facts, pieces: Iterable[tuple[str, bytes]], seal: Seal | None
) -> None:
    checksum = CHECKSUM()

    def put(data: bytes) -> None:
        checksum.update(data)
        file.write(data)

    lines = NAME + b"%d\n" % FORMAT + facts.line()
    put(lines)
    sealing: Sealing = NoSeal() if seal is None else seal.bound_to(lines)
    close: Callable[..., bytes] = sealing.close
    numbers = {name: bytes([number]) for number, name in enumerate(facts.counts)}
    number = 0
    for name, documents in pieces:
        piece = close(zlib.compress(numbers[name] + documents, _LEVEL), number, is_last=False)
        put(LENGTH.pack(len(piece)))
        put(piece)
        number += 1
    end = close(b"", number, is_last=True)
    put(LENGTH.pack(len(end)))
    put(end)
    file.write(checksum.digest())
