"""What a host was doing as one window took the place of another is gone on with in the new one."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.window_change import take_over, tell_on
from tests.qt.conftest import Speak
from tests.qt.hands import ACT_2, ENTER, Hands, message, rows, settled
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import OpenWindow, Station

Change = Callable[[MainWindow], MainWindow]


@pytest.fixture
def change(qtbot: QtBot, open_window: OpenWindow) -> Change:
    """Once all is answered, show another window in the place of the one that is there."""

    def show(before: MainWindow) -> MainWindow:
        qtbot.waitUntil(settled(before))
        after = open_window()
        take_over(after, before)
        tell_on(after, before)
        return after

    return show


def test_what_can_be_taken_back_is_still_said_in_another_language_with_a_button_in_that(
    qtbot: QtBot,
    window: MainWindow,
    hands: Hands,
    stand: Stand,
    open_window: OpenWindow,
    speak: Speak,
) -> None:
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: ") and settled(window)())
    speak("de")
    german = open_window()
    take_over(german, window)
    assert german.notice == window.notice
    button = german.bottom.notice.action_button
    assert button.text() == "Rückgängig"
    button.click()
    qtbot.waitUntil(lambda: button.text() == "Wiederholen")
    assert stand.booked() == []
    french = open_window()
    take_over(french, german)
    french.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: len(stand.booked()) == 1)
    qtbot.waitUntil(settled(french))


def test_what_has_only_been_read_goes_with_its_window(
    window: MainWindow, open_window: OpenWindow
) -> None:
    window.seat.tell("There is nothing to undo.")
    after = open_window()
    take_over(after, window)
    assert after.notice == ""


def silent(*_: object, **__: object) -> None:
    raise Outage("The database did not answer.", may_be_saved=True)


def test_a_line_that_was_refused_stands_in_the_next_window_and_one_without_an_answer_is_said(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    window: MainWindow,
    hands: Hands,
    station: Station,
    stand: Stand,
    change: Change,
) -> None:
    hands.type(ACT_2)
    station.gate.clear()
    hands.press(ENTER, ENTER)
    stand.reserve(stand.slot("2", 20), OTHER_PHONE, by=stand.rival)
    station.gate.set()
    second = change(window)
    assert second.top.line.text() == ACT_2
    assert message(second) == message(window) != ""
    assert message(second).startswith("Table 2 at 20:00")
    monkeypatch.setattr(station, "reserve", silent)
    qtbot.waitUntil(lambda: "".join(rows(second)[:1]).startswith("Reserve table 3"))
    Hands(second).press(ENTER, ENTER)
    third = change(second)
    assert "not known whether table 3" in third.notice
    assert third.top.line.text() == ""
