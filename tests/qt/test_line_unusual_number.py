"""A number that is not in use is read back before a table is reserved under it."""

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import ENTER, Hands, chosen, message, rows
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import shown

READ_BACK = "Unusual number, read it back: 07400 12345."


def test_an_unusual_number_is_said_with_the_first_enter_and_reserved_with_the_second(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4 20 0740012345 Levi")
    assert message(window) == ""  # it may not have been typed to its end
    hands.press(ENTER)
    assert message(window) == READ_BACK
    assert window.desk.panel.message.kind == "warn"
    assert chosen(window) is not None
    hands.press(ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert [made.reserved_by for made in stand.booked()] == ["+44740012345"]


def test_an_unusual_number_is_said_once_nothing_is_typed_for_a_moment(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    hands.type("4 20 0740012345")
    qtbot.waitUntil(lambda: message(window) == READ_BACK)
    hands.type("6")
    assert message(window) == ""


def test_beside_an_unusual_number_it_is_said_that_the_hour_is_full(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    hands.type("8 20 0740012345")
    says = f"{READ_BACK} Full for 8 at 20:00. The nearest free hours:"
    qtbot.waitUntil(lambda: message(window) == says)
    assert rows(window)[0].startswith("Put on the waitlist of 20:00: ")


@pytest.mark.parametrize("days", ["fri sun", "sun fri"])
def test_an_unusual_number_is_said_beside_what_is_not_clear(
    window: MainWindow, hands: Hands, days: str
) -> None:
    hands.type(f"4 20 {days} 0740012345")
    hands.press(ENTER)
    assert READ_BACK in message(window)
    assert " are two days." in message(window)
