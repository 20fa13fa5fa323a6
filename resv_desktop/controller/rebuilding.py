"""How a business day came to be as it is: what the book and its journal know of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter

from resv_desktop.controller.house import House
from resv_desktop.controller.reading import reservations_on, slots
from resv_desktop.controller.remembering import line_from
from resv_desktop.domain.journal import Line
from resv_desktop.domain.past import Past
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import LASTS
from resv_desktop.store.archive import archived_before
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, made_at, restaurant_from
from resv_desktop.store.recall import lines_of_day, lines_of_the_house_itself


def past(house: House, rest_id: str, on: date) -> Past:
    """Return how a day came to be; the rules are told at Controller.past."""
    # The lines last: what is done meanwhile has its line, and is taken as still to come.
    read_at = house.now()
    restaurant = house.restaurant(rest_id)
    tables = slots(house, rest_id, on)
    held = reservations_on(house, rest_id, on)
    start, end = restaurant.bounds(on)
    slot_ids = {slot.slot_id for slot in tables} | {each.slot_id for each in held}

    def look(book: Book) -> tuple[datetime, list[Document], list[Document]]:
        filed_before = archived_before(house.store.database)
        changes = lines_of_the_house_itself(book, rest_id, filed_before)
        houses = [restaurant, *(restaurant_from(line["before"]) for line in changes)]
        since = start - timedelta(days=max(each.days_ahead for each in houses) + 2)
        lines = lines_of_day(
            book, rest_id, slot_ids, (start, end), (max(since, filed_before), end + LASTS)
        )
        return filed_before, lines, changes

    filed_before, lines, changes = house.store.read(look)
    starts_at = {slot.slot_id: slot.starts_at for slot in tables}
    told = [_at_their_hours(line_from(document, restaurant), starts_at) for document in lines]
    known = {each.id for line in told for each in (line.before, line.after) if each is not None}
    known.update(each.id for each in held)
    return Past(
        restaurant=restaurant,
        on=on,
        read_at=read_at,
        slots=tuple(tables),
        held=tuple(held),
        lines=tuple(sorted(told, key=attrgetter("at", "id"))),
        made_at={id_: at for id_ in known if (at := made_at(id_)) is not None},
        houses=tuple((line["at"], restaurant_from(line["before"])) for line in changes),
        filed_before=filed_before,
    )


def _at_their_hours(line: Line, starts_at: Mapping[str, datetime]) -> Line:
    """Return a line with its reservations where their hours lie now.

    Another clock may have brought the hours to other instants since, under the same hour of it.
    """

    def now(reservation: Reservation | None) -> Reservation | None:
        at = starts_at.get(reservation.slot_id) if reservation else None
        return replace(reservation, starts_at=at) if reservation and at else reservation

    return replace(line, before=now(line.before), after=now(line.after))
