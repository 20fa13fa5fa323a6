"""Move parties within an hour, all of them or none, so that a table is free for one more."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from resv_desktop.controller.house import House, gone
from resv_desktop.controller.place import hour_of, slot_of, why_not
from resv_desktop.domain.errors import (
    AlreadyReserved,
    SlotInPast,
    SlotTaken,
    TableNotFound,
    TableTooSmall,
)
from resv_desktop.domain.reshuffle import Reshuffle, RoomChanged, fewest_moves
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS, check_party_size
from resv_desktop.store.book import Book
from resv_desktop.store.documents import (
    Document,
    WriteId,
    new_id,
    object_id,
    reservations_at,
    whole,
)
from resv_desktop.store.hour import Hour

# Raises what keeps a line from being taken back, the reservation being what it is now.
CheckLast = Callable[[House, Book, Document, Document | None], None]
_NO_LONGER = (SlotTaken, TableTooSmall, TableNotFound)


class _Step(NamedTuple):
    """A reservation as it is stored and as it shall be, and the line in the journal about it."""

    before: Document
    after: Document
    line_id: WriteId
    undoes: WriteId | None = None


def reshuffle(
    house: House,
    slot_id: str,
    party_size: int,
    *,
    locked: Collection[str],
    locked_tables: Collection[str],
) -> Reshuffle | None:
    """Return who moves so that a party fits; the rules are told at Controller.reshuffle."""
    party = check_party_size(party_size)

    def look(book: Book) -> tuple[Hour, Restaurant, list[Document]]:
        hour = book.hour(slot_id)
        known = house.known.restaurant(hour.rest_id) if hour else None
        if hour is None or known is None:
            hour, known = hour_of(book, slot_id)
        return hour, known, book.reservations_at([slot_id])

    hour, restaurant, documents = house.store.read(look)
    local = restaurant.local(hour.starts_at)
    if hour.starts_at + LASTS <= house.now():
        raise SlotInPast("The hour of {hour} on {day} is over.", hour=local, day=local.date())
    return fewest_moves(
        hour.slots(restaurant.zone),
        reservations_at(documents, local, slot_id=hour.slot_id, rest_id=restaurant.id),
        party,
        locked=locked,
        locked_tables=locked_tables,
    )


class MakingRoom:
    """The moves that a host was offered, in the transaction that gives the freed table away."""

    def __init__(self, house: House, moving: Reshuffle, own_id: WriteId) -> None:
        self._house, self._moving, self._own_id = house, moving, own_id
        self._line_ids = [new_id() for _ in moving.moves]
        self.facts = {"moves": self._line_ids}

    def vacate(self, book: Book) -> None:
        """Free the table; raise RoomChanged where what was offered is no longer so."""
        moving, house = self._moving, self._house
        hour, restaurant = hour_of(book, moving.slot.slot_id)
        local = restaurant.local(hour.starts_at)
        named = {"hour": local, "day": local.date()}
        held: dict[str, list[Document]] = defaultdict(list)
        for document in book.reservations_at([hour.slot_id]):
            held[str(document.get("tableId"))].append(document)
        for slot in hour.slots(restaurant.zone):
            is_free = slot.is_available and slot.table_id not in held
            if is_free and slot.capacity >= moving.party_size:
                raise RoomChanged(
                    "Table {table} at {hour} on {day} is free by now and seats {seats}. Nobody has "
                    "to move.",
                    table=slot.table_id,
                    seats=slot.capacity,
                    **named,
                )
        steps: list[_Step] = []
        left = moving.slot.table_id
        for move, line_id in zip(moving.moves, self._line_ids, strict=True):
            at_table = held[left]
            if [str(document["_id"]) for document in at_table] != [move.reservation.id]:
                raise RoomChanged(
                    "Table {table} at {hour} on {day} now has another party, or is free. Nobody "
                    "was moved.",
                    table=left,
                    **named,
                )
            if (at_table[0].get("status") or "booked") != "booked":
                raise RoomChanged(
                    "The party of table {table} at {hour} on {day} has come by now and keeps its "
                    "table. Nobody was moved.",
                    table=left,
                    **named,
                )
            left = move.slot.table_id
            steps.append(_Step(at_table[0], at_table[0] | {"tableId": left}, line_id))
        try:
            _bring(book, house, hour, restaurant, steps[::-1])
        except _NO_LONGER as refusal:
            raise RoomChanged(
                "The party can no longer move to table {table} at {hour} on {day}. Nobody was "
                "moved.",
                table=refusal.arguments["table"],
                **named,
            ) from None
        _write_lines(book, house, "move", hour, steps, self._own_id)

    def as_it_is(self, refusal: AlreadyReserved) -> AlreadyReserved:
        """Return the refusal with the table that the guest has: nobody was moved after all."""
        left = {move.slot.table_id: move.reservation.table_id for move in self._moving.moves}
        table = str(refusal.arguments["table"])
        return AlreadyReserved(
            refusal.template, **(refusal.arguments | {"table": left.get(table, table)})
        )


class MovingBack:
    """The moves of a write that is taken back, in the transaction that does so."""

    def __init__(
        self, house: House, undone: Document, own_id: WriteId, check_last: CheckLast
    ) -> None:
        self._house, self._undone, self._own_id = house, undone, own_id
        self._check_last = check_last
        self._line_ids = [new_id() for _ in undone["moves"]]
        self.facts = {"moves": self._line_ids}
        # A table that is given back takes its first party again; one that is wanted is left first.
        self.is_first = undone["after"] is None

    def take_back(self, book: Book) -> None:
        """Bring each party to where it was before; raise what `check_last` does."""
        house = self._house
        hour, restaurant = hour_of(book, str(self._undone["slotId"]))
        steps: list[_Step] = []
        for undone_id, line_id in zip(self._undone["moves"], self._line_ids, strict=True):
            line = book.line(undone_id)
            current = book.reservation(str(line["reservationId"])) if line else None
            if line is None or current is None:
                raise gone(book, str((line or self._undone)["reservationId"]))
            self._check_last(house, book, line, current)
            steps.append(_Step(current, line["before"], line_id, undone_id))
        _bring(book, house, hour, restaurant, steps[::-1] if self.is_first else steps)
        _write_lines(book, house, "undo", hour, steps, self._own_id)


def _bring(
    book: Book, house: House, hour: Hour, restaurant: Restaurant, steps: Sequence[_Step]
) -> None:
    """Bring parties of one hour to other tables, one after the other, and free the last one left.

    The first goes to a table that is free, each other one to the table that the one before it has
    left. Raises SlotInPast, SlotTaken, TableTooSmall, TableNotFound.
    """
    for number, (before, after, *_) in enumerate(steps):
        left, to_table = str(before["tableId"]), str(after["tableId"])
        slot = slot_of(hour, to_table, restaurant)
        slot.check_not_over(house.now())
        if slot.is_leaving:
            raise SlotTaken(
                "Table {table} at {hour} on {day} is no longer offered.", **slot.named()
            )
        needs = whole(before.get("partySize")) or 1
        slot.check_seats(needs)
        # First the hour: whoever else changes a table of it meets this write there.
        is_had = number > 0 or book.hold(hour, to_table, needs)
        if not is_had or book.rivals(hour.slot_id, to_table):
            raise why_not(book, house, hour, to_table, needs, restaurant)
        book.replace_reservation(after)
    book.free(hour.slot_id, left)
    if book.rivals(hour.slot_id, left):  # another program has given it to two
        book.take(hour.slot_id, left)


def _write_lines(
    book: Book, house: House, act: str, hour: Hour, steps: Sequence[_Step], main_id: WriteId
) -> None:
    """Write the lines of moves, which name that of the party that they were made for."""
    book.write_lines(
        [
            house.line(
                step.line_id,
                act,
                restId=object_id(hour.rest_id) or hour.rest_id,
                reservationId=step.after["_id"],
                slotId=object_id(hour.slot_id) or hour.slot_id,
                tableId=step.after["tableId"],
                time=step.after.get("time"),
                before=step.before,
                after=step.after,
                madeRoomFor=main_id,
                **({"undoes": step.undoes} if step.undoes else {}),
            )
            for step in steps
        ]
    )
