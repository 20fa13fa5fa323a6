"""The party's size is one press or one key, and never more than the table seats."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import DARK, Look
from resv_desktop.qt.widgets.party_size_picker import PartySizePicker


@pytest.fixture
def picker(look: Look, qtbot: QtBot) -> PartySizePicker:
    made = PartySizePicker(look, 4)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def segment(picker: PartySizePicker, size: int) -> QWidget:
    """Return the part of the picker that stands for a size."""
    found = [w for w in picker.findChildren(QWidget) if w.accessibleName() == f"Party of {size}"]
    assert len(found) == 1
    return found[0]


def test_a_press_chooses_and_tells(picker: PartySizePicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.mouseClick(segment(picker, 6), Qt.MouseButton.LeftButton)
    assert told.args == [6]
    assert picker.value == 6


def test_setting_the_value_tells_nobody(picker: PartySizePicker, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(picker.chosen):
        picker.set_value(2)
        picker.set_value(None)
    assert picker.value is None


@pytest.mark.parametrize(
    ("key", "size"), [(Qt.Key.Key_Right, 5), (Qt.Key.Key_Left, 3), (Qt.Key.Key_7, 7)]
)
def test_arrows_and_digits_choose(
    picker: PartySizePicker, qtbot: QtBot, key: Qt.Key, size: int
) -> None:
    segment(picker, 4).setFocus()
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.keyClick(segment(picker, 4), key)
    assert told.args == [size]
    assert segment(picker, size).hasFocus()


def test_from_right_to_left_the_left_arrow_means_more(
    picker: PartySizePicker, qtbot: QtBot
) -> None:
    picker.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: segment(picker, 1).x() > segment(picker, 8).x())
    segment(picker, 4).setFocus()
    qtbot.keyClick(segment(picker, 4), Qt.Key.Key_Left)
    assert picker.value == 5


def test_sizes_above_the_limit_cannot_be_chosen(picker: PartySizePicker, qtbot: QtBot) -> None:
    picker.set_limit(4)
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.mouseClick(segment(picker, 5), Qt.MouseButton.LeftButton)
        qtbot.keyClick(segment(picker, 4), Qt.Key.Key_8)
        qtbot.keyClick(segment(picker, 4), Qt.Key.Key_Right)
        picker.press(8)
        picker.set_value(8)
    assert (picker.value, picker.limit) == (4, 4)


def test_a_limit_below_the_choice_gives_the_choice_up(picker: PartySizePicker) -> None:
    picker.set_limit(2)
    assert picker.value is None
    picker.set_limit(8)
    picker.set_value(8)
    assert picker.value == 8


def test_sunken_sizes_look_sunken(picker: PartySizePicker, look: Look) -> None:
    picker.set_limit(4)
    image = picker.grab().toImage()
    place = segment(picker, 8).geometry()
    assert image.pixelColor(place.left() + 6, place.top() + 6) == look.colour("sunken")
    place = segment(picker, 2).geometry()
    assert image.pixelColor(place.left() + 6, place.top() + 6) == look.colour("surface")


def test_tab_enters_at_the_choice_and_leaves_with_the_next_tab(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, picker, after = (
        QWidget(window),
        PartySizePicker(look, 4, parent=window),
        QWidget(window),
    )
    for other in (before, after):
        other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    with qtbot.waitActive(window):
        window.show()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert segment(picker, 4).hasFocus()
    qtbot.keyClick(segment(picker, 4), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_screen_reader_hears_one_of_eight(picker: PartySizePicker) -> None:
    interface = QAccessible.queryAccessibleInterface(segment(picker, 4))
    assert interface is not None
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "Party of 4"


def test_every_size_is_a_target_for_a_finger(picker: PartySizePicker) -> None:
    for size in range(1, 9):
        assert segment(picker, size).width() >= 44
        assert segment(picker, size).height() >= 44
    assert picker.sizeHint().width() == 352


def test_the_chosen_one_follows_the_theme(picker: PartySizePicker, look: Look) -> None:
    look.set_theme("dark")
    place = segment(picker, 4).geometry()
    image = picker.grab().toImage()
    assert image.pixelColor(place.left() + 8, place.top() + 8) == DARK["accent"]


def test_a_form_that_is_busy_still_shows_the_choice(picker: PartySizePicker, look: Look) -> None:
    picker.setEnabled(False)
    place = segment(picker, 4).geometry()
    image = picker.grab().toImage()
    assert image.pixelColor(place.left() + 8, place.top() + 8) == look.colour("line")
    assert picker.value == 4
