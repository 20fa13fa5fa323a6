"""A reservation is found while its number or name is typed, and one key does it then."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.history.history_dialog import HistoryDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import DEL, DOWN, ENTER, Hands, chosen, message, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, held_up, shown


@pytest.mark.parametrize("text", ["3456", "kafo", "OKA", "07400 123456"])
def test_a_reservation_is_found_while_its_number_or_name_is_typed(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, text: str
) -> None:
    slot = stand.slot("2", 20)
    stand.rival.reserve(slot.slot_id, "2", PHONE, 3, name="Okafor")
    stand.reserve(stand.slot("3", 21), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "3", 21).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    hands.type(text)
    says = "20:00, table 2, Okafor, reserved, Party of 3, 07400 123456, Enter: arrived."
    assert rows(window)[0] == says
    assert len([row for row in rows(window) if "reserved" in row]) == 1
    assert hands.keys == []
    hands.press(DOWN, Qt.Key.Key_F2)
    dialog = dialog_of(window, SlotDialog)
    assert dialog.holder.isVisible()


def test_a_reservation_of_another_day_is_found_in_the_book_and_shown(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    day = stand.day + timedelta(days=3)
    slot = stand.slot("2", 20, later=3)
    stand.rival.reserve(slot.slot_id, "2", PHONE, 3, name="Ökafor")
    hands.type("okaf")
    qtbot.waitUntil(lambda: bool(rows(window)))
    named = f"{day:%a} {day.day} {day:%B}"
    says = "20:00, table 2, Ökafor, reserved, Party of 3, 07400 123456, Enter: show."
    assert rows(window) == [f"{named}, {says}"]
    hands.press(ENTER, ENTER)  # the second is of a hurried hand and does not leave again
    dialog = dialog_of(window, SlotDialog)
    assert dialog.holder.isVisible()

    def is_left() -> bool:
        QTest.keyClick(dialog.leave_button, ENTER)
        return not window.acts.is_open

    qtbot.waitUntil(is_left)


def test_a_reservation_of_another_day_that_is_cancelled_elsewhere_is_found_no_more(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    slot = stand.slot("2", 20, later=3)
    held = stand.rival.reserve(slot.slot_id, "2", PHONE, 3, name="Okafor")
    hands.type("okaf")
    qtbot.waitUntil(lambda: bool(rows(window)))
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: rows(window) == [], timeout=10_000)


def test_of_a_guest_whose_table_was_given_back_today_it_is_said_when_and_by_whom(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 20), PHONE, by=stand.rival)
    other = stand.reserve(stand.slot("3", 20), OTHER_PHONE, by=stand.rival)
    cancelled = stand.rival.cancel(held.id)
    stand.rival.cancel(other.id)
    hands.type("3456")
    qtbot.waitUntil(lambda: "cancelled" in message(window), timeout=10_000)
    assert message(window).startswith("No reservation with 3456, on ")
    assert " Stand 2 cancelled " in message(window)
    assert "table 2" in message(window)
    stand.rival.undo(stand.rival.history(stand.restaurant.id)[1].id)
    qtbot.waitUntil(lambda: bool(rows(window)), timeout=10_000)
    assert "cancelled" not in message(window)
    assert cancelled.id == stand.booked()[0].id


class FailsToFind(Station):
    """A station whose searches can fail."""

    is_deaf = False
    failures = 0

    def find(self, rest_id: str, text: str, *, day: date | None = None) -> list[Reservation]:
        if self.is_deaf:
            self.failures += 1
            raise Outage("The database does not answer.")
        return super().find(rest_id, text, day=day)


@pytest.mark.parametrize("is_changed_again", [True, False])
def test_what_was_found_on_another_day_follows_the_book_also_after_a_search_that_failed(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock, *, is_changed_again: bool
) -> None:
    station = FailsToFind(stand.store, clock)
    window = open_window(controller=station)
    slot, other = (stand.slot(table, 20, later=3) for table in ("2", "3"))
    held = stand.rival.reserve(slot.slot_id, "2", PHONE, 3, name="Okafor")
    Hands(window).type("okaf")
    qtbot.waitUntil(lambda: bool(rows(window)))
    station.is_deaf = True
    stand.rival.move(held.id, other.slot_id, "3")
    again = window.desk._answering._finding._again
    for _ in range(2):  # all that the move has changed is heard by then
        qtbot.waitUntil(
            lambda: station.failures > 0 and stand.tasks.is_idle and not again.isActive(),
            timeout=10_000,
        )
        qtbot.wait(300)
    assert ", table 2, " in "".join(rows(window))
    if is_changed_again:
        station.is_deaf = False
        stand.rival.edit_reservation(held.id, note="By the window")
    else:
        window.follower.changed.disconnect(window.desk._answering._hear)  # what is told late
        station.is_deaf = False
        window.read_again()  # as once the database answers
    qtbot.waitUntil(lambda: ", table 3, " in "".join(rows(window)), timeout=10_000)


def test_what_was_found_on_another_day_and_refused_is_as_the_book_has_it_for_the_next_enter(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    window.go_to(stand.day + timedelta(days=3))
    qtbot.waitUntil(lambda: window.is_settled)
    held = stand.reserve(stand.slot("2", 19), by=stand.rival)
    hands.type("3456")
    qtbot.waitUntil(lambda: "Enter: arrived" in "".join(rows(window)), timeout=10_000)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    window.follower.changed.disconnect(window.desk._answering._hear)  # so that it is not told
    stand.rival.set_status(held.id, "arrived")
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: " was changed at Stand 2. " in message(window))
    qtbot.waitUntil(lambda: "Enter: seated" in "".join(rows(window)))
    qtbot.waitUntil(lambda: not window.desk._showing.is_step_new)  # which can have been read now
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "))


class SlowToFind(Station):
    """A station whose first search is answered after the second."""

    is_asked = False

    def find(self, rest_id: str, text: str, *, day: date | None = None) -> list[Reservation]:
        if text == "oka":
            self.is_asked = True
            assert self.gate.wait(60)
        return super().find(rest_id, text, day=day)


def test_the_answer_to_what_is_no_longer_typed_is_dropped(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    station = SlowToFind(stand.store, clock)
    window = open_window(controller=station)
    day = stand.day + timedelta(days=3)
    slot = next(s for s in stand.rival.slots(stand.restaurant.id, day) if s.table_id == "2")
    stand.rival.reserve(slot.slot_id, "2", PHONE, 3, name="Okafor")
    hands = Hands(window)
    station.gate.clear()
    hands.type("oka")
    qtbot.waitUntil(lambda: station.is_asked)
    hands.type("p")
    qtbot.waitUntil(lambda: message(window).endswith(" or ahead."))
    station.gate.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert rows(window) == []
    assert message(window).startswith("No reservation with okap, ")


def test_the_last_four_and_del_cancel(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    hands.type("3456")
    hands.press(DEL)
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: table 2, "))
    assert stand.booked() == []
    assert window.top.line.text() == ""


class HoldsSearches(Station):
    """A station whose searches can be held up."""

    find = held_up(Station.find)


@pytest.mark.parametrize("is_gone_on", [False, True])
def test_a_del_before_the_book_has_answered_is_done_then_unless_the_host_goes_on(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock, *, is_gone_on: bool
) -> None:
    slots = stand.rival.slots(stand.restaurant.id, stand.day + timedelta(days=3))
    slot = next(s for s in slots if s.table_id == "2")
    stand.rival.reserve(slot.slot_id, "2", PHONE, 3)
    station = HoldsSearches(stand.store, clock)
    window = open_window(controller=station)
    hands = Hands(window)
    station.gate.clear()
    hands.type("345")
    hands.type("6")
    hands.press(DEL)
    if is_gone_on:
        hands.press(DOWN)
    station.gate.set()
    if is_gone_on:
        qtbot.waitUntil(lambda: bool(rows(window)))
        qtbot.waitUntil(lambda: stand.tasks.is_idle)
        assert window.notice == ""
        assert stand.rival.reservations_for(PHONE) != []
    else:
        qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: table 2, "), timeout=10_000)
        assert stand.rival.reservations_for(PHONE) == []


def test_an_enter_that_came_before_the_book_has_answered_chooses_what_is_found(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    slots = stand.rival.slots(stand.restaurant.id, stand.day + timedelta(days=3))
    stand.rival.reserve(next(s for s in slots if s.table_id == "2").slot_id, "2", PHONE, 3)
    station = HoldsSearches(stand.store, clock)
    window = open_window(controller=station)
    hands = Hands(window)
    station.gate.clear()
    hands.type("3456")
    hands.press(ENTER)
    assert chosen(window) is None
    station.gate.set()
    qtbot.waitUntil(lambda: chosen(window) is not None)


def test_what_could_not_be_cancelled_is_said_where_the_host_is_and_the_line_stays(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    held = stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    hands.type("3456")
    station.gate.clear()
    hands.press(DEL)
    stand.rival.cancel(held.id)
    station.gate.set()
    qtbot.waitUntil(lambda: "Stand 2" in message(window))
    assert window.top.line.text() == "3456"


def test_a_line_begun_while_a_cancel_is_under_way_stays(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 20).key)
    station.gate.clear()
    hands.press(DEL)
    hands.type("4 2")
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: table 2, "))
    qtbot.waitUntil(lambda: not window.desk.is_half_typed)
    assert window.notice.startswith("Cancelled: table 2, ")  # a moment without a key is no key
    hands.type("0")
    assert window.top.line.text() == "4 20"


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (ENTER, "Arrived: table 2, "),
        (Qt.Key.Key_N, "No-show, the table is free: table 2, "),
        (Qt.Key.Key_R, "Left early, the table is free: table 2, "),
    ],
)
def test_one_key_does_it_with_the_party_that_was_found_not_with_the_one_that_is_picked(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, key: Qt.Key, says: str
) -> None:
    stand.reserve(stand.slot("3", 19), OTHER_PHONE, by=stand.rival)
    stand.reserve(stand.slot("2", 19), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "3", 19).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    window.view.pick(shown(window, "3", 19).key)
    hands.type("3456")
    QTest.keyClick(window.top.line, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.notice.startswith(says))
    assert "3" in {made.table_id for made in stand.booked()}
    assert window.top.line.text() == ""


def test_del_cancels_none_of_several_until_one_is_chosen(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    for table, hour in (("2", 20), ("3", 21)):
        stand.reserve(stand.slot(table, hour), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "3", 21).is_free, timeout=10_000)
    hands.type("3456")
    hands.press(DEL)
    assert not window.acts.is_open
    assert window.desk.panel.act_button.text() == "Has arrived"
    assert not window.is_writing
    hands.press(DOWN, DEL)
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: table 3, "), timeout=10_000)
    assert [r.table_id for r in stand.booked()] == ["2"]


def test_nobody_is_found_under_another_name(qtbot: QtBot, window: MainWindow, hands: Hands) -> None:
    hands.type("Zzyzx")
    assert message(window).startswith("No reservation with Zzyzx on ")
    qtbot.waitUntil(lambda: message(window).endswith(" or ahead."))
    hands.press(ENTER)
    assert window.top.line.text() == "Zzyzx"


def test_what_was_found_is_changed_and_its_history_shown_by_one_key(
    qtbot: QtBot, window: MainWindow, stand: Stand, hands: Hands
) -> None:
    day_after = stand.day + timedelta(days=1)
    slot = next(s for s in stand.controller.slots(stand.restaurant.id, day_after))
    made = stand.controller.reserve(slot.slot_id, slot.table_id, PHONE, 2, name="Heron")
    hands.type("heron")
    qtbot.waitUntil(lambda: len(rows(window)) == 1)
    QTest.keyClick(window.top.line, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    history = dialog_of(window, HistoryDialog)
    qtbot.waitUntil(lambda: history.reader.is_read)
    assert [line.id for line in history.reader.lines] == [made.id]
    history.show_scope(0)
    qtbot.waitUntil(lambda: history.reader.is_read)
    assert [line.id for line in history.reader.lines] == [made.id]  # of its day, not of the shown
    history.reject()
    window.activateWindow()
    qtbot.waitUntil(window.desk.panel.isVisible)
    QTest.keyClick(window.top.line, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(window, SlotDialog)
    assert dialog.editing.form.name.text() == "Heron"
    dialog.reject()
