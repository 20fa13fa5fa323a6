"""A whole book carried into another database, and compared with the one that it comes from."""

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, NamedTuple

import pymongo
from bson import ObjectId
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import BulkWriteError, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.words import Sentence
from resv_desktop.store import archive, erasing, held, retention
from resv_desktop.store.check import find_faults
from resv_desktop.store.connecting import UNAUTHORIZED, check_case
from resv_desktop.store.documents import SCHEMA, Document
from resv_desktop.store.layout import build_indexes, missing_indexes
from resv_desktop.store.rules import VALIDATORS
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

Say = Callable[[str], None]
Tell = Callable[[int, int], None]
Stop = Callable[[], bool]

_AT_ONCE = 500
_PATIENCE_S = 60.0  # for one batch, over a slow line
_RENEWED_EVERY_S = 5.0
_MOST_ATTEMPTS = 3
_OF_THE_LAYOUT = ("schema", "validator", "index")  # faults of a book that is shut, as it must be
_GOES_ON = [archive.TURN, retention.TURN]  # in the copy, from where it has come to

_STOPPED = "Nothing was moved. The book is where it was, and can be written into again."
_TAKEN_AWAY = (
    "Another station has ended the move, because this one was not heard of for a minute. The book "
    "is where it was; try again."
)
_DIFFERS = (
    "The copy is not the same as the book ({what}), so nothing was moved. The book is where it "
    "was; try again, and call for help if it happens again."
)
_UNKNOWN = (
    "The database did not answer at the very last step. Nothing is lost: start the program again, "
    "and it finds the book where it is."
)
_CHANGES = "The documents of another program keep changing. Stop that program and try again."


class Stopped(CannotStart):
    """The host has stopped the move."""


class Sum(NamedTuple):
    """How many documents a collection has, and a sum over all of their bytes in any order."""

    documents: int
    digest: int


class Move:
    """One book on its way from a database to another one.

    Until `carry` has returned the book is where it was; whatever ends this before, the book there
    is opened again by who moved it, or a minute later by the next station that looks at it.
    """

    def __init__(
        self,
        source: Store,
        target: Store,
        move: ObjectId,
        station: str,
        *,
        last: ObjectId | None = None,
    ) -> None:
        """Touch nothing yet. last is a move of this station's own that was broken off."""
        self._last = last
        self._source, self._target = source, target
        self._move, self._station = move, station
        self._old, self._new = source.database, target.database
        self._is_lost = threading.Event()

    def carry(self, place: held.Place, say: Say, tell: Tell, stop: Stop) -> None:
        """Copy the book, compare both, and say in the old one that it has moved to the place.

        `finish` is still to be called then. Raises CannotStart and Outage; then nothing was moved.
        """
        say(Sentence("Preparing the other database"))
        with _bounded(self._target):
            held.begin_copy(self._new, self._move, self._station, last=self._last)
        try:
            with self._renewing(self._new, self._target):
                self._carry(place, say, tell, stop)
        except BaseException:
            self._give_up()
            raise

    def _carry(self, place: held.Place, say: Say, tell: Tell, stop: Stop) -> None:
        say(Sentence("Closing the book for writing"))
        with _bounded(self._source):
            held.close(self._old, self._move, self._station, place)
        with self._renewing(self._old, self._source):
            sums = self._copy_until_same(say, tell, stop)
            say(Sentence("Checking the copy"))
            self._check(stop)
            say(Sentence("Switching over"))
            self._go_on(stop)
            with _bounded(self._source):
                if not held.is_shut(self._old) or self._sums(self._old, stop) != sums:
                    raise CannotStart(_CHANGES)
            self._switch()

    def finish(self) -> None:
        """Let the copy be the book; may be repeated. Raises Outage.

        Whom somebody had begun to erase, also while it was copied, is erased there.
        """
        begun = erasing.marks(self._source)
        with _bounded(self._target):
            held.finish_copy(self._new, self._move, held.version_document(self._old), begun)

    def _switch(self) -> None:
        try:
            with _bounded(self._source):
                is_ours = held.switch(self._old, self._move)
        except Outage as silence:
            with suppress(Outage):
                if self._has_moved():  # the answer was lost on its way
                    return
            raise Outage(_UNKNOWN) from silence  # the write may be on its way still
        if not is_ours:
            raise CannotStart(_TAKEN_AWAY)

    def _has_moved(self) -> bool:
        with _bounded(self._source):
            mark = held.read(self._old)
        return mark is not None and mark.move == self._move and mark.state == "moved"

    # --- copying

    def _copy_until_same(self, say: Say, tell: Tell, stop: Stop) -> dict[str, Sum]:
        for _ in range(_MOST_ATTEMPTS):
            say(Sentence("Copying the book"))
            copied = self._copy(tell, stop)
            say(Sentence("Comparing both"))
            # Nothing can be entered into the old book, but a program that knows no journal may
            # have deleted something since it was read.
            if self._sums(self._old, stop) == copied:
                break
        else:
            raise CannotStart(_CHANGES)
        arrived = self._sums(self._new, stop)
        wrong = [name for name in VALIDATORS if arrived[name] != copied[name]]
        if wrong:
            raise CannotStart(Sentence(_DIFFERS, what=", ".join(wrong)))
        return copied

    def _copy(self, tell: Tell, stop: Stop) -> dict[str, Sum]:
        with _bounded(self._source):
            total = sum(self._old[name].estimated_document_count() for name in VALIDATORS)
        done, sums = 0, {}
        for name in VALIDATORS:
            with _bounded(self._target):
                self._new.drop_collection(name)
                self._new.create_collection(
                    name, validator=VALIDATORS[name], validationLevel="moderate"
                )
            adding = _Adding()
            for batch in self._batches(self._old, name, stop):
                with _bounded(self._target):
                    insert_as_they_are(self._new[name], batch)
                adding.add(batch)
                done += len(batch)
                tell(done, max(done, total))
            sums[name] = adding.sum()
        return sums

    def _sums(self, database: Database[Document], stop: Stop) -> dict[str, Sum]:
        sums = {}
        for name in VALIDATORS:
            adding = _Adding()
            for batch in self._batches(database, name, stop):
                adding.add(batch)
            sums[name] = adding.sum()
        return sums

    def _batches(
        self, database: Database[Document], name: str, stop: Stop
    ) -> Iterator[list[RawBSONDocument]]:
        store = self._source if database is self._old else self._target
        raw: Any = database.get_collection(
            name,
            codec_options=CodecOptions(document_class=RawBSONDocument),
            read_concern=ReadConcern("majority"),
            read_preference=ReadPreference.PRIMARY,
        )
        with _bounded(store):
            cursor = raw.find({}, batch_size=_AT_ONCE)
        with cursor:
            while True:
                self._go_on(stop)
                with _bounded(store):
                    batch = list(islice(cursor, _AT_ONCE))
                if not batch:
                    return
                yield batch

    def _check(self, stop: Stop) -> None:
        """Build the indexes of the copy, and demand that `check` finds in both the same."""
        with _bounded(self._target, 10 * _PATIENCE_S):
            build_indexes(self._new)
            more = set(missing_indexes(self._new)) - set(missing_indexes(self._old))
            # What has left the journal for files is missing in neither.
            going = self._old[SCHEMA].find({"_id": {"$in": _GOES_ON}}, {"by": 0, "until": 0})
            if not held.renew(self._new, self._move):
                raise CannotStart(_TAKEN_AWAY)
            held.keep_beside(self._new, _GOES_ON, list(going))
        if more:
            raise CannotStart(Sentence(_DIFFERS, what=", ".join(sorted(more))))
        for _ in range(_MOST_ATTEMPTS):  # an hour may end between the two
            self._go_on(stop)
            before, after = _faults(self._source), _faults(self._target)
            if before == after:
                return
        raise CannotStart(Sentence(_DIFFERS, what=next(iter(before ^ after))))

    def _go_on(self, stop: Stop) -> None:
        if self._is_lost.is_set():
            raise CannotStart(_TAKEN_AWAY)
        if stop():
            raise Stopped(_STOPPED)

    # --- being known to be alive, and giving up

    @contextmanager
    def _renewing(self, database: Database[Document], store: Store) -> Iterator[None]:
        """Say again and again that the move goes on, on a thread of its own."""
        is_over = threading.Event()

        def renew() -> None:
            while not is_over.wait(_RENEWED_EVERY_S):
                try:
                    with pymongo.timeout(store.patience_s):
                        is_ours = held.renew(database, self._move)
                except PyMongoError:
                    continue  # the work itself finds out whether the database is silent
                if not is_ours:
                    self._is_lost.set()

        thread = threading.Thread(target=renew, name="move", daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def _give_up(self) -> None:
        """Open the book again where it is; only where it is known to be there the copy goes."""
        try:
            with pymongo.timeout(self._source.patience_s):
                held.reopen(self._old, self._move)
            if self._has_moved():
                return
            with pymongo.timeout(self._target.patience_s):
                held.give_up_copy(self._new, self._move, _GOES_ON)
        except (PyMongoError, Outage):
            logger.warning("what is left of the move runs out by itself")


class _Adding:
    """A sum over documents that does not depend on their order."""

    def __init__(self) -> None:
        self._count = self._digest = 0

    def add(self, documents: list[RawBSONDocument]) -> None:
        for document in documents:
            self._digest += int.from_bytes(hashlib.sha256(document.raw).digest(), "big")
        self._count += len(documents)

    def sum(self) -> Sum:
        return Sum(self._count, self._digest)


@contextmanager
def _bounded(store: Store, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Bound what is asked of one of the two; raise Outage when it is silent."""
    try:
        with pymongo.timeout(patience_s):
            yield
    except OperationFailure as error:
        check_case(error, store.database.name)
        if error.code == UNAUTHORIZED:
            raise CannotStart(
                Sentence(
                    "To move the book, more rights are needed in {database}: the roles readWrite "
                    "and dbAdmin. The book is where it was.",
                    database=store.database.name,
                ),
                details=str(error).partition(", full error")[0],
            ) from None
        raise store.outage() from error
    except PyMongoError as error:
        raise store.outage() from error


def insert_as_they_are(collection: Collection[Any], batch: list[RawBSONDocument]) -> None:
    """Add documents as they are; one that breaks the rules was in the book, too, and stays."""
    try:
        collection.insert_many(batch, ordered=False)
    except BulkWriteError as error:
        wrong = (error.details or {}).get("writeErrors", [])
        if any(each["code"] != held.SHUT for each in wrong) or not wrong:
            raise
        collection.insert_many(
            [batch[each["index"]] for each in wrong],
            ordered=False,
            bypass_document_validation=True,
        )


def _faults(store: Store) -> set[str]:
    return {fault.sentence for fault in find_faults(store) if fault.kind not in _OF_THE_LAYOUT}
