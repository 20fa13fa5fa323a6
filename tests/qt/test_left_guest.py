"""A dialog that is left with a guest in it: nothing that was typed has to be typed again."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Change
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
