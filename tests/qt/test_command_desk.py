"""What a host types is answered at once and done with two keys, on a real MongoDB."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.command_rows import Answer
from resv_desktop.qt.history.history_dialog import HistoryDialog
from resv_desktop.qt.line_answering import LineAnswering
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import Hands, chosen, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, shown

ENTER, ESCAPE, DEL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete
DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up
ACT_2 = "4 20 07400123456 Cohen"


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    """The hands of the host, with the focus in the list as the window is opened."""
    assert window.view.available.list.hasFocus()
    return Hands(window)


def message(window: MainWindow) -> str:
    """Return what is said about the answer."""
    return window.desk.panel.message.text()


def settled(window: MainWindow) -> Callable[[], bool]:
    """Return whether everything that was asked has been answered."""
    return lambda: not window.desk.is_writing and window.is_settled


# --- what is typed


def test_a_digit_typed_in_the_list_opens_the_line_and_is_the_party(
    window: MainWindow, hands: Hands
) -> None:
    hands.type("4")
    assert window.top.line.hasFocus()
    assert (window.top.line.text(), window.top.party.value) == ("4", 4)
    assert window.view.party_size == 4
    assert window.desk.panel.isVisible()
    assert rows(window)[2] == "19:00, table 2, best fit, Seats exactly 4."


def test_escape_closes_the_answer_and_gives_the_focus_back(
    window: MainWindow, hands: Hands
) -> None:
    window.view.all.list.setFocus()
    hands.type("4")
    hands.press(ESCAPE)
    assert window.view.all.list.hasFocus()
    assert not window.desk.panel.isVisible()
    assert window.top.line.text() == ""


def test_the_party_that_was_chosen_comes_back_when_the_line_is_left(
    window: MainWindow, hands: Hands
) -> None:
    hands.type("8")
    assert (window.top.party.value, window.view.party_size) == (8, 8)
    hands.press(ESCAPE)
    assert (window.top.party.value, window.view.party_size) == (2, 2)
    hands.type("8")
    window.top.party.press(3)
    hands.press(ESCAPE)
    assert (window.top.party.value, window.view.party_size) == (3, 3)
    hands.type("8")
    hands.press(Qt.Key.Key_Backspace)
    assert (window.top.party.value, window.view.party_size) == (3, 3)


def test_what_was_no_party_after_all_leaves_the_party_as_it_was(
    window: MainWindow, hands: Hands
) -> None:
    hands.type("3456")
    assert (window.top.party.value, window.view.party_size) == (2, 2)


def test_a_party_that_is_typed_is_answered_once(
    window: MainWindow, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    answer = LineAnswering.answer

    def counted(answering: LineAnswering) -> Answer:
        asked.append(answering.party)
        return answer(answering)

    monkeypatch.setattr(LineAnswering, "answer", counted)
    hands.type("4")
    assert (asked, window.view.party_size) == ([4], 4)


@pytest.mark.parametrize("place", ["menuButton", "todayButton", "dayPicker", "partySizePicker"])
def test_a_letter_or_digit_opens_the_line_wherever_the_keys_are(
    window: MainWindow, hands: Hands, place: str
) -> None:
    for text in ("7", "co"):
        widget = window.findChild(QWidget, place)
        assert widget is not None
        widget.setFocus()
        hands.type(text)
        assert window.top.line.text() == text


def test_a_letter_opens_the_line_from_the_choice_of_hours(window: MainWindow, hands: Hands) -> None:
    window.view.all.hours.setFocus()
    before = window.view.all.hours.currentIndex()
    hands.type("Fr")
    assert (window.top.line.text(), window.view.all.hours.currentIndex()) == ("Fr", before)


def test_what_is_free_for_four_around_twenty_needs_no_key(
    window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4 20")
    day = f"{stand.day:%a} {stand.day.day} {stand.day:%B}"
    assert window.desk.panel.head() == f"For 4, {day}, 20:00"
    assert rows(window) == [
        "20:00, table 2, best fit, Seats exactly 4.",
        "20:00, table 3, fits, Seats exactly 4.",
        "20:00, table 4, 4 spare, Seats 8, 4 spare.",
        "19:00, table 2, 1 hour earlier, Seats exactly 4.",
        "21:00, table 2, 1 hour later, Seats exactly 4.",
        "22:00, table 2, 2 hours later, Seats exactly 4.",
    ]
    assert hands.keys == []


def test_a_full_hour_is_said_with_the_nearest_hours(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    hands.type("8 20")
    assert message(window) == "Full for 8 at 20:00. The nearest free hours:"
    assert rows(window)[0] == "19:00, table 4, 1 hour earlier, Seats exactly 8."


def test_what_has_two_meanings_is_said_after_a_moment_and_nothing_typed_is_lost(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    hands.type("4 8")
    assert message(window) == ""
    qtbot.waitUntil(lambda: message(window).startswith("A party of 4 or of 8?"))
    assert window.top.line.text() == "4 8"
    hands.type("pm")
    assert message(window) == ""
    assert rows(window)[0].startswith("20:00, table 2, ")


def test_enter_says_at_once_what_is_wrong_with_a_number(
    window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("4 20 07400 12345a")
    hands.press(ENTER)
    assert message(window).startswith('"07400 12345a" has a letter in it.')
    assert window.top.line.text() == "4 20 07400 12345a"
    assert stand.booked() == []


# --- reserving


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
    assert window.view.available.list.hasFocus()
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


# --- refused, silent, unclear


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


@pytest.mark.parametrize("is_saving", [True, False])
def test_an_answer_that_never_came_is_asked_for_again_and_never_twice(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock, *, is_saving: bool
) -> None:
    station = LosesAnswers(stand.store, clock)
    station.is_saving = is_saving
    window = open_window(controller=station)
    hands = Hands(window)
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: "not known" in message(window) or bool(window.notice))
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
    window = open_window(controller=station)
    hands = Hands(window)
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: "not known" in message(window))
    hands.press(ESCAPE)
    assert message(window).endswith("Escape once more leaves.")
    assert window.top.line.text() == ACT_2
    hands.press(ESCAPE)
    assert window.notice.startswith("It is not known whether table 2 at 20:00 was reserved.")
    assert not window.desk.panel.isVisible()


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


# --- finding


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
    slots = stand.rival.slots(stand.restaurant.id, day)
    slot = next(s for s in slots if s.table_id == "2" and s.starts_at.hour == 20)
    stand.rival.reserve(slot.slot_id, "2", PHONE, 3, name="Ökafor")
    hands.type("okaf")
    qtbot.waitUntil(lambda: bool(rows(window)))
    named = f"{day:%a} {day.day} {day:%B}"
    says = "20:00, table 2, Ökafor, reserved, Party of 3, 07400 123456, Enter: show."
    assert rows(window) == [f"{named}, {says}"]
    hands.press(ENTER, ENTER)
    assert dialog_of(window, SlotDialog).holder.isVisible()


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

    def find(self, rest_id: str, text: str, *, day: date | None = None) -> list[Reservation]:
        assert self.gate.wait(60)
        return super().find(rest_id, text, day=day)


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


class HoldsCancels(Station):
    """A station whose cancelling can be held up."""

    def cancel(self, *asked: Any, **more: Any) -> Reservation:
        assert self.gate.wait(60)
        return super().cancel(*asked, **more)


def test_what_could_not_be_cancelled_is_said_where_the_host_is_and_the_line_stays(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    held = stand.reserve(stand.slot("2", 20), by=stand.rival)
    station = HoldsCancels(stand.store, clock)
    window = open_window(controller=station)
    hands = Hands(window)
    hands.type("3456")
    station.gate.clear()
    hands.press(DEL)
    stand.rival.cancel(held.id)
    station.gate.set()
    qtbot.waitUntil(lambda: "Stand 2" in message(window))
    assert window.top.line.text() == "3456"


def test_a_line_begun_while_a_cancel_is_under_way_stays(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, clock: Clock
) -> None:
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    station = HoldsCancels(stand.store, clock)
    window = open_window(controller=station)
    hands = Hands(window)
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


# --- what is heard


def test_line_results_and_act_have_names_and_each_row_is_one_sentence(
    window: MainWindow, hands: Hands
) -> None:
    hands.type(ACT_2)
    panel = window.desk.panel
    assert window.top.line.objectName() == "commandLine"
    assert window.top.line.accessibleName() == "Find or reserve"
    assert panel.list.accessibleName() == "Results"
    spoken = panel.model.data(panel.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Reserve table 2 at 20:00 for 4, Cohen, best fit, Seats exactly 4."
    assert panel.act_button.text() == "Reserve table 2"
    assert panel.act_button.height() >= 44
    assert panel.list.sizeHintForRow(0) >= 44
    assert window.top.line.height() >= 44
