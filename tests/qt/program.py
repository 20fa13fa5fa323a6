"""The program as it is started, run after run, in the process of a test."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.app import App
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.settings import Folders, Settings, load_settings
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer


class Run:
    """One run of the program in this process, on a database of its own."""

    def __init__(self, qapp: QApplication, uri: str, database: str, home: Path) -> None:
        self.folders = Folders.under(home)
        settings, _ = load_settings(self.folders.config / "settings.json")
        self.app = App(qapp, folders=self.folders, settings=settings, uri=uri, database=database)

    def shown(self, name: str) -> QWidget | None:
        """Return the visible window or dialog of this name, or None."""
        for window in QApplication.topLevelWidgets():
            for widget in (window, *window.findChildren(QWidget, name)):
                if widget.objectName() == name and widget.isVisible():
                    return widget
        return None

    def settings(self) -> Settings:
        return load_settings(self.folders.config / "settings.json")[0]


@pytest.fixture
def hooks() -> Iterator[None]:
    """Leave the hooks for bugs and for what Qt says as they were found."""
    before = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    yield
    qInstallMessageHandler(handler)
    sys.excepthook, threading.excepthook = before


@pytest.fixture
def start(
    qapp: QApplication, hooks: None, mongod: ManagedServer, database_name: str, tmp_path: Path
) -> Iterator[Callable[[], Run]]:
    """Start the program, and again: each run has what the one before has left."""
    del hooks
    runs: list[Run] = []

    def start_one() -> Run:
        runs.append(Run(qapp, mongod.uri, database_name, tmp_path))
        return runs[-1]

    yield start_one
    for made in runs:
        made.app.close()


@pytest.fixture
def run(start: Callable[[], Run]) -> Run:
    return start()


def main_window(qtbot: QtBot, run: Run) -> MainWindow:
    """Return the main window as soon as it is shown."""
    qtbot.waitUntil(lambda: isinstance(run.shown("mainWindow"), MainWindow))
    window = run.shown("mainWindow")
    assert isinstance(window, MainWindow)
    return window


def make_houses(uri: str, database: str, *names: str) -> list[str]:
    with open_controller(uri=uri, database=database) as controller:
        ids = []
        for name in names:
            made = controller.create_restaurant(name, "+442079460123")
            ids.append(controller.add_tables(made.id, [2, 4]).id)
        return ids
