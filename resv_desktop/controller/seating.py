"""What happens to a reservation at the door: it arrives, is seated, and has eaten."""

from resv_desktop.controller.house import House, need_reservation, write_id
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.reservation import STATUSES, Reservation
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document


def set_status(
    house: House, reservation_id: str, status: str, *, request_id: str | None
) -> Reservation:
    """Say how far a party is; the rules are told at Controller.set_status."""
    if status not in STATUSES:
        raise ValueError(f"{status!r} is no status; one of {STATUSES} is")

    def plan(book: Book) -> tuple[Document, Document]:
        before = need_reservation(book, reservation_id)
        return before, before | {"status": status}

    done = carry_out(house, write_id(request_id), "status", plan)
    assert done.after is not None
    return done.after
