"""A yes or no is as high as a finger and takes a press anywhere on it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import TARGET, Look
from resv_desktop.qt.widgets.check_box import CheckBox


def test_it_is_turned_over_by_a_press_on_its_words_and_by_space(qtbot: QtBot, look: Look) -> None:
    box = CheckBox(look, "Allergy")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    box.show()
    assert box.height() >= TARGET
    at_the_end = QPoint(box.width() - 2, 2)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=at_the_end)
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_what_is_chosen_and_where_the_keys_are_is_seen(qtbot: QtBot, look: Look) -> None:
    box = CheckBox(look, "Allergy")
    qtbot.addWidget(box)
    box.show()
    seen = [box.grab().toImage()]
    box.setChecked(True)
    seen.append(box.grab().toImage())
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    seen.append(box.grab().toImage())
    box.setEnabled(False)
    seen.append(box.grab().toImage())
    assert all(one != other for n, one in enumerate(seen) for other in seen[:n])
