"""Who loses a table is proposed the best of those that are left, and no two the same one."""

from datetime import UTC, date, datetime, timedelta

from resv_desktop.domain.new_homes import FreeHour, Seeker, find_homes
from resv_desktop.domain.slot import LASTS, Slot

DAY = date(2026, 3, 14)


def at(hour: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def free(hour: int, *tables: tuple[str, int], day: date = DAY, phones: str = "") -> FreeHour:
    starts_at = at(hour, day)
    slots = tuple(
        Slot(
            slot_id=str(starts_at),
            table_id=table,
            capacity=seats,
            starts_at=starts_at,
            ends_at=starts_at + LASTS,
            is_available=True,
        )
        for table, seats in tables
    )
    return FreeHour(str(starts_at), starts_at, day, slots, phones.split(), hour == 11)


def seeker(name: str, size: int, hour: int = 19, phone: str = "") -> Seeker:
    return Seeker(name, size, str(at(hour)), at(hour), DAY, phone or name)


def names(homes: tuple[Slot, ...]) -> list[str]:
    return [f"{home.starts_at.hour}/{home.table_id}" for home in homes]


def test_the_same_hour_comes_first_and_then_the_nearest_the_smallest_table_that_fits_each() -> None:
    hours = [
        free(19, ("1", 2), ("3", 4), ("6", 8)),
        free(20, ("4", 4), ("5", 6)),
        free(17, ("4", 4)),
        free(11, ("9", 4)),  # it runs, and is nobody else's new hour
    ]
    found = find_homes([seeker("a", 3)], hours)
    assert names(found["a"]) == ["19/3", "19/6", "20/4", "20/5", "17/4"]


def test_homes_stand_hour_by_hour_and_no_hour_gives_way_to_more_tables_of_another() -> None:
    many = [(str(n), 4) for n in range(1, 8)]
    found = find_homes([seeker("a", 3)], [free(hour, *many) for hour in (18, 20, 17, 21)])
    assert names(found["a"]) == [
        *("18/1", "18/2", "18/3", "18/4", "18/5"),
        *("20/1", "17/1", "21/1"),
    ]


def test_the_largest_party_chooses_first_and_no_two_are_proposed_the_same_table() -> None:
    hours = [free(19, ("3", 4), ("6", 8)), free(21, ("3", 4))]
    found = find_homes([seeker("a", 2), seeker("b", 4), seeker("c", 4)], hours)
    assert {name: names(homes)[0] for name, homes in found.items()} == {
        "b": "19/3",
        "c": "19/6",
        "a": "21/3",
    }
    assert all(len(homes) == 1 for homes in found.values())


def test_another_table_of_the_nearest_hour_comes_before_the_same_table_of_a_later_one() -> None:
    hours = [free(20, ("1", 2), ("2", 2)), free(21, ("1", 2))]
    found = find_homes([seeker("a", 2), seeker("b", 2)], hours)
    assert names(found["a"])[0] == "20/1"
    assert names(found["b"])[0] == "20/2"


def test_no_guest_is_proposed_an_hour_in_which_they_have_a_table_or_get_one() -> None:
    hours = [free(20, ("3", 4), ("4", 4), phones="one"), free(21, ("3", 4), ("4", 4))]
    guests = [seeker("a", 2, 18, "one"), seeker("b", 2, 19, "one"), seeker("c", 2, 18, "two")]
    found = find_homes(guests, hours)
    assert {name: names(homes)[0] for name, homes in found.items()} == {"a": "21/3", "c": "20/3"}


def test_of_a_closed_day_the_same_hour_of_the_days_around_is_proposed() -> None:
    later, before = DAY + timedelta(days=1), DAY - timedelta(days=1)
    hours = [
        free(19, ("1", 2), day=before),
        free(20, ("2", 2), day=later),
        free(19, ("3", 2), day=later),
    ]
    (homes,) = find_homes([seeker("a", 2)], hours).values()
    assert [home.table_id for home in homes] == ["3", "1"]
