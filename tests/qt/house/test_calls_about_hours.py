"""Whose hour the house has changed stays under "Needs attention" until somebody has called them."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import Attention, HouseChange
from resv_desktop.domain.offered import Why
from resv_desktop.domain.reservation import Called, Reservation
from resv_desktop.qt.house.attention_dialog import AttentionDialog
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from tests.qt.days import NOW, SATURDAY, house, reservation, slot
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import dialog_of, is_live

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
    window.seat.undo()
    qtbot.waitUntil(lambda: [row.key for row in shown.rows.rows] == [made.id, left.id])


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
