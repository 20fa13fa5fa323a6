"""The rows of both lists, in the order in which a host reads them."""

from dataclasses import replace
from datetime import timedelta

from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import (
    AllRow,
    FreeRow,
    Heading,
    HourFilter,
    Sort,
    all_rows,
    available_rows,
    count_free,
    nearest_free,
)
from resv_desktop.qt.day_words import fit, spoken
from resv_desktop.qt.timeline_grid import grid_of
from tests.qt.days import NOW, day, find, reservation

EVERYTHING = HourFilter()


def test_the_smallest_table_that_fits_stands_first_and_is_the_best() -> None:
    rows = available_rows(day(), 4, EVERYTHING, NOW)
    first_hour = [row for row in rows[1:5] if isinstance(row, FreeRow)]
    assert [row.table.table_id for row in first_hour] == ["7", "10", "20", "23"]
    assert [row.is_best for row in first_hour] == [True, False, False, False]
    assert [row.spare for row in first_hour] == [0, 0, 2, 4]


def test_hours_that_have_ended_are_hidden_and_the_running_one_tells_its_minutes() -> None:
    headings = [r for r in available_rows(day(), 2, EVERYTHING, NOW) if isinstance(r, Heading)]
    assert [h.starts_at.hour for h in headings] == [19, 20, 21, 22]
    assert [h.minutes_left for h in headings] == [52, None, None, None]
    assert [h.free for h in headings] == [6, 6, 6, 6]


def test_a_begun_minute_counts_whole() -> None:
    rows = available_rows(day(), 2, EVERYTHING, NOW + timedelta(minutes=51, seconds=30))
    assert isinstance(rows[0], Heading)
    assert rows[0].minutes_left == 1


def test_a_full_hour_keeps_its_heading() -> None:
    shown = day(reservation("23", 20))
    headings = [r for r in available_rows(shown, 8, EVERYTHING, NOW) if isinstance(r, Heading)]
    assert [h.free for h in headings] == [1, 0, 1, 1]


def test_an_hour_that_is_there_for_who_was_promised_only_is_not_offered() -> None:
    held = (reservation("7", 20), reservation("10", 22))
    known = day(*held)
    left = [s for s in known.slots if s.starts_at.hour not in (20, 22)]
    left += [replace(s, is_leaving=True) for s in known.slots if s.slot_id == held[1].slot_id][3:4]
    shown = Day.of(known.restaurant, known.on, left, held, NOW)
    headings = [r for r in available_rows(shown, 2, EVERYTHING, NOW) if isinstance(r, Heading)]
    assert [h.starts_at.hour for h in headings] == [19, 21]
    rows = all_rows(shown, EVERYTHING, NOW, Sort())
    uncovered = [r for r in rows if isinstance(r, AllRow) and r.is_uncovered]
    assert [r.table.starts_at.hour for r in uncovered] == [20, 22]


def test_the_filter_shows_hours_from_one_on_or_only_one() -> None:
    shown = day()
    at = find(shown, "1", 21).at
    assert count_free(shown, 8, HourFilter(at), NOW) == 2
    assert count_free(shown, 8, HourFilter(at, is_only=True), NOW) == 1
    assert count_free(shown, 8, EVERYTHING, NOW) == 4


def test_all_tables_stand_by_hour_and_table_and_past_ones_are_marked() -> None:
    rows = all_rows(day(), EVERYTHING, NOW, Sort())
    assert len(rows) == 30
    shown = [row for row in rows if isinstance(row, AllRow)]
    assert [row.table.table_id for row in shown[:6]] == ["1", "2", "7", "10", "20", "23"]
    assert [row.is_first_of_hour for row in shown[:7]] == [True, *[False] * 5, True]
    assert [row.is_past for row in shown[5:7]] == [True, False]


def test_a_head_sorts_by_its_column_and_again_upside_down() -> None:
    shown = day(
        reservation("7", 20, "Okafor", status="seated"),
        reservation("1", 22, "abe"),
        reservation("2", 21, name="", reserved_by=""),
    )

    def sorted_by(sort: Sort) -> list[tuple[str, int]]:
        rows = all_rows(shown, EVERYTHING, NOW, sort)
        return [(r.table.table_id, r.table.starts_at.hour) for r in rows if isinstance(r, AllRow)]

    assert sorted_by(Sort("table"))[:6] == [*(("1", h) for h in (18, 19, 20, 21, 22)), ("2", 18)]
    assert sorted_by(Sort("seats", is_down=True))[0] == ("23", 22)
    assert sorted_by(Sort("state"))[:4] == [("2", 21), ("1", 22), ("7", 20), ("1", 18)]
    assert sorted_by(Sort("guest"))[:3] == [("1", 22), ("7", 20), ("2", 21)]
    assert sorted_by(Sort("guest", is_down=True))[:3] == [("2", 21), ("7", 20), ("1", 22)]
    assert sorted_by(Sort("hour", is_down=True))[0] == ("23", 22)


def test_only_the_order_by_hour_marks_where_an_hour_begins() -> None:
    rows = all_rows(day(), EVERYTHING, NOW, Sort("table"))
    assert not any(row.is_first_of_hour for row in rows if isinstance(row, AllRow))


def test_the_nearest_free_hours_are_one_before_and_one_after() -> None:
    shown = day(reservation("23", 20), reservation("23", 21))
    near = nearest_free(shown, 8, find(shown, "1", 20).at, NOW)
    assert [(hour.starts_at.hour, [t.table_id for t in free]) for hour, free in near] == [
        (19, ["23"]),
        (22, ["23"]),
    ]


def test_a_table_at_which_somebody_sits_is_none_to_be_offered_first() -> None:
    early = day(reservation("7", 22, status="seated"))
    rows = available_rows(early, 4, EVERYTHING, NOW)
    first, second = [row for row in rows[1:3] if isinstance(row, FreeRow)]
    assert (first.table.table_id, first.is_sat_at, first.is_best) == ("7", True, False)
    assert (second.table.table_id, second.is_sat_at, second.is_best) == ("10", False, True)
    assert fit(first) == "still seated"
    later = [row for row in rows[5:] if isinstance(row, FreeRow)]
    assert not any(row.is_sat_at for row in later)
    listed = all_rows(early, EVERYTHING, NOW, Sort())
    sat = [row.key for row in listed if isinstance(row, AllRow) and row.is_sat_at]
    assert sat == [find(early, "7", 19).key]
    grid = grid_of(early, EVERYTHING, NOW)
    assert [cell.key for row in grid.cells for cell in row if cell and cell.is_sat_at] == sat


def test_who_overstays_is_said_to_sit_there_for_a_quarter_of_an_hour() -> None:
    shown = day(reservation("7", 19, status="seated"))
    said = []
    for minutes in (51, 52, 66, 67):
        rows = all_rows(shown, EVERYTHING, NOW + timedelta(minutes=minutes), Sort())
        said.append([spoken(row) for row in rows if isinstance(row, AllRow) and row.is_sat_at])
    assert said == [[], *[["20:00, table 7, 4 seats, free, still seated"]] * 2, []]
