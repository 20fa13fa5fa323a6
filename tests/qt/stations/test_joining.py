"""A machine that has never been set up joins the restaurant of another one, and works at once."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.database_uri import is_joined
from resv_desktop.qt.app import App
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.stations.join_dialog import JoinDialog
from resv_desktop.qt.stations.stations_dialog import StationsDialog
from resv_desktop.settings import Folders, Settings, load_settings
from resv_desktop.startup import open_controller
from tests.store.two_machines import LoopbackHouse, house, letting_in

_ = (house,)

W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="module")
def first(house: LoopbackHouse) -> Iterator[Controller]:
    with house.open_first() as controller:
        controller.share()
        made = controller.create_restaurant("Harbour House", "+442079460123", "00:24")
        controller.add_tables(made.id, [2, 4])
        yield controller


class Second:
    """The program on the second machine, run after run."""

    def __init__(self, qapp: QApplication, folders: Folders) -> None:
        self._qapp, self.folders = qapp, folders
        self._runs: list[App] = []

    def settings(self) -> Settings:
        return load_settings(self.folders.config / "settings.json")[0]

    @property
    def app(self) -> App:
        return self._runs[-1]

    def start(self) -> None:
        settings = self.settings()
        app = App(
            self._qapp,
            folders=self.folders,
            settings=settings,
            uri=settings.uri or None,
            database=settings.database,
        )
        self._runs.append(app)
        app.begin()

    def end(self) -> None:
        while self._runs:
            self._runs.pop().close()

    def shown(self, kind: type[W], name: str) -> list[W]:
        found = QApplication.allWidgets()
        return [
            w for w in found if isinstance(w, kind) and w.objectName() == name and w.isVisible()
        ]

    def the(self, qtbot: QtBot, kind: type[W], name: str) -> W:
        """Wait until one of this kind is shown, and return it."""
        qtbot.waitUntil(lambda: bool(self.shown(kind, name)))
        (found,) = self.shown(kind, name)
        return found


@pytest.fixture
def second(qapp: QApplication, house: LoopbackHouse) -> Iterator[Second]:
    with running(Second(qapp, house.folders)) as program:
        yield program


@pytest.fixture
def mistaken(qapp: QApplication, house: LoopbackHouse) -> Iterator[Second]:
    """The program on a machine where somebody has set up a restaurant of its own."""
    folders = Folders.under(house.second.parent / "3")
    with open_controller(folders=folders) as own:
        made = own.create_restaurant("By Mistake", "+442079460124", "00:24")
        own.add_tables(made.id, [2])
    with running(Second(qapp, folders)) as program:
        yield program


@contextmanager
def running(program: Second) -> Iterator[Second]:
    """End a program in any case, and what it has put in the place of Qt's and Python's own."""
    before = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    yield program
    program.end()
    qInstallMessageHandler(handler)
    sys.excepthook, threading.excepthook = before


@contextmanager
def joining(first: Controller, dialog: JoinDialog) -> Iterator[None]:
    """Type a new code of the first machine, which lets in whoever asks meanwhile."""
    code = first.invite()
    with letting_in(first):
        dialog.code.set_text(code.text())
        dialog.station.set_text("Terrace")
        dialog.act_button.click()
        yield


def test_the_second_machine_joins_from_its_set_up_and_is_live_until_it_is_removed(
    qtbot: QtBot, first: Controller, second: Second
) -> None:
    second.start()
    second.the(qtbot, QPushButton, "joinButton").click()
    with joining(first, second.the(qtbot, JoinDialog, "joinDialog")):
        window = second.the(qtbot, MainWindow, "mainWindow")
    assert window.top.name.text() == "Harbour House"
    assert not second.shown(QWidget, "setupWizard")
    keeper = second.app._menu._care._backups
    keeper.keep()  # as a minute after the start
    assert not keeper._is_busy, "the whole book is copied to the second machine"
    assert not any(timer.isActive() for timer in keeper.findChildren(QTimer))
    second.end()

    kept = second.settings()
    assert is_joined(kept.uri)
    assert kept.station == "Terrace"
    assert kept.uri.partition("@")[0].count(":") == 1  # the password is not in the settings
    second.start()
    window = second.the(qtbot, MainWindow, "mainWindow")
    qtbot.waitUntil(lambda: window.is_settled)
    (station,) = first.sharing().stations
    assert station.name == "Terrace"
    first.remove_station(station.id)
    qtbot.waitUntil(lambda: "no longer lets this station in" in window.banner.text())
    assert window.banner.text().startswith("The first machine no longer lets this station in")
    window.banner.action_button.click()
    second.the(qtbot, JoinDialog, "joinDialog")


def test_a_machine_with_a_book_of_its_own_joins_from_its_stations_and_that_book_stays(
    qtbot: QtBot, first: Controller, mistaken: Second
) -> None:
    mistaken.start()
    qtbot.waitUntil(lambda: names_shown(mistaken) == ["By Mistake"])
    mistaken.app._open_stations()
    stations = mistaken.the(qtbot, StationsDialog, "stationsDialog")
    qtbot.waitUntil(stations.join_button.isVisible)
    stations.join_button.click()
    assert "Its own book stays here as it is." in stations.message.text()
    stations.message.action_button.click()
    with joining(first, mistaken.the(qtbot, JoinDialog, "joinDialog")):
        qtbot.waitUntil(lambda: names_shown(mistaken) == ["Harbour House"])
    mistaken.end()
    for station in first.sharing().stations:
        first.remove_station(station.id)
    assert is_joined(mistaken.settings().uri)
    with open_controller(folders=mistaken.folders, must_exist=True) as own:
        assert [house.name for house in own.restaurants()] == ["By Mistake"]


def names_shown(program: Second) -> list[str]:
    return [window.top.name.text() for window in program.shown(MainWindow, "mainWindow")]
