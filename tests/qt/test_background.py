"""Work leaves the window's thread by one door, and its answer comes back by the same one."""

import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from resv_desktop import pace
from resv_desktop.domain.errors import CannotStart, Outage, Refusal, SlotTaken
from resv_desktop.pace import breathe
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.day import Day
from resv_desktop.qt.sheet.sheet import sheet_of
from tests.pauses import LongWork, counted_pauses
from tests.qt.sheet.sheets import great_day


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    del qtbot
    return Tasks()


def _ignore(_: object) -> None:
    """Take an answer that does not matter here."""


def test_work_runs_elsewhere_and_its_answer_comes_home(qtbot: QtBot, tasks: Tasks) -> None:
    home, threads = threading.get_ident(), []
    owner = QObject()
    tasks.run(
        owner, threading.get_ident, lambda at: threads.extend([at, threading.get_ident()]), _ignore
    )
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != home
    assert threads[1] == home
    tasks.close()


@pytest.mark.parametrize(
    "trouble",
    [SlotTaken("Table {table} is taken.", table="4"), Outage("silent"), CannotStart("no")],
)
def test_bad_news_of_a_known_kind_goes_to_the_owner(
    qtbot: QtBot, tasks: Tasks, trouble: Trouble
) -> None:
    told: list[Trouble] = []
    owner = QObject()

    def work() -> None:
        raise trouble

    tasks.run(owner, work, _ignore, told.append)
    qtbot.waitUntil(lambda: told == [trouble])
    tasks.close()


def test_a_bug_goes_to_the_one_hook_and_its_owner_waits_no_longer(
    qtbot: QtBot, tasks: Tasks
) -> None:
    told: list[object] = []
    bugs: list[object] = []
    tasks.broke.connect(bugs.append)
    owner = QObject()
    tasks.run(owner, lambda: 1 // 0, told.append, told.append)
    qtbot.waitUntil(lambda: len(bugs) == 1)
    assert isinstance(bugs[0], ZeroDivisionError)
    (no_answer,) = told
    assert isinstance(no_answer, Outage)
    assert no_answer.may_be_saved
    assert tasks.is_idle
    tasks.close()


def test_an_owner_that_is_gone_gets_no_answer(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[object] = []
    go = threading.Event()
    owner = QObject()
    tasks.run(owner, lambda: go.wait(10), told.append, told.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    with qtbot.waitSignal(tasks.became_idle):
        go.set()
    assert told == []
    tasks.close()


def test_closing_waits_for_what_is_running(tasks: Tasks) -> None:
    finished = threading.Event()
    started, go = threading.Event(), threading.Event()
    owner = QObject()

    def work() -> None:
        started.set()
        go.wait(10)
        finished.set()

    tasks.run(owner, work, _ignore, _ignore)
    started.wait(10)
    threading.Timer(0.05, go.set).start()
    tasks.close()
    assert finished.is_set()


def test_after_closing_no_more_work_is_taken(tasks: Tasks) -> None:
    tasks.close()
    told: list[object] = []
    tasks.run(QObject(), lambda: told.append(1), told.append, told.append)
    assert told == []
    assert tasks.is_idle


def test_call_soon_reaches_the_window_thread_from_any_other(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[int] = []
    worker = threading.Thread(
        target=lambda: tasks.call_soon(lambda: threads.append(threading.get_ident()))
    )
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: threads == [threading.get_ident()])
    tasks.close()


class _Emitter(QObject):
    told = Signal()


def test_signals_leave_the_counts_of_true_and_none_alone(qtbot: QtBot) -> None:
    # PySide6 6.12.0 on Python 3.11 loses one reference with each signal and aborts later.
    del qtbot
    emitter = _Emitter()
    emitter.told.connect(lambda: None)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(100):
        emitter.told.emit()
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert abs(after[0] - before[0]) < 50
    assert abs(after[1] - before[1]) < 50


def test_refusals_cross_processes_whole() -> None:
    import pickle

    taken = pickle.loads(pickle.dumps(SlotTaken("Table {table}.", table="4")))  # noqa: S301 - our own bytes
    assert isinstance(taken, SlotTaken)
    assert str(taken) == "Table 4."
    silent = pickle.loads(pickle.dumps(Outage("silent", may_be_saved=True)))  # noqa: S301 - our own bytes
    assert silent.may_be_saved
    assert not isinstance(silent, Refusal)


def test_only_work_that_nobody_waits_for_pauses() -> None:
    with counted_pauses() as pauses:
        breathe()
        other = threading.Thread(target=breathe)  # another worker is in a hurry
        other.start()
        other.join()
        assert pauses.count == 1
    breathe()
    assert pauses.count == 1


def test_a_great_day_is_joined_and_put_into_words_hour_by_hour() -> None:
    great = great_day()
    with counted_pauses() as pauses:
        again = Day.of(great.restaurant, great.on, great.slots, great.reservations, great.read_at)
        assert again.hours == great.hours
        assert pauses.count > 3 * len(great.hours)
        pauses.count = 0
        sheet_of(great, great.read_at, "Bar", is_live=True)
        assert pauses.count >= len(great.hours)


def test_what_nobody_waits_for_pauses_until_somebody_does(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, is_awaited = LongWork(monkeypatch), threading.Event()
    tasks.run(tasks, work, _ignore, _ignore, until=is_awaited)
    assert work.has_paused.wait(10)
    assert not work.has_hurried.is_set()
    is_awaited.set()
    assert work.has_hurried.wait(10)
    qtbot.waitUntil(lambda: tasks.is_idle)


def test_of_what_nobody_waits_for_one_goes_on_at_a_time(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_AT_WORK_S", 0.0)
    monkeypatch.setattr(pace, "_AT_REST_S", 0.001)
    at_work: list[int] = []
    seen: list[int] = []

    def work() -> None:
        for _ in range(20):
            at_work.append(1)
            time.sleep(0.002)
            seen.append(len(at_work))
            at_work.pop()
            breathe()

    for _ in range(2):
        tasks.run(tasks, work, _ignore, _ignore, until=threading.Event())
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert seen == [1] * 40


def test_at_the_end_nothing_pauses_any_more(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    work = LongWork(monkeypatch)
    tasks.run(tasks, work, _ignore, _ignore, until=threading.Event())
    assert work.has_paused.wait(10)
    assert not work.has_hurried.is_set()
    tasks.close()
    assert work.has_hurried.is_set()


def test_work_that_somebody_waits_for_does_not_pause(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = LongWork(monkeypatch)
    tasks.run(tasks, work, _ignore, _ignore)
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert work.has_hurried.is_set()
    assert not work.has_paused.is_set()
