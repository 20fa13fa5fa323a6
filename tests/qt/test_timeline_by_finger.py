"""On the timeline a swipe scrolls; a party goes with a finger that was held on it."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.about_dialog import AboutDialog
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.widgets.fingers import FAR, HOLD_MS, Fingers
from tests.qt.stand import PHONE, Stand
from tests.qt.station import dialog_of, shown
from tests.qt.timelines import large_day
from tests.qt.timelines import shown as large
from tests.qt.touches import Finger, at_rest, fingers, heard, scrolled_by, until_still

_ = fingers

UP = QPoint(0, -100)
WAIT_MS = 30  # between two steps of a swipe that pushes nothing
SHORT = QPoint(0, FAR + 4)


def middle(timeline: Timeline, window: MainWindow, table: str, hour: int) -> QPoint:
    """Return where the cell of a table in an hour is, in sight."""
    index = timeline.cells.index_of(shown(window, table, hour).key)
    timeline.scrollTo(index)
    return timeline.visualRect(index).center()


@pytest.fixture
def timeline(qtbot: QtBot, window: MainWindow, stand: Stand) -> Timeline:
    """The timeline, with a party of two at table 2, 19:00."""
    stand.reserve(stand.slot("2", 19), PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    window.view.all.set_form("timeline")
    qtbot.waitUntil(lambda: window.is_settled)
    qtbot.waitUntil(window.view.all.timeline.isVisible)
    return window.view.all.timeline


def hold(qtbot: QtBot, window: MainWindow, timeline: Timeline, finger: Finger) -> QPoint:
    """Hold a finger on the party until it has hold of it, wherever a banner moves all meanwhile."""
    start, corner = QPoint(), QPoint(-1, -1)

    def has_hold() -> bool:
        nonlocal start, corner
        if timeline.carry.row is None and timeline.mapTo(window, QPoint(0, 0)) != corner:
            if corner.x() >= 0:
                finger.up(start)
            start, corner = middle(timeline, window, "2", 19), timeline.mapTo(window, QPoint(0, 0))
            finger.down(start)
            assert timeline.carry.row is None
        return timeline.carry.row is not None

    qtbot.waitUntil(has_hold, timeout=HOLD_MS * 10)
    return start


def test_a_swipe_over_a_party_of_the_timeline_moves_and_picks_nobody(
    window: MainWindow, timeline: Timeline, stand: Stand, fingers: Fingers
) -> None:
    start = middle(timeline, window, "2", 19)
    to = middle(timeline, window, "3", 20)
    before, picked = stand.booked(), window.view.picked
    Finger(timeline.viewport()).swipe(start, to - start)
    assert (timeline.carry.row, window.view.picked, stand.booked()) == (None, picked, before)
    assert not window.seat.is_busy
    assert window.notice == ""
    assert at_rest(fingers)()


def test_a_party_that_a_finger_is_held_on_goes_with_it(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, fingers: Fingers
) -> None:
    finger = Finger(timeline.viewport())
    start = hold(qtbot, window, timeline, finger)
    to = middle(timeline, window, "3", 20)
    assert timeline.carry.targets  # are painted
    for part in (0.3, 0.7, 1.0):
        finger.move(start + (to - start) * part)
    assert timeline.carry.aim is not None
    finger.up(to)
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 3, "), timeout=10_000)
    assert [(m.table_id, m.starts_at.hour) for m in stand.booked()] == [("3", 20)]
    assert at_rest(fingers)()


def test_a_finger_held_on_a_party_and_let_go_leaves_it_there_picked(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, fingers: Fingers
) -> None:
    finger = Finger(timeline.viewport())
    finger.up(hold(qtbot, window, timeline, finger))
    assert timeline.carry.row is None
    assert window.view.picked == shown(window, "2", 19)
    assert [m.table_id for m in stand.booked()] == ["2"]
    assert at_rest(fingers)()


def test_a_finger_that_taps_and_then_stays_takes_hold_and_opens_nothing(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, fingers: Fingers
) -> None:
    QApplication.setDoubleClickInterval(60_000)  # however slow this machine is
    until_still(qtbot, window)
    start, finger = middle(timeline, window, "2", 19), Finger(timeline.viewport())
    finger.tap(start)
    finger.down(start)
    qtbot.waitUntil(lambda: timeline.carry.row is not None or window.acts.is_open)
    assert not window.acts.is_open
    finger.up(start)
    assert at_rest(fingers)()


def test_a_finger_over_which_a_dialog_comes_takes_hold_of_nobody(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, fingers: Fingers
) -> None:
    window.view.pick(shown(window, "2", 19).key)
    until_still(qtbot, window)
    start, finger = middle(timeline, window, "2", 19), Finger(timeline.viewport())
    finger.down(start)
    window.acts.open_about()
    qtbot.waitUntil(dialog_of(window, AboutDialog).isActiveWindow)
    finger.up(start)
    qtbot.wait(HOLD_MS * 2)
    assert timeline.carry.row is None
    assert at_rest(fingers)()


def test_who_is_carried_is_put_down_by_a_tap_and_by_no_swipe(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, fingers: Fingers
) -> None:
    window.view.pick(shown(window, "2", 19).key)
    assert window.view.pick_up()
    until_still(qtbot, window)
    to, finger = middle(timeline, window, "3", 20), Finger(timeline.viewport())
    finger.swipe(to, SHORT)
    finger.swipe(to, UP)
    finger.down(to)
    assert timeline.carry.row is not None
    assert [m.table_id for m in stand.booked()] == ["2"]
    finger.move(to + SHORT * 2)
    finger.up(to + SHORT * 2)
    assert timeline.carry.row is not None
    qtbot.waitUntil(at_rest(fingers))
    finger.tap(middle(timeline, window, "3", 20))
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 3, "), timeout=10_000)


def test_who_is_carried_is_left_there_by_a_button(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, fingers: Fingers
) -> None:
    window.view.pick(shown(window, "2", 19).key)
    assert window.view.pick_up()
    until_still(qtbot, window)
    button = window.bottom.notice.action_button
    qtbot.waitUntil(button.isVisible)
    assert button.text() == "Leave them there"
    Finger(button).tap(button.rect().center())
    qtbot.waitUntil(lambda: timeline.carry.row is None)
    assert (window.notice, [m.table_id for m in stand.booked()]) == ("", ["2"])
    assert at_rest(fingers)()


@pytest.mark.parametrize("way", [UP, QPoint(-160, 0)])
def test_a_swipe_scrolls_the_timeline_down_and_across(
    qtbot: QtBot, qapp: QApplication, look: Look, way: QPoint
) -> None:
    timeline = large(qtbot, look, large_day())
    centre = timeline.viewport().rect().center()
    until_still(qtbot, timeline)
    with heard(qapp, timeline) as fingers:
        Finger(timeline.viewport()).swipe(centre, way, wait_ms=WAIT_MS)
        qtbot.waitUntil(at_rest(fingers))
    down, across = timeline.verticalScrollBar().value(), timeline.horizontalScrollBar().value()
    moved, other = (across, down) if way.x() else (down, across)
    assert moved >= scrolled_by(way.x() or way.y())
    assert other == 0
    assert (timeline.marked, timeline.carry.row) == (None, None)
