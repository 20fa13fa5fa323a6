"""On the timeline: a name is no act, and a place that cannot be had says why."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.about_dialog import AboutDialog
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.timeline import Timeline
from tests.qt.hands import Hands
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Clock, dialog_of, press, shown


@pytest.fixture
def timeline(window: MainWindow) -> Timeline:
    """The timeline, in sight."""
    window.view.all.set_form("timeline")
    return window.view.all.timeline


def pick_up(window: MainWindow, timeline: Timeline, table: str, hour: int) -> None:
    window.view.pick(shown(window, table, hour).key)
    timeline.setFocus()
    press(window, Qt.Key.Key_M)
    assert timeline.carry.row is not None


def middle(window: MainWindow, timeline: Timeline, table: str, hour: int) -> QPoint:
    """Return where the cell of a table in an hour is, in sight."""
    index = timeline.cells.index_of(shown(window, table, hour).key)
    timeline.scrollTo(index)
    return timeline.visualRect(index).center()


@pytest.mark.parametrize("name", ["novak", "rossi", "mayer"])
@pytest.mark.parametrize("is_timeline", [True, False])
def test_a_name_typed_over_a_party_that_is_picked_does_nothing_to_it(
    qtbot: QtBot,
    window: MainWindow,
    timeline: Timeline,
    stand: Stand,
    name: str,
    *,
    is_timeline: bool,
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free)
    window.view.pick(shown(window, "2", 19).key)
    (timeline if is_timeline else window.view.available.list).setFocus()
    Hands(window).type(name)
    assert window.top.line.text().lower() == name
    assert timeline.carry.row is None
    assert (window.seat.is_busy, stand.booked()) == (False, [held])


def test_after_a_move_by_finger_the_key_that_began_it_is_no_part_of_a_name(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    pick_up(window, timeline, "2", 20)
    to = middle(window, timeline, "3", 20)
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=to)
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 3, "))
    Hands(window).type("anna")
    assert window.top.line.text() == "anna"


@pytest.mark.parametrize(
    ("table", "party", "says"),
    [
        ("3", 2, "Table 3 at 20:00 on {day} is already taken."),
        ("1", 4, "Table 1 at 20:00 seats 2. A party of 4 needs a larger table."),
        ("2", 2, ""),
    ],
)
@pytest.mark.parametrize("is_dragged", [True, False])
def test_why_a_party_cannot_be_put_where_it_was_let_go_is_said(
    qtbot: QtBot,
    window: MainWindow,
    timeline: Timeline,
    stand: Stand,
    table: str,
    party: int,
    says: str,
    *,
    is_dragged: bool,
) -> None:
    stand.reserve(stand.slot("2", 20), party=party)
    stand.reserve(stand.slot("3", 20), OTHER_PHONE)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free)
    before, where = stand.booked(), timeline.viewport()
    if is_dragged:
        start, to, aside = (middle(window, timeline, at, 20) for at in ("2", table, "4"))
        QTest.mousePress(where, Qt.MouseButton.LeftButton, pos=start)
        for at in (aside, to):
            QTest.mouseMove(where, at)
        QTest.mouseRelease(where, Qt.MouseButton.LeftButton, pos=to)
    else:
        pick_up(window, timeline, "2", 20)
        to = middle(window, timeline, table, 20)
        QTest.mouseClick(where, Qt.MouseButton.LeftButton, pos=to)
    day = f"{stand.day:%a} {stand.day.day} {stand.day:%B}"
    assert window.notice == says.format(day=day)
    if is_dragged or not says:
        assert timeline.carry.row is None
    else:
        assert timeline.carry.targets
        assert window.bottom.notice.action_button.text() == "Leave them there"
    assert stand.booked() == before


@pytest.mark.parametrize("ends", ["put down", "left", "Escape", "where they are"])
def test_a_press_on_a_place_that_does_not_fit_ends_no_move(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, ends: str
) -> None:
    stand.reserve(stand.slot("2", 20), party=4)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    qtbot.waitUntil(lambda: window.is_settled)
    pick_up(window, timeline, "2", 20)
    where, at = timeline.viewport(), middle(window, timeline, "1", 20)
    QTest.mouseClick(where, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(where, Qt.MouseButton.LeftButton, pos=at)
    assert window.notice.endswith("A party of 4 needs a larger table.")
    assert (window.view.picked, window.acts.is_open) == (shown(window, "2", 20), False)
    if ends == "put down":
        to = middle(window, timeline, "3", 20)
        QTest.mouseClick(where, Qt.MouseButton.LeftButton, pos=to)
        qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 3, "))
    elif ends == "left":
        window.bottom.notice.action_button.click()
    elif ends == "Escape":
        press(window, Qt.Key.Key_Escape)
    else:
        own = middle(window, timeline, "2", 20)
        QTest.mouseClick(where, Qt.MouseButton.LeftButton, pos=own)
    assert timeline.carry.row is None
    assert [each.table_id for each in stand.booked()] == ["3" if ends == "put down" else "2"]
    assert ends == "put down" or window.notice == ""


@pytest.mark.parametrize("is_timeline", [True, False])
def test_why_a_table_of_an_hour_that_is_over_is_not_opened_is_said(
    window: MainWindow, timeline: Timeline, stand: Stand, clock: Clock, *, is_timeline: bool
) -> None:
    clock.at += timedelta(hours=1)
    window.view.set_hours(HourFilter())
    window.view.all.set_form("timeline" if is_timeline else "all")
    window.view.pick(shown(window, "3", 19).key)
    (timeline if is_timeline else window.view.all.list).setFocus()
    press(window, Qt.Key.Key_Return)
    day = f"{stand.day:%a} {stand.day.day} {stand.day:%B}"
    assert window.notice == f"Table 3 at 19:00 on {day} is over."
    assert not window.acts.is_open


def test_where_no_table_can_have_a_party_that_is_said_as_it_is_picked_up(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    for hour in range(19, 23):
        phone = f"07400 1234{hour}"
        stand.reserve(stand.slot("4", hour), phone, party=8, by=stand.rival)
    qtbot.waitUntil(lambda: all(not shown(window, "4", hour).is_free for hour in range(19, 23)))
    pick_up(window, timeline, "4", 20)
    assert window.notice.startswith("No free table of the hours that are shown seats 07400 123420.")
    press(window, Qt.Key.Key_Escape)
    assert (window.notice, timeline.carry.row) == ("", None)


def test_who_is_cancelled_elsewhere_while_carried_is_said_to_be_gone(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    pick_up(window, timeline, "2", 20)
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: timeline.carry.row is None)
    assert window.notice == "07400 123456 no longer has table 2 at 20:00. Nothing was done."


def test_a_host_who_cancels_whom_they_carry_is_told_that_and_no_more(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    qtbot.waitUntil(lambda: window.is_settled)
    pick_up(window, timeline, "2", 20)
    press(window, Qt.Key.Key_Delete)
    said: list[str] = []
    timeline.carry.ended.connect(lambda: said.append(window.notice))
    qtbot.waitUntil(lambda: timeline.carry.row is None and not window.seat.is_busy)
    qtbot.waitUntil(lambda: window.is_settled)
    assert window.notice.startswith("Cancelled: table 2, ")
    assert not any("no longer has" in each for each in said)


def test_who_is_carried_to_another_day_is_dropped_and_not_said_to_be_gone(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    pick_up(window, timeline, "2", 20)
    window.go_to(stand.day + timedelta(days=1))
    qtbot.waitUntil(lambda: window.is_settled)
    assert (window.notice, timeline.carry.row) == ("", None)


def test_a_press_over_which_a_dialog_opens_carries_nobody_once_that_has_gone(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    handle = window.windowHandle()
    assert handle is not None
    at = timeline.viewport().mapTo(window, middle(window, timeline, "2", 20))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    window.acts.open_about()
    dialog = dialog_of(window, AboutDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at)  # which the window never hears
    dialog.reject()
    to = timeline.viewport().mapTo(window, middle(window, timeline, "3", 20))
    QTest.mouseMove(handle, to)
    QTest.mouseMove(handle, to + QPoint(2, 2))
    assert timeline.carry.row is None
