"""A day is read behind the window, and only the newest question is answered."""

import threading
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage, RestaurantNotFound
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day_reader import DayReader
from tests.qt.days import NOW, SATURDAY, house, reservation, slot

SUNDAY = SATURDAY + timedelta(days=1)


class Book:
    """Answers at once, or when the gate of that day is opened."""

    def __init__(self) -> None:
        self.gates: dict[date, threading.Event] = {}
        self.asked: list[date] = []
        self.trouble: Exception | None = None
        self.hours_asked: list[set[str]] = []
        self.hours_gate: threading.Event | None = None
        self.kept = [slot("1", hour, 2, on=on) for on in (SATURDAY, SUNDAY) for hour in (19, 20)]
        self.held: list[Reservation] = []

    def now(self) -> datetime:
        return NOW

    def hours(
        self, _rest_id: str, slot_ids: Collection[str]
    ) -> tuple[list[Slot], list[Reservation]]:
        self.hours_asked.append(set(slot_ids))
        if self.hours_gate is not None:
            assert self.hours_gate.wait(60)
        found = [s for s in self.kept if s.slot_id in slot_ids]
        return found, [r for r in self.held if r.slot_id in slot_ids]

    def restaurant(self, _rest_id: str) -> Restaurant:
        return house()

    def slots(self, _rest_id: str, day: date) -> list[Slot]:
        self.asked.append(day)
        if day in self.gates:
            assert self.gates[day].wait(60)
        if self.trouble is not None:
            raise self.trouble
        return [s for s in self.kept if s.starts_at.date() == day]

    def reservations_on(self, _rest_id: str, day: date) -> list[Reservation]:
        return [r for r in self.held if r.starts_at.date() == day]

    def hours_beside(self, _rest_id: str, _day: date) -> tuple[list[Slot], list[Reservation]]:
        return [], []  # its house closes


@pytest.fixture
def book() -> Iterator[Book]:
    made = Book()
    yield made
    for gate in (*made.gates.values(), made.hours_gate):
        if gate is not None:
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
    assert (day.on, day.read_at, len(day.slots)) == (SUNDAY, NOW, 2)
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
    usual_ms = reader._patience.interval()
    reader._patience.setInterval(60_000)  # quick is what comes before, however long that takes here
    with qtbot.assertNotEmitted(reader.waited), qtbot.waitSignal(reader.day_read):
        reader.read(SUNDAY)
    assert not reader._patience.isActive()
    reader._patience.setInterval(usual_ms)
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


AT_19, AT_20 = f"{SATURDAY}-19", f"{SATURDAY}-20"


@pytest.fixture
def read(qtbot: QtBot, reader: DayReader) -> DayReader:
    """A reader that has read Saturday."""
    with qtbot.waitSignal(reader.day_read):
        reader.read(SATURDAY)
    return reader


def test_only_the_hour_of_a_change_is_read_and_many_changes_of_it_are_one_reading(
    qtbot: QtBot, read: DayReader, book: Book
) -> None:
    book.held = [reservation("1", 20)]
    with qtbot.waitSignal(read.day_read) as told:
        read.hear([Change(kind="reserved", slot_id=AT_20), Change(kind="slot", slot_id=AT_20)])
    assert told.args is not None
    assert told.args[0].reservations == tuple(book.held)
    assert (book.hours_asked, book.asked) == ([{AT_20}], [SATURDAY])


def test_a_delete_tells_a_reservation_and_its_hour_is_known(
    qtbot: QtBot, read: DayReader, book: Book
) -> None:
    book.held = [reservation("1", 19)]
    with qtbot.waitSignal(read.day_read):
        read.hear([Change(kind="reserved", slot_id=AT_19)])
    (gone,) = book.held
    book.held = []
    with qtbot.waitSignal(read.day_read) as told:
        read.hear([Change(kind="reservation", reservation_id=gone.id)])
    assert told.args is not None
    assert told.args[0].reservations == ()
    assert book.hours_asked == [{AT_19}, {AT_19}]


def test_a_delete_that_is_heard_before_its_reservation_was_read_is_not_forgotten(
    qtbot: QtBot, read: DayReader, book: Book
) -> None:
    book.hours_gate = threading.Event()
    book.held = [reservation("1", 19)]
    read.hear([Change(kind="reserved", slot_id=AT_19)])
    qtbot.waitUntil(lambda: len(book.hours_asked) == 1)
    read.hear([Change(kind="reservation", reservation_id=book.held[0].id)])
    book.hours_gate.set()
    qtbot.waitUntil(lambda: read.is_settled)
    assert book.hours_asked == [{AT_19}, {AT_19}]


def test_hours_of_other_days_are_asked_for_once_and_then_known_to_be_of_no_concern(
    qtbot: QtBot, tasks: Tasks, read: DayReader, book: Book
) -> None:
    sunday = f"{SUNDAY}-19"
    with qtbot.assertNotEmitted(read.day_read):
        for _ in range(3):
            read.hear([Change(kind="slot", slot_id=sunday)])
            qtbot.waitUntil(lambda: read.is_settled and tasks.is_idle)
    assert (book.hours_asked, book.asked) == ([{sunday}], [SATURDAY])


def test_an_hour_that_is_new_or_gone_is_a_reading_of_the_whole_day(
    qtbot: QtBot, read: DayReader, book: Book
) -> None:
    book.kept.append(slot("1", 21, 2))
    with qtbot.waitSignal(read.day_read) as told:
        read.hear([Change(kind="slot", slot_id=f"{SATURDAY}-21")])
    assert told.args is not None
    assert len(told.args[0].slots) == 3
    book.kept.pop()
    with qtbot.waitSignal(read.day_read) as told:
        read.hear([Change(kind="slot", slot_id=f"{SATURDAY}-21")])
    assert told.args is not None
    assert len(told.args[0].slots) == 2
    assert book.asked == [SATURDAY] * 3


def test_where_anything_may_have_changed_the_whole_day_is_read(
    qtbot: QtBot, read: DayReader, book: Book
) -> None:
    for number, change in enumerate((Change(kind="all"), Change(kind="restaurant"))):
        with qtbot.waitSignal(read.day_read):
            read.hear([change, Change(kind="slot", slot_id=AT_20)])
        assert len(book.asked) == 2 + number
    many = [Change(kind="slot", slot_id=f"2026-04-01-{n}") for n in range(100)]
    with qtbot.waitSignal(read.day_read):
        read.hear(many)
    assert book.hours_asked == []


def test_a_day_is_true_until_a_beat_only_when_all_that_was_told_before_it_is_read(
    qtbot: QtBot, read: DayReader, book: Book
) -> None:
    first, second = (NOW + timedelta(seconds=n) for n in (1, 2))
    assert read.hear_all_before(first)
    book.hours_gate = threading.Event()
    read.hear([Change(kind="slot", slot_id=AT_20)])
    assert not read.hear_all_before(second)
    qtbot.waitUntil(lambda: len(book.hours_asked) == 1)
    with qtbot.waitSignal(read.day_read) as told:
        book.hours_gate.set()
    assert told.args is not None
    assert told.args[0].read_at == first  # what came before the second may be still to be read
    assert read.hear_all_before(second)


def test_what_was_not_answered_stays_to_be_read(qtbot: QtBot, read: DayReader, book: Book) -> None:
    book.trouble = Outage("The database does not answer.")
    with qtbot.waitSignal(read.silent):
        read.read_again()
    assert read.is_in_vain
    assert not read.hear_all_before(NOW + timedelta(seconds=9))
    qtbot.waitUntil(lambda: read.behind_s > 0.01)
    book.trouble = None
    with qtbot.waitSignal(read.day_read):
        read.read_again()
    assert (read.is_in_vain, read.behind_s) == (False, 0.0)
