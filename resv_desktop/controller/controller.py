"""The use cases of the host stand, one public method each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resv_desktop.controller import reading
from resv_desktop.controller.filing import Filing
from resv_desktop.controller.guest_book import GuestBook
from resv_desktop.controller.house import House
from resv_desktop.controller.housekeeping import Housekeeping
from resv_desktop.controller.pin import Pins
from resv_desktop.controller.retaining import Retaining
from resv_desktop.controller.sharing import Shared
from resv_desktop.controller.signing import Signing
from resv_desktop.controller.upkeep import Upkeep
from resv_desktop.later import later
from resv_desktop.store.documents import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date, datetime

    from resv_desktop.controller import (
        moving,
        reserving,
        reshuffling,
        seating,
        set_up,
        undoing,
    )
    from resv_desktop.controller.house import Progress, Stop
    from resv_desktop.domain.presence import Place
    from resv_desktop.domain.reservation import Reservation, Undone
    from resv_desktop.domain.reshuffle import Reshuffle
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.domain.slot import Slot
    from resv_desktop.store.store import Store
else:
    moving, reserving, reshuffling, seating, set_up, undoing = later(
        "resv_desktop.controller",
        "moving",
        "reserving",
        "reshuffling",
        "seating",
        "set_up",
        "undoing",
    )


class Controller(GuestBook, Filing, Housekeeping, Pins, Retaining, Shared, Signing, Upkeep):
    """What a host can do with the book.

    Every method blocks until the database has answered, at most for the store's patience (5 s),
    and may be called from several threads at once. A rule that says no is a Refusal, a silent
    database an Outage; in both cases the sentence is for the host.
    """

    def __init__(
        self,
        store: Store,
        *,
        station: str = "Stand 1",
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self._house = House(store, station, clock)

    @staticmethod
    def new_id() -> str:
        """Return an id for a write, to be made before its first attempt and kept for repeats."""
        return str(new_id())

    def now(self) -> datetime:
        """Return the database's time (UTC); needs no answer from it."""
        return self._house.now()

    # --- the house

    def create_restaurant(
        self,
        name: str,
        phone: str,
        opening_hours: str = "12:23",
        *,
        timezone: str | None = None,
        beside: Collection[str] | None = None,
        request_id: str | None = None,
    ) -> Restaurant:
        """Add a restaurant that has no tables yet.

        opening_hours is "HH:HH"; closing before opening is the next day. A national phone number
        belongs to the country of `timezone`. Without a timezone it is that of the number's
        country where all of its clocks agree. beside are the ids of the restaurants that the host
        knows of: AnotherRestaurant is raised where there is one more, made by whomever at
        whatever instant. Raises InvalidRestaurant, InvalidOpeningHours, InvalidPhone.
        """
        return set_up.create_restaurant(
            self._house,
            name,
            phone,
            opening_hours,
            timezone=timezone,
            beside=beside,
            request_id=request_id,
        )

    def restaurants(self) -> list[Restaurant]:
        """Return all restaurants by name."""
        return self._house.store.read(lambda book: book.restaurants())

    def restaurant(self, rest_id: str) -> Restaurant:
        """Return one restaurant; raise RestaurantNotFound."""
        return self._house.restaurant(rest_id)

    def set_timezone(
        self, rest_id: str, timezone: str, *, request_id: str | None = None
    ) -> Restaurant:
        """Store the zone (IANA name) of a restaurant that another program left without one.

        Raises InvalidRestaurant for an unknown zone, ChangedSince where another one was picked
        meanwhile, RestaurantNotFound.
        """
        return set_up.set_timezone(self._house, rest_id, timezone, request_id=request_id)

    def add_tables(
        self,
        rest_id: str,
        capacities: Sequence[int],
        *,
        progress: Progress | None = None,
        stop: Stop | None = None,
        request_id: str | None = None,
    ) -> Restaurant:
        """Add tables, numbered on from the highest number, to the restaurant and its hours ahead.

        The restaurant is changed first and for good; then the hours are brought in line as
        `extend_slots` does, which also finishes what was stopped. Raises InvalidCapacity,
        InvalidRestaurant (its zone was never said), RestaurantNotFound.
        """
        return set_up.add_tables(
            self._house,
            rest_id,
            capacities,
            progress=progress,
            stop=stop,
            request_id=request_id,
        )

    # --- the lists

    def slots(self, rest_id: str, day: date) -> list[Slot]:
        """Return every table of every hour of one business day, by time, capacity and table.

        The business day runs from its opening to the next day's; hours past midnight belong to
        the evening before. Times are in the restaurant's zone. Raises RestaurantNotFound.
        """
        return reading.slots(self._house, rest_id, day)

    def reservations_on(self, rest_id: str, day: date) -> list[Reservation]:
        """Return the reservations of one business day by time and table.

        Whoever wrote them, and whether or not the restaurant is still open in their hour.
        Raises RestaurantNotFound.
        """
        return reading.reservations_on(self._house, rest_id, day)

    def hours(
        self, rest_id: str, slot_ids: Collection[str]
    ) -> tuple[list[Slot], list[Reservation]]:
        """Return the slots and reservations of a few hours by the ids of their slots.

        Of hours that do not exist, or belong to another restaurant, nothing is returned. Raises
        RestaurantNotFound.
        """
        return reading.hours(self._house, rest_id, slot_ids)

    def hours_beside(self, rest_id: str, day: date) -> tuple[list[Slot], list[Reservation]]:
        """Return the slots and reservations of the hours of other business days that touch a day.

        None but in a house that closes at the hour at which it opens again. Raises
        RestaurantNotFound.
        """
        return reading.hours_beside(self._house, rest_id, day)

    def reservations_for(self, phone: str, *, rest_id: str | None = None) -> list[Reservation]:
        """Return a guest's reservations: upcoming ones by time, then past ones, latest first.

        Numbers that other programs stored in national or raw form are found as well. Raises
        InvalidPhone, also for a national number where several restaurants leave its country open
        and no rest_id is given; RestaurantNotFound.
        """
        return reading.reservations_for(self._house, phone, rest_id=rest_id)

    # --- reserve and cancel

    def reserve(
        self,
        slot_id: str,
        table_id: str,
        phone: str,
        party_size: int,
        *,
        reservation_id: str | None = None,
        name: str = "",
        note: str = "",
        second_table: bool = False,
        allergy: bool = False,
        moving: Reshuffle | None = None,
    ) -> Reservation:
        """Reserve one table for one hour, if it is large enough and free for all of it.

        A running hour can be taken until it ends. With `moving` (see `reshuffle`) the table is
        freed first, by its moves; all of it or nothing, and RoomChanged where anything that they
        rely on is no longer so, or where a table is free by now that makes them needless. With the
        same reservation_id the call may be repeated after an unclear answer: it returns what the
        first attempt made and never makes two. Raises InvalidPartySize, InvalidPhone, SlotNotFound,
        TableNotFound, SlotInPast, TableTooSmall, SlotTaken, SlotBusy, AlreadyReserved (unless
        second_table), TextTooLong, and ReservationNotFound where a repeated reservation has been
        cancelled since.
        """
        return reserving.reserve(
            self._house,
            slot_id,
            table_id,
            phone,
            party_size,
            reservation_id=reservation_id,
            name=name,
            note=note,
            second_table=second_table,
            allergy=allergy,
            moving=moving,
        )

    def reshuffle(
        self,
        slot_id: str,
        party_size: int,
        *,
        locked: Collection[str] = (),
        locked_tables: Collection[str] = (),
    ) -> Reshuffle | None:
        """Return who can move within an hour so that a party fits, by the fewest moves there are.

        None where no moves help, or where a table is free for the party already. Only parties that
        are still to come and whose size is known are moved, none whose id is in `locked`, and none
        to or from a table in `locked_tables` or one that is leaving. Nothing is changed: the answer
        is handed to `reserve`, `walk_in` or `reserve_waiting`. Raises InvalidPartySize,
        SlotNotFound, SlotInPast.
        """
        return reshuffling.reshuffle(
            self._house, slot_id, party_size, locked=locked, locked_tables=locked_tables
        )

    def cancel(
        self,
        reservation_id: str,
        *,
        phone: str | None = None,
        seen_at: Place | None = None,
        request_id: str | None = None,
    ) -> Reservation:
        """Cancel a reservation, which frees its table; return it as it was.

        A phone, if given, must be the one that holds it; `seen_at` is as for `move`. With the same
        request_id the call may be repeated. Raises ReservationNotFound (which tells who cancelled
        before it and when), ChangedSince where the party is done, SlotInPast once its hour has
        ended, SlotBusy, InvalidPhone.
        """
        return reserving.give_back(
            self._house,
            reservation_id,
            "cancel",
            phone=phone,
            seen_at=seen_at,
            request_id=request_id,
        )

    # --- seat, move and take back

    def walk_in(
        self,
        slot_id: str,
        table_id: str,
        party_size: int,
        *,
        phone: str = "",
        name: str = "",
        note: str = "",
        reservation_id: str | None = None,
        moving: Reshuffle | None = None,
    ) -> Reservation:
        """Seat a party that stands at the door; its status is "seated" at once.

        Without a phone it is found under none and stands in no guest's way. Only in the running
        hour or one that begins within 60 minutes, else TooEarly. All else is as for `reserve`.
        """
        return reserving.reserve(
            self._house,
            slot_id,
            table_id,
            phone,
            party_size,
            reservation_id=reservation_id,
            name=name,
            note=note,
            second_table=False,
            is_walk_in=True,
            moving=moving,
        )

    def move(
        self,
        reservation_id: str,
        slot_id: str,
        table_id: str,
        *,
        seen_at: Place | None = None,
        second_table: bool = False,
        request_id: str | None = None,
    ) -> Reservation:
        """Bring a reservation to another table or hour; all of it or nothing.

        It keeps its id and all else. To where it is already it may be moved as well. `seen_at` are
        the ids of the slot and table at which the host saw it: where it is elsewhere by now, that
        is ChangedSince. Raises ReservationNotFound, SlotNotFound, TableNotFound, TableTooSmall,
        SlotTaken, SlotBusy, SlotInPast where the hour it leaves or the one it goes to is over, and
        AlreadyReserved where its guest has a table of another hour it goes to (unless
        second_table).
        """
        return moving.move(
            self._house,
            reservation_id,
            slot_id,
            table_id,
            seen_at=seen_at,
            second_table=second_table,
            request_id=request_id,
        )

    def no_show(
        self, reservation_id: str, *, seen: str | None = None, request_id: str | None = None
    ) -> Reservation:
        """Give the table of a party that never came back; return the reservation as it was.

        `seen` is as for `set_status`. Raises TooEarly before its hour has begun, SlotInPast once it
        has ended, ReservationNotFound, SlotBusy.
        """
        return reserving.give_back(
            self._house, reservation_id, "no_show", seen=seen, request_id=request_id
        )

    def release(
        self, reservation_id: str, *, seen_at: Place | None = None, request_id: str | None = None
    ) -> Reservation:
        """Give the table of a party that left early back; return the reservation as it was.

        `seen_at` is as for `move`. Raises ReservationNotFound, ChangedSince, SlotInPast once its
        hour has ended, SlotBusy.
        """
        return reserving.give_back(
            self._house, reservation_id, "release", seen_at=seen_at, request_id=request_id
        )

    def set_status(
        self,
        reservation_id: str,
        status: str,
        *,
        seen: str | None = None,
        request_id: str | None = None,
    ) -> Reservation:
        """Say how far a party is: "booked", "arrived", "seated" or "done", in any order.

        It keeps its table either way; also once its hour is over. `seen` is the status that the
        host saw: where it is another one by now, that is ChangedSince. Raises ReservationNotFound,
        SlotBusy, and ValueError for any other status, which is a bug of the caller.
        """
        return seating.set_status(
            self._house, reservation_id, status, seen=seen, request_id=request_id
        )

    def undo(
        self, write_id: str, *, second_table: bool = False, request_id: str | None = None
    ) -> Undone:
        """Take back one write of any station: the reservation is again what it was before it.

        write_id is the id of its line in the journal: that of the reservation for `reserve` and
        `walk_in`, the request_id for all others. An undo can be undone as well. The `_id` and
        every field are restored, those of other programs too; an entry of the waitlist has no table
        in what is returned. Parties that were moved to make room go back with the reservation that
        they were moved for, all of them or none, whichever line was named. Raises ChangedSince and
        ReservationNotFound where something else happened to the reservation since, SlotTaken
        where its table was given away, AlreadyReserved where its guest has got another table of
        that hour since (unless second_table), TableTooSmall where its table seats fewer since,
        SlotInPast where a table of an hour that is over would change hands, SlotBusy, and
        CannotUndo for what is no write of a reservation, and where a guest who needs attention
        (see `attention`) would be gone uncalled.
        """
        return undoing.undo(self._house, write_id, second_table=second_table, request_id=request_id)
