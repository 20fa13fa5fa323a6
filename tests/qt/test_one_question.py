"""One question at a time, in a hurry only where somebody waits for the answer."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.one_question import OneQuestion
from tests.pauses import LongWork


class _Asked:
    """A question about long work, and its answers."""

    def __init__(self, tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
        self.work = LongWork(monkeypatch)
        self.answers: list[object] = []
        self._owner = QObject()
        self.question = OneQuestion(tasks, self.work, self._owner)
        self.question.answered.connect(self.answers.append)


@pytest.fixture
def asked(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> _Asked:
    return _Asked(tasks, monkeypatch)


def test_what_was_asked_without_hurry_hurries_once_it_is_waited_for(
    qtbot: QtBot, asked: _Asked
) -> None:
    asked.question.ask(is_awaited=False)
    assert asked.work.has_paused.wait(10)
    assert not asked.work.has_hurried.is_set()
    asked.question.ask()
    assert asked.work.has_hurried.wait(10)
    qtbot.waitUntil(lambda: len(asked.answers) == 2)


def test_after_an_answer_that_was_waited_for_there_is_no_hurry(qtbot: QtBot, asked: _Asked) -> None:
    asked.question.ask()
    qtbot.waitUntil(lambda: len(asked.answers) == 1)
    assert not asked.work.has_paused.is_set()
    asked.question.ask(is_awaited=False)
    assert asked.work.has_paused.wait(10)
    asked.question.ask()
    qtbot.waitUntil(lambda: len(asked.answers) == 3)


def test_what_is_waited_for_takes_no_turn_among_what_nobody_waits_for(
    qtbot: QtBot, tasks: Tasks, asked: _Asked
) -> None:
    is_working, may_end = threading.Event(), threading.Event()

    def keep_its_turn() -> None:
        is_working.set()
        may_end.wait(20)

    tasks.run(tasks, keep_its_turn, asked.answers.append, print, until=threading.Event())
    assert is_working.wait(10)
    asked.question.ask()
    try:
        qtbot.waitUntil(lambda: len(asked.answers) == 1)
    finally:
        may_end.set()
    qtbot.waitUntil(lambda: len(asked.answers) == 2)
