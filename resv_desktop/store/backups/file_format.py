"""What a backup's file is made of: a name, a line of facts, pieces of the book, a checksum.

    resv-desktop backup 1\\n
    {"program": "0.1.0", "layout": 1, ... "counts": {"restaurants": 1, ...}}\\n
    piece*      4 bytes of length (big-endian), then so many bytes
    end         a piece with nothing in it
    checksum    SHA-256 of all of the above

A piece is the number of a collection in `counts` (one byte) and whole documents as the database
keeps them (BSON), compressed by zlib, and sealed where there is a passphrase (seal.py).
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from resv_desktop.store.documents import (
    JOURNAL,
    MANAGERS,
    REFUSED,
    RESERVATIONS,
    RESTAURANTS,
    SCHEMA,
    SLOTS,
    WAITING,
)

NAME = b"resv-desktop backup "
FORMAT = 1
SUFFIX = ".resvbackup"
LONGEST_LINE = 65_536
LENGTH = struct.Struct(">I")
CHECKSUM = hashlib.sha256
CHECKSUM_BYTES = CHECKSUM().digest_size
# The signs of life (signs.py) are no part of the book; nor are collections of other programs.
COLLECTIONS = (
    *(RESTAURANTS, SLOTS, RESERVATIONS, JOURNAL, WAITING),
    *(REFUSED, MANAGERS, SCHEMA),
)
# The database answers with 16 MB at most, or with one document, which may be a little larger.
LARGEST_PIECE = 40_000_000
_DOCUMENT_LENGTH = struct.Struct("<i")
_SMALLEST_DOCUMENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a backup says of itself: whose book it is, as of which instant, and how much of it.

    sealed holds what is needed beside the passphrase to open it; None where it is not encrypted.
    """

    program: str
    layout: int
    revision: int
    database: str
    at: datetime
    counts: dict[str, int]
    sealed: dict[str, Any] | None

    @property
    def documents(self) -> int:
        """How many documents there are in all."""
        return sum(self.counts.values())

    def line(self) -> bytes:
        """Return the facts as they stand in the file."""
        facts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        facts["at"] = self.at.astimezone(UTC).isoformat(timespec="seconds")
        return json.dumps(facts).encode("ascii") + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Read what `line` wrote; raise ValueError, KeyError or TypeError for all else."""
        raw = json.loads(line)
        counts = {str(name): int(count) for name, count in raw["counts"].items()}
        sealed = raw["sealed"]
        if not (sealed is None or isinstance(sealed, dict)) or min(counts.values(), default=0) < 0:
            raise ValueError
        return cls(
            program=str(raw["program"]),
            layout=int(raw["layout"]),
            revision=int(raw["revision"]),
            database=str(raw["database"]),
            at=datetime.fromisoformat(raw["at"]).astimezone(UTC),
            counts=counts,
            sealed=sealed,
        )


def documents_in(piece: bytes) -> Iterator[bytes]:
    """Yield the documents that stand one after the other in a piece; raise ValueError for less."""
    start = 0
    while start < len(piece):
        (length,) = _DOCUMENT_LENGTH.unpack_from(piece, start)
        end = start + length
        if length < _SMALLEST_DOCUMENT or end > len(piece) or piece[end - 1] != 0:
            raise ValueError
        yield piece[start:end]
        start = end
