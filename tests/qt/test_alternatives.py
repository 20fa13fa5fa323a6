"""What is offered to a party whose table has gone: the nearest hour, then the best fit."""

from datetime import UTC, date, datetime, timedelta

from resv_desktop.domain.slot import Slot
from resv_desktop.qt.alternatives import alternatives
from resv_desktop.qt.day import Day
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation, slot

EARLY = NOW - timedelta(hours=8)


def offered(
    day: Day,
    gone: Slot,
    party: int,
    now: datetime = EARLY,
    being_taken: frozenset[tuple[str, str]] = frozenset(),
) -> list[str]:
    found = alternatives(day, gone, party, now, being_taken)
    return [f"{t.table_id} at {t.starts_at:%H}" for t in found]


def test_other_tables_of_the_same_hour_come_first_the_smallest_that_fits_before_the_others() -> (
    None
):
    taken = reservation("7", 20)
    assert offered(day(taken), slot("7", 20, 4), 4) == ["10 at 20", "20 at 20", "23 at 20"]
    assert offered(day(taken), slot("7", 20, 4), 5)[:2] == ["20 at 20", "23 at 20"]


def test_then_the_nearest_hours_earlier_and_later_with_the_best_fit_of_each() -> None:
    held = [reservation(table, 20) for table in ("7", "10", "20")]
    assert offered(day(*held), slot("7", 20, 4), 4) == ["23 at 20", "7 at 19", "7 at 21"]
    held += [reservation("23", 20), *(reservation(t, 19) for t in ("7", "10", "20", "23"))]
    assert offered(day(*held), slot("7", 20, 4), 4) == ["7 at 21", "7 at 18", "7 at 22"]


def test_tables_that_are_too_small_are_never_offered_and_fewer_than_three_may_be_left() -> None:
    held = [reservation("23", 20), reservation("23", 19), reservation("23", 22)]
    assert offered(day(*held), slot("23", 20, 8), 8) == ["23 at 21", "23 at 18"]
    whole = [reservation("23", hour) for hour in (18, 19, 20, 21, 22)]
    assert offered(day(*whole), slot("23", 20, 8), 7) == []


def test_where_few_hours_have_a_table_the_others_of_those_hours_are_offered_too() -> None:
    held = [reservation(table, hour) for table in ("7", "10", "20", "23") for hour in (18, 20, 22)]
    assert offered(day(*held), slot("7", 20, 4), 4) == ["7 at 19", "7 at 21", "10 at 19"]
    held += [reservation("20", 21), reservation("23", 19), reservation("23", 21)]
    assert offered(day(*held), slot("20", 20, 6), 5) == ["20 at 19"]


def test_the_table_itself_is_not_offered_although_the_day_still_shows_it_free() -> None:
    assert offered(day(), slot("7", 20, 4), 4) == ["10 at 20", "20 at 20", "23 at 20"]


def test_the_same_table_may_be_offered_in_another_hour() -> None:
    small = house({"7": 4})
    assert offered(day(restaurant=small), slot("7", 20, 4), 4) == ["7 at 19", "7 at 21", "7 at 18"]


def test_hours_that_have_ended_are_left_out_and_a_running_one_is_not() -> None:
    small = house({"7": 4})
    gone = slot("7", 21, 4)
    assert offered(day(restaurant=small), gone, 4, NOW) == ["7 at 20", "7 at 22", "7 at 19"]
    at_eight = NOW.replace(hour=20, minute=0)
    assert offered(day(restaurant=small), gone, 4, at_eight) == ["7 at 20", "7 at 22"]


def test_hours_after_midnight_are_as_near_as_they_are() -> None:
    late = house({"7": 4, "9": 4}, opening_hours="22:03")
    held = [reservation("7", 24), reservation("9", 24)]
    evening = day(*held, restaurant=late, hours=(22, 23, 24, 25, 26))
    found = alternatives(evening, slot("7", 24, 4), 4, EARLY)
    hours = [found.starts_at.strftime("%d %H") for found in found]
    assert hours == ["14 23", "15 01", "14 22"]


def test_the_two_hours_of_a_repeated_one_are_told_apart() -> None:
    autumn = date(2026, 10, 24)
    night = house({"7": 4}, opening_hours="22:04")
    first = datetime(2026, 10, 25, 0, tzinfo=UTC)
    starts = [(first + timedelta(hours=n)).astimezone(night.zone) for n in range(3)]
    assert [f"{at:%H}{at.fold}" for at in starts] == ["010", "011", "020"]
    slots = [
        Slot(
            slot_id=f"slot-{n}",
            table_id=table,
            capacity=4,
            starts_at=at,
            ends_at=(at.astimezone(UTC) + timedelta(hours=1)).astimezone(night.zone),
            is_available=(n, table) != (1, "7"),
        )
        for n, at in enumerate(starts)
        for table in ("7", "9", "10")
    ]
    autumn_day = Day.of(night, autumn, slots, [], EARLY)
    gone = next(s for s in slots if s.slot_id == "slot-1" and s.table_id == "7")
    found = alternatives(autumn_day, gone, 4, EARLY)
    assert [t.place for t in found] == [("slot-1", "9"), ("slot-1", "10"), ("slot-0", "7")]


def test_of_equal_tables_one_that_nobody_is_taking_comes_first() -> None:
    evening = day(reservation("1", 20))
    gone = slot("1", 20, 2)
    taking = frozenset({find(evening, "2", 20).place, find(evening, "7", 20).place})
    assert offered(evening, gone, 3)[:2] == ["7 at 20", "10 at 20"]
    assert offered(evening, gone, 3, being_taken=taking)[:2] == ["10 at 20", "7 at 20"]
    assert offered(evening, gone, 2, being_taken=taking)[0] == "2 at 20"
    assert find(evening, "2", 20).starts_at.date() == SATURDAY
