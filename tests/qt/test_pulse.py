"""The database is asked every other second, and every second once it is silent."""

import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.pulse import Pulse
from tests.qt.days import NOW


class Database:
    def __init__(self) -> None:
        self.is_silent = False
        self.asked = 0
        self.gate: threading.Event | None = None

    def now(self) -> datetime:
        return NOW

    def ping(self) -> None:
        self.asked += 1
        if self.gate is not None:
            assert self.gate.wait(10)
        if self.is_silent:
            raise Outage("The database does not answer.")


@pytest.fixture
def tasks(qapp: QObject) -> Iterator[Tasks]:
    del qapp
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def pulse(tasks: Tasks, database: Database) -> Pulse:
    stand_in: Any = database
    return Pulse(tasks, stand_in, tasks)


def test_every_second_beat_asks_and_an_answer_is_remembered(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database
) -> None:
    assert not pulse.confirmed_at
    pulse.beat()
    assert tasks.is_idle
    with qtbot.waitSignal(pulse.confirmed):
        pulse.beat()
    assert database.asked == 1
    assert [pulse.confirmed_at] == [NOW]


def test_silence_and_return_are_each_told_once(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database
) -> None:
    told: list[str] = []
    pulse.lost.connect(lambda: told.append("lost"))
    pulse.found.connect(lambda: told.append("found"))
    database.is_silent = True
    pulse.ask()
    qtbot.waitUntil(lambda: pulse.is_lost)
    pulse.tell_silent()
    pulse.beat()
    qtbot.waitUntil(lambda: tasks.is_idle)
    database.is_silent = False
    pulse.beat()
    qtbot.waitUntil(lambda: not pulse.is_lost)
    pulse.tell_answered()
    assert told == ["lost", "found"]
    assert database.asked == 3


def test_a_question_without_an_answer_yet_is_not_asked_again(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database
) -> None:
    database.gate = threading.Event()
    pulse.ask()
    pulse.ask()
    qtbot.waitUntil(lambda: database.asked == 1)
    database.gate.set()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert database.asked == 1
