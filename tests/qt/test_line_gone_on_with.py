"""The host goes on typing behind what the line has answered already."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.command_rows import FoundRow
from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import DOWN, ENTER, Hands, chosen, message
from tests.qt.stand import PHONE, Stand
from tests.qt.station import shown


@pytest.mark.parametrize("pressed", [[ENTER], [DOWN], [DOWN, DOWN, Qt.Key.Key_Up]])
def test_a_number_that_is_typed_once_a_table_is_chosen_is_no_end_of_the_hour(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, pressed: list[Qt.Key]
) -> None:
    hands.type("4 20")
    hands.press(*pressed)
    hands.type("07400123456 Cohen")
    assert window.top.line.text() == "4 20 07400123456 Cohen"
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    (made,) = stand.booked()
    assert (made.table_id, made.starts_at.hour, made.party_size) == ("2", 20, 4)
    assert (made.reserved_by, made.name) == ("+447400123456", "Cohen")


@pytest.mark.parametrize(
    ("typed", "goes_on", "text"),
    [
        ("4 20", "Cohen", "4 20 Cohen"),
        ("4 20", "Walker", "4 20 Walker"),
        ("4 20", "walker", "4 20 walker"),
        ("4 20", "+44", "4 20 +44"),
        ("4 20 ", "07", "4 20 07"),
        ("4 20", " 07", "4 20 07"),
        ("4 20", ":00", "4 20:00"),
        ("4 20 07400", "123456", "4 20 07400123456"),
        ("4 20 Coh", "07400", "4 20 Coh 07400"),
        ("8 20 07400123456", "Cohen", "8 20 07400123456 Cohen"),
    ],
)
def test_behind_a_choice_a_word_begins_unless_what_stands_there_is_not_ended(
    window: MainWindow, hands: Hands, typed: str, goes_on: str, text: str
) -> None:
    hands.type(typed)
    hands.press(ENTER)
    hands.type(goes_on)
    assert window.top.line.text() == text


def test_what_is_looked_for_is_gone_on_with_behind_a_choice(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    slot = stand.slot("2", 20)
    stand.rival.reserve(slot.slot_id, "2", PHONE, 2, name="Cohen")
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    hands.type("Coh")
    hands.press(DOWN)
    assert isinstance(chosen(window), FoundRow)
    hands.type("en")
    assert window.top.line.text() == "Cohen"


def test_a_hand_that_moves_within_the_line_changes_what_it_moved_to(
    window: MainWindow, hands: Hands
) -> None:
    hands.type("4 20")
    hands.press(ENTER, Qt.Key.Key_Home, Qt.Key.Key_Delete)
    hands.type("2")
    assert window.top.line.text() == "2 20"


def test_a_w_behind_an_hour_that_is_not_full_keeps_the_hour(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("8 20w")
    qtbot.waitUntil(lambda: message(window) == "20:00 is not full: table 4 is free.")
    hands.type("07400123456 Dahl")
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    (made,) = stand.booked()
    assert (made.table_id, made.starts_at.hour, made.party_size) == ("4", 20, 8)
    assert (made.reserved_by, made.name) == ("+447400123456", "Dahl")
