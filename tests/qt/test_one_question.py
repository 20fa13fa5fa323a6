"""One question at a time, in a hurry only where somebody waits for the answer."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.one_question import OneQuestion
from tests.pauses import LongWork


def test_what_was_asked_without_hurry_hurries_once_it_is_waited_for(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, owner = LongWork(monkeypatch), QObject()
    answers: list[object] = []
    question = OneQuestion(tasks, work, owner)
    question.answered.connect(answers.append)
    question.ask(is_awaited=False)
    assert work.has_paused.wait(10)
    assert not work.has_hurried.is_set()
    question.ask()
    assert work.has_hurried.wait(10)
    qtbot.waitUntil(lambda: len(answers) == 2)


def test_after_an_answer_that_was_waited_for_there_is_no_hurry(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, owner = LongWork(monkeypatch), QObject()
    answers: list[object] = []
    question = OneQuestion(tasks, work, owner)
    question.answered.connect(answers.append)
    question.ask()
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert not work.has_paused.is_set()
    question.ask(is_awaited=False)
    assert work.has_paused.wait(10)
    question.ask()
    qtbot.waitUntil(lambda: len(answers) == 3)
