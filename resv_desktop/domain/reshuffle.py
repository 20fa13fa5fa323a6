"""A party that fits is never refused: who moves within an hour so that a table is free for it.

Adding one party to a room that is seated needs no more than one chain: it takes a table, whose
party goes on to another table, and so on until one ends at a free table. Whatever else is moved
besides can as well stay, so the shortest chain is the answer with the fewest moves. And since a
table takes every party up to its seats, what counts is only the largest table that can be had with
so many moves: with none it is the largest that is free, with one more it is the largest whose party
fits into that. Where this grows no more and is still too small, no seating of any kind exists.
Tables and parties that stay as they are have no part in it.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import natural
from resv_desktop.domain.slot import Slot


class RoomChanged(Refusal):
    """What the moves rely on is no longer so; nobody was moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMove:
    """One party that goes to another table of its hour; slot is that table."""

    reservation: Reservation
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Reshuffle:
    """Who moves so that a party gets a table: the fewest moves there are.

    slot is the table that the party gets. moves is never empty: the first is of the party that
    holds that table, each other one of the party that holds the table before it, and the last one
    goes to a table that is free.
    """

    slot: Slot
    party_size: int
    moves: tuple[PartyMove, ...]


@dataclass(slots=True)
class _Seated:
    """A table that can be had: free, or with a party that may move on."""

    slot: Slot
    reservation: Reservation | None
    party: int  # 0 where it is free
    moves: int = 0  # that it takes until the table is free


def fewest_moves(
    slots: Iterable[Slot],
    reservations: Iterable[Reservation],
    party_size: int,
    *,
    locked: Collection[str] = (),
    locked_tables: Collection[str] = (),
) -> Reshuffle | None:
    """Return the fewest moves within an hour by which a party gets a table; None where none help.

    slots and reservations are those of the hour. None as well where a table is free for the party
    already: nobody has to move. Only who is still to come is moved: whoever has arrived, is seated
    or done stays, and so does a reservation whose id is in `locked`; a table in `locked_tables` is
    left as it is, and so is one that is leaving, or that two reservations name. A party of which
    another program did not say the size may sit on all chairs of its table, so it stays as well:
    whatever took it would take the new party at once. Of several answers with as few moves the one
    is taken that gives each the smallest table that it fits.
    """
    found = _reached(_room(slots, reservations, locked, locked_tables), party_size)
    return None if found is None else _chain(*found, party_size)


def most_seats(slots: Iterable[Slot], reservations: Iterable[Reservation]) -> int:
    """Return the seats of the largest table that can be had in an hour, if by moving others.

    For a larger party no moves help, whichever tables and parties stay as they are. 0 where no
    table can be had.
    """
    room = _room(slots, reservations, (), ())
    largest, had = -1, 0
    while had > largest:
        largest = had
        had = max((seat.slot.capacity for seat in room if seat.party <= largest), default=0)
    return largest


def _reached(room: list[_Seated], party_size: int) -> tuple[list[_Seated], int] | None:
    """Return the tables that can be freed by as many moves as are needed, and how many that is."""
    had = [seat for seat in room if seat.reservation is None]
    if any(seat.slot.capacity >= party_size for seat in had):
        return None
    left = [seat for seat in room if seat.reservation is not None]
    largest, moves = max((seat.slot.capacity for seat in had), default=0), 0
    while largest < party_size:
        moves += 1
        more = [seat for seat in left if seat.party <= largest]
        for seat in more:
            seat.moves = moves
        had += more
        left = [seat for seat in left if seat.party > largest]
        reached = max((seat.slot.capacity for seat in more), default=0)
        if reached <= largest:
            return None
        largest = reached
    return had, moves


def _room(
    slots: Iterable[Slot],
    reservations: Iterable[Reservation],
    locked: Collection[str],
    locked_tables: Collection[str],
) -> list[_Seated]:
    """Return the tables that can be had."""
    held = list(reservations)
    named = Counter(reservation.table_id for reservation in held)
    holders = {reservation.table_id: reservation for reservation in held}
    room = []
    for slot in slots:
        holder = holders.get(slot.table_id)
        is_kept = slot.is_leaving or slot.table_id in locked_tables
        if is_kept or named[slot.table_id] > 1:
            continue
        if holder is None and slot.is_available:
            room.append(_Seated(slot, None, 0))
        elif holder is not None and holder.party_size and _may_move(holder, locked):
            room.append(_Seated(slot, holder, holder.party_size))
    return room


def _may_move(reservation: Reservation, locked: Collection[str]) -> bool:
    return reservation.status == "booked" and reservation.id not in locked


def _chain(had: list[_Seated], moves: int, party_size: int) -> Reshuffle:
    """Go from table to table, each one move nearer to a free one, until it is reached."""
    had.sort(key=lambda seat: (seat.slot.capacity, natural(seat.slot.table_id)))
    chain: list[_Seated] = []
    size = party_size
    for left in range(moves, -1, -1):
        seat = next(s for s in had if s.moves == left and s.slot.capacity >= size)
        chain.append(seat)
        size = seat.party
    moves_made = [
        PartyMove(reservation=seat.reservation, slot=to.slot)
        for seat, to in pairwise(chain)
        if seat.reservation is not None
    ]
    return Reshuffle(slot=chain[0].slot, party_size=party_size, moves=tuple(moves_made))
