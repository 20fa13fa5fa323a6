"""The one way to the database: reads, transactions, and what is said when it is silent."""

import logging
import math
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pymongo
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import BulkWriteError, ConfigurationError, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from resv_desktop.domain.errors import CannotStart, Outage, SlotBusy, WriteForbidden
from resv_desktop.domain.steady import steady_s
from resv_desktop.domain.words import Sentence
from resv_desktop.store import held
from resv_desktop.store.book import Book
from resv_desktop.store.connecting import (
    AUTHENTICATION_FAILED,
    FIRST_LOOK_S,
    Client,
    check_name,
    check_security,
    not_let_in,
    open_client,
    why_shut_out,
)
from resv_desktop.store.days_ahead import Collections
from resv_desktop.store.documents import CODEC, Document

logger = logging.getLogger(__name__)

T = TypeVar("T")
PATIENCE_S = 5.0
OLDEST_SERVER = (5, 0)
_WRITE_CONFLICT = 112
_FORBIDDEN = {
    13: "This station has no right to write into the book. Nothing was saved; the database's owner "
    "can give it the right.",
    121: "The book's own rules do not allow this entry. Nothing was saved; `resv-desktop check` "
    "names what is wrong in the book.",
}
_HOURS_FORBIDDEN = {
    13: "This station has no right to write the hours of the days ahead. The database's owner can "
    "give it the right.",
    121: "The book's own rules do not allow some of the hours. All else is saved; `resv-desktop "
    "check` names what is wrong in the book.",
}
_LAST_LOOK_S = 1.0
_ASIDE_SILENCE_S = 20.0
_PAUSE_S = 0.15  # with eight stations in one hour most bookings each second, as measured
_LONGEST_PAUSE_S = 1.0  # PyMongo waits half a second at most between two attempts
_MAJORITY = WriteConcern(w="majority")

_STANDALONE = (
    "This MongoDB is a standalone server, and only a replica set can keep two parties from one "
    "table. Start it with --replSet rs0 and run rs.initiate() once; one server is enough."
)
_NOT_INITIATED = (
    "This MongoDB was started as a member of a replica set that does not exist yet. Run "
    "rs.initiate() once in mongosh, then try again."
)
_NO_MEMBER = (
    "This MongoDB answers, but it is no member of the replica set that the address names: the set "
    "has another name, or it is a standalone server. Start it with --replSet rs0 and run "
    "rs.initiate() once; one server is enough."
)


class Store:
    """One client of one database.

    Every call is bounded by patience_s and ends in a result, a Refusal or an Outage: no error of
    the driver leaves this class.
    """

    def __init__(
        self,
        uri: str,
        database: str,
        *,
        patience_s: float = PATIENCE_S,
        why_silent: Callable[[], str] = lambda: "",
    ) -> None:
        """Make the client; raise CannotStart for an address that cannot be one.

        why_silent returns what is known of a server that does not answer, as a sentence, or "".
        """
        self.patience_s = patience_s
        self._uri = uri
        self._name = database
        self._why_silent = why_silent
        self.unbuilt_indexes: tuple[str, ...] = ()
        self.repaired: tuple[str, ...] = ()
        self._client = open_client(uri, patience_s)
        try:
            check_name(self._client, database)
        except CannotStart:
            self.close()
            raise
        self._collections = Collections(self._client_database())
        self._measured: tuple[datetime, float] | None = None
        self._lock = threading.Lock()
        self._reads = ReadConcern("snapshot")

    def _client_database(self, client: Client | None = None) -> Database[Document]:
        return (client or self._client).get_database(
            self._name,
            codec_options=CODEC,
            write_concern=_MAJORITY,
        )

    @property
    def uri(self) -> str:
        """The address, with the password in it; not for logs."""
        return self._uri

    @property
    def database(self) -> Database[Document]:
        """The database itself, for the other files of this folder."""
        return self._collections.database

    @contextmanager
    def aside(self) -> Iterator[Database[Document]]:
        """Open the database once more, for what reads all of it and may take longer than a host.

        Errors of the driver are the caller's to handle. The database may not be silent for longer
        than twenty seconds.
        """
        client = open_client(self._uri, self.patience_s, silence_s=_ASIDE_SILENCE_S)
        try:
            yield self._client_database(client)
        finally:
            _close(client)

    def connect(self) -> None:
        """Ask who answers: raise CannotStart for a server that cannot keep the book.

        Raises Outage when nobody answers.
        """
        try:
            with pymongo.timeout(self.patience_s):
                self._look_first()
                hello = self._measure_clock()
                version = self._client.server_info()["versionArray"]
        except OperationFailure as error:
            if error.code == AUTHENTICATION_FAILED:
                raise not_let_in(self._uri, error) from None
            raise self.outage() from error
        except ConfigurationError as error:
            raise CannotStart(
                "The address of the database leads nowhere.", details=str(error)
            ) from None
        except PyMongoError as error:
            check_security(self._client, self._uri, is_final=True)
            known = self._client.topology_description.server_descriptions().values()
            # The driver forgets a server that answers but belongs to no such replica set.
            if not known:
                raise CannotStart(_NO_MEMBER, details=str(error)) from None
            if all(server.server_type_name == "RSGhost" for server in known):
                raise CannotStart(_NOT_INITIATED) from None
            raise self.outage() from error
        if hello.get("isreplicaset"):
            raise CannotStart(_NOT_INITIATED)
        is_sharded = hello.get("msg") == "isdbgrid"
        if "setName" not in hello and not is_sharded:
            raise CannotStart(_STANDALONE)
        # In a replica set a transaction sees one instant either way, and what it has seen is saved
        # by a majority before its own commit is; only several shards have to agree on the instant.
        self._reads = ReadConcern("snapshot" if is_sharded else "local")
        if tuple(version[:2]) < OLDEST_SERVER:
            raise CannotStart(
                Sentence(
                    "This MongoDB is version {version}. Version 5.0 or newer is needed.",
                    version=f"{version[0]}.{version[1]}",
                )
            )

    def _look_first(self) -> None:
        """Raise CannotStart at once for what the rest of the patience would not mend."""
        try:
            with pymongo.timeout(min(FIRST_LOOK_S, self.patience_s)):
                self._measure_clock()
        except PyMongoError as error:
            if not error.timeout:
                raise
            check_security(self._client, self._uri, is_final=False)

    def read(self, work: Callable[[Book], T]) -> T:
        """Run work, which only reads; raise Outage when the answer takes too long."""
        try:
            with pymongo.timeout(self.patience_s):
                return work(Book(self._collections, None))
        except PyMongoError as error:
            logger.warning("a read failed: %s", type(error).__name__)
            raise self.outage(why_shut_out(error, self._uri)) from error

    def write(self, work: Callable[[Book], T]) -> T:
        """Run work in one transaction, all of it or none of it.

        MongoDB may run work again after a conflict, so it must touch nothing but the book it is
        handed. Raises SlotBusy when another open transaction held the documents all the time,
        WriteForbidden where the rules of a collection or this station's rights are against it,
        and Outage when the database was silent.
        """
        progress, collections = _Progress(), self._collections

        def attempt(session: ClientSession) -> T:
            # An attempt is repeated only when the one before is known to have saved nothing.
            progress.is_at_commit = False
            # Once in each other's way, the driver's first pauses (5 ms) are too short: most
            # attempts would meet again and be for nothing, and take the others' time.
            if progress.conflict_s > -math.inf:
                time.sleep(random.random() * _PAUSE_S)  # noqa: S311 - nobody gains by guessing it
            try:
                result = work(Book(collections, session))
            except OperationFailure as error:
                if error.code == _WRITE_CONFLICT:
                    progress.conflict_s = steady_s()
                raise
            progress.is_at_commit = True
            return result

        try:
            client = collections.database.client
            with pymongo.timeout(self.patience_s), client.start_session() as session:
                return session.with_transaction(
                    attempt, read_concern=self._reads, write_concern=_MAJORITY
                )
        except PyMongoError as error:
            logger.warning("a write failed: %s", type(error).__name__)
            if isinstance(error, ConfigurationError):
                self._begin_anew(collections)
            if progress.is_at_commit:
                raise self.outage(may_be_saved=True) from error
            shut_out = why_shut_out(error, self._uri)
            if shut_out:
                raise self.outage(shut_out, is_write=True) from error
            self._check_allowed(error)
            # The last words are not always the conflict itself: time may run out between two.
            if steady_s() - progress.conflict_s < _LONGEST_PAUSE_S:
                raise SlotBusy(
                    "Another station's unfinished write is in the way. "
                    "Nothing was saved; try again in a moment."
                ) from error
            raise self.outage(is_write=True) from error

    def _begin_anew(self, failed: Collections) -> None:
        """Let the next call have a client of its own making.

        A connection that was made while the server was still starting knows no sessions: the
        driver asks that once, keeps the connection, and every write through it would fail.
        """
        with self._lock:
            if self._collections is not failed:
                return  # another call was faster
            try:
                self._client = open_client(self._uri, self.patience_s)
            except CannotStart as why:  # a file of certificates that has gone meanwhile
                logger.warning("no other client could be made: %s", why)
                return
            self._collections = Collections(self._client_database())
        _close(failed.database.client)

    def write_plain(self, work: Callable[[Book], T]) -> T:
        """Run work outside a transaction: steps that are whole by themselves and repeatable.

        Raises WriteForbidden as `write` does, and Outage; the steps that were taken are saved.
        """
        try:
            return self.read(work)
        except Outage as silence:
            self._check_allowed(silence.__cause__, is_whole=False)
            raise self.outage(silence.why, may_be_saved=True) from silence

    def _check_allowed(self, error: BaseException | None, *, is_whole: bool = True) -> None:
        """Raise WriteForbidden where rules or rights are what a write has failed for."""
        code = _code_of(error)
        if code not in _FORBIDDEN or why_shut_out(error, self._uri):
            return
        why = self.why_shut() if code == held.SHUT else ""
        words = _FORBIDDEN[code] if is_whole else _HOURS_FORBIDDEN[code]
        raise WriteForbidden(why or words) from error

    def now(self) -> datetime:
        """Return the server's time (UTC), carried on by a clock that nobody can set."""
        with self._lock:
            measured = self._measured
        if measured is None:
            return datetime.now(UTC)
        at, steady = measured
        return at + timedelta(seconds=steady_s() - steady)

    def measure_clock(self, patience_s: float = PATIENCE_S) -> None:
        """Compare clocks with the server again; raise Outage when it is silent."""
        with self.answering(patience_s):
            self._measure_clock()

    @contextmanager
    def answering(self, patience_s: float = PATIENCE_S) -> Iterator[None]:
        """Bound what is asked inside, outside of the book; raise Outage when it takes longer."""
        try:
            with pymongo.timeout(min(patience_s, self.patience_s)):
                yield
        except PyMongoError as error:
            raise self.outage(why_shut_out(error, self._uri)) from error

    @contextmanager
    def in_all(self) -> Iterator[None]:
        """Bound several reads and writes together: the patience, and a moment for a last look.

        The last look is at what an earlier attempt has done, after a write that waited in vain.
        """
        with pymongo.timeout(self.patience_s + _LAST_LOOK_S):
            yield

    def _measure_clock(self) -> dict[str, Any]:
        before = steady_s()
        hello: dict[str, Any] = self._client.admin.command("hello")
        after = steady_s()
        local = hello["localTime"]
        with self._lock:
            self._measured = (
                local if local.tzinfo else local.replace(tzinfo=UTC),
                (before + after) / 2,
            )
        return hello

    def outage(
        self, why: str = "", *, is_write: bool = False, may_be_saved: bool = False
    ) -> Outage:
        """Return what is said when the database is silent; of a write also what became of it."""
        if may_be_saved:
            sentence = (
                "The database did not answer in time, so it is not known whether this was saved. "
                "Try again: it is never done twice."
            )
        elif is_write:
            sentence = "The database does not answer. Nothing was saved."
        else:
            sentence = "The database does not answer."
        return Outage(sentence, may_be_saved=may_be_saved, why=self._known(why))

    def _known(self, why: str) -> str:
        return why or self._why_silent()

    def why_shut(self) -> str:
        """Return why nobody may write into this book now, or ""; raise Outage when silent.

        A move that was abandoned is ended here, so that the next write is taken again.
        """
        try:
            with pymongo.timeout(self.patience_s):
                held.admit(self.database)
        except CannotStart as why:
            return why.sentence
        except PyMongoError as error:
            logger.warning("a book that is shut does not say why: %s", type(error).__name__)
        return ""

    def close(self) -> None:
        """Let go of the connections; takes half a second at most, even from a dead server."""
        _close(self._client)


def _close(client: Client) -> None:
    with pymongo.timeout(0.5):
        client.close()


def _code_of(error: BaseException | None) -> int | None:
    """Return what the server calls an error; of many writes at once what it calls the first."""
    if isinstance(error, BulkWriteError):
        failed = (error.details or {}).get("writeErrors") or [{}]
        return int(failed[0].get("code", 0))
    return error.code if isinstance(error, OperationFailure) else None


class _Progress:
    """How far the last attempt of a transaction came."""

    is_at_commit = False
    conflict_s = -math.inf
