"""Only the hours that changed are read again, and the day is as if all of it had been."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_hours import Touched, hours_of, touched_by, with_hours
from tests.qt.days import HOURS, NOW, SATURDAY, TABLES, day, house, reservation, slot

LATER = NOW + timedelta(minutes=1)
ID_OF = {hour: f"{SATURDAY}-{hour}" for hour in HOURS}

# What a foreign writer leaves too: tables held twice, held though they are free, free though
# nobody holds them, and reservations of tables that the hour does not have.
Held = tuple[int, str, str]  # hour, table, guest
some_held = some.sets(
    some.tuples(
        some.sampled_from(HOURS), some.sampled_from([*TABLES, "99"]), some.sampled_from("ABC")
    ),
    max_size=12,
)
some_flags = some.sets(some.tuples(some.sampled_from(HOURS), some.sampled_from(list(TABLES))))


class Book:
    """The book as it is: what is held, and which flags say so."""

    def __init__(self, held: Iterable[Held], flags: Iterable[tuple[int, str]]) -> None:
        self.held, self.flags = set(held), set(flags)

    def slots(self, hours: Iterable[int]) -> list[Slot]:
        return [
            slot(table, hour, seats, is_free=(hour, table) not in self.flags)
            for hour in sorted(hours)
            for table, seats in TABLES.items()
        ]

    def reservations(self, hours: Iterable[int]) -> list[Reservation]:
        wanted = sorted(
            (hour, int(table), guest) for hour, table, guest in self.held if hour in hours
        )
        return [reservation(str(table), hour, guest) for hour, table, guest in wanted]

    def whole(self) -> Day:
        return Day.of(house(), SATURDAY, self.slots(HOURS), self.reservations(HOURS), LATER)


@given(
    before=some_held,
    after=some_held,
    flags=some_flags,
    flags_after=some_flags,
)
def test_a_day_whose_changed_hours_were_read_again_equals_one_that_was_read_as_a_whole(
    before: set[Held],
    after: set[Held],
    flags: set[tuple[int, str]],
    flags_after: set[tuple[int, str]],
) -> None:
    known, book = Book(before, flags).whole(), Book(after, flags_after)
    changed = {hour for hour, *_ in (before ^ after) | (flags ^ flags_after)}
    ids = {ID_OF[hour] for hour in changed}
    told = with_hours(known, ids, book.slots(changed), book.reservations(changed), LATER)
    whole = book.whole()
    assert told is not None
    assert told == whole
    assert told.hours == whole.hours
    assert {key: told.find(key) for key in told._tables} == whole._tables


def test_hours_that_did_not_change_stay_the_same_rows() -> None:
    known = day(reservation("7", 21))
    book = Book([(21, "7", "Okafor"), (19, "7", "Dahl")], [(21, "7"), (19, "7")])
    told = with_hours(known, {ID_OF[19]}, book.slots([19]), book.reservations([19]), LATER)
    assert told is not None
    same = [new is old for new, old in zip(told.hours, known.hours, strict=True)]
    # Table 7 is free until 19:00 now in the hour before; later hours know nothing of it.
    assert same == [False, False, True, True, True]
    assert told.read_at == LATER


def test_where_only_the_whole_can_tell_nothing_is_guessed() -> None:
    known = day()
    here = Book([], []).slots([20])
    assert with_hours(known, {ID_OF[20], ID_OF[21]}, here, [], LATER) is None  # 21 is gone
    tomorrow = [slot(s.table_id, 20, s.capacity, on=SATURDAY + timedelta(days=1)) for s in here]
    assert with_hours(known, {ID_OF[20]}, _named(tomorrow, ID_OF[20]), [], LATER) is None
    twice = [slot(s.table_id, 20, s.capacity, on=SATURDAY) for s in here]
    assert with_hours(known, {"another"}, _named(twice, "another"), [], LATER) is None
    elsewhere = [slot(s.table_id, 21, s.capacity) for s in here]
    assert with_hours(known, {ID_OF[20]}, _named(elsewhere, ID_OF[20]), [], LATER) is None


def _named(slots: Iterable[Slot], slot_id: str) -> list[Slot]:
    return [replace(each, slot_id=slot_id) for each in slots]


def test_changes_say_which_hours_they_touch() -> None:
    held = reservation("7", 20)
    told = touched_by(
        [
            Change(kind="reserved", slot_id="a", reservation_id="r"),
            Change(kind="slot", slot_id="b"),
            Change(kind="reservation", reservation_id=held.id),  # a delete tells no more
            Change(kind="presence", slot_id="c"),
            Change(kind="heartbeat", beat=3),
            Change(kind="resumed"),
        ]
    )
    assert told == Touched(frozenset("ab"), frozenset({"r", held.id}))
    assert hours_of(day(held), told.reservations) == {ID_OF[20]}
    assert not touched_by([Change(kind="presence", slot_id="c"), Change(kind="resumed")])
    assert touched_by([Change(kind="all")]).is_all
    assert touched_by([Change(kind="restaurant", rest_id="house")]).is_all
