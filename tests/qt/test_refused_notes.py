"""For whom nothing was found is written down once, whatever is typed on the way to it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.refused_notes import Asked, RefusedNotes, asked_in_vain, chosen_in_vain
from tests.qt.days import NOW, SATURDAY, day, reservation
from tests.qt.hands import ESCAPE, Hands
from tests.qt.stand import Stand
from tests.qt.station import shown
from tests.qt.test_command_rows import answered, read

AT_20 = datetime(2026, 3, 14, 20, tzinfo=UTC)
ASKED = Asked("house", 8, SATURDAY, AT_20)
LONG = 10_000_000  # no test waits for it


def test_only_a_party_that_there_is_no_table_for_was_refused() -> None:
    full = day(reservation("23", 20, party_size=8))
    asked = {
        text: asked_in_vain(read(text), answered(text, full), full, NOW)
        for text in ("8 20", "8 21", "4 20", "20", "8 13:00", "8 04:00", "Okafor", "8 2", "8")
    }
    assert asked.pop("8 20") == ASKED
    assert set(asked.values()) == {None}
    busy = day(*(reservation("23", hour, party_size=8) for hour in (18, 19, 20, 21, 22)))
    whole = asked_in_vain(read("8 w"), answered("8 w", busy), busy, NOW)
    assert whole == Asked("house", 8, SATURDAY, AT_20.replace(hour=19))
    ahead = asked_in_vain(read("8 20"), answered("8 20", busy), busy, NOW)
    assert ahead == ASKED
    assert asked_in_vain(read("8 20"), answered("8 20", busy), None, NOW) is None
    movable = day(reservation("23", 20, party_size=2))  # others can move
    assert asked_in_vain(read("8 20"), answered("8 20", movable), movable, NOW) is None


def test_a_party_that_was_chosen_was_refused_where_no_table_is_left_for_it() -> None:
    every, at_20 = HourFilter(), HourFilter(AT_20, is_only=True)
    busy = day(*(reservation("23", hour, party_size=8) for hour in (18, 19, 20, 21, 22)))
    assert chosen_in_vain(busy, 8, every, NOW) == Asked("house", 8, SATURDAY, None)
    assert chosen_in_vain(busy, 8, at_20, NOW) == ASKED
    assert chosen_in_vain(busy, 6, every, NOW) is None
    one = day(reservation("23", 20, party_size=8))
    assert chosen_in_vain(one, 8, every, NOW) is None
    assert chosen_in_vain(one, 8, at_20, NOW) == ASKED
    movable = day(reservation("23", 20, party_size=2))
    assert chosen_in_vain(movable, 8, at_20, NOW) is None
    assert chosen_in_vain(None, 8, every, NOW) is None


def test_nobody_was_refused_where_no_hour_is_left_to_ask_for() -> None:
    only_19 = HourFilter(AT_20.replace(hour=19), is_only=True)
    assert chosen_in_vain(day(), 2, only_19, AT_20) is None
    assert chosen_in_vain(day(), 2, HourFilter(), AT_20.replace(hour=23)) is None


class Book:
    """Takes down what it is told, or is silent."""

    def __init__(self) -> None:
        self.refused: list[Asked] = []
        self.is_silent = False

    def refuse(self, rest_id: str, party: int, on: object, at: datetime | None) -> bool:
        if self.is_silent:
            raise Outage("The database does not answer.")
        self.refused.append(Asked(rest_id, party, on, at))  # type: ignore[arg-type]  # a date
        return True


@pytest.fixture
def make(qtbot: QtBot, stand: Stand) -> Callable[[int], tuple[RefusedNotes, Book, Tasks]]:
    del qtbot

    def made(stands_ms: int) -> tuple[RefusedNotes, Book, Tasks]:
        book = Book()
        notes = RefusedNotes(stand.tasks, book, stand.tasks, stands_ms=stands_ms)  # type: ignore[arg-type]  # all of a controller that it asks
        return notes, book, stand.tasks

    return made


def test_what_was_typed_on_the_way_is_let_go_of(
    qtbot: QtBot, make: Callable[[int], tuple[RefusedNotes, Book, Tasks]]
) -> None:
    notes, book, tasks = make(LONG)
    notes.hear_answered(ASKED)
    notes.hear_typed("8 2")  # it was to be another hour
    notes.hear_typed("")
    assert tasks.is_idle
    notes.hear_answered(ASKED)
    notes.hear_typed("")
    qtbot.waitUntil(lambda: book.refused == [ASKED] and tasks.is_idle)
    notes.hear_typed("")
    assert tasks.is_idle


def test_what_stands_for_a_moment_is_noted_and_no_silence_is_told(
    qtbot: QtBot, make: Callable[[int], tuple[RefusedNotes, Book, Tasks]]
) -> None:
    notes, book, tasks = make(0)
    notes.hear_answered(ASKED)
    qtbot.waitUntil(lambda: book.refused == [ASKED])
    asked = [None, ASKED]
    notes.hear_chosen(asked.pop)
    qtbot.waitUntil(lambda: book.refused == [ASKED, ASKED] and tasks.is_idle)
    notes.hear_chosen(asked.pop)  # a table can be freed
    qtbot.waitUntil(lambda: not asked and tasks.is_idle)
    assert book.refused.pop() == ASKED
    book.is_silent = True
    notes.hear_answered(ASKED)
    notes.hear_typed("")
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert book.refused == [ASKED]


def test_a_full_hour_that_is_asked_for_key_by_key_is_in_the_book_once(
    qtbot: QtBot, window: MainWindow, hands: Hands, stand: Stand
) -> None:
    refused = stand.store.database["refused"]
    stand.reserve(stand.slot("4", 20), party=8, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    for _ in range(2):
        hands.type("8 20")
        window.desk._showing.settle()
        hands.press(ESCAPE)
        qtbot.waitUntil(lambda: refused.count_documents({}) > 0 and stand.tasks.is_idle)
    (written,) = refused.find()
    assert written["time"] == stand.slot("4", 20).starts_at
    assert (written["day"], written["partySize"]) == (str(stand.day), 8)
    assert written["station"] == "Stand 1"
