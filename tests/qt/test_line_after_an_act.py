"""What the keys mean in the line once it has done something: the next guest is typed at once."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.command_rows import FoundRow
from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import DEL, Hands, chosen, message, rows
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, press, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow, stand: Stand) -> Hands:
    """The hands of a host at whose stand two parties are due at 19:00 and 20:00."""
    stand.reserve(stand.slot("2", 19), PHONE, by=stand.rival)
    stand.reserve(stand.slot("3", 20), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    return Hands(window)


def arrive(qtbot: QtBot, window: MainWindow, hands: Hands) -> None:
    """Say from the line that the first party has come."""
    hands.type("3456")
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "), timeout=10_000)


def test_one_key_takes_the_act_back_not_the_digits(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    arrive(qtbot, window, hands)
    assert window.top.line.hasFocus()
    hands.press(Qt.Key.Key_Z, beside=CONTROL)
    qtbot.waitUntil(
        lambda: window.notice.startswith("The arrival is undone: table 2, "), timeout=10_000
    )
    assert {r.table_id: r.status for r in stand.booked()} == {"2": "booked", "3": "booked"}
    assert window.top.line.text() == "3456"


def test_the_party_that_the_line_spoke_of_is_picked(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    window.view.pick(shown(window, "3", 20).key)
    arrive(qtbot, window, hands)
    picked = window.view.picked
    assert picked is not None
    assert (picked.table_id, picked.starts_at.hour) == ("2", 19)


def test_the_keys_are_where_what_was_reserved_is_picked_and_enter_opens_no_other_table(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    window.view.available.list.setFocus()
    hands.type("2 21 07400123458 Wren")
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table 1, "), timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, "1", 21).is_free, timeout=10_000)
    assert window.view.all.list.hasFocus()
    press(window, ENTER)
    qtbot.waitUntil(lambda: window.acts.is_open)
    picked = window.view.picked
    assert picked is not None
    assert (picked.table_id, picked.guest) == ("1", "Wren")
    hands.press(ESCAPE)
    qtbot.waitUntil(lambda: not window.acts.is_open)


def test_what_is_typed_after_an_act_is_the_next_guest(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    arrive(qtbot, window, hands)
    hands.type("3457")
    assert window.top.line.text() == "3457"
    assert rows(window)[0].startswith("20:00, table 3, ")


def test_what_is_typed_after_a_dialog_of_the_line_is_the_next_guest(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    hands.type("3457")
    hands.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: window.acts.is_open)
    hands.press(ESCAPE)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    window.top.line.setFocus()
    hands.type("3456")
    assert window.top.line.text() == "3456"


def test_what_is_typed_after_enter_has_only_found_somebody_is_the_next_guest(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("3", 22), "07500 123458", by=stand.rival)
    stand.reserve(stand.slot("4", 22), "07400 123458", by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 22).is_free, timeout=10_000)
    hands.type("3458")
    hands.press(ENTER)
    assert isinstance(chosen(window), FoundRow)
    assert window.top.line.text() == "3458"
    hands.type("3456")
    assert window.top.line.text() == "3456"


def test_two_enters_behind_a_full_hour_reserve_no_other_hour(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), "07400 123458", party=8, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    hands.type("8 20 07400123459 Wren")
    assert rows(window)[0].startswith("Put on the waitlist of 20:00: ")
    hands.press(Qt.Key.Key_Down)
    assert window.desk.panel.act_button.text() == "Reserve table 4 at 19:00"
    hands.press(Qt.Key.Key_Up)
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("On the waitlist: "), timeout=10_000)
    assert len(stand.booked()) == 3


def test_nobody_is_missing_before_the_hour(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    window.view.pick(shown(window, "3", 20).key)
    hands.press(Qt.Key.Key_N, beside=CONTROL)
    qtbot.waitUntil(lambda: "It is too early for a no-show at table " in window.notice)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert len(stand.booked()) == 2


def test_a_second_enter_at_once_is_not_for_the_next_step_and_a_later_one_is(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    hands.type("3456")
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "), timeout=10_000)
    hands.press(ENTER)
    assert not window.seat.is_busy
    assert {r.table_id: r.status for r in stand.booked()} == {"2": "arrived", "3": "booked"}

    def is_heard() -> bool:
        hands.press(ENTER)
        return window.seat.is_busy

    qtbot.waitUntil(is_heard, timeout=10_000)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "), timeout=10_000)


def test_the_enter_of_the_next_party_is_heard_at_once(
    qtbot: QtBot, window: MainWindow, hands: Hands
) -> None:
    arrive(qtbot, window, hands)
    hands.type("3457")
    hands.press(ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 3, "), timeout=10_000)


def step_behind_another(
    qtbot: QtBot, window: MainWindow, hands: Hands, station: Station, key: Qt.Key
) -> None:
    """Say in the line that one party has come, while that is still written of another one."""
    window.view.pick(shown(window, "2", 19).key)
    qtbot.waitUntil(lambda: not window.view.details.surprise.isActive())
    station.gate.clear()
    press(window, ENTER, CONTROL)
    assert window.seat.is_busy
    hands.type("3457")
    hands.press(key)


@pytest.mark.parametrize(
    ("key", "says"),
    [(ENTER, "Arrived: table 3, "), (DEL, "Cancelled: table 3, ")],
)
def test_a_key_in_the_line_while_another_party_is_written_is_done_after_it_however_long_that_takes(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    station: Station,
    key: Qt.Key,
    says: str,
) -> None:
    step_behind_another(qtbot, window, hands, station, key)
    # For longer than a key is kept whose party is still looked for.
    with qtbot.assertNotEmitted(window.desk.acting.hurried.given_up, wait=3_000):
        assert window.top.line.text() == "3457"
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith(says), timeout=10_000)
    left = {"2": "arrived", "3": "arrived"} if key == ENTER else {"2": "arrived"}
    assert {r.table_id: r.status for r in stand.booked()} == left


def test_the_button_pressed_once_more_before_the_answer_is_one_press(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    hands.type("3457")
    station.gate.clear()
    for _ in range(2):
        window.desk.panel.act_button.click()
    station.gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 3, "), timeout=10_000)
    qtbot.waitUntil(lambda: not window.seat.is_busy and window.is_settled)
    assert window.notice.startswith("Arrived: table 3, ")
    assert {r.table_id: r.status for r in stand.booked()} == {"2": "booked", "3": "arrived"}


def test_a_key_in_the_line_behind_an_act_that_is_refused_is_said_not_to_be_done(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand, station: Station
) -> None:
    step_behind_another(qtbot, window, hands, station, ENTER)
    first = next(r for r in stand.booked() if r.table_id == "2")
    stand.rival.set_status(first.id, "arrived")
    station.gate.set()
    says = "Nothing was saved. What was asked for after that was not done."
    qtbot.waitUntil(lambda: message(window).endswith(says))
    assert not window.seat.is_busy
    assert window.top.line.text() == "3457"
    assert {r.table_id: r.status for r in stand.booked()} == {"2": "arrived", "3": "booked"}
