"""A hand that is there as soon as the window is painted loses no key, press or touch."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.stand import Stand
from tests.qt.station import OpenWindow, dialog_of, shown


@pytest.fixture
def early(qtbot: QtBot, open_window: OpenWindow, stand: Stand) -> MainWindow:
    """A window that shows its day and in which nothing can be done yet."""
    window = open_window(is_waited_for=False)
    window.go_to(stand.day)
    window.in_time._soon.stop()  # its turn never comes by itself
    qtbot.waitUntil(lambda: window.view.day is not None and window.view.day.on == stand.day)
    qtbot.waitUntil(lambda: window.view.is_whole)
    window.in_time._soon.stop()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.view.available.list.hasFocus())
    assert window.made is None
    return window


def handle(window: MainWindow) -> QWindow:
    """Return what the system hands its keys and presses to."""
    found = window.windowHandle()
    assert found is not None
    return found


def test_what_is_typed_at_once_stands_in_the_line(early: MainWindow) -> None:
    QTest.keyClick(handle(early), Qt.Key.Key_4)
    assert early.top.line.text() == "4"


def test_a_key_of_the_window_is_found_at_once(early: MainWindow) -> None:
    QTest.keyClick(handle(early), Qt.Key.Key_F10)
    assert early.menu.isVisible()
    early.menu.hide()


def test_enter_opens_the_table_that_is_picked_at_once(early: MainWindow) -> None:
    early.view.pick(shown(early, "3", 20).key)
    QTest.keyClick(handle(early), Qt.Key.Key_Return)
    assert dialog_of(early, SlotDialog).isVisible()


def test_a_press_comes_before_nothing_that_it_needs(early: MainWindow) -> None:
    button = early.top.menu_button
    at = button.mapTo(early, QPoint(button.width() // 2, button.height() // 2))
    QTest.mousePress(handle(early), Qt.MouseButton.LeftButton, pos=at)
    assert early.made is not None
    # Beside the button: the menu would take all that comes.
    QTest.mouseRelease(handle(early), Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_it_is_made_by_itself_once_the_day_is_painted(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(is_waited_for=False)
    qtbot.waitUntil(lambda: window.made is not None, timeout=15_000)
    assert window.view.day is not None
