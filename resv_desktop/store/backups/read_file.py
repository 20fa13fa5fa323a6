"""Read a backup's file: all of it is verified before the first document is taken from it."""

import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from resv_desktop.domain.errors import CannotRestore
from resv_desktop.store.backups.file_format import (
    CHECKSUM,
    CHECKSUM_BYTES,
    COLLECTIONS,
    FORMAT,
    LARGEST_PIECE,
    LENGTH,
    LONGEST_LINE,
    NAME,
    Facts,
    documents_in,
)
from resv_desktop.store.backups.seal import NoSeal, Seal, Sealing, composed
from resv_desktop.store.documents import SCHEMA_VERSION

_AT_ONCE = 1_000_000
_ROOM_FOR_THE_SEAL = 65_536


class BackupFile:
    """One file, open; its checksum is right, and its facts are those of a backup that is known.

    The pieces are read twice: by `verify`, which looks at every one of them, and by `pieces`,
    whose caller writes them into a database.
    """

    def __init__(self, path: Path) -> None:
        """Open it. Raises CannotRestore where it is none, is damaged, or is of a newer version."""
        self.path = path
        self._is_verified = False
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise CannotRestore(
                "The file {file} cannot be read ({why}).", file=path, why=error.strerror
            ) from None
        try:
            self.facts = self._begin()
        except BaseException:
            self._file.close()
            raise
        self._seal: Sealing | None = None if self.facts.sealed else NoSeal()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def is_sealed(self) -> bool:
        """Whether a passphrase is needed that was not given yet."""
        return self._seal is None

    def unseal(self, passphrase: str) -> None:
        """Take the passphrase; whether it is right is found out by `verify`.

        Files of older versions were sealed with it as the keyboard had it.
        """
        assert self.facts.sealed is not None
        for written in dict.fromkeys((composed(passphrase), passphrase)):
            try:
                seal = Seal(written, self.facts.sealed)
            except (KeyError, ValueError, TypeError):
                raise self._damaged() from None
            self._seal = seal.bound_to(self._lines)
            with suppress(CannotRestore):
                next(self.pieces(), None)
                return

    def verify(self) -> None:
        """Look at every document. Raises CannotRestore where one cannot be read or is missing."""
        if self._is_verified:
            return
        counts: Counter[str] = Counter()
        for name, documents in self.pieces():
            counts[name] += len(documents)
        if counts != Counter(self.facts.counts):
            raise self._damaged()
        self._is_verified = True

    def pieces(self) -> Iterator[tuple[str, list[bytes]]]:
        """Yield a collection's name and some of its documents; raise CannotRestore as `verify`.

        The checksum is compared again, so a file that was changed since it was verified is told.
        """
        assert self._seal is not None
        names = list(self.facts.counts)
        checksum = CHECKSUM(self._lines)
        self._file.seek(len(self._lines))
        number, is_last = 0, False
        while not is_last:
            head = self._read(LENGTH.size)
            (length,) = LENGTH.unpack(head)
            if length > LARGEST_PIECE + _ROOM_FOR_THE_SEAL:
                raise self._damaged()
            piece = self._read(length)
            checksum.update(head)
            checksum.update(piece)
            is_last = self._file.tell() == self._end
            opened = self._opened(piece, number, is_last=is_last)
            if is_last:
                break
            number += 1
            try:
                data = _whole(opened)
                name, documents = names[data[0]], list(documents_in(data[1:]))
            except (ValueError, IndexError, zlib.error):
                raise self._damaged() from None
            yield name, documents
        if opened or self._read(CHECKSUM_BYTES) != checksum.digest():
            raise self._damaged()

    def _begin(self) -> Facts:
        if not self._file.seekable():
            raise CannotRestore(
                "The file {file} cannot be read ({why}).",
                file=self.path,
                why="it is a pipe, and all of it is read twice; save it as a file first",
            )
        first = self._file.readline(LONGEST_LINE)
        if not first.startswith(NAME):
            raise CannotRestore("The file {file} is no backup of this program.", file=self.path)
        self._check_sum()
        self._file.seek(len(first))
        second = self._file.readline(LONGEST_LINE)
        self._lines = first + second
        try:
            version = int(first.removeprefix(NAME))
            facts = Facts.read(second) if version <= FORMAT else None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise self._damaged() from None
        # A checksum that is right says that it is as it was saved, by whichever version.
        if facts is None or facts.layout > SCHEMA_VERSION or not {*facts.counts} <= {*COLLECTIONS}:
            raise CannotRestore(
                "The backup {file} was made by a newer version of the program. Install that "
                "version first.",
                file=self.path,
            )
        return facts

    def _check_sum(self) -> None:
        """Compare the checksum of the whole file, before anything in it is believed."""
        size = self._file.seek(0, 2)
        self._end = size - CHECKSUM_BYTES
        checksum = CHECKSUM()
        self._file.seek(0)
        left = self._end
        while left > 0:
            some = self._read(min(left, _AT_ONCE))
            checksum.update(some)
            left -= len(some)
        if left < 0 or self._read(CHECKSUM_BYTES) != checksum.digest():
            raise self._damaged()

    def _opened(self, piece: bytes, number: int, *, is_last: bool) -> bytes:
        assert self._seal is not None
        try:
            return self._seal.open(piece, number, is_last=is_last)
        except ValueError:
            if number == 0:
                raise CannotRestore(
                    "The passphrase is not the one with which {file} was encrypted. Nothing was "
                    "written.",
                    file=self.path,
                ) from None
            raise self._damaged() from None

    def _read(self, length: int) -> bytes:
        try:
            data = self._file.read(length)
        except OSError:
            raise self._damaged() from None
        if len(data) != length:
            raise self._damaged()
        return data

    def _damaged(self) -> CannotRestore:
        return CannotRestore(
            "The backup {file} is damaged: it is not what was saved, or not all of it. Use "
            "another one.",
            file=self.path,
        )


def database_of(path: Path) -> str:
    """Return which database a file says it is of, "" where it says nothing; nothing is verified."""
    try:
        with path.open("rb") as file:
            is_ours = file.readline(LONGEST_LINE).startswith(NAME)
            return Facts.read(file.readline(LONGEST_LINE)).database if is_ours else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def _whole(piece: bytes) -> bytes:
    """Return what was compressed; raise ValueError for what no backup ever held."""
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(piece, LARGEST_PIECE)
    if not unpacking.eof or unpacking.unconsumed_tail or unpacking.unused_data or not data:
        raise ValueError
    return data
