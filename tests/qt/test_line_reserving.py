"""What was typed is reserved with two keys, and nothing typed is lost where it is refused."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import ACT_2, DOWN, ENTER, ESCAPE, UP, Hands, chosen, message, rows, settled
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, shown


def test_a_table_is_reserved_from_anywhere_with_two_keys(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, record_property: Any
) -> None:
    hands.type(ACT_2)
    assert rows(window)[0] == "Reserve table 2 at 20:00 for 4, Cohen, best fit, Seats exactly 4."
    is_writing = []
    for _ in range(2):
        hands.press(ENTER)
        is_writing.append(window.desk.is_writing)
    assert is_writing == [False, True]
    qtbot.waitUntil(lambda: bool(window.notice))
    day = f"{stand.day:%a} {stand.day.day} {stand.day:%B}"
    assert window.notice == f"Reserved: table 2, {day}, 20:00, Cohen, party of 4."
    (made,) = stand.booked()
    assert (made.table_id, made.party_size, made.name) == ("2", 4, "Cohen")
    assert made.reserved_by == "+447400123456"
    assert stand.remembered() == [made.id]
    assert window.top.line.text() == ""
    assert (window.top.party.value, window.view.party_size) == (2, 2)
    assert window.view.all.list.hasFocus()  # where it is picked
    assert len(hands.keys) == 2
    record_property("measured", f"act 2: {len(hands.keys)} keys beyond what is typed")


def test_the_arrows_choose_another_table(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type(ACT_2)
    hands.press(DOWN, DOWN, DOWN, UP, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert [made.table_id for made in stand.booked()] == ["3"]


def test_a_finger_needs_the_line_and_one_button(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    panel = window.desk.panel
    QTest.mouseClick(window.top.line, Qt.MouseButton.LeftButton)
    Hands(window).type(ACT_2)
    assert panel.act_button.text() == "Reserve table 2"
    second = panel.list.visualRect(panel.model.index(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert panel.act_button.text() == "Reserve table 3"
    assert window.top.line.hasFocus()
    QTest.mouseClick(panel.act_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert [made.table_id for made in stand.booked()] == ["3"]


def test_another_day_is_read_and_reserved(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("2 tomorrow 8pm 07400123456")
    qtbot.waitUntil(lambda: bool(rows(window)))
    day = stand.day + timedelta(days=1)
    named = f"{day:%a} {day.day} {day:%B}"
    assert rows(window)[0].startswith(f"Reserve table 1 on {named} at 20:00 for 2, 07400 123456,")
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert f"{named}, 20:00" in window.notice
    (made,) = stand.rival.reservations_on(stand.restaurant.id, day)
    assert made.table_id == "1"


def test_a_table_of_another_day_that_is_taken_meanwhile_is_offered_no_more(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("2 tomorrow 8pm 07400123456")
    qtbot.waitUntil(lambda: bool(rows(window)))
    assert rows(window)[0].startswith("Reserve table 1 on ")
    taken = stand.slot("1", 20, later=1)
    held = stand.rival.reserve(taken.slot_id, "1", OTHER_PHONE, 2)
    qtbot.waitUntil(lambda: rows(window)[0].startswith("Reserve table 2 on "), timeout=10_000)
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: rows(window)[0].startswith("Reserve table 1 on "), timeout=10_000)


def test_a_table_of_another_day_that_was_refused_is_read_again(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("2 tomorrow 8pm 07400123456")
    qtbot.waitUntil(lambda: bool(rows(window)))
    window.live.follower.stop()  # nothing is told any more
    taken = stand.slot("1", 20, later=1)
    stand.rival.reserve(taken.slot_id, "1", OTHER_PHONE, 2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: rows(window)[0].startswith("Reserve table 2 on "), timeout=10_000)
    assert "has just been taken" in message(window)


def test_the_answer_about_a_day_that_is_no_longer_typed_is_dropped(
    qtbot: QtBot, window: MainWindow, hands: Hands, station: Station, stand: Stand
) -> None:
    station.reads.clear()
    asked = station.whole_readings
    hands.type("2 tomorrow")
    qtbot.waitUntil(lambda: station.whole_readings > asked)
    assert message(window).endswith(" is being read.")
    hands.press(*[Qt.Key.Key_Backspace] * len("tomorrow"))
    hands.type("today")
    station.reads.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert rows(window)[0] == "19:00, table 1, best fit, Seats exactly 2."


def test_while_a_table_is_chosen_the_other_stations_are_told(
    window: MainWindow, hands: Hands
) -> None:
    hands.type(ACT_2)
    places = [window.signs.place]
    for key in (ENTER, ESCAPE):
        hands.press(key)
        places.append(window.signs.place)
    assert places == [None, shown(window, "2", 20).place, None]


def test_who_a_number_belongs_to_is_said_while_it_is_typed(
    qtbot: QtBot, window: MainWindow, stand: Stand, hands: Hands
) -> None:
    slot = stand.slot("2", 18)
    gone = stand.controller.reserve(slot.slot_id, "2", PHONE, 2, name="Marsh", allergy=True)
    stand.miss(gone)
    hands.type("4 20 07400123456")
    qtbot.waitUntil(lambda: message(window).startswith("Known guest: Marsh. Has an allergy. "))
    assert "1 missed reservation." in message(window)
    hands.press(Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: "Marsh" not in message(window))
    hands.type("7")
    qtbot.waitUntil(lambda: settled(window)() and stand.tasks.is_idle)
    assert "Known guest" not in message(window)


def test_without_a_number_the_dialog_opens_with_what_was_typed(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    hands.type("3 20 Cohen")
    hands.press(ENTER, ENTER)
    dialog = dialog_of(window, SlotDialog)
    assert not window.desk.panel.isVisible()
    filled = dialog.reserve_form.filled()
    assert (filled.party.name, filled.party.size, filled.phone) == ("Cohen", 3, "")
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(window.desk.panel.isVisible)
    assert window.top.line.text() == "3 20 Cohen"


def test_a_table_that_has_just_gone_is_said_and_the_next_best_stands_first(
    qtbot: QtBot, window: MainWindow, hands: Hands, station: Station, stand: Stand
) -> None:
    hands.type(ACT_2)
    station.gate.clear()
    hands.press(ENTER, ENTER)
    assert window.desk.is_writing
    stand.reserve(stand.slot("2", 20), OTHER_PHONE, by=stand.rival)
    station.gate.set()
    qtbot.waitUntil(lambda: settled(window)() and bool(message(window)))
    assert message(window).startswith("Table 2 at 20:00 ")
    assert window.top.line.text() == ACT_2
    qtbot.waitUntil(lambda: rows(window)[0].startswith("Reserve table 3 at 20:00"))
    assert chosen(window) is None
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert sorted(made.table_id for made in stand.booked()) == ["2", "3"]


def test_the_chosen_table_that_another_station_takes_is_said(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type(ACT_2)
    hands.press(ENTER)
    stand.reserve(stand.slot("2", 20), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: bool(message(window)), timeout=10_000)
    assert message(window) == "Table 2 at 20:00 has just been taken."
    assert chosen(window) is None
    assert rows(window)[0].startswith("Reserve table 3 at 20:00")


def test_a_second_table_for_one_guest_is_taken_only_on_purpose(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("3", 20), by=stand.rival)
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: "already holds table 3" in message(window))
    assert rows(window)[0].startswith("Reserve a second table: 2 at 20:00 for 4, Cohen")
    assert not any(row.startswith("Reserve table 2 at 20:00") for row in rows(window))
    assert (chosen(window), len(stand.booked())) == (None, 1)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert sorted(made.table_id for made in stand.booked()) == ["2", "3"]


class LosesAnswers(Station):
    """A station whose first answer never comes, although the work is done."""

    is_saving = True

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        self.ids = [*getattr(self, "ids", []), more["reservation_id"]]
        if len(self.ids) > 1:
            return super().reserve(*asked, **more)
        if self.is_saving:
            super().reserve(*asked, **more)
        raise Outage("It is not known whether this was saved.", may_be_saved=True)


def reserve_in_vain(
    qtbot: QtBot, open_window: OpenWindow, station: LosesAnswers
) -> tuple[MainWindow, Hands]:
    """Reserve at such a station, until it is said that nobody knows, or that it is done."""
    window = open_window(controller=station)
    hands = Hands(window)
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: "not known" in message(window) or bool(window.notice))
    return window, hands


@pytest.mark.parametrize("is_saving", [True, False])
def test_an_answer_that_never_came_is_asked_for_again_and_never_twice(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock, *, is_saving: bool
) -> None:
    station = LosesAnswers(stand.store, clock)
    station.is_saving = is_saving
    window, hands = reserve_in_vain(qtbot, open_window, station)
    if not is_saving:
        assert window.top.line.isReadOnly()
        assert window.top.line.text() == ACT_2
        hands.press(ENTER)
    qtbot.waitUntil(lambda: bool(window.notice), timeout=10_000)
    assert len(set(station.ids)) == 1
    assert len(stand.booked()) == 1
    assert window.top.line.text() == ""
    assert not window.top.line.isReadOnly()


def test_a_host_who_leaves_an_unclear_answer_is_told_so_first(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    station = LosesAnswers(stand.store, clock)
    station.is_saving = False
    window, hands = reserve_in_vain(qtbot, open_window, station)
    hands.press(ESCAPE)
    assert message(window).endswith("Escape once more leaves.")
    assert window.top.line.text() == ACT_2
    hands.press(ESCAPE)
    assert window.notice.startswith("It is not known whether table 2 at 20:00 was reserved.")
    assert not window.desk.panel.isVisible()


class FallsSilent(LosesAnswers):
    """One whose database is silent from then on."""

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        try:
            return super().reserve(*asked, **more)
        except Outage:
            self.is_silent = True
            raise


def test_a_reservation_that_was_left_without_an_answer_is_what_is_taken_back_next(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    before = stand.reserve(stand.slot("3", 20), OTHER_PHONE)
    station = FallsSilent(stand.store, clock)
    window, hands = reserve_in_vain(qtbot, open_window, station)
    window.seat.remember(before.id)
    hands.press(ESCAPE, ESCAPE)
    assert window.notice.startswith("It is not known whether table 2 at 20:00 was reserved.")
    station.is_silent = False
    qtbot.waitUntil(lambda: window.live.is_live and window.is_settled, timeout=15_000)
    hands.press(Qt.Key.Key_Z, beside=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.notice.startswith("The reservation is undone: table 2, "))
    assert [held.id for held in stand.booked()] == [before.id]


def test_while_it_is_not_known_whether_the_line_reserved_nothing_before_that_is_taken_back(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    before = stand.reserve(stand.slot("3", 20), OTHER_PHONE)
    station = LosesAnswers(stand.store, clock)
    station.is_saving = False
    window = open_window(controller=station)
    window.seat.remember(before.id)
    hands = Hands(window)
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: "not known" in message(window))
    hands.press(Qt.Key.Key_Z, beside=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.notice.startswith("There is nothing to undo: "))
    assert [held.id for held in stand.booked()] == [before.id]
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table 2, "))
    hands.press(Qt.Key.Key_Z, beside=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.notice.startswith("The reservation is undone: table 2, "))
    assert [held.id for held in stand.booked()] == [before.id]


def test_a_window_that_is_closed_waits_for_the_line(
    qtbot: QtBot, window: MainWindow, hands: Hands, station: Station, stand: Stand
) -> None:
    hands.type(ACT_2)
    station.gate.clear()
    hands.press(ENTER, ENTER)
    assert not window.close()
    with qtbot.waitSignal(window.closing):
        station.gate.set()
    assert len(stand.booked()) == 1
