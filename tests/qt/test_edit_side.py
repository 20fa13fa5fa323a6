"""A guest calls again: name, note, allergy and party size are changed where the table is shown."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.stand import (
    OTHER_PHONE,
    PHONE,
    OpenSlotDialog,
    Stand,
    answered,
    fill,
    focused,
    press_enter,
)
from tests.qt.station import Clock, Station, dialog_of, press, shown

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def held(stand: Stand) -> Reservation:
    """A party of 2 at table 3, which seats 4."""
    slot = stand.slot("3", 20)
    return stand.controller.reserve(slot.slot_id, "3", PHONE, 2, name="Heron", note="by the window")


def test_an_allergy_is_marked_while_the_table_is_reserved(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20))
    fill(dialog)
    dialog.reserve_form.note.edit.setFocus()
    QTest.keyClicks(focused(), "No nuts")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is dialog.reserve_form.allergy
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    press_enter()
    qtbot.waitUntil(lambda: len(stand.booked()) == 1)
    assert [(r.note, r.allergy) for r in stand.booked()] == [("No nuts", True)]
    qtbot.waitUntil(lambda: stand.tasks.is_idle)


@pytest.mark.parametrize("was", [False, True])
def test_what_becomes_of_an_allergy_is_said_below(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation, was: bool
) -> None:
    if was:
        stand.rival.edit_reservation(held.id, allergy=True)
    qtbot.waitUntil(partial(is_allergy_shown, window, was), timeout=10_000)
    window.view.pick(shown(window, "3", 20).key)
    press(window, Qt.Key.Key_E, CTRL)
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(dialog.editing.form.name.edit.hasFocus)
    dialog.editing.form.allergy.click()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    says = "Changed, no allergy any more: table 3, " if was else "Changed: table 3, "
    qtbot.waitUntil(lambda: window.notice.startswith(says), timeout=10_000)
    assert window.notice.endswith("allergy.") is not was
    assert [r.allergy for r in stand.booked()] == [not was]


def is_allergy_shown(window: MainWindow, is_shown: bool) -> bool:
    held = shown(window, "3", 20).reservation
    return held is not None and held.allergy is is_shown


def test_what_is_written_is_changed_by_one_key_from_the_list_and_taken_back_by_another(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    window.view.pick(shown(window, "3", 20).key)
    press(window, Qt.Key.Key_E, CTRL)
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(dialog.editing.form.name.edit.hasFocus)
    QTest.keyClicks(focused(), "Egret")
    dialog.editing.form.party.press(4)
    dialog.editing.form.allergy.click()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.notice.startswith("Changed: table 3, "))
    assert window.notice.endswith("Egret, party of 4, allergy.")
    (after,) = stand.booked()
    assert (after.name, after.party_size, after.allergy, after.id) == ("Egret", 4, True, held.id)
    assert after.note == "by the window"
    qtbot.waitUntil(lambda: shown(window, "3", 20).guest == "Egret", timeout=10_000)
    row = window.view.all.list.rows.index_of(shown(window, "3", 20).key)
    says = str(row.data())
    assert "Egret, party of 4, allergy, Note: by the window" in says
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: stand.booked() == [held])
    qtbot.waitUntil(lambda: shown(window, "3", 20).guest == "Heron", timeout=10_000)


def test_only_what_the_host_changed_is_sent(
    qtbot: QtBot, stand: Stand, held: Reservation, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.holder.edit_button.click()
    form = dialog.editing.form
    assert (form.name.text(), form.note.text(), form.party.value) == ("Heron", "by the window", 2)
    stand.rival.edit_reservation(held.id, note="at the bar", party_size=3)
    form.name.set_text("Egret")
    with qtbot.waitSignal(dialog.changed):
        dialog.act_button.click()
    (after,) = stand.booked()
    assert (after.name, after.note, after.party_size) == ("Egret", "at the bar", 3)


def test_a_note_that_another_station_wrote_meanwhile_is_told_before_it_is_written_over(
    qtbot: QtBot, stand: Stand, held: Reservation, open_slot_dialog: OpenSlotDialog
) -> None:
    stand.rival.reserve(stand.slot("2", 20).slot_id, "2", OTHER_PHONE, 2)
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.holder.edit_button.click()
    form = dialog.editing.form
    stand.rival.edit_reservation(held.id, note="no nuts")
    form.note.set_text("at the bar")
    form.phone.set_text(OTHER_PHONE)
    dialog.act_button.click()
    answered(qtbot, dialog)
    assert dialog.message.text() == (
        "Meanwhile another note was saved: no nuts. What you typed was not saved."
    )
    assert [(r.note, r.reserved_by) for r in stand.booked() if r.id == held.id] == [
        ("no nuts", held.reserved_by)
    ]
    dialog.message.action_button.click()
    answered(qtbot, dialog)
    assert dialog.message.text().startswith("07400 123457 already holds table 2")
    assert dialog.message.action_button.text() == "Save it all the same"
    with qtbot.waitSignal(dialog.changed):
        dialog.message.action_button.click()
    assert [r.note for r in stand.booked() if r.id == held.id] == ["at the bar"]


def test_where_nothing_was_changed_nothing_is_written(
    stand: Stand, held: Reservation, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    QTest.keyClick(dialog, Qt.Key.Key_E, CTRL)
    assert dialog.act_button.text() == "Save the changes"
    dialog.act_button.click()
    assert dialog.act_button.text() == "Cancel this reservation"
    assert not dialog.editing.form.isVisible()
    assert len(stand.controller.history(stand.restaurant.id, reservation_id=held.id)) == 1


def test_a_table_that_became_too_small_is_said_and_what_was_typed_stays(
    qtbot: QtBot,
    stand: Stand,
    held: Reservation,
    open_slot_dialog: OpenSlotDialog,
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.show_edit()
    form = dialog.editing.form
    assert form.party.limit == 4
    form.party.press(4)
    form.note.set_text("four now")
    stand.rival.move(held.id, stand.slot("1", 20).slot_id, "1")  # it seats two
    dialog.act_button.click()
    answered(qtbot, dialog)
    assert dialog.message.text() == "Table 1 at 20:00 seats 2. A party of 4 needs a larger table."
    assert form.note.text() == "four now"
    form.party.press(2)
    assert dialog.message.text() == ""


def test_a_reservation_that_went_meanwhile_is_said(
    qtbot: QtBot, stand: Stand, held: Reservation, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.show_edit()
    stand.rival.cancel(held.id)
    dialog.editing.form.note.set_text("late")
    dialog.act_button.click()
    answered(qtbot, dialog)
    assert "was cancelled at Stand 2" in dialog.message.text()
    assert dialog.act_button.isHidden()
    left = stand.reserve(stand.slot("4", 20))
    another = open_slot_dialog(stand.slot("4", 20), left)
    another.show_edit()
    stand.rival.cancel(left.id)
    another.show_day(stand.read_day())
    assert "Nothing can be saved" in another.message.text()
    assert another.act_button.isHidden()
    assert [hint_of(each) for each in (dialog, another)] == ["Escape leaves."] * 2


def hint_of(dialog: SlotDialog) -> str:
    """Return what is said of the keys."""
    return dialog._hint.text()


def test_a_reservation_that_is_back_can_be_changed_as_it_was_typed(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free)
    window.view.pick(shown(window, "3", 20).key)
    press(window, Qt.Key.Key_E, CTRL)
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(focused(), "Okafor")
    phone = dialog.editing.form.phone
    qtbot.waitUntil(lambda: "table 3" in phone.helper())
    act = stand.rival.new_id()
    stand.rival.cancel(held.id, request_id=act)
    qtbot.waitUntil(lambda: "Nothing can be saved" in dialog.message.text())
    qtbot.waitUntil(lambda: "table 3" not in phone.helper())
    stand.rival.undo(act)
    qtbot.waitUntil(dialog.act_button.isVisible)
    assert hint_of(dialog) == "Enter saves, Escape leaves."
    assert (dialog.message.kind, dialog.message.text()) == ("quiet", "")
    press_enter()
    qtbot.waitUntil(lambda: [r.name for r in stand.booked()] == ["Okafor"])
    qtbot.waitUntil(lambda: not window.is_writing)


def test_after_an_unclear_answer_the_same_changes_are_made_once(
    qtbot: QtBot,
    stand: Stand,
    held: Reservation,
    open_slot_dialog: OpenSlotDialog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, ids = Controller.edit_reservation, []

    def edit(self: Controller, *asked: Any, **more: Any) -> Reservation:
        ids.append(more["request_id"])
        done = real(self, *asked, **more)
        if len(ids) == 1:
            raise Outage("It is not known whether this was saved.", may_be_saved=True)
        return done

    monkeypatch.setattr(Controller, "edit_reservation", edit)
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.show_edit()
    dialog.editing.form.note.set_text("late")
    dialog.act_button.click()
    answered(qtbot, dialog)
    with qtbot.waitSignal(dialog.changed):
        dialog.message.action_button.click()
    assert len(set(ids)) == 1
    lines = stand.controller.history(stand.restaurant.id, reservation_id=held.id)
    assert [line.act for line in lines] == ["edit", "reserve"]


# --- the number


def test_a_number_that_was_misheard_is_put_right_and_this_station_remembers_it(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    held = stand.reserve(stand.slot("3", 20))
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.show_edit()
    edit = dialog.editing.form.phone.edit
    assert edit.text() == PHONE
    edit.selectAll()
    QTest.keyClicks(edit, OTHER_PHONE)
    with qtbot.waitSignal(dialog.changed) as told:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert [r.reserved_by for r in stand.booked()] == ["+447400123457"]
    kept = stand.memory.reservations(stand.controller.now())
    assert [r.reserved_by for r in kept] == ["+447400123457"]
    stand.controller.undo(told.args[1])
    assert [r.reserved_by for r in stand.booked()] == ["+447400123456"]


def test_what_is_no_number_is_said_and_what_was_typed_stays(
    qtbot: QtBot, stand: Stand, held: Reservation, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.show_edit()
    form = dialog.editing.form
    for typed, says in (("", "Type the guest's phone number."), ("0740x", "has a letter in it")):
        form.phone.set_text(typed)
        dialog.act_button.click()
        answered(qtbot, dialog)
        assert says in dialog.message.text()
        assert (form.phone.edit.hasFocus(), form.phone.text()) == (True, typed)
    assert stand.booked() == [held]


def test_a_guest_who_has_a_table_of_that_hour_gets_this_one_too_only_on_purpose(
    qtbot: QtBot, stand: Stand, held: Reservation, open_slot_dialog: OpenSlotDialog
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE)
    dialog = open_slot_dialog(stand.slot("3", 20), held)
    dialog.show_edit()
    dialog.editing.form.phone.set_text(OTHER_PHONE)
    dialog.editing.form.note.set_text("two tables")
    dialog.act_button.click()
    answered(qtbot, dialog)
    assert "already holds table 4 at 20:00" in dialog.message.text()
    assert dialog.message.action_button.text() == "Save it all the same"
    with qtbot.waitSignal(dialog.changed):
        dialog.message.action_button.click()
    by_table = {r.table_id: (r.reserved_by, r.note) for r in stand.booked()}
    assert by_table["3"] == ("+447400123457", "two tables")


def test_a_walk_in_without_a_number_is_changed_without_one(
    qtbot: QtBot, stand: Stand, clock: Clock, station: Station, open_slot_dialog: OpenSlotDialog
) -> None:
    del clock
    slot = stand.slot("3", 19)
    held = station.walk_in(slot.slot_id, "3", 2)
    dialog = open_slot_dialog(stand.slot("3", 19), held, controller=station)
    dialog.show_edit()
    assert dialog.editing.form.phone.text() == ""
    dialog.editing.form.name.set_text("Heron")
    with qtbot.waitSignal(dialog.changed):
        dialog.act_button.click()
    assert [(r.name, r.reserved_by) for r in stand.booked()] == [("Heron", "")]
