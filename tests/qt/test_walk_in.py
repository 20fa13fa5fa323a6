"""A party at the door is seated with one key, and what that key does is said before it."""

import threading
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.command_rows import SeatRow
from resv_desktop.qt.command_words import hint, seat
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import NOBODY
from resv_desktop.qt.day_words import seat_in_short
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.reshuffle.reshuffle_dialog import ReshuffleDialog
from resv_desktop.qt.seat_now import seats_now
from tests.qt.days import NOW, TABLES, day, reservation
from tests.qt.hands import Hands, chosen, message, rows
from tests.qt.stand import PHONE, Stand
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, shown

ENTER, DOWN, W = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_W


def offered(on: Day, party: int, minutes: int = 0) -> list[tuple[str, int, bool, int]]:
    """Return where a party is seated so many minutes after 19:08, the first offer first."""
    seats = seats_now(on, party, NOW + timedelta(minutes=minutes), NOBODY)
    return [
        (s.fit.slot.table_id, s.fit.slot.starts_at.hour, s.is_running, s.minutes) for s in seats
    ]


# --- where


def test_the_running_hour_is_offered_before_the_next_until_it_is_nearly_over() -> None:
    assert offered(day(), 4) == [("7", 19, True, 52), ("7", 20, False, 52)]
    assert offered(day(), 4, minutes=37) == [("7", 19, True, 15), ("7", 20, False, 15)]
    assert offered(day(), 4, minutes=38) == [("7", 20, False, 14), ("7", 19, True, 14)]


def test_near_the_end_of_an_hour_nobody_waits_for_a_table_that_is_empty() -> None:
    def said(on: Day, minutes: int) -> list[tuple[str, str]]:
        seats = seats_now(on, 4, NOW + timedelta(minutes=minutes), NOBODY)
        return [(seat_in_short(each, 4), seat(each)) for each in seats]

    coming = ("Seat 4 in 14 min: table 7", "Seat for 20:00: table 7, in 14 minutes")
    at_once = ("Seat 4 now: table 7, until 21:00", "Seat now: table 7, until 21:00")
    held = [reservation(table, 19) for table in TABLES]
    assert said(day(), 38)[0] == at_once
    assert said(day(*held), 38) == [coming]
    assert said(day(), 8)[1][0] == "Seat 4 in 44 min: table 7"


def test_of_equal_tables_of_the_next_hour_one_at_which_nobody_sits_comes_first() -> None:
    assert offered(day(reservation("7", 19)), 4) == [("10", 19, True, 52), ("10", 20, False, 52)]


def test_of_equal_tables_one_that_nobody_has_in_the_next_hour_comes_first() -> None:
    on = day(reservation("7", 20))
    assert offered(on, 4)[0] == ("10", 19, True, 52)
    assert offered(day(reservation("7", 20), reservation("10", 20)), 4)[0] == ("7", 19, True, 52)
    assert offered(day(reservation("7", 20), hours=(19, 20)), 4)[0] == ("10", 19, True, 52)
    slot = next(fit for fit in seats_now(on, 4, NOW, NOBODY)).fit.slot
    takers = {(slot.slot_id, "10"): ("Stand 2",)}
    assert seats_now(on, 4, NOW, takers)[0].fit.slot.table_id == "7"


def test_a_table_whose_party_of_the_hour_before_may_still_sit_comes_after_the_empty_ones() -> None:
    on = day(reservation("7", 18, status="seated"), reservation("10", 18, status="done"))
    assert offered(on, 4, minutes=-8)[0] == ("10", 19, True, 60)
    assert offered(on, 4, minutes=6)[0] == ("10", 19, True, 46)
    assert offered(on, 4, minutes=7)[0] == ("7", 19, True, 45)  # by then they have gone unsaid
    full = day(*(reservation(table, 18, status="seated") for table in TABLES))
    assert offered(full, 4, minutes=-8)[0] == ("7", 19, True, 60)


def test_nobody_is_seated_on_another_day_or_in_an_hour_that_is_far() -> None:
    tomorrow = day(on=day().on + timedelta(days=1))
    assert offered(tomorrow, 4) == []
    assert offered(day(hours=(21, 22)), 4) == []
    assert offered(day(hours=(20,)), 4, minutes=-8) == [("7", 20, False, 60)]
    assert offered(day(hours=(20,)), 4, minutes=-9) == []


# --- the keys


@pytest.mark.parametrize("key", [W, ENTER])
def test_a_digit_and_one_key_seat_a_walk_in_without_a_number(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, key: Qt.Key, record_property: Any
) -> None:
    hands.type("4")
    assert rows(window)[0] == "Seat now: table 2, 52 minutes left, walk-in, Seats exactly 4."
    assert isinstance(chosen(window), SeatRow)
    assert window.desk.panel.act_button.text() == "Seat at table 2"
    hands.press(key)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))
    assert "Walk-in, party of 4" in window.notice
    (made,) = stand.booked()
    assert (made.table_id, made.party_size, made.status) == ("2", 4, "seated")
    assert (made.reserved_by, made.starts_at.hour) == ("", 19)
    assert window.top.line.text() == ""
    assert window.bottom.notice.action_button.text() == "Undo"
    record_property("measured", f"act 6: {len(hands.keys)} key beyond what is typed")
    assert len(hands.keys) == 1
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("The seating is undone: table 2, "))
    assert stand.booked() == []


def test_a_walk_in_has_a_name_for_the_lists(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4")
    hands.press(W)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 19).key)
    assert window.view.details.text().startswith("Walk-in\n19:00, table 2, party of 4")
    hands.type("5")
    assert rows(window)[0].startswith("Seat now: table 4, ")
    assert len(stand.booked()) == 1


def test_the_arrows_reach_every_other_table_and_seat_nobody(
    window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4")
    hands.press(DOWN, DOWN)
    assert rows(window)[2].startswith("19:00, table 2, ")
    hands.press(ENTER)
    assert window.acts.is_open
    assert stand.booked() == []


def test_a_w_typed_with_the_digit_seats_from_another_day_too(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    window.go_to(stand.day + timedelta(days=1))
    qtbot.waitUntil(lambda: window.is_settled)
    hands.type("4")
    assert not isinstance(chosen(window), SeatRow)
    hands.press(W)
    assert window.top.line.text() == "4w"
    qtbot.waitUntil(lambda: isinstance(chosen(window), SeatRow))
    assert stand.booked() == []
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))
    assert [made.starts_at.date() for made in stand.booked()] == [stand.day]


def test_where_nothing_is_free_now_the_nearest_is_said_and_the_key_seats_nobody(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    for hour in (19, 20):
        stand.reserve(stand.slot("4", hour), PHONE, party=8, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "4", 19).is_free, timeout=10_000)
    hands.type("8")
    assert message(window) == "No table is free for 8 now. The nearest free hours:"
    assert rows(window)[0].startswith("21:00, table 4, ")
    hands.press(W)
    assert window.top.line.text() == "8w"
    assert message(window) == "No table is free for 8 now. The nearest free hours:"
    assert (window.desk.is_writing, len(stand.booked())) == (False, 2)


def test_where_others_can_move_the_key_and_the_button_at_the_foot_show_who(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    for hour in (19, 20):
        stand.reserve(stand.slot("4", hour), PHONE, party=2, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "4", 19).is_free, timeout=10_000)
    window.top.party.press(8)
    button = window.view.available.seat_button
    qtbot.waitUntil(lambda: button.text() == "Free table 4 for 8 now")
    hands.type("8")
    hands.press(W)
    dialog = dialog_of(window, ReshuffleDialog)
    assert dialog.act_button.text() == "Move 1 party, seat at table 4"
    dialog.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    button.click()
    dialog = dialog_of(window, ReshuffleDialog)
    qtbot.waitUntil(lambda: dialog.act_button.isEnabled() and not dialog.is_busy)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("1 party moved and seated: table 4, "))
    assert {made.party_size for made in stand.booked() if made.table_id == "4"} == {2, 8}


def test_a_table_that_goes_while_it_is_offered_is_said_and_the_next_one_waits_for_enter(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4")
    stand.reserve(stand.slot("2", 19), by=stand.rival)
    qtbot.waitUntil(lambda: message(window) == "Table 2 at 19:00 has just been taken.")
    assert chosen(window) is None
    window.desk.tick()  # a minute, or a change elsewhere, later
    assert chosen(window) is None
    hands.press(W)
    assert window.top.line.text() == "4"
    assert chosen(window) is None
    hands.press(Qt.Key.Key_Return)
    assert isinstance(chosen(window), SeatRow)
    assert not window.desk.is_writing
    assert [made.table_id for made in stand.booked()] == ["2"]


def test_the_minutes_that_are_left_are_those_of_now(
    window: MainWindow, hands: Hands, clock: Clock
) -> None:
    hands.type("4")
    clock.at += timedelta(minutes=2)
    window.tick()
    assert rows(window)[0].startswith("Seat now: table 2, 50 minutes left, ")


def test_the_line_and_the_list_say_the_same_minutes_in_the_middle_of_one(
    window: MainWindow, hands: Hands, clock: Clock
) -> None:
    clock.at += timedelta(minutes=2, seconds=30)
    window.tick()
    hands.type("4")
    assert rows(window)[0].startswith("Seat now: table 2, 50 minutes left, ")
    free = window.view.available.list.rows
    assert str(free.data(free.index(0))).endswith("50 min left")
    assert window.view.available.seat_button.text().endswith("50 min")


def test_a_press_as_another_table_is_said_at_the_foot_seats_nobody(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    available = window.view.available
    button = available.seat_button
    assert button.text().startswith("Seat 2 now: table 1, ")
    available.surprise.setInterval(60_000)  # however slow this machine is
    stand.reserve(stand.slot("1", 19), by=stand.rival)
    qtbot.waitUntil(lambda: button.text().startswith("Seat 2 now: table 2, "), timeout=10_000)
    button.click()
    assert not window.seat.is_busy
    assert [made.table_id for made in stand.booked()] == ["1"]
    available.surprise.stop()
    button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))


def test_a_party_is_seated_right_after_another_at_the_table_that_is_said_then(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    available = window.view.available
    button = available.seat_button
    available.surprise.setInterval(60_000)  # however slow this machine is
    button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 1, "))
    qtbot.waitUntil(lambda: button.text().startswith("Seat 2 now: table 2, "), timeout=10_000)
    qtbot.waitUntil(lambda: window.is_settled)
    button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))
    assert [made.table_id for made in stand.booked()] == ["1", "2"]


class AnswersOnce(Station):
    """A station whose first walk-in is saved, and whose answer never comes."""

    is_lost = False

    def walk_in(self, *asked: Any, **more: Any) -> Reservation:
        made = super().walk_in(*asked, **more)
        if not self.is_lost:
            self.is_lost = True
            raise Outage("The database does not answer.", may_be_saved=True)
        return made


def test_an_answer_that_never_came_seats_nobody_twice(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    window = open_window(controller=AnswersOnce(stand.store, clock))
    hands = Hands(window)
    hands.type("4")
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "), timeout=10_000)
    assert len(stand.booked()) == 1


class AnswersLate(AnswersOnce):
    """One that says so only once the table is seen to be taken."""

    def __init__(self, *asked: Any) -> None:
        super().__init__(*asked)
        self.is_seen = threading.Event()

    def walk_in(self, *asked: Any, **more: Any) -> Reservation:
        try:
            return super().walk_in(*asked, **more)
        finally:
            assert self.is_seen.wait(60)


def test_an_answer_that_is_lost_after_the_table_is_seen_taken_is_fetched_at_once(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    station = AnswersLate(stand.store, clock)
    window = open_window(controller=station)
    hands = Hands(window)
    hands.type("4")
    hands.press(ENTER)
    qtbot.waitUntil(lambda: bool(window.view.day and window.view.day.reservations))
    station.is_seen.set()
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))
    assert len(stand.booked()) == 1


# --- the steps of a party that was found


def _is_said(window: MainWindow, says: str) -> bool:
    return window.notice.startswith(says)


def test_enter_says_each_next_step_of_the_party_that_was_found(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, record_property: Any
) -> None:
    stand.reserve(stand.slot("3", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    hands.type("3456")
    for says, then in (
        ("Arrived: ", "Is seated"),
        ("Seated: ", "Is done"),
        ("Done: ", "Show reservation"),
    ):
        hands.press(ENTER)
        qtbot.waitUntil(partial(_is_said, window, says))
        assert window.desk.panel.act_button.text() == then
        assert window.top.line.text() == "3456"
        qtbot.waitUntil(lambda: not window.desk.acting.is_unseen)
    assert [made.status for made in stand.booked()] == ["done"]
    assert len(hands.keys) == 3
    record_property("measured", "act 5: 1 key for each step of a party that was found")


def test_of_two_parties_only_one_that_is_expected_about_now_is_chosen_at_once(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 22), by=stand.rival)
    stand.reserve(stand.slot("3", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "2", 22).is_free, timeout=10_000)
    hands.type("3456")
    assert rows(window)[1].endswith("Party of 2, Enter: show.")
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 3, "))
    hands.press(DOWN, ENTER)
    assert window.acts.is_open
    assert sorted(made.status for made in stand.booked()) == ["arrived", "booked"]


def test_of_a_party_that_is_done_nothing_is_left_to_cancel(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19), by=stand.rival)
    for status in ("arrived", "seated", "done"):
        stand.rival.set_status(held.id, status)
    qtbot.waitUntil(lambda: shown(window, "2", 19).state == "done", timeout=10_000)
    hands.type("3456")
    qtbot.waitUntil(lambda: rows(window) != [] and ", done, " in rows(window)[0], timeout=10_000)
    hands.press(Qt.Key.Key_Down)
    row = chosen(window)
    assert hint(row, 1, Keys()) == "Enter shows it, Escape leaves."
    hands.press(Qt.Key.Key_Delete)
    assert window.notice == "That party was here and is done; there is nothing to cancel."
    assert [r.status for r in stand.booked()] == ["done"]
    window.view.pick(shown(window, "2", 19).key)
    assert not window.view.details.more.acts["cancel"].isVisible()
    assert window.view.details.more.acts["release"].isVisible()


def test_the_hint_names_only_keys_that_hold(window: MainWindow, hands: Hands) -> None:
    hands.type("4")
    row = chosen(window)
    assert hint(row, 1, Keys()) == "Enter or W seats them, Escape leaves."
    assert hint(row, 1, Keys(has_single_keys=False)) == "Enter seats them, Escape leaves."


def test_an_enter_as_another_station_says_how_far_a_party_is_is_not_for_their_next_step(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("3", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    hands.type("3456")
    act = window.desk.panel.act_button
    qtbot.waitUntil(lambda: act.text() == "Has arrived")
    window.desk._showing._unseen.setInterval(60_000)  # however slow this machine is
    stand.rival.set_status(held.id, "arrived")
    qtbot.waitUntil(lambda: act.text() == "Is seated", timeout=10_000)
    hands.press(ENTER)
    act.click()
    hands.press(ENTER, beside=Qt.KeyboardModifier.ControlModifier)
    assert not window.seat.is_busy
    assert [made.status for made in stand.booked()] == ["arrived"]
    window.desk._showing._unseen.stop()
    hands.press(ENTER)
    qtbot.waitUntil(partial(_is_said, window, "Seated: "))


def test_an_enter_for_another_party_is_heard_while_the_next_step_of_the_one_before_is_new(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    other = stand.reserve(stand.slot("2", 19), by=stand.rival)
    held = stand.reserve(stand.slot("3", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    hands.type("3456")
    qtbot.waitUntil(lambda: len(rows(window)) == 2)
    showing = window.desk._showing
    showing.choose(next(row for row in showing.found if row.reservation.id == held.id))
    showing._unseen.setInterval(60_000)  # however slow this machine is
    stand.rival.set_status(held.id, "arrived")
    qtbot.waitUntil(lambda: window.desk.panel.act_button.text() == "Is seated", timeout=10_000)
    hands.press(Qt.Key.Key_Up)
    hands.press(DOWN, ENTER)
    assert not window.seat.is_busy
    hands.press(Qt.Key.Key_Up, ENTER)
    qtbot.waitUntil(partial(_is_said, window, "Arrived: "))
    states = {made.id: made.status for made in stand.booked()}
    assert states == {held.id: "arrived", other.id: "arrived"}
