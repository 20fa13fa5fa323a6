"""One guest leaves the book: found wherever the number stands, removed there, and told.

The number stands in a mark beside the version of the book until all of it is done, so that what a
killed station began is ended by the next one that opens the book, or by doing it again.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import pymongo
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import PyMongoError

from resv_desktop.domain.phone import number_of, trace_of
from resv_desktop.domain.slot import LASTS
from resv_desktop.store.book import Book
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    SCHEMA,
    WAITING,
    Document,
    both_forms,
)
from resv_desktop.store.nameless import (
    ERASED,
    SIDES,
    Region,
    blotted,
    make_key,
    nameless,
    nameless_line,
)
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

T = TypeVar("T")
COUNTED = ("reservations", "lines", "waiting", "mentions")
_MARKS = {"_id": {"$regex": "^erasing-"}}
_LOOKED_AT_ONCE = 20_000  # documents that are searched without an answer in between
_CHANGED_AT_ONCE = 100  # in one transaction: no host waits behind more
_IDS_AT_ONCE = 1_000
_LOOK_PATIENCE_S = 20.0
_MOST_ROUNDS = 5  # who writes about this guest all the time is not waited for
_TEXTS = ("reservedBy", "name", "note")


@dataclass(slots=True)
class Found:
    """The documents that have to do with a guest, as they were read.

    ahead are the guest's reservations and entries whose hour is not over. mentions are texts of
    others that the number stands in, by collection. homes are the restaurants of hours, for what
    names none itself.
    """

    reservations: list[Document] = field(default_factory=list)
    lines: list[Document] = field(default_factory=list)
    waiting: list[Document] = field(default_factory=list)
    mentions: list[tuple[str, Document]] = field(default_factory=list)
    expected: list[Document] = field(default_factory=list)
    waits: list[Document] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)

    def home_of(self, document: Mapping[str, Any]) -> object:
        """Return the id of the restaurant that a document names, or else its hour."""
        return document.get("restId") or self.homes.get(str(document.get("slotId")))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to be removed."""
        return not (self.reservations or self.lines or self.waiting or self.mentions)


class Search:
    """Looks through the whole book for one number (E.164), in whichever form it is written."""

    def __init__(self, store: Store, number: str, region: Region, now: datetime) -> None:
        self._store, self._number, self._region, self._now = store, number, region, now
        self.trace = re.compile(trace_of(number))

    def found(self) -> Found:
        """Return what is there; raise Outage.

        The lines are read before the reservations: what is reserved meanwhile is either seen as
        expected, or its lines are not seen at all.
        """
        found = Found()
        with self._reading() as database:
            lines = [
                line
                for line in self._naming(database[JOURNAL], ("", *(f"{side}." for side in SIDES)))
                if not line.get(ERASED)
            ]
            for name in (WAITING, RESERVATIONS):
                documents = self._naming(database[name], ("",))
                found.homes |= self._store.read(partial(Book.homes_of, documents=documents))
                for document in documents:
                    self._sort(found, name, document)
            own = [line for line in lines if self._is_named(line)]
            found.mentions += [(JOURNAL, line) for line in lines if not self._is_named(line)]
            found.lines = self._with_all_about(database[JOURNAL], own, found)
        return found

    def is_own(self, document: Mapping[str, Any] | None, rest_id: object = None) -> bool:
        """Whether a reservation or an entry is that of this guest."""
        if not document or document.get(ERASED):
            return False
        stored = document.get("reservedBy")
        if not isinstance(stored, str) or not stored:
            return False
        region = self._region(document.get("restId") or rest_id)
        number = number_of(stored, region)
        return number == self._number or (
            not number.startswith("+") and self.trace.search(stored) is not None
        )

    def _sort(self, found: Found, name: str, document: Document) -> None:
        if not self.is_own(document, found.home_of(document)):
            if any(self.trace.search(str(document.get(text) or "")) for text in _TEXTS[1:]):
                found.mentions.append((name, document))
            return
        at = document.get("time")
        is_ahead = isinstance(at, datetime) and at > self._now - LASTS
        if name == WAITING:
            (found.waits if is_ahead else found.waiting).append(document)
        else:
            (found.expected if is_ahead else found.reservations).append(document)

    def _is_named(self, line: Document) -> bool:
        return any(self.is_own(line.get(side), line.get("restId")) for side in SIDES)

    def _with_all_about(
        self, journal: Collection[Document], own: list[Document], found: Found
    ) -> list[Document]:
        """Return the lines that name the guest, and the others about the same reservations.

        Such a one may have another number in it, one that was typed wrong at first. What is said
        of a reservation that is still ahead stays, whoever has it now.
        """
        ahead = {document["_id"] for document in (*found.expected, *found.waits)}
        about = {line.get("reservationId") for line in own} - {None}
        about |= {document["_id"] for document in found.reservations}
        lines = {line["_id"]: line for line in own if line.get("reservationId") not in ahead}
        for entry in ahead:
            lines.pop(entry, None)
        live = ahead | self._ahead_of_others(about)
        for some in parts(list(about - live), _IDS_AT_ONCE):
            query: Document = {"reservationId": {"$in": both_forms(some)}, ERASED: {"$ne": True}}
            lines |= {line["_id"]: line for line in journal.find(query)}
        return list(lines.values())

    def _ahead_of_others(self, ids: set[object]) -> set[object]:
        def look(book: Book) -> set[object]:
            ahead = {"_id": {"$in": list(ids)}, "time": {"$gt": self._now - LASTS}}
            return {found["_id"] for found in book.find(RESERVATIONS, ahead, ("_id",))}

        return self._store.read(look) if ids else set()

    def _naming(self, collection: Collection[Document], places: tuple[str, ...]) -> list[Document]:
        """Return every document in which the number stands, a piece of the collection at a time."""
        pattern = {"$regex": self.trace.pattern}
        query = {"$or": [{f"{place}{text}": pattern} for place in places for text in _TEXTS]}
        found: list[Document] = []
        for span in _pieces(collection):
            with pymongo.timeout(_LOOK_PATIENCE_S):
                found += collection.find({"_id": span} | query).to_list()
        return found

    @contextmanager
    def _reading(self) -> Iterator[Database[Document]]:
        try:
            with self._store.aside() as database:
                yield database
        except PyMongoError as error:
            logger.warning("the search was broken off: %s", type(error).__name__)
            raise self._store.outage() from error


def _pieces(collection: Collection[Document]) -> Iterator[Document]:
    """Yield spans of ids that have so many documents each that the server answers soon."""
    last: Document = {"$type": "objectId"}
    while True:
        with pymongo.timeout(_LOOK_PATIENCE_S):
            ahead = collection.find({"_id": last}, {"_id": 1}).sort("_id", 1)
            end = next(iter(ahead.skip(_LOOKED_AT_ONCE - 1).limit(1)), None)
        if end is None:
            break
        yield last | {"$lte": end["_id"]}
        last = {"$type": "objectId", "$gt": end["_id"]}
    yield last
    yield {"$not": {"$type": "objectId"}}


def begin(store: Store, mark: Document) -> None:
    """Say that a guest is to be erased; done again, or where it has been, nothing changes.

    Raises ValueError where it is the mark of another guest, which is a bug of the caller.
    """
    store.write(lambda book: _add_mark(book, mark))


def _add_mark(book: Book, mark: Document) -> None:
    if book.line(mark["line"]["_id"]) is not None:
        return  # another station has ended it meanwhile
    begun = next(iter(book.find(SCHEMA, {"_id": mark["_id"]}).limit(1)), None)
    if begun is None:
        book.put(SCHEMA, mark)
    elif begun["number"] != mark["number"]:
        raise ValueError(f"another guest is being erased under {mark['_id']}")


def mark_id(write: object) -> str:
    """Return the name of the mark of one erasing."""
    return f"erasing-{write}"


def marks(store: Store) -> list[Document]:
    """Return what has been begun and is not done yet."""
    return store.read(lambda book: book.find(SCHEMA, _MARKS).to_list())


def carry_out(
    store: Store, mark: Document, region: Region, now: datetime, first: Found | None = None
) -> Found:
    """Remove all that is found, round after round, until nothing is; return the last look.

    first is a look that has just been taken. What the guest reserves meanwhile stays, with its
    lines. Each step is whole by itself, and its count is stored with it. Raises Outage.
    """
    key = make_key(store)
    search = Search(store, mark["number"], region, now)
    found = first or search.found()
    for _ in range(_MOST_ROUNDS):
        if found.is_empty:
            break
        _remove(store, found, mark["_id"], search, key, region)
        found = search.found()
    return found


def _remove(
    store: Store, found: Found, mark: str, search: Search, key: bytes, region: Region
) -> None:
    def step(what: str, documents: Sequence[T], change: Callable[[Book, Sequence[T]], int]) -> None:
        for some in parts(documents, _CHANGED_AT_ONCE):
            store.write(partial(_change_and_count, mark, what, change, some))

    def forget(book: Book, some: Sequence[Document]) -> int:
        return sum(
            book.replace(RESERVATIONS, nameless(now, key, region(home)))
            for now in _as_they_are(book, RESERVATIONS, some)
            if search.is_own(now, home := found.home_of(now))
        )

    def forget_lines(book: Book, some: Sequence[Document]) -> int:
        lines = [line for line in _as_they_are(book, JOURNAL, some) if not line.get(ERASED)]
        return sum(
            book.replace(JOURNAL, nameless_line(line, key, region(line.get("restId"))))
            for line in lines
        )

    def take_off(book: Book, some: Sequence[Document]) -> int:
        return sum(book.remove_waiting(str(entry["_id"])) is not None for entry in some)

    def blot(book: Book, some: Sequence[tuple[str, Document]]) -> int:
        return sum(
            book.replace(name, blotted(now, search.trace))
            for name, seen in some
            for now in _as_they_are(book, name, [seen])
        )

    step("reservations", found.reservations, forget)
    step("waiting", found.waiting, take_off)
    step("lines", found.lines, forget_lines)
    step("mentions", found.mentions, blot)


def _change_and_count(
    mark: str,
    what: str,
    change: Callable[[Book, Sequence[T]], int],
    some: Sequence[T],
    book: Book,
) -> None:
    book.count(SCHEMA, mark, what, change(book, some))


def _as_they_are(book: Book, name: str, seen: Sequence[Document]) -> list[Document]:
    return book.find(name, {"_id": {"$in": [document["_id"] for document in seen]}}).to_list()


def parts(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield things in their order, so many at a time."""
    return (things[start : start + size] for start in range(0, len(things), size))


def end(store: Store, mark: Document, line: Document) -> Document:
    """Take the mark away and write the line that says so, with all that was counted; return it.

    Another station may have ended it a moment ago; then its line is returned.
    """

    def work(book: Book) -> Document:
        found = next(iter(book.find(SCHEMA, {"_id": mark["_id"]}).limit(1)), None)
        done = book.line(line["_id"])
        if found is None or done is not None:
            book.remove(SCHEMA, mark["_id"])
            return done or line
        told = line | {what: found.get(what, 0) for what in COUNTED}
        book.remove(SCHEMA, mark["_id"])
        book.write_line(told)
        return told

    return store.write(work)
