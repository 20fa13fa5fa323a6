"""Old lines of the journal leave the book for files, each line safe in one place at any instant.

What a file is called says how far it is: `.part` while it is written, `.leaving` once it is whole
and its lines leave the book, and nothing more when they have left. So a station that is killed at
whatever point goes on from there the next time.
"""

import gzip
import logging
import os
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from bson import json_util
from bson.codec_options import DatetimeConversion
from bson.errors import BSONError
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import OperationFailure

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.words import Sentence
from resv_desktop.settings import sync_folder
from resv_desktop.store.connecting import UNAUTHORIZED
from resv_desktop.store.documents import JOURNAL, SCHEMA, Document, WriteId, same
from resv_desktop.store.store import Store
from resv_desktop.store.turns import leave_turn, take_turn

logger = logging.getLogger(__name__)

LINES_IN_A_FILE = 2_000
_LEAVE_AT_ONCE = 250  # no other station's write waits behind more
TURN = "archive"  # {_id, by, until, before}: beside the version of the book
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_NOT_HERE = (
    "Old lines of the history stay in the book, since this station may not take anything out of "
    "it. Let the machine that has the database do that, in its settings."
)
_DONE, _PART, _LEAVING, _DAMAGED = ".jsonl.gz", ".part", ".leaving", ".damaged"
# What reading says of a damage, by where it is: in the packing, or in what is packed.
_DAMAGES = (gzip.BadGzipFile, EOFError, zlib.error, BSONError, ArithmeticError, KeyError, TypeError)
JSON = json_util.JSONOptions(
    json_mode=json_util.JSONMode.CANONICAL,
    tz_aware=True,
    tzinfo=UTC,
    datetime_conversion=DatetimeConversion.DATETIME_AUTO,
)


def archive(store: Store, folder: Path, before: datetime, run: WriteId, *, most_files: int) -> int:
    """Move lines that are older than an instant into files of a folder; return how many.

    Lines about an hour that began later stay, however old they are, so that all that can be taken
    back is there. One station does it at a time, others return 0, and so does who has a book that
    is being moved or has moved on. At most so many files are written; the next time goes on.
    Raises Outage, and CannotStart where the files cannot be written, or at a station that may not
    take anything out of the book.
    """
    if store.why_shut() or not _take_turn(store, run, before):
        return 0
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        moved = _finish(store, folder)
        for number, lines in enumerate(_old_lines(store, before)):
            if number >= most_files or not _take_turn(store, run, before):
                break
            moved += _leave(store, _kept(folder, lines))
        leave_turn(store, TURN, run)
    except OSError as error:
        logger.warning("old lines stay in the book: %s", type(error).__name__)
        raise CannotStart(
            Sentence(
                "Old lines of the history could not be kept in {folder} ({why}); they stay in the "
                "book.",
                folder=folder,
                why=error.strerror or type(error).__name__,
            )
        ) from error
    return moved


def archived_before(database: Database[Document], session: ClientSession | None = None) -> datetime:
    """Return the instant before which lines may be in files instead of in the book."""
    found = database[SCHEMA].find_one({"_id": TURN}, session=session) or {}
    before = found.get("before")
    return before if isinstance(before, datetime) else _FIRST


def _take_turn(store: Store, run: WriteId, before: datetime) -> bool:
    """Take the turn; the instant is stored before a line leaves, so that none seems lost."""
    try:
        return take_turn(store, TURN, run, most={"before": before})
    except Outage as silence:
        cause = silence.__cause__
        if isinstance(cause, OperationFailure) and cause.code == UNAUTHORIZED:
            raise CannotStart(_NOT_HERE) from silence
        raise


def _old_lines(store: Store, before: datetime) -> Iterator[list[Document]]:
    """Yield the lines that may leave, restaurant by restaurant, a file's worth at a time."""
    journal = store.database[JOURNAL]
    later = {"$gte": before}
    old: Document = {
        "at": {"$gte": _FIRST, "$lt": before},
        "$nor": [{"time": later}, {"before.time": later}, {"after.time": later}],
    }
    with store.answering():
        houses = journal.distinct("restId")
    for house in houses:
        while True:
            with store.answering():
                query = journal.find({"restId": house} | old).sort("at", 1)
                lines = query.limit(LINES_IN_A_FILE).to_list()
            if not lines:
                break
            yield lines


def _kept(folder: Path, lines: list[Document]) -> Path:
    """Write lines into a file that is on the disk for certain and can be read back; return it."""
    name = f"journal-{lines[0]['at']:%Y%m%d}-{lines[0]['_id']}"
    # The same lines may have left before, if the book was restored from a backup since.
    names = (f"{name}{number}{_DONE}" for number in chain([""], (f"-{n}" for n in count(2))))
    done = next(folder / name for name in names if not (folder / name).exists())
    part, leaving = done.with_name(done.name + _PART), done.with_name(done.name + _LEAVING)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123 - a handle, no path
        with gzip.GzipFile(filename="", fileobj=file, mode="wb") as packed:
            for line in lines:
                packed.write(json_util.dumps(line, json_options=JSON).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if not _is_whole(part, lines):
        raise OSError(None, "what was written cannot be read back")
    part.replace(leaving)
    sync_folder(folder)
    return leaving


def _is_whole(file: Path, lines: list[Document]) -> bool:
    try:
        back = read(file)
    except ValueError:
        return False
    return len(back) == len(lines) and all(map(same, back, lines))


def read(file: Path) -> list[Document]:
    """Return the lines of a file, as they stood in the book.

    Raises OSError, and ValueError for a file that is damaged in whatever way.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8") as packed:
            lines = [json_util.loads(line, json_options=JSON) for line in packed]
    except _DAMAGES as error:
        raise ValueError(f"damaged: {error}") from error
    if not all(isinstance(line, dict) and "_id" in line for line in lines):
        raise ValueError("these are no lines of the journal")
    return lines


def _leave(store: Store, leaving: Path) -> int:
    """Take the lines of a whole file out of the book; return how many it holds."""
    ids = [line["_id"] for line in read(leaving)]
    journal = store.database[JOURNAL]
    for start in range(0, len(ids), _LEAVE_AT_ONCE):
        with store.answering():
            journal.delete_many({"_id": {"$in": ids[start : start + _LEAVE_AT_ONCE]}})
    leaving.replace(leaving.with_name(leaving.name.removesuffix(_LEAVING)))
    sync_folder(leaving.parent)
    return len(ids)


def _finish(store: Store, folder: Path) -> int:
    """Go on where a station was killed: what was half written is written anew."""
    moved = 0
    for part in folder.glob(f"*{_PART}"):
        part.unlink()
    for leaving in sorted(folder.glob(f"*{_LEAVING}")):
        try:
            moved += _leave(store, leaving)
        except ValueError:
            # It was whole once; what the book still has of it is kept once more.
            logger.warning("%s is damaged", leaving.name)
            leaving.replace(leaving.with_name(leaving.name.removesuffix(_LEAVING) + _DAMAGED))
    return moved
