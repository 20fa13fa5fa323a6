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
    fill(dialog)
    dialog.show_silence(is_silent=False)
    assert dialog.message.text() == ""
    press_enter()
    qtbot.waitUntil(lambda: len(stand.booked()) == 1)


def test_what_a_silent_database_left_in_the_dialog_goes_once_it_answers(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("2", 19), controller=closed_book("Stand 1", ""))
    fill(dialog)
    dialog.show_silence(is_silent=True)
    press_enter()
    answered(qtbot, dialog)
    assert "Nothing was saved" in dialog.message.text()
    dialog.show_silence(is_silent=False)
    assert dialog.message.text() == ""
    assert dialog.reserve_form.filled().phone
