"""A host has called a guest whose place the house no longer offers."""

from resv_desktop.controller.house import House, as_kept, need_reservation, write_id
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.reservation import Reservation
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document

CALLED = "called"


def mark_called(
    house: House, reservation_id: str, *, is_called: bool, request_id: str | None
) -> Reservation:
    """Note that a guest was called, or was not; the rules are told at Controller.mark_called."""

    def plan(book: Book) -> tuple[Document, Document]:
        before = need_reservation(book, reservation_id)
        if not is_called:
            return before, not_called(before)
        call = {"at": as_kept(house.now()), "station": house.station, "host": house.host or None}
        return before, before | {CALLED: call}

    done = carry_out(
        house, write_id(request_id), "call", plan, about={"reservationId": reservation_id}
    )
    assert done.after is not None
    return done.after


def not_called(document: Document) -> Document:
    """Return a reservation whose guest has not been called."""
    return {field: value for field, value in document.items() if field != CALLED}
