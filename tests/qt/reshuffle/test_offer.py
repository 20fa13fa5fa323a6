"""What the line answers where a table can be freed, for a day that is known."""

from dataclasses import replace

from resv_desktop.qt.command_rows import MoveRow, WaitRow
from resv_desktop.qt.seat_now import offer_now
from tests.qt.days import NOW, day, house, reservation
from tests.qt.test_command_rows import answered, said, told

ROOM = {"1": 2, "2": 4, "3": 8}


def test_the_offer_comes_first_and_before_the_waitlist_unless_that_was_asked_for() -> None:
    full = day(reservation("3", 20, "Dahl"), restaurant=house(ROOM), hours=(20,))
    assert [type(row) for row in answered("8 20", full).rows] == [MoveRow, WaitRow]
    assert [type(row) for row in answered("8 20 w", full).rows] == [WaitRow, MoveRow]
    assert said("8 20", full)[0] == "Free table 3 by moving 1 party, 20:00, Dahl to table 1."
    assert told("8 20", full) == "No table is free for 8 at 20:00, but one can be freed."


def test_of_several_moves_all_are_named() -> None:
    held = [reservation("3", 20, "Ada", party_size=4), reservation("2", 20, "Bo")]
    full = day(*held, restaurant=house(ROOM), hours=(20,))
    assert said("8 20", full)[0] == (
        "Free table 3 by moving 2 parties, 20:00, Ada to table 2 and Bo to table 1."
    )


def test_who_stands_at_the_door_is_seated_by_moving_who_has_not_come() -> None:
    late = reservation("3", 19, "Dahl")
    now = day(late, restaurant=house(ROOM), hours=(19,))
    (first, *_) = answered("8", now).rows
    assert isinstance(first, MoveRow)
    assert first.is_walk_in
    assert told("8", now) == "No table is free for 8 now, but one can be freed."
    come = day(replace(late, status="seated"), restaurant=house(ROOM), hours=(19,))
    assert offer_now(come, 8, NOW) is None
    # The next hour may be had as well, but not where the party of this one still sits.
    next_hour, sits = reservation("3", 20, "Dahl"), reservation("3", 19, "Old", status="seated")
    assert offer_now(day(next_hour, restaurant=house(ROOM), hours=(20,)), 8, NOW) is not None
    still = day(next_hour, sits, restaurant=house(ROOM), hours=(19, 20))
    assert offer_now(still, 8, NOW) is None
