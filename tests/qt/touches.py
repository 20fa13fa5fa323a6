"""A finger on the glass: real touch events, as the screen tells of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject, QPoint, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.fingers import FAR, Fingers
from tests.qt.fingers import screen, single_taps

_STEPS = 6
_STILL = 30  # looks, ten milliseconds from each other


@contextmanager
def heard(qapp: QApplication, parent: QObject) -> Iterator[Fingers]:
    """Hear of fingers, and no longer than that: a second one that listens would take a part."""
    made = Fingers(qapp, parent)
    with single_taps():
        yield made
    if isValid(made):
        delete(made)


@pytest.fixture
def fingers(qtbot: QtBot, qapp: QApplication, window: MainWindow) -> Iterator[Fingers]:
    """Hear of fingers at the window, which is in front."""
    with heard(qapp, window) as made:
        qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
        until_still(qtbot, window)
        yield made


def until_still(qtbot: QtBot, window: QWidget) -> None:
    """Wait until all that scrolls in a window has its room: a hand comes later than that."""
    seen: list[list[tuple[QPoint, QSize, int]]] = []

    def is_still() -> bool:
        areas = window.findChildren(QAbstractScrollArea)
        bars = [area.verticalScrollBar().value() for area in areas]
        places = [area.mapTo(window, QPoint(0, 0)) for area in areas]
        seen.append([*zip(places, [area.size() for area in areas], bars, strict=True)])
        return len(seen) > _STILL and all(each == seen[-1] for each in seen[-_STILL:])

    qtbot.waitUntil(is_still)


def at_rest(fingers: Fingers) -> Callable[[], bool]:
    """Return whether nothing glides any more."""
    return lambda: not fingers.is_gliding


class Finger:
    """One finger in the window of a widget; places are those in the widget as it came down."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._corner = QPoint()

    def down(self, at: QPoint) -> None:
        """Come down."""
        self._corner = self._widget.mapTo(self._widget.window(), QPoint(0, 0))
        self._tell().press(0, self._in_window(at), self._widget.window()).commit()

    def move(self, at: QPoint) -> None:
        """Go somewhere else, without a lift."""
        self._tell().move(0, self._in_window(at), self._widget.window()).commit()

    def up(self, at: QPoint) -> None:
        """Go up."""
        self._tell().release(0, self._in_window(at), self._widget.window()).commit()
        QApplication.processEvents()

    def tap(self, at: QPoint) -> None:
        """Press."""
        self.down(at)
        self.up(at)

    def swipe(self, start: QPoint, way: QPoint, *, wait_ms: int = 1) -> None:
        """Go a way, step by step as a finger does, and go up there."""
        self.down(start)
        for step in range(1, _STEPS + 1):
            QTest.qWait(wait_ms)
            self.move(start + way * step / _STEPS)
        self.up(start + way)

    def _tell(self) -> QTest.QTouchEventSequence:
        return QTest.touchEvent(self._widget.window(), screen(), autoCommit=False)

    def _in_window(self, at: QPoint) -> QPoint:
        return self._corner + at


def scrolled_by(way: int) -> int:
    """Return at least how far a swipe of a length scrolls: it begins once it is one."""
    return abs(way) - FAR - abs(way) // _STEPS - 1
