"""The timeline under keys and pointer, in the ears of a screen reader, and while it changes."""

from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import thread_time

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage, QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day, Key
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import ROW, Look, Role
from resv_desktop.qt.row_painter import END
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.timeline_grid import grid_of
from tests.qt.days import NOW, day, find, house, reservation

EVERYTHING = HourFilter()
_LARGE_TABLES, _PAINTINGS = 60, 30
_NEAR = 24  # of 255, by which a thin line may miss its colour
_PAINTED_WITHIN_MS = 200  # on a machine that does much else; alone it takes a tenth


@pytest.fixture
def timeline(qtbot: QtBot, look: Look) -> Timeline:
    return shown(qtbot, look, day())


class Watched(Timeline):
    """Remembers which parts of it were painted."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, Keys(), name)
        self.painted: list[QRect] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect())
        super().paintEvent(event)


def shown(qtbot: QtBot, look: Look, what: Day, size: tuple[int, int] = (598, 240)) -> Watched:
    """Return a timeline of a day that has the keys."""
    made = Watched(look, "Timeline")
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.show_grid(grid_of(what, EVERYTHING, NOW))
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def key(table: str, hour: int) -> Key:
    return find(day(), table, hour).key


def place(timeline: Timeline, table: str, hour: int) -> QRect:
    return timeline.visualRect(timeline.cells.index_of(key(table, hour)))


def click(timeline: Timeline, table: str, hour: int) -> None:
    middle = place(timeline, table, hour).center()
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def large_day(tables: int = _LARGE_TABLES, hours: int = 24) -> Day:
    """Return a day on which two of three tables are taken, in every state."""
    house_ = house({str(n): 4 for n in range(1, tables + 1)}, opening_hours="00:24")
    states = ("booked", "arrived", "seated", "done")
    held = [
        reservation(str(n), hour, f"Guest {n}", status=states[(n + hour) % 4])
        for n in range(1, tables + 1)
        for hour in range(hours)
        if (n + hour) % 3
    ]
    return day(*held, restaurant=house_, hours=range(hours))


# --- keys and pointer


def test_arrows_go_cell_by_cell_and_stop_at_the_edges(timeline: Timeline) -> None:
    told: list[object] = []
    timeline.picked.connect(told.append)
    for pressed in ("Down", "Down", "Right", "Right", "Up", "Left", "Left", "Left"):
        QTest.keyClick(timeline, getattr(Qt.Key, f"Key_{pressed}"))
    path = [("1", 18), ("2", 18), ("2", 19), ("2", 20), ("1", 20), ("1", 19), ("1", 18)]
    assert told == [key(*where) for where in path]


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


# --- what is heard and seen


def test_every_cell_is_heard_as_one_sentence(qtbot: QtBot, look: Look) -> None:
    held = reservation("7", 20, note="Nut allergy", status="seated")
    timeline = shown(qtbot, look, day(held), (800, 400))
    found = QAccessible.queryAccessibleInterface(timeline)
    heard = [found.child(n) for n in range(found.childCount())]
    cells = [each for each in heard if each.role() == QAccessible.Role.Cell]

    def text(each: QAccessibleInterface) -> str:
        return str(each.text(QAccessible.Text.Name))

    assert found.role() == QAccessible.Role.Table
    assert found.text(QAccessible.Text.Name) == "Timeline"
    assert len(cells) == 6 * 5
    assert text(cells[10]) == "18:00, table 7, 4 seats, was free"
    assert text(cells[12]) == (
        "20:00, table 7, 4 seats, seated, Okafor, party of 2, Note: Nut allergy"
    )
    assert text(cells[13]) == "21:00, table 7, 4 seats, free"
    spoken = {text(each) for each in heard}
    assert {"Table 7, 4 seats", "20:00, 1 of 6 tables taken"} <= spoken
    there = cells[13].rect().center()
    click_at = timeline.viewport().mapFromGlobal(there)
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=click_at)
    assert timeline.marked == key("7", 21)


def is_inked(timeline: Timeline, rect: QRect, look: Look, role: Role) -> bool:
    """Whether something there is painted in a colour, soft edges aside."""
    wanted = look.colour(role)

    def is_near(name: str) -> bool:
        colour = QColor(name)
        parts = (QColor.red, QColor.green, QColor.blue)
        return all(abs(part(colour) - part(wanted)) < _NEAR for part in parts)

    return any(is_near(name) for name in pixels(timeline, rect))


def pixels(timeline: Timeline, rect: QRect) -> set[str]:
    image: QImage = timeline.viewport().grab(rect).toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_state_has_its_own_ground_and_the_running_hour_its_tint(
    qtbot: QtBot, look: Look, theme: str
) -> None:
    look.set_theme(theme)  # type: ignore[arg-type]  # one of both
    statuses = {"1": "booked", "2": "arrived", "7": "seated", "10": "done"}
    held = [reservation(table, 20, status=status) for table, status in statuses.items()]
    timeline = shown(qtbot, look, day(*held), (800, 400))
    grounds: dict[str, Role] = {
        "1": "reservedBg",
        "2": "arrivedBg",
        "7": "seatedBg",
        "10": "doneBg",
    }
    for table, role in grounds.items():
        colours = pixels(timeline, place(timeline, table, 20))
        assert look.colour(role).name() in colours
        others = set(grounds.values()) - {role}
        assert not colours & {look.colour(other).name() for other in others}
    free = place(timeline, "23", 21)
    assert is_inked(timeline, free, look, "free")
    assert not is_inked(timeline, place(timeline, "23", 18), look, "free")
    running = pixels(timeline, place(timeline, "23", 19))
    assert look.colour("raised").name() in running
    assert look.colour("surface").name() not in running
    timeline.set_grey(True)
    greys = pixels(timeline, place(timeline, "1", 20))
    assert look.colour("doneBg").name() in greys
    assert look.colour("reservedBg").name() not in greys
    assert not is_inked(timeline, free, look, "free")


def test_a_party_that_is_awaited_has_a_clock_and_an_allergy_a_sign(
    qtbot: QtBot, look: Look
) -> None:
    held = [reservation("7", 19), reservation("10", 20), reservation("20", 20, allergy=True)]
    timeline = shown(qtbot, look, day(*held), (800, 400))
    late, on_time, allergy = (place(timeline, *at) for at in [("7", 19), ("10", 20), ("20", 20)])
    assert [is_inked(timeline, each, look, "warn") for each in (late, on_time, allergy)] == [
        True,
        False,
        True,
    ]
    assert look.colour("reservedBg").name() in pixels(timeline, late)
    said = [
        timeline.cells.data(timeline.cells.index_of(key(*at))) for at in [("7", 19), ("20", 20)]
    ]
    assert said == [
        "19:00, table 7, 4 seats, reserved, Okafor, party of 2, 8 min late",
        "20:00, table 20, 6 seats, reserved, Okafor, party of 2, allergy",
    ]
    assert timeline.cells.index_of(key("7", 19)).data(Qt.ItemDataRole.ToolTipRole) == (
        "Okafor, party of 2, 8 min late"
    )


def test_a_changed_theme_paints_all_anew(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, day(reservation("7", 20)), (800, 400))
    where = place(timeline, "7", 20)
    assert look.colour("reservedBg").name() in pixels(timeline, where)
    look.set_theme("dark")
    assert look.colour("reservedBg").name() in pixels(timeline, where)


def test_the_timeline_is_mirrored(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, day(reservation("1", 20, status="booked")), (800, 400))
    timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: timeline.tables.x() > timeline.viewport().x())
    eighteen, nineteen = place(timeline, "1", 18), place(timeline, "1", 19)
    assert eighteen.left() == nineteen.right() + 1
    assert eighteen.right() == timeline.viewport().width() - 1
    taken = place(timeline, "1", 20)
    bar = QRect(taken.right() - 5, taken.top() + 12, 3, 10)
    assert pixels(timeline, bar) == {look.colour("reserved").name()}
    click(timeline, "1", 19)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert timeline.marked == key("1", 20)
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert timeline.marked == key("1", 18)
    assert not timeline.grab().isNull()


def test_sixty_tables_and_a_whole_day_are_painted_in_a_moment(
    qtbot: QtBot, look: Look, record_property: Callable[[str, object], None]
) -> None:
    timeline = shown(qtbot, look, large_day(), (1142, 854))
    took: dict[str, list[float]] = {"1142 x 854": [], "60 x 24 cells": []}
    for what, size in (("1142 x 854", (1142, 854)), ("60 x 24 cells", (3100, 2720))):
        timeline.resize(*size)
        for _ in range(_PAINTINGS):
            began = thread_time()  # what other programs take of the machine is not counted
            timeline.viewport().repaint()
            took[what].append((thread_time() - began) * 1000)
    told = ", ".join(
        f"{what}: {median(ms):.1f} ms, {max(ms):.1f} at most" for what, ms in took.items()
    )
    record_property("measured", f"Timeline painted whole, {told}")
    assert median(took["60 x 24 cells"]) < _PAINTED_WITHIN_MS
