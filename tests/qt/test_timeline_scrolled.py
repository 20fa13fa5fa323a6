"""The timeline while it is scrolled, by wheel and under a drag: what is seen is what is there."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day
from resv_desktop.qt.look import Look
from resv_desktop.qt.row_painter import END
from resv_desktop.qt.timeline_grid import grid_of
from tests.qt.days import NOW, find
from tests.qt.timelines import EVERYTHING, Watched, large_day, shown

LEFT = Qt.MouseButton.LeftButton


def early(qtbot: QtBot, look: Look, what: Day, size: tuple[int, int]) -> Watched:
    """Return a timeline of a day of which no hour is over."""
    made = shown(qtbot, look, what, size)
    made.show_grid(grid_of(what, EVERYTHING, NOW - timedelta(hours=19)))
    return made


@pytest.fixture(params=[False, True], ids=["", "mirrored"])
def timeline(request: pytest.FixtureRequest, qtbot: QtBot, look: Look) -> Watched:
    """A day of which four hours are in sight, and each table: no thumb lies over the cells."""
    made = early(qtbot, look, large_day(4, 24), (598, 400))
    if request.param:
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QCoreApplication.processEvents()
    return made


def on_screen(timeline: Watched) -> QImage:
    """Return what is seen of the cells, which is not painted anew for it."""
    QCoreApplication.processEvents()
    return _cells(timeline, timeline.screen().grabWindow(timeline.winId()))


def painted_anew(timeline: Watched) -> QImage:
    return _cells(timeline, timeline.grab())


def _cells(timeline: Watched, picture: QPixmap) -> QImage:
    whole = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return whole.copy(timeline.viewport().geometry())


def wheel(timeline: Watched, at: QPoint, steps: QPoint, buttons: Qt.MouseButton = LEFT) -> None:
    """Turn the wheel over a place; 120 is one notch."""
    where = timeline.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(where.mapToGlobal(at)),
        QPoint(),
        steps,
        buttons,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(where, event)


@pytest.mark.parametrize("has_keys", [False, True])
def test_what_is_scrolled_sideways_is_painted_as_if_it_had_never_been_elsewhere(
    timeline: Watched, *, has_keys: bool
) -> None:
    if not has_keys:
        timeline.clearFocus()
    timeline.mark(None)
    bar, column = timeline.horizontalScrollBar(), timeline.hours.defaultSectionSize()
    for value in (column, 4 * column, 4 * column + 3, 3 * column, bar.maximum(), column + 40, 0):
        bar.setValue(value)
        assert on_screen(timeline) == painted_anew(timeline), value


def test_a_step_sideways_paints_no_more_than_what_comes_in_sight(
    timeline: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline.clearFocus()
    QCoreApplication.processEvents()
    drawn: list[int] = []
    monkeypatch.setattr(timeline._painter, "cell", lambda left, *_, **__: drawn.append(left))
    for value in (1, 2, 1):
        timeline.horizontalScrollBar().setValue(value * timeline.hours.defaultSectionSize())
        QCoreApplication.processEvents()
        assert 0 < len(set(drawn)) <= 2
        drawn.clear()


def gutter(timeline: Watched) -> QPoint:
    """Return a place beside the last hour in sight, at the first table."""
    is_rtl = timeline.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return QPoint(END // 2 if is_rtl else timeline.viewport().width() - END // 2, 20)


def test_the_gutter_is_no_cell(timeline: Watched) -> None:
    assert not timeline.indexAt(gutter(timeline)).isValid()
    inside = gutter(timeline) + (QPoint(END, 0) if gutter(timeline).x() < END else QPoint(-END, 0))
    assert timeline.indexAt(inside).isValid()
    QTest.mouseClick(timeline.viewport(), LEFT, pos=gutter(timeline))
    assert timeline.marked is None


# --- under a drag


def middle(timeline: Watched, table: str, hour: int) -> QPoint:
    """Return where the cell of a table in an hour is, in sight or not."""
    index = timeline.cells.index_of(find(large_day(4, 24), table, hour).key)
    return timeline.visualRect(index).center()


def hold(timeline: Watched, table: str, hour: int, to: QPoint) -> None:
    """Press on a party and drag it somewhere, without letting go."""
    start = middle(timeline, table, hour)
    QTest.mousePress(timeline.viewport(), LEFT, pos=start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(timeline.viewport(), start + (to - start) * part)
    assert timeline.carry.row is not None


def aim(timeline: Watched) -> tuple[str, int] | None:
    if timeline.carry.aim is None:
        return None
    table = timeline.carry.targets[timeline.carry.aim].table
    return table.table_id, table.starts_at.hour


def edge(timeline: Watched, *, is_later: bool) -> QPoint:
    """Return a place near the end or the start of the hours in sight, at the first table."""
    is_rtl = timeline.layoutDirection() == Qt.LayoutDirection.RightToLeft
    clear = timeline.clear_of_gutter()
    return QPoint(clear.left() + 5 if is_rtl == is_later else clear.right() - 5, 20)


def test_a_drag_that_is_held_at_the_edge_reaches_hours_that_were_out_of_sight(
    qtbot: QtBot, timeline: Watched
) -> None:
    hold(timeline, "1", 1, edge(timeline, is_later=True))
    bar = timeline.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert bar.value() == timeline.hours.defaultSectionSize()
    seen = timeline.cells.cell(timeline.indexAt(edge(timeline, is_later=True)))
    assert seen is not None
    assert (seen.table.table_id, seen.table.starts_at.hour) == ("1", 4)
    qtbot.waitUntil(lambda: aim(timeline) == ("1", 5))  # taken at 4
    with qtbot.waitSignal(timeline.moved) as told:
        QTest.mouseRelease(timeline.viewport(), LEFT, pos=edge(timeline, is_later=True))
    assert told.args is not None
    assert [told.args[n].starts_at.hour for n in (0, 1)] == [1, 5]
    assert not timeline._edges.isActive()


def test_at_the_other_edge_a_drag_goes_back(qtbot: QtBot, timeline: Watched) -> None:
    column = timeline.hours.defaultSectionSize()
    timeline.horizontalScrollBar().setValue(5 * column)
    hold(timeline, "1", 7, edge(timeline, is_later=False))
    qtbot.waitUntil(lambda: timeline.horizontalScrollBar().value() == 4 * column)
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    assert not timeline._edges.isActive()
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=edge(timeline, is_later=False))


def test_tables_go_on_at_the_lower_edge(qtbot: QtBot, look: Look) -> None:
    timeline = early(qtbot, look, large_day(30, 4), (700, 300))
    start = timeline.visualRect(timeline.cells.index(0, 1)).center()
    low = QPoint(start.x(), timeline.viewport().height() - 5)
    QTest.mousePress(timeline.viewport(), LEFT, pos=start)
    for at in (start + QPoint(0, 40), low):
        QTest.mouseMove(timeline.viewport(), at)
    assert timeline.carry.row is not None
    bar = timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() >= 2 * bar.singleStep())
    QTest.mouseMove(timeline.viewport(), start + QPoint(0, 60))
    value = bar.value()
    assert not timeline._edges.isActive()
    assert bar.value() == value
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=start)


def test_a_drag_that_begins_at_an_edge_scrolls_nothing(timeline: Watched) -> None:
    timeline.horizontalScrollBar().setValue(7 * timeline.hours.defaultSectionSize())
    start = edge(timeline, is_later=False)
    QTest.mousePress(timeline.viewport(), LEFT, pos=start)
    for down in (10, 20, 60):
        QTest.mouseMove(timeline.viewport(), start + QPoint(0, down))
    assert timeline.carry.row is not None
    assert not timeline._edges.isActive()
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=start)


def test_a_wheel_under_a_drag_leaves_the_target_under_the_pointer(timeline: Watched) -> None:
    to = middle(timeline, "1", 2)
    hold(timeline, "1", 1, to)
    assert aim(timeline) == ("1", 2)
    wheel(timeline, to, QPoint(-120, 0))
    assert timeline.horizontalScrollBar().value() == 3 * timeline.hours.defaultSectionSize()
    assert aim(timeline) == ("1", 5)
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=to)


def test_a_drag_that_begins_on_the_gutter_takes_nobody_along(timeline: Watched) -> None:
    timeline.mark(find(large_day(4, 24), "1", 1).key)
    start, to = gutter(timeline), middle(timeline, "1", 2)
    QTest.mousePress(timeline.viewport(), LEFT, pos=start)
    QTest.mouseMove(timeline.viewport(), to)
    assert timeline.carry.row is None
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=to)
