"""What happens to a reservation at the door: it arrives, is seated, and has eaten."""

from resv_desktop.controller.house import House, local_reservation, need_reservation, write_id
from resv_desktop.controller.place import who_has
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.errors import ChangedSince
from resv_desktop.domain.reservation import STATUSES, Reservation
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document

_SAYING = ("status", "undo")


def set_status(
    house: House, reservation_id: str, status: str, *, seen: str | None, request_id: str | None
) -> Reservation:
    """Say how far a party is; the rules are told at Controller.set_status."""
    if status not in STATUSES:
        raise ValueError(f"{status!r} is no status; one of {STATUSES} is")

    def plan(book: Book) -> tuple[Document, Document]:
        before = need_reservation(book, reservation_id)
        if seen is not None:
            check_still(house, book, before, seen)
        return before, before | {"status": status}

    done = carry_out(
        house, write_id(request_id), "status", plan, about={"reservationId": reservation_id}
    )
    assert done.after is not None
    return done.after


def check_still(house: House, book: Book, now: Document, seen: str) -> None:
    """Raise ChangedSince where a party is further, or less far, than the host saw it."""
    held = local_reservation(now, None)
    if held.status == seen:
        return
    line = book.last_line_about(held.id, _SAYING) or {}
    is_here = line.get("station") == house.station
    if is_here or local_reservation(line.get("after") or {}, None).status != held.status:
        raise ChangedSince(
            "Meanwhile the status of {guest} was changed. Nothing was saved.",
            guest=who_has(now, house),
        )
    raise ChangedSince(
        "Meanwhile the status of {guest} was changed at {station}. Nothing was saved.",
        station=line["station"],
        guest=who_has(now, house),
    )
