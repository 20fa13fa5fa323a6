"""What a host has copied from a mail or a page is pasted as it is typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import ENTER, Hands, rows
from tests.qt.stand import PHONE, Stand
from tests.qt.station import Station, shown

CONTROL = Qt.KeyboardModifier.ControlModifier


def paste(hands: Hands, text: str) -> None:
    """Copy a text elsewhere, and press the key that pastes it."""
    QGuiApplication.clipboard().setText(text)
    hands.press(Qt.Key.Key_V, beside=CONTROL)


def test_what_is_pasted_in_the_list_opens_the_line(window: MainWindow, hands: Hands) -> None:
    window.view.available.list.setFocus()
    paste(hands, " 4 20\n07400 123456\tCohen \n")
    assert window.top.line.hasFocus()
    assert window.top.line.text() == "4 20 07400 123456 Cohen"
    assert rows(window)[0].startswith("Reserve table 2 at 20:00 for 4, Cohen, ")


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_nothing_that_is_pasted_takes_nothing_from_the_line(
    window: MainWindow, hands: Hands, nothing: str
) -> None:
    hands.type("4 20")
    window.view.available.list.setFocus()
    paste(hands, nothing)
    assert window.top.line.text() == "4 20"


@pytest.mark.parametrize(
    ("typed", "pasted", "text"),
    [("4 20", "07400123456", "4 20 07400123456"), ("4 20 ", " 074001", "4 20  074001")],
)
def test_what_is_pasted_once_a_table_is_chosen_is_no_end_of_the_hour(
    window: MainWindow, hands: Hands, typed: str, pasted: str, text: str
) -> None:
    hands.type(typed)
    hands.press(ENTER)
    paste(hands, pasted)
    assert window.top.line.text() == text


def test_what_is_pasted_behind_who_was_found_is_the_next(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.rival.reserve(stand.slot("2", 20).slot_id, "2", PHONE, 2, name="Cohen")
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    hands.type(PHONE[-4:])
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "), timeout=10_000)
    paste(hands, "4 20")
    assert window.top.line.text() == "4 20"


def test_what_is_pasted_while_a_table_is_being_taken_is_the_next(
    qtbot: QtBot, window: MainWindow, hands: Hands, station: Station
) -> None:
    hands.type("4 20 07400123456 Cohen")
    station.gate.clear()
    hands.press(ENTER, ENTER)
    paste(hands, "2 20 07400 123457")
    assert window.top.line.text() == "4 20 07400123456 Cohen"
    station.gate.set()
    qtbot.waitUntil(lambda: window.top.line.text() == "2 20 07400 123457")
