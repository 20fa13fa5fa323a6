"""How many tables of one size: pressed, typed or stepped."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.stepper import Stepper


@pytest.fixture
def stepper(look: Look, qtbot: QtBot) -> Stepper:
    made = Stepper(look, "Tables for 2")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_plus_and_minus_tell_the_new_number(stepper: Stepper, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stepper.changed) as told:
        qtbot.mouseClick(stepper.plus, Qt.MouseButton.LeftButton)
    assert told.args == [1]
    with qtbot.waitSignal(stepper.changed) as told:
        qtbot.mouseClick(stepper.minus, Qt.MouseButton.LeftButton)
    assert told.args == [0]


def test_keys_step_and_type(stepper: Stepper, qtbot: QtBot) -> None:
    qtbot.keyClick(stepper, Qt.Key.Key_Up)
    assert stepper.value() == 1
    stepper.selectAll()
    qtbot.keyClicks(stepper, "12")
    assert stepper.value() == 12


def test_setting_it_tells_nobody(stepper: Stepper, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(stepper.changed):
        stepper.set_value(6)
    assert stepper.value() == 6


def test_at_its_ends_there_is_nothing_more_to_press(stepper: Stepper) -> None:
    assert not stepper.minus.isEnabled()
    stepper.set_value(99)
    assert not stepper.plus.isEnabled()
    assert stepper.minus.isEnabled()


def test_both_ends_are_targets_for_a_finger_on_their_sides(stepper: Stepper, qtbot: QtBot) -> None:
    assert (stepper.width(), stepper.height()) == (144, 44)
    for step in (stepper.minus, stepper.plus):
        assert step.width() >= 44
        assert step.height() >= 44
    assert stepper.minus.x() < stepper.plus.x()
    stepper.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: stepper.minus.x() > stepper.plus.x())


def test_all_of_it_has_names(stepper: Stepper) -> None:
    assert stepper.accessibleName() == "Tables for 2"
    assert stepper.plus.accessibleName() == "One more: Tables for 2"
    assert stepper.minus.accessibleName() == "One fewer: Tables for 2"


def turn_the_wheel(stepper: Stepper) -> None:
    """Turn the wheel one notch up over the stepper."""
    centre = QPointF(stepper.rect().center())
    wheel = QWheelEvent(
        centre,
        stepper.mapToGlobal(centre),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(stepper, wheel)


def test_scrolling_past_it_changes_nothing(stepper: Stepper) -> None:
    stepper.clearFocus()
    turn_the_wheel(stepper)
    assert stepper.value() == 0
    stepper.setFocus()
    turn_the_wheel(stepper)
    assert stepper.value() == 1
