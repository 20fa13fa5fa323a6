"""A slot that goes while its dialog is open: it is said at once, and other tables are offered."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import TableTooSmall
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.day import Day
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
from tests.qt.station import Clock


@pytest.fixture
def gone(stand: Stand, open_slot_dialog: OpenSlotDialog) -> SlotDialog:
    """A filled dialog of table 3 at 20:00 after Stand 2 has taken it."""
    slot = stand.slot("3", 20)
    dialog = open_slot_dialog(slot, party=3)
    dialog.show_day(stand.read_day())
    fill(dialog)
    QTest.keyClicks(dialog.reserve_form.name.edit, "Okafor")
    QTest.keyClicks(dialog.reserve_form.note.edit, "Window")
    stand.reserve(slot, OTHER_PHONE, by=stand.rival)
    dialog.show_day(stand.read_day())
    return dialog


def offers(dialog: SlotDialog) -> list[str]:
    shown = dialog.reserving.others
    return shown.text().splitlines() if shown.isVisible() else []


def said(dialog: SlotDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def hint(dialog: SlotDialog) -> str:
    return next(text for text in said(dialog) if "Escape" in text)


def test_it_is_said_at_once_and_the_three_nearest_are_offered(gone: SlotDialog) -> None:
    assert gone.message.text() == "Table 3 at 20:00 has just been taken at Stand 2."
    assert offers(gone) == [
        "The nearest for a party of 3:",
        "F1  Table 2, 20:00",
        "F2  Table 4, 20:00",
        "F3  Table 2, 19:00",
    ]
    assert not gone.act_button.isEnabled()
    assert hint(gone) == "F1 to F3 go to another table, Escape leaves."
    assert gone.slot_to_take is None


def test_one_key_goes_there_with_everything_that_was_typed_and_enter_reserves(
    qtbot: QtBot, stand: Stand, gone: SlotDialog
) -> None:
    gone.reserve_form.note.edit.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_F3)
    assert gone.windowTitle() == "Table 2, 19:00"
    assert (gone.message.text(), offers(gone)) == ("", [])
    assert hint(gone) == "Enter reserves, Escape leaves."
    assert focused() is gone.reserve_form.note.edit
    with qtbot.waitSignal(gone.reserved):
        press_enter()
    made = next(r for r in stand.booked() if r.reserved_by == "+447400123456")
    assert (made.table_id, made.starts_at.hour, made.party_size) == ("2", 19, 3)
    assert (made.name, made.note) == ("Okafor", "Window")


def test_a_click_goes_there_too_and_the_keys_go_to_the_form(gone: SlotDialog) -> None:
    button = gone.reserving.others.buttons[1]
    button.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone.windowTitle() == "Table 4, 20:00"
    assert focused() is gone.reserve_form.phone.edit
    assert gone.reserve_form.party.value == 3
    assert gone.reserve_form.party.limit == 8


def test_what_is_offered_follows_the_day_and_the_party(stand: Stand, gone: SlotDialog) -> None:
    stand.reserve(stand.slot("2", 20), PHONE, by=stand.rival)
    gone.show_day(stand.read_day())
    assert offers(gone)[1:] == ["F1  Table 4, 20:00", "F2  Table 2, 19:00", "F3  Table 2, 21:00"]
    gone.reserve_form.party.press(1)
    assert offers(gone)[:2] == ["The nearest for a party of 1:", "F1  Table 1, 20:00"]
    assert gone.message.text() == "Table 3 at 20:00 has just been taken at Stand 2."


def test_too_few_or_none_is_said_in_words(stand: Stand, open_slot_dialog: OpenSlotDialog) -> None:
    dialog = open_slot_dialog(stand.slot("4", 20), party=8)
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    for hour, said, keys in (
        (20, "The nearest for a party of 8:", "F1 to F3 go"),
        (17, "The nearest for a party of 8:", "F1 to F3 go"),
        (18, "The nearest for a party of 8:", "F1 to F3 go"),
        (19, "Only these two are left that day for a party of 8:", "F1 and F2 go"),
        (21, "Only this one is left that day for a party of 8:", "F1 goes"),
        (22, "No other table is free for a party of 8 that day.", "Escape leaves."),
    ):
        if hour != 20:
            stand.reserve(stand.slot("4", hour), OTHER_PHONE, party=8, by=stand.rival)
        dialog.show_day(stand.read_day())
        assert offers(dialog)[0] == said
        assert hint(dialog).startswith(keys)
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    assert dialog.windowTitle() == "Table 4, 20:00"


def test_a_refusal_offers_the_nearest_as_well(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    dialog = open_slot_dialog(slot, party=3)
    dialog.show_day(stand.read_day())
    fill(dialog)
    stand.reserve(slot, OTHER_PHONE, by=stand.rival)
    press_enter()
    answered(qtbot, dialog)
    assert offers(dialog)[1] == "F1  Table 2, 20:00"
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    with qtbot.waitSignal(dialog.reserved) as told:
        press_enter()
    assert isinstance(told.args[0], Reservation)
    assert told.args[0].table_id == "2"


class Shrunk(Controller):
    """A station at which every table has lost chairs since the day was read."""

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        if asked[3] > 2:
            raise TableTooSmall("Table {table} seats 2.", table=asked[1])
        return super().reserve(*asked, **more)


def test_a_table_that_became_too_small_offers_others_until_the_party_is_smaller(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    controller = Shrunk(stand.store)
    dialog = open_slot_dialog(stand.slot("3", 20), party=3, controller=controller)
    dialog.show_day(stand.read_day())
    fill(dialog)
    press_enter()
    answered(qtbot, dialog)
    assert dialog.message.text() == "Table 3 seats 2."
    assert len(offers(dialog)) == 4
    dialog.reserve_form.party.press(2)
    assert (dialog.message.text(), offers(dialog)) == ("", [])
    with qtbot.waitSignal(dialog.reserved):
        press_enter()


def test_an_hour_that_is_over_by_now_offers_later_ones(
    qtbot: QtBot, stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 19)
    clock = Clock(slot.ends_at - timedelta(seconds=1))
    dialog = open_slot_dialog(slot, controller=Controller(stand.store, clock=clock))
    dialog.show_day(stand.read_day())
    fill(dialog)
    clock.at = slot.ends_at
    press_enter()
    answered(qtbot, dialog)
    assert dialog.message.text().endswith("is over.")
    assert offers(dialog)[1:] == ["F1  Table 1, 20:00", "F2  Table 1, 21:00", "F3  Table 1, 22:00"]
    assert dialog.slot_to_take is None
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    with qtbot.waitSignal(dialog.reserved):
        press_enter()


def test_a_slot_that_is_free_again_takes_the_offers_back(stand: Stand, gone: SlotDialog) -> None:
    stand.rival.cancel(stand.booked()[0].id)
    gone.show_day(stand.read_day())
    assert gone.message.text() == "Table 3 at 20:00 is free again."
    assert offers(gone) == []
    assert gone.act_button.isEnabled()
    assert gone.slot_to_take == stand.slot("3", 20)


def test_a_slot_whose_document_is_gone_is_told_and_found_again(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    dialog = open_slot_dialog(slot, party=3)
    whole = stand.read_day()
    left = [s for s in whole.slots if s.slot_id != slot.slot_id]
    dialog.show_day(Day.of(whole.restaurant, whole.on, left, [], whole.read_at))
    assert dialog.message.text() == "Table 3 at 20:00 is no longer in the book."
    assert offers(dialog)[1:] == ["F1  Table 2, 19:00", "F2  Table 2, 21:00", "F3  Table 2, 18:00"]
    assert not dialog.act_button.isEnabled()
    dialog.show_day(whole)
    assert dialog.message.text() == "Table 3 at 20:00 is free again."


def test_another_day_says_nothing_about_the_slot(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), party=3)
    whole = stand.read_day()
    dialog.show_day(replace(whole, on=stand.restaurant.business_day(stand.controller.now())))
    assert (dialog.message.text(), offers(dialog)) == ("", [])


def test_a_reservation_that_is_gone_with_its_hour_is_told(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    slot = stand.slot("3", 20)
    dialog = open_slot_dialog(slot, stand.reserve(slot))
    whole = stand.read_day()
    left = [s for s in whole.slots if s.slot_id != slot.slot_id]
    dialog.show_day(Day.of(whole.restaurant, whole.on, left, [], whole.read_at))
    assert dialog.message.text() == "This reservation is gone, and its hour with it."
    assert not dialog.act_button.isVisible()


def test_an_hour_past_midnight_names_the_evening_it_belongs_to(
    stand: Stand, open_slot_dialog: OpenSlotDialog
) -> None:
    made = stand.controller.create_restaurant(
        "Night House", "020 7946 0124", "20:02", timezone="Europe/London"
    )
    night = stand.controller.add_tables(made.id, [2])
    stand.restaurant = night
    friday = stand.day + timedelta(days=(4 - stand.day.weekday()) % 7)
    before, after = (
        next(s for s in stand.controller.slots(night.id, friday) if s.starts_at.hour == hour)
        for hour in (23, 1)
    )
    saturday = words.long_day(friday + timedelta(days=1))
    says = f"{saturday} (evening of Fri), 01:00 to 02:00, 2 seats"
    assert says in said(open_slot_dialog(after))
    assert f"{words.long_day(friday)}, 23:00 to 00:00, 2 seats" in said(open_slot_dialog(before))
