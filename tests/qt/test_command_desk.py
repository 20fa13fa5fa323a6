"""What a host types is answered at once, and heard, on a real MongoDB."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.command_rows import Answer
from resv_desktop.qt.line_answering import LineAnswering
from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import ACT_2, ENTER, ESCAPE, Hands, message, rows
from tests.qt.stand import PHONE, Stand
from tests.qt.station import OpenWindow, Station, shown


def test_a_digit_typed_in_the_list_opens_the_line_and_is_the_party(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    hands.type("4")
    assert window.top.line.hasFocus()
    assert (window.top.line.text(), window.top.party.value) == ("4", 4)
    assert window.view.party_size == 4
    assert window.desk.is_open
    qtbot.waitUntil(window.desk.panel.isVisible)  # what was typed is painted first
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
    stand.reserve(stand.slot("4", 20), party=8, by=stand.rival)
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


def test_a_number_that_was_typed_before_the_first_day_came_is_read_as_it_is_dialled_there(
    qtbot: QtBot, open_window: OpenWindow, station: Station
) -> None:
    station.reads.clear()
    window = open_window(is_waited_for=False)
    window.desk.begin(f"4 20 {PHONE} Heron")
    assert window.desk.typed.e164 == ""
    station.reads.set()
    qtbot.waitUntil(lambda: window.desk.typed.has_number)
    assert (window.desk.typed.name, window.desk.typed.refusal) == ("Heron", None)
