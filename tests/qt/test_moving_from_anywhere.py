"""A party is moved from wherever it was picked or found: the timeline is lent for it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import Hands
from tests.qt.stand import Stand
from tests.qt.station import press, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
M, RIGHT, ENTER, ESCAPE = Qt.Key.Key_M, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def picked(qtbot: QtBot, window: MainWindow, stand: Stand) -> MainWindow:
    """The window, its host in the list, a reservation picked."""
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 20).key)
    assert window.view.available.list.hasFocus()
    return window


def test_a_party_that_is_picked_in_a_list_is_moved_and_the_list_is_back(
    qtbot: QtBot, picked: MainWindow, stand: Stand
) -> None:
    press(picked, M, CONTROL)
    timeline = picked.view.all.timeline
    assert timeline.isVisible()
    assert timeline.hasFocus()
    assert "with the arrows and Enter" in picked.notice
    press(picked, RIGHT)
    assert picked.notice.startswith("Moving 07400 123456: ")
    assert picked.bottom.notice.kind == "hint"
    press(picked, ENTER)
    assert not picked.notice.startswith("Moving ")
    qtbot.waitUntil(lambda: picked.notice.startswith("Moved: table 2, "), timeout=10_000)
    assert [(r.table_id, r.starts_at.hour) for r in stand.booked()] == [("2", 21)]
    assert picked.view.all.form == "all"
    assert picked.view.all.list.hasFocus()


def test_a_move_that_is_given_up_leaves_all_as_it_was(picked: MainWindow, stand: Stand) -> None:
    press(picked, M, CONTROL)
    press(picked, RIGHT)
    assert "Escape leaves them where they are." in picked.notice
    press(picked, ESCAPE)
    assert picked.notice == ""
    assert picked.view.all.form == "all"
    assert picked.view.all.list.isVisible()
    assert [(r.table_id, r.starts_at.hour) for r in stand.booked()] == [("2", 20)]


def test_a_party_that_was_found_is_moved_from_the_line(
    qtbot: QtBot, picked: MainWindow, stand: Stand
) -> None:
    Hands(picked).type("3456")
    press(picked, M, CONTROL)
    assert picked.top.line.text() == ""
    assert picked.view.all.timeline.hasFocus()
    press(picked, RIGHT)
    press(picked, ENTER)
    qtbot.waitUntil(lambda: picked.notice.startswith("Moved: table 2, "), timeout=10_000)
    assert [(r.table_id, r.starts_at.hour) for r in stand.booked()] == [("2", 21)]


@pytest.fixture
def moved(qtbot: QtBot, picked: MainWindow) -> MainWindow:
    """The window, its party moved from 20:00 to 21:00 and picked there."""
    press(picked, M, CONTROL)
    press(picked, RIGHT)
    press(picked, ENTER)
    qtbot.waitUntil(lambda: picked.notice.startswith("Moved: table 2, "), timeout=10_000)
    return picked


def take_back(qtbot: QtBot, window: MainWindow) -> None:
    """Take the move back by its key."""
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("The move is undone"), timeout=10_000)


def hour_picked(window: MainWindow) -> int:
    """Return the hour of what is picked."""
    assert window.view.picked is not None
    return window.view.picked.starts_at.hour


def test_what_is_picked_goes_back_with_the_party_and_forth_again(
    qtbot: QtBot, moved: MainWindow
) -> None:
    assert hour_picked(moved) == 21
    take_back(qtbot, moved)
    assert hour_picked(moved) == 20
    press(moved, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "again" in moved.notice, timeout=10_000)
    assert hour_picked(moved) == 21


def test_a_party_that_goes_back_takes_nothing_along_that_was_picked_since(
    qtbot: QtBot, moved: MainWindow
) -> None:
    moved.view.pick(shown(moved, "3", 22).key)
    take_back(qtbot, moved)
    assert hour_picked(moved) == 22


def test_a_letter_of_a_name_moves_nobody(picked: MainWindow) -> None:
    Hands(picked).type("marlow m")
    assert picked.top.line.text() == "marlow m"
    assert picked.view.all.form == "all"


def test_where_there_is_nobody_to_move_it_is_said(window: MainWindow) -> None:
    window.view.pick(shown(window, "3", 20).key)
    press(window, M, CONTROL)
    assert window.notice.startswith("Pick a reservation that is not over")
    assert window.view.all.form == "all"
