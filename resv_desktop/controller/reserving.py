"""Give a table to a party and take it back, each in one transaction and never twice."""

from resv_desktop.controller.house import (
    House,
    as_kept,
    local_reservation,
    need_timed,
    region_of_house,
    write_id,
)
from resv_desktop.controller.lining_up import tidy
from resv_desktop.controller.place import (
    already_reserved,
    busy,
    check_seen,
    hour_of,
    restaurant_of,
    slot_at,
    slot_of,
    stored_twice,
    taken,
    why_not,
)
from resv_desktop.controller.reshuffling import MakingRoom
from resv_desktop.controller.seating import check_still
from resv_desktop.controller.transition import made_before, told, written_once
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    Refusal,
    ReservationNotFound,
    SlotBusy,
)
from resv_desktop.domain.phone import (
    format_phone,
    is_number,
    last_four,
    parse_phone,
)
from resv_desktop.domain.presence import Place
from resv_desktop.domain.reservation import Reservation, check_text
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot, check_party_size
from resv_desktop.store.book import AlreadyDone, Book
from resv_desktop.store.documents import Document, WriteId, object_id, text
from resv_desktop.store.hour import Hour
from resv_desktop.store.house_hours import TableHeld


def _find_hour(house: House, slot_id: str, table_id: str) -> tuple[Hour, Slot, Restaurant]:
    """Return hour and restaurant of a slot; raise SlotNotFound or TableNotFound.

    Whether the table is there, free and large enough is decided in the transaction.
    """
    known = house.known.hour(slot_id)
    if known is not None:
        hour, restaurant = known
        return hour, slot_at(slot_id, table_id, restaurant.local(hour.starts_at)), restaurant
    hour, restaurant = house.store.read(lambda book: hour_of(book, slot_id))
    slot = slot_of(hour, table_id, restaurant)
    house.known.see(restaurant, [hour])
    return hour, slot, restaurant


def reserve(
    house: House,
    slot_id: str,
    table_id: str,
    phone: str,
    party_size: int,
    *,
    reservation_id: str | None,
    name: str,
    note: str,
    second_table: bool,
    is_walk_in: bool = False,
    allergy: bool = False,
    moving: Reshuffle | None = None,
) -> Reservation:
    """Give the table to the party; the rules are told at Controller.reserve and walk_in."""
    own_id = write_id(reservation_id)
    act = "walk_in" if is_walk_in else "reserve"

    def attempt() -> Reservation:
        try:
            return _take(
                house,
                slot_id,
                table_id,
                phone,
                party_size,
                own_id,
                name,
                note,
                second_table,
                is_walk_in,
                allergy,
                moving,
            )
        except (Refusal, AlreadyDone):
            # It may be another hour than is remembered.
            house.known.forget(slot_id)
            raise

    with house.settling(own_id):
        return written_once(house, own_id, act, attempt, lambda line: made_before(house, line))


def _take(
    house: House,
    slot_id: str,
    table_id: str,
    phone: str,
    party_size: int,
    own_id: WriteId,
    name: str,
    note: str,
    second_table: bool,
    is_walk_in: bool,
    allergy: bool,
    moving: Reshuffle | None,
) -> Reservation:
    party = check_party_size(party_size)
    name, note = check_text("name", name), check_text("note", note)
    hour, slot, restaurant = _find_hour(house, slot_id, table_id)
    region = region_of_house(restaurant)
    is_unknown = is_walk_in and not phone.strip()
    number = "" if is_unknown else parse_phone(phone, region).e164
    now = house.now()
    slot.check_not_over(now)
    if is_walk_in:
        slot.check_near(now)
    document: Document = {
        "_id": own_id,
        "time": hour.starts_at,
        "tableId": table_id,
        "reservedBy": number,
        "slotId": object_id(hour.slot_id) or hour.slot_id,
        "restId": object_id(hour.rest_id) or hour.rest_id,
        "partySize": party,
        "name": name,
        "note": note,
        "status": "seated" if is_walk_in else "booked",
        "createdAt": as_kept(now),
        "station": house.station,
        "phoneLast4": last_four(number),
    }
    if allergy:
        document["allergy"] = True
    room = MakingRoom(house, moving, own_id) if moving else None
    line = house.line(
        own_id,
        "walk_in" if is_walk_in else "reserve",
        restId=document["restId"],
        reservationId=own_id,
        slotId=document["slotId"],
        tableId=table_id,
        time=hour.starts_at,
        after=document,
        **(room.facts if room else {}),
    )
    is_mixed, is_alone = house.known.is_mixed(), second_table or is_unknown

    def take(book: Book) -> None:
        if room:
            room.vacate(book)
        if not book.hold(hour, table_id, party):
            raise why_not(book, house, hour, table_id, party, restaurant)
        # Two documents for one hour: then neither of their flags can be believed.
        if is_mixed and book.has_twin(hour):
            raise stored_twice(slot)
        if not book.insert_without_rival(document, None if is_alone else phone):
            check_rivals(book)
            book.insert_reservation(document)
        book.write_line(line)

    def check_rivals(book: Book) -> None:
        rivals = book.rivals(hour.slot_id, table_id, number, None if is_alone else phone)
        holder = next((r for r in rivals if r.get("tableId") == table_id), None)
        if holder is not None:
            raise taken(slot, holder, house)
        for other in rivals:
            if is_number(text(other.get("reservedBy")), number, region, typed=phone):
                raise already_reserved(number, region, other, slot)

    try:
        house.store.write(take)
    except TableHeld:
        raise taken(slot, None, house) from None
    except SlotBusy:
        raise busy(slot) from None
    except AlreadyReserved as refusal:
        raise (room.as_it_is(refusal) if room else refusal) from None
    return local_reservation(document, restaurant)


def give_back(
    house: House,
    reservation_id: str,
    act: str,
    *,
    phone: str | None = None,
    seen_at: Place | None = None,
    seen: str | None = None,
    request_id: str | None,
) -> Reservation:
    """Give the table back; the rules are told at Controller.cancel, no_show and release."""
    own_id = write_id(request_id)
    with house.settling(own_id):
        return written_once(
            house,
            own_id,
            act,
            lambda: _give_back(house, reservation_id, act, phone, seen_at, seen, own_id),
            lambda line: told(house, line.get("before")),
            reservationId=reservation_id,
        )


def _give_back(
    house: House,
    reservation_id: str,
    act: str,
    phone: str | None,
    seen_at: Place | None,
    seen_status: str | None,
    own_id: WriteId,
) -> Reservation:
    is_mixed = house.known.is_mixed()
    seen: Reservation | None = None
    untidy: list[str] = []

    def give_back(book: Book) -> None:
        nonlocal seen, untidy
        untidy = book.untidy
        before = need_timed(book, reservation_id, book.remove_reservation(reservation_id))
        restaurant = restaurant_of(house, book, before)
        seen = local_reservation(before, restaurant)
        slot_id, table_id = str(before.get("slotId")), str(before.get("tableId"))
        if phone is not None:
            _check_holder(seen, phone, restaurant)
        if seen_at is not None:
            check_seen(house, book, before, seen_at)
        if seen_status is not None:
            check_still(house, book, before, seen_status)
        place, now = slot_at(slot_id, table_id, seen.starts_at), house.now()
        if act == "cancel" and seen.status == "done":
            raise ChangedSince(
                "The party of table {table} at {hour} on {day} was here and is done; there is "
                "nothing to cancel.",
                **place.named(),
            )
        place.check_not_over(now)
        if act == "no_show":
            place.check_begun(now)
        # Freed first, and taken again for whoever else holds it: two that are cancelled at one
        # instant meet at this write, and the last of them leaves the table free.
        book.free(slot_id, table_id)
        if is_mixed and book.rivals(slot_id, table_id):
            book.take(slot_id, table_id)
        book.write_line(
            house.line(
                own_id,
                act,
                restId=(object_id(restaurant.id) or restaurant.id) if restaurant else None,
                reservationId=before["_id"],
                slotId=object_id(slot_id) or before.get("slotId"),
                tableId=table_id,
                time=before.get("time"),
                before=before,
            )
        )

    try:
        house.store.write(give_back)
    except SlotBusy:
        if seen is None:
            raise
        raise busy(slot_at(seen.slot_id, seen.table_id, seen.starts_at)) from None
    tidy(house, untidy)
    assert seen is not None
    return seen


def _check_holder(reservation: Reservation, phone: str, restaurant: Restaurant | None) -> None:
    region = region_of_house(restaurant) if restaurant else None
    number = parse_phone(phone, region)
    if not is_number(reservation.reserved_by, number.e164, region, typed=phone):
        raise ReservationNotFound(
            "Table {table} at {hour} on {day} is not held by {phone}.",
            table=reservation.table_id,
            hour=reservation.starts_at,
            day=reservation.starts_at.date(),
            phone=format_phone(number.e164, region),
        )
