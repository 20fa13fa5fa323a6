"""Bring a party to another table or hour, all of it or nothing."""

from datetime import datetime

from resv_desktop.controller.calling import MOVED_FROM, to_call_anew, without
from resv_desktop.controller.house import (
    House,
    as_kept,
    need_reservation,
    write_id,
)
from resv_desktop.controller.place import check_seen, hour_of, spelled_as
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.presence import Place
from resv_desktop.domain.reservation import Reservation
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document
from resv_desktop.store.hour import Hour


def move(
    house: House,
    reservation_id: str,
    slot_id: str,
    table_id: str,
    *,
    seen_at: Place | None,
    second_table: bool,
    request_id: str | None,
) -> Reservation:
    """Give a reservation another place; the rules are told at Controller.move."""

    def plan(book: Book) -> tuple[Document, Document]:
        before = need_reservation(book, reservation_id)
        if seen_at is not None:
            check_seen(house, book, before, seen_at)
        hour, _ = hour_of(book, slot_id)
        return before, moved_to(before, hour, table_id, house.now())

    own_id = write_id(request_id)
    about = {"reservationId": reservation_id}
    done = carry_out(house, own_id, "move", plan, about=about, second_table=second_table)
    assert done.after is not None
    return done.after


def moved_to(before: Document, hour: Hour, table_id: str, now: datetime) -> Document:
    """Return a reservation as it is in another place."""
    is_other = str(before.get("slotId")) != hour.slot_id
    # Nobody has been late in an hour that they were brought to after it had begun.
    brought = {"movedAt": as_kept(now)} if is_other and hour.starts_at < now else {}
    kept = to_call_anew(before)
    if kept.get(MOVED_FROM) == hour.starts_at:
        kept = without(kept, MOVED_FROM)  # it is the hour that they know
    return (
        kept
        | brought
        | {
            "time": hour.starts_at,
            "tableId": table_id,
            "slotId": spelled_as(before.get("slotId"), hour.slot_id),
            "restId": spelled_as(before.get("restId"), hour.rest_id),
        }
    )
