"""What a host types in a hurry lands where it belongs."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.qt.stand import OpenSlotDialog, Stand, fill, focused


def test_letters_at_the_size_of_the_party_begin_the_name(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), party=3)
    form = dialog.reserve_form
    fill(dialog, "07400123456")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_4)
    assert form.party.isAncestorOf(focused())
    for letter in "Oka":
        QTest.keyClicks(focused(), letter)
    assert focused() is form.name.edit
    assert (form.written().size, form.written().name) == (4, "Oka")


def test_a_letter_with_a_key_beside_it_is_no_name(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    form = open_slot_dialog(stand.slot("3", 20), party=3).reserve_form
    form.party.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert form.written().name == ""
