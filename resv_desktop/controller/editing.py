"""What is written of a party that holds a table: name, note, allergy, and how many they are."""

from typing import Any

from resv_desktop.controller.house import House, need_reservation, write_id
from resv_desktop.controller.place import hour_of, slot_of
from resv_desktop.controller.transition import carry_out
from resv_desktop.domain.reservation import Reservation, check_text
from resv_desktop.domain.slot import check_party_size
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, text, whole


def edit_reservation(
    house: House,
    reservation_id: str,
    *,
    name: str | None,
    note: str | None,
    allergy: bool | None,
    party_size: int | None,
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
            _check_seats(book, before, new["partySize"])
        return before, before | new

    done = carry_out(house, write_id(request_id), "edit", plan)
    assert done.after is not None
    return done.after


def _said(document: Document) -> dict[str, Any]:
    return {
        "name": text(document.get("name")),
        "note": text(document.get("note")),
        "allergy": document.get("allergy") is True,
        "partySize": whole(document.get("partySize")),
    }


def _check_seats(book: Book, document: Document, party: int) -> None:
    """Raise TableTooSmall where the table of a reservation does not seat so many."""
    hour, restaurant = hour_of(book, str(document.get("slotId")))
    slot_of(hour, str(document.get("tableId")), restaurant).check_seats(party)
