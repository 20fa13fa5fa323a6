"""The next slot dialog waits built and hidden; nothing of the last guest is in it."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.party_form import Party
from resv_desktop.qt.reserve_form import Filled
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.slot_dialogs import SlotDialogs
from tests.qt.stand import PHONE, Stand, bury, focused
from tests.qt.station import dialog_of, press, shown


def hidden(window: MainWindow) -> list[SlotDialog]:
    return [dialog for dialog in window.findChildren(SlotDialog) if not dialog.isVisible()]


def wait_until_ready(qtbot: QtBot, window: MainWindow) -> SlotDialog:
    qtbot.waitUntil(lambda: window.acts.slot_dialogs.is_ready, timeout=15_000)
    (ready,) = hidden(window)
    return ready


def open_free(qtbot: QtBot, window: MainWindow, table: str, hour: int) -> SlotDialog:
    window.view.pick(shown(window, table, hour).key)
    QTest.keyClick(window.view.available.list, Qt.Key.Key_Return)
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def on_the_day(qtbot: QtBot, window: MainWindow, stand: Stand) -> MainWindow:
    window.go_to(stand.day)
    qtbot.waitUntil(lambda: window.is_settled)
    return window


def test_the_dialog_that_was_ready_is_the_one_that_opens(
    qtbot: QtBot, on_the_day: MainWindow
) -> None:
    ready = wait_until_ready(qtbot, on_the_day)
    assert open_free(qtbot, on_the_day, "2", 20) is ready
    assert ready.windowTitle().startswith("Table 2")
    assert focused() is ready.reserve_form.phone.edit
    assert hidden(on_the_day) == []  # none is built while one is open


def test_no_part_of_a_dialog_is_so_large_that_it_holds_the_window_up(
    on_the_day: MainWindow,
) -> None:
    dialogs = on_the_day.acts.slot_dialogs
    dialogs.take(on_the_day.restaurant).deleteLater()
    dialog = dialogs.take(on_the_day.restaurant)  # of which nothing is built yet
    made = [len(dialog.findChildren(QWidget))]
    while not dialog.is_built:
        dialog.build_part()
        made.append(len(dialog.findChildren(QWidget)))
    new = [after - before for before, after in pairwise(made)]
    assert max(new) <= sum(new) / 5
    dialog.deleteLater()


def test_nothing_of_the_last_guest_is_in_the_next_dialog(
    qtbot: QtBot, on_the_day: MainWindow
) -> None:
    wait_until_ready(qtbot, on_the_day)
    first = open_free(qtbot, on_the_day, "4", 20)
    QTest.keyClicks(first.reserve_form.phone.edit, PHONE)
    QTest.keyClicks(first.reserve_form.name.edit, "Ada Okafor")
    QTest.keyClicks(first.reserve_form.note.edit, "Nuts")
    first.reserve_form.allergy.click()
    first.reserve_form.party.press(6)
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert bury(lambda: not isValid(first))
    next_one = wait_until_ready(qtbot, on_the_day)
    opened = open_free(qtbot, on_the_day, "2", 21)
    assert opened is next_one
    size = on_the_day.view.party_size
    assert opened.reserve_form.filled() == Filled("", Party(size, "", "", allergy=False))
    assert opened.reserve_form.phone.check() == ""
    assert opened.message.text() == ""
    assert opened.editing.form.written().name == ""


def test_keys_do_not_reach_a_dialog_that_only_waits(qtbot: QtBot, on_the_day: MainWindow) -> None:
    ready = wait_until_ready(qtbot, on_the_day)
    QTest.keyClick(on_the_day.view.available.list, Qt.Key.Key_7)
    qtbot.waitUntil(lambda: on_the_day.desk.is_open)
    assert on_the_day.top.line.text() == "7"
    press(on_the_day, Qt.Key.Key_Escape)
    assert not ready.isVisible()
    assert ready.reserve_form.filled().phone == ""
    # It has no window that a screen reader could come upon.
    assert ready.windowHandle() is None
    assert all(each.title() != ready.windowTitle() for each in QGuiApplication.topLevelWindows())


def test_who_opens_the_next_one_at_once_gets_a_whole_one(
    qtbot: QtBot, on_the_day: MainWindow
) -> None:
    wait_until_ready(qtbot, on_the_day)
    first = open_free(qtbot, on_the_day, "2", 20)
    QTest.keyClick(first, Qt.Key.Key_Escape)
    second = open_free(qtbot, on_the_day, "2", 21)
    assert second is not first
    assert second.is_built
    QTest.keyClicks(focused(), PHONE)
    assert second.reserve_form.phone.text() == PHONE


def test_a_restaurant_that_moved_abroad_gets_another_dialog(
    qtbot: QtBot, look: Look, keys: Keys, stand: Stand, on_the_day: MainWindow
) -> None:
    dialogs = SlotDialogs(on_the_day, look, keys, stand.tasks, stand.controller, stand.memory)
    dialogs.prepare(stand.restaurant)
    qtbot.waitUntil(lambda: dialogs.is_ready, timeout=15_000)
    abroad = replace(stand.restaurant, phone="+4989123456")
    dialogs.prepare(abroad)
    assert not dialogs.is_ready
    qtbot.waitUntil(lambda: dialogs.is_ready, timeout=15_000)
    taken = dialogs.take(abroad)
    taken.show_table(stand.slot("2", 20), None, 2)
    QTest.keyClicks(taken.reserve_form.phone.edit, "089123456")
    assert taken.reserve_form.phone.typed.e164 == "+4989123456"
    taken.deleteLater()
    other = dialogs.take(stand.restaurant)
    assert other is not taken
    other.deleteLater()


def test_a_station_that_is_renamed_knows_its_own_name(
    qtbot: QtBot, stand: Stand, on_the_day: MainWindow
) -> None:
    ready = wait_until_ready(qtbot, on_the_day)
    on_the_day.name_station("Bar")
    made = stand.reserve(stand.slot("2", 20), by=stand.rival)
    ready.show_table(stand.slot("2", 20), replace(made, station="Bar"), 2)
    assert "Bar (this station)" in ready.holder.text().replace("\u2068", "").replace("\u2069", "")
