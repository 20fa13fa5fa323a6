"""At the door a swipe scrolls, and no table, party or act comes of it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.fingers import FAR, Fingers
from tests.qt.stand import PHONE, Stand
from tests.qt.test_due_strip import row_of, until_due
from tests.qt.touches import Finger, at_rest, fingers, scrolled_by, until_still

_ = fingers

UP = QPoint(0, -100)
WAIT_MS = 30  # between two steps of a swipe that pushes nothing
SHORT = QPoint(0, FAR + 4)


def test_a_finger_that_swipes_in_the_strip_of_who_is_due_says_of_nobody_that_they_came(
    qtbot: QtBot, window: MainWindow, stand: Stand, fingers: Fingers
) -> None:
    stand.reserve(stand.slot("1", 19), PHONE)
    until_due(qtbot, window, "1")
    until_still(qtbot, window)
    row = row_of(window, "1")
    Finger(row).swipe(row.rect().center(), SHORT)
    Finger(row).swipe(row.rect().center() + SHORT, SHORT * -2)
    qtbot.wait(50)
    assert (window.seat.is_busy, window.notice) == (False, "")
    assert [made.status for made in stand.booked()] == ["booked"]
    Finger(row).tap(row.rect().center())
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 1, "))
    assert not fingers.is_gliding


@pytest.mark.parametrize("name", ["available", "all"])
def test_a_swipe_scrolls_a_list_and_picks_nothing_in_it(
    qtbot: QtBot, window: MainWindow, fingers: Fingers, name: str
) -> None:
    view = window.view
    shown_list = view.available.list if name == "available" else view.all.list
    window.resize(1200, 420)
    until_still(qtbot, window)
    bar = shown_list.verticalScrollBar()
    qtbot.waitUntil(lambda: shown_list.isVisible() and bar.maximum() > 20)
    picked = view.picked
    start = shown_list.viewport().rect().center()
    Finger(shown_list.viewport()).swipe(start, UP, wait_ms=WAIT_MS)
    assert bar.value() >= min(scrolled_by(UP.y()), bar.maximum())
    assert view.picked is picked
    qtbot.waitUntil(at_rest(fingers))


def test_a_swipe_scrolls_the_page_where_it_is_higher_than_the_window(
    qtbot: QtBot, window: MainWindow, fingers: Fingers
) -> None:
    window.resize(620, 600)
    until_still(qtbot, window)
    bar = window.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > abs(UP.y()))
    bar.setValue(0)
    head = window.view.available.head
    Finger(head).swipe(head.rect().center(), UP, wait_ms=WAIT_MS)
    assert bar.value() >= scrolled_by(UP.y())
    qtbot.waitUntil(at_rest(fingers))


def test_a_swipe_scrolls_the_strip_of_who_is_due_and_has_the_keys_stay(
    qtbot: QtBot, window: MainWindow, stand: Stand, fingers: Fingers
) -> None:
    for number, table in enumerate(("1", "2", "3", "4")):
        stand.reserve(stand.slot(table, 19), f"07400 12345{number}")
    until_due(qtbot, window, "1", "2", "3", "4")
    area = window.view.due.findChild(QScrollArea)
    assert area is not None
    area.setFixedHeight(100)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    until_still(qtbot, window)
    row, keys = row_of(window, "1"), window.focusWidget()
    Finger(row).swipe(QPoint(80, 50), QPoint(0, -45), wait_ms=WAIT_MS)
    assert area.verticalScrollBar().value() > 10
    assert window.focusWidget() is keys
    assert Qt.MouseButton.LeftButton not in QApplication.mouseButtons()
    qtbot.waitUntil(at_rest(fingers))
