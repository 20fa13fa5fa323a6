"""While the database does not answer every act says so at once, and looks like it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import ENTER, Hands, message
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Station, press, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
SILENT = "The database does not answer, so nothing can be saved now."


@pytest.fixture
def silent(qtbot: QtBot, window: MainWindow, station: Station, stand: Stand) -> MainWindow:
    """A window whose database has fallen silent, with a party of this hour picked."""
    stand.reserve(stand.slot("2", 19), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free)
    window.view.pick(shown(window, "2", 19).key)
    station.is_silent = True
    qtbot.waitUntil(lambda: not window.view.available.seat_button.isEnabled())
    assert window.live.trust == "silent"
    return window


def test_what_writes_at_once_cannot_be_pressed_until_the_database_answers_again(
    qtbot: QtBot, silent: MainWindow, station: Station
) -> None:
    buttons = [silent.view.details.act_button, silent.view.available.seat_button]
    qtbot.waitUntil(lambda: not any(button.isEnabled() for button in buttons))
    silent.view.pick(shown(silent, "3", 20).key)
    assert silent.view.details.act_button.text() == "Reserve table 3"
    assert silent.view.details.act_button.isEnabled()  # its dialog says that nothing is saved
    silent.view.pick(shown(silent, "2", 19).key)
    assert not silent.view.details.act_button.isEnabled()
    station.is_silent = False
    qtbot.waitUntil(lambda: all(button.isEnabled() for button in buttons))


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Return, CONTROL),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_N, CONTROL),
    ],
)
def test_a_key_says_at_once_why_nothing_is_done_and_a_button_tries_all_the_same(
    qtbot: QtBot, silent: MainWindow, stand: Stand, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    before = stand.booked()
    press(silent, key, modifiers)
    assert (silent.notice, silent.seat.is_busy) == (SILENT, False)
    assert silent.bottom.notice.action_button.text() == "Try all the same"
    assert stand.booked() == before
    silent.bottom.notice.action_button.click()  # the database of the test takes writes
    qtbot.waitUntil(lambda: stand.booked() != before)
    qtbot.waitUntil(lambda: not silent.is_writing)


def test_once_the_database_answers_again_the_notice_says_that_and_what_was_not_done(
    qtbot: QtBot, silent: MainWindow, station: Station, stand: Stand
) -> None:
    press(silent, ENTER, CONTROL)
    assert silent.notice == SILENT
    station.is_silent = False
    qtbot.waitUntil(lambda: silent.notice != SILENT)
    assert silent.notice == "The database answers again. Nothing was saved."
    assert silent.bottom.notice.action_button.text() == "Try again"
    assert [made.status for made in stand.booked()] == ["booked"]
    silent.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: silent.notice.startswith("Arrived: table 2, "))


def test_a_move_says_so_too(qtbot: QtBot, silent: MainWindow, stand: Stand) -> None:
    before = stand.booked()
    silent.view.moved.emit(shown(silent, "2", 19), shown(silent, "3", 19))
    assert (silent.notice, silent.acts.is_writing) == (SILENT, False)
    assert stand.booked() == before
    silent.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: [made.table_id for made in stand.booked()] == ["3"])
    qtbot.waitUntil(lambda: not silent.is_writing)


def test_a_press_at_who_is_due_says_so_too(silent: MainWindow, qtbot: QtBot, stand: Stand) -> None:
    qtbot.waitUntil(lambda: silent.view.all.list.is_grey)
    (row,) = silent.view.due.rows
    row.click()
    assert (silent.notice, silent.seat.is_busy) == (SILENT, False)
    silent.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: [made.status for made in stand.booked()] == ["arrived"])
    qtbot.waitUntil(lambda: not silent.is_writing)


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_the_keys_for_who_waits_say_so_too(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand, key: Qt.Key
) -> None:
    held = stand.reserve(stand.slot("4", 20), party=8, by=stand.rival)
    slot = stand.slot("4", 20)
    stand.rival.wait(stand.restaurant.id, slot.slot_id, 8, OTHER_PHONE, name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(window.waiting_row.reserve_button.isVisible)
    station.is_silent = True
    qtbot.waitUntil(lambda: not window.waiting_row.reserve_button.isEnabled())
    press(window, key)
    assert (window.notice, window.seat.is_busy) == (SILENT, False)


@pytest.mark.parametrize("typed", ["4", "4 20 07400123457 Cohen"])
def test_the_line_says_so_and_the_second_enter_tries(
    qtbot: QtBot, silent: MainWindow, stand: Stand, typed: str
) -> None:
    hands = Hands(silent)
    hands.type(typed)
    hands.press(ENTER)
    if len(typed) > 1:
        hands.press(ENTER)  # the first one chose the best table
    assert message(silent).startswith(SILENT)
    assert (silent.desk.is_writing, len(stand.booked())) == (False, 1)
    hands.press(ENTER)
    qtbot.waitUntil(lambda: len(stand.booked()) == 2)
    qtbot.waitUntil(lambda: not silent.is_writing)
