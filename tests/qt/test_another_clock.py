"""What is said and kept after the manager has changed the house: its clock, name and number."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.last_known import LastKnown
from resv_desktop.qt.day_keeper import DayKeeper
from resv_desktop.qt.house.attention_dialog import AttentionDialog
from resv_desktop.qt.house.manager_gate import HOLDS_S
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.wait_dialog import WaitDialog
from resv_desktop.qt.widgets.label import Label
from tests.qt.house.test_attention import leave
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, is_live, is_told_silent
from tests.qt.test_wait_dialog import wait_elsewhere

Rezone = Callable[[str], None]
DIALLED = "+44 7400 123456"  # as abroad
ABROAD = HouseChange(name="Pier House", phone="+1 212 736 5000")


@pytest.fixture
def rezone(qtbot: QtBot, window: MainWindow, stand: Stand) -> Rezone:
    """Pick another clock at another station, and wait until the window goes by it."""

    def rezone_(zone: str) -> None:
        qtbot.waitUntil(lambda: is_live(window))
        change, rest_id = HouseChange(timezone=zone), stand.restaurant.id
        seen = stand.rival.preview(rest_id, change)
        stand.rival.edit_restaurant(rest_id, change, preview=seen, homes={})
        qtbot.waitUntil(lambda: window.restaurant.timezone == zone, timeout=20_000)
        qtbot.waitUntil(lambda: is_live(window), timeout=20_000)

    return rezone_


def test_the_state_that_is_seen_is_told_by_that_clock(
    qtbot: QtBot, window: MainWindow, station: Station, rezone: Rezone
) -> None:
    rezone("America/New_York")
    station.is_silent = True
    qtbot.waitUntil(lambda: is_told_silent(window), timeout=20_000)
    at = window.live.true_at
    assert at is not None
    told = f"{window.restaurant.local(at):%H:%M}"
    qtbot.waitUntil(lambda: told in window.bottom.freshness.text())


def test_who_waits_is_said_by_that_clock(
    qtbot: QtBot, window: MainWindow, stand: Stand, rezone: Rezone
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    wait_elsewhere(stand, "Heron", PHONE)
    qtbot.waitUntil(lambda: len(window.waiting.reader.now.entries) == 1, timeout=10_000)
    rezone("America/New_York")
    (entry,) = stand.rival.waitlist(stand.restaurant.id).entries
    qtbot.waitUntil(lambda: window.waiting.reader.now.entries == (entry,), timeout=15_000)
    slots = stand.rival.slots(stand.restaurant.id, stand.day)
    hour = next(s for s in slots if s.slot_id == entry.slot_id and s.table_id == "4")
    window.waiting.open(hour, 8)
    dialog = dialog_of(window, WaitDialog)
    since = f"{window.restaurant.local(entry.since_at):%H:%M}"
    said = [label.text() for label in dialog.findChildren(Label)]
    assert any("waits since " in text and f"{since}, " in text for text in said), said


def test_when_the_pin_ceased_to_hold_is_said_by_that_clock(
    window: MainWindow, clock: Clock, rezone: Rezone
) -> None:
    window.gate._until = window.gate._clock() - HOLDS_S
    rezone("America/New_York")
    ended = window.gate._ended_at()
    assert ended is not None
    assert ended.utcoffset() == window.restaurant.local(clock.at).utcoffset()


def test_the_running_day_is_kept_by_that_clock(
    window: MainWindow, stand: Stand, station: Station, clock: Clock, rezone: Rezone, tmp_path: Path
) -> None:
    known = LastKnown(tmp_path / "last-days.json", uri="", database="resv")
    keeper = DayKeeper(stand.tasks, known, window)
    keeper.follow(station, stand.restaurant)
    rezone("America/Los_Angeles")
    day = window.day_now
    assert day is not None
    keeper.note(day)
    clock.at = (clock.at + timedelta(days=1)).replace(hour=5, minute=30)  # that evening, there
    assert window.restaurant.business_day(clock.at) == day.on
    keeper.flush()
    assert day.on in [each.on for each in known.days()]


def move_abroad(qtbot: QtBot, window: MainWindow, stand: Stand) -> None:
    """Give the house another name and number at another station, and wait for both."""
    qtbot.waitUntil(lambda: is_live(window))
    seen = stand.rival.preview(stand.restaurant.id, ABROAD)
    stand.rival.edit_restaurant(stand.restaurant.id, ABROAD, preview=seen, homes={})
    qtbot.waitUntil(lambda: window.restaurant.name == ABROAD.name, timeout=20_000)
    qtbot.waitUntil(lambda: is_live(window), timeout=20_000)


def test_what_is_done_at_once_is_said_as_the_house_dials_now(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    move_abroad(qtbot, window, stand)
    window.seat.step(held)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "))
    assert DIALLED in window.notice


def test_what_is_done_in_a_dialog_is_said_by_the_name_and_number_of_the_house_now(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand
) -> None:
    other = stand.rival.create_restaurant("Mill", "020 7946 0124", timezone="Europe/London")
    window = open_window([stand.restaurant, other])
    move_abroad(qtbot, window, stand)
    window.acts.tell_reserved(stand.reserve(stand.slot("2", 19), DIALLED))
    assert window.notice.startswith("Reserved at Pier House: table 2, ")
    assert DIALLED in window.notice


def test_who_needs_attention_is_listed_as_the_house_dials_now(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    move_abroad(qtbot, window, stand)
    leave(stand, "2", DIALLED)
    qtbot.waitUntil(lambda: len(window.attention.reader.now) == 1, timeout=15_000)
    window.bottom.attention.click()
    (row,) = dialog_of(window, AttentionDialog).box.list.rows.rows
    assert DIALLED in (row.who, row.phone)
