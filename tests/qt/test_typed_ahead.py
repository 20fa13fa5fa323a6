"""What a host presses while the last act is still being written is for what comes after it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import DEL, ENTER, ESCAPE, Hands, message, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, press, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
FIRST, NEXT = "2 20 07400123456 Ander", "4 21 07400123457 Berg"


def begin_to_write(qtbot: QtBot, window: MainWindow, hands: Hands, station: Station) -> None:
    """Send a reservation from the line whose answer does not come yet."""
    hands.type(FIRST)
    qtbot.waitUntil(lambda: bool(rows(window)))
    station.gate.clear()
    hands.press(ENTER, ENTER)
    assert window.desk.is_writing


def take_elsewhere(stand: Stand) -> None:
    """Let another station be faster at table 1."""
    stand.reserve(stand.slot("1", 20), OTHER_PHONE, by=stand.rival)


def by_name(stand: Stand) -> dict[str, tuple[str, int, int | None]]:
    """Return table, hour and size of each reservation by its guest."""
    return {r.name: (r.table_id, r.starts_at.hour, r.party_size) for r in stand.booked()}


def test_the_next_guest_is_typed_and_reserved_while_the_last_one_is_still_written(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    begin_to_write(qtbot, window, hands, station)
    hands.type(NEXT + "x")
    hands.press(Qt.Key.Key_Backspace, ENTER, ENTER)
    assert window.top.line.text() == FIRST
    station.gate.set()
    qtbot.waitUntil(lambda: len(stand.booked()) == 2, timeout=10_000)
    assert by_name(stand) == {"Ander": ("1", 20, 2), "Berg": ("2", 21, 4)}
    qtbot.waitUntil(lambda: "Berg" in window.notice, timeout=10_000)
    assert window.top.line.text() == ""
    assert window.view.all.list.hasFocus()  # where it is picked


def test_what_is_typed_where_no_line_is_begins_the_next_one_once_the_last_is_written(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    begin_to_write(qtbot, window, hands, station)
    window.view.all.list.setFocus()
    hands.type("3457")
    station.gate.set()
    qtbot.waitUntil(lambda: "Ander" in window.notice, timeout=10_000)
    qtbot.waitUntil(lambda: window.top.line.text() == "3457")
    assert window.top.line.hasFocus()
    assert list(by_name(stand)) == ["Ander"]


def test_where_the_last_is_refused_the_next_guest_waits_until_it_is_left_and_no_enter_is_kept(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    begin_to_write(qtbot, window, hands, station)
    hands.type(NEXT)
    hands.press(ENTER, ENTER)
    take_elsewhere(stand)
    station.gate.set()
    qtbot.waitUntil(lambda: "has just been taken" in message(window), timeout=10_000)
    assert window.top.line.text() == FIRST
    hands.press(ESCAPE)
    assert window.top.line.text() == NEXT
    qtbot.waitUntil(lambda: bool(rows(window)) and not window.desk.is_writing)
    hands.press(ESCAPE)
    assert window.top.line.text() == ""
    assert list(by_name(stand)) == [""]


def test_escape_lets_go_of_what_was_typed_ahead(
    qtbot: QtBot, window: MainWindow, hands: Hands, station: Station
) -> None:
    begin_to_write(qtbot, window, hands, station)
    hands.type(NEXT)
    hands.press(ESCAPE)
    station.gate.set()
    qtbot.waitUntil(lambda: "Ander" in window.notice, timeout=10_000)
    assert window.top.line.text() == ""


def test_a_refusal_is_told_where_the_host_has_gone_elsewhere_meanwhile(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    begin_to_write(qtbot, window, hands, station)
    places = window.view.all.list
    where = places.visualRect(places.rows.index(2)).center()
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not window.desk.is_open
    take_elsewhere(stand)
    station.gate.set()
    qtbot.waitUntil(lambda: "has just been taken" in window.notice, timeout=10_000)
    assert window.top.line.text() == FIRST


def earlier(qtbot: QtBot, window: MainWindow, stand: Stand) -> Reservation:
    """Say that a party has come, as the act before the one that is still written."""
    held = stand.reserve(stand.slot("2", 19), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 19).key)
    press(window, ENTER, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived"), timeout=10_000)
    qtbot.waitUntil(lambda: window.is_settled, timeout=10_000)
    return held


def test_ctrl_z_while_a_reservation_is_written_takes_that_one_back_and_not_what_was_before(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    earlier(qtbot, window, stand)
    begin_to_write(qtbot, window, hands, station)
    hands.press(Qt.Key.Key_Z, beside=CONTROL)
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("The reservation is undone"), timeout=10_000)
    assert [(r.table_id, r.status) for r in stand.booked()] == [("2", "arrived")]


def test_while_a_reservation_is_written_no_button_offers_to_take_back_what_was_before(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    hands.type(FIRST)
    qtbot.waitUntil(lambda: bool(rows(window)))
    stand.reserve(stand.slot("2", 19), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: bool(window.view.due.rows), timeout=10_000)
    window.view.due.rows[0].click()
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived"), timeout=10_000)
    qtbot.waitUntil(lambda: window.bottom.notice.has_button)
    station.gate.clear()
    window.desk.panel.act_button.click()
    assert window.desk.is_writing
    assert not window.bottom.notice.has_button
    station.gate.set()
    qtbot.waitUntil(lambda: "Ander" in window.notice, timeout=10_000)
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("The reservation is undone"), timeout=10_000)


def test_ctrl_z_while_a_move_is_written_takes_the_move_back(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    held = earlier(qtbot, window, stand)
    station.gate.clear()
    window.view.moved.emit(shown(window, "2", 19), shown(window, "3", 20))
    assert window.acts.is_writing
    press(window, Qt.Key.Key_Z, CONTROL)
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("The move is undone"), timeout=10_000)
    assert [(r.id, r.table_id, r.status) for r in stand.booked()] == [(held.id, "2", "arrived")]


def test_ctrl_z_for_a_reservation_that_is_refused_takes_nothing_back(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    earlier(qtbot, window, stand)
    begin_to_write(qtbot, window, hands, station)
    hands.press(Qt.Key.Key_Z, beside=CONTROL)
    take_elsewhere(stand)
    station.gate.set()
    qtbot.waitUntil(lambda: "has just been taken" in message(window), timeout=10_000)
    qtbot.waitUntil(lambda: window.is_settled and not window.seat.is_busy, timeout=10_000)
    assert {r.table_id: r.status for r in stand.booked()} == {"1": "booked", "2": "arrived"}


@pytest.fixture
def due(qtbot: QtBot, window: MainWindow, stand: Stand) -> tuple[Reservation, Reservation]:
    """Two parties: the numbers end with 3456 at 19:00, and with 3457 at 20:00."""
    first = stand.reserve(stand.slot("2", 19), PHONE, by=stand.rival)
    second = stand.reserve(stand.slot("3", 20), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    return first, second


@pytest.mark.parametrize(
    ("key", "says"), [(DEL, "Cancelled: table 2, "), (ENTER, "Arrived: table 2, ")]
)
def test_what_is_typed_while_an_act_of_the_line_is_written_is_the_next_guest(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    station: Station,
    due: tuple[Reservation, ...],
    key: Qt.Key,
    says: str,
) -> None:
    assert due
    hands.type("3456")
    station.gate.clear()
    hands.press(key)
    hands.type("3457")
    assert window.top.line.text() == "3456"
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith(says), timeout=10_000)
    assert window.top.line.text() == "3457"
    assert rows(window)[0].startswith("20:00, table 3, ")


def test_a_key_that_is_pressed_behind_the_next_guest_is_for_them(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    station: Station,
    due: tuple[Reservation, ...],
) -> None:
    assert due
    hands.type("3456")
    station.gate.clear()
    hands.press(ENTER, beside=CONTROL)
    hands.press(ENTER, beside=CONTROL)  # which is of no next line
    hands.type("3457")
    hands.press(ENTER, beside=CONTROL)
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 3, "), timeout=10_000)
    qtbot.waitUntil(lambda: not window.seat.is_busy)
    assert {r.table_id: r.status for r in stand.booked()} == {"2": "arrived", "3": "arrived"}
    assert window.top.line.text() == ""


@pytest.mark.parametrize("is_in_line", [False, True])
def test_ctrl_z_takes_the_act_back_that_is_written_although_the_line_acts_for_the_next_guest(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    station: Station,
    due: tuple[Reservation, ...],
    is_in_line: bool,
) -> None:
    assert due
    if is_in_line:
        hands.type("3456")
        station.gate.clear()
        hands.press(ENTER, beside=CONTROL)
    else:
        station.gate.clear()
        window.view.due.rows[0].click()
    assert window.seat.is_busy
    hands.press(Qt.Key.Key_Z, beside=CONTROL)
    hands.type("3457")
    hands.press(ENTER, beside=CONTROL)
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 3, "), timeout=10_000)
    qtbot.waitUntil(lambda: not window.seat.is_busy)
    assert window.notice.startswith("Arrived: table 3, ")  # which is said last as well
    assert {r.table_id: r.status for r in stand.booked()} == {"2": "booked", "3": "arrived"}
    assert window.top.line.text() == ""


def reserve_for_avocet(stand: Stand, table: str = "2", phone: str = PHONE) -> None:
    """Let another station reserve for a day that is not on the screen."""
    slot = stand.slot(table, 20, later=3)
    stand.rival.reserve(slot.slot_id, table, phone, 3, name="Avocet")


def cancel_too_early(hands: Hands) -> None:
    """Cancel for Avocet before the book has been looked through, and type the next line."""
    hands.type("avocet")
    hands.press(DEL)
    hands.type("4 20")


def test_what_is_typed_before_it_is_known_who_a_key_is_for_is_the_next_guest(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    reserve_for_avocet(stand)
    cancel_too_early(hands)
    assert (window.top.line.text(), rows(window)) == ("avocet", [])
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: "), timeout=10_000)
    assert window.top.line.text() == "4 20"


def test_a_key_for_somebody_who_is_not_in_the_book_is_said_to_be_in_vain_and_the_next_is_typed_on(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    cancel_too_early(hands)
    qtbot.waitUntil(lambda: window.top.line.text() == "4 20", timeout=10_000)
    assert "avocet" in window.notice


def test_a_key_that_may_be_for_two_is_for_neither_and_that_is_said(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    reserve_for_avocet(stand)
    reserve_for_avocet(stand, "3", OTHER_PHONE)
    cancel_too_early(hands)
    qtbot.waitUntil(lambda: window.top.line.text() == "4 20", timeout=10_000)
    assert window.notice == "More than one reservation was found; nothing was done."
    assert not window.seat.is_busy


def test_escape_lets_go_of_a_key_that_is_for_nobody_yet(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    reserve_for_avocet(stand)
    cancel_too_early(hands)
    hands.press(ESCAPE)
    assert window.top.line.text() == ""
    hands.type("avocet")
    qtbot.waitUntil(lambda: "Avocet" in " ".join(rows(window)), timeout=10_000)


def test_what_is_typed_after_an_act_that_is_refused_is_the_next_guest(
    qtbot: QtBot, window: MainWindow, hands: Hands, station: Station, due: tuple[Reservation, ...]
) -> None:
    assert due
    hands.type("3457")
    hands.press(Qt.Key.Key_N, beside=CONTROL)
    qtbot.waitUntil(lambda: "too early for a no-show" in message(window), timeout=10_000)
    assert window.top.line.text() == "3457"
    hands.type("3456")
    assert window.top.line.text() == "3456"
    hands.type("\b" * 4 + "3457")
    station.gate.clear()
    hands.press(Qt.Key.Key_N, beside=CONTROL)
    hands.type("3456")
    hands.press(ENTER)
    station.gate.set()
    qtbot.waitUntil(lambda: window.top.line.text() == "3456", timeout=10_000)
    assert "too early for a no-show" in window.notice
    assert not window.seat.is_busy


def test_a_next_guest_who_is_reserved_behind_a_move_leaves_what_is_typed_then_alone(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    reserve_for_avocet(stand)
    station.gate.clear()
    hands.type("avocet")
    hands.press(Qt.Key.Key_M, beside=CONTROL)
    hands.type(NEXT)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: window.desk.is_writing, timeout=10_000)
    hands.type("2 20")
    assert window.top.line.text() == NEXT
    station.gate.set()
    qtbot.waitUntil(lambda: "Berg" in window.notice, timeout=10_000)
    assert window.top.line.text() == "2 20"
