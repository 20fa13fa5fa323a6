"""Who is due: the late first, then those who have come, then the next hour."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.day import Day
from resv_desktop.qt.due import due, minutes_late, next_step
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation, slot


def at(hour: int, minute: int = 0) -> timedelta:
    """Return how far a time of the tests' evening lies from NOW."""
    clock = NOW.hour * 60 + NOW.minute
    return timedelta(minutes=hour * 60 + minute - clock)


def with_status(status: str, table: str, hour: int, name: str = "Guest") -> Reservation:
    return reservation(table, hour, name, status=status)


def evening() -> Day:
    return day(
        with_status("booked", "7", 19, "Rossi"),
        with_status("arrived", "10", 19, "Haddad"),
        with_status("seated", "1", 19, "Lindqvist"),
        with_status("done", "2", 19, "Novak"),
        with_status("booked", "1", 20, "Petrov"),
        with_status("arrived", "20", 20, "Early"),
        with_status("booked", "23", 21, "Later"),
    )


def told(shown: Day, passed: timedelta) -> list[tuple[str, str, int, str]]:
    return [
        (each.kind, each.table.guest, each.minutes, each.other.table_id if each.other else "")
        for each in due(shown, NOW + passed)
    ]


def test_the_late_come_first_then_who_has_come_then_the_next_hour() -> None:
    assert told(evening(), at(19, 8)) == [
        ("late", "Rossi", 8, ""),
        ("arrived", "Haddad", 8, ""),
        ("arrived", "Early", 52, ""),
        ("next", "Petrov", 52, ""),
    ]


def test_a_party_is_not_late_in_its_first_minute() -> None:
    assert told(evening(), at(19))[0] == ("now", "Rossi", 0, "")


def test_ten_minutes_before_the_hour_a_table_that_is_still_seated_is_warned_of() -> None:
    before = [each for each in told(evening(), at(19, 49)) if each[0] == "overrun"]
    assert before == []
    kind, guest, minutes, other = told(evening(), at(19, 50))[0]
    assert (kind, guest, minutes) == ("overrun", "Petrov", 10)
    seats, own = find(evening(), other, 20), find(evening(), "1", 20)
    assert seats.is_free
    assert seats.capacity >= own.capacity
    assert find(evening(), other, 19).state != "seated"
    assert not any(kind == "next" for kind, *_ in told(evening(), at(19, 50)))


def test_who_came_hours_early_is_warned_of_as_well() -> None:
    shown = day(with_status("seated", "1", 22), with_status("booked", "1", 20, "Petrov"))
    assert told(shown, at(19, 55))[0][:3] == ("overrun", "Petrov", 5)


def test_where_every_other_table_is_taken_the_warning_names_none() -> None:
    full = day(
        with_status("seated", "1", 19),
        *(reservation(t.table_id, 20, "Guest") for t in evening().hours[0].by_table),
    )
    found = [each for each in told(full, at(19, 55)) if each[0] == "overrun"]
    assert found == [("overrun", "Guest", 5, "")]


def test_nobody_is_due_in_a_house_that_is_closed() -> None:
    assert told(evening(), at(10)) == []


def test_each_party_has_one_next_step_until_it_is_done() -> None:
    shown = evening()
    early = NOW + at(18, 59)
    assert next_step(find(shown, "7", 19), early) == "arrived"
    assert next_step(find(shown, "10", 19), early) == "seated"
    assert next_step(find(shown, "1", 19), early) == "done"
    assert next_step(find(shown, "2", 19), early) is None
    assert next_step(find(shown, "23", 21), early) is None
    assert next_step(find(shown, "7", 19), NOW + at(20)) is None
    assert next_step(find(shown, "7", 20), early) is None


def test_only_who_is_awaited_in_the_running_hour_is_late() -> None:
    shown = evening()
    places = [("7", 19), ("10", 19), ("1", 19), ("20", 19), ("1", 20)]
    late = {at: minutes_late(find(shown, *at), NOW) for at in places}
    assert late == {("7", 19): 8, ("10", 19): 0, ("1", 19): 0, ("20", 19): 0, ("1", 20): 0}
    assert minutes_late(find(shown, "7", 19), NOW + timedelta(minutes=52)) == 0


def test_who_has_come_is_waited_with_for_an_hour_after_theirs_and_who_sits_for_three() -> None:
    shown = evening()
    assert told(shown, at(20))[:2] == [("now", "Petrov", 0, ""), ("arrived", "Haddad", 60, "")]
    assert ("arrived", "Haddad", 119, "") in told(shown, at(20, 59))
    assert "Haddad" not in [guest for _, guest, *_ in told(shown, at(21))]
    assert next_step(find(shown, "10", 19), NOW + at(20, 59)) == "seated"
    assert next_step(find(shown, "10", 19), NOW + at(21)) is None
    assert next_step(find(shown, "1", 19), NOW + at(22, 59)) == "done"  # who overstays
    assert next_step(find(shown, "1", 19), NOW + at(23)) is None


def test_who_has_come_before_midnight_is_waited_with_on_the_next_day() -> None:
    on, before = SATURDAY + timedelta(days=1), slot("7", 23, 4, is_free=False)
    held = replace(reservation("7", 23, "Haddad"), status="arrived")
    round_the_clock = house(opening_hours="00:24")
    first = slot("7", 0, 4, on=on)
    shown = Day.of(round_the_clock, on, [first], [], NOW, [before], [held])
    found = due(shown, NOW + at(24, 5))
    assert [(each.kind, each.table.guest) for each in found] == [("arrived", "Haddad")]


@pytest.mark.parametrize(
    ("made", "late"),
    [(None, 25), (at(14), 25), (at(19), 25), (at(19, 5), 20), (at(19, 25), 0), (at(20, 30), 25)],
)
def test_who_reserved_in_the_running_hour_is_awaited_since_then(
    made: timedelta | None, late: int
) -> None:
    created_at = made if made is None else NOW + made
    shown = day(reservation("7", 19, "Rossi", created_at=created_at))
    now = NOW + at(19, 25)
    assert minutes_late(find(shown, "7", 19), now) == late
    assert told(shown, at(19, 25)) == [("late" if late else "now", "Rossi", late, "")]


def test_a_clock_of_another_program_that_is_ahead_makes_nobody_less_than_not_late() -> None:
    ahead: datetime = NOW + at(19, 40)
    shown = day(reservation("7", 19, "Rossi", created_at=ahead))
    assert told(shown, at(19, 25)) == [("now", "Rossi", 0, "")]
