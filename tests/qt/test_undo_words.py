"""What is taken back is named, whatever it was."""

from dataclasses import replace

import pytest

from resv_desktop.controller import undoing
from resv_desktop.domain.reservation import STATUSES, Undone
from resv_desktop.qt.undo_words import done_again, taken_back
from tests.qt.days import reservation

ACTS = [act for act in undoing._DONE_SINCE if act != undoing._CLOCK] + [*undoing._OF_WAITLIST]


def undone(act: str, before: str = "booked", after: str = "booked") -> Undone:
    return Undone(
        id="1",
        act=act,
        before=reservation("7", 19, status=before),
        after=reservation("7", 19, status=after),
    )


def test_each_act_is_named_by_words_of_its_own() -> None:
    back = [taken_back(act, undone(act)) for act in ACTS]
    again = [done_again(act, undone(act)) for act in ACTS]
    assert len(set(back)) == len(set(again)) == len(ACTS) > 0
    assert all("{facts}" in says for says in (*back, *again))


def test_who_was_moved_to_make_room_is_told() -> None:
    one, two = (replace(undone("reserve"), moved=moved) for moved in (1, 2))
    assert taken_back("reserve", one) == ("Undone, and 1 party is at its table again: {facts}.")
    assert taken_back("walk_in", two) == (
        "Undone, and 2 parties are at their tables again: {facts}."
    )
    assert done_again("reserve", one) == "Done again, and 1 party moved again: {facts}."
    assert done_again("walk_in", two) == "Done again, and 2 parties moved again: {facts}."


@pytest.mark.parametrize(
    ("status", "says", "once_more"),
    [
        ("booked", "The change of the state is undone: ", "The state is changed again: "),
        ("arrived", "The arrival is undone: ", "Arrived again: "),
        ("seated", "The seating is undone: ", "Seated again: "),
        ("done", '"Done" is undone: ', "Done again: "),
    ],
)
def test_of_a_status_it_is_said_which(status: str, says: str, once_more: str) -> None:
    assert status in STATUSES
    assert taken_back("status", undone("status", before=status)).startswith(says)
    assert done_again("status", undone("undo", after=status)).startswith(once_more)
