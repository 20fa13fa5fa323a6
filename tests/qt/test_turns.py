"""What a host presses for one party while another one's act is still written is done after it."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import Hands, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, press, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
NOT_DONE = "What was asked for after that was not done."


@pytest.fixture
def due(qtbot: QtBot, window: MainWindow, stand: Stand) -> tuple[Reservation, Reservation]:
    """Two parties that are expected at 19:00, at tables 2 and 3, as the strip shows them."""
    first = stand.reserve(stand.slot("2", 19), PHONE)
    second = stand.reserve(stand.slot("3", 19), OTHER_PHONE)
    qtbot.waitUntil(lambda: len(window.view.due.rows) == 2)
    qtbot.waitUntil(lambda: window.is_settled)
    return first, second


def by_table(stand: Stand) -> dict[str, str]:
    """Return how far each party is by its table."""
    return {held.table_id: held.status for held in stand.booked()}


def begins(window: MainWindow, says: str) -> bool:
    return window.notice.startswith(says)


def own_gate(monkeypatch: pytest.MonkeyPatch, station: Station, act: str) -> threading.Event:
    """Hold an act of the station up, whatever is with the others, until the gate is opened."""
    gate, do = threading.Event(), getattr(Controller, act)

    def wait(*asked: Any, **more: Any) -> Any:
        assert gate.wait(60)
        return do(station, *asked, **more)

    monkeypatch.setattr(station, act, wait)
    return gate


def type_and_find(qtbot: QtBot, window: MainWindow, line: str = "2 20 07400123458 Ander") -> Hands:
    """Type the next guest, of whom the line knows by then what it will do."""
    hands = Hands(window)
    hands.type(line)
    qtbot.waitUntil(lambda: bool(rows(window)))
    return hands


def move(window: MainWindow, table: str = "2") -> None:
    """Move the party of a table two hours on."""
    window.view.moved.emit(shown(window, table, 19), shown(window, table, 21))


def by_hour(stand: Stand) -> set[tuple[str, int]]:
    return {(held.table_id, held.starts_at.hour) for held in stand.booked()}


def fill_20(stand: Stand) -> None:
    """Leave no table for a party of 8 at 20:00."""
    stand.reserve(stand.slot("4", 20), "07400 123458", party=8, by=stand.rival)


def press_both(window: MainWindow, station: Station) -> None:
    """Say of both that they have come, the second while the first is still written."""
    station.gate.clear()
    for row in window.view.due.rows:
        row.click()


def reserve_as_an_act_is_taken_back(qtbot: QtBot, window: MainWindow, station: Station) -> None:
    """Say that a party has come, take that back, and reserve in the line before it is written."""
    type_and_find(qtbot, window)
    station.gate.clear()
    window.view.due.rows[0].click()
    press(window, Qt.Key.Key_Z, CONTROL)
    window.desk.panel.act_button.click()
    assert window.desk.is_writing


def move_both(window: MainWindow, station: Station) -> None:
    """Move both two hours on, the second while the first is still written."""
    station.gate.clear()
    window.view.moved.emit(shown(window, "2", 19), shown(window, "2", 21))
    window.view.moved.emit(shown(window, "3", 19), shown(window, "3", 21))


@pytest.mark.usefixtures("due")
def test_who_is_pressed_while_another_party_is_written_comes_after_it(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    press_both(window, station)
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "Arrived: table 3, "))
    assert by_table(stand) == {"2": "arrived", "3": "arrived"}
    qtbot.waitUntil(lambda: not window.seat.is_busy)


@pytest.mark.usefixtures("due")
def test_the_same_press_for_the_same_party_is_one_however_long_it_is_written(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    press_both(window, station)
    press_both(window, station)
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "Arrived: table 3, "))
    qtbot.waitUntil(lambda: not window.seat.is_busy)
    assert by_table(stand) == {"2": "arrived", "3": "arrived"}


def test_where_the_first_is_refused_it_is_said_that_the_second_was_not_done(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    due: tuple[Reservation, Reservation],
) -> None:
    press_both(window, station)
    stand.rival.set_status(due[0].id, "arrived")
    station.gate.set()
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn" and bool(window.notice))
    assert window.notice.endswith(f"Nothing was saved. {NOT_DONE}")
    assert not window.seat.is_busy
    assert by_table(stand) == {"2": "arrived", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_one_key_takes_back_who_was_pressed_last_and_not_who_was_before(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    press_both(window, station)
    press(window, Qt.Key.Key_Z, CONTROL)
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "The arrival is undone: table 3, "))
    assert by_table(stand) == {"2": "arrived", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_a_window_that_is_closed_meanwhile_goes_once_all_is_written(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    press_both(window, station)
    window.close()
    station.gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert by_table(stand) == {"2": "arrived", "3": "arrived"}


@pytest.mark.usefixtures("due")
def test_a_window_that_is_closed_goes_once_what_is_written_is_taken_back_as_was_asked(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    station.gate.clear()
    window.view.due.rows[0].click()
    press(window, Qt.Key.Key_Z, CONTROL)
    window.close()
    station.gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert by_table(stand) == {"2": "booked", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_what_is_to_be_taken_back_is_so_although_the_line_reserves_meanwhile(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    reserve_as_an_act_is_taken_back(qtbot, window, station)
    station.gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert sorted(by_table(stand).values()) == ["booked", "booked", "booked"]


@pytest.mark.usefixtures("due")
def test_what_was_done_and_what_the_line_reserves_meanwhile_are_both_taken_back_as_was_asked(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    reserve_as_an_act_is_taken_back(qtbot, window, station)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.desk.is_writing
    station.gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert by_table(stand) == {"2": "booked", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_what_the_line_reserves_is_taken_back_as_was_asked_although_another_party_is_pressed_then(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    type_and_find(qtbot, window)
    station.gate.clear()
    window.desk.panel.act_button.click()
    press(window, Qt.Key.Key_Z, CONTROL)
    window.view.due.rows[0].click()
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "Arrived: table 2, "))
    qtbot.waitUntil(lambda: not window.is_writing)
    assert begins(window, "Arrived: table 2, ")  # and not what was asked before it
    assert by_table(stand) == {"2": "arrived", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_who_is_moved_while_another_party_still_is_goes_after_it(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    move_both(window, station)
    press(window, Qt.Key.Key_Z, CONTROL)
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "The move is undone: table 3, "))
    assert {r.table_id: r.starts_at.hour for r in stand.booked()} == {"2": 21, "3": 19}


@pytest.mark.usefixtures("due")
def test_where_the_first_move_is_refused_it_is_said_that_the_second_was_not_done(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    move_both(window, station)
    stand.reserve(stand.slot("2", 21), "07400 123458", by=stand.rival)
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.endswith(f" {NOT_DONE}"))
    assert "has just been taken" in window.notice
    hours = {(r.table_id, r.starts_at.hour) for r in stand.booked()}
    assert hours == {("2", 19), ("2", 21), ("3", 19)}


@pytest.mark.usefixtures("due")
def test_a_table_for_who_waits_is_reserved_after_what_is_written(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    held = stand.reserve(stand.slot("4", 20), "07400 123458", party=8, by=stand.rival)
    slot = stand.slot("4", 20)
    stand.rival.wait(stand.restaurant.id, slot.slot_id, 8, "07400 123459", name="Heron")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(window.waiting_row.reserve_button.isVisible)
    station.gate.clear()
    window.view.due.rows[0].click()
    press(window, Qt.Key.Key_F8)
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "Reserved from the waitlist: table 4, "))
    assert by_table(stand) == {"2": "arrived", "3": "booked", "4": "booked"}


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("first", ["move", "reserve"])
def test_a_move_is_taken_back_as_was_asked_although_the_line_reserves_meanwhile(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
    first: str,
) -> None:
    type_and_find(qtbot, window)
    gates = {act: own_gate(monkeypatch, station, act) for act in ("move", "reserve")}
    move(window)
    press(window, Qt.Key.Key_Z, CONTROL)
    window.desk.panel.act_button.click()
    gates.pop(first).set()
    qtbot.waitUntil(lambda: window.acts.is_writing != window.desk.is_writing)
    qtbot.waitUntil(lambda: not window.seat.is_busy or first == "reserve")
    for gate in gates.values():
        gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert by_hour(stand) == {("1", 20), ("2", 19), ("3", 19)}


@pytest.mark.usefixtures("due")
def test_where_the_move_is_refused_that_was_to_be_taken_back_what_the_line_reserves_stays(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    hands = type_and_find(qtbot, window)
    station.gate.clear()
    move(window)
    press(window, Qt.Key.Key_Z, CONTROL)
    window.desk.panel.act_button.click()
    hands.type("3457")
    stand.reserve(stand.slot("2", 21), "07400 123459", by=stand.rival)
    station.gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert by_hour(stand) == {("1", 20), ("2", 19), ("2", 21), ("3", 19)}
    qtbot.waitUntil(lambda: window.top.line.text() == "3457")


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("is_refused", [False, True])
def test_a_move_is_taken_back_as_was_asked_although_the_line_puts_a_party_on_the_waitlist(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station, is_refused: bool
) -> None:
    fill_20(stand)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free)
    hands = type_and_find(qtbot, window, "8 20 w 07400123456")
    station.gate.clear()
    move(window)
    press(window, Qt.Key.Key_Z, CONTROL)
    window.desk.panel.act_button.click()
    window.desk.panel.act_button.click()  # which bounces
    hands.type("3457")
    if is_refused:
        stand.reserve(stand.slot("2", 21), "07400 123459", by=stand.rival)
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "On the waitlist: "))
    qtbot.waitUntil(lambda: not window.is_writing)
    assert {("2", 19), ("3", 19)} <= by_hour(stand)
    assert (("2", 21) in by_hour(stand)) == is_refused
    assert len(stand.rival.waitlist(stand.restaurant.id).entries) == 1
    assert window.top.line.text() == "3457"


@pytest.mark.usefixtures("due")
def test_a_move_that_is_answered_leaves_the_line_whose_party_is_still_put_on_the_waitlist(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = stand.reserve(stand.slot("4", 20), "07400 123458", party=8, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free)
    typed = "8 20 w 07400123456"
    type_and_find(qtbot, window, typed)
    waiting = own_gate(monkeypatch, station, "wait")
    station.gate.clear()
    move(window)
    window.desk.panel.act_button.click()
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "Moved: "))
    assert window.top.line.text() == typed
    stand.rival.cancel(held.id)
    waiting.set()
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn" and not window.is_writing)
    assert window.top.line.text() == typed  # nobody waits where a table is free


@pytest.mark.usefixtures("due")
def test_a_party_is_put_on_the_waitlist_by_the_line_after_what_is_written(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    fill_20(stand)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free)
    type_and_find(qtbot, window, "8 20 w 07400123456")
    station.gate.clear()
    window.view.due.rows[0].click()
    window.desk.panel.act_button.click()
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "On the waitlist: "))
    assert by_table(stand)["2"] == "arrived"
    assert window.top.line.text() == ""


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("first", ["set_status", "reserve"])
@pytest.mark.parametrize("is_another_pressed", [False, True])
def test_what_the_line_reserves_is_taken_back_as_was_asked_whatever_else_is_written_or_pressed(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
    first: str,
    is_another_pressed: bool,
) -> None:
    type_and_find(qtbot, window)
    gates = {act: own_gate(monkeypatch, station, act) for act in ("set_status", "reserve")}
    window.view.due.rows[0].click()
    window.desk.panel.act_button.click()
    press(window, Qt.Key.Key_Z, CONTROL)
    if is_another_pressed:
        window.view.due.rows[1].click()
    gates.pop(first).set()
    says = "Arrived: table 2, " if first == "set_status" else "Reserved: "
    qtbot.waitUntil(partial(begins, window, says))
    for gate in gates.values():
        gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    third = "arrived" if is_another_pressed else "booked"
    assert by_table(stand) == {"2": "arrived", "3": third}


def test_what_is_not_taken_back_since_an_act_that_is_still_written_is_refused_is_said(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    due: tuple[Reservation, Reservation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    type_and_find(qtbot, window)
    gate = own_gate(monkeypatch, station, "set_status")
    window.view.due.rows[0].click()
    window.desk.panel.act_button.click()
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(partial(begins, window, "Reserved: "))
    stand.rival.set_status(due[0].id, "arrived")
    gate.set()
    qtbot.waitUntil(lambda: window.notice.endswith(f"Nothing was saved. {NOT_DONE}"))
    assert by_table(stand) == {"1": "booked", "2": "arrived", "3": "booked"}
    assert not window.is_writing


@pytest.mark.usefixtures("due")
def test_what_is_not_taken_back_since_the_answer_to_its_act_is_lost_is_said(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, done = threading.Event(), []

    def lose(*asked: Any, **more: Any) -> Reservation:
        assert gate.wait(60)
        done.append(Controller.set_status(station, *asked, **more))
        if len(done) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return done[-1]

    monkeypatch.setattr(station, "set_status", lose)
    window.view.due.rows[0].click()
    press(window, Qt.Key.Key_Z, CONTROL)
    gate.set()
    qtbot.waitUntil(lambda: window.notice.endswith(f"in time. {NOT_DONE}"))
    again = window.bottom.notice.action_button
    assert again.text() == "Try again"
    again.click()
    qtbot.waitUntil(partial(begins, window, "Arrived: table 2, "))
    qtbot.waitUntil(lambda: not window.is_writing)
    assert by_table(stand) == {"2": "arrived", "3": "booked"}
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(partial(begins, window, "The arrival is undone: table 2, "))
    assert by_table(stand) == {"2": "booked", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_a_move_that_is_answered_leaves_what_was_asked_of_the_line_to_the_line(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    type_and_find(qtbot, window)
    station.gate.clear()
    reserving = own_gate(monkeypatch, station, "reserve")
    move(window)
    window.desk.panel.act_button.click()
    press(window, Qt.Key.Key_Z, CONTROL)
    station.gate.set()
    qtbot.waitUntil(partial(begins, window, "Moved: "))
    move(window, "3")  # waits for the line all the same
    assert not window.acts.is_writing
    reserving.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert by_hour(stand) == {("2", 21), ("3", 21)}


@pytest.mark.usefixtures("due")
def test_undo_in_the_notice_is_for_what_stands_there_and_not_for_what_is_still_written(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    type_and_find(qtbot, window)
    reserving = own_gate(monkeypatch, station, "reserve")
    window.desk.panel.act_button.click()
    window.view.due.rows[0].click()
    qtbot.waitUntil(partial(begins, window, "Arrived: "))
    button = window.bottom.notice.action_button
    button.click()
    qtbot.waitUntil(lambda: button.text() == "Do it again")
    assert by_table(stand) == {"2": "booked", "3": "booked"}
    button.click()
    qtbot.waitUntil(lambda: by_table(stand) == {"2": "arrived", "3": "booked"})
    reserving.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert by_table(stand) == {"1": "booked", "2": "arrived", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_the_same_press_after_it_is_taken_back_is_no_bounce(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    row = window.view.due.rows[0]
    station.gate.clear()
    row.click()
    press(window, Qt.Key.Key_Z, CONTROL)
    row.click()
    row.click()  # which is one
    station.gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)
    assert by_table(stand) == {"2": "arrived", "3": "booked"}


@pytest.mark.usefixtures("due")
def test_what_is_pressed_after_an_act_of_which_a_window_makes_a_bug_is_done(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say: Callable[..., None] = window.bottom.notice.say
    broken: list[str] = []

    def say_or_break(text: str, *rest: Any, **more: Any) -> None:
        if not broken:
            broken.append(text)
            raise ZeroDivisionError
        say(text, *rest, **more)

    station.gate.clear()
    window.view.due.rows[0].click()
    press(window, Qt.Key.Key_Z, CONTROL)
    window.view.due.rows[1].click()
    monkeypatch.setattr(window.bottom.notice, "say", say_or_break)
    with qtbot.capture_exceptions() as bugs:
        station.gate.set()
        qtbot.waitUntil(partial(begins, window, "Arrived: table 3, "))
    assert [kind for kind, *_ in bugs] == [ZeroDivisionError]
    assert by_table(stand) == {"2": "booked", "3": "arrived"}
    assert not window.is_writing
