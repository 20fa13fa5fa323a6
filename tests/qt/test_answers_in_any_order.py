"""Whichever worker comes first: what was asked for last stands, and nothing done is forgotten."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.typed_line import read_line
from resv_desktop.last_known import LastKnown
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day_keeper import DayKeeper, snapshot_of
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.line_finding import LineFinding
from resv_desktop.qt.look import Look
from resv_desktop.qt.other_day import OtherDay
from resv_desktop.qt.seat_acts import SeatActs
from resv_desktop.qt.widgets.notice import Notice
from tests.qt.days import NOW, SATURDAY, day, house, reservation
from tests.qt.stand import Stand

HELD = reservation("7", 20)


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    del qapp
    made = Tasks(workers=2)
    yield made
    made.close()


class Book:
    """A book whose first question about a day waits; the name "Silent" is never answered."""

    def __init__(self) -> None:
        self.first_may_go = threading.Event()
        self.is_first_silent = False
        self.workers: list[int] = []

    @property
    def is_first(self) -> bool:
        """Whether the worker that asks is the one that asked first."""
        return threading.get_ident() == self.workers[0]

    def now(self) -> datetime:
        self.workers.append(threading.get_ident())
        return NOW + timedelta(seconds=len(self.workers))

    def slots(self, rest_id: str, on: date) -> list[Slot]:
        del rest_id
        if not self.is_first:
            return list(day(HELD, on=on).slots)
        assert self.first_may_go.wait(30)
        if self.is_first_silent:
            raise Outage("The database does not answer.")
        return list(day(on=on).slots)

    def reservations_on(self, rest_id: str, on: date) -> list[Reservation]:
        del rest_id, on
        return [] if self.is_first else [HELD]

    def hours_beside(self, rest_id: str, on: date) -> tuple[list[Slot], list[Reservation]]:
        del rest_id, on
        return [], []  # its house closes

    def find(self, rest_id: str, text: str, *, day: date) -> list[Reservation]:
        del rest_id, day
        if text == "Silent":
            raise Outage("The database does not answer.")
        return [replace(HELD, name=text)]


def test_a_question_that_failed_late_does_not_lose_the_answer_to_the_one_that_stands(
    qtbot: QtBot, qapp: object
) -> None:
    del qapp
    one_by_one = Tasks(workers=1)
    finding = LineFinding(one_by_one, cast(Controller, Book()), one_by_one)
    for text in ("Silent", "Heron"):
        line = read_line(text, today=SATURDAY, region="GB")
        finding.ask("house", line, SATURDAY, SATURDAY)
    qtbot.waitUntil(lambda: one_by_one.is_idle)
    assert [held.name for held in finding.reservations] == ["Heron"]
    assert finding.is_answered
    one_by_one.close()


@pytest.mark.parametrize("is_silent", [False, True])
def test_a_day_that_was_asked_for_twice_stays_as_it_was_read_last(
    qtbot: QtBot, tasks: Tasks, *, is_silent: bool
) -> None:
    book = Book()
    book.is_first_silent = is_silent
    other = OtherDay(tasks, cast(Controller, book), tasks)
    failures: list[object] = []
    other.failed.connect(failures.append)
    other.ask(house(), SATURDAY)
    qtbot.waitUntil(lambda: len(book.workers) == 1)
    other.ask(house(), SATURDAY)
    qtbot.waitUntil(lambda: other.day is not None)
    book.first_may_go.set()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert other.day is not None
    assert other.day.reservations == (HELD,)
    assert failures == []


class Clock:
    """All that a keeper of days asks of a controller that it does not read from."""

    def now(self) -> datetime:
        return NOW

    def restaurant(self, *_: object) -> Restaurant:
        raise Outage("The database does not answer.")


def test_a_day_that_no_worker_came_to_save_is_kept_when_the_program_ends(
    tasks: Tasks, tmp_path: Path
) -> None:
    path = tmp_path / "last-days.json"
    keeper = DayKeeper(tasks, LastKnown(path, uri="", database="resv"), tasks)
    keeper.follow(cast(Controller, Clock()), house())
    keeper.note(day(HELD))
    tasks.close()
    keeper._soon.timeout.emit()
    keeper.flush()
    (kept,) = LastKnown(path, uri="", database="resv").days()
    assert kept.reservations == (HELD,)


def test_what_a_worker_still_brings_of_another_restaurant_replaces_nothing(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    known = LastKnown(tmp_path / "last-days.json", uri="", database="resv")
    keeper = DayKeeper(tasks, known, tasks)
    other = replace(house(), id="other")
    keeper.follow(cast(Controller, Clock()), other)
    keeper.follow(cast(Controller, Clock()), house())
    keeper.note(day(HELD))
    keeper._soon.timeout.emit()
    qtbot.waitUntil(lambda: tasks.is_idle)
    known.keep([snapshot_of(day(restaurant=other))], SATURDAY)
    assert [kept.restaurant.id for kept in known.days()] == ["house"]


def test_what_is_done_while_something_is_taken_back_can_be_taken_back_next(
    qtbot: QtBot, look: Look, stand: Stand
) -> None:
    notice = Notice(look)
    qtbot.addWidget(notice)
    acts = SeatActs(
        Keys(),
        stand.tasks,
        stand.controller,
        stand.memory,
        lambda: stand.restaurant,
        notice,
        stand.tasks,
    )
    first, second = (stand.reserve(stand.slot(table, 20), f"07400 12345{table}") for table in "12")
    acts.remember(first.id)
    acts.undo()
    acts.remember(second.id)  # of the command line, before the answer has come
    qtbot.waitUntil(lambda: not acts.is_busy)
    assert [held.id for held in stand.booked()] == [second.id]
    acts.undo()
    qtbot.waitUntil(lambda: not acts.is_busy)
    assert stand.booked() == []
    acts.undo()
    assert notice.text().startswith("There is nothing to undo here.")
