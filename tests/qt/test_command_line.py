"""The line stays as it is read here, whatever letters a name has."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look

NUMBERS, NAME = "4 20 0501234567", " כהן"


@pytest.fixture
def line(qtbot: QtBot, look: Look) -> CommandLine:
    """A line that is wide enough for all of it."""
    made = CommandLine(look, Keys())
    qtbot.addWidget(made)
    made.resize(600, 44)
    made.show()
    return made


def begins_at(line: CommandLine) -> str:
    """Return at which side the first letter stands."""
    at_left = line.cursorPositionAt(QPoint(line.rect().left() + 4, 22))
    return "left" if at_left == 0 else "right"


def test_a_hebrew_name_behind_a_number_does_not_turn_the_line_around(line: CommandLine) -> None:
    QTest.keyClicks(line, NUMBERS)
    assert begins_at(line) == "left"
    before = line.cursorRect().left()
    line.insert(NAME)
    assert begins_at(line) == "left"
    assert line.cursorRect().left() >= before
    line.clear()
    line.insert(f"{NAME} {NUMBERS}")
    assert begins_at(line) == "left"


def test_it_still_holds_after_the_language_was_another_one(line: CommandLine) -> None:
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    line.setText(NUMBERS + NAME)
    assert begins_at(line) == "left"


def test_an_escape_that_is_held_down_leaves_once(line: CommandLine) -> None:
    left: list[bool] = []
    line.left.connect(lambda: left.append(True))
    for is_repeated in (False, True, True):
        kind, key, none = QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(line, QKeyEvent(kind, key, none, "\x1b", is_repeated))
    assert left == [True]
