"""After a restart without a database what was last known is readable, and nothing is promised."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Reservation
from resv_desktop.last_known import MOST_DAYS, LastKnown, Snapshot
from resv_desktop.qt import day_keeper
from resv_desktop.qt.app import App
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_keeper import day_of
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.settings import Folders, Settings
from resv_desktop.startup import open_controller
from tests.noon import zone_at_noon
from tests.own_mongod import OwnMongod, own_mongod
from tests.qt.stand import fill

LONG_MS = 30_000


@pytest.fixture
def server(home: Path) -> Iterator[OwnMongod]:
    with own_mongod(home / "m") as made:
        yield made


@pytest.fixture
def house(server: OwnMongod) -> Reservation:
    with open_controller(uri=server.uri, station="Bar") as controller:
        return furnish(controller)


def furnish(controller: Controller) -> Reservation:
    """Make a house that is open around the clock, with one reservation in its last hour today."""
    now = controller.now()
    made = controller.create_restaurant(
        "Harbour House", "+442079460123", "00:24", timezone=zone_at_noon(now)
    )
    made = controller.add_tables(made.id, [2, 4])
    slots = controller.slots(made.id, made.business_day(now))
    last = [slot for slot in slots if slot.ends_at > now][-1]
    return controller.reserve(last.slot_id, "2", "07400 123456", 4, name="Heron")


@contextmanager
def running(qapp: QApplication, folders: Folders, uri: str | None) -> Iterator[App]:
    """Run the program in this process until the end of the block."""
    before = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    app = App(qapp, folders=folders, settings=Settings(), uri=uri, database="resv")
    app.begin()
    try:
        yield app
    finally:
        app.close()
        qInstallMessageHandler(handler)
        sys.excepthook, threading.excepthook = before


def main_window() -> MainWindow | None:
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    return next((window for window in shown if window.isVisible()), None)


def window_of(qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: main_window() is not None, timeout=LONG_MS)
    window = main_window()
    assert window is not None
    return window


def is_live(window: MainWindow, held: Reservation) -> bool:
    day = window.view.day
    return (
        window.is_settled
        and not window.banner.isVisible()
        and day is not None
        and [r.id for r in day.reservations] == [held.id]
    )


def test_after_a_restart_without_a_database_the_last_known_day_is_shown_and_nothing_is_promised(
    qtbot: QtBot,
    qapp: QApplication,
    server: OwnMongod,
    house: Reservation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders = Folders.under(tmp_path)
    kept = folders.data / "last-days.json"
    joined_on: list[threading.Thread] = []

    def joined(snapshot: Snapshot) -> Day:
        joined_on.append(threading.current_thread())
        return day_of(snapshot)

    with running(qapp, folders, server.uri):
        window = window_of(qtbot)
        qtbot.waitUntil(lambda: is_live(window, house), timeout=LONG_MS)
        # The days ahead are read once the running one is shown.
        qtbot.waitUntil(
            lambda: len(LastKnown(kept, uri=server.uri, database="resv").days()) == MOST_DAYS
        )
    monkeypatch.setattr(day_keeper, "day_of", joined)
    with running(qapp, folders, server.uri) as app:
        with server.frozen():
            window = window_of(qtbot)
            day = window.view.day
            assert day is not None
            assert joined_on
            assert threading.main_thread() not in joined_on
            assert [r.name for r in day.reservations] == ["Heron"]
            qtbot.waitUntil(lambda: "does not answer" in window.banner.text(), timeout=LONG_MS)
            assert "You see the state of" in window.banner.text()
            free = next(t for hour in day.hours[::-1] for t in hour.by_table if t.is_free)
            window.acts.open_slot(day.restaurant, free, 2)
            dialog = window.findChild(SlotDialog)
            assert isinstance(dialog, SlotDialog)
            qtbot.waitUntil(dialog.isActiveWindow)
            assert "nothing can be saved until it does" in dialog.message.text()
            fill(dialog)
            qtbot.keyClick(dialog, Qt.Key.Key_Return)
            assert not dialog.is_busy
            assert "nothing can be saved until it does" in dialog.message.text()
            window.go_to(day.on + timedelta(days=1))
            qtbot.waitUntil(lambda: window.view.day is not None and window.view.day.on > day.on)
            window.go_to(day.on)
            window.top.party.press(4)
            window.view.pick(free.key)
            window.view.all.list.setFocus()
        # The database is back, but what is typed in an open dialog is not taken away.
        qtbot.waitUntil(lambda: app.is_open, timeout=LONG_MS)
        assert dialog.isVisible()
        assert main_window() is window
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: main_window() not in (None, window), timeout=LONG_MS)
        again = window_of(qtbot)
        qtbot.waitUntil(lambda: is_live(again, house), timeout=LONG_MS)
        # The host goes on where they were: at the same table, for the same party.
        assert again.view.picked is not None
        assert again.view.picked.key == free.key
        assert (again.view.party_size, again.top.party.value) == (4, 4)
        assert again.focusWidget() is again.view.all.list
    assert server.client["resv"]["reservations"].count_documents({}) == 1


def test_a_server_of_ones_own_that_does_not_start_leaves_the_last_known_day_and_says_why(
    qtbot: QtBot,
    qapp: QApplication,
    home: Path,
    fake_mongod: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders = Folders.under(home)
    with open_controller(home=home) as controller:
        held = furnish(controller)
    with running(qapp, folders, None):
        window = window_of(qtbot)
        qtbot.waitUntil(lambda: is_live(window, held), timeout=LONG_MS)
    monkeypatch.setenv("RESV_MONGOD", str(fake_mongod(code=14)))
    with running(qapp, folders, None):
        window = window_of(qtbot)
        assert window.view.day is not None
        assert [r.name for r in window.view.day.reservations] == ["Heron"]
        qtbot.waitUntil(
            lambda: window.banner.text().startswith("The database does not answer. "),
            timeout=LONG_MS,
        )
        says = window.banner.text()
        assert "are damaged" in says
        assert "You see the state of" in says
        monkeypatch.delenv("RESV_MONGOD")
        qtbot.mouseClick(window.banner.action_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: main_window() not in (None, window), timeout=LONG_MS)
        again = window_of(qtbot)
        qtbot.waitUntil(lambda: is_live(again, held), timeout=LONG_MS)


def test_without_a_last_known_day_the_first_window_says_why_and_waits(
    qtbot: QtBot, qapp: QApplication, server: OwnMongod, house: Reservation, tmp_path: Path
) -> None:
    with running(qapp, Folders.under(tmp_path), server.uri), server.frozen():
        start = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "startWindow")
        qtbot.waitUntil(
            lambda: "does not answer" in start.words(),  # type: ignore[attr-defined]  # of StartWindow
            timeout=LONG_MS,
        )
        assert start.isVisible()
        assert main_window() is None
    assert house.id
