"""A party that fits is never refused, and never more parties are moved for it than must be."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import networkx
import pytest

from resv_desktop.domain.reservation import STATUSES, Reservation
from resv_desktop.domain.reshuffle import Reshuffle, fewest_moves, most_seats
from resv_desktop.domain.slot import Slot

AT = datetime(2026, 3, 14, 19, tzinfo=UTC)


def table(label: str, seats: int, *, is_free: bool = True) -> Slot:
    """Return a table at 19:00."""
    return Slot(
        slot_id="at 19",
        table_id=label,
        capacity=seats,
        starts_at=AT,
        ends_at=AT + timedelta(hours=1),
        is_available=is_free,
    )


def party(label: str, size: int | None, status: str = "booked", own_id: str = "") -> Reservation:
    """Return a party that holds a table at 19:00."""
    return Reservation(
        id=own_id or f"at {label}",
        slot_id="at 19",
        table_id=label,
        starts_at=AT,
        reserved_by="+442079460123",
        party_size=size,
        status=status,
    )


class Room(NamedTuple):
    """An hour, and what is to stay in it as it is."""

    slots: Sequence[Slot]
    held: Sequence[Reservation]
    locked: Collection[str] = ()
    locked_tables: Collection[str] = ()

    def fewest_moves(self, size: int) -> Reshuffle | None:
        """Return what is to be tested."""
        return fewest_moves(
            self.slots, self.held, size, locked=self.locked, locked_tables=self.locked_tables
        )

    def as_numbers(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the seats of the tables that can be had, and the parties at some of them."""
        twice = Counter(holder.table_id for holder in self.held)
        seats = {
            slot.table_id: slot.capacity
            for slot in self.slots
            if slot.table_id not in self.locked_tables and twice[slot.table_id] < 2
        }
        parties = {}
        for holder in self.held:
            if holder.status != "booked" or holder.id in self.locked:
                seats.pop(holder.table_id, None)
            elif holder.table_id in seats:
                parties[holder.table_id] = holder.party_size or seats[holder.table_id]
        flags = {slot.table_id for slot in self.slots if slot.is_available}
        return {t: n for t, n in seats.items() if t in flags or t in parties}, parties


def told(found: Reshuffle | None) -> str:
    """Say in short who goes where: "3 by 1>4 4>5"."""
    if found is None:
        return "no"
    moves = (f"{move.reservation.table_id}>{move.slot.table_id}" for move in found.moves)
    return f"{found.slot.table_id} by {' '.join(moves)}"


def demand_sound(room: Room, size: int, found: Reshuffle) -> None:
    """Demand that the moves can be made one after the other, the last one first."""
    seats, parties = room.as_numbers()
    at = dict(parties)
    for move in reversed(found.moves):
        came_from, goes_to = move.reservation.table_id, move.slot.table_id
        assert goes_to in seats
        assert goes_to not in at
        assert parties[came_from] <= seats[goes_to] == move.slot.capacity
        at[goes_to] = at.pop(came_from)
    assert found.slot.table_id not in at
    assert seats[found.slot.table_id] >= size == found.party_size
    assert len({move.reservation.id for move in found.moves}) == len(found.moves)


def by_trying_all(room: Room, size: int) -> int | None:
    """Return the fewest moves of all seatings that there are, or None."""
    seats, parties = room.as_numbers()
    wanted = [(-1, "", size), *((n, at, n) for at, n in parties.items())]
    wanted.sort(key=lambda each: -each[2])
    best: list[int] = []

    def seat(number: int, left: frozenset[str], moves: int) -> None:
        if best and moves >= best[0]:
            return
        if number == len(wanted):
            best[:] = [moves]
            return
        _, at, needs = wanted[number]
        for label in left:
            if label == at:
                seat(number + 1, left - {label}, moves)
            elif seats[label] >= needs:
                seat(number + 1, left - {label}, moves + bool(at))

    seat(0, frozenset(seats), 0)
    return best[0] if best else None


def by_a_library(room: Room, size: int) -> int | None:
    """Return the fewest moves by the shortest alternating path of the matching, or None."""
    seats, parties = room.as_numbers()
    graph = networkx.DiGraph()
    graph.add_nodes_from(["new", "free"])
    for at, needs in [("new", size), *parties.items()]:
        graph.add_edges_from((at, to) for to, n in seats.items() if n >= needs and to != at)
    graph.add_edges_from((label, "free") for label in seats if label not in parties)
    try:
        return len(networkx.shortest_path(graph, "new", "free")) - 3
    except networkx.NetworkXNoPath:
        return None


def has_a_matching(room: Room, size: int) -> bool:
    """Whether everyone can be seated at all, by a maximum bipartite matching."""
    seats, parties = room.as_numbers()
    people = {("party", at): needs for at, needs in {**parties, "": size}.items()}
    graph = networkx.Graph()
    graph.add_nodes_from([*people, *seats])
    for person, needs in people.items():
        graph.add_edges_from((person, t) for t, n in seats.items() if n >= needs or person[1] == t)
    matching = networkx.bipartite.hopcroft_karp_matching(graph, people)
    return all(person in matching for person in people)


def random_room(dice: random.Random, most_tables: int) -> Room:
    """Return a room with parties of every state, odd flags, locks, and a few faults."""
    slots, held = [], []
    for number in range(dice.randint(most_tables // 2, most_tables)):
        label, is_held = str(number + 1), dice.random() < 0.85
        seats = dice.randint(2, 8 if is_held else 5)
        slots.append(table(label, seats, is_free=not is_held and dice.random() < 0.95))
        if is_held:
            size = dice.choice([None, *range(max(1, seats - 3), seats + 1)])
            if dice.random() < 0.03:
                size = dice.randint(1, 8)  # squeezed in, or the table has lost a chair
            held.append(party(label, size, dice.choice((*STATUSES, *["booked"] * 20))))
        if dice.random() < 0.02:
            held.append(party(label, 2, own_id=f"also at {label}"))
    locked = [holder.id for holder in held if dice.random() < 0.06]
    return Room(slots, held, locked, [s.table_id for s in slots if dice.random() < 0.03])


def compare(
    rooms: int, most_tables: int, oracle: Callable[[Room, int], int | None]
) -> Counter[str]:
    """Compare the answers for random rooms; return how often there was which."""
    dice, outcomes = random.Random(20260314), Counter[str]()  # noqa: S311 - rooms are no secrets
    for _ in range(rooms):
        room, size = random_room(dice, most_tables), dice.randint(1, 8)
        found, fewest = room.fewest_moves(size), oracle(room, size)
        if fewest == 0:
            assert found is None, "somebody is moved although a table is free"
            outcomes["free"] += 1
        elif fewest is None:
            assert found is None, told(found)
            outcomes["no"] += 1
        else:
            assert found is not None, f"{fewest} moves would do for {size} in {room}"
            assert len(found.moves) == fewest, f"{told(found)} for {size} in {room}"
            demand_sound(room, size, found)
            outcomes[f"{fewest}"] += 1
    return outcomes


def test_ten_thousand_rooms_are_answered_as_by_trying_every_seating() -> None:
    outcomes = compare(10_000, 8, by_trying_all)
    assert min(outcomes[each] for each in ("free", "no", "1", "2")) > 100, outcomes
    assert outcomes["3"] > 3, outcomes


def test_rooms_of_up_to_sixty_tables_are_answered_as_by_a_library_of_matchings() -> None:
    def oracle(room: Room, size: int) -> int | None:
        fewest = by_a_library(room, size)
        assert (fewest is not None) == has_a_matching(room, size)
        return fewest

    outcomes = compare(60, 60, oracle)
    assert len(outcomes) > 3, outcomes


def test_the_largest_table_that_can_be_had_tells_for_which_parties_moves_help() -> None:
    dice, outcomes = random.Random(20260315), Counter[tuple[bool, bool]]()  # noqa: S311 - likewise
    for _ in range(1_000):
        room = random_room(dice, 20)._replace(locked=(), locked_tables=())
        most = most_seats(room.slots, room.held)
        seats, parties = room.as_numbers()
        free = max((n for label, n in seats.items() if label not in parties), default=0)
        for size in range(1, 9):
            is_found = room.fewest_moves(size) is not None
            assert is_found == (free < size <= most), (most, free, size, room)
            outcomes[is_found, size <= free] += 1
    assert min(outcomes.values()) > 100, outcomes


def test_of_as_few_moves_the_smallest_tables_that_fit_are_taken() -> None:
    slots = [table("1", 8), table("2", 6), table("10", 4), table("9", 4), table("3", 8)]
    held = [party("1", 2), party("2", 2), party("3", 2)]
    assert told(Room(slots, held).fewest_moves(6)) == "2 by 2>9"
    assert told(Room(slots, held).fewest_moves(7)) == "1 by 1>9"


def test_a_chain_of_moves_is_told_from_the_table_that_is_wanted_to_the_free_one() -> None:
    slots = [table("1", 2), table("2", 4), table("3", 6), table("4", 8)]
    held = [party("2", 2), party("3", 4), party("4", 6)]
    assert told(Room(slots, held).fewest_moves(8)) == "4 by 4>3 3>2 2>1"


@pytest.mark.parametrize("status", ["arrived", "seated", "done"])
def test_who_has_come_is_not_moved(status: str) -> None:
    slots = [table("1", 2), table("2", 6)]
    assert told(Room(slots, [party("2", 2)]).fewest_moves(6)) == "2 by 2>1"
    assert told(Room(slots, [party("2", 2, status)]).fewest_moves(6)) == "no"


def test_what_the_host_locks_stays_as_it_is() -> None:
    room = Room([table("1", 2), table("2", 6), table("3", 8)], [party("2", 2), party("3", 2)])
    assert told(room.fewest_moves(6)) == "2 by 2>1"
    assert told(room._replace(locked=["at 2"]).fewest_moves(6)) == "3 by 3>1"
    assert told(room._replace(locked_tables=["2"]).fewest_moves(6)) == "3 by 3>1"
    assert told(room._replace(locked_tables=["1"]).fewest_moves(6)) == "no"
    assert told(room._replace(locked=["at 2", "at 3"]).fewest_moves(6)) == "no"


def test_a_party_of_unknown_size_goes_only_where_all_of_its_chairs_fit() -> None:
    held = [party("2", None)]
    assert told(Room([table("1", 4), table("2", 6)], held).fewest_moves(6)) == "no"
    assert told(Room([table("1", 6), table("2", 8)], held).fewest_moves(7)) == "no"
    assert told(Room([table("1", 4), table("2", 4), table("3", 6)], held).fewest_moves(4)) == "no"
    room = Room([table("1", 6), table("2", 8), table("3", 6)], [party("2", None), party("3", 6)])
    assert told(room.fewest_moves(8)) == "no"
    assert told(room._replace(held=[party("2", 6), party("3", None)]).fewest_moves(8)) == "2 by 2>1"


def test_where_a_table_is_free_nobody_is_moved() -> None:
    assert Room([table("1", 6), table("2", 8)], [party("2", 2)]).fewest_moves(6) is None
    assert Room([], []).fewest_moves(2) is None
