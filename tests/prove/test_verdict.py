"""Each promise that the book could break is told, and a book that keeps them is not blamed."""

from dataclasses import replace

import pytest

from resv_desktop.domain.reservation import Fault
from resv_desktop.prove.record import BUG, DONE, NOTHING_SAVED, UNCLEAR, Answer, Story, Write
from resv_desktop.prove.verdict import violations
from resv_desktop.store.evidence import Event, Evidence, Held, Line

GONE, TAKEN = "ReservationNotFound", "SlotTaken"
NOTHING = Evidence((), (), ())


def reserve(own_id: str, *kinds: str, table: str = "1", phone: str = "+1") -> Story:
    write = Write(
        id=own_id,
        act="reserve",
        station="Bar",
        reservation_id=own_id,
        slot_id="h",
        table_id=table,
        phone=phone,
    )
    return Story(write, [Answer(kind, 0.1) for kind in kinds], asked=len(kinds))


def cancel(own_id: str, of: Story, *kinds: str) -> Story:
    write = replace(of.write, id=own_id, act="cancel")
    return Story(write, [Answer(kind, 0.1) for kind in kinds], asked=len(kinds))


def move(own_id: str, of: Story, table: str, *kinds: str) -> Story:
    write = replace(of.write, id=own_id, act="move", table_id=table)
    return Story(write, [Answer(kind, 0.1) for kind in kinds], asked=len(kinds))


def book(*done: Story) -> Evidence:
    """Return what a book says in which exactly these writes were done, in this order."""
    held: dict[str, Held] = {}
    lines, events = [], []
    for story in done:
        write = story.write
        own = Held(
            reservation_id=write.reservation_id,
            slot_id=write.slot_id,
            table_id=write.table_id,
            phone=write.phone,
        )
        is_there = write.act != "cancel"
        before = None if write.act == "reserve" else held.pop(own.reservation_id, own)
        after = own if is_there else None
        lines.append(Line(write_id=write.id, act=write.act, before=before, after=after))
        events.append(Event(reservation_id=own.reservation_id, held=after))
        if is_there:
            held[own.reservation_id] = own
    return Evidence(tuple(held.values()), tuple(lines), tuple(events))


A, B = reserve("a", DONE), reserve("b", DONE, phone="+2")
A_GONE = cancel("x", A, DONE)
A_MOVED, B_MOVED = move("m", A, "2", DONE), move("n", B, "2", DONE)
A_UNCLEAR = reserve("a", UNCLEAR, DONE)


@pytest.mark.parametrize(
    ("stories", "evidence"),
    [
        ([], NOTHING),
        ([A, A_GONE, B], book(A, A_GONE, B)),
        ([A, reserve("b", TAKEN), reserve("c", NOTHING_SAVED)], book(A)),
        ([A, A_GONE, cancel("y", A, GONE)], book(A, A_GONE)),
        ([A_UNCLEAR], book(A_UNCLEAR)),
        ([A, A_MOVED, B], book(A, A_MOVED, B)),
        ([A, A_MOVED, A_GONE], book(A, A_MOVED, A_GONE)),
        ([A, move("m", A, "2", TAKEN)], book(A)),
        ([A, A_GONE, move("m", A, "2", GONE)], book(A, A_GONE)),
        ([A, move("m", A, "2", UNCLEAR, DONE)], book(A, A_MOVED)),
        ([reserve("a", UNCLEAR, GONE), A_GONE], book(A, A_GONE)),
        ([reserve("a", UNCLEAR, TAKEN), B], book(B)),
        ([A, cancel("x", A, NOTHING_SAVED, UNCLEAR, DONE)], book(A, A_GONE)),
    ],
)
def test_a_book_that_keeps_its_promises_is_not_blamed(
    stories: list[Story], evidence: Evidence
) -> None:
    assert violations(stories, evidence, []) == []


@pytest.mark.parametrize(
    ("kinds", "stories", "evidence"),
    [
        # two parties at one table, even if one of them has gone long since
        (["double"], [A, B], book(A, B)),
        (["double"], [A, B, A_GONE], book(A, B, A_GONE)),
        (["guest"], [A, reserve("b", DONE, table="2")], book(A, reserve("b", table="2"))),
        # acknowledged, and not there
        (["lost", "journal"], [A], NOTHING),
        (["lost", "journal"], [A], replace(book(A), held=())),
        (["lost", "journal"], [reserve("a", UNCLEAR, GONE)], NOTHING),
        (["changed", "journal"], [A], book(reserve("a", table="2"))),
        # refused, and yet made
        (["lie", "journal"], [reserve("a", TAKEN)], book(A)),
        (["lie", "journal"], [reserve("a", NOTHING_SAVED)], book(A)),
        (["lie", "journal", "journal"], [reserve("a", TAKEN), A_GONE], book(A, A_GONE)),
        (["lie", "journal"], [reserve("a", GONE)], book(A)),
        (["lie"], [reserve("a", UNCLEAR, GONE)], book(A)),
        # cancelled, and yet there; gone, and nobody cancelled it; cancelled for two
        (["cancel", "journal"], [A, A_GONE], book(A)),
        (["cancel"], [A, cancel("x", A, GONE)], book(A)),
        (["cancel", "journal"], [A, A_GONE, cancel("y", A, DONE)], book(A, A_GONE)),
        # moved to where another party sits, or never moved, or told otherwise than it was
        (["double"], [A, A_MOVED, B, B_MOVED], book(A, A_MOVED, B, B_MOVED)),
        (["lost", "journal"], [A, A_MOVED], book(A)),
        (["lost", "changed", "journal"], [A, A_MOVED], book(A, move("m", A, "3"))),
        (["changed", "journal"], [A, move("m", A, "2", TAKEN)], book(A, A_MOVED)),
        (["journal"], [A, A_MOVED], replace(book(A, A_MOVED), lines=book(A).lines)),
        (["journal"], [A, A_MOVED], replace(book(A, A_MOVED), lines=book(A_MOVED, A).lines)),
        (["lie"], [A, move("m", A, "2", GONE)], book(A)),
        # never settled, or not foreseen
        (["unclear"], [reserve("a", UNCLEAR)], NOTHING),
        (["bug"], [reserve("a", BUG)], NOTHING),
        # the journal
        (["journal"], [], replace(NOTHING, lines=book(A, A_GONE).lines)),
        (["journal"], [A], replace(book(A), lines=())),
        (["order"], [A], replace(book(A), events=book(A, A_GONE, A_GONE).events)),
    ],
)
def test_each_broken_promise_is_told(
    kinds: list[str], stories: list[Story], evidence: Evidence
) -> None:
    found = violations(stories, evidence, [])
    assert set(kinds) <= {one.kind for one in found}, found
    assert {one.kind for one in found} <= set(kinds), found


def test_what_check_finds_is_told() -> None:
    fault = Fault(kind="flag", sentence="Table 1 is reserved, but marked as free.", details={})
    (found,) = violations([A], book(A), [fault])
    assert (found.kind, found.words) == ("check: flag", fault.sentence)
