"""Take back what was done with a reservation, whoever did it, as long as nothing came between."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC

from resv_desktop.controller.attention import needs_attention
from resv_desktop.controller.calling import CALLED
from resv_desktop.controller.house import House, gone, local_reservation, write_id
from resv_desktop.controller.place import (
    as_shown_then,
    at_its_hour,
    check_seats,
    restaurant_of,
    who_has,
)
from resv_desktop.controller.reading import slots
from resv_desktop.controller.reshuffling import MovingBack
from resv_desktop.controller.transition import carry_out
from resv_desktop.controller.waitlist import is_of_waitlist, take_back, waits_no_longer
from resv_desktop.domain.best_fit import nearest_fit
from resv_desktop.domain.errors import (
    CannotUndo,
    ChangedSince,
    Outage,
    Refusal,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
)
from resv_desktop.domain.reservation import Undone
from resv_desktop.domain.slot import Slot
from resv_desktop.store.book import Book
from resv_desktop.store.documents import Document, WriteId, object_id, same, whole
from resv_desktop.store.nameless import ERASED
from resv_desktop.store.recall import at_and_id, story_of, undone_by

_CLOCK = "clock"
# What was done to a reservation, and how it is said that this was since. All of it can be taken
# back but what another clock of the house did.
_DONE_SINCE = {
    "reserve": "The reservation of table {table} at {hour} on {day} was reserved since, "
    "at {station}, {done_day} {done_at}.",
    "walk_in": "The reservation of table {table} at {hour} on {day} was seated since, "
    "at {station}, {done_day} {done_at}.",
    "status": "The reservation of table {table} at {hour} on {day} was given another status since, "
    "at {station}, {done_day} {done_at}.",
    "move": "The reservation of table {table} at {hour} on {day} was moved since, "
    "at {station}, {done_day} {done_at}.",
    "edit": "The reservation of table {table} at {hour} on {day} was changed since, "
    "at {station}, {done_day} {done_at}.",
    "call": "The guest of table {table} at {hour} on {day} was called since, "
    "at {station}, {done_day} {done_at}.",
    "cancel": "The reservation of table {table} at {hour} on {day} was cancelled since, "
    "at {station}, {done_day} {done_at}.",
    "no_show": "The reservation of table {table} at {hour} on {day} was marked as a no-show since, "
    "at {station}, {done_day} {done_at}.",
    "release": "The reservation of table {table} at {hour} on {day} was released since, "
    "at {station}, {done_day} {done_at}.",
    _CLOCK: "The hour of the reservation of table {table} at {hour} on {day} was moved with the "
    "clock of the house since, at {station}, {done_day} {done_at}.",
    "undo": "The reservation of table {table} at {hour} on {day} was changed back since, "
    "at {station}, {done_day} {done_at}.",
}
_NOT_CALLED = (
    "The guest of table {table} at {hour} on {day} was marked as not called since, "
    "at {station}, {done_day} {done_at}."
)
_ERASED = "What is known of this guest was erased, so this cannot be undone any more."
# By whether another table is free.
_NO_HOUR = {
    True: "The hour of {hour} on {day} is not offered any more, so nothing was undone. The "
    "nearest free table for a party of {party} is table {free} at {free_hour}.",
    False: "The hour of {hour} on {day} is not offered any more, so nothing was undone. That "
    "day has no other free table for a party of {party}; pick another day.",
}
_NO_TABLE = {
    True: "Table {table} is not offered at {hour} on {day} any more, so nothing was undone. "
    "The nearest free table for a party of {party} is table {free} at {free_hour}.",
    False: "Table {table} is not offered at {hour} on {day} any more, so nothing was undone. "
    "That day has no other free table for a party of {party}; pick another day.",
}
_OF_WAITLIST = ("wait", "unwait", "pass_over")


def undo(house: House, undone_id: str, *, second_table: bool, request_id: str | None) -> Undone:
    """Let the reservation be what it was before a write; the rules are told at Controller.undo."""
    own_id = write_id(request_id)
    with house.settling(own_id):
        line = house.store.read(lambda book: _line(book, undone_id))
        if is_of_waitlist(line):
            return take_back(house, line, own_id)
        return _take_back(house, line, own_id, second_table=second_table)


def can_undo(line: Document) -> bool:
    """Whether a line of the journal is of a kind that can be taken back."""
    undoable = {*_DONE_SINCE, *_OF_WAITLIST} - {_CLOCK}
    is_undoable = line.get("act") in undoable and not line.get(ERASED)
    return is_undoable and bool(line.get("before") or line.get("after"))


def _take_back(house: House, line: Document, own_id: WriteId, *, second_table: bool) -> Undone:
    waited, waits = line.get("waited"), line.get("waits")
    moved = MovingBack(house, line, own_id, _check_last) if line.get("moves") else None
    facts: dict[str, object] = dict(moved.facts) if moved else {}
    facts |= {side: entry for side, entry in (("waits", waited), ("waited", waits)) if entry}

    def plan(book: Book) -> tuple[Document | None, Document | None]:
        current = book.reservation(str(line["reservationId"]))
        _check_last(house, book, line, current)
        if waited:  # who was given the table from the waitlist waits again
            book.add_waiting(at_its_hour(book, waited, line["at"]))
        if waits and book.remove_waiting(str(waits["_id"])) is None:
            raise waits_no_longer()  # who was taken off it since is given no table
        if moved and moved.is_first:
            moved.take_back(book)
        before = at_its_hour(book, line["before"], line["at"]) if line["before"] else None
        _check_growth(book, current, before)
        if current is not None and before is None:
            _check_settled(house, book, current)
        return current, before

    try:
        done = carry_out(
            house,
            own_id,
            "undo",
            plan,
            about={"undoes": line["_id"]},
            second_table=second_table,
            since=line["at"],  # two tables of one hour on purpose are what was
            why_taken=_given_away,
            then=moved.take_back if moved and not moved.is_first else None,
            undoes=line["_id"],
            **facts,
        )
    except (SlotNotFound, TableNotFound) as why:
        if moved or line["before"] is None:
            raise
        raise _with_nearest(house, line, why) from None
    return Undone(
        id=str(own_id),
        act=line["act"],
        before=done.before,
        after=done.after,
        moved=len(line.get("moves", ())),
    )


def _line(book: Book, undone_id: str) -> Document:
    own_id = object_id(undone_id)
    line = book.line(own_id) if own_id else None
    if line is None:
        raise CannotUndo("There is nothing to undo: the history has no such entry.")
    # Who was moved so that another party got a table goes back with that party's reservation.
    line = book.line(line["madeRoomFor"]) or line if line.get("madeRoomFor") else line
    if line.get(ERASED):
        raise CannotUndo(_ERASED)
    if line.get("act") == "edit_restaurant":
        raise CannotUndo(
            "A change of the house cannot be undone here. Change it once more, and see first "
            "which guests are affected."
        )
    if not can_undo(line):
        raise CannotUndo(
            "Only changes of reservations and of the waitlist can be undone. This is neither."
        )
    return line


def _check_last(house: House, book: Book, line: Document, current: Document | None) -> None:
    """Raise what keeps a line from being taken back: only the last that stands is, after which the
    reservation is as it is now.

    A later one may have brought the same about once more, with an undo between them.
    """
    story = story_of(book, str(line["reservationId"]))
    now = next((own for own in story if own["_id"] == line["_id"]), line)
    if (current or now).get(ERASED):
        raise CannotUndo(_ERASED)
    story = [own for own in story if own["act"] in _DONE_SINCE]
    if not same(current, line["after"]):
        raise _changed(house, book, line, current, story)
    undone = undone_by(own for own in story if own.get("undoes"))
    later = [own for own in story if at_and_id(own) > at_and_id(line) and own["_id"] not in undone]
    if line["_id"] in undone or any(_did(own, current) for own in later):
        raise _changed(house, book, line, current, story)


def _check_growth(book: Book, current: Document | None, before: Document | None) -> None:
    """Raise TableTooSmall where a party would be more again than its table seats by now."""
    if current and before:
        party = whole(before.get("partySize")) or 1
        if party > (whole(current.get("partySize")) or 1):
            check_seats(book, before, party)


def _check_settled(house: House, book: Book, current: Document) -> None:
    """Raise CannotUndo for a guest who needs attention: gone, they would be called by nobody."""
    if needs_attention(book, current, house.now()):
        seen = local_reservation(current, restaurant_of(house, book, current))
        raise CannotUndo(
            "A change of the house has hit {guest}, table {table} at {hour} on {day}. Nothing was "
            'undone, since nobody would call them then; move or cancel them in "Needs attention" '
            "(menu, House).",
            guest=who_has(current, house),
            table=seen.table_id,
            hour=seen.starts_at,
            day=seen.starts_at.date(),
        )


def _did(line: Document, current: Document | None) -> bool:
    """Whether a host made a reservation what it is now by a line, and did not take back another."""
    is_new = line["act"] not in ("undo", _CLOCK) and not same(line["before"], line["after"])
    return is_new and same(line["after"], current)


def _changed(
    house: House, book: Book, line: Document, current: Document | None, story: Sequence[Document]
) -> Refusal:
    """Return the refusal that says what was done with a reservation since a line."""
    if current is None and line["after"] is not None:
        return gone(book, str(line["reservationId"]))
    last = story[-1] if story else line
    shown = current or last.get("before") or line["before"]
    restaurant = restaurant_of(house, book, shown)
    seen = local_reservation(shown, restaurant)
    facts = {"table": seen.table_id, "hour": seen.starts_at, "day": seen.starts_at.date()}
    if last["_id"] == line["_id"] or not same(last.get("after"), current):
        return ChangedSince(
            "The reservation of table {table} at {hour} on {day} has been changed since "
            "by another program.",
            **facts,
        )
    at = restaurant.local(last["at"]) if restaurant else last["at"]
    is_call_gone = last["act"] == "call" and CALLED not in (last["after"] or {})
    return ChangedSince(
        _NOT_CALLED if is_call_gone else _DONE_SINCE[last["act"]],
        **facts,
        station=last["station"],
        done_day=at.date(),
        done_at=at,
    )


def _with_nearest(house: House, line: Document, why: Refusal) -> Refusal:
    """Return why a place cannot be given back, with the table that is the nearest to it now."""
    with suppress(Refusal, Outage):  # then it is said without
        before, rest_id = line["before"], str(line["before"].get("restId"))
        restaurant = house.restaurant(rest_id)
        wanted = local_reservation(before, restaurant)
        if isinstance(why, SlotNotFound):
            at = wanted.starts_at.astimezone(UTC)
            at = house.store.read(lambda book: as_shown_then(book, rest_id, at, line["at"]))
            wanted = replace(wanted, starts_at=restaurant.local(at))
        party = wanted.party_size or 1
        day = restaurant.business_day(wanted.starts_at.astimezone(UTC))
        offered = slots(house, restaurant.id, day)
        free = nearest_fit(offered, party, wanted.starts_at, house.now())
        facts: dict[str, object] = {"hour": wanted.starts_at, "day": wanted.starts_at.date()}
        facts |= {"table": wanted.table_id, "party": party}
        if free is not None:
            facts |= {"free": free.slot.table_id, "free_hour": free.slot.starts_at}
        if isinstance(why, SlotNotFound):
            return SlotNotFound(_NO_HOUR[free is not None], **facts)
        return TableNotFound(_NO_TABLE[free is not None], **facts)
    return why


def _given_away(slot: Slot, holder: Document | None, house: House) -> SlotTaken:
    """Return the refusal for a table that another party has got meanwhile, and say which."""
    if holder is None:
        return SlotTaken(
            "Table {table} at {hour} on {day} has been given away since.", **slot.named()
        )
    guest = who_has(holder, house)
    station = str(holder.get("station") or "")
    if not station or station == house.station:
        return SlotTaken(
            "Table {table} at {hour} on {day} has been given to {guest} since.",
            guest=guest,
            **slot.named(),
        )
    return SlotTaken(
        "Table {table} at {hour} on {day} has been given to {guest} since, at {station}.",
        guest=guest,
        station=station,
        **slot.named(),
    )
