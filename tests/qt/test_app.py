"""From the first painted window to the right one: set-up, chooser, clock, or the host stand."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ReservationNotFound
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.app import App
from resv_desktop.qt.restaurant_chooser import RestaurantChooser
from resv_desktop.qt.setup import SetupWizard
from resv_desktop.qt.setup.days_page import DaysPage
from resv_desktop.qt.setup.preparing import Answers
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.settings import Folders, Settings, save_settings
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.qt.program import Run, hooks, main_window, make_houses, run, start
from tests.qt.station import dialog_of

_ = (hooks, run, start)


def test_the_first_start_leads_through_the_set_up(qtbot: QtBot, run: Run) -> None:
    run.app.begin()
    assert run.shown("startWindow") is not None
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)


def test_where_the_restaurant_of_before_is_missing_the_set_up_says_how_it_comes_back(
    qtbot: QtBot, start: Callable[[], Run]
) -> None:
    run = start()
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    assert run.shown("missedBook") is None
    run.app.close()
    save_settings(run.folders.config / "settings.json", Settings(restaurant_id="6a" * 12))
    run = start()
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    missed = run.shown("missedBook")
    assert isinstance(missed, QLabel)
    assert "bring back the newest file" in missed.text()


def test_ctrl_q_ends_the_program_from_the_set_up_too(qtbot: QtBot, run: Run) -> None:
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    wizard = run.shown("setupWizard")
    assert isinstance(wizard, SetupWizard)
    qtbot.waitUntil(wizard.isActiveWindow)
    name = wizard.findChild(QLineEdit, "restaurantName")
    assert name is not None
    qtbot.keyClicks(name, "H")
    qtbot.keyClick(name, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert wizard.message.isVisible()  # what was typed is not lost without a word
    assert run.shown("startWindow") is not None
    name.clear()
    wizard.message.stay_button.click()
    qtbot.keyClick(name, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert run.shown("setupWizard") is None
    assert run.shown("startWindow") is None


def test_ctrl_q_leaves_the_set_up_of_another_restaurant_and_the_window(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    window = main_window(qtbot, run)
    window.new_restaurant_wanted.emit()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    wizard = run.shown("setupWizard")
    assert wizard is not None
    qtbot.waitUntil(wizard.isActiveWindow)
    qtbot.keyClick(wizard, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: run.shown("mainWindow") is None)
    assert run.shown("setupWizard") is None


@pytest.fixture
def goes_on_without_windows(qapp: QApplication) -> Iterator[None]:
    """Let Qt not end the events by itself once no window is left, as in the program."""
    before = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(before)


@pytest.mark.usefixtures("goes_on_without_windows")
@pytest.mark.parametrize("names", [(), ("Harbour House",)], ids=["first", "another"])
def test_the_system_ends_the_program_whatever_is_half_filled(
    qtbot: QtBot,
    qapp: QApplication,
    run: Run,
    mongod: ManagedServer,
    database_name: str,
    names: tuple[str, ...],
) -> None:
    make_houses(mongod.uri, database_name, *names)
    run.app.begin()
    if names:
        main_window(qtbot, run).new_restaurant_wanted.emit()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    wizard = run.shown("setupWizard")
    assert isinstance(wizard, SetupWizard)
    name = wizard.findChild(QLineEdit, "restaurantName")
    assert name is not None
    qtbot.keyClicks(name, "Half")
    wizard.reject()
    assert wizard.isVisible()  # it asks the host before it lets go
    give_up = QTimer()
    give_up.timeout.connect(lambda: qapp.exit(1))

    def end() -> None:
        run.app.end()
        give_up.start(1000)  # the events are over by now, unless something held the end up

    QTimer.singleShot(0, end)
    code = qapp.exec()
    give_up.stop()
    assert code == 0


def test_one_restaurant_is_shown_at_once_and_remembered(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    (house,) = make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("mainWindow") is not None)
    assert run.shown("startWindow") is None
    qtbot.waitUntil(lambda: run.settings().restaurant_id == house)


def test_of_several_restaurants_one_is_chosen(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House", "Mill House")
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("restaurantChooser") is not None)
    chooser = run.shown("restaurantChooser")
    assert chooser is not None
    qtbot.keyClick(chooser, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: run.shown("mainWindow") is not None)


def test_what_is_being_written_is_told_before_another_restaurant_is_shown(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House", "Mill House")
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("restaurantChooser") is not None)
    qtbot.keyClick(run.shown("restaurantChooser"), Qt.Key.Key_Return)
    window = main_window(qtbot, run)
    qtbot.waitUntil(lambda: window.is_settled)
    go, refused = threading.Event(), list[object]()

    def work(_act: str) -> Reservation:
        assert go.wait(60)
        raise ReservationNotFound("This reservation does not exist, or no longer.")

    window.seat.do("{facts}", work, refused=refused.append)
    window.restaurant_switch_wanted.emit()
    qtbot.waitUntil(lambda: run.shown("restaurantChooser") is not None)
    chooser = run.shown("restaurantChooser")
    assert isinstance(chooser, RestaurantChooser)
    chooser.list.setCurrentIndex(chooser.list.model().index(1, 0))
    qtbot.keyClick(chooser, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: run.shown("restaurantChooser") is None)
    assert (run.shown("mainWindow"), window.is_writing) == (window, True)
    follower = window.follower
    go.set()
    qtbot.waitUntil(lambda: run.shown("mainWindow") not in (None, window))
    assert len(refused) == 1
    second = main_window(qtbot, run)
    house, sentence = words.apart(window.restaurant.name), "This reservation does not exist"
    assert second.notice.startswith(f"{house}: {sentence}")
    assert (second.bottom.notice.kind, second.bottom.notice.has_button) == ("warn", False)
    assert follower.wait(60)


def test_what_is_half_typed_is_left_before_another_restaurant_is_chosen(
    qtbot: QtBot,
    run: Run,
    mongod: ManagedServer,
    database_name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House", "Mill House")
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("restaurantChooser") is not None)
    qtbot.keyClick(run.shown("restaurantChooser"), Qt.Key.Key_Return)
    window = main_window(qtbot, run)
    qtbot.waitUntil(lambda: window.is_settled)
    window.go_to(window.clock.today + timedelta(days=1))
    qtbot.waitUntil(lambda: window.is_settled)
    go, told, restaurants = threading.Event(), list[object](), Controller.restaurants

    def slow(controller: Controller) -> list[Restaurant]:
        assert go.wait(60)
        return restaurants(controller)

    monkeypatch.setattr(Controller, "restaurants", slow)
    window.restaurant_switch_wanted.emit()
    assert window.view.day is not None
    window.acts.open_slot(window.restaurant, window.view.day.hours[0].by_table[0], 2)
    dialog = dialog_of(window, SlotDialog)
    dialog.reserve_form.phone.set_text("07400 123456")
    go.set()
    run.app.tasks.run(run.app, lambda: None, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told) and run.app.tasks.is_idle)
    assert run.shown("restaurantChooser") is None
    dialog.reject()
    qtbot.waitUntil(lambda: run.shown("restaurantChooser") is not None)
    qtbot.keyClick(run.shown("restaurantChooser"), Qt.Key.Key_Escape)
    assert run.shown("mainWindow") is window


def test_another_restaurant_is_set_up_beside_those_that_are_shown(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    (house,) = make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("mainWindow") is not None)
    window = run.shown("mainWindow")
    assert window is not None
    window.new_restaurant_wanted.emit()  # type: ignore[attr-defined]  # a signal of MainWindow
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    wizard = run.shown("setupWizard")
    assert isinstance(wizard, SetupWizard)
    answers = Answers(
        name="Mill House",
        phone="+442079460199",
        hours="12:23",
        timezone="Europe/London",
        capacities=(4,),
    )
    days = wizard.pages[-1]
    assert isinstance(days, DaysPage)
    with qtbot.waitSignal(days.preparing.ended):
        days.preparing.begin(answers)
    assert wizard.restaurant is not None
    assert wizard.restaurant.id != house


@pytest.mark.parametrize(
    "spoilt", [{"$unset": {"timezone": 1}}, {"$set": {"timezone": "England/London"}}]
)
def test_a_restaurant_without_a_clock_is_asked_for_it_once(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str, spoilt: dict[str, Any]
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House")
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
    with client:
        client[database_name]["restaurants"].update_many({}, spoilt)
        run.app.begin()
        qtbot.waitUntil(lambda: run.shown("timezoneDialog") is not None)
        dialog = run.shown("timezoneDialog")
        assert dialog is not None
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: run.shown("mainWindow") is not None)
        stored = client[database_name]["restaurants"].find_one({})
    assert stored is not None
    assert stored["timezone"] == "Europe/London"


def test_a_restaurant_without_tables_goes_on_with_its_set_up(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    with open_controller(uri=mongod.uri, database=database_name) as controller:
        controller.create_restaurant("Harbour House", "+442079460123")
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)


@pytest.mark.usefixtures("hooks")
def test_a_database_that_is_not_there_is_said_and_tried_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    nowhere = "mongodb://127.0.0.1:9/?directConnection=true&serverSelectionTimeoutMS=200"
    made = Run(qapp, nowhere, "resv", tmp_path)
    made.app.begin()
    start = made.shown("startWindow")
    assert start is not None
    again = start.findChild(QPushButton, "tryAgainButton")
    assert isinstance(again, QPushButton)
    qtbot.waitUntil(again.isVisible, timeout=15_000)
    assert "does not answer" in start.words()  # type: ignore[attr-defined]  # of StartWindow
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert not again.isVisible()
    qtbot.waitUntil(again.isVisible, timeout=15_000)
    made.app.close()


@pytest.mark.usefixtures("hooks")
def test_a_killed_server_comes_back_and_the_window_with_it(
    qtbot: QtBot, qapp: QApplication, home: Path
) -> None:
    with open_controller(home=home) as controller:
        made = controller.create_restaurant("Harbour House", "+442079460123")
        controller.add_tables(made.id, [2, 4])
    app = App(qapp, folders=Folders.under(home), settings=Settings(), uri=None, database="resv")
    app.begin()
    run = _Shown()
    qtbot.waitUntil(lambda: run.window() is not None, timeout=30_000)
    window = run.window()
    assert window is not None
    lock = home / "data" / "mongodb" / "db" / "mongod.lock"
    killed = int(lock.read_text())
    os.kill(killed, signal.SIGKILL)
    qtbot.waitUntil(lambda: lock.read_text().strip() not in ("", str(killed)), timeout=30_000)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(
        lambda: window.is_settled and not window.banner.isVisible(),  # type: ignore[attr-defined]  # of MainWindow
        timeout=30_000,
    )
    app.close()
    assert lock.read_text() == ""


class _Shown:
    """Finds the main window."""

    def window(self) -> QWidget | None:
        for widget in QApplication.topLevelWidgets():
            if widget.objectName() == "mainWindow" and widget.isVisible():
                return widget
        return None
