"""A machine that gets another address while its code is shown: the code there is one of use."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.look import Look
from resv_desktop.qt.stations.stations_dialog import StationsDialog
from resv_desktop.startup import join_restaurant
from tests.store.two_machines import LoopbackHouse

_LONG_MS = 60_000


@pytest.fixture
def moving(home: Path, monkeypatch: pytest.MonkeyPatch) -> LoopbackHouse:
    return LoopbackHouse(home, monkeypatch)


@pytest.fixture
def first(moving: LoopbackHouse) -> Iterator[Controller]:
    with moving.open_first() as controller:
        controller.share()
        yield controller


def test_a_code_of_an_address_that_is_gone_gives_way_to_one_that_lets_a_station_in(
    qtbot: QtBot, look: Look, tasks: Tasks, first: Controller, moving: LoopbackHouse
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = StationsDialog(window, look, tasks, first, datetime.astimezone)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.is_showing_code)
    before = dialog.code.text()
    moving.addresses = ("127.0.0.2",)
    qtbot.waitUntil(lambda: dialog.code.text() != before, timeout=_LONG_MS)
    assert dialog.is_showing_code
    assert "another address" in dialog.message.text()
    code = dialog.code.text()
    joined: list[str] = []

    def join() -> str:
        return join_restaurant(code, "Terrace", moving.folders).uri

    def failed(trouble: Exception) -> None:  # the server may not be back at that address yet
        del trouble
        tasks.run(window, join, joined.append, failed)

    tasks.run(window, join, joined.append, failed)
    qtbot.waitUntil(lambda: bool(joined), timeout=_LONG_MS)
    qtbot.waitUntil(lambda: not dialog.is_showing_code)
    assert dialog.message.text() == "Terrace has joined."
