"""What is written of a party that holds a table: number, name, note, allergy, how many they are."""

from typing import Any

from resv_desktop.controller.house import House, need_reservation, region_of_house, write_id
from resv_desktop.controller.place import check_seats, restaurant_of
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.errors import ChangedSince
from resv_desktop.domain.phone import format_phone, is_number, last_four, parse_phone
from resv_desktop.domain.reservation import Reservation, check_text
from resv_desktop.domain.slot import check_party_size
from resv_desktop.domain.words import Sentence
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, text, whole

_WRITTEN_SINCE = {
    "name": "Meanwhile another name was saved: {now}. What you typed was not saved.",
    "note": "Meanwhile another note was saved: {now}. What you typed was not saved.",
    "partySize": "Meanwhile another number of guests was saved: {now}. What you typed was not "
    "saved.",
    "reservedBy": "Meanwhile another phone number was saved: {now}. What you typed was not saved.",
}


def edit_reservation(
    house: House,
    reservation_id: str,
    *,
    phone: str | None,
    name: str | None,
    note: str | None,
    allergy: bool | None,
    party_size: int | None,
    seen: Reservation | None,
    second_table: bool,
    request_id: str | None,
) -> Reservation:
    """Change what is written; the rules are told at Controller.edit_reservation."""
    wanted: dict[str, Any] = {
        "name": None if name is None else check_text("name", name),
        "note": None if note is None else check_text("note", note),
        "allergy": allergy,
        "partySize": None if party_size is None else check_party_size(party_size),
    }

    def plan(book: Book) -> tuple[Document, Document]:
        before = need_reservation(book, reservation_id)
        said = _said(before)
        # What says the same already keeps the form in which another program wrote it.
        new = {field: to for field, to in wanted.items() if to is not None and to != said[field]}
        if "partySize" in new:
            check_seats(book, before, new["partySize"])
        if phone is not None:
            new |= _number(house, book, before, phone)
        if seen is not None:
            _check_written(house, book, before, new, seen)
        return before, before | new

    own_id = write_id(request_id)
    done = carry_out(
        house,
        own_id,
        "edit",
        plan,
        about={"reservationId": reservation_id},
        second_table=second_table,
    )
    assert done.after is not None
    return done.after


def _check_written(
    house: House, book: Book, before: Document, new: Document, seen: Reservation
) -> None:
    """Raise ChangedSince where something else than the host saw stands in what would be changed."""
    said = _said(before)
    then = {
        "name": seen.name,
        "note": seen.note,
        "partySize": seen.party_size,
        "reservedBy": seen.reserved_by,
    }
    for field, was in then.items():
        if field not in new or said[field] == was:
            continue
        now = said[field]
        if field == "reservedBy":
            restaurant = restaurant_of(house, book, before)
            now = format_phone(now, region_of_house(restaurant) if restaurant else None)
        raise ChangedSince(_WRITTEN_SINCE[field], now=now or Sentence("nothing"))


def _said(document: Document) -> dict[str, Any]:
    return {
        "reservedBy": text(document.get("reservedBy")),
        "name": text(document.get("name")),
        "note": text(document.get("note")),
        "allergy": document.get("allergy") is True,
        "partySize": whole(document.get("partySize")),
    }


def _number(house: House, book: Book, document: Document, phone: str) -> Document:
    """Return what a number changes; the same one keeps the form in which it is written."""
    restaurant = restaurant_of(house, book, document)
    region = region_of_house(restaurant) if restaurant else None
    number, said = parse_phone(phone, region).e164, text(document.get("reservedBy"))
    if is_number(said, number, region, typed=phone):
        return {}
    return {"reservedBy": number, "phoneLast4": last_four(number)}
