"""Acts of one press, at a real book: each is said, and each is taken back by one key."""

import threading
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation, Undone
from resv_desktop.qt import cancel_dialog
from resv_desktop.qt.cancel_dialog import CancelDialog
from resv_desktop.qt.help_dialog import HelpDialog
from resv_desktop.qt.house_menu import HouseMenu
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import Hands, message
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Clock, Station, dialog_of, press, shown

NOTHING = (
    "There is nothing to undo here. What was done before the program was started, or at "
    "another station, can be undone in the history (Ctrl+H)."
)
CONTROL = Qt.KeyboardModifier.ControlModifier
BACK = CONTROL | Qt.KeyboardModifier.ShiftModifier


def pick(qtbot: QtBot, window: MainWindow, table: str, hour: int, state: str) -> None:
    """Pick a table as soon as it is shown in a state."""
    qtbot.waitUntil(lambda: shown(window, table, hour).state == state, timeout=10_000)
    window.view.pick(shown(window, table, hour).key)
    qtbot.waitUntil(lambda: not window.view.details.surprise.isActive())


def begins(window: MainWindow, says: str) -> bool:
    """Whether this is what has just been done."""
    return window.notice.startswith(says)


def test_a_due_party_arrives_is_seated_and_is_done_by_one_press_each(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 19))
    qtbot.waitUntil(lambda: len(window.view.due.rows) == 1, timeout=10_000)
    row = window.view.due.rows[0]
    assert row.when() == "8 min late"
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "), timeout=10_000)
    qtbot.waitUntil(lambda: window.view.due.rows[0].when() == "Arrived", timeout=10_000)
    assert window.focusWidget() is window.view.due.rows[0]
    assert stand.booked()[0].status == "arrived"
    QTest.keyClick(window.view.due.rows[0], Qt.Key.Key_Return)
    pick(qtbot, window, "2", 19, "seated")
    assert window.view.due.isHidden()
    assert window.view.details.act_button.text() == "Is done"
    press(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Done: table 2, "), timeout=10_000)
    assert [r.status for r in stand.booked()] == ["done"]


def test_a_press_on_who_is_not_expected_yet_shows_them_and_one_about_now_says_they_came(
    qtbot: QtBot, window: MainWindow, stand: Stand, clock: Clock
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: len(window.view.due.rows) == 1)
    (row,) = window.view.due.rows
    assert row.when() == "in 52 min"
    row.click()
    assert window.view.picked == shown(window, "2", 20)
    assert (window.seat.is_busy, window.notice) == (False, "")
    assert window.view.details.act_button.text() == "Has arrived"
    clock.at += timedelta(minutes=22)
    window.tick()
    assert row.when() == "in 30 min"
    row.click()
    qtbot.waitUntil(partial(begins, window, "Arrived: table 2, "))
    assert [held.status for held in stand.booked()] == ["arrived"]


def test_escape_and_a_dialog_leave_what_was_done_and_its_undo_where_they_are(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    pick(qtbot, window, "2", 19, "reserved")
    press(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(partial(begins, window, "Cancelled: "))
    press(window, Qt.Key.Key_Escape)
    assert begins(window, "Cancelled: ")
    press(window, Qt.Key.Key_F1)
    QTest.keyClick(dialog_of(window, HelpDialog), Qt.Key.Key_Escape)
    assert not window.acts.is_open
    window.view.pick(shown(window, "3", 20).key)
    press(window, Qt.Key.Key_Return)
    QTest.keyClick(dialog_of(window, SlotDialog), Qt.Key.Key_Escape)
    assert begins(window, "Cancelled: ")
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(partial(begins, window, "The cancelling is undone: "))
    assert [r.id for r in stand.booked()] == [held.id]
    press(window, Qt.Key.Key_4)
    assert window.notice == ""


def test_what_can_only_be_read_goes_with_the_next_key(window: MainWindow) -> None:
    window.seat.undo()
    assert window.notice == NOTHING
    press(window, Qt.Key.Key_Escape)
    assert window.notice == ""
    window.seat.undo()
    window.acts.open_initials(lambda _: None)
    assert window.notice == ""


def test_why_something_was_not_done_stays_for_a_moment_of_typing(
    qtbot: QtBot, window: MainWindow
) -> None:
    notice, says = window.bottom.notice, NOTHING
    window.seat.undo()
    for key in (Qt.Key.Key_C, Qt.Key.Key_Space, Qt.Key.Key_O):
        press(window, key)
        assert window.notice == says
    assert window.top.line.text() == "c o"
    qtbot.waitUntil(lambda: not notice.is_unread)
    press(window, Qt.Key.Key_H)
    assert window.notice == ""


def test_every_act_is_taken_back_by_one_key_and_done_again_by_another(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    back = " is undone: table 2, "
    for key, modifiers, says, named in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "Cancelled: ", "The cancelling"),
        (Qt.Key.Key_N, CONTROL, "No-show, the table is free: ", "The no-show"),
        (Qt.Key.Key_R, CONTROL, "Left early, the table is free: ", "The early leaving"),
    ):
        pick(qtbot, window, "2", 19, "reserved")
        press(window, key, modifiers)
        qtbot.waitUntil(partial(begins, window, says), timeout=10_000)
        assert window.bottom.notice.action_button.text() == "Undo"
        assert stand.booked() == []
        press(window, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(partial(begins, window, f"{named}{back}"), timeout=10_000)
        assert [(r.id, r.status) for r in stand.booked()] == [(held.id, "booked")]
    press(window, Qt.Key.Key_Z, BACK)
    again = "Left early again, the table is free: table 2, "
    qtbot.waitUntil(partial(begins, window, again), timeout=10_000)
    assert stand.booked() == []
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(partial(begins, window, f"The early leaving{back}"), timeout=10_000)
    assert [r.id for r in stand.booked()] == [held.id]


def test_what_is_on_its_way_is_taken_back_once_it_is_done_and_nothing_else_where_it_fails(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    pick(qtbot, window, "2", 19, "reserved")
    press(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(partial(begins, window, "Arrived: "), timeout=10_000)
    pick(qtbot, window, "2", 19, "arrived")
    press(window, Qt.Key.Key_Delete)
    assert window.seat.is_busy
    press(window, Qt.Key.Key_Z, CONTROL)
    says = "The cancelling is undone: table 2, "
    qtbot.waitUntil(partial(begins, window, says), timeout=10_000)
    assert [(r.id, r.status) for r in stand.booked()] == [(held.id, "arrived")]

    def silent(*_: object, **__: object) -> object:
        raise Outage("The database did not answer in time.")

    station.set_status = silent  # type: ignore[method-assign,assignment]  # it is not reached
    pick(qtbot, window, "2", 19, "arrived")
    press(window, Qt.Key.Key_Return, CONTROL)
    assert window.seat.is_busy
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn", timeout=10_000)
    qtbot.waitUntil(lambda: not window.seat.is_busy, timeout=10_000)
    assert [(r.id, r.status) for r in stand.booked()] == [(held.id, "arrived")]


def test_what_is_still_being_taken_back_is_done_again_once_it_is(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    pick(qtbot, window, "2", 19, "reserved")
    press(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(partial(begins, window, "Arrived: "), timeout=10_000)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.seat.is_busy
    press(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(partial(begins, window, "Arrived again: "), timeout=10_000)
    assert [(r.id, r.status) for r in stand.booked()] == [(held.id, "arrived")]


def test_what_was_given_away_since_is_not_taken_back(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 19))
    pick(qtbot, window, "2", 19, "reserved")
    press(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: "), timeout=10_000)
    stand.reserve(stand.slot("2", 19), OTHER_PHONE, by=stand.rival)
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn", timeout=10_000)
    assert "has been given to 07400 123457 since, at Stand 2." in window.notice
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.notice == NOTHING


def test_a_reservation_made_in_the_dialog_is_taken_back_by_one_key(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    window.acts.tell_reserved(made)
    assert window.bottom.notice.action_button.text() == "Undo"
    window.bottom.notice.action_button.click()
    says = "The reservation is undone: table 3, "
    qtbot.waitUntil(partial(begins, window, says), timeout=10_000)
    assert stand.booked() == []


def test_the_next_party_of_a_table_that_is_still_seated_moves_by_one_press(
    qtbot: QtBot, window: MainWindow, stand: Stand, clock: Clock
) -> None:
    sitting = stand.reserve(stand.slot("2", 19))
    stand.rival.set_status(sitting.id, "seated")
    coming = stand.reserve(stand.slot("2", 20), OTHER_PHONE)
    clock.at += timedelta(minutes=44)
    pick(qtbot, window, "2", 19, "seated")
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    window.tick()
    (row,) = window.view.due.rows
    assert row.who() == "Table 2 is still seated"
    assert row.where() == "Move 07400 123457 to table 3"
    qtbot.waitUntil(lambda: not window.view.due.surprise.isActive())
    row.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 3, "), timeout=10_000)
    moved = {r.id: r.table_id for r in stand.booked()}
    assert moved == {sitting.id: "2", coming.id: "3"}
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("The move is undone: table 2"), timeout=10_000)


def test_who_is_let_in_elsewhere_while_they_are_said_to_be_missing_keeps_the_table(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19), PHONE)
    pick(qtbot, window, "2", 19, "reserved")
    station.gate.clear()
    press(window, Qt.Key.Key_N, CONTROL)
    stand.rival.set_status(held.id, "seated")
    station.gate.set()
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn" and bool(window.notice))
    assert "the status of 07400 123456 was changed at Stand 2" in window.notice
    assert [(r.id, r.status) for r in stand.booked()] == [(held.id, "seated")]


def test_who_is_moved_elsewhere_while_they_are_said_to_have_left_keeps_the_other_table(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    held, later = stand.reserve(stand.slot("2", 19), PHONE), stand.slot("3", 20)
    pick(qtbot, window, "2", 19, "reserved")
    station.gate.clear()
    press(window, Qt.Key.Key_R, CONTROL)
    stand.rival.move(held.id, later.slot_id, later.table_id)
    station.gate.set()
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn" and bool(window.notice))
    assert "has been moved to table 3 at 20:00" in window.notice
    assert [(r.id, r.table_id) for r in stand.booked()] == [(held.id, "3")]


def test_a_press_as_an_arrival_becomes_a_move_moves_nobody(
    qtbot: QtBot, window: MainWindow, stand: Stand, clock: Clock
) -> None:
    sitting = stand.reserve(stand.slot("2", 19))
    stand.rival.set_status(sitting.id, "seated")
    coming = stand.reserve(stand.slot("2", 20), OTHER_PHONE)
    clock.at += timedelta(minutes=41)
    pick(qtbot, window, "2", 19, "seated")
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    window.tick()
    (row,) = window.view.due.rows
    assert row.when() == "in 11 min"
    window.view.due.surprise.setInterval(60_000)  # however slow this machine is
    clock.at += timedelta(minutes=1)
    window.tick()
    assert row.where() == "Move 07400 123457 to table 3"
    row.click()
    assert not window.is_writing
    assert {r.id: r.table_id for r in stand.booked()} == {sitting.id: "2", coming.id: "2"}
    window.view.due.surprise.stop()
    row.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 3, "), timeout=10_000)


def test_an_act_whose_answer_never_came_is_tried_again_and_done_once(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19), PHONE)
    pick(qtbot, window, "2", 19, "reserved")
    real, calls = station.set_status, []

    def unclear(*asked: str, **more: str) -> object:
        calls.append(more["request_id"])
        done = real(*asked, **more)
        if len(calls) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return done

    station.set_status = unclear  # type: ignore[method-assign,assignment]  # the answer is lost
    press(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.bottom.notice.kind == "warn" and bool(window.notice))
    assert window.bottom.notice.action_button.text() == "Try again"
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: "), timeout=10_000)
    assert len(calls) == 2
    assert len(set(calls)) == 1
    journal = stand.store.database["journal"]
    assert journal.count_documents({"act": "status"}) == 1
    press(window, Qt.Key.Key_Z, CONTROL)
    says = "The arrival is undone: table 2, "
    qtbot.waitUntil(partial(begins, window, says), timeout=10_000)
    assert [(r.id, r.status) for r in stand.booked()] == [(held.id, "booked")]


@pytest.mark.parametrize("is_saved", [True, False], ids=["saved", "not saved"])
def test_after_an_act_without_an_answer_nothing_is_taken_back_but_that(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand, *, is_saved: bool
) -> None:
    before = stand.reserve(stand.slot("3", 20), OTHER_PHONE)
    window.acts.tell_reserved(before)
    held = stand.reserve(stand.slot("2", 19), PHONE)
    pick(qtbot, window, "2", 19, "reserved")
    real = station.cancel

    def unclear(*asked: Any, **more: Any) -> Reservation:
        if is_saved:
            real(*asked, **more)
        raise Outage("The database did not answer in time.", may_be_saved=True)

    station.cancel = unclear  # type: ignore[method-assign]  # the answer is lost
    press(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(partial(begins, window, "The database did not answer in time."))
    press(window, Qt.Key.Key_Z, CONTROL)
    says = "The cancelling is undone: table 2, "
    if not is_saved:
        says = "There is nothing to undo: the history has no such entry."
    qtbot.waitUntil(partial(begins, window, says), timeout=10_000)
    assert {r.id for r in stand.booked()} == {before.id, held.id}
    press(window, Qt.Key.Key_Z, CONTROL)
    says = "The reservation is undone: table 3, "
    qtbot.waitUntil(partial(begins, window, says), timeout=10_000)
    assert [r.id for r in stand.booked()] == [held.id]


@pytest.mark.parametrize("what", ["cancel", "edit_reservation"])
def test_after_a_dialog_was_left_without_an_answer_that_is_taken_back_next(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    held = stand.reserve(stand.slot("2", 19), PHONE)
    window.acts.tell_reserved(stand.reserve(stand.slot("3", 20), OTHER_PHONE, by=stand.rival))
    pick(qtbot, window, "2", 19, "reserved")
    real = getattr(station, what)

    def unclear(*asked: Any, **more: Any) -> Reservation:
        real(*asked, **more)
        raise Outage("The database did not answer in time.", may_be_saved=True)

    monkeypatch.setattr(station, what, unclear)
    dialog: CancelDialog | SlotDialog
    if what == "cancel":
        window.acts.open_cancel(stand.restaurant)
        dialog = dialog_of(window, CancelDialog)
        qtbot.waitUntil(lambda: dialog.list.model().rowCount() == 1)  # type: ignore[union-attr]  # it is that one
        dialog.list.pick(0)
    else:
        window.acts.open_edit(stand.restaurant, shown(window, "2", 19), 2)
        dialog = dialog_of(window, SlotDialog)
        dialog.editing.form.name.set_text("Heron")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() == "The database did not answer in time.")
    dialog.reject()
    assert not window.bottom.notice.has_button  # it would take back something else than it says
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: " is undone: table 2, " in window.notice, timeout=10_000)
    assert [(r.table_id, r.name) for r in stand.booked()] == [("2", ""), ("3", "")]
    assert held.id in {r.id for r in stand.booked()}


def test_what_the_cancel_dialog_reads_late_takes_no_unclear_answer_away(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand.reserve(stand.slot("2", 19), PHONE)
    is_told = threading.Event()

    def late(_controller: object, _memory: object, mine: list[Reservation]) -> list[Reservation]:
        assert is_told.wait(60)
        return mine

    def unclear(*_asked: Any, **_more: Any) -> Reservation:
        raise Outage("The database did not answer in time.", may_be_saved=True)

    monkeypatch.setattr(cancel_dialog, "still_there", late)
    monkeypatch.setattr(station, "cancel", unclear)
    window.acts.open_cancel(stand.restaurant)
    dialog = dialog_of(window, CancelDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    dialog.list.pick(0)
    dialog.act_button.click()
    says = "The database did not answer in time."
    qtbot.waitUntil(lambda: dialog.message.text() == says)
    is_told.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert dialog.message.text() == says


def test_what_is_taken_back_without_an_answer_is_by_the_same_key_once_more_and_done_again(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 19), PHONE)
    pick(qtbot, window, "2", 19, "reserved")
    press(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(partial(begins, window, "Arrived: "), timeout=10_000)
    real, ids = station.undo, list[str]()

    def unclear(*asked: Any, **more: Any) -> Undone:
        ids.append(more["request_id"])
        undone = real(*asked, **more)
        if len(ids) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return undone

    station.undo = unclear  # type: ignore[method-assign]  # the answer is lost
    press(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(partial(begins, window, "The database did not answer in time."))
    press(window, Qt.Key.Key_Z, CONTROL)
    says = "The arrival is undone: table 2, "
    qtbot.waitUntil(partial(begins, window, says), timeout=10_000)
    press(window, Qt.Key.Key_Z, BACK)
    qtbot.waitUntil(partial(begins, window, "Arrived again: "), timeout=10_000)
    assert len(ids) == 3
    assert len(set(ids)) == 2


def test_after_a_bug_the_host_goes_on_working(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 19), PHONE)
    pick(qtbot, window, "2", 19, "reserved")
    real = station.set_status
    station.set_status = {}.__getitem__  # type: ignore[method-assign,assignment]  # a bug
    press(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Something went wrong in the program."))
    assert not window.is_writing
    station.set_status = real  # type: ignore[method-assign]
    press(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: "), timeout=10_000)
    qtbot.waitUntil(lambda: not window.is_writing)


def test_nothing_is_done_about_an_hour_that_is_over(
    qtbot: QtBot, window: MainWindow, stand: Stand, clock: Clock
) -> None:
    stand.reserve(stand.slot("2", 19))
    pick(qtbot, window, "2", 19, "reserved")
    clock.at += timedelta(hours=1)
    for key, modifiers in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_N, CONTROL),
    ):
        press(window, key, modifiers)
        assert window.notice == "That hour is over; its table was kept until its end."
    assert len(stand.booked()) == 1


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_E], ids=lambda key: key.name
)
@pytest.mark.parametrize("is_free_picked", [True, False])
def test_a_key_for_a_party_where_none_is_picked_says_so(
    window: MainWindow, key: Qt.Key, *, is_free_picked: bool
) -> None:
    if is_free_picked:
        window.view.pick(shown(window, "2", 19).key)
    press(window, key, CONTROL)
    assert window.notice == "No reservation is picked, so nothing was done."
    assert not window.acts.is_open


def test_of_a_party_that_is_done_it_is_said_that_there_is_no_next_step(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    stand.rival.set_status(held.id, "done")
    pick(qtbot, window, "2", 19, "done")
    press(window, Qt.Key.Key_Return, CONTROL)
    says = "That party was here and is done; there is no next step."
    assert window.notice == says
    Hands(window).type("3456")
    assert message(window) != says
    press(window, Qt.Key.Key_Return, CONTROL)
    assert message(window) == says


def test_by_mouse_the_menu_takes_the_last_act_back(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    pick(qtbot, window, "2", 19, "reserved")
    menu = open_menu(qtbot, window)
    assert menu.undo.shortcut() == QKeySequence("Ctrl+Z")
    menu.undo.trigger()
    assert window.notice == NOTHING
    press(window, Qt.Key.Key_Z, BACK)
    assert window.notice == "There is nothing to do again."
    press(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(partial(begins, window, "Cancelled: "), timeout=10_000)
    menu.undo.trigger()
    qtbot.waitUntil(partial(begins, window, "The cancelling is undone: "), timeout=10_000)
    assert [r.id for r in stand.booked()] == [held.id]
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(partial(begins, window, "Cancelled again: "), timeout=10_000)
    assert stand.booked() == []


def test_the_menu_names_the_reservation_that_it_cancels(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.view.pick(shown(window, "2", 19).key)
    assert open_menu(qtbot, window).cancel.text() == "Find and cancel a reservation…"
    stand.reserve(stand.slot("2", 19))
    pick(qtbot, window, "2", 19, "reserved")
    menu = open_menu(qtbot, window)
    assert menu.cancel.text() == "Cancel the reservation of table 2, 19:00"
    menu.cancel.trigger()
    qtbot.waitUntil(partial(begins, window, "Cancelled: table 2, "), timeout=10_000)
    assert stand.booked() == []


def open_menu(qtbot: QtBot, window: MainWindow) -> HouseMenu:
    """Open the menu by its button, leave it, and return it as it was."""
    window.top.menu_button.click()
    qtbot.waitUntil(window.menu.isVisible)
    window.menu.close()
    return window.menu


def test_where_nothing_is_to_be_taken_back_it_is_said_by_which_key_the_history_does_so(
    window: MainWindow, keys: Keys
) -> None:
    keys.choose({"history": ["F7"]}, has_single_keys=True)
    window.seat.undo()
    assert window.notice.endswith(" can be undone in the history (F7).")
