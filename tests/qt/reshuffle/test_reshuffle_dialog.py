"""Nothing is free for a party: who would move is shown, kept where the host wants, and done."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.command_rows import MoveRow
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.reshuffle.reshuffle_dialog import ReshuffleDialog
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.hands import Hands, chosen, message, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, dialog_of, shown

ENTER, F1 = Qt.Key.Key_Return, Qt.Key.Key_F1
# Tables 1 to 4 seat 2, 4, 4 and 8.
Seated = dict[str, tuple[str, int]]


@pytest.fixture
def seat(qtbot: QtBot, window: MainWindow, stand: Stand) -> Callable[[Seated], None]:
    """Let another station reserve tables of 20:00: seat({"4": ("Dahl", 2)})."""

    def take(parties: Seated) -> None:
        for n, (table, (name, size)) in enumerate(parties.items()):
            slot = stand.slot(table, 20)
            stand.rival.reserve(slot.slot_id, table, f"07400 12340{n}", size, name=name)
        qtbot.waitUntil(
            lambda: all(not shown(window, table, 20).is_free for table in parties), timeout=15_000
        )

    return take


def at_20(stand: Stand) -> dict[str, str]:
    """Return who holds which table at 20:00, as another station sees it."""
    return {r.table_id: r.name for r in stand.booked() if r.starts_at.hour == 20}


def opened(qtbot: QtBot, window: MainWindow) -> ReshuffleDialog:
    """Wait until the dialog has read its hour."""
    dialog = dialog_of(window, ReshuffleDialog)
    qtbot.waitUntil(lambda: dialog.is_whole, timeout=15_000)
    return dialog


@pytest.fixture
def ask_in_a_full_room(
    qtbot: QtBot, window: MainWindow, hands: Hands, seat: Callable[[Seated], None]
) -> Callable[[str], ReshuffleDialog]:
    """Type a line for 20:00, when only table 1 is free, and open the moves that it is offered."""

    def ask(line: str) -> ReshuffleDialog:
        seat({"2": ("Ada", 2), "3": ("Bo", 2), "4": ("Cy", 3)})
        hands.type(line)
        hands.press(ENTER)
        return opened(qtbot, window)

    return ask


def test_two_keys_after_the_line_move_a_party_and_reserve_and_one_takes_it_back(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    seat: Callable[[Seated], None],
    record_property: Callable[[str, object], None],
) -> None:
    seat({"4": ("Dahl", 2)})
    hands.type("8 20 07400123456 Cohen")
    assert rows(window)[0] == "Free table 4 by moving 1 party, 20:00, Dahl to table 1."
    assert message(window) == "No table is free for 8 at 20:00, but one can be freed."
    assert isinstance(chosen(window), MoveRow)
    hands.press(ENTER)
    dialog = opened(qtbot, window)
    assert dialog.windowTitle() == "Free table 4 by moving 1 party"
    assert dialog.moves.text() == "Dahl, party of 2: From table 4 to table 1, 2 seats"
    assert dialog.act_button.text() == "Move 1 party, reserve table 4"
    qtbot.waitUntil(lambda: not dialog._unseen.isActive())  # they can be read
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("1 party moved and reserved: table 4"))
    assert at_20(stand) == {"1": "Dahl", "4": "Cohen"}
    assert not window.acts.is_open
    assert window.top.line.text() == ""
    record_property("measured", f"a party that fits by moving others: {len(hands.keys)} keys")
    assert len(hands.keys) == 2
    assert stand.remembered() == [r.id for r in stand.booked() if r.name == "Cohen"]
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(
        lambda: window.notice.startswith("Undone, and 1 party is at its table again: table 4")
    )
    assert at_20(stand) == {"4": "Dahl"}


def test_who_was_typed_where_others_would_move_is_offered_in_the_next_dialog_once_that_is_left(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    seat: Callable[[Seated], None],
) -> None:
    seat({"4": ("Dahl", 2)})
    hands.type("8 20")
    hands.press(ENTER)
    opened(qtbot, window)
    hands.type("07400123456")
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    window.acts.open_slot(stand.restaurant, shown(window, "4", 21), 8)
    dialog = dialog_of(window, SlotDialog)
    assert "07400 123456" in dialog.reserving.others.text()


def test_who_is_kept_stays_and_others_move_or_nobody(
    ask_in_a_full_room: Callable[[str], ReshuffleDialog],
) -> None:
    dialog = ask_in_a_full_room("4 20")
    assert dialog.moves.text() == "Ada, party of 2: From table 2 to table 1, 2 seats"
    dialog.moves.boxes[0].click()
    assert dialog.moves.text().splitlines() == [
        "Bo, party of 2: From table 3 to table 1, 2 seats",
        "Ada, party of 2: Stays at table 2",
    ]
    assert dialog.windowTitle() == "Free table 3 by moving 1 party"
    dialog.moves.boxes[0].click()
    assert dialog.windowTitle() == "No table can be freed"
    assert dialog.act_button.isHidden()
    assert dialog.message.text() == "While they stay, no moves free a table for a party of 4."
    dialog.moves.boxes[0].click()
    assert dialog.act_button.text() == "Move 1 party, reserve table 2"
    dialog.form_of_guest.party.press(2)
    assert dialog.windowTitle() == "Table 1 is free"
    assert dialog.act_button.text() == "Reserve table 1"


def test_a_table_taken_between_offer_and_word_is_told_and_the_new_moves_stand_there(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    seat: Callable[[Seated], None],
) -> None:
    seat({"4": ("Dahl", 2)})
    hands.type("8 20 07400123456")
    hands.press(ENTER)
    dialog = opened(qtbot, window)
    taken = stand.slot("1", 20)
    stand.rival.reserve(taken.slot_id, "1", "07400 123499", 2, name="Quick")
    hands.press(ENTER)  # before this station has heard of it
    qtbot.waitUntil(
        lambda: dialog.moves.text() == "Dahl, party of 2: From table 4 to table 2, 4 seats"
    )
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert at_20(stand) == {"1": "Quick", "4": "Dahl"}
    assert dialog.message.kind in ("error", "warn")
    qtbot.waitUntil(lambda: not dialog._unseen.isActive())  # they can be read
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("1 party moved and reserved: table 4"))
    assert at_20(stand) == {"1": "Quick", "2": "Dahl", "4": ""}


def test_the_guest_of_another_table_of_the_hour_is_asked_for_a_second_one(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, seat: Callable[[Seated], None]
) -> None:
    seat({"4": ("Dahl", 2)})
    own = stand.slot("2", 20)
    stand.rival.reserve(own.slot_id, "2", PHONE, 2, name="Own")
    hands.type(f"8 20 {PHONE.replace(' ', '')}")
    hands.press(ENTER)
    dialog = opened(qtbot, window)
    hands.press(ENTER)
    qtbot.waitUntil(lambda: "already holds table 2 at 20:00" in dialog.message.text())
    assert dialog.message.action_button.text() == "Reserve a second table"
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("1 party moved and reserved: table 4"))
    assert at_20(stand) == {"1": "Dahl", "2": "Own", "4": ""}


def test_moves_whose_answer_never_came_are_tried_again_from_the_notice_and_made_once(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    station: Station,
    stand: Stand,
    seat: Callable[[Seated], None],
) -> None:
    seat({"4": ("Dahl", 2)})
    hands.type("8 20 07400123456 Cohen")
    hands.press(ENTER)
    opened(qtbot, window)
    real, calls = station.reserve, []

    def unclear(*asked: Any, **more: Any) -> Reservation:
        calls.append(more["reservation_id"])
        made = real(*asked, **more)
        if len(calls) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return made

    station.reserve = unclear  # type: ignore[method-assign]  # the answer is lost
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice == "The database did not answer in time.")
    assert not window.acts.is_open
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("1 party moved and reserved: table 4"))
    assert len(calls) == 2
    assert len(set(calls)) == 1
    assert at_20(stand) == {"1": "Dahl", "4": "Cohen"}


def test_who_waits_gets_a_table_by_moving_others_and_waits_no_longer(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, seat: Callable[[Seated], None]
) -> None:
    seat({"4": ("Dahl", 8)})
    slot = stand.slot("4", 20)
    stand.rival.wait(stand.restaurant.id, slot.slot_id, 8, PHONE, name="Heron")
    (held,) = stand.booked()
    stand.rival.edit_reservation(held.id, party_size=2)
    window.waiting.open(slot, 8)
    waits = dialog_of(window, WaitDialog)
    qtbot.waitUntil(lambda: [b.text() for b in waits.row_buttons("free")] == ["Free table 4"])
    waits.row_buttons("free")[0].click()
    dialog = opened(qtbot, window)
    assert dialog.form_of_guest.isHidden()
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("1 party moved and reserved: table 4"))
    assert at_20(stand) == {"1": "Dahl", "4": "Heron"}
    assert stand.rival.waitlist(stand.restaurant.id).entries == ()


def test_wherever_the_hour_is_full_the_moves_are_offered_with_what_was_typed(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, seat: Callable[[Seated], None]
) -> None:
    # The dialog of the only table for eight, which is taken meanwhile.
    window.set_party_size(8)
    window.acts.open_slot(stand.restaurant, shown(window, "4", 20), 8)
    lost = dialog_of(window, SlotDialog)
    QTest.keyClicks(lost.reserve_form.phone.edit, PHONE)
    QTest.keyClicks(lost.reserve_form.name.edit, "Cohen")
    seat({"4": ("Dahl", 2)})
    qtbot.waitUntil(lambda: "Free table 4" in lost.reserving.others.text())
    hands.press(F1)
    dialog = opened(qtbot, window)
    filled = dialog.form_of_guest.filled()
    assert (filled.phone, filled.party.name, filled.party.size) == (PHONE, "Cohen", 8)
    dialog.reject()
    # The list of free tables, where there is none at that hour.
    hour = shown(window, "4", 20).at
    window.view.set_hours(HourFilter(hour, is_only=True))
    assert window.view.available.empty.isVisible()
    button = window.view.available.empty.buttons[0]
    assert button.text() == "20:00, free table 4"
    button.click()
    opened(qtbot, window).reject()
    # The waitlist of that hour.
    window.waiting.open(stand.slot("4", 20), 8, PHONE, "Cohen")
    waits = dialog_of(window, WaitDialog)
    qtbot.waitUntil(lambda: waits.message.text() == "Nobody has to wait, if others move.")
    waits.message.action_button.click()
    filled = opened(qtbot, window).form_of_guest.filled()
    assert (filled.phone, filled.party.name) == (PHONE, "Cohen")


def test_enter_as_other_moves_come_in_the_place_of_those_that_were_read_moves_nobody(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    ask_in_a_full_room: Callable[[str], ReshuffleDialog],
) -> None:
    dialog = ask_in_a_full_room("4 20 07400123456 Cohen")
    assert dialog.moves.text().startswith("Ada")
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    ada = next(each for each in stand.booked() if each.name == "Ada")
    stand.rival.edit_reservation(ada.id, party_size=3)  # who does not fit at table 1 any more
    qtbot.waitUntil(lambda: dialog.moves.text().startswith("Bo"), timeout=10_000)
    hands.press(ENTER)
    assert not window.seat.is_busy
    assert at_20(stand) == {"2": "Ada", "3": "Bo", "4": "Cy"}
    dialog._unseen.stop()
    hands.press(ENTER)
    qtbot.waitUntil(lambda: at_20(stand) == {"1": "Bo", "2": "Ada", "3": "Cohen", "4": "Cy"})


def test_a_table_is_freed_for_an_unusual_number_by_an_enter_after_it_can_be_read(
    qtbot: QtBot,
    hands: Hands,
    stand: Stand,
    ask_in_a_full_room: Callable[[str], ReshuffleDialog],
) -> None:
    dialog = ask_in_a_full_room("4 20 0740012345 Cohen")
    hands.press(ENTER)
    check = dialog.form_of_guest.phone.check()
    assert (check, dialog.is_busy) == ("Unusual number: read it to the guest", False)

    def is_heard() -> bool:
        hands.press(ENTER)
        return dialog.is_busy

    qtbot.waitUntil(is_heard)
    qtbot.waitUntil(lambda: "Cohen" in at_20(stand).values())


def test_a_second_table_that_was_asked_about_is_asked_about_anew_for_other_moves(
    qtbot: QtBot,
    hands: Hands,
    stand: Stand,
    ask_in_a_full_room: Callable[[str], ReshuffleDialog],
) -> None:
    dialog = ask_in_a_full_room("4 20 07400123402")  # Cy's
    hands.press(ENTER)
    qtbot.waitUntil(lambda: "already holds" in dialog.message.text(), timeout=10_000)
    ada = next(each for each in stand.booked() if each.name == "Ada")
    stand.rival.edit_reservation(ada.id, party_size=3)
    qtbot.waitUntil(lambda: dialog.moves.text().startswith("Bo"), timeout=10_000)
    assert dialog.message.text() == "The room has changed. This is what it takes now."
    assert dialog.message.action_button.isHidden()


@pytest.mark.parametrize("is_refused", [False, True], ids=["done", "refused"])
def test_enter_while_an_earlier_act_is_written_moves_after_it_or_says_why_not(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    station: Station,
    stand: Stand,
    seat: Callable[[Seated], None],
    is_refused: bool,
) -> None:
    seat({"4": ("Dahl", 2)})
    other = stand.reserve(stand.slot("3", 19), OTHER_PHONE)
    hands.type("8 20 07400123456 Cohen")
    hands.press(ENTER)
    dialog = opened(qtbot, window)
    station.gate.clear()
    window.seat.step(other)
    if is_refused:
        stand.rival.cancel(other.id)
    hands.press(ENTER)
    assert dialog.is_busy
    station.gate.set()
    qtbot.waitUntil(lambda: not window.is_writing and not dialog.is_busy)
    assert at_20(stand) == ({"4": "Dahl"} if is_refused else {"1": "Dahl", "4": "Cohen"})
    assert window.acts.is_open == is_refused
    if is_refused:
        assert dialog.message.kind == "error"
