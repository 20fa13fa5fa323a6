"""A day that is asked for beside the one on the screen is as the book has it, also at first."""

import threading
from datetime import date

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Change
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.other_day import OtherDay
from tests.qt.days import SATURDAY, house, slot
from tests.qt.test_day_reader import SUNDAY, Book

HOUR = slot("1", 20, 2, on=SUNDAY)


class SlowBook(Book):
    """Tells what was free before its gate is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.gates = {SUNDAY: threading.Event()}

    def slots(self, rest_id: str, day: date) -> list[Slot]:
        found = list(self.kept)
        super().slots(rest_id, day)
        return [s for s in found if s.starts_at.date() == day]


def test_what_is_taken_before_the_first_answer_comes_is_read_again(
    qtbot: QtBot, tasks: Tasks
) -> None:
    book, window = SlowBook(), QObject()
    other = OtherDay(tasks, book, window)  # type: ignore[arg-type]  # what it asks
    other.ask(house(), SATURDAY)
    qtbot.waitUntil(lambda: other.day is not None)
    other.ask(house(), SUNDAY)
    qtbot.waitUntil(lambda: book.asked == [SATURDAY, SUNDAY])
    book.kept.remove(HOUR)
    other.hear([Change(kind="slot", rest_id="1", slot_id=HOUR.slot_id)])
    book.gates[SUNDAY].set()
    qtbot.waitUntil(lambda: other.day is not None and other.day.on == SUNDAY)
    qtbot.waitUntil(lambda: len(book.asked) == 3 and tasks.is_idle)
    assert other.day is not None
    assert other.day.find_slot(HOUR.slot_id, HOUR.table_id) is None
