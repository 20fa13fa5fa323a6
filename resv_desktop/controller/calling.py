"""A host has called a guest whose place the house no longer offers, or whose hour it changed."""

from resv_desktop.controller.house import House, as_kept, need_reservation, write_id
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.reservation import Reservation
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document

CALLED = "called"
MOVED_FROM = "movedFrom"  # the hour that the guest was promised, until they have heard of another


def mark_called(
    house: House, reservation_id: str, *, is_called: bool, request_id: str | None
) -> Reservation:
    """Note that a guest was called, or was not; the rules are told at Controller.mark_called."""

    def plan(book: Book) -> tuple[Document, Document]:
        before = need_reservation(book, reservation_id)
        if not is_called:
            return before, without(before, CALLED)
        call = {"at": as_kept(house.now()), "station": house.station, "host": house.host or None}
        return before, without(before, MOVED_FROM) | {CALLED: call}

    done = carry_out(
        house, write_id(request_id), "call", plan, about={"reservationId": reservation_id}
    )
    assert done.after is not None
    return done.after


def without(document: Document, gone: str) -> Document:
    """Return a reservation of which this is not known any more."""
    return {field: value for field, value in document.items() if field != gone}
