"""Names and numbers leave the files of the archive, too: each file is written anew, or stays."""

import gzip
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bson import json_util

from resv_desktop.settings import write_private
from resv_desktop.store.archive import JSON, read
from resv_desktop.store.documents import Document
from resv_desktop.store.nameless import ERASED, SIDES, is_personal

logger = logging.getLogger(__name__)

_FILE = re.compile(r"journal-(\d{8})-.*\.jsonl\.gz(\.leaving)?")
_DONE, _NAMELESS = ".jsonl.gz", "-nameless.jsonl.gz"  # nobody is left in a file of that name


class Forgotten(NamedTuple):
    """How many lines lost a name, and how many files nobody can read any more."""

    lines: int = 0
    unreadable: int = 0


def files_in(folder: Path, *, before: datetime | None = None) -> Iterator[Path]:
    """Yield the files that may hold a name, the oldest first.

    With an instant, only those that hold a line from before it.
    """
    for path in sorted(folder.glob("journal-*")):
        named = _FILE.fullmatch(path.name)
        if named is None or path.name.endswith(_NAMELESS):
            continue
        begins_at = datetime.strptime(named[1], "%Y%m%d").replace(tzinfo=UTC)
        if before is None or begins_at < before:
            yield path


def remove_half_written(folder: Path) -> None:
    """Remove what a killed program was writing: its lines are in the book, or whole in a file."""
    for left in [*folder.glob("*.part"), *folder.glob(".journal-*")]:
        left.unlink(missing_ok=True)


def damaged_in(folder: Path) -> int:
    """Return how many files were set aside since nobody can read them."""
    return sum(1 for _ in folder.glob("*.damaged"))


def forget_in(
    paths: Sequence[Path],
    change: Callable[[Document], Document],
    *,
    rest: Callable[[], bool] = lambda: False,
) -> Forgotten:
    """Change lines, file by file, until rest() is true; each file is whole at any instant.

    change returns a line as it is where it stays. Raises OSError.
    """
    done, unreadable = 0, 0
    for path in paths:
        try:
            lines = read(path)
        except ValueError:
            logger.warning("%s is damaged", path.name)
            unreadable += 1
            continue
        new = [change(line) for line in lines]
        gone = sum(was is not is_ for was, is_ in zip(lines, new, strict=True))
        if gone:
            write_private(path, _packed(new))
        if not any(map(is_told, new)):
            _say_nameless(path)
        done += gone
        if rest():
            break
    return Forgotten(done, unreadable)


def reservations_of(paths: Sequence[Path], is_named: Callable[[Document], bool]) -> set[object]:
    """Return the reservations that lines of these files name a guest of. Raises OSError."""
    found: set[object] = set()
    for path in paths:
        try:
            found |= {line.get("reservationId") for line in read(path) if is_named(line)}
        except ValueError:
            continue  # it is counted as unreadable by who forgets
    return found - {None}


def is_told(line: Document) -> bool:
    """Whether a line still tells for whom something was done."""
    return not line.get(ERASED) and any(is_personal(line.get(side)) for side in SIDES)


def _packed(lines: Sequence[Document]) -> bytes:
    text = "".join(f"{json_util.dumps(line, json_options=JSON)}\n" for line in lines)
    return gzip.compress(text.encode())


def _say_nameless(path: Path) -> None:
    """Give a file the name by which nobody looks into it again."""
    if path.name.endswith(_DONE):
        named = path.with_name(path.name.removesuffix(_DONE) + _NAMELESS)
        if not named.exists():
            path.replace(named)
