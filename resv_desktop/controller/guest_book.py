"""The use cases of finding and remembering: parties, guests, what was done, who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resv_desktop.later import later

# What counts whole months is loaded by who asks for that.
if TYPE_CHECKING:
    from datetime import date, datetime

    from resv_desktop.controller import editing, finding, remembering, waitlist
    from resv_desktop.controller.house import House
    from resv_desktop.domain.guest import Guest
    from resv_desktop.domain.journal import Line
    from resv_desktop.domain.past import Past
    from resv_desktop.domain.report import Report
    from resv_desktop.domain.reservation import Reservation
    from resv_desktop.domain.reshuffle import Reshuffle
    from resv_desktop.domain.waiting import Waiting, Waitlist
else:
    editing, finding, remembering, waitlist = later(
        "resv_desktop.controller", "editing", "finding", "remembering", "waitlist"
    )


class GuestBook:
    """The part of the Controller that finds and remembers; its rules are those of the whole."""

    _house: House

    def find(self, rest_id: str, text: str, *, day: date | None = None) -> list[Reservation]:
        """Return the reservations whose number ends as typed, or whose name has what was typed.

        Digits are the end of a number (or all of it), in whichever form that is stored; anything
        with a letter is a piece of a name or several, without case and accents. Looked through
        are the running business day and all that is ahead, and `day` if one is given. That day
        (else the running one) comes first: what is not over by time, then what is; after it the
        rest by time. At most 50; none for an empty text. Raises RestaurantNotFound.
        """
        return finding.find(self._house, rest_id, text, day=day)

    def guest(self, phone: str, *, rest_id: str | None = None) -> Guest:
        """Return what is known of a guest by the number, in whichever form that is stored.

        Of one restaurant where rest_id is given, else of all of them. A number nobody has ever
        used is a Guest of whom nothing is known. Raises InvalidPhone and RestaurantNotFound as
        `reservations_for` does.
        """
        return remembering.guest(self._house, phone, rest_id=rest_id)

    def edit_reservation(
        self,
        reservation_id: str,
        *,
        phone: str | None = None,
        name: str | None = None,
        note: str | None = None,
        allergy: bool | None = None,
        party_size: int | None = None,
        seen: Reservation | None = None,
        second_table: bool = False,
        request_id: str | None = None,
    ) -> Reservation:
        """Change what is written of a party that holds a table; None leaves it as it is.

        Two stations that change different things at once lose neither; with `seen`, as the host saw
        the reservation, the same thing is not written over that another one has written since
        (ChangedSince). With the same request_id the call may be repeated. Also once its hour is
        over. Raises ReservationNotFound, InvalidPhone, AlreadyReserved where another number has a
        table of that hour already (unless second_table), TextTooLong, InvalidPartySize,
        TableTooSmall where its table does not seat so many, SlotNotFound and TableNotFound where
        that table is not in the book, SlotBusy.
        """
        return editing.edit_reservation(
            self._house,
            reservation_id,
            phone=phone,
            name=name,
            note=note,
            allergy=allergy,
            party_size=party_size,
            seen=seen,
            second_table=second_table,
            request_id=request_id,
        )

    def history(
        self,
        rest_id: str,
        *,
        day: date | None = None,
        reservation_id: str | None = None,
        slot_id: str | None = None,
        table_id: str | None = None,
        before: str | None = None,
        limit: int = 100,
    ) -> list[Line]:
        """Return what was done, the newest first.

        About one reservation, whenever that was; or about one hour; or about the hours of one
        business day, whenever it was done; or with none of these, all that was done at this
        restaurant. table_id leaves one table of that hour or day (of the running one if neither
        is given). What was moved is told where it came from and where it went. before is the id
        of a line: only older ones are told, for the next page. Raises RestaurantNotFound.
        """
        return remembering.history(
            self._house,
            rest_id,
            day=day,
            reservation_id=reservation_id,
            slot_id=slot_id,
            table_id=table_id,
            before=before,
            limit=limit,
        )

    # --- what it came to

    def report(self, rest_id: str, from_on: date, to_on: date) -> Report:
        """Return the numbers of the business days from from_on to to_on, both included.

        What each number is, and what the book can no longer know, is told at `Count`, `DayCount`
        and `Report`. Read as it was at one instant, from a member that follows the primary where
        there is one, which may be some seconds behind. Raises RestaurantNotFound, Outage.
        """
        from resv_desktop.controller import reporting

        return reporting.report(self._house, rest_id, from_on, to_on)

    def refuse(self, rest_id: str, party_size: int, day: date, at: datetime | None = None) -> bool:
        """Write down that a host asked for a table for a party and there was none, for reports.

        For a business day, and in it the hour that begins at an instant, or any of them. Once for
        each of these, party size and station within ten minutes; returns whether it was written
        now. Raises InvalidPartySize, Outage.
        """
        from resv_desktop.controller import reporting

        return reporting.refuse(self._house, rest_id, party_size, day, at)

    def past(self, rest_id: str, day: date) -> Past:
        """Return how a business day came to be, of which it can be put together how it stood.

        Takes as long after years as after a week. Raises RestaurantNotFound.
        """
        from resv_desktop.controller import rebuilding

        return rebuilding.past(self._house, rest_id, day)

    # --- the waitlist

    def wait(
        self,
        rest_id: str,
        slot_id: str,
        party_size: int,
        phone: str,
        *,
        name: str = "",
        note: str = "",
        request_id: str | None = None,
    ) -> Waiting:
        """Put a party on the waitlist of an hour that has no free table for it.

        With the same request_id, which is also the entry's id, the call may be repeated; where it
        was taken back since that is WaitingNotFound. Raises TableFree (naming the smallest table
        that is free for them), InvalidPartySize, InvalidPhone, TextTooLong, SlotNotFound,
        SlotInPast, SlotBusy.
        """
        return waitlist.wait(
            self._house,
            rest_id,
            slot_id,
            party_size,
            phone,
            name=name,
            note=note,
            request_id=request_id,
        )

    def unwait(self, waiting_id: str, *, request_id: str | None = None) -> Waiting:
        """Take an entry off the waitlist; return it as it was.

        With the same request_id the call may be repeated. Raises WaitingNotFound.
        """
        return waitlist.unwait(self._house, waiting_id, request_id=request_id)

    def reserve_waiting(
        self,
        waiting_id: str,
        table_id: str,
        *,
        second_table: bool = False,
        reservation_id: str | None = None,
        moving: Reshuffle | None = None,
    ) -> Reservation:
        """Reserve a table of the hour that a party waits for, which takes it off the waitlist.

        Both or neither; undone, the party waits again as it did. `moving` is as for `reserve`.
        Raises WaitingNotFound, and all that `reserve` raises.
        """
        return waitlist.reserve_waiting(
            self._house,
            waiting_id,
            table_id,
            second_table=second_table,
            reservation_id=reservation_id,
            moving=moving,
        )

    def pass_over(
        self, waiting_id: str, table_id: str, *, request_id: str | None = None
    ) -> Waiting:
        """Say that a party is not to have a table, which is then the next one's; it waits on.

        With the same request_id the call may be repeated. Raises WaitingNotFound, and ChangedSince
        where that was said already, so that one undo takes it back.
        """
        return waitlist.pass_over(self._house, waiting_id, table_id, request_id=request_id)

    def waitlist(self, rest_id: str) -> Waitlist:
        """Return who waits for an hour that is not over, and the tables that are free for them.

        Raises RestaurantNotFound.
        """
        return waitlist.waitlist(self._house, rest_id)

    def waiting(self, rest_id: str, day: date) -> list[Waiting]:
        """Return who waits for an hour of a business day that is not over, by hour and entry.

        Raises RestaurantNotFound.
        """
        return waitlist.waiting(self._house, rest_id, day)

    def first_match(self, slot_id: str, table_id: str) -> Waiting | None:
        """Return who has waited longest for this hour among the parties that this table seats.

        None where nobody fits, where the table is not free, and once the hour is over. Raises
        SlotNotFound, TableNotFound.
        """
        return waitlist.first_match(self._house, slot_id, table_id)
