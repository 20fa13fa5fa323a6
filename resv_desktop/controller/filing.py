"""The use cases of files that leave the book or come into it: what they need to know of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from resv_desktop.controller import reading
from resv_desktop.controller.house import gone, local_reservation
from resv_desktop.domain.errors import ReservationNotFound
from resv_desktop.later import later
from resv_desktop.store.documents import object_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from resv_desktop.controller.house import House
    from resv_desktop.domain.reservation import Reservation
    from resv_desktop.store import recall
    from resv_desktop.store.book import Book
    from resv_desktop.store.documents import Document, WriteId
else:
    (recall,) = later("resv_desktop.store", "recall")

_AT_A_TIME = 2_000


class Filing:
    """The part of the Controller behind files; its rules are those of the whole."""

    _house: House

    def reservations_between(self, rest_id: str, first: date, last: date) -> list[Reservation]:
        """Return the reservations of business days, both included, by time and table.

        As `reservations_on`; a month of a busy house is a good part of a longer time to ask for.
        Raises RestaurantNotFound.
        """
        return reading.reservations_between(self._house, rest_id, first, last)

    def revisions(self, reservation_ids: Collection[str]) -> dict[str, tuple[int, datetime]]:
        """Return how many lines the journal has of reservations, and when (UTC) the last was.

        Those of other programs have none, and are missing.
        """
        found: dict[str, tuple[int, datetime]] = {}
        for ids in _some(reservation_ids):
            for line in self._house.store.read(partial(_written_about, ids)):
                name, at = str(line["reservationId"]), line["at"]
                lines, last = found.get(name, (0, at))
                found[name] = lines + 1, max(last, at)
        return found

    def used(
        self, rest_id: str, ids: Collection[str]
    ) -> dict[str, Reservation | ReservationNotFound]:
        """Return of ids of reservations those that were used, and what became of each.

        A reservation as it is now, of whichever restaurant; where it was and is no more, the
        refusal that `reserve` would raise for that id, saying who took it out.
        """
        restaurant = self._house.restaurant(rest_id)
        found: dict[str, Reservation | ReservationNotFound] = {}
        for some in _some(ids):
            known = [oid for oid in map(object_id, some) if oid is not None]
            held = self._house.store.read(partial(_held, known))
            for document in held:
                is_here = str(document.get("restId") or rest_id) == rest_id
                here = restaurant if is_here else None
                found[str(document["_id"])] = local_reservation(document, here)
            for line in self._house.store.read(partial(_lines, known)):
                name = str(line["_id"])
                if name not in found:
                    found[name] = self._house.store.read(partial(_gone, name))
        return found


def _some(ids: Iterable[str]) -> Iterable[list[str]]:
    all_ids = list(ids)
    for start in range(0, len(all_ids), _AT_A_TIME):
        yield all_ids[start : start + _AT_A_TIME]


def _written_about(ids: list[str], book: Book) -> list[Document]:
    return recall.written_about(book, ids)


def _gone(name: str, book: Book) -> ReservationNotFound:
    return gone(book, name)


def _held(ids: list[WriteId], book: Book) -> list[Document]:
    return recall.reservations_by_id(book, ids)


def _lines(ids: list[WriteId], book: Book) -> list[Document]:
    return recall.lines_by_id(book, ids)
