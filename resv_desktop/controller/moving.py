"""Bring a party to another table or hour, all of it or nothing."""

from datetime import datetime

from resv_desktop.controller.calling import CALLED, MOVED_FROM, without
from resv_desktop.controller.house import (
    House,
    as_kept,
    local_reservation,
    need_reservation,
    write_id,
)
from resv_desktop.controller.place import hour_of, restaurant_of, spelled_as, who_has
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.errors import ChangedSince
from resv_desktop.domain.presence import Place
from resv_desktop.domain.reservation import Reservation
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document
from resv_desktop.store.hour import Hour

_MOVING = ("move", "undo", "clock")


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


def check_seen(house: House, book: Book, now: Document, seen_at: Place) -> None:
    """Raise ChangedSince where a party is no longer where the host saw it, and say where it is."""
    if local_reservation(now, None).place == seen_at:
        return
    held = local_reservation(now, restaurant_of(house, book, now))
    facts: dict[str, object] = {"guest": who_has(now, house), "table": held.table_id}
    facts |= {"hour": held.starts_at, "day": held.starts_at.date()}
    line = book.last_line_about(held.id, _MOVING) or {}
    is_here = line.get("station") == house.station
    brought = local_reservation(line.get("after") or {}, None)
    if is_here or brought.place != held.place:
        raise ChangedSince(
            "Meanwhile {guest} has been moved to table {table} at {hour} on {day}. "
            "Nothing was changed.",
            **facts,
        )
    raise ChangedSince(
        "Meanwhile {guest} has been moved to table {table} at {hour} on {day}, at {station}. "
        "Nothing was changed.",
        station=line["station"],
        **facts,
    )


def moved_to(before: Document, hour: Hour, table_id: str, now: datetime) -> Document:
    """Return a reservation as it is in another place."""
    is_other = str(before.get("slotId")) != hour.slot_id
    # Nobody has been late in an hour that they were brought to after it had begun.
    brought = {"movedAt": as_kept(now)} if is_other and hour.starts_at < now else {}
    kept = without(before, CALLED)  # about the place that they leave
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
