"""The host stand in one window, on a real MongoDB, beside another station."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, RestaurantNotFound
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.cancel_dialog import CancelDialog
from resv_desktop.qt.day import TableHour
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.store.store import Store
from tests.qt.stand import PHONE, Stand, fill

OpenWindow = Callable[..., MainWindow]


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Station(Controller):
    """A station whose database can fall silent and whose writes can be held up."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, station="Stand 1", clock=clock)
        self.is_silent = False
        self.upkeeps = 0
        self.gate = threading.Event()
        self.gate.set()

    def ping(self) -> None:
        self._check()

    def slots(self, rest_id: str, day: date) -> list[Slot]:
        self._check()
        return super().slots(rest_id, day)

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        assert self.gate.wait(10)
        return super().reserve(*asked, **more)

    def upkeep(self, rest_id: str) -> int:
        self.upkeeps += 1
        return super().upkeep(rest_id)

    def _check(self) -> None:
        if self.is_silent:
            raise Outage("The database does not answer.")


@pytest.fixture
def clock(stand: Stand) -> Clock:
    """Eight minutes past seven on the evening after today."""
    evening = datetime.combine(stand.day, time(19, 8), stand.restaurant.zone)
    return Clock(evening.astimezone(UTC))


@pytest.fixture
def station(stand: Stand, clock: Clock) -> Station:
    return Station(stand.store, clock)


@pytest.fixture
def open_window(qtbot: QtBot, look: Look, stand: Stand, station: Station) -> Iterator[OpenWindow]:
    opened: list[MainWindow] = []

    def open_(restaurants: list[Restaurant] | None = None, *, is_demo: bool = False) -> MainWindow:
        window = MainWindow(
            look,
            stand.tasks,
            station,
            stand.memory,
            stand.restaurant,
            restaurants or [stand.restaurant],
            "Stand 1",
            is_demo=is_demo,
        )
        opened.append(window)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: window.is_settled and stand.tasks.is_idle)
        return window

    yield open_
    station.gate.set()
    for window in opened:
        window.close()
        assert window.follower.wait(5)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


def shown(window: MainWindow, table: str, hour: int) -> TableHour:
    day = window.view.day
    assert day is not None
    found = (
        t for h in day.hours if h.starts_at.hour == hour for t in h.by_table if t.table_id == table
    )
    return next(found)


def dialog_of(window: MainWindow, kind: type[QDialog]) -> Any:
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def press(
    window: MainWindow,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    target: QWidget = window.focusWidget() or window
    QTest.keyClick(target, key, modifiers)


def test_the_running_day_is_shown_with_what_is_free(window: MainWindow, stand: Stand) -> None:
    assert window.objectName() == "mainWindow"
    assert window.windowTitle() == "Harbour House"
    assert window.top.day.day == stand.day
    assert window.top.hours.text() == "Open 17:00 to 23:00"
    assert window.view.available.head.explanation() == "16 free for 2 this evening"
    assert window.view.all.head.explanation() == "4 tables"
    assert window.bottom.freshness.text() == "Up to date, 19:08"
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
    press(window, Qt.Key.Key_4)
    assert window.view.party_size == 4
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
    assert window.view.details.act_button.text() == "Show reservation"
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


def test_a_reservation_is_shown_and_cancelled(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    window.view.pick(shown(window, "2", 20).key)
    window.view.details.act_button.click()
    dialog = dialog_of(window, SlotDialog)
    dialog.cancelled.emit(shown(window, "2", 20).reservation)
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
    press(window, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: settled_on(stand.day))
    assert window.top.day.day == stand.day
    window.go_to(stand.day)
    assert window.is_settled


def test_the_menu_has_a_key_for_what_is_done_often(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    press(window, Qt.Key.Key_C)
    dialog = dialog_of(window, CancelDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()
    window.activateWindow()  # a desktop does this by itself, the offscreen one does not
    qtbot.waitUntil(window.isActiveWindow)
    read_at = window.view.day
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.is_settled and window.view.day is not read_at)
    press(window, Qt.Key.Key_M)
    qtbot.waitUntil(window.menu.isVisible)
    window.menu.close()
    texts = [action.text() for action in window.menu.actions() if action.text()]
    assert texts == [
        "Cancel a reservation",
        "Read the book again",
        "Theme",
        "New restaurant",
        "About",
        "Quit",
    ]
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


def test_of_several_restaurants_the_notice_names_the_one(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand
) -> None:
    other = stand.controller.create_restaurant(
        "Quay", "020 7946 0124", "12:23", timezone="Europe/London"
    )
    window = open_window([stand.restaurant, other])
    assert "Switch restaurant" in [action.text() for action in window.menu.actions()]
    with qtbot.waitSignal(window.restaurant_switch_wanted):
        window.menu.switch_wanted.emit()
    held = stand.reserve(stand.slot("2", 20))
    window.acts._on_reserved(held)
    assert window.notice.startswith("Reserved at Harbour House: table 2, ")
    window.acts._on_cancelled(held)
    assert window.notice.startswith("Cancelled at Harbour House: table 2, ")


def test_an_outage_is_told_and_is_over_when_the_database_answers(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    rows = list(window.view.all.list.rows.rows)
    station.is_silent = True
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(window.banner.isVisible)
    assert window.banner.text() == (
        "The database does not answer. You see the state of 19:08. Nothing new can be saved. "
        "It is tried again every second."
    )
    assert (window.bottom.freshness.text(), window.bottom.freshness.kind) == (
        "Not up to date since 19:08",
        "warn",
    )
    assert list(window.view.all.list.rows.rows) == rows
    window.go_to(stand.day + timedelta(days=1))
    qtbot.waitUntil(lambda: "cannot be read now." in window.view.all.reading.text())
    station.is_silent = False
    window.banner.action_button.click()
    qtbot.waitUntil(lambda: not window.banner.isVisible() and window.is_settled)
    assert window.view.day is not None
    assert window.view.day.on == stand.day + timedelta(days=1)
    assert window.bottom.freshness.kind == "ok"


def test_days_that_were_read_are_shown_while_the_database_is_silent(
    qtbot: QtBot, window: MainWindow, station: Station, clock: Clock, stand: Stand
) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Qt.Key.Key_Right, ctrl)
    qtbot.waitUntil(lambda: window.is_settled and stand.tasks.is_idle)
    clock.at += timedelta(minutes=11)
    window._pulse.ask()
    qtbot.waitUntil(lambda: window.bottom.freshness.text() == "Up to date, 19:19")
    station.is_silent = True
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(window.banner.isVisible)
    assert "You see the state of 19:19." in window.banner.text()
    press(window, Qt.Key.Key_Left, ctrl)
    assert window.view.day is not None
    assert window.view.day.on == stand.day
    assert window.view.available.list.isVisible()
    assert "You see the state of 19:08." in window.banner.text()
    assert window.bottom.freshness.text() == "Not up to date since 19:08"
    press(window, Qt.Key.Key_Left, ctrl)
    assert "cannot be read now." in window.view.all.reading.text()
    assert "You see" not in window.banner.text()
    press(window, Qt.Key.Key_4)
    assert (window.view.party_size, window.top.party.value) == (4, 4)
    press(window, Qt.Key.Key_Right, ctrl)
    assert window.view.available.head.explanation().endswith("free for 4 this evening")
    assert window.view.available.list.hasFocus()
    window.banner.action_button.setFocus()
    station.is_silent = False
    window.banner.action_button.click()
    qtbot.waitUntil(lambda: not window.banner.isVisible() and window.is_settled)
    assert window.bottom.freshness.text() == "Up to date, 19:19"
    assert window.view.available.list.hasFocus()


def test_a_known_day_is_shown_at_once_and_then_read(
    qtbot: QtBot, window: MainWindow, clock: Clock, stand: Stand
) -> None:
    window.go_to(stand.day + timedelta(days=1))
    qtbot.waitUntil(lambda: window.is_settled and stand.tasks.is_idle)
    clock.at += timedelta(minutes=11)
    window.go_to(stand.day)
    known = window.view.day
    assert known is not None
    assert known.on == stand.day
    assert not window.is_settled
    window._reader.waited.emit()
    assert window.bottom.freshness.text() == "Not up to date since 19:08"
    qtbot.waitUntil(lambda: window.is_settled)
    assert window.view.day is not known
    assert window.bottom.freshness.text() == "Up to date, 19:19"


def test_a_silence_from_the_start_says_that_nothing_can_be_shown(
    qtbot: QtBot, look: Look, stand: Stand, station: Station
) -> None:
    station.is_silent = True
    window = MainWindow(
        look, stand.tasks, station, stand.memory, stand.restaurant, [stand.restaurant], "Stand 1"
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.banner.isVisible)
    assert "Nothing can be shown yet." in window.banner.text()
    window.close()
    assert window.follower.wait(5)


def test_a_restaurant_that_is_gone_is_told(qtbot: QtBot, window: MainWindow) -> None:
    gone = RestaurantNotFound("There is no restaurant {id}.", id="x")
    window._reader.refused.emit(gone)
    qtbot.waitUntil(window.banner.isVisible)
    assert window.banner.text().startswith("There is no restaurant x.")


def test_a_late_answer_is_announced_in_words(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    later = stand.day + timedelta(days=1)
    window._reader.waited.emit()
    assert window.view.day is not None
    window._reader._on = later
    window._reader.waited.emit()
    assert window.view.all.reading.text().startswith("Reading ")
    window._reader.read(stand.day)
    qtbot.waitUntil(lambda: window.is_settled)


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


def test_a_day_that_was_chosen_stays_when_the_running_day_turns(
    qtbot: QtBot, window: MainWindow, clock: Clock, stand: Stand
) -> None:
    chosen = stand.day + timedelta(days=3)
    window.go_to(chosen)
    qtbot.waitUntil(lambda: window.is_settled)
    clock.at += timedelta(hours=5)
    window.tick()
    assert window.top.day.day == chosen


def test_a_demo_is_marked(open_window: OpenWindow) -> None:
    window = open_window(is_demo=True)
    mark = window.findChild(QWidget, "demoMark")
    assert mark is not None
    assert mark.isVisible()


def test_a_window_that_is_closed_while_a_write_is_under_way_waits_for_the_answer(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    window.view.opened.emit(shown(window, "2", 20))
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, PHONE)
    station.gate.clear()
    dialog.act_button.click()
    assert window.acts.is_writing
    assert not window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closing):
        station.gate.set()
    assert len(stand.booked()) == 1


def test_a_refusal_keeps_a_closing_window_open(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    window.view.opened.emit(shown(window, "2", 20))
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, PHONE)
    station.gate.clear()
    dialog.act_button.click()
    stand.reserve(stand.slot("2", 20), "07400 123499", by=stand.rival)
    assert not window.close()
    with qtbot.assertNotEmitted(window.closing):
        station.gate.set()
        qtbot.waitUntil(lambda: not window.acts.is_writing)
        qtbot.waitUntil(lambda: stand.tasks.is_idle)
        assert dialog.isVisible()
        dialog.reject()
    assert window.isVisible()
