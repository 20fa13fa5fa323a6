"""No two parties are seated at one table without a word; whoever knows better goes on."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.day_rows import NOBODY
from resv_desktop.qt.due import who_sits_at
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.seat_now import seats_now
from tests.qt.days import NOW, day, find, reservation
from tests.qt.hands import DOWN, ENTER, ESCAPE, Hands, message, rows
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Clock, press, shown

CONTROL, W = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_W
ASKED = (
    "Table 4 is still seated: 07400 123456, until 20:00. "
    "Press again to seat this party there as well."
)


def seated(table: str, hour: int) -> Reservation:
    return reservation(table, hour, status="seated")


def test_who_sits_there_is_the_party_of_any_other_hour_until_that_ends() -> None:
    on = day(seated("7", 19), reservation("7", 20, "Rossi"), seated("10", 20))
    assert who_sits_at(on, find(on, "7", 20), NOW) == find(on, "7", 19)
    assert who_sits_at(on, find(on, "10", 19), NOW) == find(on, "10", 20)
    assert who_sits_at(on, find(on, "7", 20), NOW + timedelta(minutes=52)) is None
    assert who_sits_at(on, find(on, "7", 19), NOW) is None  # the next has not been seated
    assert who_sits_at(on, find(on, "7", 21), NOW) == find(on, "7", 19)
    left = day(reservation("7", 19, status="done"), reservation("7", 20, "Rossi"))
    assert who_sits_at(left, find(left, "7", 20), NOW) is None


def test_a_walk_in_is_not_put_to_who_came_hours_early_without_a_word() -> None:
    early = seated("20", 22)
    (seat, *_) = seats_now(day(early), 6, NOW, NOBODY)
    assert (seat.is_running, seat.fit.slot.table_id, seat.sitting) == (True, "23", None)
    on = day(early, reservation("23", 19))
    (seat, *_) = seats_now(on, 6, NOW, NOBODY)
    assert (seat.fit.slot.table_id, seat.sitting) == ("20", find(on, "20", 22))


@pytest.fixture
def sitting(qtbot: QtBot, window: MainWindow, stand: Stand, clock: Clock) -> Reservation:
    """A party that still sits at table 4 eight minutes before its hour ends."""
    held = stand.reserve(stand.slot("4", 19), by=stand.rival)
    stand.rival.set_status(held.id, "seated")
    clock.at += timedelta(minutes=44)
    qtbot.waitUntil(lambda: shown(window, "4", 19).state == "seated")
    window.tick()
    return held


@pytest.fixture
def coming(qtbot: QtBot, window: MainWindow, stand: Stand, sitting: Reservation) -> Reservation:
    """The next party of that table, which has come early."""
    del sitting
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    stand.rival.set_status(held.id, "arrived")
    qtbot.waitUntil(lambda: shown(window, "4", 20).state == "arrived")
    window.view.pick(shown(window, "4", 20).key)
    return held


def is_shown(window: MainWindow, table: str, state: str) -> bool:
    return shown(window, table, 19).state == state


def statuses(stand: Stand) -> list[str]:
    return sorted(held.status for held in stand.booked())


def test_who_comes_early_is_seated_beside_who_still_sits_there_only_on_purpose(
    qtbot: QtBot, window: MainWindow, stand: Stand, coming: Reservation
) -> None:
    assert coming.table_id == "4"
    press(window, ENTER, CONTROL)
    assert window.notice == ASKED
    assert window.bottom.notice.action_button.text() == "Seat them too"
    press(window, ESCAPE)
    assert window.notice == ASKED
    press(window, DOWN)  # something else is looked at: then it is asked anew
    assert window.notice == ""
    window.view.pick(shown(window, "4", 20).key)
    (row,) = window.view.due.rows
    row.click()
    assert window.notice == ASKED
    assert not window.seat.is_busy
    row.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 4, "))
    assert statuses(stand) == ["seated", "seated"]


def test_the_button_of_the_question_seats_them_too(
    qtbot: QtBot, window: MainWindow, stand: Stand, coming: Reservation
) -> None:
    assert coming.table_id == "4"
    window.view.details.act_button.click()
    assert (window.notice, window.seat.is_busy) == (ASKED, False)
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 4, "))
    assert statuses(stand) == ["seated", "seated"]


def test_once_the_first_party_is_done_nothing_is_asked(
    qtbot: QtBot, window: MainWindow, stand: Stand, sitting: Reservation, coming: Reservation
) -> None:
    assert coming.table_id == "4"
    stand.rival.set_status(sitting.id, "done")
    qtbot.waitUntil(lambda: shown(window, "4", 19).state == "done")
    press(window, ENTER, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 4, "))


def test_in_the_line_the_second_enter_seats_them(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, coming: Reservation
) -> None:
    assert coming.table_id == "4"
    hands.type("3457")
    hands.press(ENTER)
    assert message(window) == ASKED
    assert statuses(stand) == ["arrived", "seated"]
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 4, "))
    assert statuses(stand) == ["seated", "seated"]


@pytest.mark.parametrize("key", [W, ENTER])
def test_a_walk_in_is_seated_beside_somebody_only_on_purpose(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    sitting: Reservation,
    key: Qt.Key,
) -> None:
    assert sitting.table_id == "4"
    hands.type("8")
    assert rows(window)[0].startswith("Seat for 20:00: table 4, in 8 minutes, ")
    hands.press(key)
    assert message(window) == ASKED
    assert (window.desk.is_writing, len(stand.booked())) == (False, 1)
    hands.press(key)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 4, "))
    assert [held.starts_at.hour for held in stand.booked()] == [19, 20]


def test_by_finger_the_second_press_seats_a_walk_in(
    qtbot: QtBot, window: MainWindow, stand: Stand, sitting: Reservation
) -> None:
    assert sitting.table_id == "4"
    window.show_typed_party(8)
    qtbot.waitUntil(lambda: window.view.is_whole)
    button = window.view.available.seat_button
    button.click()
    assert (window.notice, len(stand.booked())) == (ASKED, 1)
    button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 4, "))


def test_a_walk_in_is_offered_a_table_at_which_nobody_sits(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, sitting: Reservation
) -> None:
    assert sitting.table_id == "4"
    small = stand.reserve(stand.slot("2", 19), OTHER_PHONE, by=stand.rival)
    other = stand.reserve(stand.slot("3", 19), "07400 123458", by=stand.rival)
    for held in (small, other):
        stand.rival.set_status(held.id, "seated")
    stand.reserve(stand.slot("3", 20), "07400 123458", by=stand.rival)
    stand.rival.set_status(sitting.id, "done")
    for table, state in (("2", "seated"), ("3", "seated"), ("4", "done")):
        qtbot.waitUntil(partial(is_shown, window, table, state))
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free)
    hands.type("4")
    assert rows(window)[0].startswith("Seat for 20:00: table 4, in 8 minutes, ")


def test_a_seated_party_is_moved_to_where_somebody_sits_only_on_purpose(
    qtbot: QtBot, window: MainWindow, stand: Stand, sitting: Reservation
) -> None:
    assert sitting.table_id == "4"
    held = stand.reserve(stand.slot("3", 19), OTHER_PHONE, by=stand.rival)
    stand.rival.set_status(held.id, "seated")
    qtbot.waitUntil(lambda: shown(window, "3", 19).state == "seated")
    was, target = shown(window, "3", 19), shown(window, "4", 20)
    window.view.moved.emit(was, target)
    assert (window.notice, window.acts.is_writing) == (ASKED, False)
    window.view.moved.emit(was, target)
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 4, "))
