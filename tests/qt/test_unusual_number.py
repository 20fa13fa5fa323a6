"""Nobody is reserved, put on the list or changed under an unusual number that nobody has read."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.stand import OTHER_PHONE, PHONE, OpenSlotDialog, Stand, fill, press_enter
from tests.qt.station import dialog_of, shown


class Silent(Controller):
    """A station whose first word is not answered."""

    is_silent = True

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        was_silent, self.is_silent = self.is_silent, False
        if was_silent:
            raise Outage("The database does not answer. Nothing was saved.")
        return super().reserve(*asked, **more)


LACKS_A_DIGIT = "0740012345"
UNUSUAL = "Unusual number: read it to the guest"


def press_until(qtbot: QtBot, is_done: Callable[[], bool]) -> None:
    """Press Enter again and again, as a host who reads in between."""

    def is_heard() -> bool:
        if not is_done():
            press_enter()
        return is_done()

    qtbot.waitUntil(is_heard, timeout=10_000)


def type_over(line: QLineEdit, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_table_is_reserved_under_it_by_an_enter_after_it_can_be_read(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    phone = dialog.reserve_form.phone
    QTest.keyClicks(phone.edit, LACKS_A_DIGIT)
    assert phone.check() == ""
    for _ in range(2):
        press_enter()
        assert (phone.check(), dialog.is_busy) == (UNUSUAL, False)
    QTest.keyClicks(phone.edit, "6")
    press_enter()
    assert dialog.is_busy
    qtbot.waitUntil(lambda: len(stand.booked()) == 1)
    assert stand.booked()[0].reserved_by == "+447400123456"


def test_who_has_read_it_reserves_all_the_same(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    QTest.keyClicks(dialog.reserve_form.phone.edit, LACKS_A_DIGIT)
    press_until(qtbot, lambda: dialog.is_busy)
    qtbot.waitUntil(lambda: len(stand.booked()) == 1)


def test_under_the_number_of_a_known_guest_the_first_enter_reserves(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    stand.reserve(stand.slot("2", 19), LACKS_A_DIGIT, by=stand.rival)
    dialog = open_slot_dialog(stand.slot("3", 20))
    phone = dialog.reserve_form.phone
    usual = phone.helper()
    QTest.keyClicks(phone.edit, LACKS_A_DIGIT)
    qtbot.waitUntil(lambda: phone.helper() != usual)
    press_enter()
    assert dialog.is_busy
    qtbot.waitUntil(lambda: len(stand.booked()) == 2)


def test_after_an_outage_another_try_reserves_under_no_number_that_nobody_has_read(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    controller = Silent(stand.store)
    dialog = open_slot_dialog(stand.slot("3", 20), controller=controller)
    fill(dialog)
    press_enter()
    again = dialog.message.action_button
    qtbot.waitUntil(lambda: again.text() == "Try again" and not dialog.is_busy)
    type_over(dialog.reserve_form.phone.edit, LACKS_A_DIGIT)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert (dialog.reserve_form.phone.check(), dialog.is_busy) == (UNUSUAL, False)

    def is_tried() -> bool:
        again.click()
        return dialog.is_busy

    qtbot.waitUntil(is_tried)
    qtbot.waitUntil(lambda: len(stand.booked()) == 1)


def test_a_number_is_changed_to_it_by_an_enter_after_it_can_be_read(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    held = stand.reserve(stand.slot("3", 20), PHONE)
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.show_edit()
    phone = dialog.editing.form.phone
    phone.edit.setFocus()
    type_over(phone.edit, LACKS_A_DIGIT)
    press_enter()
    assert (phone.check(), dialog.is_busy) == (UNUSUAL, False)
    press_until(qtbot, lambda: dialog.is_busy)
    qtbot.waitUntil(lambda: stand.booked()[0].reserved_by != held.reserved_by)


def test_a_guest_waits_under_it_by_an_enter_after_it_can_be_read(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    window.waiting.open(stand.slot("4", 20), 8)
    dialog = dialog_of(window, WaitDialog)
    qtbot.waitUntil(lambda: bool(dialog._slots))
    phone = dialog.form_of_guest.phone
    phone.edit.setFocus()
    QTest.keyClicks(phone.edit, LACKS_A_DIGIT)
    press_enter()
    assert (phone.check(), window.seat.is_busy) == (UNUSUAL, False)

    def is_waiting() -> bool:
        return bool(stand.rival.waitlist(stand.restaurant.id).entries)

    assert not is_waiting()
    press_until(qtbot, is_waiting)
