"""Save the book as it is at one instant, while all stations go on writing in it."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop import __version__
from resv_desktop.domain.errors import BackupNotMade
from resv_desktop.store.backups.file_format import COLLECTIONS, Facts, documents_in
from resv_desktop.store.backups.seal import Seal, composed, new_facts
from resv_desktop.store.backups.write_file import check_free, write_file
from resv_desktop.store.documents import SCHEMA, VERSION_ID, Document, whole
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

_DOCUMENTS_AT_ONCE = 500  # some 2 MB of hours or of the journal
TOO_OLD, NOT_YET = 239, 246  # of an instant; the second right after a change of the layout
_PAUSES_S = (0.05, 0.2, 1.0, 3.0)


def save_book(
    store: Store,
    path: Path,
    *,
    passphrase: str = "",
    overwrite: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Facts:
    """Save the book into a file of its own; return what the file says of itself.

    Every document is as it was at one instant, that of `Facts.at`. It is encrypted where there is
    a passphrase. progress(done, total) counts documents; stop() is asked before each piece.
    Raises BackupNotMade (nothing is left of the file then) and Outage.
    """
    check_free(path, overwrite=overwrite)
    if store.why_shut():
        raise BackupNotMade("The book is being moved or has moved on, so it is not saved here.")
    sealed = new_facts() if passphrase else None
    seal = Seal(composed(passphrase), sealed) if sealed is not None else None
    for pause_s in (*_PAUSES_S, None):
        try:
            with store.aside() as database, database.client.start_session(snapshot=True) as session:
                facts = _facts(database, session, sealed)
                pieces = _pieces(database, session, facts, progress, stop)
                size = write_file(path, facts, pieces, seal=seal, overwrite=overwrite)
        except PyMongoError as error:
            code = error.code if isinstance(error, OperationFailure) else None
            logger.warning("the book was not saved: %s (%s)", type(error).__name__, code)
            if code == NOT_YET and pause_s is not None:
                sleep(pause_s)  # another station has just prepared the book
                continue
            if code == TOO_OLD:
                raise BackupNotMade(
                    "The book is so large that the database no longer knew the instant at which "
                    "the backup began. Set minSnapshotHistoryWindowInSeconds (usually 300) of the "
                    "database higher, or try again when less is going on."
                ) from error
            raise store.outage() from error
        logger.info("%s documents saved, %s bytes", facts.documents, size)
        return facts
    raise AssertionError("the last attempt has ended one way or the other")


def _facts(
    database: Database[Document],
    session: ClientSession,
    sealed: dict[str, Any] | None,
) -> Facts:
    # The first read decides the instant, which the driver keeps to itself.
    first = database.command("find", SCHEMA, filter={"_id": VERSION_ID}, session=session)["cursor"]
    version: Document = next(iter(first["firstBatch"]), {})
    counts = {
        name: database[name].count_documents({}, hint="_id_", session=session)
        for name in COLLECTIONS
    }
    return Facts(
        program=__version__,
        layout=whole(version.get("version")) or 0,
        revision=whole(version.get("revision")) or 0,
        database=database.name,
        at=first["atClusterTime"].as_datetime(),
        counts=counts,
        sealed=sealed,
    )


def _pieces(
    database: Database[Document],
    session: ClientSession,
    facts: Facts,
    progress: Progress | None,
    stop: Stop | None,
) -> Iterator[tuple[str, bytes]]:
    """Yield each answer of the database as it came: no document is taken apart."""
    done, counts = 0, Counter[str]()
    for name in facts.counts:
        # It says it yields documents, and yields the bytes of many.
        answers: Iterator[Any] = database[name].find_raw_batches(
            session=session, batch_size=_DOCUMENTS_AT_ONCE
        )
        for documents in answers:
            if stop is not None and stop():
                raise BackupNotMade("The backup was stopped, and nothing of it was kept.")
            counts[name] += sum(1 for _ in documents_in(documents))
            yield name, documents
            if progress is not None:
                done = counts.total()
                progress(done, facts.documents)
    if counts != Counter(facts.counts):
        raise AssertionError(f"one instant, two counts: {counts} and {facts.counts}")
