"""The program goes over to another database at once, and keeps what the host was doing."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pymongo
import pytest
from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from resv_desktop.credentials import put_away
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.app import App
from resv_desktop.qt.database_dialog import DatabaseDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.setup import SetupWizard
from resv_desktop.relocation import Whereabouts, move_book
from resv_desktop.settings import Folders, Settings, load_settings
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer

FILE = "settings.json"


class Run:
    """One run of the program whose settings name a database of the tests' server."""

    def __init__(self, qapp: QApplication, folders: Folders, uri: str, database: str) -> None:
        self.folders, self.bare, self.database = folders, put_away(uri, folders.config)[0], database
        self.app = App(
            qapp,
            folders=folders,
            settings=Settings(uri=self.bare, database=database),
            uri=self.bare,
            database=database,
        )
        self.app.begin()

    def find(self, kind: type, name: str) -> object | None:
        for widget in QApplication.allWidgets():
            if isinstance(widget, kind) and widget.objectName() == name and widget.isVisible():
                return widget
        return None

    @property
    def dialog(self) -> DatabaseDialog:
        found = self.find(DatabaseDialog, "databaseDialog")
        assert isinstance(found, DatabaseDialog)
        return found

    @property
    def window(self) -> MainWindow | None:
        found = self.find(MainWindow, "mainWindow")
        return found if isinstance(found, MainWindow) else None

    def settings(self) -> Settings:
        return load_settings(self.folders.config / "settings.json")[0]


@pytest.fixture
def start(
    qapp: QApplication, mongod: ManagedServer, database_name: str, tmp_path: Path
) -> Iterator[Callable[[], Run]]:
    before = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    runs: list[Run] = []

    def start_one() -> Run:
        runs.append(Run(qapp, Folders.under(tmp_path), mongod.uri, database_name))
        return runs[-1]

    yield start_one
    for run in runs:
        run.app.close()
    qInstallMessageHandler(handler)
    sys.excepthook, threading.excepthook = before
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
    client.drop_database(f"{database_name}-other")
    client.close()


def make_house(uri: str, database: str, name: str) -> str:
    with open_controller(uri=uri, database=database) as controller:
        made = controller.create_restaurant(name, "+442079460123")
        return controller.add_tables(made.id, [2, 4]).id


def test_the_book_moves_under_the_open_window_and_what_was_typed_is_still_there(
    qtbot: QtBot, start: Callable[[], Run], mongod: ManagedServer, database_name: str
) -> None:
    house = make_house(mongod.uri, database_name, "Harbour House")
    run = start()
    qtbot.waitUntil(lambda: run.window is not None and run.window.is_settled)
    first = run.window
    assert first is not None
    shown = first.live.on
    qtbot.keyClicks(first.top.line, "Coh")
    first.database_wanted.emit()
    qtbot.waitUntil(lambda: run.find(DatabaseDialog, "databaseDialog") is not None)
    dialog = run.dialog
    dialog.form_lines.database.edit.setText(f"{database_name}-other")
    qtbot.keyClick(dialog.form_lines.database.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Move the book there")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Go on")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: run.window not in (None, first))
    window = run.window
    assert window is not None
    qtbot.waitUntil(lambda: window.is_settled and window.live.on == shown)
    assert window.top.line.text() == "Coh"
    assert window.is_of(open_restaurants(mongod.uri, f"{database_name}-other")[0])
    qtbot.waitUntil(lambda: run.settings().database == f"{database_name}-other")
    assert run.settings().restaurant_id == house


def open_restaurants(uri: str, database: str) -> list[Restaurant]:
    with open_controller(uri=uri, database=database) as controller:
        return list(controller.restaurants())


def test_the_first_start_can_use_a_book_that_is_elsewhere(
    qtbot: QtBot, start: Callable[[], Run], mongod: ManagedServer, database_name: str
) -> None:
    make_house(mongod.uri, f"{database_name}-other", "Mill House")
    run = start()
    qtbot.waitUntil(lambda: run.find(SetupWizard, "setupWizard") is not None)
    wizard = run.find(SetupWizard, "setupWizard")
    assert isinstance(wizard, SetupWizard)
    qtbot.keyClicks(wizard.findChild(QLineEdit, "restaurantName"), "H")
    wizard.database_wanted.emit()
    qtbot.waitUntil(lambda: run.find(DatabaseDialog, "databaseDialog") is not None)
    dialog = run.dialog
    dialog.reject()
    assert wizard.isVisible(), "what was typed in the set-up is lost"
    wizard.database_wanted.emit()
    dialog = run.dialog
    dialog.form_lines.database.edit.setText(f"{database_name}-other")
    qtbot.keyClick(dialog.form_lines.database.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Use the book there")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: run.window is not None)


def test_where_the_choice_of_another_database_cannot_be_saved_that_is_said_beside_its_book(
    qtbot: QtBot, start: Callable[[], Run], mongod: ManagedServer, database_name: str
) -> None:
    for name in (database_name, f"{database_name}-other"):
        make_house(mongod.uri, name, "Mill House")
    run = start()
    qtbot.waitUntil(lambda: run.window is not None and (run.folders.config / FILE).exists())
    first = run.window
    assert first is not None
    qtbot.waitUntil(lambda: run.app.tasks.is_idle)
    file = run.folders.config / FILE
    file.unlink()
    file.symlink_to("/dev/null/settings.json")  # as of settings that somebody else looks after
    first.database_wanted.emit()
    dialog = run.dialog
    dialog.form_lines.database.edit.setText(f"{database_name}-other")
    qtbot.keyClick(dialog.form_lines.database.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Use the book there")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: run.window not in (None, first))
    window = run.window
    assert window is not None
    qtbot.waitUntil(lambda: window.notice == f"The settings could not be saved in {file}.")


def test_a_book_that_has_moved_on_is_said_and_another_database_offered(
    qtbot: QtBot, start: Callable[[], Run], mongod: ManagedServer, database_name: str, home: Path
) -> None:
    make_house(mongod.uri, database_name, "Harbour House")
    other = f"{database_name}-other"
    move_book(
        Whereabouts(mongod.uri, database_name),
        Whereabouts(mongod.uri, other),
        Folders.under(home),
        station="Stand 2",
    )
    run = start()
    qtbot.waitUntil(lambda: "The book has moved on" in run.app._start.words())
    run.app._start.database_wanted.emit()
    dialog = run.dialog
    dialog.form_lines.database.edit.setText(other)
    qtbot.keyClick(dialog.form_lines.database.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Use the book there")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: run.window is not None)


def test_a_move_of_its_own_that_was_broken_off_at_the_end_is_followed(
    qtbot: QtBot,
    start: Callable[[], Run],
    mongod: ManagedServer,
    database_name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_house(mongod.uri, database_name, "Harbour House")
    other = f"{database_name}-other"
    folders = Folders.under(tmp_path)
    source = Whereabouts(put_away(mongod.uri, folders.config)[0], database_name)
    move_book(source, Whereabouts(source.uri, other), folders, station="Stand 1")
    with monkeypatch.context() as patched:  # it was another process, which is no more
        patched.setattr("resv_desktop.pending_move.PendingMove.is_under_way", lambda _: False)
        run = start()
        qtbot.waitUntil(lambda: run.window is not None)
    qtbot.waitUntil(lambda: run.settings().database == other)
