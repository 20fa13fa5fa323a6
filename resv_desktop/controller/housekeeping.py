"""The use cases of who runs the house: it changes without stranding one party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resv_desktop.later import later

if TYPE_CHECKING:
    from datetime import date

    from resv_desktop.controller import attention, calling, clock_keeping, house_edit
    from resv_desktop.controller.house import House, Progress, Stop
    from resv_desktop.domain.house_change import Attention, HouseChange, NewHomes, Preview
    from resv_desktop.domain.presence import Place
    from resv_desktop.domain.reservation import Reservation
    from resv_desktop.domain.restaurant import Restaurant
else:
    attention, calling, clock_keeping, house_edit = later(
        "resv_desktop.controller", "attention", "calling", "clock_keeping", "house_edit"
    )


class Housekeeping:
    """The part of the Controller that changes the house; its rules are those of the whole."""

    _house: House

    def promised_tables(self, rest_id: str) -> frozenset[str]:
        """Return the labels of the tables that are promised in hours that are not over.

        No new table gets one of these, though another program has taken that table out.
        """
        return house_edit.promised_tables(self._house, rest_id)

    def preview(self, rest_id: str, change: HouseChange) -> Preview:
        """Say what a change would make of the house, whom it would hit, and their new homes.

        Hit is a reservation of an hour that is not over whose hour closes, whose table is gone
        by then or seats fewer; not who sits at the table already. Nothing is written. Raises
        RestaurantNotFound, InvalidRestaurant, InvalidPhone, InvalidOpeningHours, InvalidCapacity,
        TextTooLong, TableNotFound, and ChangedSince where another station has changed the same
        since `change.seen`.
        """
        return house_edit.preview(self._house, rest_id, change)

    def edit_restaurant(
        self,
        rest_id: str,
        change: HouseChange,
        *,
        preview: Preview | None = None,
        homes: NewHomes | None = None,
        progress: Progress | None = None,
        stop: Stop | None = None,
        request_id: str | None = None,
    ) -> Restaurant:
        """Change the house and bring the parties that it hits to their homes, all of it or nothing.

        preview is what the host has seen; without one the change may hit nobody. homes are taken
        from it or altered: by the id of each reservation a slot_id and a table_id, or None (or
        nothing) for who stays where they are, under "needs attention", until they have been
        called. Then hours and tables that are new are made as by `extend_slots`, with progress
        and stop; these can be stopped, the change itself not. With the same request_id the call
        may be repeated. Raises PreviewChanged where the change hits anybody else by now, or the
        house is another: preview again. Raises what `preview` and, for a home, what `move` raise,
        and TooMuchAtOnce.
        """
        return house_edit.edit_restaurant(
            self._house,
            rest_id,
            change,
            preview=preview,
            homes=homes,
            progress=progress,
            stop=stop,
            request_id=request_id,
        )

    def clock_differs(self, rest_id: str) -> bool:
        """Tell whether the hours ahead were made by another clock than that of the house is now.

        The rules of its zone have changed since, as this station knows them. Until that is
        applied (`edit_restaurant` with the zone that it has) no further hours are made, since
        nobody could tell them from those that were promised. Raises RestaurantNotFound.
        """
        return clock_keeping.clock_differs(self._house, rest_id)

    def retire_table(
        self,
        rest_id: str,
        table_id: str,
        from_day: date,
        *,
        preview: Preview | None = None,
        homes: NewHomes | None = None,
        request_id: str | None = None,
    ) -> Restaurant:
        """Take a table out of the house from a business day on; it is never deleted.

        It is `edit_restaurant` for this one table, and its preview is that of
        `HouseChange(tables=(replace(table, retired_from=from_day),))`.
        """
        return house_edit.retire_table(
            self._house,
            rest_id,
            table_id,
            from_day,
            preview=preview,
            homes=homes,
            request_id=request_id,
        )

    def attention(self, rest_id: str) -> list[Attention]:
        """Return the reservations ahead that nothing covers, by time and table, with homes.

        Their hour is closed, their table retired or too small, or the book has no such hour any
        more, whoever caused that. Each stays until it is moved or given back. Who sits at the
        table already is none. Also who was brought to another hour by a change of the house
        ("moved"), until they have been called. Raises RestaurantNotFound.
        """
        return attention.attention(self._house, rest_id)

    def mark_called(
        self,
        reservation_id: str,
        *,
        is_called: bool = True,
        seen_at: Place | None = None,
        request_id: str | None = None,
    ) -> Reservation:
        """Note when, where and by whom a guest was called, or that nobody has called after all.

        It holds at every station until the party is moved, or a change of the house takes this
        place from them as well; who was called about another hour is left out by `attention`.
        `seen_at` is as for `move`: the guest was told of the place that the host saw. With the
        same request_id the call may be repeated. Raises ReservationNotFound, SlotBusy and
        ChangedSince.
        """
        return calling.mark_called(
            self._house,
            reservation_id,
            is_called=is_called,
            seen_at=seen_at,
            request_id=request_id,
        )
