"""The waitlist: who would come in an hour that has no table for them."""

from collections.abc import Mapping
from datetime import UTC, date, timedelta
from typing import Any, Final

from resv_desktop.controller.house import House, region_of_house, write_id
from resv_desktop.controller.place import (
    at_its_hour,
    hour_of,
    restaurant_of,
    slot_of,
    taken,
    who_has,
)
from resv_desktop.controller.reshuffling import MakingRoom
from resv_desktop.controller.transition import carry_out, told, written_once
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    SlotInPast,
    SlotNotFound,
)
from resv_desktop.domain.phone import last_four, parse_phone
from resv_desktop.domain.reservation import Reservation, Undone, check_text
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS, Slot, check_party_size
from resv_desktop.domain.waiting import (
    TableFree,
    Waiting,
    WaitingNotFound,
    Waitlist,
    first_that_fits,
    in_order,
    offers_of,
)
from resv_desktop.store.book import Book
from resv_desktop.store.documents import JOURNAL, WAITING, Document, WriteId, object_id, same
from resv_desktop.store.hour import Hour
from resv_desktop.store.recall import undone_by
from resv_desktop.store.waitlist import waiting_between, waiting_from

_INSTANT: Final = timedelta(milliseconds=1)
_AHEAD: Final = timedelta(days=1000)


def wait(
    house: House,
    rest_id: str,
    slot_id: str,
    party_size: int,
    phone: str,
    *,
    name: str,
    note: str,
    request_id: str | None,
) -> Waiting:
    """Put a party on the waitlist; the rules are told at Controller.wait."""
    own_id = write_id(request_id)

    def attempt() -> Waiting:
        party = check_party_size(party_size)
        texts = {"name": check_text("name", name), "note": check_text("note", note)}
        hour, restaurant = house.store.read(lambda book: hour_of(book, slot_id))
        if hour.rest_id != rest_id:
            raise SlotNotFound("There is no hour {id}.", id=str(slot_id)[:40])
        number = parse_phone(phone, region_of_house(restaurant)).e164
        document: Document = {
            "_id": own_id,
            "restId": object_id(hour.rest_id) or hour.rest_id,
            "slotId": object_id(hour.slot_id) or hour.slot_id,
            "time": hour.starts_at,
            "partySize": party,
            "reservedBy": number,
            "phoneLast4": last_four(number),
            **texts,
            "createdAt": house.now(),
            "station": house.station,
        }
        house.store.write(lambda book: _add(house, book, restaurant, document))
        return waiting_from(document, restaurant.zone)

    def earlier(line: Document) -> Waiting | None:
        # It may have been taken off again since; what the first attempt did is told. But nobody is
        # told that they wait where just that was taken back.
        if line["_id"] in undone_by(house.store.read(lambda book: _undos(book, line["slotId"]))):
            raise WaitingNotFound("This entry of the waitlist does not exist, or no longer.")
        entry = line.get("after")
        return waiting_from(entry, house.restaurant(rest_id).zone) if entry else None

    with house.settling(own_id):
        return written_once(house, own_id, "wait", attempt, earlier)


def _add(house: House, book: Book, restaurant: Restaurant, document: Document) -> None:
    hour, _ = hour_of(book, str(document["slotId"]))
    document["time"] = hour.starts_at
    starts_at = restaurant.local(hour.starts_at)
    named = {"hour": starts_at, "day": starts_at.date()}
    if hour.starts_at + LASTS <= house.now():
        raise SlotInPast("The hour of {hour} on {day} is over.", **named)
    free = _free_for(hour, restaurant, document["partySize"])
    if free is not None:
        raise TableFree(
            "Table {table} at {hour} on {day} is free and seats {seats}. Nobody has to wait.",
            table=free.table_id,
            seats=free.capacity,
            **named,
        )
    book.add_waiting(document)
    book.write_line(_line(house, document["_id"], "wait", document, after=document))


def _undos(book: Book, slot_id: object) -> list[Document]:
    """Return what was taken back in an hour."""
    query = {"slotId": slot_id, "undoes": {"$exists": True}}
    return book.find(JOURNAL, query, ("at", "undoes")).to_list()


def _free_for(hour: Hour, restaurant: Restaurant, party: int) -> Slot | None:
    """Return the smallest free table of an hour that seats a party, or None."""
    free = [s for s in hour.slots(restaurant.zone) if s.is_available and s.capacity >= party]
    return min(free, key=lambda slot: slot.capacity, default=None)


def unwait(house: House, waiting_id: str, *, request_id: str | None) -> Waiting:
    """Take an entry off the waitlist; the rules are told at Controller.unwait."""
    own_id = write_id(request_id)

    def take_off(book: Book) -> Document:
        before = book.remove_waiting(waiting_id)
        if before is None:
            raise WaitingNotFound("This entry of the waitlist does not exist, or no longer.")
        book.write_line(_line(house, own_id, "unwait", before, before=before))
        _know_house(house, book, before)
        return before

    with house.settling(own_id):
        taken_off = written_once(
            house,
            own_id,
            "unwait",
            lambda: house.store.write(take_off),
            lambda line: line.get("before"),
            before=waiting_id,
        )
        return _at_its_house(house, taken_off)


def pass_over(house: House, waiting_id: str, table_id: str, *, request_id: str | None) -> Waiting:
    """Offer a table to the next party; the rules are told at Controller.pass_over."""
    own_id = write_id(request_id)

    def note(book: Book) -> Document:
        before = book.waiting(waiting_id)
        if before is None:
            raise waits_no_longer()
        passed = before.get("passed", [])
        if table_id in passed:
            raise ChangedSince(
                "{guest} has been passed over for table {table} already. Nothing was changed.",
                guest=who_has(before, house),
                table=table_id,
            )
        after = before | {"passed": [*passed, table_id]}
        book.replace_waiting(after)
        line = _line(house, own_id, "pass_over", before, before=before, after=after)
        book.write_line(line)
        _know_house(house, book, before)
        return line

    with house.settling(own_id):
        line = written_once(
            house,
            own_id,
            "pass_over",
            lambda: house.store.write(note),
            lambda line: line,
            before=waiting_id,
        )
        return _at_its_house(house, line["after"])


def _at_its_house(house: House, entry: Document) -> Waiting:
    """Return an entry by the clock of its house."""
    rest_id = str(entry["restId"])
    restaurant = house.known.restaurant(rest_id) or house.restaurant(rest_id)
    return waiting_from(entry, restaurant.zone)


def reserve_waiting(
    house: House,
    waiting_id: str,
    table_id: str,
    *,
    second_table: bool,
    reservation_id: str | None,
    moving: Reshuffle | None = None,
) -> Reservation:
    """Give a table to a party that waits; the rules are told at Controller.reserve_waiting."""
    own_id = write_id(reservation_id)
    room = MakingRoom(house, moving, own_id) if moving else None
    facts: dict[str, object] = dict(room.facts) if room else {}
    waited: Document = {}  # as it is taken off, so that it comes back as it was

    def plan(book: Book) -> tuple[Document | None, Document | None]:
        entry = book.remove_waiting(waiting_id)
        if entry is None:
            raise waits_no_longer()
        waited.clear()
        waited.update(entry)
        if room:
            room.vacate(book)
        return None, {
            "_id": own_id,
            "time": entry["time"],
            "tableId": table_id,
            "reservedBy": entry["reservedBy"],
            "slotId": entry["slotId"],
            "restId": entry["restId"],
            "partySize": entry["partySize"],
            "name": entry.get("name") or "",
            "note": entry.get("note") or "",
            "status": "booked",
            "createdAt": house.now(),
            "station": house.station,
            "phoneLast4": last_four(str(entry["reservedBy"])),
        }

    try:
        done = carry_out(
            house,
            own_id,
            "reserve",
            plan,
            about={"waited": waiting_id},
            second_table=second_table,
            since=None,
            why_taken=taken,
            then=None,
            waited=waited,
            **facts,
        )
    except AlreadyReserved as refusal:
        raise (room.as_it_is(refusal) if room else refusal) from None
    assert done.after is not None
    return done.after


def waits_no_longer() -> WaitingNotFound:
    """Return the refusal for an entry that is off the waitlist by now."""
    return WaitingNotFound("This party waits no longer: another station was first.")


def is_of_waitlist(line: Mapping[str, Any]) -> bool:
    """Whether a line of the journal is about an entry of the waitlist."""
    act = line.get("act")
    return act in ("wait", "unwait", "pass_over") or (
        act == "undo" and line.get("reservationId") is None
    )


def take_back(house: House, undone: Document, own_id: WriteId) -> Undone:
    """Let an entry be what it was before a line; the rules are told at Controller.undo."""
    entry = undone["after"] or undone["before"]

    def work(book: Book) -> Document:
        current = next(iter(book.find(WAITING, {"_id": entry["_id"]})), None)
        is_undone = undone["_id"] in undone_by(_undos(book, undone["slotId"]))
        if is_undone or not same(current, undone["after"]):
            raise ChangedSince("This entry of the waitlist has been changed since.")
        after = at_its_hour(book, undone["before"], undone["at"]) if undone["before"] else None
        if after is None:
            book.remove_waiting(str(entry["_id"]))
        elif current is not None:
            book.replace_waiting(after)
        else:
            book.add_waiting(after)
        line = _line(house, own_id, "undo", entry, before=current, after=after)
        book.write_line(line | {"undoes": undone["_id"]})
        _know_house(house, book, entry)
        return line

    with house.settling(own_id):
        line = written_once(
            house,
            own_id,
            "undo",
            lambda: house.store.write(work),
            lambda line: line,
            undoes=undone["_id"],
        )
    before, after = told(house, line["before"]), told(house, line["after"])
    return Undone(id=str(own_id), act=undone["act"], before=before, after=after)


def waiting(house: House, rest_id: str, day: date) -> list[Waiting]:
    """Return who waits on a business day; the rules are told at Controller.waiting."""
    restaurant = house.restaurant(rest_id)
    first, end = restaurant.bounds(day)
    found = house.store.read(lambda book: waiting_between(book, rest_id, first, end))
    entries = [waiting_from(document, restaurant.zone) for document in found]
    now = house.now()
    return in_order(e for e in entries if e.starts_at.astimezone(UTC) + LASTS > now)


def waitlist(house: House, rest_id: str) -> Waitlist:
    """Return who waits and who can be given a table; the rules are told at Controller.waitlist."""
    now = house.now()
    restaurant = house.restaurant(rest_id)

    def look(book: Book) -> Waitlist:
        found = waiting_between(book, rest_id, now - LASTS + _INSTANT, now + _AHEAD)
        entries = [waiting_from(document, restaurant.zone) for document in found]
        hours = [book.hour(slot_id) for slot_id in {entry.slot_id for entry in entries}]
        slots = [s for hour in hours if hour for s in hour.slots(restaurant.zone)]
        free = [slot for slot in slots if slot.is_available]
        return Waitlist(entries=tuple(in_order(entries)), offers=offers_of(entries, free))

    return house.store.read(look)


def first_match(house: House, slot_id: str, table_id: str) -> Waiting | None:
    """Return who gets a table that is free again; the rules are told at Controller.first_match."""

    def look(book: Book) -> Waiting | None:
        hour, restaurant = hour_of(book, slot_id)
        slot = slot_of(hour, table_id, restaurant)
        if not slot.is_available or hour.starts_at + LASTS <= house.now():
            return None
        found = waiting_between(book, hour.rest_id, hour.starts_at, hour.starts_at + LASTS)
        entries = [waiting_from(document, restaurant.zone) for document in found]
        of_hour = (entry for entry in entries if entry.slot_id == slot_id)
        return first_that_fits(of_hour, slot.capacity, table_id)

    return house.store.read(look)


def _know_house(house: House, book: Book, entry: Document) -> None:
    """Read the house while it is written: no silence may come between saving and telling."""
    restaurant_of(house, book, entry)


def _line(
    house: House, own_id: WriteId, act: str, document: Document, **sides: Document | None
) -> Document:
    return house.line(
        own_id,
        act,
        restId=document["restId"],
        slotId=document["slotId"],
        time=document["time"],
        **sides,
    )
