"""A host has called a guest whose place the house no longer offers, or whose hour it changed."""

from resv_desktop.controller.house import House, as_kept, need_reservation, write_id
from resv_desktop.controller.place import check_seen
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.presence import Place
from resv_desktop.domain.reservation import Reservation
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document

CALLED = "called"
MOVED_FROM = "movedFrom"  # the hour that the guest knows of, as long as no call is noted


def mark_called(
    house: House,
    reservation_id: str,
    *,
    is_called: bool,
    seen_at: Place | None,
    request_id: str | None,
) -> Reservation:
    """Note that a guest was called, or was not; the rules are told at Controller.mark_called."""

    def plan(book: Book) -> tuple[Document, Document]:
        before = need_reservation(book, reservation_id)
        if seen_at is not None:
            check_seen(house, book, before, seen_at)
        if not is_called:
            return before, without(before, CALLED)
        call = {"at": as_kept(house.now()), "station": house.station, "host": house.host or None}
        return before, before | {CALLED: call}

    done = carry_out(
        house, write_id(request_id), "call", plan, about={"reservationId": reservation_id}
    )
    assert done.after is not None
    return done.after


def to_call_anew(document: Document) -> Document:
    """Return a reservation without its call, which is about the place that it loses or leaves.

    Whoever was called knows the hour that they had then, and none from before.
    """
    return without(without(document, CALLED), MOVED_FROM) if CALLED in document else document


def without(document: Document, gone: str) -> Document:
    """Return a reservation of which this is not known any more."""
    return {field: value for field, value in document.items() if field != gone}
