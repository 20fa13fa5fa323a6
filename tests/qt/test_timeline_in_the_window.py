"""The timeline in the host's window: one choice with the lists, by keys alone, live."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.window_change import take_over
from tests.qt.hands import Hands
from tests.qt.stand import PHONE, Stand, fill
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, press, shown


@pytest.fixture
def timeline(window: MainWindow) -> Timeline:
    """The timeline, in sight, chosen by a press."""
    window.view.all.switch.segment(1).click()
    return window.view.all.timeline


def sentence(timeline: Timeline, window: MainWindow, table: str, hour: int) -> str:
    return str(timeline.cells.data(timeline.cells.index_of(shown(window, table, hour).key)))


def test_the_switch_shows_one_form_at_a_time_and_keeps_the_head(
    window: MainWindow, timeline: Timeline
) -> None:
    centre = window.view.all
    assert timeline.objectName() == "timeline"
    assert timeline.isVisible()
    assert [centre.list.isVisible(), centre.heads.isVisible()] == [False, False]
    assert (centre.head.explanation(), centre.hours.isVisible()) == ("Now 19:08", True)
    assert sentence(timeline, window, "3", 20) == "20:00, table 3, 4 seats, free"
    centre.switch.segment(0).click()
    assert not timeline.isVisible()
    assert centre.list.isVisible()
    assert centre.heads.isVisible()
    assert centre.head.explanation() == "4 tables"


def test_the_switch_is_told_once_the_host_has_chosen(qtbot: QtBot, window: MainWindow) -> None:
    centre = window.view.all
    with qtbot.assertNotEmitted(centre.form_chosen):
        centre.set_form("timeline")
    assert centre.timeline.isVisible()
    with qtbot.waitSignal(centre.form_chosen) as told:
        centre.switch.segment(0).click()
    assert told.args == ["all"]


def test_what_is_picked_in_a_list_is_picked_and_in_sight_in_the_timeline(
    window: MainWindow, timeline: Timeline
) -> None:
    window.resize(960, 640)
    window.view.pick(shown(window, "4", 22).key)
    chosen = timeline.selectionModel().selectedIndexes()
    assert [timeline.cells.cell(each).table for each in chosen] == [shown(window, "4", 22)]  # type: ignore[union-attr]  # a cell
    assert timeline.viewport().rect().contains(timeline.visualRect(chosen[0]))
    window.view.all.set_form("all")
    window.view.pick(shown(window, "1", 19).key)
    window.view.all.set_form("timeline")
    assert timeline.marked == shown(window, "1", 19).key
    assert timeline.has_picked_cell


def test_what_is_picked_in_the_timeline_is_picked_in_the_lists_and_the_details(
    window: MainWindow, timeline: Timeline
) -> None:
    cell = timeline.visualRect(timeline.cells.index_of(shown(window, "3", 20).key))
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    view = window.view
    assert view.picked == shown(window, "3", 20)
    assert view.available.list.has_picked_row
    assert view.details.text().startswith("Table 3\n")
    view.all.set_form("all")
    assert view.all.list.has_picked_row
    assert view.all.list.marked == shown(window, "3", 20).key


def test_the_arrows_go_on_from_what_was_picked_elsewhere(
    window: MainWindow, timeline: Timeline
) -> None:
    window.view.available.list.setFocus()
    window.view.pick(shown(window, "3", 20).key)
    timeline.setFocus()
    press(window, Qt.Key.Key_Right)
    assert window.view.picked == shown(window, "3", 21)
    window.view.available.list.setFocus()
    window.view.pick(shown(window, "2", 20).key)
    timeline.setFocus()
    press(window, Qt.Key.Key_Down)
    assert window.view.picked == shown(window, "3", 20)


def test_a_table_is_reserved_on_the_timeline_by_keys_alone(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    window.view.all.set_form("all")
    window.view.available.list.setFocus()
    # On the way lies the button that seats a walk-in.
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Right):
        press(window, key)
    qtbot.waitUntil(timeline.isVisible)
    for _ in range(2):
        press(window, Qt.Key.Key_Tab)
    assert timeline.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        press(window, key)
    assert window.view.picked == shown(window, "2", 20)
    press(window, Qt.Key.Key_Return)
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, PHONE)
    QTest.keyClicks(dialog.reserve_form.name.edit, "Okafor")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    assert sentence(timeline, window, "2", 20) == (
        "20:00, table 2, 4 seats, reserved, Okafor, party of 2"
    )
    assert [(r.table_id, r.party_size) for r in stand.booked()] == [("2", 2)]
    assert window.view.picked == shown(window, "2", 20)


def test_a_double_click_opens_the_dialog_of_the_cell(
    qtbot: QtBot, window: MainWindow, timeline: Timeline
) -> None:
    cell = timeline.visualRect(timeline.cells.index_of(shown(window, "4", 21).key))
    QTest.mouseDClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert window.view.picked == shown(window, "4", 21)


def test_what_another_station_does_is_shown_and_scroll_and_choice_stay(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand
) -> None:
    window.view.set_hours(HourFilter())
    window.resize(960, 640)
    QCoreApplication.processEvents()
    window.view.pick(shown(window, "4", 22).key)
    across = timeline.horizontalScrollBar().value()
    assert across > 0
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: "reserved" in sentence(timeline, window, "2", 20), timeout=10_000)
    assert timeline.horizontalScrollBar().value() == across
    assert window.view.picked == shown(window, "4", 22)
    assert timeline.has_picked_cell
    heads = {head.starts_at.hour: (head.taken, head.tables) for head in timeline.cells.grid.hours}
    assert heads[20] == (1, 4)


def test_a_table_that_is_being_taken_elsewhere_says_so(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, clock: Clock
) -> None:
    rival = Controller(stand.rival_store, station="Stand 2", clock=clock)
    lease, slot = rival.new_id(), stand.slot("3", 20)
    rival.announce(stand.restaurant.id, slot.slot_id, "3", lease_id=lease)
    says = "20:00, table 3, 4 seats, free, being taken at Stand 2"
    qtbot.waitUntil(lambda: sentence(timeline, window, "3", 20) == says)
    index = timeline.cells.index_of(shown(window, "3", 20).key)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "being taken at Stand 2"
    rival.withdraw(lease)
    qtbot.waitUntil(lambda: "being taken" not in sentence(timeline, window, "3", 20))


def test_the_timeline_is_grey_while_it_is_not_known_to_be_true(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, station: Station
) -> None:
    qtbot.waitUntil(lambda: not timeline.is_grey)
    station.is_silent = True
    qtbot.waitUntil(lambda: timeline.is_grey, timeout=10_000)
    station.is_silent = False
    qtbot.waitUntil(lambda: not timeline.is_grey, timeout=10_000)
    assert timeline.isVisible()
    assert window.view.all.form == "timeline"


def test_the_running_hour_moves_on_with_the_clock(
    window: MainWindow, timeline: Timeline, clock: Clock
) -> None:
    def running() -> list[int]:
        return [h.starts_at.hour for h in timeline.cells.grid.hours if h.is_running]

    assert running() == [19]
    clock.at += timedelta(hours=1)
    window.tick()
    assert running() == [20]
    assert window.view.all.head.explanation() == "Now 20:08"


def test_a_window_that_takes_over_shows_the_same_form_and_choice(
    window: MainWindow, timeline: Timeline, open_window: OpenWindow
) -> None:
    window.view.pick(shown(window, "3", 21).key)
    timeline.setFocus()
    other = open_window()
    take_over(other, window)
    assert other.view.all.form == "timeline"
    assert other.view.all.timeline.isVisible()
    assert other.view.all.timeline.marked == timeline.marked
    assert other.focusWidget() is other.view.all.timeline


# --- a party is moved


@pytest.fixture
def held(qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand) -> Reservation:
    """A reservation of table 2 at 20:00, which the timeline shows."""
    del timeline
    made = stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    return made


def pick_up(window: MainWindow, timeline: Timeline) -> None:
    """Pick that party and begin to carry it."""
    window.view.pick(shown(window, "2", 20).key)
    timeline.setFocus()
    press(window, Qt.Key.Key_M)
    assert timeline.carry.row is not None


@pytest.mark.usefixtures("held")
def test_a_name_that_begins_with_the_key_of_moving_is_typed_whole(
    window: MainWindow, timeline: Timeline
) -> None:
    pick_up(window, timeline)
    Hands(window).type("ayer 4")
    assert timeline.carry.row is None
    assert window.top.line.text().lower() == "mayer 4"
    assert window.top.line.hasFocus()


def test_a_party_is_moved_by_keys_alone_and_it_is_said(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, held: Reservation
) -> None:
    pick_up(window, timeline)
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.notice))
    day = f"{stand.day:%a} {stand.day.day} {stand.day:%B}"
    assert window.notice == f"Moved: table 2, {day}, 21:00, 07400 123456, party of 2."
    assert [(r.id, r.table_id, r.starts_at.hour) for r in stand.booked()] == [(held.id, "2", 21)]
    qtbot.waitUntil(lambda: shown(window, "2", 20).is_free)
    assert window.view.picked == shown(window, "2", 21)
    kept = stand.memory.reservations(stand.controller.now())
    assert [(r.id, r.starts_at.hour) for r in kept] == [(held.id, 21)]
    assert timeline.hasFocus()


def test_a_party_that_was_moved_elsewhere_while_it_was_carried_stays_there(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, held: Reservation
) -> None:
    pick_up(window, timeline)
    press(window, Qt.Key.Key_Right)
    stand.rival.move(held.id, stand.slot("4", 22).slot_id, "4")  # which nobody has heard of yet
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert "has been moved to table 4 at 22:00" in window.notice
    assert window.notice.endswith(f", at {stand.rival.station}. Nothing was changed.")
    assert [(r.id, r.table_id, r.starts_at.hour) for r in stand.booked()] == [(held.id, "4", 22)]


def test_a_move_that_is_refused_says_why_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, stand: Stand, held: Reservation
) -> None:
    stand.reserve(stand.slot("1", 21))
    qtbot.waitUntil(lambda: not shown(window, "1", 21).is_free, timeout=10_000)
    pick_up(window, timeline)
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert "already holds table 1 at 21:00" in window.notice
    assert held.id in {r.id for r in stand.booked() if r.starts_at.hour == 20}
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 2, "))
    assert held.id in {r.id for r in stand.booked() if r.starts_at.hour == 21}
