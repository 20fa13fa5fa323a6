"""What was typed and not done is not lost by a key."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import ACT_2, ENTER, ESCAPE, Hands, rows
from tests.qt.stand import Stand

CONTROL = Qt.KeyboardModifier.ControlModifier


def go_to_line(hands: Hands) -> None:
    """Press the key that goes to the line."""
    hands.press(Qt.Key.Key_F, beside=CONTROL)


def test_an_escape_loses_nothing_that_was_typed(window: MainWindow, hands: Hands) -> None:
    hands.type("4 20 07400123456 Mor")
    hands.press(ESCAPE)
    assert window.top.line.text() == ""
    go_to_line(hands)
    assert window.top.line.text() == ""  # who goes there to type finds it empty
    go_to_line(hands)
    assert window.top.line.text() == "4 20 07400123456 Mor"
    assert rows(window)[0].startswith("Reserve table 2 at 20:00 for 4, Mor, ")
    hands.type("gan")
    assert window.top.line.text() == "4 20 07400123456 Morgan"


def test_a_digit_that_is_typed_after_a_look_at_the_list_loses_nothing_of_the_line(
    window: MainWindow, hands: Hands
) -> None:
    hands.type("4 20 074001")
    listed = window.view.available.list
    place = listed.visualRect(listed.model().index(0, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.type("23456")
    assert window.top.line.text() == "23456"
    go_to_line(hands)
    assert window.top.line.text() == "4 20 074001"
    go_to_line(hands)
    assert window.top.line.text() == "23456"


def test_a_line_is_gone_on_with_after_a_look_at_the_list(window: MainWindow, hands: Hands) -> None:
    hands.type("4 20 074001")
    window.view.available.list.setFocus()
    go_to_line(hands)
    hands.type("23456")
    assert window.top.line.text() == "4 20 07400123456"


def test_what_was_reserved_is_not_brought_back(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    go_to_line(hands)
    go_to_line(hands)
    assert window.top.line.text() == ""
    assert len(stand.booked()) == 1


def test_the_line_of_an_act_that_was_done_is_not_brought_back(
    window: MainWindow, hands: Hands
) -> None:
    hands.type("Cohen")
    window.top.line.begin_afresh()
    hands.press(ESCAPE)
    go_to_line(hands)
    go_to_line(hands)
    assert window.top.line.text() == ""
