"""One of a few, all of them in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
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
