"""The host reserves a table in one dialog, and is told whatever keeps them from it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, SlotBusy
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.store.store import Store
from tests.qt.stand import (
    OTHER_PHONE,
    PHONE,
    OpenSlotDialog,
    Stand,
    answered,
    bury,
    fill,
    focused,
    press_enter,
)


class LosesAnswers(Controller):
    """A station whose first answer never comes, although the work is done."""

    is_saving = True
    busy_at: int | None = None

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        self.ids = [*getattr(self, "ids", []), more["reservation_id"]]
        if len(self.ids) == self.busy_at:
            raise SlotBusy("This hour is busy.")
        if len(self.ids) > 1:
            return super().reserve(*asked, **more)
        if self.is_saving:
            super().reserve(*asked, **more)
        raise Outage("It is not known whether this was saved.", may_be_saved=True)


def test_a_table_is_reserved_by_keys_alone(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), party=3)
    assert dialog.focusWidget() is dialog.reserve_form.phone.edit
    fill(dialog, "07400123456")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_4)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "Okafor")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "Window seat")
    with qtbot.waitSignal(dialog.reserved) as told:
        press_enter()
    (made,) = stand.booked()
    assert told.args == [made]
    assert (made.reserved_by, made.party_size) == ("+447400123456", 4)
    assert (made.name, made.note, made.table_id) == ("Okafor", "Window seat", "3")
    assert stand.remembered() == [made.id]
    assert bury(lambda: not isValid(dialog))


def test_it_is_found_by_the_names_of_the_contract(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    for name in ("phoneEdit", "nameEdit", "noteEdit", "partySize", "reserveButton", "message"):
        assert dialog.findChild(QObject, name) is not None, name
    assert dialog.objectName() == "slotDialog"
    held = open_slot_dialog(stand.slot("3", 20), stand.reserve(stand.slot("3", 20)))
    assert held.findChild(QPushButton, "cancelReservationButton") is not None
    assert held.findChild(QPushButton, "reserveButton") is None


def test_the_head_names_table_day_and_hour(stand: Stand, open_slot_dialog: OpenSlotDialog) -> None:
    slot = stand.slot("3", 20)
    dialog = open_slot_dialog(slot)
    assert dialog.windowTitle() == "Table 3, 20:00"
    assert dialog.act_button.text() == "Reserve table 3"


def test_sizes_the_table_does_not_seat_are_sunken_and_say_why(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), party=4)
    assert dialog.reserve_form.party.value == 4
    assert dialog.reserve_form.party.limit == 4
    assert "Table 3 seats 4." in said(dialog)
    too_many = open_slot_dialog(stand.slot("3", 20), party=6)
    assert too_many.reserve_form.party.value is None
    assert "A party of 6 needs a larger table." in said(too_many)
    fill(too_many)
    press_enter()
    assert too_many.message.text() == "Choose how many guests come: table 3 seats 4."
    too_many.reserve_form.party.press(4)
    with qtbot.waitSignal(too_many.reserved):
        press_enter()
    assert [r.party_size for r in stand.booked()] == [4]


def said(dialog: SlotDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize(
    ("typed", "told"), [("", "phone number"), ("050 123 456a", "letter"), ("02", "too short")]
)
def test_a_number_that_is_none_is_told_and_the_form_stays_filled(
    stand: Stand, open_slot_dialog: OpenSlotDialog, typed: str, told: str
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    dialog.reserve_form.name.set_text("Okafor")
    fill(dialog, typed)
    press_enter()
    assert told in dialog.message.text()
    assert dialog.message.kind == "error"
    assert dialog.reserve_form.name.text() == "Okafor"
    assert dialog.isVisible()
    assert stand.booked() == []


def test_what_is_told_of_a_number_goes_once_anything_is_changed(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), party=3)
    form = dialog.reserve_form
    changes: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(form.name.edit, Qt.Key.Key_O),
        lambda: QTest.keyClick(form.note.edit, Qt.Key.Key_N),
        lambda: form.party.press(2),
        lambda: QTest.keyClick(form.phone.edit, Qt.Key.Key_Backspace),
    )
    fill(dialog, "abc")
    for change in changes:
        press_enter()
        assert "letter" in dialog.message.text()
        change()
        assert (dialog.message.kind, dialog.message.text()) == ("quiet", "")
        form.phone.edit.setFocus()
    form.phone.edit.clear()
    fill(dialog)
    with qtbot.waitSignal(dialog.reserved):
        press_enter()


def test_a_refusal_is_told_and_the_form_stays_filled(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    dialog = open_slot_dialog(slot)
    fill(dialog)
    dialog.reserve_form.note.set_text("Nut allergy")
    stand.reserve(slot, OTHER_PHONE, by=stand.rival)
    press_enter()
    answered(qtbot, dialog)
    assert dialog.message.text().startswith("Table 3 at 20:00 on ")
    assert dialog.message.text().endswith("has just been taken at Stand 2.")
    assert (dialog.reserve_form.phone.text(), dialog.isVisible()) == (PHONE, True)
    assert dialog.reserve_form.note.text() == "Nut allergy"
    assert dialog.reserve_form.note.isEnabled()
    assert len(stand.booked()) == 1
    QTest.keyClick(dialog.reserve_form.note.edit, Qt.Key.Key_A)
    assert dialog.message.text().endswith("has just been taken at Stand 2.")


def test_a_second_table_is_reserved_on_purpose(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    stand.reserve(stand.slot("2", 20))
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    assert dialog.message.text().startswith(f"{PHONE} already holds table 2 at 20:00")
    assert dialog.message.action_button.text() == "Reserve a second table"
    with qtbot.waitSignal(dialog.reserved):
        dialog.message.action_button.click()
    assert [r.table_id for r in stand.booked()] == ["2", "3"]


def test_the_offer_of_a_second_table_goes_with_the_number_it_was_about(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    stand.reserve(stand.slot("2", 20))
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    QTest.keyClick(dialog.reserve_form.phone.edit, Qt.Key.Key_Backspace)
    assert dialog.message.text() == ""
    QTest.keyClicks(dialog.reserve_form.phone.edit, "7")
    with qtbot.waitSignal(dialog.reserved):
        press_enter()
    assert [r.reserved_by for r in stand.booked()] == ["+447400123456", "+447400123457"]


def test_enter_pressed_twice_books_once(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    told: list[Reservation] = []
    dialog.reserved.connect(told.append)
    press_enter()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog.acted.emit()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert len(told) == len(stand.booked()) == 1


def test_it_cannot_be_left_before_the_answer(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    with qtbot.waitSignal(dialog.reserved):
        press_enter()
        assert dialog.is_busy
        assert not dialog.reserve_form.isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        dialog.close()
        assert dialog.isVisible()


def test_escape_leaves_and_nothing_is_reserved(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.reserve_form.phone.edit, Qt.Key.Key_Escape)
    assert stand.booked() == []


def test_an_answer_to_a_dialog_that_is_gone_does_no_harm(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    press_enter()
    dialog.deleteLater()
    assert bury(lambda: not isValid(dialog))
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    (made,) = stand.booked()
    assert stand.remembered() == [made.id]


def test_what_others_do_meanwhile_is_told_and_the_typing_stays(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    dialog = open_slot_dialog(slot)
    fill(dialog)
    theirs = stand.reserve(slot, OTHER_PHONE, by=stand.rival)
    dialog.show_day(stand.read_day())
    assert dialog.message.text() == "Table 3 at 20:00 has just been taken at Stand 2."
    assert not dialog.act_button.isEnabled()
    assert dialog.reserve_form.phone.text() == PHONE
    stand.rival.cancel(theirs.id)
    dialog.show_day(stand.read_day())
    assert dialog.message.text() == "Table 3 at 20:00 is free again."
    with qtbot.waitSignal(dialog.reserved):
        dialog.act_button.click()


def test_a_double_click_cancels_once(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    held = stand.reserve(stand.slot("3", 20))
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    with qtbot.waitSignal(dialog.cancelled):
        QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(dialog.act_button, Qt.MouseButton.LeftButton)
    assert stand.booked() == []
    lines = stand.rival.history(stand.restaurant.id, reservation_id=held.id)
    assert [line.act for line in lines] == ["cancel", "reserve"]


def test_an_hour_that_has_ended_can_only_be_read(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    late = Controller(stand.store, clock=lambda: slot.ends_at)
    dialog = open_slot_dialog(slot, controller=late)
    assert dialog.message.text().endswith("is over.")
    assert not dialog.act_button.isVisible()
    held = open_slot_dialog(slot, stand.reserve(slot), controller=late)
    assert not held.act_button.isVisible()


def test_a_running_hour_is_said_to_run(stand: Stand, open_slot_dialog: OpenSlotDialog) -> None:
    slot = stand.slot("3", 20)
    running = Controller(stand.store, clock=lambda: slot.starts_at)
    dialog = open_slot_dialog(slot, controller=running)
    assert dialog.message.text() == "This hour has begun. It ends at 21:00."
    assert dialog.act_button.isEnabled()


def test_an_outage_is_told_and_tried_again_with_the_form_still_filled(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog, tmp_path: Path
) -> None:
    dead = Store(f"mongodb://{str(tmp_path / 'no.sock').replace('/', '%2F')}", "x", patience_s=0.3)
    dialog = open_slot_dialog(stand.slot("3", 20), controller=Controller(dead))
    fill(dialog)
    press_enter()
    qtbot.waitUntil(lambda: dialog.message.kind == "progress")
    assert dialog.message.text() == "Reserving table 3 at 20:00."
    answered(qtbot, dialog)
    assert dialog.message.text() == "The database does not answer. Nothing was saved."
    assert dialog.message.action_button.text() == "Try again"
    assert dialog.reserve_form.phone.text() == PHONE
    dialog.message.action_button.click()
    assert dialog.is_busy
    answered(qtbot, dialog)
    dead.close()


@pytest.mark.parametrize("is_saving", [True, False])
def test_an_unclear_answer_is_settled_by_the_same_attempt(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog, is_saving: bool
) -> None:
    controller = LosesAnswers(stand.store)
    controller.is_saving = is_saving
    dialog = open_slot_dialog(stand.slot("3", 20), controller=controller)
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    assert dialog.message.text() == "It is not known whether this was saved."
    assert not dialog.reserve_form.isEnabled()
    assert focused() is dialog.message.action_button
    with qtbot.waitSignal(dialog.reserved):
        press_enter()
    assert len(stand.booked()) == len(set(controller.ids)) == 1
    assert stand.remembered() == controller.ids[:1]


def test_a_busy_hour_does_not_settle_an_unclear_answer(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    controller = LosesAnswers(stand.store)
    controller.busy_at = 2
    dialog = open_slot_dialog(stand.slot("3", 20), controller=controller)
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    press_enter()
    answered(qtbot, dialog)
    assert "still not known" in dialog.message.text()
    assert not dialog.reserve_form.isEnabled()
    with qtbot.waitSignal(dialog.reserved):
        press_enter()
    assert len(stand.booked()) == len(set(controller.ids)) == 1


def test_leaving_without_knowing_says_so_first(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), controller=LosesAnswers(stand.store))
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not known whether table 3 at 20:00 was reserved" in dialog.message.text()
    with qtbot.waitSignal(dialog.left_unknown):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()


def test_an_unclear_attempt_that_the_book_shows_is_settled_by_itself(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), controller=LosesAnswers(stand.store))
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    with qtbot.waitSignal(dialog.reserved):
        dialog.show_day(stand.read_day())
    assert len(stand.booked()) == 1


def test_enter_on_leave_leaves(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    dialog.leave_button.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        press_enter()
    assert stand.booked() == []
