"""What changes under the finger does nothing that the host has not read; own acts go on at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.due_strip import DueStrip
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.widgets.unseen import Surprise
from tests.qt.days import NOW, day, reservation
from tests.qt.hands import DEL, ENTER
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Station, dialog_of, press, shown

CONTROL, N, R = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_N, Qt.Key.Key_R


def says(window: MainWindow, text: str) -> Callable[[], bool]:
    """Return whether the button of the details says this, and all is answered."""
    button = window.view.details.act_button
    return lambda: button.text() == text and window.is_settled and not window.is_writing


@pytest.fixture
def held(qtbot: QtBot, window: MainWindow, stand: Stand) -> Reservation:
    """A party of another station at table 2, 19:00, which is picked; no change is seen soon."""
    made = stand.reserve(stand.slot("2", 19), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 19).key)
    qtbot.waitUntil(says(window, "Has arrived"))
    window.view.details.surprise.setInterval(60_000)  # however slow this machine is
    return made


def press_all(window: MainWindow) -> None:
    """Press the button of the details, and every key that does something with their party."""
    window.view.details.act_button.click()
    press(window, ENTER, CONTROL)
    press(window, N, CONTROL)
    press(window, R, CONTROL)
    press(window, DEL)


def test_a_press_as_another_station_says_the_step_is_not_for_the_next_one(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    stand.rival.set_status(held.id, "arrived")
    qtbot.waitUntil(says(window, "Is seated"))
    window.view.details.act_button.click()
    press(window, ENTER, CONTROL)
    assert (window.notice, window.is_writing, window.acts.is_open) == ("", False, False)
    window.view.details.surprise.stop()
    window.view.details.act_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))


def test_a_press_as_another_party_gets_the_table_is_not_for_them(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    stand.rival.cancel(held.id)
    late = stand.reserve(stand.slot("2", 19), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: "457" in window.view.details.text())
    press_all(window)
    assert (window.notice, window.is_writing, window.acts.is_open) == ("", False, False)
    assert [(made.id, made.status) for made in stand.booked()] == [(late.id, "booked")]
    window.view.pick(shown(window, "3", 19).key)  # what the host goes to has been read
    window.view.details.act_button.click()
    assert dialog_of(window, SlotDialog).slot.table_id == "3"


def test_a_key_is_for_what_is_picked_also_as_its_details_come_under_the_finger(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    window.view.details.unseen.setInterval(60_000)  # however slow this machine is
    window.view.details.come_under_the_finger()
    window.view.details.act_button.click()
    assert (window.notice, window.is_writing) == ("", False)
    press(window, ENTER, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "))
    assert [(made.id, made.status) for made in stand.booked()] == [(held.id, "arrived")]


def test_what_the_host_does_goes_on_at_once(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    assert held.status == "booked"
    for now, then in (("Has arrived", "Is seated"), ("Is seated", "Is done")):
        qtbot.waitUntil(says(window, now))
        window.view.details.act_button.click()
        qtbot.waitUntil(says(window, then))
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(says(window, "Is seated"))
    press(window, ENTER, CONTROL)
    qtbot.waitUntil(says(window, "Is done"))
    assert [made.status for made in stand.booked()] == ["seated"]


def test_of_two_acts_that_are_answered_before_either_is_shown_both_changes_are_expected(
    window: MainWindow,
) -> None:
    surprise = Surprise(window)
    surprise.expect()
    surprise.expect()
    surprise.see_change()
    surprise.see_change()
    assert not surprise.isActive()
    surprise.see_change()
    assert surprise.isActive()
    surprise.expect()  # it came before its answer
    assert not surprise.isActive()


@pytest.mark.parametrize("now", [{"status": "arrived"}, {"id": "of another"}])
def test_a_press_on_who_is_due_as_another_station_changes_that_is_for_nobody(
    qtbot: QtBot, look: Look, now: dict[str, str]
) -> None:
    strip = DueStrip(look)
    qtbot.addWidget(strip)
    strip.surprise.setInterval(60_000)  # however slow this machine is
    strip.show_day(day(reservation("1", 19)), NOW)
    strip.show_day(day(reservation("1", 19, **now)), NOW)
    (row,) = strip.rows
    with qtbot.assertNotEmitted(strip.pressed):
        row.click()
    strip.surprise.stop()
    with qtbot.waitSignal(strip.pressed):
        row.click()


def test_who_is_due_comes_and_is_seated_by_two_presses_one_after_the_other(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    assert held.status == "booked"
    window.view.due.surprise.setInterval(60_000)  # however slow this machine is
    (row,) = window.view.due.rows
    row.click()
    qtbot.waitUntil(lambda: row.when() == "Arrived" and not window.is_writing)
    row.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))
    assert [made.status for made in stand.booked()] == ["seated"]


@pytest.mark.parametrize("further", [["arrived"], ["arrived", "seated"]], ids=["one", "two"])
def test_a_press_at_a_step_that_another_station_has_just_said_changes_nothing_and_says_who_did(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    held: Reservation,
    further: list[str],
) -> None:
    (row,) = window.view.due.rows
    station.gate.clear()
    row.click()
    for status in further:  # before the press has reached the book
        stand.rival.set_status(held.id, status)
    station.gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert window.notice == (
        "Meanwhile the status of 07400 123456 was changed at Stand 2. Nothing was saved."
    )
    assert [made.status for made in stand.booked()] == [further[-1]]


def test_a_press_as_a_row_over_the_day_moves_the_strip_is_for_nobody(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    row, *_ = window.view.due.rows
    window.view.due._shifted.setInterval(60_000)  # however slow this machine is
    over = QLabel("Table 4 is free")
    over.setFixedHeight(56)
    top = window.view.y()
    window.add_row(over)
    qtbot.waitUntil(lambda: window.view.y() == top + 56)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not window.is_writing
    window.view.due._shifted.stop()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "), timeout=10_000)
    assert stand.booked()[0].id == held.id


def test_a_press_in_the_notice_leaves_the_keys_where_they_are(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    listed = window.view.all.list
    listed.setFocus()
    press(window, DEL)
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: table 2, "), timeout=10_000)
    QTest.mouseClick(window.bottom.notice.action_button, Qt.MouseButton.LeftButton)
    assert listed.hasFocus()
    qtbot.waitUntil(lambda: "undone" in window.notice, timeout=10_000)
    assert listed.hasFocus()
    assert [each.id for each in stand.booked()] == [held.id]
    button = window.waiting_row.reserve_button
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
