"""What is not understood in the line holds up every act; a date in it is a day."""

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.command_rows import TakeRow
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import ENTER, Hands, chosen, message, rows
from tests.qt.stand import PHONE, Stand
from tests.qt.station import dialog_of


def test_nothing_is_reserved_while_a_part_of_the_line_is_not_understood(
    window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("5,12 4 20 07400123456 Cohen")
    hands.press(ENTER)
    assert message(window).startswith('"5,12" is not understood.')
    assert rows(window)[0].startswith("20:00, table 2, ")
    row = chosen(window)
    assert isinstance(row, TakeRow)
    assert row.phone == ""
    hands.press(ENTER)
    assert not window.desk.is_writing
    assert dialog_of(window, SlotDialog).isVisible()
    assert stand.booked() == []


def test_a_button_that_is_pressed_before_it_is_said_reserves_nothing_either(
    window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4 20 07400123456 Cohen")
    hands.type(" 5,12")
    window.desk.panel.act_button.click()
    assert not window.desk.is_writing
    assert dialog_of(window, SlotDialog).isVisible()
    assert stand.booked() == []


@pytest.mark.parametrize("text", ["5,12 3456", "4 5 20 07400123456"])
def test_nobody_is_marked_while_a_part_of_the_line_is_not_understood(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, text: str
) -> None:
    stand.reserve(stand.slot("2", 19), PHONE, by=stand.rival)
    hands.type("3456")
    qtbot.waitUntil(lambda: any("Enter: arrived" in row for row in rows(window)), timeout=10_000)
    window.top.line.clear()
    hands.type(text)
    hands.press(ENTER, ENTER)
    assert not window.is_writing
    assert window.acts.is_open  # what was found is shown
