"""What the window says where the host does not look, and hears: each thing once."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Closure
from resv_desktop.qt import words
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


def test_the_day_that_the_host_comes_to_is_said_with_what_is_free(
    qtbot: QtBot, window: MainWindow, stand: Stand, aloud: list[str]
) -> None:
    one = timedelta(days=1)
    for key, on in (
        (Qt.Key.Key_Right, stand.day + one),
        (Qt.Key.Key_Left, stand.day),
        (Qt.Key.Key_T, stand.day),
    ):
        aloud.clear()
        press(window, key, CTRL)
        qtbot.waitUntil(lambda: window.is_settled)
        count = window.view.available.head.explanation().split()[0]
        says = f"{words.long_day(on)}, {count} free"
        qtbot.waitUntil(lambda says=says: says in aloud)  # type: ignore[misc]


def test_a_day_that_is_closed_is_said_to_be(
    qtbot: QtBot, window: MainWindow, stand: Stand, aloud: list[str]
) -> None:
    on = stand.day + timedelta(days=5)
    closed = Closure(from_on=on, to_on=on, hours=None, reason="Staff outing")
    change = HouseChange(closures=(closed,))
    preview = stand.controller.preview(stand.restaurant.id, change)
    stand.controller.edit_restaurant(stand.restaurant.id, change, preview=preview)
    window.read_again()
    qtbot.waitUntil(lambda: bool(window.restaurant.closures))
    window.top.day.picked.emit(on)
    says = f"{words.long_day(on)}, Closed on this day"
    qtbot.waitUntil(lambda: any(each.startswith(says) for each in aloud))


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
    found = "20:00, table 2, best fit, Seats exactly 4."
    qtbot.waitUntil(lambda: any(each.endswith(found) for each in aloud))
    hands.press(Qt.Key.Key_Down)
    row = window.desk.panel.list.currentIndex()
    qtbot.waitUntil(lambda: str(row.data()) in aloud)
