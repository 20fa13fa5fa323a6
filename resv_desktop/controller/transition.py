"""One reservation becomes another, comes or goes: in one transaction, and never twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from resv_desktop.controller.house import (
    House,
    id_taken,
    local_reservation,
    need_reservation,
    region_of_house,
)
from resv_desktop.controller.lining_up import tidy
from resv_desktop.controller.place import (
    WhyTaken,
    already_reserved,
    busy,
    hour_of,
    restaurant_of,
    slot_at,
    stored_twice,
    taken,
    why_not,
)
from resv_desktop.domain.errors import Refusal, SlotBusy
from resv_desktop.domain.phone import is_number, number_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.store.book import AlreadyDone, Book
from resv_desktop.store.documents import Document, WriteId, object_id, text, whole
from resv_desktop.store.house_hours import TableHeld

T = TypeVar("T")
# What is stored now and what shall be stored instead; None where there is no reservation.
Plan = Callable[[Book], tuple[Document | None, Document | None]]


_BRINGING = ("reserve", "walk_in", "move", "undo")  # to another hour, or to one at all


@dataclass(frozen=True, slots=True)
class Done:
    """A write that is in the book: the reservation before it and after it."""

    before: Reservation | None
    after: Reservation | None


def carry_out(
    house: House,
    own_id: WriteId,
    act: str,
    plan: Plan,
    *,
    about: Mapping[str, object],
    second_table: bool = False,
    since: datetime | None = None,
    why_taken: WhyTaken = taken,
    then: Callable[[Book], None] | None = None,
    **facts: object,
) -> Done:
    """Do what the plan says; with the same id again, return what was done the first time.

    about is what the act is done to, as `written_once` takes it: of something else it was no first
    time, and IdTaken is raised.
    The plan is asked inside the transaction, perhaps several times, and may refuse; what is to be
    done `then`, once its change is stored, may as well. Where it
    changes the table, the new one is held and the old one freed, which neither may be once its
    hour is over. Raises SlotInPast, SlotNotFound, TableNotFound, TableTooSmall, SlotTaken,
    SlotBusy, and AlreadyReserved where the guest, who may be another one than before, has another
    table of the new hour (unless second_table), brought there not before `since`. A reservation
    that was made the first time and is gone since is ReservationNotFound.
    """

    def attempt() -> Done:
        return _attempt(house, own_id, act, plan, second_table, since, why_taken, then, facts)

    def earlier(line: Document) -> Done:
        if act == "reserve":  # nobody is told that they have a table that was cancelled since
            return Done(None, made_before(house, line))
        return Done(told(house, line["before"]), told(house, line["after"]))

    with house.settling(own_id):
        return written_once(house, own_id, act, attempt, earlier, **about)


def written_once(
    house: House,
    own_id: WriteId,
    act: str,
    attempt: Callable[[], T],
    earlier: Callable[[Document], T | None],
    **about: object,
) -> T:
    """Return what is written now, or what the line of an earlier attempt says was written then.

    That is asked only where this attempt was refused or had its line already. What it was refused
    for stands where there is no such line, where it says nothing, or where it is that of another
    act or about something else, as `done_before` takes that. Raises IdTaken where this attempt
    was refused for nothing but a write with its id.
    """
    try:
        return attempt()
    except (Refusal, AlreadyDone) as why:
        line = done_before(house, own_id, act, **about)
        answer = earlier(line) if line is not None else None
        if answer is not None:
            return answer
        if isinstance(why, AlreadyDone):
            raise id_taken() from None
        raise


def done_before(house: House, own_id: WriteId, act: str, **about: object) -> Document | None:
    """Return the line of an earlier attempt that was saved although its answer never came.

    What was refused or could not be done again may be in the way of itself. None also where it is
    another act that was done under this id, or the same one about something else: about are the
    ids of what it is done to, by the fields of the line that name it or hold its document.
    """
    line = house.store.read(lambda book: book.line(own_id))
    if line is None or line.get("act") != act or not _is_about(line, about):
        return None
    house.make_sure_of(own_id)
    return line


def _is_about(line: Document, ids: Mapping[str, object]) -> bool:
    return all(_id_in(line.get(field)) == _id_in(own) for field, own in ids.items())


def _id_in(named: object) -> str:
    own = named.get("_id") if isinstance(named, Mapping) else named
    return str(object_id(own) or own)


def made_before(house: House, line: Document) -> Reservation:
    """Return the reservation that an earlier attempt made, as it is now.

    Raises ReservationNotFound where it is gone since, saying who took it out and when.
    """

    def look(book: Book) -> Reservation:
        document = need_reservation(book, str(line["_id"]))
        return local_reservation(document, restaurant_of(house, book, document))

    return house.store.read(look)


def told(house: House, document: Document | None) -> Reservation | None:
    """Return what a line of the journal holds, with its time as its house's clock shows it."""
    if document is None:
        return None
    return house.store.read(
        lambda book: local_reservation(document, restaurant_of(house, book, document))
    )


def _attempt(
    house: House,
    own_id: WriteId,
    act: str,
    plan: Plan,
    second_table: bool,
    since: datetime | None,
    why_taken: WhyTaken,
    then: Callable[[Book], None] | None,
    facts: dict[str, object],
) -> Done:
    is_mixed = house.known.is_mixed()
    place: Slot | None = None
    untidy: list[str] = []

    def work(book: Book) -> Done:
        nonlocal place, untidy
        untidy = book.untidy
        before, after = plan(book)
        document = after or before or {}
        restaurant = restaurant_of(house, book, document)
        seen = local_reservation(document, restaurant)
        place = slot_at(seen.slot_id, seen.table_id, seen.starts_at)
        # First the hours, in the order of their ids: who crosses another's way meets it there.
        for where, is_wanted in sorted(_steps(before, after)):
            if is_wanted and after:
                is_new_hour = before is None or str(before.get("slotId")) != where[0]
                is_asked = is_new_hour and not second_table
                _hold(house, book, after, seen.starts_at, why_taken, is_mixed, is_asked, since)
            elif before:
                _free(house, book, before, is_mixed)
        if before and after and not second_table and _is_for_another(before, after):
            _check_other_guest(book, after, since)
        _store(book, before, after)
        if then is not None:
            then(book)
        line = house.line(
            own_id,
            act,
            restId=(object_id(restaurant.id) or restaurant.id) if restaurant else None,
            reservationId=document["_id"],
            slotId=object_id(seen.slot_id) or seen.slot_id,
            tableId=seen.table_id,
            time=document.get("time"),
            before=before,
            after=after,
            **facts,
        )
        book.write_line(line)
        # Read here, since no silence may come between what is saved and its being told.
        was = local_reservation(before, restaurant_of(house, book, before)) if before else None
        return Done(was, seen if after else None)

    try:
        done = house.store.write(work)
    except TableHeld:
        assert place is not None
        raise why_taken(place, None, house) from None
    except SlotBusy:
        if place is None:
            raise
        raise busy(place) from None
    tidy(house, untidy)
    return done


def _steps(before: Document | None, after: Document | None) -> list[tuple[tuple[str, str], bool]]:
    """Return the table that is left and the one that is wanted (True); none where it stays."""
    places = [
        (str(document.get("slotId")), str(document.get("tableId"))) if document else None
        for document in (before, after)
    ]
    if places[0] == places[1]:
        return []
    return [(at, is_wanted) for at, is_wanted in zip(places, (False, True), strict=True) if at]


def _free(house: House, book: Book, before: Document, is_mixed: bool) -> None:
    """Free the table that the reservation leaves, unless somebody else holds it as well."""
    seen = local_reservation(before, restaurant_of(house, book, before))
    slot_at(seen.slot_id, seen.table_id, seen.starts_at).check_not_over(house.now())
    book.free(seen.slot_id, seen.table_id)
    if is_mixed and _others(book.rivals(seen.slot_id, seen.table_id), before):
        book.take(seen.slot_id, seen.table_id)


def _hold(
    house: House,
    book: Book,
    after: Document,
    starts_at: datetime,
    why_taken: WhyTaken,
    is_mixed: bool,
    is_guest_asked: bool,
    since: datetime | None,
) -> None:
    """Hold the table that the reservation gets, for the guest who has no other in that hour."""
    table_id, party = text(after.get("tableId")), whole(after.get("partySize")) or 1
    hour, restaurant = hour_of(book, str(after["slotId"]), starts_at)
    slot = slot_at(hour.slot_id, table_id, restaurant.local(hour.starts_at))
    slot.check_not_over(house.now())
    if not book.hold(hour, table_id, party):
        raise why_not(book, house, hour, table_id, party, restaurant, why_taken)
    if is_mixed and book.has_twin(hour):
        raise stored_twice(slot)
    phone, region = str(after.get("reservedBy") or ""), region_of_house(restaurant)
    number = number_of(phone, region)  # or as another program wrote it, or a walk-in
    rivals = _others(book.rivals(hour.slot_id, table_id, number, phone or None), after)
    holder = next((r for r in rivals if r.get("tableId") == table_id), None)
    if holder is not None:
        raise why_taken(slot, holder, house)
    if is_guest_asked:
        _check_guest(book, number, region, rivals, slot, since)


def _is_for_another(before: Document, after: Document) -> bool:
    """Whether a reservation that stays where it is belongs to another number from now on."""
    is_same_place = not _steps(before, after)
    return is_same_place and before.get("reservedBy") != after.get("reservedBy")


def _check_other_guest(book: Book, after: Document, since: datetime | None) -> None:
    """Check that the other guest who gets a table has none in its hour, nor gets one just now."""
    table_id = text(after.get("tableId"))
    hour, restaurant = hour_of(book, str(after["slotId"]))
    # There and back: whoever reserves for this guest at this instant meets this write at the hour.
    book.free(hour.slot_id, table_id)
    book.take(hour.slot_id, table_id)
    number, region = str(after.get("reservedBy") or ""), region_of_house(restaurant)
    rivals = book.rivals(hour.slot_id, table_id, number, number or None)
    others = [r for r in rivals if r.get("tableId") != table_id]
    slot = slot_at(hour.slot_id, table_id, restaurant.local(hour.starts_at))
    _check_guest(book, number, region, others, slot, since)


def _check_guest(
    book: Book,
    number: str,
    region: str | None,
    rivals: list[Document],
    slot: Slot,
    since: datetime | None,
) -> None:
    """Raise AlreadyReserved where the guest has one of these tables, brought there not before."""
    for other in rivals:
        is_own = is_number(text(other.get("reservedBy")), number, region)
        if is_own and (since is None or not _was_there(book, other, since)):
            raise already_reserved(number, region, other, slot)


def _was_there(book: Book, reservation: Document, since: datetime) -> bool:
    """Whether a reservation was brought to its hour before an instant; not where none can tell."""
    line = book.last_line_about(str(reservation["_id"]), _BRINGING)
    return line is not None and line["at"] < since


def _others(reservations: list[Document], own: Document) -> list[Document]:
    return [reservation for reservation in reservations if reservation["_id"] != own["_id"]]


def _store(book: Book, before: Document | None, after: Document | None) -> None:
    if after is None:
        if before is not None:
            book.remove_reservation(before["_id"])
    elif before is None:
        book.insert_reservation(after)
    else:
        book.replace_reservation(after)
