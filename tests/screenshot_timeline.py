"""Pictures of the timeline: the evening, a whole day, a party on its way, states, long names."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.main_window import MainWindow
from tests.screenshot_house import EVENING, LONG_STATION
from tests.screenshot_main import pick
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take the pictures of the timeline."""
    _the_evening(stage)
    _other_days(stage)
    _taking(stage)
    _stale(stage)
    _long_names(stage)


def _open(stage: Stage) -> MainWindow:
    window = stage.open_main_window()
    window.top.party.press(4)
    window.view.all.set_form("timeline")
    return window


def _the_evening(stage: Stage) -> None:
    window = _open(stage)
    stage.take("timeline-nothing-picked", window)
    pick(stage, window, 9, 20)
    timeline = window.view.all.timeline
    timeline.setFocus()
    stage.take("timeline", window)
    window.view.available.list.setFocus()
    stage.take("timeline-focus-elsewhere", window)
    pick(stage, window, 12, 20)
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_M)
    is_rtl = window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    QTest.keyClick(timeline, Qt.Key.Key_Left if is_rtl else Qt.Key.Key_Right)
    assert timeline.carry.aim is not None
    stage.take("timeline-moving", window)
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    window.view.set_hours(HourFilter())
    stage.take("timeline-all-hours", window)
    pick(stage, window, 22, 22)
    stage.take("timeline-last-hour", window)
    stage.close(window)


def _other_days(stage: Stage) -> None:
    window = _open(stage)
    window.go_to(EVENING + timedelta(days=6))
    stage.rest(window)
    stage.take("timeline-empty", window)
    window.go_to(EVENING - timedelta(days=9))
    stage.rest(window)
    stage.take("timeline-before-the-book", window)
    stage.close(window)


def _taking(stage: Stage) -> None:
    window = _open(stage)
    places = {(8, 20): ("Stand 2",), (4, 20): ("Bar", "Stand 2"), (14, 20): (LONG_STATION,)}
    takers = {
        (stage.house.slot(table, hour).slot_id, str(table)): stations
        for (table, hour), stations in places.items()
    }
    window.view.show_takers(takers)
    stage.take("timeline-being-taken-elsewhere", window)
    stage.close(window)


def _stale(stage: Stage) -> None:
    window = _open(stage)
    pick(stage, window, 8, 20)
    with stage.frozen_database():
        stage.wait("the banner is there", window.banner.isVisible)
        stage.take("timeline-outage", window)
    stage.wait("the banner is gone", lambda: not window.banner.isVisible())
    stage.rest(window)
    stage.close(window)


def _long_names(stage: Stage) -> None:
    window = stage.open_main_window(stage.house.long_house())
    window.view.all.set_form("timeline")
    day = window.view.day
    assert day is not None
    taken = next(t for h in day.hours for t in h.by_table if t.reservation and t.reservation.note)
    window.view.pick(taken.key)
    stage.take("timeline-long-names", window)
    stage.close(window)
