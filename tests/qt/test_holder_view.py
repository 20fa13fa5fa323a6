"""A taken table says who holds it, and is given back by a press that was meant."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from tests.qt.stand import OTHER_PHONE, PHONE, OpenSlotDialog, Stand, answered, fill, press_enter


def test_a_taken_table_says_who_holds_it(stand: Stand, open_slot_dialog: OpenSlotDialog) -> None:
    slot = stand.slot("3", 20)
    made = stand.rival.reserve(
        slot.slot_id, slot.table_id, PHONE, 4, name="Okafor", note="Window seat"
    )
    shown = open_slot_dialog(stand.slot("3", 20), made).holder.text()
    assert shown.split("\n") == ["Okafor", PHONE, "4 guests", "Window seat", "Stand 2"]


def test_what_another_program_left_out_is_said_to_be_unknown(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    made = Reservation(
        id="1" * 24,
        slot_id=slot.slot_id,
        table_id="3",
        starts_at=slot.starts_at,
        reserved_by="",
        party_size=None,
    )
    shown = open_slot_dialog(slot, made).holder.text()
    assert shown.split("\n") == ["A guest without a number", "not said", "another program"]


def test_a_reservation_is_cancelled_by_one_press(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    dialog = open_slot_dialog(stand.slot("3", 20), made)
    button = dialog.act_button
    assert (button.text(), button.kind) == ("Cancel this reservation", "outlined-destructive")
    with qtbot.waitSignal(dialog.cancelled) as told:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert told.args[0].id == made.id
    assert stand.booked() == []
    assert stand.remembered() == []


def test_enter_in_the_dialog_of_a_taken_table_leaves_it(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), stand.reserve(stand.slot("3", 20)))

    def is_left() -> bool:
        press_enter()  # in the first moment it may be the second half of the one that opened it
        return not dialog.isVisible()

    assert not is_left()
    qtbot.waitUntil(is_left)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert len(stand.booked()) == 1


def test_cancelling_what_is_cancelled_already_says_who_did_it(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    dialog = open_slot_dialog(stand.slot("3", 20), made)
    stand.rival.cancel(made.id)
    dialog.act_button.click()
    answered(qtbot, dialog)
    assert "was cancelled at Stand 2" in dialog.message.text()
    assert not dialog.act_button.isVisible()
    assert stand.remembered() == []


def test_a_reservation_cancelled_elsewhere_makes_room_for_another(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    dialog = open_slot_dialog(stand.slot("3", 20), made)
    stand.rival.cancel(made.id)
    dialog.show_day(stand.read_day())
    assert dialog.message.text() == "This reservation is gone. Table 3 is free."
    dialog.message.action_button.click()
    fill(dialog, OTHER_PHONE)
    with qtbot.waitSignal(dialog.reserved):
        press_enter()
    assert [r.reserved_by for r in stand.booked()] == ["+447400123457"]


def test_another_guest_on_the_same_table_is_told(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    dialog = open_slot_dialog(stand.slot("3", 20), made)
    stand.rival.cancel(made.id)
    stand.reserve(stand.slot("3", 20), OTHER_PHONE, by=stand.rival)
    dialog.show_day(stand.read_day())
    assert dialog.message.text() == "Another guest holds table 3 now."
    assert dialog.act_button.text() == "Cancel this reservation"
    assert OTHER_PHONE in dialog.holder.text()


def test_a_press_as_another_guest_comes_in_the_place_of_the_holder_cancels_nothing(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    dialog = open_slot_dialog(stand.slot("3", 20), made)
    dialog.holding._unseen.setInterval(60_000)  # however slow this machine is
    stand.rival.cancel(made.id)
    other = stand.reserve(stand.slot("3", 20), OTHER_PHONE, by=stand.rival)
    dialog.show_day(stand.read_day())
    dialog.act_button.click()
    assert not dialog.is_busy
    assert [held.id for held in stand.booked()] == [other.id]
    dialog.holding._unseen.stop()
    with qtbot.waitSignal(dialog.cancelled):
        dialog.act_button.click()
    assert stand.booked() == []


class LosesTheAnswer(Controller):
    """A station whose first cancel is done although its answer never comes, or is not even done."""

    is_lost, is_done = False, True

    def cancel(self, *asked: Any, **more: Any) -> Reservation:
        if self.is_lost:
            return super().cancel(*asked, **more)
        self.is_lost = True
        if self.is_done:
            super().cancel(*asked, **more)
        raise Outage("It is not known whether this was saved.", may_be_saved=True)


def test_a_cancelling_whose_answer_was_lost_is_told_once_the_book_shows_it(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    controller = LosesTheAnswer(stand.store)
    dialog = open_slot_dialog(stand.slot("3", 20), made, controller=controller)
    dialog.act_button.click()
    answered(qtbot, dialog)
    assert dialog.message.text() == "It is not known whether this was saved."
    with qtbot.waitSignal(dialog.cancelled) as told:
        dialog.show_day(stand.read_day())
    assert told.args is not None
    assert told.args[0].id == made.id
    assert stand.remembered() == []


@pytest.mark.parametrize("is_taken", [False, True])
def test_who_is_moved_elsewhere_while_that_is_not_known_is_not_cancelled_there(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog, is_taken: bool
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    controller = LosesTheAnswer(stand.store)
    controller.is_done = False
    dialog = open_slot_dialog(stand.slot("3", 20), made, controller=controller)
    dialog.act_button.click()
    answered(qtbot, dialog)
    to = stand.slot("4", 20)
    stand.rival.move(made.id, to.slot_id, to.table_id)
    at_three = stand.slot("3", 20)
    other = stand.reserve(at_three, OTHER_PHONE, by=stand.rival) if is_taken else None
    dialog.show_day(stand.read_day())
    answered(qtbot, dialog)
    assert "has been moved to table 4" in dialog.message.text()
    assert dialog.act_button.isHidden() is not is_taken
    assert (OTHER_PHONE in dialog.holder.text()) is is_taken
    dialog.act_button.click()  # nobody can have read yet who is there now
    assert not dialog.is_busy
    booked = {(held.id, held.table_id) for held in stand.booked()}
    assert booked == {(made.id, "4")} | ({(other.id, "3")} if other else set())


def test_a_table_marked_as_taken_without_a_reservation_is_said_so(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    stand.reserve(slot)
    dialog = open_slot_dialog(stand.slot("3", 20), None)
    assert "nobody is in the book" in dialog.message.text()
    assert not dialog.act_button.isVisible()
