"""A party gets the smallest free table that seats it, and the host is told why."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.best_fit import best_fit, fits, nearest_hours
from resv_desktop.domain.slot import Slot

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def slot(table: str, seats: int, hour: int = 20, *, is_free: bool = True) -> Slot:
    """Return a table in an hour of one day."""
    start = NOON + timedelta(hours=hour - 12)
    return Slot(
        slot_id=f"at {hour}",
        table_id=table,
        capacity=seats,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        is_available=is_free,
    )


def test_the_smallest_free_table_that_fits_comes_first_and_says_why() -> None:
    hour = [slot("10", 8), slot("9", 4), slot("2", 4, is_free=False), slot("3", 6), slot("1", 2)]
    found = fits(hour, 3)
    assert [(fit.slot.table_id, fit.spare, str(fit.why)) for fit in found] == [
        ("9", 1, "Seats 4, 1 spare: no table fits more closely."),
        ("3", 3, "Seats 6, 3 spare."),
        ("10", 5, "Seats 8, 5 spare."),
    ]
    exact = best_fit(hour, 4)
    assert exact is not None
    assert (exact.slot.table_id, str(exact.why)) == ("9", "Seats exactly 4.")


def test_where_every_smaller_table_is_taken_that_is_said() -> None:
    found = best_fit([slot("1", 2, is_free=False), slot("3", 6)], 2)
    assert found is not None
    assert str(found.why) == "Seats 6, 4 spare: every smaller table is taken."


def test_of_equal_tables_one_that_nobody_is_taking_comes_first_then_the_label_decides() -> None:
    hour = [slot("10", 4), slot("9", 4), slot("2", 4), slot("1", 6)]
    assert [fit.slot.table_id for fit in fits(hour, 4)] == ["2", "9", "10", "1"]
    taken = {("at 20", "2")}
    assert [fit.slot.table_id for fit in fits(hour, 4, taken)] == ["9", "10", "2", "1"]


def test_where_nothing_fits_there_is_no_best_fit() -> None:
    assert best_fit([slot("1", 2), slot("2", 8, is_free=False)], 5) is None
    assert best_fit([], 1) is None


def test_the_nearest_other_hours_are_found_the_earlier_of_two_first_and_none_that_is_over() -> None:
    day = [slot("1", 4, hour) for hour in (17, 18, 19, 20, 21, 22)]
    day += [slot("2", 4, 23, is_free=False)]
    now = NOON + timedelta(hours=6)  # 18:00: the hour from 17 has just ended
    found = nearest_hours(day, 4, slot("1", 4, 20).starts_at, now)
    assert [fit.slot.starts_at.hour for fit in found] == [19, 21, 18, 22]
    assert nearest_hours(day, 5, NOON, now) == []


@given(
    st.lists(st.tuples(st.integers(2, 8), st.booleans()), max_size=30),
    st.integers(1, 8),
)
def test_no_free_table_that_fits_is_smaller_than_the_best_fit(
    tables: list[tuple[int, bool]], party: int
) -> None:
    hour = [slot(str(n), seats, is_free=is_free) for n, (seats, is_free) in enumerate(tables)]
    possible = [seats for seats, is_free in tables if is_free and seats >= party]
    best = best_fit(hour, party)
    if best is None:
        assert not possible
    else:
        assert best.slot.is_available
        assert best.slot.capacity == min(possible) == party + best.spare
        assert len(fits(hour, party)) == len(possible)
