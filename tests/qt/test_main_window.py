"""The host stand in one window, on a real MongoDB, beside another station."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.qt.cancel_dialog import CancelDialog
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.help_dialog import HelpDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.slot_list import SlotList
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.window_change import take_over
from tests.qt.conftest import Speak
from tests.qt.stand import PHONE, Stand, bury, fill
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, press, shown


def test_the_running_day_is_shown_with_what_is_free(window: MainWindow, stand: Stand) -> None:
    assert window.objectName() == "mainWindow"
    assert window.windowTitle() == "Harbour House"
    assert window.top.day.day == stand.day
    assert window.top.hours.text() == "Open 17:00 to 23:00"
    assert window.view.available.head.explanation() == "16 free for 2 this evening"
    assert window.view.all.head.explanation() == "4 tables"
    assert window.view.available.list.hasFocus()
    for name in (
        "dayPicker",
        "partySizePicker",
        "availableSlots",
        "allSlots",
        "banner",
        "notice",
        "freshness",
    ):
        assert window.findChild(QWidget, name) is not None, name


def test_a_table_is_reserved_from_the_list_by_keys(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.top.party.press(4)
    assert window.view.party_size == 4
    window.view.available.list.setFocus()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    picked = window.view.picked
    assert picked is not None
    assert picked.table_id == "3"
    press(window, Qt.Key.Key_Return)
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, PHONE)
    QTest.keyClicks(dialog.reserve_form.name.edit, "Okafor")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: bool(window.notice))
    day = f"{stand.day:%a} {stand.day.day} {stand.day:%B}"
    assert window.notice.startswith(f"Reserved: table 3, {day}, 19:00, Okafor, party of 4.")
    qtbot.waitUntil(lambda: not shown(window, "3", 19).is_free)
    assert window.view.details.act_button.text() == "Has arrived"
    assert [r.table_id for r in stand.booked()] == ["3"]
    press(window, Qt.Key.Key_Up)
    assert window.notice == ""


def test_what_another_station_does_is_shown_and_what_is_picked_stays(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.view.pick(shown(window, "4", 20).key)
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    assert window.view.picked == shown(window, "4", 20)
    assert len(window.view.available.list.selectionModel().selectedIndexes()) == 1


def test_an_open_dialog_hears_that_its_table_was_taken(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.view.opened.emit(shown(window, "2", 20))
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, PHONE)
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: bool(dialog.message.text()), timeout=10_000)
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)


def test_nothing_is_opened_of_a_day_that_the_host_has_just_left(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    press(window, Qt.Key.Key_Down)
    left = window.view.picked
    assert left is not None
    window.go_to(stand.day + timedelta(days=1))
    press(window, Qt.Key.Key_Return)
    window.view.opened.emit(left)
    assert not window.acts.is_open
    qtbot.waitUntil(lambda: window.is_settled)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    dialog = dialog_of(window, SlotDialog)
    taken = dialog.slot_to_take
    assert taken is not None
    assert taken.starts_at.date() == stand.day + timedelta(days=1)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_nothing_is_done_about_a_party_of_a_day_that_the_host_has_just_left(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
) -> None:
    kept = stand.reserve(stand.slot("2", 19))
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 19).key)
    station.reads.clear()
    window.go_to(stand.day + timedelta(days=3))
    press(window, key, held)
    assert not window.seat.is_busy
    if window.acts.is_open:  # nothing is picked, so one is looked for
        dialog_of(window, CancelDialog).reject()
    station.reads.set()
    qtbot.waitUntil(lambda: window.is_settled, timeout=10_000)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert window.view.all.timeline.carry.row is None
    assert stand.booked() == [kept]


def test_a_dialog_that_was_left_is_gone(window: MainWindow) -> None:
    window.view.pick(shown(window, "3", 20).key)
    asked: list[Callable[[], object]] = [
        window.menu.cancel_wanted.emit,
        window.menu.history_wanted.emit,
        window.menu.help_wanted.emit,
        lambda: window.view.opened.emit(shown(window, "3", 20)),
        window.menu.waitlist_wanted.emit,
    ]
    for ask in asked:
        ask()
        left = dialog_of(window, DialogFrame)
        left.reject()
        assert bury(partial(_is_gone, left))


def _is_gone(dialog: DialogFrame) -> bool:
    return not isValid(dialog)


def test_a_reservation_is_shown_and_cancelled(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 20).key)
    window.view.details.more.acts["show"].trigger()
    dialog = dialog_of(window, SlotDialog)
    dialog.cancelled.emit(shown(window, "2", 20).reservation, "0" * 24)
    dialog.accept()
    assert window.notice.startswith("Cancelled: table 2, ")
    assert "07400 123456, party of 2." in window.notice


def test_days_are_changed_by_keys_buttons_and_calendar(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    def settled_on(on: date) -> bool:
        return window.is_settled and window.view.day is not None and window.view.day.on == on

    one = timedelta(days=1)
    press(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: settled_on(stand.day + one))
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: settled_on(stand.day + 2 * one))
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: settled_on(stand.day + one))
    window.top.day.later.click()
    qtbot.waitUntil(lambda: settled_on(stand.day + 2 * one))
    press(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: settled_on(stand.day))
    assert window.top.day.day == stand.day
    window.go_to(stand.day)
    assert window.is_settled


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_the_menu_has_a_key_for_what_is_done_often(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    press(window, Qt.Key.Key_Delete)
    dialog = dialog_of(window, CancelDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()
    window.activateWindow()  # a desktop does this by itself, the offscreen one does not
    qtbot.waitUntil(window.isActiveWindow)
    read_at = window.view.day
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.is_settled and window.view.day is not read_at)
    press(window, Qt.Key.Key_F10)
    qtbot.waitUntil(window.menu.isVisible)
    window.menu.close()
    assert texts(window.menu) == [
        "Undo the last act",
        "Find and cancel a reservation…",
        "Waitlist",
        "Read the book again",
        "Print or save the day sheet",
        "Day sheet options…",
        "History",
        "Initials…",
        "Theme",
        "Language",
        "Settings",
        "House",
        "Reports and lists",
        "Set-up",
        "Help",
        "Quit",
    ]
    below = {menu.title(): texts(menu) for menu in window.menu.findChildren(QMenu)}
    assert below["Set-up"] == ["Stations", "Database…", "Backup", "New restaurant…"]
    assert below["Help"] == ["All keys", "Report for support", "About"]
    with qtbot.waitSignal(window.theme_chosen) as told:
        window.menu.themes["dark"].trigger()
    assert told.args == ["dark"]
    with qtbot.waitSignal(window.new_restaurant_wanted):
        window.menu.new_restaurant_wanted.emit()
    window.menu.about_wanted.emit()
    (about,) = [d for d in window.findChildren(QDialog) if d.objectName() == "aboutDialog"]
    window.acts.open_about()
    window.acts.open_cancel(stand.restaurant)
    window.acts.open_slot(stand.restaurant, shown(window, "2", 20), 2)
    about.reject()
    with qtbot.waitSignal(window.closing):
        press(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_a_line_that_asks_for_more_before_anything_is_done_ends_in_dots_and_no_other_one(
    window: MainWindow,
) -> None:
    below = {menu.title(): texts(menu) for menu in window.menu.findChildren(QMenu)}
    assert below["House"] == [
        "Hours, closures and tables…",
        "Needs attention",
        "Guests' data…",
        "Rehearsal",
        "Manager's PIN…",
    ]
    assert below["Reports and lists"] == ["Reports", "Export and import…"]
    acts = window.view.details.more.acts
    assert [name for name, act in acts.items() if act.text().endswith("…")] == ["edit", "move"]


def test_of_several_restaurants_the_notice_names_the_one(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand
) -> None:
    other = stand.controller.create_restaurant(
        "Quay", "020 7946 0124", "12:23", timezone="Europe/London"
    )
    window = open_window([stand.restaurant, other])
    assert "Switch restaurant…" in [action.text() for action in window.menu.actions()]
    with qtbot.waitSignal(window.restaurant_switch_wanted):
        window.menu.switch_wanted.emit()
    held = stand.reserve(stand.slot("2", 20))
    window.acts.tell_reserved(held)
    assert window.notice.startswith("Reserved at Harbour House: table 2, ")
    window.acts._on_cancelled(held, held.id)
    assert window.notice.startswith("Cancelled at Harbour House: table 2, ")


def test_the_minutes_run_down_and_the_day_turns_at_its_end(
    qtbot: QtBot, window: MainWindow, station: Station, clock: Clock, stand: Stand
) -> None:
    def first_words() -> str:
        rows = window.view.available.list.rows
        return str(rows.data(rows.index(0)))

    assert first_words() == "19:00, 4 free, 52 min left"
    clock.at += timedelta(minutes=1)
    window.tick()
    assert first_words() == "19:00, 4 free, 51 min left"
    before = station.upkeeps
    clock.at += timedelta(hours=1)
    window.tick()
    qtbot.waitUntil(lambda: station.upkeeps == before + 1)
    assert first_words() == "20:00, 4 free, 51 min left"
    clock.at += timedelta(hours=4)
    window.tick()
    following = stand.day + timedelta(days=1)
    qtbot.waitUntil(lambda: window.is_settled and window.view.day is not None)
    assert window.top.day.day == following


def test_a_day_that_ends_behind_a_dialog_gives_way_once_that_is_left(
    qtbot: QtBot, window: MainWindow, clock: Clock, stand: Stand
) -> None:
    qtbot.waitUntil(lambda: window.view.day is not None and window.view.day.on == stand.day)
    window.acts.open_slot(stand.restaurant, shown(window, "2", 22), 2)
    dialog = dialog_of(window, SlotDialog)
    clock.at += timedelta(hours=5)
    window.tick()
    assert window.live.on == stand.day
    dialog.reject()
    following = stand.day + timedelta(days=1)
    qtbot.waitUntil(lambda: window.is_settled and window.live.on == following)
    assert window.top.day.day == following
    window.go_to(stand.day)
    window.acts.open_help(stand.restaurant)
    dialog_of(window, HelpDialog).reject()
    qtbot.waitUntil(lambda: window.is_settled)
    assert window.live.on == stand.day  # it was chosen


def test_hours_that_were_chosen_end_with_their_day(
    qtbot: QtBot, window: MainWindow, clock: Clock, stand: Stand
) -> None:
    window.view.set_hours(HourFilter(shown(window, "1", 21).at, is_only=True))
    clock.at += timedelta(hours=22)
    window.tick()
    following = stand.day + timedelta(days=1)
    qtbot.waitUntil(lambda: window.is_settled and window.live.on == following)
    assert window.view.all.hours.currentText() == "All hours"


def test_a_day_that_was_chosen_stays_when_the_running_day_turns(
    qtbot: QtBot, window: MainWindow, clock: Clock, stand: Stand
) -> None:
    chosen = stand.day + timedelta(days=3)
    window.go_to(chosen)
    qtbot.waitUntil(lambda: window.is_settled)
    clock.at += timedelta(hours=5)
    window.tick()
    assert window.top.day.day == chosen


def test_on_a_low_screen_six_rows_of_each_list_are_in_sight(
    qtbot: QtBot, open_window: OpenWindow, speak: Speak, stand: Stand
) -> None:
    speak("de")
    window = open_window()
    window.go_to(stand.day)
    qtbot.waitUntil(lambda: window.is_settled)
    window.resize(1024, 600)
    window.view.verticalScrollBar().setValue(0)
    for slots in (window.view.available.list, window.view.all.list):
        qtbot.waitUntil(lambda slots=slots: _whole_rows(window, slots) >= 6)  # type: ignore[misc]  # it is bound here
    assert window.height() == 600
    assert window.top.height() + window.bottom.height() <= 164


def _whole_rows(window: MainWindow, slots: SlotList) -> int:
    """Return how many rows, headings of hours among them, are in sight without being cut."""
    ground = slots.viewport()
    seen = ground.visibleRegion().boundingRect()
    bottom = window.bottom.mapTo(window, QPoint()).y()
    inside = QRect(ground.mapFrom(window, QPoint()), QSize(window.width(), bottom))
    seen = seen.intersected(inside)
    return seen.height() // slots.row_height


def test_a_demo_is_marked(open_window: OpenWindow) -> None:
    window = open_window(is_demo=True)
    mark = window.findChild(QWidget, "demoMark")
    assert mark is not None
    assert mark.isVisible()


def test_after_another_text_size_both_lists_stand_at_the_same_hour(
    qtbot: QtBot, window: MainWindow, open_window: OpenWindow
) -> None:
    window.view.set_hours(HourFilter())
    picked = shown(window, "2", 20)
    window.view.pick(picked.key)
    window.view.available.list.verticalScrollBar().setValue(0)
    other = open_window()
    other.resize(1280, 660)
    take_over(other, window)
    slots = (other.view.available.list, other.view.all.list)
    qtbot.waitUntil(lambda: {each.hour_in_sight() for each in slots} == {picked.at})
    assert other.view.picked == picked
