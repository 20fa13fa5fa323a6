"""What hides while it has the keys gives them to a list, and a list gets back what was lent."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.list_focus import ListFocus
from tests.qt.stand import Stand
from tests.qt.station import OpenWindow, Station


def test_the_keys_go_to_what_is_in_sight_and_come_back(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    first, second, other = (QPushButton(name) for name in ("first", "second", "other"))
    for each in (first, second, other):
        column.addWidget(each)
    ground.show()
    keys = ListFocus(ground, (first, second))
    other.setFocus()
    with keys.kept():
        other.setEnabled(False)
    assert ground.focusWidget() is first
    with keys.kept():
        first.hide()
    assert ground.focusWidget() is second
    with keys.kept():
        second.hide()
    assert ground.focusWidget() is ground
    with keys.kept():
        first.show()
        second.show()
    assert ground.focusWidget() is first
    with keys.kept():
        first.hide()
    keys.settle()
    with keys.kept():
        first.show()
    assert ground.focusWidget() is second


def test_a_line_begun_before_the_lists_were_there_gives_the_keys_to_a_list(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, station: Station
) -> None:
    window = open_window()
    window.go_to(stand.day.replace(year=stand.day.year + 3))
    qtbot.waitUntil(lambda: window.is_settled and window.focusWidget() is window.view)
    station.reads.clear()
    window.go_to(stand.day + timedelta(days=1))
    QTest.keyClick(window, Qt.Key.Key_4)
    assert window.focusWidget() is window.top.line
    station.reads.set()
    qtbot.waitUntil(lambda: window.is_settled)
    QTest.keyClick(window.top.line, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.view.available.list
