"""Pictures of a full hour in which a table can be freed by moving others."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.reshuffle.reshuffle_dialog import ReshuffleDialog
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.screenshot_stage import Stage

_PARTIES = ((24, 6, "Avocet"), (20, 4, "Linnet"))


def take_all(stage: Stage) -> None:
    """Take the pictures from the line to what is said once it is done."""
    window = stage.open_main_window()
    stage.wait("it is live", lambda: window.bottom.freshness.kind == "ok")
    window.acts.open_table(stage.house.restaurant, stage.house.slot(24, 20), None, 8)
    lost = window.findChildren(SlotDialog)[-1]
    held = [_reserve(stage, *each) for each in _PARTIES]
    stage.wait("moves are offered", lambda: "24" in lost.reserving.others.text())
    stage.take("reshuffle-table-gone", lost)
    lost.reject()
    stage.rest(window)
    _elsewhere(stage, window)
    window.set_party_size(2)
    window.view.set_hours(None)
    _from_the_line(stage, window)
    for reservation in held:
        stage.house.cancel_elsewhere(reservation)
    stage.rest(window)
    stage.close(window)


def _reserve(stage: Stage, table: int, size: int, name: str) -> Reservation:
    slot = stage.house.slot(table, 20)
    phone = f"+447700901{table:03d}"
    return stage.house.rival.reserve(slot.slot_id, str(table), phone, size, name=name)


def _elsewhere(stage: Stage, window: MainWindow) -> None:
    """See the offer in the list of free tables, and on the waitlist."""
    window.set_party_size(8)
    day = window.view.day
    assert day is not None
    at = next(hour.at for hour in day.hours if hour.starts_at.hour == 20)
    window.view.set_hours(HourFilter(at, is_only=True))
    stage.rest(window)
    stage.take("reshuffle-full-hour", window)
    window.view.set_hours(HourFilter(at))
    stage.rest(window)
    stage.take("reshuffle-in-the-list", window)
    window.view.set_hours(HourFilter(at, is_only=True))
    stage.rest(window)
    waiting = stage.house.rival.wait(
        stage.house.restaurant.id, stage.house.slot(24, 20).slot_id, 8, "07400 123457", name="Crane"
    )
    stage.wait("it is known here", lambda: bool(window.waiting.reader.now.entries))
    window.waiting.open(stage.house.slot(24, 20), 8)
    waits = window.findChildren(WaitDialog)[-1]
    stage.wait("moves are offered", lambda: bool(waits.row_buttons("free")))
    stage.take("reshuffle-waitlist", waits)
    stage.wait("a press is for what was seen", lambda: not waits._unseen.isActive())
    waits.row_buttons("free")[0].click()
    dialog = window.findChildren(ReshuffleDialog)[-1]
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("its hour is read", lambda: dialog.is_whole)
    stage.take("reshuffle-for-waiting", dialog)
    dialog.reject()
    stage.house.rival.unwait(waiting.id)
    stage.rest(window)


def _from_the_line(stage: Stage, window: MainWindow) -> None:
    window.activateWindow()
    for character in "8 20 07400 123456 Cohen":
        QTest.keyClicks(window.focusWidget() or window, character)
    stage.wait("it is answered", lambda: not window.desk.is_half_typed)
    stage.rest(window)
    stage.take("reshuffle-line", window)
    QTest.keyClick(window.top.line, Qt.Key.Key_Return)
    dialog = window.findChildren(ReshuffleDialog)[-1]
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("its hour is read", lambda: dialog.is_whole)
    stage.take("reshuffle", dialog, may_scroll=True)
    dialog.moves.boxes[-1].setFocus(Qt.FocusReason.TabFocusReason)
    stage.take("reshuffle-focus", dialog, may_scroll=True)
    dialog.moves.boxes[-1].click()
    stage.take("reshuffle-none", dialog, may_scroll=True)
    dialog.moves.boxes[-1].click()
    dialog.act_button.click()
    stage.wait("it is done", lambda: bool(window.notice))
    stage.rest(window)
    stage.take("reshuffle-done", window)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.wait("it is taken back", lambda: not window.seat.is_busy)
    stage.rest(window)
