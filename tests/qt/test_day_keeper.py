"""What the next run and the day sheets find on this machine."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.last_known import MOST_DAYS, LastKnown
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day_keeper import DayKeeper
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.main_window import MainWindow
from tests.qt.days import NOW, SATURDAY, day, house
from tests.qt.stand import OTHER_PHONE, PHONE, Stand, end_tasks
from tests.qt.station import Clock, Station, shown


def test_today_is_kept_while_the_host_looks_at_another_day(
    qtbot: QtBot, stand: Stand, tmp_path: Path
) -> None:
    known = LastKnown(tmp_path / "last-days.json", uri="", database="resv")
    today = stand.restaurant.business_day(stand.controller.now())
    keeper = DayKeeper(stand.tasks, known, stand.tasks)
    keeper.follow(stand.controller, stand.restaurant)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    days = known.days()
    assert [(day.on - today).days for day in days] == list(range(MOST_DAYS))
    before = days[0].read_at
    assert days[1].waiting == ()
    made = stand.reserve(stand.slot("2", 20), by=stand.rival)
    full = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    entry = stand.rival.wait(stand.restaurant.id, full.slot_id, 8, PHONE, name="Heron")
    keeper.follow(stand.controller, stand.restaurant)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert known.days()[0].read_at > before
    assert [held.id for held in known.days()[1].reservations] == [made.id, full.id]
    assert [each.id for each in known.days()[1].waiting or ()] == [entry.id]


def test_what_was_read_while_the_clock_was_ahead_is_read_again_and_kept(
    qtbot: QtBot, stand: Stand, station: Station, clock: Clock, tmp_path: Path
) -> None:
    known = LastKnown(tmp_path / "last-days.json", uri="", database="resv")
    keeper = DayKeeper(stand.tasks, known, stand.tasks)
    clock.at += timedelta(hours=2)
    keeper.follow(station, stand.restaurant)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    clock.at -= timedelta(hours=2)
    made = stand.reserve(stand.slot("2", 20), by=stand.rival)
    keeper.follow(station, stand.restaurant)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    held = {each.id for day in known.days() for each in day.reservations}
    assert made.id in held


def test_the_day_that_begins_while_nothing_answers_is_shown_as_it_was_last_known(
    qtbot: QtBot, window: MainWindow, station: Station, clock: Clock, stand: Stand, tmp_path: Path
) -> None:
    tomorrow = stand.day + timedelta(days=1)
    slots = stand.controller.slots(stand.restaurant.id, tomorrow)
    stand.reserve(next(s for s in slots if s.table_id == "2" and s.starts_at.hour == 17))
    known = LastKnown(tmp_path / "last-days.json", uri="", database="resv")
    keeper = DayKeeper(stand.tasks, known, window)
    keeper.looked_ahead.connect(window.live.learn)
    keeper.follow(station, stand.restaurant)
    qtbot.waitUntil(lambda: window.live.known.find(tomorrow) is not None)
    station.is_silent = True
    clock.at += timedelta(hours=5)
    window.tick()
    assert window.view.day is not None
    assert window.view.day.on == window.top.day.day == tomorrow
    assert shown(window, "2", 17).phone == PHONE


def test_what_was_read_behind_the_window_replaces_nothing_that_is_newer(qapp: QApplication) -> None:
    del qapp
    tasks = Tasks()
    live = LiveDay(tasks, cast(Controller, None), "house", SATURDAY, tasks)
    today, tomorrow = day(), day(on=SATURDAY + timedelta(days=1))
    live.show_known([today])
    later = timedelta(minutes=5)
    live.learn([tomorrow])
    live.learn([replace(tomorrow, read_at=NOW - later), replace(today, read_at=NOW + later)])
    live.learn([day(on=SATURDAY + timedelta(days=2), restaurant=replace(house(), id="other"))])
    known = [live.known.find(SATURDAY + timedelta(days=n)) for n in range(3)]
    end_tasks(tasks)
    assert known == [today, tomorrow, None]


def test_who_turns_the_pages_finds_the_next_day_known_and_it_is_read_again_when_they_come(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    live, first = window.live, stand.day
    days = [first + timedelta(days=n) for n in range(4)]
    window.go_to(days[1])
    qtbot.waitUntil(lambda: live.known.find(days[2]) is not None)
    assert live.on == days[1]
    made = stand.reserve(stand.controller.slots(stand.restaurant.id, days[2])[0])
    read_before = live.known.find(days[2])
    with qtbot.waitSignal(live.shown):
        window.go_to(days[2])
    assert window.view.day == read_before
    qtbot.waitUntil(lambda: window.is_settled)
    assert window.view.day is not None
    assert [held.id for held in window.view.day.reservations] == [made.id]


def test_who_jumps_to_a_day_reads_no_other(qtbot: QtBot, window: MainWindow, stand: Stand) -> None:
    far = stand.day + timedelta(days=5)
    window.go_to(far)
    qtbot.waitUntil(lambda: window.is_settled)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    known = [n for n in range(12) if window.live.known.find(stand.day + timedelta(days=n))]
    assert known == [0, 5]
