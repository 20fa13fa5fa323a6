"""The store as one station sees it: who writes, at what time, and the lines of the journal."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from resv_desktop.controller.known import Known
from resv_desktop.domain.errors import (
    IdTaken,
    InvalidRestaurant,
    Outage,
    ReservationNotFound,
    RestaurantNotFound,
    SlotBusy,
)
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, region_of_zone
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, WriteId, new_id, object_id, reservation_from
from resv_desktop.store.store import Store

T = TypeVar("T")
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


class House:
    """What every use case needs: the store, the station's name and the time.

    clock is given by tests only; the time is otherwise the server's, so that a station whose
    clock is wrong decides nothing.
    """

    def __init__(
        self, store: Store, station: str, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.store = store
        self.station = station
        self._host = ""
        self._asked = threading.local()
        self.run: WriteId = new_id()  # of the program on this machine; its heartbeat's id
        self._clock = clock
        self.known = Known(store)
        self._unclear: set[WriteId] = set()

    @property
    def host(self) -> str:
        """The initials of who is at the station; in work that is `as_asked`, of who was then."""
        host: str = getattr(self._asked, "host", self._host)
        return host

    @host.setter
    def host(self, initials: str) -> None:
        self._host = initials

    def as_asked(self, work: Callable[[], T]) -> Callable[[], T]:
        """Return work that is done, by whichever thread, for who is at the station now."""
        host = self.host

        def done_for_them() -> T:
            self._asked.host = host
            try:
                return work()
            finally:
                del self._asked.host

        return done_for_them

    def now(self) -> datetime:
        """Return the time (UTC)."""
        return self._clock() if self._clock else self.store.now()

    @contextmanager
    def settling(self, write: WriteId) -> Iterator[None]:
        """Keep in mind a write whose answer never came: no later silence says "nothing was saved".

        That lasts until the write is repeated with the same id and ends in a clear answer. All
        that is read and written inside is bounded together.
        """
        try:
            with self.store.in_all():
                yield
        except Outage as silence:
            if silence.may_be_saved:
                self._unclear.add(write)
                raise
            # What the write relies on may not even have been read: it is a write all the same.
            is_unclear = write in self._unclear
            raise self.store.outage(
                silence.why, is_write=True, may_be_saved=is_unclear
            ) from silence
        except SlotBusy as busy:
            # In its way may be its own first attempt, whose commit is still to reach the server.
            if write in self._unclear:
                raise self.store.outage(may_be_saved=True) from busy
            raise
        self._unclear.discard(write)

    def make_sure_of(self, write: WriteId) -> None:
        """Return once a majority has what this write saved; until then it may yet be undone.

        A repeat may find what its first attempt left at a primary that is cut off from the others.
        Raises Outage when no majority has it in time.
        """
        self.store.write(lambda book: book.line(write))

    def restaurant(self, rest_id: str) -> Restaurant:
        """Return a restaurant; raise RestaurantNotFound for an id that is none."""
        found = self.store.read(lambda book: book.restaurant(rest_id))
        if found is None:
            raise no_restaurant(rest_id)
        self.known.see(found)
        return found

    def line(self, write_id: object, act: str, **facts: object) -> Document:
        """Return a line of the journal about a write of this station, now."""
        line: Document = {
            "_id": write_id,
            "at": self.now(),
            "restId": None,
            "act": act,
            "station": self.station,
            "host": self.host or None,
            "reservationId": None,
            "slotId": None,
            "tableId": None,
            "time": None,
            "before": None,
            "after": None,
        }
        return line | facts


def write_id(given: str | None) -> WriteId:
    """Return the id of a write: the caller's, or a new one.

    Raises ValueError for a given id that no write can have, which is a bug of the caller.
    """
    if given is None:
        return new_id()
    oid = object_id(given)
    if oid is None:
        raise ValueError(f"{given!r} is no id of a write; use Controller.new_id()")
    return oid


def no_restaurant(rest_id: object) -> RestaurantNotFound:
    """Return the refusal for an id without a restaurant."""
    return RestaurantNotFound("There is no restaurant {id}.", id=str(rest_id)[:40])


def id_taken() -> IdTaken:
    """Return the refusal of a write under whose id something else was done."""
    return IdTaken(
        "Something else was saved under the same id before, so nothing was saved now. Begin again."
    )


def region_of_house(restaurant: Restaurant) -> str | None:
    """Return the country (ISO 3166) whose national numbers are dialled at this house."""
    known = region_of(restaurant.phone)
    if known is None and restaurant.timezone is not None:
        # Another program may have stored the house's own number in its national form.
        return region_of_zone(restaurant.timezone)
    return known


def need_zone(restaurant: Restaurant) -> None:
    """Raise InvalidRestaurant where the time zone was never said, so no hour can be cut."""
    if restaurant.timezone is None:
        raise InvalidRestaurant(
            "The time zone of {restaurant} is not known yet. Pick it once.",
            restaurant=restaurant.name,
        )


def local_reservation(document: Document, restaurant: Restaurant | None) -> Reservation:
    """Read a reservation with its time as the restaurant's clock shows it."""
    from zoneinfo import ZoneInfo

    zone = restaurant.told_zone if restaurant else ZoneInfo("UTC")
    return reservation_from(document, zone, rest_id=restaurant.id if restaurant else "")


_GONE = {
    "cancel": "The reservation of table {table} at {hour} on {day} was cancelled at {station}, "
    "{gone_day} {gone_at}.",
    "no_show": "The reservation of table {table} at {hour} on {day} was marked as a no-show at "
    "{station}, {gone_day} {gone_at}.",
    "release": "The reservation of table {table} at {hour} on {day} was released at {station}, "
    "{gone_day} {gone_at}.",
    "undo": "The reservation of table {table} at {hour} on {day} was undone at {station}, "
    "{gone_day} {gone_at}.",
}


def as_kept(at: datetime) -> datetime:
    """Return an instant as the database keeps it, to the millisecond."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def need_reservation(book: Book, reservation_id: str) -> Document:
    """Return a reservation as it is stored; raise ReservationNotFound, saying who took it out."""
    return need_timed(book, reservation_id, book.reservation(reservation_id))


def need_timed(book: Book, reservation_id: str, found: Document | None) -> Document:
    """Return what was found of a reservation, or taken out; raise ReservationNotFound for nothing.

    Where another program stored it without its time, that is the time of its hour.
    """
    if found is None:
        raise gone(book, reservation_id)
    if not isinstance(found.get("time"), datetime):
        hour = book.hour(str(found.get("slotId")))
        return found | {"time": hour.starts_at} if hour else found
    return found


def gone(book: Book, reservation_id: str) -> ReservationNotFound:
    """Return the refusal for a reservation that is not there, saying who took it out and when."""
    line = book.last_line_about(reservation_id, _GONE, is_end=True)
    if line is None:
        return ReservationNotFound("This reservation does not exist, or no longer.")
    restaurant = book.restaurant(str(line.get("restId")))
    before = local_reservation(line["before"], restaurant)
    at = restaurant.local(line["at"]) if restaurant else line["at"]
    return ReservationNotFound(
        _GONE[line["act"]],
        table=before.table_id,
        hour=before.starts_at,
        day=before.starts_at.date(),
        station=line["station"],
        gone_day=at.date(),
        gone_at=at,
    )
