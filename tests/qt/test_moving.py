"""A party that is moved in the window: it is done once, also where the answer is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.moving import Moving
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Station, press, shown

SILENT = "The database did not answer in time."


@pytest.fixture
def held(qtbot: QtBot, window: MainWindow, stand: Stand) -> Reservation:
    """A reservation of table 2 at 20:00, which the window shows."""
    made = stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    return made


@pytest.fixture
def move_unanswered(
    qtbot: QtBot, window: MainWindow, station: Station, monkeypatch: pytest.MonkeyPatch
) -> Callable[[TableHour], list[str]]:
    """Let who is at table 2 at 20:00 be moved, the answer be lost and the database be silent from
    then on; return the ids under which is moved.
    """
    real, ids = station.move, list[str]()

    def unclear(*asked: Any, **more: Any) -> Reservation:
        ids.append(more["request_id"])
        is_first = len(ids) == 1
        station.is_silent |= is_first  # before it is made: nothing reads it in between
        made = real(*asked, **more)
        if is_first:
            raise Outage(SILENT, may_be_saved=True)
        return made

    def move(target: TableHour) -> list[str]:
        monkeypatch.setattr(station, "move", unclear)
        window.view.moved.emit(shown(window, "2", 20), target)
        qtbot.waitUntil(lambda: window.notice == SILENT)
        return ids

    return move


def take_back_the_move(qtbot: QtBot, window: MainWindow) -> None:
    """Take back what was done last, which is the move."""
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.notice.startswith("The move is undone: "))


def test_an_unclear_move_that_is_asked_for_again_is_done_once(
    qtbot: QtBot, stand: Stand, window: MainWindow
) -> None:
    asked: list[str] = []

    class Unclear(Controller):
        """The first answer is lost on its way."""

        def move(self, *what: Any, request_id: str | None = None, **more: Any) -> Reservation:
            asked.append(request_id or "")
            made = super().move(*what, request_id=request_id, **more)
            if len(asked) == 1:
                raise Outage("The database does not answer.", may_be_saved=True)
            return made

    held, notice = stand.reserve(stand.slot("2", 20)), window.bottom.notice
    unclear = Unclear(stand.store, station="Stand 1")
    moving = Moving(stand.tasks, unclear, stand.memory, notice, window)
    target = stand.slot("3", 21)
    with qtbot.waitSignal(moving.failed):
        moving.move(held, target.slot_id, "3")
    assert window.notice == "The database does not answer."
    with qtbot.waitSignal(moving.moved):
        moving.move(held, target.slot_id, "3")
    assert asked[0] == asked[1]
    assert [(r.id, r.table_id) for r in stand.booked()] == [(held.id, "3")]
    moving.move(held, stand.slot("4", 21).slot_id, "4")
    qtbot.waitUntil(lambda: not moving.is_busy)
    assert asked[2] != asked[1]


def test_a_move_whose_answer_was_lost_is_said_once_the_book_shows_it_and_taken_back_next(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    held: Reservation,
    move_unanswered: Callable[[TableHour], list[str]],
) -> None:
    ids = move_unanswered(shown(window, "2", 21))
    station.is_silent = False
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 2, "), timeout=15_000)
    assert len(set(ids)) == 1
    qtbot.waitUntil(lambda: window.live.is_live, timeout=15_000)
    take_back_the_move(qtbot, window)
    assert [(r.id, r.starts_at.hour) for r in stand.booked()] == [(held.id, 20)]


def test_a_move_whose_answer_was_lost_and_that_was_taken_back_elsewhere_is_made_anew(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    held: Reservation,
    move_unanswered: Callable[[TableHour], list[str]],
) -> None:
    ids = move_unanswered(shown(window, "2", 21))
    stand.rival.move(held.id, held.slot_id, held.table_id)
    station.is_silent = False
    qtbot.waitUntil(lambda: window.live.is_live and window.is_settled, timeout=15_000)
    assert window.notice == SILENT
    window.view.moved.emit(shown(window, "2", 20), shown(window, "2", 21))
    qtbot.waitUntil(lambda: window.notice.startswith("Moved: table 2, "))
    assert len(set(ids)) == 2
    assert [(r.id, r.starts_at.hour) for r in stand.booked()] == [(held.id, 21)]


def test_a_move_to_another_day_whose_answer_was_lost_is_what_is_taken_back_next(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    held: Reservation,
    move_unanswered: Callable[[TableHour], list[str]],
) -> None:
    before = stand.reserve(stand.slot("3", 21), OTHER_PHONE, by=stand.rival)
    window.seat.remember(before.id)
    move_unanswered(replace(shown(window, "2", 20), slot=stand.slot("2", 20, later=1)))
    station.is_silent = False
    qtbot.waitUntil(lambda: window.live.is_live and window.is_settled, timeout=15_000)
    take_back_the_move(qtbot, window)
    assert {r.id for r in stand.booked()} == {before.id, held.id}
