"""Every act at the door is done with a finger alone, and every target is large enough for one."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.cancel_dialog import CancelDialog
from resv_desktop.qt.history.history_dialog import HistoryDialog
from resv_desktop.qt.main_window import MainWindow
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Clock, dialog_of, press, shown

TARGET = 44


def tap(widget: QWidget, at: QPoint | None = None) -> None:
    """Press and let go where a finger does."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


@pytest.fixture
def picked(qtbot: QtBot, window: MainWindow, stand: Stand) -> MainWindow:
    """The window with a party of two at table 2, 19:00, picked."""
    stand.reserve(stand.slot("2", 19), PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 19).key)
    return window


def in_menu(window: MainWindow, name: str) -> None:
    """Open the menu of the picked party and press one of its lines."""
    details = window.view.details
    tap(details.more_button)
    assert details.more.isVisible()
    at = details.more.actionGeometry(details.more.acts[name])
    assert at.height() >= TARGET
    tap(details.more, at.center())


def lines(window: MainWindow) -> list[str]:
    """Return what the menu of the picked party offers."""
    return [name for name, act in window.view.details.more.acts.items() if act.isVisible()]


@pytest.mark.parametrize(
    ("act", "says", "back"),
    [
        ("no_show", "No-show, the table is free: table 2, ", "The no-show is undone: "),
        ("cancel", "Cancelled: table 2, ", "The cancelling is undone: "),
    ],
)
def test_a_table_is_given_back_and_taken_back_with_a_finger(
    qtbot: QtBot, picked: MainWindow, stand: Stand, act: str, says: str, back: str
) -> None:
    in_menu(picked, act)
    qtbot.waitUntil(lambda: picked.notice.startswith(says))
    assert stand.booked() == []
    tap(picked.bottom.notice.action_button)
    qtbot.waitUntil(lambda: picked.notice.startswith(back))
    assert [made.table_id for made in stand.booked()] == ["2"]


def test_the_next_step_is_the_one_filled_button_and_the_menu_has_what_makes_sense(
    qtbot: QtBot, picked: MainWindow
) -> None:
    details = picked.view.details
    assert (details.act_button.kind, details.more_button.kind) == ("primary", "plain")
    assert lines(picked) == ["show", "edit", "move", "no_show", "cancel", "history"]
    assert min(details.act_button.height(), details.more_button.height()) >= TARGET
    for _ in range(2):
        picked.bottom.notice.clear()
        tap(details.act_button)
        qtbot.waitUntil(lambda: bool(picked.notice), timeout=10_000)
        qtbot.waitUntil(lambda: picked.is_settled, timeout=10_000)
    qtbot.waitUntil(lambda: details.act_button.text() == "Is done", timeout=10_000)
    assert lines(picked) == ["show", "edit", "move", "release", "cancel", "history"]
    in_menu(picked, "release")
    qtbot.waitUntil(lambda: picked.notice.startswith("Left early, the table is free: table 2, "))


def press_line(window: MainWindow, name: str) -> None:
    """Press a line of the menu of the picked party, which is open."""
    menu = window.view.details.more
    tap(menu, menu.actionGeometry(menu.acts[name]).center())


@pytest.mark.parametrize("act", ["show", "edit", "move", "no_show", "cancel"])
def test_a_menu_that_is_open_is_for_its_party_and_for_nobody_who_has_the_table_since(
    qtbot: QtBot, picked: MainWindow, stand: Stand, act: str
) -> None:
    tap(picked.view.details.more_button)
    (gone,) = stand.booked()
    stand.rival.cancel(gone.id)
    late = stand.reserve(stand.slot("2", 19), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: "457" in picked.view.details.text())
    press_line(picked, act)
    assert not picked.acts.is_open
    assert not picked.seat.is_busy
    assert picked.view.all.timeline.carry.row is None
    assert picked.notice == "07400 123456 no longer has table 2 at 19:00. Nothing was done."
    assert [(made.id, made.status) for made in stand.booked()] == [(late.id, "booked")]


def test_a_menu_that_is_open_keeps_its_lines_where_they_are_while_its_party_comes_in(
    qtbot: QtBot, picked: MainWindow, stand: Stand
) -> None:
    tap(picked.view.details.more_button)
    before = lines(picked)
    stand.rival.set_status(stand.booked()[0].id, "arrived")
    qtbot.waitUntil(lambda: picked.view.details.act_button.text() == "Is seated")
    assert lines(picked) == before
    press_line(picked, "history")
    qtbot.waitUntil(lambda: picked.acts.is_open)
    dialog_of(picked, HistoryDialog).close()
    qtbot.waitUntil(lambda: not picked.acts.is_open)
    tap(picked.view.details.more_button)
    assert lines(picked) == ["show", "edit", "move", "no_show", "release", "cancel", "history"]
    press_line(picked, "cancel")
    qtbot.waitUntil(lambda: picked.notice.startswith("Cancelled: table 2, "))


def test_a_walk_in_is_not_seated_where_the_table_is_taken_while_the_menu_is_open(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.view.pick(shown(window, "3", 19).key)
    tap(window.view.details.more_button)
    late = stand.reserve(stand.slot("3", 19), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: "457" in window.view.details.text())
    assert lines(window) == ["seat", "history"]
    press_line(window, "seat")
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn")
    assert window.notice.startswith("Table 3 at 19:00 ")
    assert [made.id for made in stand.booked()] == [late.id]


def test_the_cancelling_of_the_menu_is_for_the_party_it_named_and_for_nobody_else(
    qtbot: QtBot, picked: MainWindow, stand: Stand
) -> None:
    tap(picked.top.menu_button)
    (gone,) = stand.booked()
    stand.rival.cancel(gone.id)
    late = stand.reserve(stand.slot("2", 19), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: "457" in picked.view.details.text())
    picked.view.details.surprise.stop()  # the menu lies over what would be seen
    tap(picked.menu, picked.menu.actionGeometry(picked.menu.cancel).center())
    qtbot.waitUntil(lambda: bool(picked.notice))
    assert picked.notice == "07400 123456 no longer has table 2 at 19:00. Nothing was done."
    assert [made.id for made in stand.booked()] == [late.id]
    QCoreApplication.processEvents()  # the menu has gone
    press(picked, Qt.Key.Key_Delete)  # by its key it is for who is picked
    qtbot.waitUntil(lambda: picked.notice.startswith("Cancelled: table 2, "))


def test_the_menu_that_looks_for_a_reservation_cancels_none_that_has_just_come(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.view.pick(shown(window, "3", 19).key)
    tap(window.top.menu_button)
    late = stand.reserve(stand.slot("3", 19), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: "457" in window.view.details.text())
    window.view.details.surprise.stop()
    tap(window.menu, window.menu.actionGeometry(window.menu.cancel).center())
    assert not window.is_writing
    dialog_of(window, CancelDialog).close()
    assert [made.id for made in stand.booked()] == [late.id]


def test_of_an_hour_that_is_over_the_menu_only_shows(
    qtbot: QtBot, picked: MainWindow, clock: Clock
) -> None:
    clock.at += timedelta(hours=1)
    picked.tick()
    qtbot.waitUntil(lambda: lines(picked) == ["show", "edit", "history"])


def test_a_party_is_moved_by_pressing_where_it_goes(
    qtbot: QtBot, picked: MainWindow, stand: Stand
) -> None:
    in_menu(picked, "move")
    timeline = picked.view.all.timeline
    qtbot.waitUntil(lambda: timeline.carry.row is not None)
    target = next(
        place
        for place, row in timeline.carry.targets.items()
        if (row.table.table_id, row.table.starts_at.hour) == ("3", 20)
    )
    cell = timeline.cells.index(*target)
    timeline.scrollTo(cell)
    tap(timeline.viewport(), timeline.visualRect(cell).center())
    qtbot.waitUntil(lambda: picked.notice.startswith("Moved: table 3, "), timeout=10_000)
    assert [(m.table_id, m.starts_at.hour) for m in stand.booked()] == [("3", 20)]


def test_a_press_beside_the_free_tables_moves_nobody(
    qtbot: QtBot, picked: MainWindow, stand: Stand
) -> None:
    in_menu(picked, "move")
    timeline = picked.view.all.timeline
    qtbot.waitUntil(lambda: timeline.carry.row is not None)
    own = timeline.cells.index_of(shown(picked, "2", 19).key)
    tap(timeline.viewport(), timeline.visualRect(own).center())
    assert timeline.carry.row is None
    assert [m.table_id for m in stand.booked()] == ["2"]


def test_a_walk_in_is_seated_with_the_size_and_one_press(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.show_typed_party(4)
    qtbot.waitUntil(lambda: window.view.is_whole)
    button = window.view.available.seat_button
    assert button.text() == "Seat 4 now: table 2, 52 min"
    assert button.height() >= TARGET
    tap(button)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))
    assert [(m.table_id, m.party_size, m.status) for m in stand.booked()] == [("2", 4, "seated")]


def test_a_walk_in_is_seated_at_the_free_table_that_is_picked_where_it_is_near(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.view.pick(shown(window, "3", 21).key)
    assert lines(window) == ["history"]
    window.view.pick(shown(window, "3", 19).key)
    in_menu(window, "seat")
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 3, "))
    assert [m.table_id for m in stand.booked()] == ["3"]


def test_on_another_day_nobody_is_seated(qtbot: QtBot, window: MainWindow, stand: Stand) -> None:
    window.go_to(stand.day + timedelta(days=1))
    qtbot.waitUntil(lambda: window.is_settled)
    assert not window.view.available.seat_button.isVisible()
