"""What has the keys is in sight, and no press loses what it is at."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.widgets.keys_in_sight import KeysInSight


@pytest.fixture
def area(qtbot: QtBot) -> QScrollArea:
    """Three buttons, of which the first is half scrolled away and the last not in sight."""
    made, ground = QScrollArea(), QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    for name in ("first", "second", "third"):
        button = QPushButton(name)
        button.setFixedHeight(60)
        column.addWidget(button)
    made.setWidget(ground)
    made.resize(200, 100)
    KeysInSight(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    made.verticalScrollBar().setValue(30)
    return made


def named(area: QScrollArea, name: str) -> QPushButton:
    """Return one of the buttons."""
    return next(b for b in area.findChildren(QPushButton) if b.text() == name)


def test_a_press_on_what_is_cut_is_for_what_it_began_at(qtbot: QtBot, area: QScrollArea) -> None:
    first = named(area, "first")
    where = first.mapTo(area, QPoint(40, 45))
    with qtbot.waitSignal(first.clicked):
        QTest.mouseClick(
            area.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where
        )
    assert first.hasFocus()
    assert area.verticalScrollBar().value() == 30


def test_what_a_key_brings_the_keys_to_is_in_sight(area: QScrollArea) -> None:
    third = named(area, "third")
    third.setFocus(Qt.FocusReason.TabFocusReason)
    assert third.visibleRegion().boundingRect() == third.rect()
