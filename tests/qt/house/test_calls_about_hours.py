"""Whose hour the house has changed stays under "Needs attention" until somebody has called them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import Attention, HouseChange
from resv_desktop.domain.offered import Why
from resv_desktop.domain.reservation import Called, Reservation
from resv_desktop.qt.house.affected_words import to_say, why_in_full
from resv_desktop.qt.house.attention_dialog import AttentionDialog
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from tests.qt.days import NOW, SATURDAY, house, reservation, slot
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, dialog_of, is_live

LIVE_MS = 15_000


def change(stand: Stand, change: HouseChange, *, moves: bool = True) -> None:
    """Change the house at another station; who is hit goes where it is proposed, or stays."""
    preview = stand.rival.preview(stand.restaurant.id, change)
    homes = preview.homes() if moves else {}
    stand.rival.edit_restaurant(stand.restaurant.id, change, preview=preview, homes=homes)


def test_whose_hour_was_changed_is_called_and_then_gone_from_the_list_at_every_station(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    left = stand.rival.reserve(stand.slot("2", 20).slot_id, "2", PHONE, 2, name="Okafor")
    made = stand.rival.reserve(stand.slot("3", 22).slot_id, "3", OTHER_PHONE, 2, name="Heron")
    retired = replace(stand.restaurant.tables[1], retired_from=stand.day)
    change(stand, HouseChange(tables=(retired,)), moves=False)
    stand.rival.mark_called(left.id)
    change(stand, HouseChange(opening_hours="17:22"))
    qtbot.waitUntil(lambda: window.bottom.attention.text() == "2 need attention", timeout=LIVE_MS)
    window.bottom.attention.click()
    dialog = dialog_of(window, AttentionDialog)
    shown = dialog.box.list
    qtbot.waitUntil(lambda: [row.who for row in shown.rows.rows] == ["Heron", "Okafor"])
    shown.pick(0)
    moved = shown.rows.rows[0]
    table = moved.affected.reservation.table_id
    assert (moved.hour, moved.goes) == ("21:00", "to call")
    assert moved.place == f"Table {table}, moved from 22:00"
    assert dialog.box.said() == "They were moved from 22:00 to 21:00."
    assert dialog.box.choice.currentText() == f"table {table}, 21:00"
    assert not dialog.act_button.isEnabled()
    dialog.cancel_button.click()
    assert dialog.message.text().endswith(", 21:00?")  # it can be taken back
    qtbot.waitUntil(lambda: not dialog._unseen.isActive() and stand.tasks.is_idle)
    QTest.keyClick(shown, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: [row.who for row in shown.rows.rows] == ["Okafor"])
    qtbot.waitUntil(lambda: not dialog.is_busy and stand.tasks.is_idle)
    assert dialog.message.text().startswith(f"Called: table {table}, ")
    assert window.bottom.attention.text() == "1 needs attention"
    assert [each.reservation.id for each in stand.rival.attention(stand.restaurant.id)] == [left.id]
    assert dialog.message.action_button.text() == "Undo"
    other = stand.reserve(stand.slot("4", 20), "07400 123458")
    window.acts.tell_reserved(other)  # of the line, whose answer came late
    dialog.message.action_button.click()  # it was one F4 too many
    qtbot.waitUntil(lambda: [row.key for row in shown.rows.rows] == [made.id, left.id])
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert dialog.message.text().startswith("The note of the call is undone: ")
    assert dialog.message.action_button.isHidden()
    assert other.id in {each.id for each in stand.booked()}


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, stand: Stand) -> AttentionDialog:
    """The dialog, in which Heron has been moved from 22:00 to 21:00."""
    qtbot.waitUntil(lambda: is_live(window))
    made = stand.rival.reserve(stand.slot("3", 22).slot_id, "3", OTHER_PHONE, 2, name="Heron")
    change(stand, HouseChange(opening_hours="17:22"))
    qtbot.waitUntil(window.bottom.attention.isVisible, timeout=LIVE_MS)
    window.bottom.attention.click()
    found = dialog_of(window, AttentionDialog)
    qtbot.waitUntil(lambda: _picked(found) == made.id)
    qtbot.waitUntil(lambda: not found._unseen.isActive() and stand.tasks.is_idle)
    return found


def test_a_call_about_another_place_than_the_party_has_by_now_is_not_noted(
    qtbot: QtBot, dialog: AttentionDialog, stand: Stand
) -> None:
    stand.rival.move(_picked(dialog), stand.slot("4", 20).slot_id, "4")
    dialog.called_button.click()  # which nobody has heard of yet
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.message.text().startswith("Meanwhile Heron has been moved to table 4 at 20:00")
    assert [each.called for each in stand.booked()] == [None]


def test_whom_the_other_hour_does_not_suit_is_moved_to_a_picked_one(
    qtbot: QtBot, dialog: AttentionDialog, stand: Stand
) -> None:
    choice, shown = dialog.box.choice, dialog.box.list
    for _ in range(2):  # nobody is moved once more who is not given another hour on purpose
        QTest.keyClick(shown, Qt.Key.Key_Space)
        qtbot.waitUntil(choice.view().isVisible)
        QTest.keyClick(choice.view(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not dialog.box.is_choosing)
        assert choice.currentText() == "table 1, 21:00"
        assert not dialog.act_button.isEnabled()
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert [each.starts_at.hour for each in stand.booked()] == [21]
    QTest.keyClick(shown, Qt.Key.Key_Space)
    qtbot.waitUntil(choice.view().isVisible)
    QTest.keyClick(choice.view(), Qt.Key.Key_Down)
    QTest.keyClick(choice.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.act_button.text().endswith(", 20:00"))
    assert choice.currentText().endswith(", 20:00, 2 seats")
    QTest.keyClick(shown, Qt.Key.Key_Space)  # they stay after all
    assert not dialog.act_button.isEnabled()
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    qtbot.waitUntil(lambda: not dialog._unseen.isActive() and stand.tasks.is_idle)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.box.said() == "They were moved from 22:00 to 20:00.")
    assert dialog.message.action_button.isHidden()  # the hour they had is not theirs to go back to


def test_a_call_whose_dialog_was_left_is_not_offered_to_be_taken_back_beside_a_later_act(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, station: Station
) -> None:
    made = _picked(dialog)
    station.gate.clear()
    dialog.called_button.click()
    dialog.done(0)
    station.gate.set()
    qtbot.waitUntil(lambda: not window.seat.is_busy and stand.tasks.is_idle)
    stand.rival.mark_called(made, is_called=False)
    qtbot.waitUntil(window.bottom.attention.isVisible, timeout=LIVE_MS)
    window.bottom.attention.click()
    again = dialog_of(window, AttentionDialog)
    qtbot.waitUntil(lambda: _picked(again) == made and stand.tasks.is_idle)
    again.cancel_button.click()
    again.message.action_button.click()
    qtbot.waitUntil(lambda: again.message.text().startswith("Cancelled: "))
    assert again.message.action_button.isHidden()


def test_who_loses_the_other_hour_before_they_were_called_is_told_from_the_hour_they_know() -> None:
    held = reservation("10", 21, moved_from=slot("10", 22, 4).starts_at)
    closed = "The house is closed on Sat 14 March at 21:00."
    assert why_in_full("closed", held) == f"They were moved from 22:00 to 21:00. {closed}"
    on_paper = to_say("closed", None, held, is_moved=False)
    assert on_paper == "They were moved from 22:00 to 21:00. The house is closed then."
    called = replace(held, called=Called(at=NOW, station="Stand 2"))
    assert why_in_full("closed", called) == closed


def test_f4_is_not_for_a_place_that_has_only_just_come(qtbot: QtBot, look: Look) -> None:
    dialog = AttentionDialog(None, look, Keys(), house())
    qtbot.addWidget(dialog)
    calls: list[Attention] = []
    dialog.called.connect(calls.append)
    before = slot("10", 22, 4).starts_at
    for hour in (21, 20):  # the host reads the first to the guest as the second comes
        held = replace(reservation("10", 21), slot_id=slot("10", hour, 4).slot_id)
        held = replace(held, starts_at=slot("10", hour, 4).starts_at, moved_from=before)
        dialog.show_attention([Attention(reservation=held, why="moved", day=SATURDAY)])
    dialog.called_button.click()
    assert calls == []


def test_after_the_call_of_one_who_leaves_the_list_by_it_no_called_one_is_picked(
    qtbot: QtBot, look: Look
) -> None:
    keys = Keys()
    dialog = AttentionDialog(None, look, keys, house())
    qtbot.addWidget(dialog)
    waits = reservation("7", 20, "Okafor")
    moved = reservation("10", 21, "Dahl", moved_from=slot("10", 22, 4).starts_at)
    gone = reservation("20", 22, "Heron", called=Called(at=NOW, station="Stand 2"))
    parties: list[tuple[Reservation, Why]]
    parties = [(waits, "closed"), (moved, "moved"), (gone, "closed")]
    needs = [Attention(reservation=held, why=why, day=SATURDAY) for held, why in parties]
    dialog.show_attention(needs)
    dialog.box.list.pick(1)
    with qtbot.waitSignal(dialog.called):
        dialog.called_button.click()
    dialog.show_attention([needs[0], needs[2]])
    assert _picked(dialog) == waits.id
    dialog.box.list.pick(1)  # whom the host looks at stays picked
    dialog.show_attention([needs[0], needs[2]])
    assert _picked(dialog) == gone.id


def _picked(dialog: AttentionDialog) -> str:
    row = dialog.box.list.picked_row
    return "" if row is None else row.key
