"""The timeline while it is scrolled: what is seen is what is there."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day
from resv_desktop.qt.look import Look
from resv_desktop.qt.timeline_grid import grid_of
from tests.qt.days import NOW
from tests.qt.timelines import EVERYTHING, Watched, large_day, shown


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
