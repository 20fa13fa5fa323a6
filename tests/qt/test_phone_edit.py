"""The phone line groups digits, keeps the cursor where the host typed, and judges calmly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt import phone_edit
from resv_desktop.qt.look import Look
from resv_desktop.qt.phone_edit import MOST_LETTERS, PhoneField


@pytest.fixture
def phone(qtbot: QtBot, qapp: QApplication) -> PhoneField:
    field = PhoneField(Look(qapp, "light"), "Phone", "GB", helper="As it is dialled here.")
    qtbot.addWidget(field)
    field.show()
    field.edit.setFocus()
    return field


def test_a_number_is_grouped_while_it_is_typed(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "02079460123")
    assert phone.text() == "020 7946 0123"
    assert phone.edit.cursorPosition() == len(phone.text())
    assert phone.check() == "Valid number"
    assert phone.typed.e164 == "+442079460123"


def test_a_whole_page_that_is_pasted_by_mistake_holds_nothing_up(phone: PhoneField) -> None:
    phone.edit.insert("02079460123, " * 3_000)
    assert len(phone.text()) <= MOST_LETTERS
    assert phone.typed.kind == "wrong"


def test_a_digit_typed_in_the_middle_leaves_the_cursor_behind_it(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "0207460123")
    phone.edit.setCursorPosition(phone.text().index("4"))
    QTest.keyClicks(phone.edit, "9")
    assert phone.text() == "020 7946 0123"
    assert phone.text()[: phone.edit.cursorPosition()] == "020 79"
    QTest.keyClick(phone.edit, Qt.Key.Key_Backspace)
    assert phone.text().replace(" ", "") == "0207460123"
    assert phone.text()[: phone.edit.cursorPosition()].replace(" ", "") == "0207"


def test_backspace_over_a_space_goes_on_to_the_digit(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "02079460123")
    phone.edit.setCursorPosition(4)
    QTest.keyClick(phone.edit, Qt.Key.Key_Backspace)
    assert (phone.text(), phone.edit.cursorPosition()) == ("020 7946 0123", 3)
    QTest.keyClick(phone.edit, Qt.Key.Key_Backspace)
    assert phone.text().replace(" ", "") == "0279460123"


def test_delete_in_front_of_a_space_reaches_the_digit_behind(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "02079460123")
    phone.edit.setCursorPosition(3)
    QTest.keyClick(phone.edit, Qt.Key.Key_Delete)
    assert (phone.text(), phone.edit.cursorPosition()) == ("020 7946 0123", 4)
    QTest.keyClick(phone.edit, Qt.Key.Key_Delete)
    assert phone.text().replace(" ", "") == "0209460123"


def test_nothing_is_said_of_a_number_that_is_not_typed_to_its_end(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "0740012")
    assert phone.check() == ""
    assert phone.helper() == "As it is dialled here."


def test_a_number_that_is_not_in_use_is_a_warning_once_nothing_has_been_typed_for_long(
    qtbot: QtBot, phone: PhoneField
) -> None:
    QTest.keyClicks(phone.edit, "0740012")
    qtbot.waitUntil(lambda: phone.check() == "Unusual number: read it to the guest")


def test_who_stops_between_two_groups_of_a_number_is_not_warned(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_edit, "_PAUSE_MS", 3_600_000)
    field = PhoneField(Look(qapp, "light"), "Phone", "GB")
    qtbot.addWidget(field)
    QTest.keyClicks(field.edit, "0740012")
    with qtbot.waitSignal(field.rested):
        pass
    assert field.check() == ""
    QTest.keyClicks(field.edit, "3456")
    assert field.check() == "Valid number"


def test_a_number_too_long_to_grow_is_judged_at_once(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "03999 999999")
    assert phone.check() == "Unusual number: read it to the guest"


def test_leaving_the_field_ends_the_wait(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "0740012")
    phone.edit.clearFocus()
    assert phone.check() == "Unusual number: read it to the guest"


def test_what_can_never_become_a_number_is_refused_at_once_and_taken_back(
    phone: PhoneField,
) -> None:
    QTest.keyClicks(phone.edit, "050 123a")
    assert phone.helper().startswith('"050 123a" has a letter in it.')
    assert phone.check() == ""
    QTest.keyClick(phone.edit, Qt.Key.Key_Backspace)
    assert phone.helper() == "As it is dialled here."


def test_a_number_from_abroad_keeps_its_plus(phone: PhoneField) -> None:
    QTest.keyClicks(phone.edit, "+4930123456")
    assert phone.typed.kind == "valid"
    assert phone.text().startswith("+49 30")
    assert phone.typed.e164 == "+4930123456"
