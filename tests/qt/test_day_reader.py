"""A day is read behind the window, and only the newest question is answered."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage, RestaurantNotFound
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day_reader import DayReader
from tests.qt.days import NOW, SATURDAY, house, slot

SUNDAY = SATURDAY + timedelta(days=1)


class Book:
    """Answers at once, or when the gate of that day is opened."""

    def __init__(self) -> None:
        self.gates: dict[date, threading.Event] = {}
        self.asked: list[date] = []
        self.trouble: Exception | None = None

    def now(self) -> datetime:
        return NOW

    def restaurant(self, _rest_id: str) -> Restaurant:
        return house()

    def slots(self, _rest_id: str, day: date) -> list[Slot]:
        self.asked.append(day)
        if day in self.gates:
            assert self.gates[day].wait(10)
        if self.trouble is not None:
            raise self.trouble
        return [slot("1", 20, 2, on=day)]

    def reservations_on(self, _rest_id: str, _day: date) -> list[Reservation]:
        return []


@pytest.fixture
def tasks(qapp: QObject) -> Iterator[Tasks]:
    del qapp
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def book() -> Iterator[Book]:
    made = Book()
    yield made
    for gate in made.gates.values():
        gate.set()


@pytest.fixture
def reader(tasks: Tasks, book: Book) -> DayReader:
    stand_in: Any = book
    return DayReader(tasks, stand_in, "house", SATURDAY, tasks)


def test_a_day_is_read(qtbot: QtBot, reader: DayReader) -> None:
    with qtbot.waitSignal(reader.day_read) as told:
        reader.read(SUNDAY)
        was_settled = reader.is_settled
    assert not was_settled
    assert told.args is not None
    day = told.args[0]
    assert (day.on, day.read_at, len(day.slots)) == (SUNDAY, NOW, 1)
    assert reader.is_settled
    assert reader.on == SUNDAY


def test_the_answer_of_an_older_question_is_dropped(
    qtbot: QtBot, tasks: Tasks, reader: DayReader, book: Book
) -> None:
    book.gates[SATURDAY] = threading.Event()
    shown: list[date] = []
    reader.day_read.connect(lambda day: shown.append(day.on))
    reader.read(SATURDAY)
    qtbot.waitUntil(lambda: book.asked == [SATURDAY])
    reader.read(SUNDAY)
    qtbot.waitUntil(lambda: shown == [SUNDAY])
    book.gates[SATURDAY].set()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert shown == [SUNDAY]


def test_a_slow_answer_is_announced_and_a_quick_one_is_not(
    qtbot: QtBot, reader: DayReader, book: Book
) -> None:
    with qtbot.assertNotEmitted(reader.waited), qtbot.waitSignal(reader.day_read):
        reader.read(SUNDAY)
    book.gates[SATURDAY] = threading.Event()
    with qtbot.waitSignal(reader.waited):
        reader.read(SATURDAY)
    with qtbot.waitSignal(reader.day_read):
        book.gates[SATURDAY].set()


def test_many_wishes_while_one_is_answered_are_one_more_reading(
    qtbot: QtBot, reader: DayReader, book: Book
) -> None:
    book.gates[SATURDAY] = threading.Event()
    reader.read(SATURDAY)
    for _ in range(5):
        reader.read_again()
    book.gates[SATURDAY].set()
    qtbot.waitUntil(lambda: reader.is_settled)
    assert book.asked == [SATURDAY, SATURDAY]


def test_the_first_wish_is_read_at_once(qtbot: QtBot, reader: DayReader, book: Book) -> None:
    with qtbot.waitSignal(reader.day_read):
        reader.read_again()
    assert book.asked == [SATURDAY]


def test_silence_and_refusals_are_told_apart(qtbot: QtBot, reader: DayReader, book: Book) -> None:
    book.trouble = Outage("The database does not answer.")
    with qtbot.waitSignal(reader.silent):
        reader.read(SATURDAY)
    book.trouble = RestaurantNotFound("There is no restaurant {id}.", id="house")
    with qtbot.waitSignal(reader.refused) as told:
        reader.read(SATURDAY)
    assert told.args == [book.trouble]
