"""The use cases of what is known of a guest who wants to be forgotten."""

from __future__ import annotations

from contextlib import contextmanager
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
from resv_desktop.later import later
from resv_desktop.store import turns
from resv_desktop.store.documents import JOURNAL, new_id, object_id, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime
    from pathlib import Path

    from resv_desktop.controller.house import House
    from resv_desktop.domain import guests_data as rules
    from resv_desktop.domain.guests_data import Erasure, Traces
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.store import archive, archive_forgetting, erasing, missing_rights, nameless
    from resv_desktop.store import waitlist as stored_waitlist
    from resv_desktop.store.archive_forgetting import Forgotten
    from resv_desktop.store.documents import Document, WriteId
else:
    (rules,) = later("resv_desktop.domain", "guests_data")
    archive, archive_forgetting, erasing, missing_rights, nameless, stored_waitlist = later(
        "resv_desktop.store",
        "archive",
        "archive_forgetting",
        "erasing",
        "missing_rights",
        "nameless",
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


class GuestsData:
    """The part of the Controller that forgets a guest; its rules are those of the whole."""

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
        found = erasing.Search(store, number, regions_of(houses), self._house.now()).found()
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
        found = erasing.Search(house.store, number, regions_of(houses), house.now()).found()
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
        region = regions_of(self._houses())

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

    # ---

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
        left = erasing.carry_out(house.store, mark, regions_of(houses), house.now(), found)
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


def regions_of(houses: dict[str, Restaurant]) -> Callable[[object], str | None]:
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
