"""A party is picked up in the timeline, and can be put down only where there is room for it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import AllRow, HourFilter
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.timeline_carry import can_be_moved, next_target, targets
from resv_desktop.qt.timeline_grid import Grid, grid_of
from tests.qt.days import NOW, day, find, reservation

EVERYTHING = HourFilter()


def evening() -> Day:
    """Return an evening on which Okafor, party of 4, holds table 7 at 20:00."""
    return day(
        reservation("7", 20, party_size=4),
        reservation("10", 20, "Gallo"),
        reservation("7", 21, "Ricci"),
        reservation("20", 20, "Dahl", status="done"),
    )


def row(grid: Grid, table: str, hour: int) -> AllRow:
    down, across = grid.places[find(evening(), table, hour).key]
    found = grid.cells[down][across]
    assert found is not None
    return found


@pytest.fixture
def timeline(qtbot: QtBot, look: Look) -> Timeline:
    made = Timeline(look, Keys(), "Timeline")
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    made.show_grid(grid_of(evening(), EVERYTHING, NOW))
    made.mark(find(evening(), "7", 20).key)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def middle(timeline: Timeline, table: str, hour: int) -> QPoint:
    return timeline.visualRect(timeline.cells.index_of(find(evening(), table, hour).key)).center()


def aim(timeline: Timeline) -> tuple[str, int] | None:
    if timeline.carry.aim is None:
        return None
    table = timeline.carry.targets[timeline.carry.aim].table
    return table.table_id, table.starts_at.hour


def test_only_free_tables_that_are_large_enough_in_hours_that_are_not_over_can_have_a_party() -> (
    None
):
    grid = grid_of(evening(), EVERYTHING, NOW)
    found = {
        (cell.table.table_id, cell.table.starts_at.hour)
        for cell in targets(grid, row(grid, "7", 20)).values()
    }
    large = {(table, hour) for table in ("7", "10", "20", "23") for hour in (19, 20, 21, 22)}
    assert found == large - {("7", 20), ("10", 20), ("7", 21), ("20", 20)}


def test_nobody_is_moved_who_has_left_or_was_never_there() -> None:
    grid = grid_of(evening(), EVERYTHING, NOW)
    assert can_be_moved(row(grid, "7", 20))
    assert not can_be_moved(row(grid, "1", 20))
    assert not can_be_moved(row(grid, "20", 20))
    over = grid_of(evening(), EVERYTHING, find(evening(), "7", 21).at)
    assert not can_be_moved(row(over, "7", 20))


def test_the_next_place_is_straight_on_where_there_is_one() -> None:
    there = row(grid_of(evening(), EVERYTHING, NOW), "1", 19)
    places = dict.fromkeys([(2, 5), (3, 3), (9, 2), (1, 0)], there)
    assert next_target(places, (2, 2), (0, 1)) == (2, 5)
    assert next_target(places, (2, 2), (1, 0)) == (9, 2)
    assert next_target(places, (2, 2), (-1, 0)) == (1, 0)
    assert next_target(places, (1, 0), (0, -1)) is None


def test_by_keys_only_places_that_can_have_the_party_take_the_focus(
    qtbot: QtBot, timeline: Timeline
) -> None:
    QTest.keyClick(timeline, Qt.Key.Key_M)
    assert timeline.carry.row is not None
    reached = []
    for pressed in ("Right", "Up", "Left", "Left", "Left", "Down"):
        QTest.keyClick(timeline, getattr(Qt.Key, f"Key_{pressed}"))
        reached.append(aim(timeline))
    assert reached == [("7", 22), ("7", 22), ("7", 19), ("7", 19), ("7", 19), ("10", 19)]
    focused = timeline.cells.cell(timeline.currentIndex())
    assert focused is not None
    assert (focused.table.table_id, focused.table.starts_at.hour) == ("10", 19)
    assert timeline.marked == find(evening(), "7", 20).key
    with qtbot.waitSignal(timeline.moved) as told:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    was, target = told.args
    assert isinstance(was, TableHour)
    assert isinstance(target, TableHour)
    assert (was, target) == (find(evening(), "7", 20), find(evening(), "10", 19))
    assert timeline.carry.row is None


def test_escape_drops_the_party_and_the_keys_are_where_it_was(
    qtbot: QtBot, timeline: Timeline
) -> None:
    with qtbot.assertNotEmitted(timeline.moved):
        QTest.keyClick(timeline, Qt.Key.Key_M)
        QTest.keyClick(timeline, Qt.Key.Key_Return)  # nowhere yet
        QTest.keyClick(timeline, Qt.Key.Key_Right)
        QTest.keyClick(timeline, Qt.Key.Key_Escape)
    assert timeline.carry.row is None
    assert timeline.currentIndex() == timeline.cells.index_of(find(evening(), "7", 20).key)
    with qtbot.waitSignal(timeline.opened):
        QTest.keyClick(timeline, Qt.Key.Key_Return)


def test_what_is_aimed_at_stays_the_same_when_an_hour_ends_and_the_others_move_up(
    qtbot: QtBot, timeline: Timeline
) -> None:
    QTest.keyClick(timeline, Qt.Key.Key_M)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(timeline, key)
    assert aim(timeline) == ("10", 22)
    later = find(evening(), "7", 20).at
    timeline.show_grid(grid_of(evening(), HourFilter(later), later))
    assert aim(timeline) == ("10", 22)
    with qtbot.waitSignal(timeline.moved) as told:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert told.args == [find(evening(), "7", 20), find(evening(), "10", 22)]


def test_what_is_aimed_at_is_none_when_its_hour_has_ended(timeline: Timeline) -> None:
    QTest.keyClick(timeline, Qt.Key.Key_M)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert aim(timeline) == ("7", 19)
    later = find(evening(), "7", 20).at
    timeline.show_grid(grid_of(evening(), HourFilter(later), later))
    assert timeline.carry.row is not None
    assert aim(timeline) is None


def test_a_free_table_is_not_picked_up(timeline: Timeline) -> None:
    timeline.mark(find(evening(), "1", 20).key)
    QTest.keyClick(timeline, Qt.Key.Key_M)
    assert timeline.carry.row is None


def drag(timeline: Timeline, table: str, hour: int) -> None:
    """Drag Okafor to a table, step by step as a hand does."""
    where, to = timeline.viewport(), middle(timeline, table, hour)
    start = middle(timeline, "7", 20)
    QTest.mousePress(where, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(where, start + (to - start) * part)
    QTest.mouseRelease(where, Qt.MouseButton.LeftButton, pos=to)


def test_a_party_is_dragged_to_a_table_that_can_have_it(qtbot: QtBot, timeline: Timeline) -> None:
    with qtbot.waitSignal(timeline.moved) as told:
        drag(timeline, "23", 22)
    assert told.args == [find(evening(), "7", 20), find(evening(), "23", 22)]


@pytest.mark.parametrize(("table", "hour"), [("10", 20), ("1", 21), ("23", 18)])
def test_a_party_that_is_dragged_elsewhere_stays_where_it_was(
    qtbot: QtBot, timeline: Timeline, table: str, hour: int
) -> None:
    with qtbot.assertNotEmitted(timeline.moved):
        drag(timeline, table, hour)
    assert timeline.carry.row is None
    assert timeline.marked == find(evening(), "7", 20).key


def test_a_place_that_is_taken_meanwhile_is_no_longer_aimed_at(timeline: Timeline) -> None:
    QTest.keyClick(timeline, Qt.Key.Key_M)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert aim(timeline) == ("7", 22)
    taken = day(*evening().reservations, reservation("7", 22, "Abe"))
    timeline.show_grid(grid_of(taken, EVERYTHING, NOW))
    assert timeline.carry.row is not None
    assert aim(timeline) is None


def test_a_party_that_is_cancelled_meanwhile_is_carried_no_more(timeline: Timeline) -> None:
    QTest.keyClick(timeline, Qt.Key.Key_M)
    timeline.show_grid(grid_of(day(*evening().reservations[1:]), EVERYTHING, NOW))
    assert timeline.carry.row is None


def test_keys_that_go_elsewhere_drop_the_party(qtbot: QtBot, look: Look) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    column, other = QVBoxLayout(ground), QLineEdit()
    made = Timeline(look, Keys(), "Timeline")
    column.addWidget(made)
    column.addWidget(other)
    ground.resize(800, 400)
    ground.show()
    made.show_grid(grid_of(evening(), EVERYTHING, NOW))
    made.mark(find(evening(), "7", 20).key)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    QTest.keyClick(made, Qt.Key.Key_M)
    assert made.carry.row is not None
    other.setFocus()
    qtbot.waitUntil(lambda: made.carry.row is None)


def test_in_a_mirrored_timeline_the_left_arrow_goes_to_a_later_hour(timeline: Timeline) -> None:
    timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(timeline, Qt.Key.Key_M)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert aim(timeline) == ("7", 22)
    assert not timeline.grab().isNull()
