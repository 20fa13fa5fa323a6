"""An open dialog says that the database is silent before the host has promised anything."""

from pytestqt.qtbot import QtBot

from resv_desktop.startup import closed_book
from tests.qt.stand import OpenSlotDialog, Stand, answered, fill, press_enter


def test_silence_is_said_before_anything_is_promised_and_goes_by_itself(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("2", 19))
    dialog.show_silence(is_silent=True)
    assert "The database does not answer" in dialog.message.text()
    assert not dialog.act_button.isEnabled()
    fill(dialog)
    press_enter()
    assert not dialog.is_busy
    dialog.show_silence(is_silent=False)
    assert dialog.message.text() == ""
    press_enter()
    qtbot.waitUntil(lambda: len(stand.booked()) == 1)


def test_what_a_silent_database_left_in_the_dialog_goes_once_it_answers(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("2", 19), controller=closed_book("Stand 1", ""))
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    assert "Nothing was saved" in dialog.message.text()
    dialog.show_silence(is_silent=True)
    assert "Nothing was saved" in dialog.message.text()
    dialog.show_silence(is_silent=False)
    assert dialog.message.text() == ""
    assert dialog.reserve_form.filled().phone


def test_who_holds_a_table_is_shown_and_nothing_can_be_changed_until_the_database_answers(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("2", 19), stand.reserve(stand.slot("2", 19)))
    dialog.show_silence(is_silent=True)
    assert "Nothing can be changed until it does." in dialog.message.text()
    assert not dialog.act_button.isEnabled()
    dialog.show_edit()
    assert "Nothing can be changed until it does." in dialog.message.text()
    assert not dialog.act_button.isEnabled()
    dialog.editing.form.note.set_text("late")
    dialog.show_silence(is_silent=False)
    assert (dialog.message.text(), dialog.act_button.isEnabled()) == ("", True)
    assert dialog.editing.form.note.text() == "late"
