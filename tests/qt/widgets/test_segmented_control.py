"""One of a few, all of them in sight."""

from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.segmented_control import SegmentedControl


def test_a_press_chooses_one_and_gives_up_the_other(look: Look, qtbot: QtBot) -> None:
    control = SegmentedControl(look, ["All", "Timeline"])
    qtbot.addWidget(control)
    control.set_index(0)
    with qtbot.waitSignal(control.chosen) as told:
        qtbot.mouseClick(control.segment(1), Qt.MouseButton.LeftButton)
    assert told.args == [1]
    assert control.index == 1
    assert not control.segment(0).isChecked()


def test_nothing_is_chosen_until_something_is(look: Look, qtbot: QtBot) -> None:
    control = SegmentedControl(look, ["System", "Light", "Dark"])
    qtbot.addWidget(control)
    assert control.index is None


def test_all_segments_are_as_wide_as_the_longest_asks(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(qapp, "light", text_scale=2)
    control = SegmentedControl(look, ["All", "Timeline"])
    qtbot.addWidget(control)
    widths = {control.segment(index).width() for index in range(2)}
    assert len(widths) == 1
    assert widths.pop() >= look.metrics("button").horizontalAdvance("Timeline") + 32


def test_it_can_be_said_what_a_segment_means(look: Look, qtbot: QtBot) -> None:
    control = SegmentedControl(look, ["1", "2"], names=["Party of 1", "Party of 2"])
    qtbot.addWidget(control)
    assert control.segment(1).accessibleName() == "Party of 2"


class _Painted(QObject):
    """Collects what of a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_the_ring_is_painted_around_all_segments_when_the_keys_come_and_when_they_go(
    look: Look, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    control = SegmentedControl(look, ["All", "Mine", "Timeline"], parent=window)
    control.set_index(0)
    control.adjustSize()
    window.resize(control.width(), 200)
    field = QLineEdit(window)
    field.move(0, 100)
    field.setFocus()
    with qtbot.waitActive(window):
        window.show()
    qtbot.waitUntil(field.hasFocus)
    QApplication.processEvents()
    for taking in (control, field):
        painted = _Painted(control)
        taking.setFocus()
        qtbot.waitUntil(partial(_covers, painted, control))


def _covers(painted: _Painted, control: SegmentedControl) -> bool:
    return QRegion(control.rect()).subtracted(painted.region).isEmpty()


def test_it_goes_while_it_has_the_keys(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    control = SegmentedControl(look, ["All", "Timeline"], parent=window)
    control.set_index(1)
    window.show()
    window.activateWindow()
    control.setFocus()
    qtbot.waitUntil(control.segment(1).hasFocus)
    with qtbot.captureExceptions() as bugs:
        shiboken6.delete(control)
    assert bugs == []
    assert QApplication.focusWidget() is None
