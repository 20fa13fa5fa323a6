"""A number that is not in use is read back before a table is reserved under it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import ENTER, Hands, chosen, message, rows
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import shown

BACKSPACE = Qt.Key.Key_Backspace
READ_BACK = "Unusual number, read it to the guest: 07400 12345."


def press_until(qtbot: QtBot, hands: Hands, is_done: Callable[[], bool]) -> None:
    """Press Enter again and again, as a host who reads in between."""

    def is_heard() -> bool:
        if not is_done():
            hands.press(ENTER)
        return is_done()

    qtbot.waitUntil(is_heard, timeout=10_000)


@pytest.fixture
def full(qtbot: QtBot, window: MainWindow, stand: Stand) -> None:
    """The only table for eight is taken at 20:00."""
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)


def test_an_unusual_number_is_said_with_the_first_enter_and_reserved_with_the_second(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4 20 0740012345 Levi")
    assert message(window) == ""  # it may not have been typed to its end
    hands.press(ENTER)
    assert message(window) == READ_BACK
    assert window.desk.panel.message.kind == "warn"
    assert chosen(window) is not None
    press_until(qtbot, hands, lambda: bool(window.notice))  # not in one with the first
    assert [made.reserved_by for made in stand.booked()] == ["+44740012345"]


def test_an_unusual_number_is_said_once_nothing_is_typed_for_a_moment(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    hands.type("4 20 0740012345")
    qtbot.waitUntil(lambda: message(window) == READ_BACK)
    hands.type("6")
    assert message(window) == ""


@pytest.mark.usefixtures("full")
def test_beside_an_unusual_number_it_is_said_that_the_hour_is_full(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    hands.type("8 20 0740012345")
    says = f"{READ_BACK} Full for 8 at 20:00. The nearest free hours:"
    qtbot.waitUntil(lambda: message(window) == says)
    assert rows(window)[0].startswith("Put on the waitlist of 20:00: ")


def test_a_double_enter_reserves_under_no_number_that_nobody_can_have_read(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4 20 0740012345 Levi")
    hands.press(ENTER, ENTER)
    assert (message(window), window.desk.is_writing) == (READ_BACK, False)
    hands.press(BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE)
    hands.type("6 Levi")
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice), timeout=10_000)
    assert [made.reserved_by for made in stand.booked()] == ["+447400123456"]


def test_the_number_of_a_known_guest_has_been_read_back_before(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 19), "0740012345", by=stand.rival)
    hands.type("4 20 0740012345 Levi")
    qtbot.waitUntil(lambda: window.desk._answering.is_guest_known)
    hands.press(ENTER, ENTER)
    assert window.desk.is_writing
    qtbot.waitUntil(lambda: len(stand.booked()) == 2)


@pytest.mark.usefixtures("full")
def test_nobody_waits_under_it_by_an_enter_before_it_can_be_read(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("8 20 0740012345")
    hands.press(ENTER)
    assert READ_BACK in message(window)
    assert not window.seat.is_busy

    def waiting() -> int:
        return len(stand.rival.waitlist(stand.restaurant.id).entries)

    assert waiting() == 0
    press_until(qtbot, hands, lambda: waiting() == 1)


@pytest.mark.parametrize("days", ["fri sun", "sun fri"])
def test_an_unusual_number_is_said_beside_what_is_not_clear(
    window: MainWindow, hands: Hands, days: str
) -> None:
    hands.type(f"4 20 {days} 0740012345")
    hands.press(ENTER)
    assert READ_BACK in message(window)
    assert " are two days." in message(window)
