"""A party waits for a full hour, and is offered the first table that is given back, everywhere."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt import words
from resv_desktop.qt.command_rows import WaitRow
from resv_desktop.qt.day_rows import Heading
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.hands import Hands, chosen, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, dialog_of, press, shown

ENTER, W, UP = Qt.Key.Key_Return, Qt.Key.Key_W, Qt.Key.Key_Up
F8, F9, CTRL = Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def held(qtbot: QtBot, window: MainWindow, stand: Stand) -> Reservation:
    """The only table for eight at 20:00, which another party holds."""
    made = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    return made


def waiting(stand: Stand) -> list[Waiting]:
    """Return who waits, as another station sees it."""
    return list(stand.rival.waitlist(stand.restaurant.id).entries)


def wait_elsewhere(stand: Stand, party: int = 8, phone: str = PHONE, name: str = "") -> Waiting:
    """Put a party on the waitlist of 20:00 at another station."""
    slot = stand.slot("4", 20)
    return stand.rival.wait(stand.restaurant.id, slot.slot_id, party, phone, name=name)


def is_offered(window: MainWindow, says: str) -> bool:
    """Whether the row over the day says this."""
    return window.waiting.row.isVisible() and says in window.waiting.row.text()


# --- to the waitlist


def test_w_the_number_and_enter_put_a_party_on_the_waitlist_of_a_full_hour(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    held: Reservation,
    record_property: Any,
) -> None:
    hands.type("8 20")
    assert rows(window)[-1].startswith("Waitlist of 20:00: party of 8, full, ")
    hands.press(W)
    assert window.top.line.text() == "8 20 w "
    assert isinstance(chosen(window), WaitRow)
    hands.type("07400123456")
    assert rows(window)[0].startswith(
        "Put on the waitlist of 20:00: party of 8, 07400 123456, full, "
    )
    assert window.desk.panel.act_button.text() == "Put on the waitlist"
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("On the waitlist: "))
    (entry,) = waiting(stand)
    assert (entry.party_size, entry.phone, entry.slot_id) == (8, "+447400123456", held.slot_id)
    assert window.top.line.text() == ""
    record_property("measured", f"act 11: {len(hands.keys)} keys beyond what is typed")
    assert len(hands.keys) == 2
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("The entry on the waitlist is undone: "))
    assert waiting(stand) == []


@pytest.mark.usefixtures("held")
def test_an_entry_whose_answer_never_came_is_not_made_twice_by_the_same_enter(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    real, calls = station.wait, []

    def unclear(*asked: Any, **more: Any) -> Waiting:
        made = real(*asked, **more)
        calls.append(more["request_id"])
        if len(calls) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return made

    station.wait = unclear  # type: ignore[method-assign]  # the answer is lost
    window.waiting.open(stand.slot("4", 20), 8, PHONE, "Heron")
    dialog = dialog_of(window, WaitDialog)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() == "The database did not answer in time.")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("On the waitlist: "))
    assert len(set(calls)) == 1
    assert [entry.name for entry in waiting(stand)] == ["Heron"]


def test_a_table_reserved_there_without_an_answer_is_tried_again_and_nobody_is_made_to_wait(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    real, calls = station.reserve, []

    def unclear(*asked: Any, **more: Any) -> Reservation:
        calls.append(more["reservation_id"])
        made = real(*asked, **more)
        if len(calls) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return made

    station.reserve = unclear  # type: ignore[method-assign]  # the answer is lost
    window.waiting.open(stand.slot("4", 20), 8, PHONE, "Heron")
    dialog = dialog_of(window, WaitDialog)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Reserve table 4")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: window.notice == "The database did not answer in time.")
    assert not window.acts.is_open
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table 4, "))
    assert len(set(calls)) == 1
    assert [held.name for held in stand.booked()] == ["Heron"]
    assert waiting(stand) == []


@pytest.mark.usefixtures("held")
def test_the_heading_of_a_full_hour_opens_its_waitlist(qtbot: QtBot, window: MainWindow) -> None:
    window.show_typed_party(8)
    qtbot.waitUntil(lambda: window.view.is_whole)
    free = window.view.available.list
    for hour, is_full in ((21, False), (20, True)):
        heading = next(
            n
            for n, row in enumerate(free.rows.rows)
            if isinstance(row, Heading) and row.starts_at.hour == hour
        )
        middle = free.visualRect(free.rows.index(heading)).center()
        QTest.mouseClick(free.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert window.acts.is_open is is_full
    assert dialog_of(window, WaitDialog).slot.starts_at.hour == 20


def test_where_a_table_is_free_w_offers_no_waitlist(window: MainWindow, hands: Hands) -> None:
    hands.type("4 20 w")
    assert not any("aitlist" in row for row in rows(window))


@pytest.mark.usefixtures("held")
def test_without_a_number_the_form_opens_and_says_why_not_where_something_is_wrong(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("8 20 w")
    hands.press(ENTER)
    dialog = dialog_of(window, WaitDialog)
    assert dialog.form_of_guest.filled().party.size == 8
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.message.kind == "error"
    QTest.keyClicks(dialog.form_of_guest.phone.edit, PHONE)
    QTest.keyClicks(dialog.form_of_guest.name.edit, "Heron")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: bool(waiting(stand)))
    assert [(e.name, e.party_size) for e in waiting(stand)] == [("Heron", 8)]
    qtbot.waitUntil(lambda: window.notice.startswith("On the waitlist: "))


@pytest.mark.usefixtures("held")
def test_who_waits_is_seen_and_taken_off_in_the_dialog(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    wait_elsewhere(stand, name="Heron")
    qtbot.waitUntil(lambda: bool(window.waiting.reader.now.entries), timeout=10_000)
    window.waiting.open(stand.slot("4", 20), 8)
    dialog = dialog_of(window, WaitDialog)
    (button,) = dialog.row_buttons("remove")
    assert button.accessibleName() == "Take Heron off the waitlist"
    assert button.height() >= 44
    button.setFocus()
    QTest.keyClick(button, ENTER)
    qtbot.waitUntil(lambda: dialog.row_buttons("remove") == [], timeout=10_000)
    assert waiting(stand) == []
    assert dialog.isVisible()


def test_the_waitlist_of_the_hour_that_is_picked_is_one_key_away(window: MainWindow) -> None:
    window.view.pick(shown(window, "4", 21).key)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert dialog_of(window, WaitDialog).slot.starts_at.hour == 21


def test_on_a_day_without_hours_nobody_can_wait(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.go_to(stand.day + timedelta(days=300))
    qtbot.waitUntil(lambda: window.is_settled)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    day = words.day(stand.day + timedelta(days=300))
    assert window.notice == f"There are no hours on {day}. Nobody can wait for one."
    assert not window.acts.is_open


def test_where_a_table_is_free_the_waitlist_reserves_it_instead_with_enter(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.view.pick(shown(window, "4", 21).key)
    press(window, W, CTRL)
    dialog = dialog_of(window, WaitDialog)
    dialog.form_of_guest.party.press(8)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Reserve table 4")
    assert dialog.message.text() == "Table 4 is free and seats 8. Nobody has to wait."
    dialog.form_of_guest.party.press(2)
    assert dialog.act_button.text() == "Reserve table 1"
    dialog.form_of_guest.party.press(8)
    QTest.keyClicks(dialog.form_of_guest.phone.edit, PHONE)
    QTest.keyClicks(dialog.form_of_guest.name.edit, "Heron")
    QTest.keyClick(dialog.form_of_guest.name.edit, ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table 4, "))
    assert [(r.name, r.party_size, r.table_id) for r in stand.booked()] == [("Heron", 8, "4")]
    assert window.view.picked is not None
    assert (window.view.picked.table_id, window.view.picked.starts_at.hour) == ("4", 21)
    assert [r.table_id for r in stand.memory.reservations(stand.controller.now())] == ["4"]
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: stand.booked() == [])


def test_a_table_that_goes_while_the_waitlist_is_open_is_no_longer_promised(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.waiting.open(stand.slot("4", 20), 8)
    dialog = dialog_of(window, WaitDialog)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Reserve table 4")
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Put on the waitlist", timeout=10_000)
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Reserve table 4", timeout=10_000)


def test_who_waits_is_given_a_free_table_in_the_dialog_with_one_key(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    wait_elsewhere(stand, name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    window.waiting.open(stand.slot("4", 20), 8)
    dialog = dialog_of(window, WaitDialog)
    (button,) = dialog.row_buttons("give")
    assert button.text() == "F8  Reserve table 4"
    assert button.accessibleName() == "Reserve table 4 for Heron"
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.form_of_guest.phone.edit, F8)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved from the waitlist: table 4, "))
    qtbot.waitUntil(lambda: not window.findChildren(WaitDialog))
    assert [r.name for r in stand.booked()] == ["Heron"]
    assert waiting(stand) == []


# --- a table that is given back


def test_a_table_that_another_station_gives_back_is_offered_and_reserved_with_one_press(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    entry = wait_elsewhere(stand, name="Heron")
    qtbot.waitUntil(lambda: bool(window.waiting.reader.now.entries), timeout=10_000)
    assert not window.waiting.row.isVisible()
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Table 4 at 20:00 is free."), timeout=10_000)
    assert "Heron, party of 8, waits since " in window.waiting.row.text()
    assert "07400 123456" in window.waiting.row.text()
    assert window.view.available.list.hasFocus()
    row = window.waiting.row
    assert (row.reserve_button.text(), row.pass_button.text()) == (
        "F8  Reserve table 4",
        "F9  Pass over",
    )
    assert row.reserve_button.accessibleName() == "Reserve it for Heron"
    assert min(row.reserve_button.height(), row.pass_button.height()) >= 44
    row.reserve_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved from the waitlist: table 4, "))
    (made,) = stand.booked()
    assert (made.name, made.party_size, waiting(stand)) == ("Heron", 8, [])
    qtbot.waitUntil(lambda: not row.isVisible())
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    assert stand.booked() == []
    assert [e.id for e in waiting(stand)] == [entry.id]


def test_who_is_passed_over_waits_on_and_the_next_one_is_offered_the_table(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    wait_elsewhere(stand, name="Heron")
    wait_elsewhere(stand, party=7, phone="07400 123458", name="Wren")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    window.waiting.row.pass_button.click()
    qtbot.waitUntil(partial(is_offered, window, "Wren"), timeout=10_000)
    assert [e.name for e in waiting(stand)] == ["Heron", "Wren"]
    assert window.notice.startswith("Passed over, still waiting: ")
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)


def test_the_offer_is_taken_by_one_key_and_the_new_party_is_picked(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    wait_elsewhere(stand, name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    window.view.pick(shown(window, "1", 19).key)
    qtbot.waitUntil(window.isActiveWindow)
    press(window, F8)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved from the waitlist: table 4, "))
    qtbot.waitUntil(lambda: shown(window, "4", 20).guest == "Heron", timeout=10_000)
    picked = window.view.picked
    assert picked == shown(window, "4", 20)
    assert window.view.all.list.has_picked_row


@pytest.mark.parametrize("key", [F8, F9])
def test_a_key_of_the_offer_says_where_there_is_none(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation, key: Qt.Key
) -> None:
    wait_elsewhere(stand, name="Heron")
    qtbot.waitUntil(lambda: len(window.waiting.reader.now.entries) == 1, timeout=10_000)
    qtbot.waitUntil(window.isActiveWindow)
    press(window, key)
    assert window.notice == "No table is free for anybody who waits, so nothing was done."
    assert (window.seat.is_busy, stand.booked()) == (False, [held])


def test_the_key_of_an_offer_pressed_twice_leaves_what_it_did_to_be_read(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    wait_elsewhere(stand, name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    window.waiting._pressed.setInterval(60_000)  # however long this takes here
    press(window, F8)
    qtbot.waitUntil(lambda: window.waiting.row.offer is None, timeout=10_000)
    says = "Reserved from the waitlist: table 4, "
    qtbot.waitUntil(lambda: window.notice.startswith(says), timeout=10_000)
    press(window, F8)
    assert window.notice.startswith(says)
    assert len(stand.booked()) == 1


def test_until_it_is_known_who_waits_a_key_of_the_offer_says_that(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: window.waiting.reader.is_known, timeout=10_000)
    window.waiting.reader.is_known = False
    press(window, F8)
    assert window.notice == "It is not known yet who waits, so nothing was done."


def test_a_key_pressed_as_another_party_comes_in_the_place_of_the_offered_one_is_not_for_them(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    first = wait_elsewhere(stand, name="Heron")
    wait_elsewhere(stand, party=7, phone="07400 123458", name="Wren")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    qtbot.waitUntil(window.isActiveWindow)
    stand.rival.unwait(first.id)
    qtbot.waitUntil(partial(is_offered, window, "Wren"), timeout=10_000)
    press(window, F8)
    press(window, F9)
    assert not window.seat.is_busy
    qtbot.waitUntil(partial(_reserves, window, stand), timeout=10_000)
    assert [made.name for made in stand.booked()] == ["Wren"]


def _reserves(window: MainWindow, stand: Stand) -> bool:
    """Press, as a host does who has read for whom; return whether that was done."""
    press(window, F8)
    return bool(stand.booked())


def test_the_offer_is_passed_over_by_one_key_from_the_line_too(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, held: Reservation
) -> None:
    wait_elsewhere(stand, name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    qtbot.waitUntil(window.isActiveWindow)
    hands.type("ok")
    hands.press(F9)
    qtbot.waitUntil(lambda: window.notice.startswith("Passed over, still waiting: "))
    qtbot.waitUntil(lambda: not window.waiting.row.isVisible(), timeout=10_000)
    assert [e.passed for e in waiting(stand)] == [("4",)]


def test_the_keys_of_the_offer_are_said_as_they_are_chosen(
    qtbot: QtBot, window: MainWindow, keys: Keys, stand: Stand, held: Reservation
) -> None:
    wait_elsewhere(stand, name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    keys.choose({"reserve_waiting": ["Ctrl+G"], "pass_over": []}, has_single_keys=True)
    row = window.waiting.row
    assert row.reserve_button.text() == "Ctrl+G  Reserve table 4"
    assert row.pass_button.text() == "Pass over"


def test_of_two_stations_that_press_at_once_one_is_told_that_the_other_was_first(
    qtbot: QtBot, window: MainWindow, stand: Stand, held: Reservation
) -> None:
    entry = wait_elsewhere(stand, name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
    offer = window.waiting.row.offer
    stand.rival.reserve_waiting(entry.id, "4")
    window.waiting.row.reserved.emit(offer)
    qtbot.waitUntil(lambda: "another station was first" in window.notice)
    assert len(stand.booked()) == 1
    qtbot.waitUntil(lambda: not window.waiting.row.isVisible(), timeout=10_000)


def test_a_window_that_opens_later_offers_what_is_free_by_then(
    qtbot: QtBot, open_window: Any, stand: Stand
) -> None:
    made = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    wait_elsewhere(stand, name="Heron")
    stand.rival.cancel(made.id)
    window = open_window()
    qtbot.waitUntil(partial(is_offered, window, "Heron"), timeout=10_000)
