"""What hides while it has the keys gives them to a list, and a list gets back what was lent."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.list_focus import ListFocus


def test_the_keys_go_to_what_is_in_sight_and_come_back(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    first, second, other = (QPushButton(name) for name in ("first", "second", "other"))
    for each in (first, second, other):
        column.addWidget(each)
    ground.show()
    keys = ListFocus(ground, (first, second))
    other.setFocus()
    with keys.kept():
        other.setEnabled(False)
    assert ground.focusWidget() is first
    with keys.kept():
        first.hide()
    assert ground.focusWidget() is second
    with keys.kept():
        second.hide()
    assert ground.focusWidget() is ground
    with keys.kept():
        first.show()
        second.show()
    assert ground.focusWidget() is first
    with keys.kept():
        first.hide()
    keys.settle()
    with keys.kept():
        first.show()
    assert ground.focusWidget() is second
