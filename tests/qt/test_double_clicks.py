"""A double click is one press: by the second, what stands there may mean something else."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from resv_desktop.qt.due import Due
from resv_desktop.qt.due_row import DueRow
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.button import button, icon_button
from tests.qt.days import day, find, reservation

LEFT = Qt.MouseButton.LeftButton


def presses(qtbot: QtBot, pressed: QAbstractButton) -> int:
    """Double-click; return how often it was pressed."""
    told: list[bool] = []
    pressed.clicked.connect(lambda: told.append(True))
    qtbot.addWidget(pressed)
    pressed.show()
    QTest.mouseClick(pressed, LEFT)
    QTest.mouseDClick(pressed, LEFT)  # the second press alone, as Qt tells it
    QTest.mouseRelease(pressed, LEFT)
    return len(told)


def test_a_button_with_words_is_pressed_once(qtbot: QtBot, look: Look) -> None:
    assert presses(qtbot, button(look, "Is seated", "primary")) == 1


def test_a_sign_that_steps_on_is_pressed_as_often_as_it_is_clicked(
    qtbot: QtBot, look: Look
) -> None:
    assert presses(qtbot, icon_button(look, "plus", "One more")) == 2


def test_a_party_that_is_due_goes_one_step(qtbot: QtBot, look: Look) -> None:
    table = find(day(reservation("7", 20)), "7", 20)
    row = DueRow(look, Due("next", table, 52), None)  # type: ignore[arg-type]  # alone
    row.resize(294, row.sizeHint().height())
    assert presses(qtbot, row) == 1
