"""The timeline under keys and pointer, and while it changes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.look import ROW, Look
from resv_desktop.qt.row_painter import END
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.timeline_grid import grid_of
from tests.qt.days import NOW, day, find, house
from tests.qt.hands import held_enter
from tests.qt.timelines import EVERYTHING, click, key, large_day, place, shown


@pytest.fixture
def timeline(qtbot: QtBot, look: Look) -> Timeline:
    return shown(qtbot, look, day())


# --- keys and pointer


def test_arrows_go_cell_by_cell_and_stop_at_the_edges(timeline: Timeline) -> None:
    told: list[object] = []
    timeline.picked.connect(told.append)
    for pressed in ("Down", "Down", "Right", "Right", "Up", "Left", "Left", "Left"):
        QTest.keyClick(timeline, getattr(Qt.Key, f"Key_{pressed}"))
    path = [("1", 18), ("2", 18), ("2", 19), ("2", 20), ("1", 20), ("1", 19), ("1", 18)]
    assert told == [key(*where) for where in path]


def test_an_enter_that_is_still_held_down_opens_nothing(timeline: Timeline) -> None:
    opened: list[object] = []
    timeline.opened.connect(opened.append)
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    QCoreApplication.sendEvent(timeline, held_enter())
    assert opened == []
    QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert len(opened) == 1


def test_home_and_end_go_along_the_hours_and_pages_along_the_tables(
    qtbot: QtBot, look: Look
) -> None:
    timeline = shown(qtbot, look, large_day())
    keys, control = Qt.Key, Qt.KeyboardModifier.ControlModifier

    def picked() -> tuple[str, int]:
        cell = timeline.cells.cell(timeline.cells.index_of(timeline.marked))
        assert cell is not None
        assert timeline.viewport().rect().contains(timeline.visualRect(timeline.currentIndex()))
        return cell.table.table_id, cell.table.starts_at.hour

    QTest.keyClick(timeline, keys.Key_Down)
    QTest.keyClick(timeline, keys.Key_End)
    assert picked() == ("1", 23)
    QTest.keyClick(timeline, keys.Key_PageDown)
    table, hour = picked()
    assert (int(table) > 3, hour) == (True, 23)
    QTest.keyClick(timeline, keys.Key_PageUp)
    assert picked() == ("1", 23)
    QTest.keyClick(timeline, keys.Key_Home)
    assert picked() == ("1", 0)
    QTest.keyClick(timeline, keys.Key_End, control)
    assert picked() == ("60", 23)
    QTest.keyClick(timeline, keys.Key_Home, control)
    assert picked() == ("1", 0)


def test_the_keys_pass_over_an_hour_that_does_not_have_the_table(qtbot: QtBot, look: Look) -> None:
    plain = day()
    slots = [s for s in plain.slots if (s.table_id, s.starts_at.hour) != ("1", 19)]
    timeline = shown(qtbot, look, Day.of(house(), plain.on, slots, [], NOW))
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert timeline.marked == key("1", 20)
    hole = timeline.visualRect(timeline.cells.index(0, 1)).center()
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=hole)
    assert timeline.marked == key("1", 20)
    assert len(timeline.selectionModel().selectedIndexes()) == 1


def test_a_click_picks_and_enter_or_a_double_click_opens(qtbot: QtBot, timeline: Timeline) -> None:
    with qtbot.assertNotEmitted(timeline.opened), qtbot.waitSignal(timeline.picked):
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(timeline.opened), qtbot.waitSignal(timeline.picked) as told:
        click(timeline, "7", 20)
    assert told.args == [key("7", 20)]
    for pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(timeline.opened) as told:
            QTest.keyClick(timeline, pressed)
        assert told.args == [key("7", 20)]
    with qtbot.waitSignal(timeline.opened) as told:
        middle = place(timeline, "1", 21).center()
        QTest.mouseDClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [key("1", 21)]


# --- what is in sight


def test_heads_stay_in_sight_while_cells_are_scrolled(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, large_day())
    hours, tables = timeline.hours.geometry(), timeline.tables.geometry()
    timeline.go_to(find(large_day(), "60", 23).key)
    assert timeline.verticalScrollBar().value() > 0
    assert timeline.horizontalScrollBar().value() > 0
    assert (timeline.hours.geometry(), timeline.tables.geometry()) == (hours, tables)
    assert timeline.hours.logicalIndexAt(timeline.hours.viewport().width() - END - 5) == 23
    last = timeline.visualRect(timeline.cells.index(59, 23))
    assert last.right() < timeline.viewport().width() - END + 1
    assert timeline.tables.sectionViewportPosition(59) == last.top()
    timeline.updateGeometries()
    assert timeline.visualRect(timeline.cells.index(59, 23)) == last


def test_hours_share_the_width_in_whole_columns(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, large_day())
    for width in range(500, 1300, 37):
        timeline.resize(width, 240)
        column, room = timeline.hours.defaultSectionSize(), timeline.viewport().width() - END
        assert room % column == 0
        assert column >= 116
        timeline.go_to(find(large_day(), "1", 12).key)
        timeline.go_to(find(large_day(), "1", 23).key)
        assert timeline.horizontalScrollBar().value() % column == 0
    timeline.resize(1300, 240)
    timeline.show_grid(grid_of(day(), HourFilter(find(day(), "1", 21).at), NOW))
    assert timeline.hours.defaultSectionSize() == 200
    assert timeline.horizontalScrollBar().maximum() == 0


def test_days_of_every_length_follow_each_other_at_every_width(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, large_day(24, 11))
    days = [large_day(24, 11), day(hours=()), day(), large_day(3, 5), large_day(60, 24)]
    grids = [grid_of(each, EVERYTHING, NOW) for each in days]
    for width in (598, 600, 744, 1142):
        for one in grids:
            for other in grids:
                timeline.show_grid(one)
                timeline.resize(width, 300)
                timeline.go_to_top()
                timeline.horizontalScrollBar().setValue(10_000)
                timeline.show_grid(other)
                QCoreApplication.processEvents()
                length, room = timeline.hours.length(), timeline.viewport().width() - END
                assert timeline.horizontalScrollBar().maximum() == max(0, length - room)


def test_a_mark_does_not_scroll(timeline: Timeline) -> None:
    timeline.mark(key("23", 22))
    bars = timeline.verticalScrollBar(), timeline.horizontalScrollBar()
    assert [bar.value() for bar in bars] == [0, 0]
    timeline.go_to(key("23", 22))
    assert all(bar.value() > 0 for bar in bars)
    timeline.go_to_top()
    assert [bar.value() for bar in bars] == [0, 0]
    timeline.mark(None)
    assert not timeline.has_picked_cell


def test_one_cell_that_changes_is_painted_alone_and_all_else_stays(
    qtbot: QtBot, look: Look
) -> None:
    before = large_day(24, 12)
    timeline = shown(qtbot, look, before)
    timeline.mark(find(before, "20", 9).key)
    timeline.go_to(find(before, "20", 9).key)
    bars = timeline.verticalScrollBar(), timeline.horizontalScrollBar()
    scrolled = [bar.value() for bar in bars]
    assert all(scrolled)
    QCoreApplication.processEvents()
    timeline.painted.clear()
    held = [
        replace(r, status="done") if r.id == "19-9-Guest 19" else r for r in before.reservations
    ]
    after = Day.of(before.restaurant, before.on, before.slots, held, NOW)
    changed = timeline.visualRect(timeline.cells.index_of(find(after, "19", 9).key))
    timeline.show_grid(grid_of(after, EVERYTHING, NOW))
    qtbot.waitUntil(lambda: bool(timeline.painted))
    assert timeline.painted == [changed]
    assert [bar.value() for bar in bars] == scrolled
    assert timeline.marked == find(before, "20", 9).key
    assert timeline.has_picked_cell


def test_what_stands_at_the_corner_stays_there_when_tables_and_hours_come_and_go(
    qtbot: QtBot, look: Look
) -> None:
    timeline = shown(qtbot, look, large_day(30, 12))
    timeline.verticalScrollBar().setValue(10 * look.room(ROW) + 7)
    timeline.horizontalScrollBar().setValue(5 * timeline.hours.defaultSectionSize())
    later = HourFilter(find(large_day(30, 12), "1", 2).at)
    timeline.show_grid(grid_of(large_day(40, 12), later, NOW))
    assert timeline.verticalScrollBar().value() == 10 * look.room(ROW) + 7
    corner = timeline.cells.cell(timeline.indexAt(QPoint(5, 5)))
    assert corner is not None
    assert (corner.table.table_id, corner.table.starts_at.hour) == ("11", 5)
