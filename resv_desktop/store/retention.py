"""What is known of guests goes once their hour is long over, a week of the book at a time."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from bson import ObjectId
from pymongo import ReplaceOne

from resv_desktop.domain.phone import number_of
from resv_desktop.domain.slot import LASTS
from resv_desktop.domain.steady import steady_s
from resv_desktop.store.book import Book
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    SCHEMA,
    WAITING,
    Document,
    WriteId,
    both_forms,
)
from resv_desktop.store.erasing import parts
from resv_desktop.store.nameless import (
    ERASED,
    SIDES,
    Region,
    is_personal,
    make_key,
    nameless,
    nameless_line,
    numbers_named,
)
from resv_desktop.store.store import Store
from resv_desktop.store.turns import leave_turn, take_turn

logger = logging.getLogger(__name__)

TURN = "retention"  # {_id, by, until, houses: {restId: {before, through} or {told}}}
_SPAN = timedelta(days=7)
_AT_ONCE = 250  # changes that no other station's write waits behind
_A_WEEK = 5_000  # documents that come in one go; the driver would ask again after 101
_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


def progress_of(book: Book, rest_id: str) -> Document:
    """Return what the turn says of a restaurant; {} where nothing was forgotten or told yet."""
    turn = next(iter(book.find(SCHEMA, {"_id": TURN}).limit(1)), None) or {}
    found = (turn.get("houses") or {}).get(rest_id)
    return found if isinstance(found, dict) else {}


def has_work(book: Book, rest_ids: Iterable[str], start: datetime, end: datetime) -> bool:
    """Tell whether anything was done, or reserved by whichever program, between two instants.

    When it was reserved its id tells. For when says nothing: a year ahead is reserved today.
    """
    ids = {"$in": [*both_forms(rest_ids), None]}  # another program may have named no restaurant
    made = {"$gte": ObjectId.from_datetime(start), "$lt": ObjectId.from_datetime(end)}
    return any(
        list(book.find(name, {"restId": ids} | span, ("_id",)).limit(1))
        for name, span in (
            (JOURNAL, {"at": {"$gte": start, "$lt": end}}),
            (RESERVATIONS, {"_id": made}),
        )
    )


class Retention:
    """Forgets the guests of one restaurant whose hours began before an instant.

    Only what is older is touched, and nothing of a guest who is still expected. How far it has
    come is stored, so that it goes on there, at whichever station; once that is the end, it begins
    anew when the instant has moved on.
    """

    def __init__(
        self,
        store: Store,
        rest_id: str,
        *,
        before: datetime,
        now: datetime,
        run: WriteId,
        region: Region,
    ) -> None:
        self._store, self._rest_id, self._run, self._region = store, rest_id, run, region
        self._before, self._now = before, now
        self._place = f"houses.{rest_id}"

    def go_on(self, pause: Callable[[float], bool]) -> int:
        """Go on until the end, or until pause(), which is told how long a step took, is true.

        Returns how many documents were made nameless; 0 also while another station does it.
        Raises Outage.
        """
        reached = self._store.read(self._reached)
        if reached is not None and reached >= self._before:
            return 0
        if not take_turn(self._store, TURN, self._run):
            return 0
        key, expected, done = make_key(self._store), self._expected(), 0
        for start, end in self._spans(reached):
            began = steady_s()
            done += self._forget(start, end, key, expected)
            if not self._reach(end) or pause(steady_s() - began):
                break
        leave_turn(self._store, TURN, self._run)
        return done

    def _reached(self, book: Book) -> datetime | None:
        """Return how far it has come with this instant, None where it has not begun."""
        progress = progress_of(book, self._rest_id)
        return progress.get("through") if progress.get("before") == self._before else None

    def _reach(self, end: datetime) -> bool:
        progress = {"before": self._before, "through": end}
        return take_turn(self._store, TURN, self._run, facts={self._place: progress})

    def _spans(self, reached: datetime | None) -> Iterator[tuple[datetime, datetime]]:
        start = reached or self._store.read(self._first)
        while start < self._before:
            end = min(start + _SPAN, self._before)
            yield start, end
            start = end
        if reached is None and start >= self._before:
            self._reach(self._before)  # a young book has nothing that is old enough

    def _first(self, book: Book) -> datetime:
        """Return the instant of the oldest document there is."""
        found = [self._before]
        for name, field in ((RESERVATIONS, "time"), (WAITING, "time"), (JOURNAL, "at")):
            query = {"restId": {"$in": self._ids()}, field: {"$gte": _EARLIEST}}
            found += [d[field] for d in book.find(name, query, (field,)).sort(field, 1).limit(1)]
        return min(found)

    def _ids(self) -> list[object]:
        return [*both_forms([self._rest_id]), None]  # another program may have named no restaurant

    def _expected(self) -> set[str]:
        """Return the numbers of all guests with something ahead, at whichever restaurant."""
        ahead = {"time": {"$gt": self._now - LASTS}}

        def look(book: Book) -> set[str]:
            fields = ("reservedBy", "restId", "slotId")
            found = [*book.find(RESERVATIONS, ahead, fields), *book.find(WAITING, ahead, fields)]
            homes = book.homes_of(found)
            return {self._number(d, homes.get(str(d.get("slotId")))) for d in found}

        return self._store.read(look) - {""}

    def _number(self, document: Document, home: str | None = None) -> str:
        """Return a number in E.164; home is the restaurant of its hour where it names none."""
        return number_of(
            str(document.get("reservedBy") or ""),
            self._region(document.get("restId") or home or self._rest_id),
        )

    def _forget(self, start: datetime, end: datetime, key: bytes, expected: set[str]) -> int:
        """Make nameless what lies between two instants; each document by itself, and repeatably."""
        region = self._region(self._rest_id)
        held = [d for d in self._store.read(lambda b: self._held(b, start, end)) if is_personal(d)]
        done = self._replace(
            RESERVATIONS,
            [(d, nameless(d, key, region)) for d in held if self._number(d) not in expected],
        )
        waited = self._store.read(lambda book: self._between(book, WAITING, "time", start, end))
        gone = [d["_id"] for d in waited if self._number(d) not in expected]
        for some in parts(gone, _AT_ONCE):
            with self._store.answering():
                self._store.database[WAITING].delete_many({"_id": {"$in": list(some)}})
        lines = self._store.read(lambda book: self._lines(book, start, end))
        return (
            done
            + len(gone)
            + self._replace(
                JOURNAL,
                [
                    (line, nameless_line(line, key, region))
                    for line in lines
                    if any(is_personal(line.get(side)) for side in SIDES)
                    and expected.isdisjoint(numbers_named(line, region))
                ],
            )
        )

    def _between(
        self, book: Book, name: str, field: str, start: datetime, end: datetime
    ) -> list[Document]:
        span = {field: {"$gte": start, "$lt": end}, "restId": {"$in": self._ids()}}
        return book.find(name, span | {ERASED: {"$ne": True}}).batch_size(_A_WEEK).to_list()

    def _held(self, book: Book, start: datetime, end: datetime) -> list[Document]:
        """Return the reservations of a span; those that name no restaurant by way of their hour."""
        found = self._between(book, RESERVATIONS, "time", start, end)
        homeless = [str(d.get("slotId")) for d in found if not d.get("restId")]
        hours = book.hours_by_id(homeless) if homeless else {}
        own = {slot_id for slot_id, hour in hours.items() if hour.rest_id == self._rest_id}
        return [d for d in found if d.get("restId") or str(d.get("slotId")) in own]

    def _lines(self, book: Book, start: datetime, end: datetime) -> list[Document]:
        """Return the lines of a span but for those about hours that are not old enough."""
        return [
            line
            for line in self._between(book, JOURNAL, "at", start, end)
            if line.get("restId") and not is_about_later(line, self._before)
        ]

    def _replace(self, name: str, changes: list[tuple[Document, Document]]) -> int:
        """Put documents in the place of what they were, where they are that still."""
        done = 0
        for some in parts(changes, _AT_ONCE):
            writes = [ReplaceOne({"_id": was["_id"], **_is_still(was)}, is_) for was, is_ in some]
            with self._store.answering():
                done += self._store.database[name].bulk_write(writes, ordered=False).modified_count
        return done


def _is_still(was: Document) -> Document:
    """Return the condition that a document has every field as it was read, and no other."""
    return {"$expr": {"$eq": ["$$ROOT", {"$literal": was}]}}


def is_about_later(line: Document, before: datetime) -> bool:
    """Whether a line of the journal is about an hour that begins at an instant or after it."""
    times = [line.get("time"), *((line.get(side) or {}).get("time") for side in SIDES)]
    return any(isinstance(at, datetime) and at >= before for at in times)
