"""Timelines for tests: of a small day or a large one, with what was painted of them."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.hour import Key
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.timeline_grid import grid_of
from tests.qt.days import NOW, day, find, house, reservation

EVERYTHING = HourFilter()
_LARGE_TABLES = 60


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
