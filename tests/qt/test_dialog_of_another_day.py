"""A dialog about another day than the one on the screen follows that day, and offers its tables."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import ENTER, Hands, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand, fill
from tests.qt.station import dialog_of

THE_ONLY_ONE_FOR_8 = "4"


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, hands: Hands) -> SlotDialog:
    """The dialog of the table for eight at 20:00 tomorrow, opened from the line."""
    hands.type("8 20 tomorrow")
    qtbot.waitUntil(lambda: bool(rows(window)))
    hands.press(ENTER, ENTER)
    return dialog_of(window, SlotDialog)


def test_that_its_table_is_taken_elsewhere_is_said_and_the_nearest_of_that_day_are_offered(
    qtbot: QtBot, window: MainWindow, stand: Stand, dialog: SlotDialog
) -> None:
    fill(dialog, PHONE)
    slot = stand.slot(THE_ONLY_ONE_FOR_8, 20, later=1)
    stand.rival.reserve(slot.slot_id, slot.table_id, OTHER_PHONE, 8)
    qtbot.waitUntil(
        lambda: "has just been taken at Stand 2" in dialog.message.text(), timeout=10_000
    )
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.acts.is_open, timeout=10_000)
    assert stand.booked() == []
    held = stand.rival.reservations_on(stand.restaurant.id, stand.day + timedelta(days=1))
    assert sorted((r.starts_at.hour, r.party_size) for r in held) == [(19, 8), (20, 8)]


def test_where_it_is_refused_no_table_of_the_day_on_the_screen_is_offered(
    qtbot: QtBot, window: MainWindow, stand: Stand, dialog: SlotDialog
) -> None:
    fill(dialog, PHONE)
    window.live.follower.stop()  # nothing is told any more
    slot = stand.slot(THE_ONLY_ONE_FOR_8, 20, later=1)
    stand.rival.reserve(slot.slot_id, slot.table_id, OTHER_PHONE, 8)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: "has just been taken" in dialog.message.text(), timeout=10_000)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.slot.starts_at.date() == stand.day + timedelta(days=1)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
