"""A station is live while its own heartbeat comes back, and says at once when it does not."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.pulse import Pulse
from tests.qt.days import NOW

SECOND = timedelta(seconds=1)


class Database:
    """Saves every beat; whether it is heard again is up to the test."""

    def __init__(self) -> None:
        self.beats: list[int] = []
        self.is_silent = False
        self.gate = threading.Event()
        self.gate.set()

    def now(self) -> datetime:
        return NOW + len(self.beats) * SECOND

    def clock_difference(self) -> timedelta:
        return -SECOND

    def beat(self, number: int) -> None:
        assert self.gate.wait(60)
        if self.is_silent:
            raise Outage("The database does not answer.")
        self.beats.append(number)


class Clock:
    """Shows seconds, as many as a test says."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    yield made
    made.gate.set()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pulse(tasks: Tasks, database: Database, clock: Clock) -> Iterator[Pulse]:
    stand_in: Any = database
    made = Pulse(tasks, stand_in, tasks, steady=clock)
    yield made
    made.stop()


def beat(qtbot: QtBot, tasks: Tasks, pulse: Pulse) -> None:
    pulse.beat()
    qtbot.waitUntil(lambda: tasks.is_idle)


def standing(pulse: Pulse) -> str:
    return pulse.standing


def test_a_beat_that_is_heard_makes_it_live_and_is_measured(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, clock: Clock
) -> None:
    told: list[datetime] = []
    pulse.heard.connect(told.append)
    for number, delay in enumerate((0.004, 0.006, 0.9, 0.005, 0.007), start=1):
        beat(qtbot, tasks, pulse)
        clock.s += delay
        pulse.hear(number)
    assert (pulse.standing, pulse.delay_ms) == ("live", 6)
    assert told == [NOW + n * SECOND for n in range(5)]  # when each was begun, not when heard
    assert pulse.clock_difference == -SECOND


def test_beats_of_others_and_of_long_ago_prove_nothing(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, clock: Clock
) -> None:
    pulse.start()
    qtbot.waitUntil(lambda: tasks.is_idle)
    pulse.hear(7)
    assert standing(pulse) == "unknown"
    clock.s += 3
    pulse.hear(1)
    assert standing(pulse) == "silent"
    assert pulse.delay_ms == 0


def test_beats_that_are_saved_and_not_heard_are_told_within_three_seconds(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, clock: Clock
) -> None:
    beat(qtbot, tasks, pulse)
    pulse.hear(1)
    stopped_s = clock.s
    standings: list[str] = []
    pulse.changed.connect(lambda: standings.append(pulse.standing))
    for _ in range(2):
        clock.s += 1.0
        beat(qtbot, tasks, pulse)
    while not standings:
        clock.s += 0.2
        pulse.look()
    assert standings == ["deaf"]
    assert clock.s - stopped_s < 3
    pulse.hear(3)
    assert standings == ["deaf", "live"]


def test_a_silent_database_is_told_within_three_seconds_though_nothing_fails(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database, clock: Clock
) -> None:
    beat(qtbot, tasks, pulse)
    pulse.hear(1)
    frozen_s = clock.s
    database.gate.clear()
    clock.s += 1
    pulse.beat()
    pulse.beat()  # one that is under way is not followed by another
    while pulse.standing == "live":
        clock.s += 0.2
        pulse.look()
    assert standing(pulse) == "silent"
    assert clock.s - frozen_s < 3
    database.gate.set()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert database.beats == [1, 2]
    assert standing(pulse) == "silent"  # it answers; whether it is heard will show in a moment
    pulse.hear(2)
    assert standing(pulse) == "live"


def test_a_beat_that_fails_is_silence_at_once(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database
) -> None:
    beat(qtbot, tasks, pulse)
    pulse.hear(1)
    database.is_silent = True
    beat(qtbot, tasks, pulse)
    assert standing(pulse) == "silent"
    assert pulse.answered_at is not None


def test_it_is_not_known_how_things_stand_until_the_first_beat_had_time_to_come_back(
    pulse: Pulse, database: Database, clock: Clock
) -> None:
    database.gate.clear()
    pulse.start()
    clock.s += 2
    pulse.look()
    assert standing(pulse) == "unknown"
    clock.s += 0.5
    pulse.look()
    assert standing(pulse) == "silent"


def test_a_first_beat_that_comes_before_the_stream_is_open_is_no_deafness(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, clock: Clock
) -> None:
    standings: list[str] = []
    pulse.changed.connect(lambda: standings.append(pulse.standing))
    pulse.start()
    qtbot.waitUntil(lambda: tasks.is_idle)
    _look_for_a_second(pulse, clock)
    beat(qtbot, tasks, pulse)
    pulse.hear(2)
    assert standings == ["live"]


def test_nor_is_one_that_is_the_first_after_a_silence(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database, clock: Clock
) -> None:
    standings: list[str] = []
    pulse.changed.connect(lambda: standings.append(pulse.standing))
    database.is_silent = True
    beat(qtbot, tasks, pulse)
    database.is_silent = False
    beat(qtbot, tasks, pulse)
    _look_for_a_second(pulse, clock)
    beat(qtbot, tasks, pulse)
    pulse.hear(3)
    assert standings == ["silent", "live"]


def test_what_was_not_heard_before_a_silence_is_no_deafness_after_it(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database, clock: Clock
) -> None:
    beat(qtbot, tasks, pulse)
    pulse.hear(1)
    beat(qtbot, tasks, pulse)  # saved, and its stream has ended
    standings: list[str] = []
    pulse.changed.connect(lambda: standings.append(pulse.standing))
    database.is_silent = True
    clock.s += 10
    beat(qtbot, tasks, pulse)
    database.is_silent = False
    beat(qtbot, tasks, pulse)
    _look_for_a_second(pulse, clock)
    beat(qtbot, tasks, pulse)
    pulse.hear(5)
    assert standings == ["silent", "live"]


def test_a_station_that_hears_nothing_from_the_start_says_so_within_three_seconds(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, clock: Clock
) -> None:
    standings: list[str] = []
    pulse.changed.connect(lambda: standings.append(pulse.standing))
    pulse.start()
    qtbot.waitUntil(lambda: tasks.is_idle)
    for _ in range(3):
        _look_for_a_second(pulse, clock)
        beat(qtbot, tasks, pulse)
    assert standings == ["deaf"]


def _look_for_a_second(pulse: Pulse, clock: Clock) -> None:
    for _ in range(5):
        clock.s += 0.2
        pulse.look()


def test_a_beat_that_was_saved_just_before_the_silence_is_no_answer(
    qtbot: QtBot, tasks: Tasks, pulse: Pulse, database: Database, clock: Clock
) -> None:
    beat(qtbot, tasks, pulse)
    pulse.hear(1)
    clock.s += 1
    beat(qtbot, tasks, pulse)  # saved, and the server freezes before it is heard
    database.gate.clear()
    standings: list[str] = []
    pulse.changed.connect(lambda: standings.append(pulse.standing))
    for _ in range(20):
        clock.s += 0.2
        pulse.look()
    assert standings == ["silent"]
