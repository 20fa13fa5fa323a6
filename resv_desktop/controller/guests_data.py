"""The use cases of what is known of guests: how long it stays, and who wants to be forgotten."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from resv_desktop.controller.house import (
    id_taken,
    local_reservation,
    no_restaurant,
    region_of_house,
    write_id,
)
from resv_desktop.domain.errors import WriteForbidden
from resv_desktop.domain.phone import numbers_in, parse_phone
from resv_desktop.domain.restaurant import RETENTIONS, USUAL_RETENTION
from resv_desktop.domain.steady import steady_s
from resv_desktop.later import later
from resv_desktop.store import turns
from resv_desktop.store.documents import JOURNAL, new_id, object_id, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from resv_desktop.controller import set_up
    from resv_desktop.controller.house import House, Stop
    from resv_desktop.domain import guests_data as rules
    from resv_desktop.domain import journal
    from resv_desktop.domain.guests_data import Erasure, ForgettingAhead, Traces
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.store import (
        archive,
        archive_forgetting,
        erasing,
        first_forgetting,
        missing_rights,
        nameless,
        retention,
    )
    from resv_desktop.store import waitlist as stored_waitlist
    from resv_desktop.store.archive_forgetting import Forgotten
    from resv_desktop.store.documents import Document, WriteId
else:
    (set_up,) = later("resv_desktop.controller", "set_up")
    rules, journal = later("resv_desktop.domain", "guests_data", "journal")
    (
        archive,
        archive_forgetting,
        erasing,
        first_forgetting,
        missing_rights,
        nameless,
        retention,
        stored_waitlist,
    ) = later(
        "resv_desktop.store",
        "archive",
        "archive_forgetting",
        "erasing",
        "first_forgetting",
        "missing_rights",
        "nameless",
        "retention",
        "waitlist",
    )

_NO_RIGHT = (
    "This station may only add to the journal, and what is known of guests stands in there, too. "
    "Do it on the machine that has the database."
)
_BUSY = (
    "Old lines of the history are just being worked on, at this station or another. Nothing was "
    "erased; try again in two minutes."
)
_WORKS_FOR = 1 / 5  # of the time: the evening comes first
_LONGEST_STEP_S = 0.2  # a program that ends waits no longer
_A_FILE_S = 0.1
_NEVER = datetime(1, 1, 2, tzinfo=UTC)


class GuestsData:
    """The part of the Controller that forgets; its rules are those of the whole."""

    _house: House
    _has_right: bool | None = None

    def may_erase(self) -> bool:
        """Whether this station has the right to: not one that has joined. Raises Outage."""
        if self._has_right is None:  # it stays as it is for a run of the program
            store = self._house.store
            with store.answering():
                self._has_right = missing_rights.may_rewrite(store.database, JOURNAL)
        return self._has_right

    def traces(self, phone: str, rest_id: str) -> Traces:
        """Return what there is of a guest in the whole book; nothing is changed.

        Takes as long as the book is large. Raises InvalidPhone, RestaurantNotFound.
        """
        number, houses = self._number(phone, rest_id)
        store = self._house.store
        found = erasing.Search(store, number, _region(houses), self._house.now()).found()
        return _traces(number, found, houses)

    def erase_guest(self, phone: str, rest_id: str, *, request_id: str | None = None) -> Erasure:
        """Remove a guest's number, names, notes and allergies from the book; return the receipt.

        In all restaurants of the book. The visits stay counted, under a code that only this book
        can work out. May be stopped at any instant: done again with the same request_id, by
        `finish_erasing`, or before the next guest is erased, it ends in all erased. Raises
        GuestExpected (nothing of this guest is erased then), InvalidPhone, RestaurantNotFound,
        ArchiveBusy, and WriteForbidden at a station that may only add to the journal; ValueError
        for the request_id of another guest's erasing, which is a bug of the caller.
        """
        house, own_id = self._house, write_id(request_id)
        number, houses = self._number(phone, rest_id)
        done = house.store.read(lambda book: book.line(own_id))
        if done is not None:
            if done["act"] != "erase":
                raise id_taken()
            if done.get(nameless.HASH) != self.guest_hash()(number):
                raise ValueError(f"another guest was erased under {request_id}")
            return _erasure(done)
        if not self.may_erase():
            raise WriteForbidden(_NO_RIGHT)
        own_mark = erasing.mark_id(own_id)
        begun = erasing.marks(house.store)
        self._end([mark for mark in begun if mark["_id"] != own_mark], houses)
        found = erasing.Search(house.store, number, _region(houses), house.now()).found()
        seen = _traces(number, found, houses)
        rules.check_not_expected(seen.expected, seen.waits)
        mark: Document = {
            "_id": own_mark,
            "number": number,
            "line": house.line(own_id, "erase", restId=object_id(rest_id) or rest_id),
        }
        self._keep_lines_in_the_book(own_id)
        erasing.begin(house.store, mark)
        return self._erase(mark, houses, found)

    def finish_erasing(self) -> list[Erasure]:
        """End what was begun, here or at a station that was killed; return the receipts.

        What the book's rules refuse, since another program wrote it, stays begun. Does nothing
        where this station has no right to. Raises Outage, ArchiveBusy.
        """
        begun = erasing.marks(self._house.store)
        return self._end(begun, self._houses()) if begun and self.may_erase() else []

    def erased_since(self, at: datetime | None) -> list[Erasure]:
        """Return the receipts of what was erased at or after an instant, the oldest first."""
        query: Document = {nameless.HASH: {"$gt": ""}} | (
            {} if at is None else {"at": {"$gte": at}}
        )
        lines = self._house.store.read(lambda book: book.find(JOURNAL, query).to_list())
        return sorted((_erasure(line) for line in lines), key=lambda erasure: erasure.at)

    def guest_hash(self) -> Callable[[str], str]:
        """Return what gives the code of a number (E.164) in this book, "" before the first."""
        key = self._house.store.read(nameless.stored_key)
        return lambda number: nameless.hash_of(key, number) if key is not None else ""

    def forget_in_archive(self, folder: Path, codes: Collection[str]) -> Forgotten:
        """Make the lines of erased guests nameless in the files of the journal in a folder.

        codes are those of their receipts. Other lines about the same reservations go with them.
        Raises Outage, ArchiveBusy, OSError.
        """
        store = self._house.store
        key = store.read(nameless.stored_key)
        if key is None or not folder.is_dir():
            return archive_forgetting.Forgotten()
        region = _region(self._houses())

        def is_named(line: Document) -> bool:
            numbers = nameless.numbers_named(line, region(line.get("restId")))
            return any(nameless.hash_of(key, number) in codes for number in numbers)

        def says_too_much(text: str, at_home: str | None) -> bool:
            return any(
                nameless.hash_of(key, number) in codes for number in numbers_in(text, at_home)
            )

        def change(line: Document) -> Document:
            at_home = region(line.get("restId"))
            if archive_forgetting.is_told(line) and (
                is_named(line) or line.get("reservationId") in about
            ):
                return nameless.nameless_line(line, key, at_home)
            return nameless.without_texts(line, lambda text: says_too_much(text, at_home))

        with self._no_archiving():
            archive_forgetting.remove_half_written(folder)
            paths = list(archive_forgetting.files_in(folder))
            about = archive_forgetting.reservations_of(paths, is_named)
            done = archive_forgetting.forget_in(paths, change)
        damaged = archive_forgetting.damaged_in(folder)
        return done._replace(unreadable=done.unreadable + damaged)

    def forget_old_in_archive(self, folder: Path, stop: Stop, *, pause: bool = True) -> Forgotten:
        """Make nameless what is older than each restaurant's retention in the files of a folder.

        With long pauses; stopped, it goes on there the next time. Raises Outage, OSError.
        """
        store, now, houses = self._house.store, self._house.now(), self._houses()
        limits = {
            rest_id: journal.months_before(now, house.retention_months)
            for rest_id, house in houses.items()
            if house.retention_months
        }
        paths = list(
            archive_forgetting.files_in(folder, before=max(limits.values(), default=_NEVER))
        )
        if not paths or not self.may_erase():
            return archive_forgetting.Forgotten()
        key, region = nameless.make_key(store), _region(houses)

        def is_old(line: Document) -> bool:
            before = limits.get(str(line.get("restId")), _NEVER)
            return bool(line["at"] < before) and not retention.is_about_later(line, before)

        def change(line: Document) -> Document:
            is_to_go = archive_forgetting.is_told(line) and is_old(line)
            return (
                nameless.nameless_line(line, key, region(line.get("restId"))) if is_to_go else line
            )

        try:
            with self._no_archiving():
                rest = self._resting(stop, pause=pause)
                return archive_forgetting.forget_in(paths, change, rest=lambda: rest(_A_FILE_S))
        except rules.ArchiveBusy:
            return archive_forgetting.Forgotten()  # the next time

    def set_retention(
        self, rest_id: str, months: int, *, request_id: str | None = None
    ) -> Restaurant:
        """Say for how many months what is known of a restaurant's guests stays; 0: for ever.

        With the same request_id the call may be repeated. Raises RestaurantNotFound, and
        ValueError for what is no choice, which is a bug of the caller.
        """
        if months not in RETENTIONS:
            raise ValueError(months)
        fact = {"retentionMonths": months}
        return set_up.set_fact(self._house, rest_id, "set_retention", fact, request_id=request_id)

    def forgetting_ahead(self, rest_id: str) -> ForgettingAhead | None:
        """Return what goes for the first time, and when; None where nothing has to be said of it.

        A book that was there before may be older than its guests' data stays, without anybody
        having chosen that. Whoever asks says it to the hosts: a week after the first time that
        this was called, at whichever station may forget, it is time for `forget_old_guests`, which
        itself asks nobody. Raises RestaurantNotFound, Outage.
        """
        house, now, first = self._house, self._house.now(), first_forgetting
        stored = house.store.read(lambda book: book.restaurant_document(rest_id))
        if stored is None:
            raise no_restaurant(rest_id)
        if first.is_chosen(stored):
            return None
        before = journal.months_before(now, USUAL_RETENTION)
        found = house.store.read(lambda book: first.ahead(book, rest_id, before))
        if found is None:
            return None
        told_at = found.told_at
        if told_at is None:
            if not self.may_erase():
                return None  # who may forget says it first
            first.tell(house.store, rest_id, now)
            told_at = now
        goes_at = told_at + rules.FIRST_NOTICE
        if now >= goes_at:
            return None
        return rules.ForgettingAhead(entries=found.entries, before=before, goes_at=goes_at)

    def forget_old_guests(self, rest_id: str, stop: Stop, *, pause: bool = True) -> int:
        """Make nameless what is older than the restaurant's retention; return how much was.

        Only whole months go, never what is younger, and nothing of a guest who is still expected.
        One station does it at a time, with long pauses; stopped or killed, it goes on where it
        was. Does nothing at a station that may only add to the journal. Raises Outage.
        """
        house = self._house
        restaurant = house.restaurant(rest_id)
        if not restaurant.retention_months or not self.may_erase():
            return 0
        now = house.now()
        going = retention.Retention(
            house.store,
            rest_id,
            before=journal.months_before(now, restaurant.retention_months),
            now=now,
            run=house.run,
            region=_region(self._houses()),
        )
        return going.go_on(self._resting(stop, pause=pause))

    # ---

    @staticmethod
    def _resting(stop: Stop, *, pause: bool) -> Callable[[float], bool]:
        """Return what pauses after so many seconds of work, and says whether to stop."""

        def rest(took_s: float) -> bool:
            until = steady_s() + (took_s / _WORKS_FOR if pause else 0)
            while not stop() and (left := until - steady_s()) > 0:
                time.sleep(min(left, _LONGEST_STEP_S))
            return stop()

        return rest

    @contextmanager
    def _no_archiving(self) -> Iterator[None]:
        """Let no old lines be written into files meanwhile; who may not erase archives nothing."""
        by = new_id()
        is_ours = self.may_erase()
        if is_ours:
            self._keep_lines_in_the_book(by)
        try:
            yield
        finally:
            if is_ours:
                turns.leave_turn(self._house.store, archive.TURN, by)

    def _end(self, begun: list[Document], houses: dict[str, Restaurant]) -> list[Erasure]:
        ended = []
        for mark in begun:
            try:
                ended.append(self._erase(mark, houses))
            except WriteForbidden:  # of an odd document
                turns.leave_turn(self._house.store, archive.TURN, mark["line"]["_id"])
        return ended

    def _erase(
        self, mark: Document, houses: dict[str, Restaurant], found: erasing.Found | None = None
    ) -> Erasure:
        house, by = self._house, mark["line"]["_id"]
        self._keep_lines_in_the_book(by)
        left = erasing.carry_out(house.store, mark, _region(houses), house.now(), found)
        key = nameless.make_key(house.store)
        line = mark["line"] | {
            "at": house.now(),
            nameless.HASH: nameless.hash_of(key, mark["number"]),
            "kept": len(left.expected) + len(left.waits),
        }
        done = _erasure(erasing.end(house.store, mark, line))
        turns.leave_turn(house.store, archive.TURN, by)
        return done

    def _keep_lines_in_the_book(self, by: WriteId) -> None:
        """Let no line that is not nameless yet go into a file meanwhile."""
        if not turns.take_turn(self._house.store, archive.TURN, by):
            raise rules.ArchiveBusy(_BUSY)

    def _houses(self) -> dict[str, Restaurant]:
        found = self._house.store.read(lambda book: book.restaurants())
        return {restaurant.id: restaurant for restaurant in found}

    def _number(self, phone: str, rest_id: str) -> tuple[str, dict[str, Restaurant]]:
        houses = self._houses()
        if rest_id not in houses:
            raise no_restaurant(rest_id)
        return parse_phone(phone, region_of_house(houses[rest_id])).e164, houses


def _region(houses: dict[str, Restaurant]) -> Callable[[object], str | None]:
    """Return what tells in which country a restaurant's numbers are at home."""
    regions = {rest_id: region_of_house(restaurant) for rest_id, restaurant in houses.items()}
    only = next(iter(regions.values())) if len(set(regions.values())) == 1 else None
    return lambda rest_id: regions.get(str(rest_id), only)


def _traces(number: str, found: erasing.Found, houses: dict[str, Restaurant]) -> Traces:
    only = next(iter(houses.values())) if len(houses) == 1 else None

    def house_of(document: Document) -> Restaurant | None:
        return houses.get(str(found.home_of(document)), only)

    expected = [local_reservation(document, house_of(document)) for document in found.expected]
    waits = [
        stored_waitlist.waiting_from(document, home.told_zone)
        for document in found.waits
        if (home := house_of(document)) is not None
    ]
    return rules.Traces(
        phone=number,
        reservations=len(found.reservations),
        lines=len(found.lines),
        waiting=len(found.waiting),
        mentions=len(found.mentions),
        expected=tuple(sorted(expected, key=lambda held: held.starts_at)),
        waits=tuple(waits),
    )


def _erasure(line: Document) -> Erasure:
    counts = {what: whole(line.get(what)) or 0 for what in (*erasing.COUNTED, "kept")}
    return rules.Erasure(
        id=str(line["_id"]),
        at=line["at"],
        station=str(line.get("station") or ""),
        guest_hash=str(line.get(nameless.HASH) or ""),
        **counts,
    )
