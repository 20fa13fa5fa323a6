"""The grid of the timeline: every table of the day has a row, every hour a column."""

from dataclasses import replace
from datetime import timedelta

from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import AllRow, HourFilter
from resv_desktop.qt.timeline_grid import Grid, grid_of
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation, slot


def cell(grid: Grid, table: str, hour: int, number: int = 0) -> AllRow:
    row = grid.rows.index((table, number))
    column = [head.starts_at.hour for head in grid.hours].index(hour)
    found = grid.cells[row][column]
    assert found is not None
    return found


def test_tables_stand_in_the_order_of_their_labels_and_hours_in_that_of_the_clock() -> None:
    grid = grid_of(day(), HourFilter(), NOW)
    assert [head.table_id for head in grid.tables] == ["1", "2", "7", "10", "20", "23"]
    assert [head.capacity for head in grid.tables] == [2, 2, 4, 4, 6, 8]
    assert [head.starts_at.hour for head in grid.hours] == [18, 19, 20, 21, 22]
    for row, table in enumerate(grid.tables):
        for column, hour in enumerate(grid.hours):
            there = grid.cells[row][column]
            assert there is not None
            assert (there.table.table_id, there.table.at) == (table.table_id, hour.at)
            assert grid.places[there.key] == (row, column)


def test_the_hours_are_those_of_the_lists() -> None:
    at = find(day(), "1", 20).at
    assert [h.starts_at.hour for h in grid_of(day(), HourFilter(at), NOW).hours] == [20, 21, 22]
    only = grid_of(day(), HourFilter(at, is_only=True), NOW)
    assert [h.starts_at.hour for h in only.hours] == [20]


def test_each_hour_tells_how_full_it_is_and_how_it_stands_to_the_clock() -> None:
    shown = day(reservation("1", 20), reservation("7", 20), reservation("7", 18, status="done"))
    heads = {h.starts_at.hour: h for h in grid_of(shown, HourFilter(), NOW).hours}
    assert {hour: (h.taken, h.tables) for hour, h in heads.items()} == {
        18: (1, 6),
        19: (0, 6),
        20: (2, 6),
        21: (0, 6),
        22: (0, 6),
    }
    assert [hour for hour, h in heads.items() if h.is_running] == [19]
    assert [hour for hour, h in heads.items() if h.is_past] == [18]


def test_an_hour_without_a_table_has_an_empty_cell() -> None:
    plain = day()
    slots = [s for s in plain.slots if (s.table_id, s.starts_at.hour) != ("10", 20)]
    grid = grid_of(Day.of(house(), SATURDAY, slots, [], NOW), HourFilter(), NOW)
    assert grid.cells[grid.rows.index(("10", 0))][2] is None
    assert {h.starts_at.hour: h.tables for h in grid.hours}[20] == 5


def test_parties_that_were_given_one_table_have_a_row_each() -> None:
    shown = day(reservation("7", 20, "Okafor"), reservation("7", 20, "Gallo"))
    grid = grid_of(shown, HourFilter(), NOW)
    assert grid.rows[2:4] == [("7", 0), ("7", 1)]
    names = {cell(grid, "7", 20, number).table.guest for number in (0, 1)}
    assert names == {"Okafor", "Gallo"}
    assert grid.cells[3][0] is None
    assert {h.starts_at.hour: (h.taken, h.tables) for h in grid.hours}[20] == (1, 6)


def test_of_two_slots_with_one_name_the_taken_one_is_shown() -> None:
    plain = day(reservation("7", 20))
    twice = Day.of(house(), SATURDAY, [*plain.slots, slot("7", 20, 4)], plain.reservations, NOW)
    assert cell(grid_of(twice, HourFilter(), NOW), "7", 20).table.guest == "Okafor"


def test_only_a_table_that_can_be_had_is_being_taken() -> None:
    shown = day(reservation("2", 20))
    takers = {find(shown, t, h).place: ("Bar",) for t, h in [("1", 18), ("1", 20), ("2", 20)]}
    grid = grid_of(shown, HourFilter(), NOW, takers)
    assert cell(grid, "1", 20).taken_at == ("Bar",)
    assert cell(grid, "2", 20).taken_at == cell(grid, "1", 18).taken_at == ()


def test_a_repeated_hour_has_two_columns() -> None:
    first = slot("1", 20, 2)
    second = replace(
        first,
        slot_id="again",
        starts_at=first.starts_at + timedelta(hours=1),
        ends_at=first.ends_at + timedelta(hours=1),
    )
    grid = grid_of(Day.of(house(), SATURDAY, [first, second], [], NOW), HourFilter(), NOW)
    assert len(grid.hours) == len(set(grid.columns)) == 2


def test_a_day_without_hours_has_no_cells() -> None:
    grid = grid_of(day(hours=()), HourFilter(), NOW)
    assert (grid.hours, grid.tables, grid.cells) == ((), (), ())
