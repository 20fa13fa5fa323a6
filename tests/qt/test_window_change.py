"""What a host was doing as one window took the place of another is gone on with in the new one."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.window_change import take_over, tell_on
from tests.qt.hands import ACT_2, ENTER, Hands, message, settled
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import OpenWindow, Station

Change = Callable[[], MainWindow]


@pytest.fixture
def change(qtbot: QtBot, window: MainWindow, open_window: OpenWindow) -> Change:
    """Once all is answered, show another window in the place of the one that is there."""

    def show() -> MainWindow:
        qtbot.waitUntil(settled(window))
        after = open_window()
        take_over(after, window)
        tell_on(after, window)
        return after

    return show


def test_a_line_that_was_refused_stands_in_the_next_window_with_the_reason(
    window: MainWindow, hands: Hands, station: Station, stand: Stand, change: Change
) -> None:
    hands.type(ACT_2)
    station.gate.clear()
    hands.press(ENTER, ENTER)
    stand.reserve(stand.slot("2", 20), OTHER_PHONE, by=stand.rival)
    station.gate.set()
    after = change()
    assert after.top.line.text() == ACT_2
    assert message(after) == message(window) != ""
    assert message(after).startswith("Table 2 at 20:00")


def test_a_line_whose_answer_never_came_is_said_in_the_next_window(
    monkeypatch: pytest.MonkeyPatch, hands: Hands, station: Station, change: Change
) -> None:
    def silent(*_: object, **__: object) -> None:
        raise Outage("The database did not answer.", may_be_saved=True)

    monkeypatch.setattr(station, "reserve", silent)
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    after = change()
    assert "not known whether table 2" in after.notice
    assert after.top.line.text() == ""
