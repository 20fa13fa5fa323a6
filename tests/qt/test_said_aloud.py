"""What the window says where the host does not look, and hears: each thing once."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import Hands
from tests.qt.stand import Stand, fill
from tests.qt.station import dialog_of, is_live, press, shown

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def aloud(qtbot: QtBot, window: MainWindow, heard: list[str]) -> list[str]:
    """What is heard of a window from when it has come up on."""
    qtbot.waitUntil(lambda: is_live(window) and window.banner.isHidden())
    heard.clear()
    return heard


def test_a_party_that_is_picked_up_is_said_with_what_can_be_done(
    qtbot: QtBot, window: MainWindow, stand: Stand, aloud: list[str]
) -> None:
    stand.reserve(stand.slot("2", 20))
    window.view.all.switch.segment(1).click()
    qtbot.waitUntil(lambda: shown(window, "2", 20).reservation is not None)
    window.view.pick(shown(window, "2", 20).key)
    aloud.clear()
    press(window, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: len(aloud) == 1)
    assert aloud[0] == window.notice
    assert "choose a place with the arrows and Enter" in aloud[0]


def test_a_refusal_in_a_dialog_is_said(qtbot: QtBot, window: MainWindow, aloud: list[str]) -> None:
    window.view.pick(shown(window, "2", 20).key)
    window.view.details.act_button.click()
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, "123")
    aloud.clear()
    dialog.act_button.click()
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ['"123" is too short for a phone number.']


def test_the_line_says_what_is_found_once_the_host_stops_typing_and_what_is_chosen(
    qtbot: QtBot, window: MainWindow, hands: Hands, aloud: list[str]
) -> None:
    hands.type("4 20")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud[0].endswith("20:00, table 2, best fit, Seats exactly 4.")
    hands.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(aloud) > 1)
    row = window.desk.panel.list.currentIndex()
    assert aloud[1:] == [str(row.data())]
