"""Find a reservation of this evening or of the days ahead while the host still types."""

from datetime import UTC, date, datetime

from resv_desktop.controller.house import House, local_reservation, region_of_house
from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.phone import forms_of, parse_phone
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import natural
from resv_desktop.domain.search import MOST_FOUND, read_wanted
from resv_desktop.domain.slot import LASTS
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document
from resv_desktop.store.recall import Span, ending_in, named_in, reservations_by_id

_NO_NUMBER_IS_SHORTER = 6  # digits; what is shorter can only be the end of one
_EVER = datetime(9999, 12, 1, tzinfo=UTC)


def find(house: House, rest_id: str, text: str, *, day: date | None) -> list[Reservation]:
    """Return what was looked for; the rules are told at Controller.find."""
    wanted = read_wanted(text)
    restaurant = house.known.restaurant(rest_id) or house.restaurant(rest_id)
    if not wanted:
        return []
    now = house.now()
    running = restaurant.business_day(now)
    first = restaurant.bounds(day or running)
    spans = _joined(first, (restaurant.begins_at(running), _EVER))

    def order(document: Document) -> tuple[object, ...]:
        at = document["time"]
        is_of_day = first[0] <= at < first[1]
        table = natural(str(document.get("tableId")))
        return not is_of_day, is_of_day and at + LASTS <= now, at, table

    def look(book: Book) -> list[Document]:
        if wanted.digits:
            digits, forms = _number(wanted.digits, text, region_of_house(restaurant))
            found = [d for s in spans for d in ending_in(book, rest_id, s, digits, forms)]
        else:
            named = [d for s in spans for d in named_in(book, rest_id, s)]
            found = [d for d in named if wanted.is_in(str(d["name"]))]
        first_ones = sorted(_of_house(book, rest_id, found), key=order)[:MOST_FOUND]
        if wanted.digits:
            return first_ones
        whole = {d["_id"]: d for d in reservations_by_id(book, [d["_id"] for d in first_ones])}
        return [whole[d["_id"]] for d in first_ones if d["_id"] in whole]

    return [local_reservation(document, restaurant) for document in house.store.read(look)]


def _joined(day: Span, ahead: Span) -> list[Span]:
    """Return the spans to look through: one where the day lies in what is ahead."""
    return [ahead] if day[0] >= ahead[0] else [day, ahead]


def _of_house(book: Book, rest_id: str, found: list[Document]) -> list[Document]:
    """Leave out what names no restaurant and stands in an hour of another one."""
    homeless = [str(d.get("slotId")) for d in found if not d.get("restId")]
    hours = book.hours_by_id(homeless) if homeless else {}
    homes = {slot_id: hour.rest_id for slot_id, hour in hours.items()}
    return [d for d in found if d.get("restId") or homes.get(str(d.get("slotId"))) == rest_id]


def _number(digits: str, text: str, region: str | None) -> tuple[str, list[str]]:
    """Return how the number ends, and its forms where the whole of it was typed."""
    if len(digits) < _NO_NUMBER_IS_SHORTER:
        return digits, []
    # Without the zero in front of it at home, a number ends as it does in every country.
    ending = digits.lstrip("0") or digits
    try:
        return ending, forms_of(parse_phone(text, region).e164, typed=text)
    except InvalidPhone:
        return ending, []
