"""A dialog that is left with a guest in it: nothing that was typed has to be typed again."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.hands import ENTER, ESCAPE, Hands
from tests.qt.stand import PHONE, Stand
from tests.qt.station import dialog_of, shown

NUMBER = "020 7946 0999"


def opened(qtbot: QtBot, window: MainWindow, stand: Stand, table: str, hour: int) -> SlotDialog:
    """Open the dialog of a table, as Enter in a list does."""
    window.acts.open_slot(stand.restaurant, shown(window, table, hour), 2)
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def left_with_cohen(qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand) -> None:
    """Type a guest at a table for eight, and leave."""
    dialog = opened(qtbot, window, stand, "4", 20)
    hands.type(NUMBER)
    dialog.reserve_form.name.edit.setFocus()
    hands.type("Cohen")
    dialog.reserve_form.note.edit.setFocus()
    hands.type("window")
    dialog.reserve_form.party.setFocus()
    hands.type("5")
    hands.press(ESCAPE)


def test_who_was_typed_when_a_dialog_was_left_is_offered_next_and_comes_back_by_one_key(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    left_with_cohen(qtbot, window, hands, stand)
    dialog = opened(qtbot, window, stand, "4", 21)
    others = dialog.reserving.others
    assert dialog.reserve_form.phone.text() == ""
    assert f"{NUMBER}, Cohen" in others.text()
    hands.press(Qt.Key.Key_F1)
    filled = dialog.reserve_form.filled()
    assert (filled.phone, filled.party.name, filled.party.note) == (NUMBER, "Cohen", "window")
    assert filled.party.size == 5
    assert others.isHidden()
    hands.press(ENTER)
    qtbot.waitUntil(lambda: "Cohen" in window.notice, timeout=10_000)
    assert opened(qtbot, window, stand, "3", 21).reserving.others.isHidden()


def test_who_was_typed_for_the_waitlist_is_offered_in_the_next_dialog(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    window.waiting.open(stand.slot("4", 20), 5)
    waiting = dialog_of(window, WaitDialog)
    qtbot.waitUntil(waiting.isActiveWindow)
    hands.type(NUMBER)
    waiting.form_of_guest.name.edit.setFocus()
    hands.type("Cohen")
    hands.press(ESCAPE)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    dialog = opened(qtbot, window, stand, "4", 21)
    assert f"{NUMBER}, Cohen" in dialog.reserving.others.text()
    hands.press(Qt.Key.Key_F1)
    filled = dialog.reserve_form.filled()
    assert (filled.phone, filled.party.name, filled.party.size) == (NUMBER, "Cohen", 5)


def test_who_was_put_on_the_waitlist_is_offered_to_nobody(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), party=8, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free)
    window.waiting.open(stand.slot("4", 20), 8)
    waiting = dialog_of(window, WaitDialog)
    qtbot.waitUntil(waiting.isActiveWindow)
    qtbot.waitUntil(lambda: waiting.table is None)
    hands.type(NUMBER)
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("On the waitlist: "), timeout=10_000)
    assert opened(qtbot, window, stand, "4", 21).reserving.others.isHidden()


def test_a_party_that_was_typed_for_a_larger_table_is_not_cut_to_fit(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    left_with_cohen(qtbot, window, hands, stand)
    dialog = opened(qtbot, window, stand, "2", 21)
    hands.press(Qt.Key.Key_F1)
    assert dialog.reserve_form.filled().party.size is None
    assert dialog.reserve_form.wanted == 5


def test_the_offer_goes_with_the_first_letter_and_comes_back_with_an_empty_form(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    left_with_cohen(qtbot, window, hands, stand)
    dialog = opened(qtbot, window, stand, "2", 21)
    hands.type("0")
    assert dialog.reserving.others.isHidden()
    hands.press(Qt.Key.Key_F1)  # is for nobody now
    assert dialog.reserve_form.filled().phone == "0"
    hands.press(Qt.Key.Key_Backspace)
    assert not dialog.reserving.others.isHidden()


def test_a_dialog_that_is_opened_with_a_guest_offers_no_other_one(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    left_with_cohen(qtbot, window, hands, stand)
    table = shown(window, "2", 21)
    window.acts.open_table(stand.restaurant, table.as_slot(), None, 2, phone=PHONE)
    assert dialog_of(window, SlotDialog).reserving.others.isHidden()


def test_a_guest_who_is_erased_or_reserved_for_elsewhere_in_the_window_is_offered_no_more(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    left_with_cohen(qtbot, window, hands, stand)
    window.acts.tell_reserved(stand.reserve(stand.slot("1", 19), PHONE))
    assert not opened(
        qtbot, window, stand, "2", 21
    ).reserving.others.isHidden()  # that was another guest
    hands.press(ESCAPE)
    window.acts.hear([Change(kind="erased")])
    assert opened(qtbot, window, stand, "2", 21).reserving.others.isHidden()
    hands.press(ESCAPE)
    left_with_cohen(qtbot, window, hands, stand)
    window.acts.tell_reserved(stand.reserve(stand.slot("1", 20), NUMBER))
    assert opened(qtbot, window, stand, "2", 21).reserving.others.isHidden()


def test_a_dialog_that_is_left_with_nothing_in_it_leaves_who_was_typed_before(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    left_with_cohen(qtbot, window, hands, stand)
    opened(qtbot, window, stand, "2", 21)
    hands.press(ESCAPE)
    assert not opened(qtbot, window, stand, "2", 22).reserving.others.isHidden()


def test_a_dialog_that_is_left_with_the_beginning_of_a_number_leaves_who_was_typed_before(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    opened(qtbot, window, stand, "2", 21)
    hands.type("0740")
    hands.press(ESCAPE)
    assert opened(qtbot, window, stand, "2", 22).reserving.others.isHidden()
    hands.press(ESCAPE)
    left_with_cohen(qtbot, window, hands, stand)
    opened(qtbot, window, stand, "2", 21)
    hands.type("07400")
    hands.press(ESCAPE)
    dialog = opened(qtbot, window, stand, "2", 22)
    assert f"{NUMBER}, Cohen" in dialog.reserving.others.text()
    hands.type("074001")  # is worth it
    hands.press(ESCAPE)
    assert "07400 1" in opened(qtbot, window, stand, "2", 22).reserving.others.text()


def test_where_the_table_goes_other_tables_are_offered_in_the_place_of_the_guest(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    left_with_cohen(qtbot, window, hands, stand)
    dialog = opened(qtbot, window, stand, "2", 21)
    stand.reserve(stand.slot("2", 21), by=stand.rival)
    qtbot.waitUntil(lambda: dialog.reserving.slot_to_take is None, timeout=30_000)
    qtbot.waitUntil(lambda: "The nearest" in dialog.reserving.others.text(), timeout=10_000)
    hands.press(Qt.Key.Key_F1)
    assert dialog.slot.starts_at.hour in (20, 21, 22)
    assert dialog.reserve_form.filled().phone == ""
    assert "Cohen" in dialog.reserving.others.text()


# --- what is written of a party, changed and not saved


def editing(qtbot: QtBot, window: MainWindow, stand: Stand) -> SlotDialog:
    """Open the dialog of the party at table 3, where what is written of it is changed."""
    window.acts.open_edit(stand.restaurant, shown(window, "3", 20), 2)
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def held(qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand) -> Reservation:
    """A party of 2 at table 3, whose changes have been typed and left."""
    slot = stand.slot("3", 20)
    made = stand.rival.reserve(slot.slot_id, "3", PHONE, 2, name="Heron", note="by the window")
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free)
    dialog = editing(qtbot, window, stand)
    hands.type("Egret")
    dialog.editing.form.phone.edit.selectAll()
    dialog.editing.form.phone.edit.setFocus()
    hands.type(NUMBER)
    dialog.editing.form.party.press(4)
    hands.press(ESCAPE)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    return made


def of_table_3(window: MainWindow) -> Reservation:
    held = shown(window, "3", 20).reservation
    assert held is not None
    return held


def test_changes_that_were_left_stand_there_again_and_are_saved_once(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, held: Reservation
) -> None:
    assert stand.booked() == [held]
    dialog = editing(qtbot, window, stand)
    assert dialog.message.text() == "What was typed here before is back. It is not saved yet."
    filled = dialog.editing.form.filled()
    party = filled.party
    assert (filled.phone, party.name, party.note) == (NUMBER, "Egret", "by the window")
    assert party.size == 4
    hands.type("s")  # behind what stands there, not in its place
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Changed: table 3, "), timeout=10_000)
    (after,) = stand.booked()
    assert (after.reserved_by, after.name, after.party_size) == ("+442079460999", "Egrets", 4)
    qtbot.waitUntil(lambda: of_table_3(window).name == "Egrets")
    assert editing(qtbot, window, stand).message.text() == ""


@pytest.mark.usefixtures("held")
def test_changes_that_were_left_are_those_of_one_reservation(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), "07400 123458", by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free)
    window.acts.open_edit(stand.restaurant, shown(window, "4", 20), 2)
    other = dialog_of(window, SlotDialog)
    assert (other.editing.form.name.text(), other.message.text()) == ("", "")
    hands.press(ESCAPE)
    assert editing(qtbot, window, stand).editing.form.name.text() == "Egret"


def test_what_another_station_has_saved_since_is_not_typed_over(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, held: Reservation
) -> None:
    stand.rival.edit_reservation(held.id, name="Bittern", party_size=4)
    qtbot.waitUntil(lambda: of_table_3(window).name == "Bittern")
    dialog = editing(qtbot, window, stand)
    assert "is back, except where something else has been saved" in dialog.message.text()
    filled = dialog.editing.form.filled()
    assert (filled.phone, filled.party.name, filled.party.size) == (NUMBER, "Bittern", 4)
    hands.press(ESCAPE)
    stand.rival.edit_reservation(held.id, phone="07400 123459")
    qtbot.waitUntil(lambda: of_table_3(window).reserved_by == "+447400123459")
    dialog = editing(qtbot, window, stand)
    assert "is not shown" in dialog.message.text()
    assert dialog.editing.form.phone.text() == "07400 123459"


@pytest.mark.usefixtures("held")
def test_changes_that_were_left_go_where_a_guest_is_erased(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.acts.hear([Change(kind="erased")])
    dialog = editing(qtbot, window, stand)
    assert (dialog.message.text(), dialog.editing.form.name.text()) == ("", "Heron")


@pytest.mark.usefixtures("held")
def test_changes_that_were_saved_although_no_answer_came_are_not_said_to_be_back(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    (now,) = stand.booked()
    stand.rival.edit_reservation(now.id, phone="020 79460999", name="Egret", party_size=4)
    qtbot.waitUntil(lambda: of_table_3(window).name == "Egret")
    assert editing(qtbot, window, stand).message.text() == ""
