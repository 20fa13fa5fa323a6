"""Who waits is read again whenever somebody may be given a table, whatever is read just then."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Change
from resv_desktop.domain.waiting import Offer, Waitlist
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.waitlist_reader import WaitlistReader
from tests.qt.days import slot, waiting

FREE = slot("10", 20, 4)
WAITS = waiting(20)


class Book:
    """Somebody waits; the first answer is held up, and a table comes free meanwhile."""

    def __init__(self) -> None:
        self.asked = 0
        self.gate = threading.Event()
        self.offers: tuple[Offer, ...] = ()

    def waitlist(self, _rest_id: str) -> Waitlist:
        self.asked += 1
        found = Waitlist(entries=(WAITS,), offers=self.offers)
        assert self.gate.wait(60)
        return found


def test_a_table_that_comes_free_while_it_is_first_read_who_waits_is_offered(
    qtbot: QtBot, tasks: Tasks
) -> None:
    book, window = Book(), QObject()
    reader = WaitlistReader(tasks, book, "1", window)  # type: ignore[arg-type]  # what it asks
    reader.read()
    qtbot.waitUntil(lambda: book.asked == 1)
    book.offers = (Offer(waiting=WAITS, slot=FREE),)
    reader.hear([Change(kind="cancelled", rest_id="1")])
    book.gate.set()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert reader.now.offers == book.offers


def test_while_nobody_waits_nothing_is_asked_for_what_is_reserved_or_cancelled(
    tasks: Tasks,
) -> None:
    book, window = Book(), QObject()
    reader = WaitlistReader(tasks, book, "1", window)  # type: ignore[arg-type]  # what it asks
    reader.hear([Change(kind="cancelled", rest_id="1")])
    assert tasks.is_idle
    assert book.asked == 0
