"""No picture with a cut word, a covered part or a part outside its place passes."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.screenshot_checks import faults


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """An empty window with a column."""
    del qapp
    made = QWidget()
    made.setObjectName("window")
    QVBoxLayout(made)
    made.resize(400, 300)
    qtbot.addWidget(made)
    return made


def _put(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    window.show()


def test_a_window_in_order_has_no_faults(window: QWidget) -> None:
    row = QWidget()
    line = QHBoxLayout(row)
    line.addWidget(QLabel("Table 11"))
    button = QPushButton("Reserve")
    button.setMinimumHeight(44)
    line.addWidget(button)
    wrapped = QLabel("A sentence that is too long for one line of this window and so it wraps.")
    wrapped.setWordWrap(True)
    field = QLineEdit("020 7946 0123")
    field.setMinimumHeight(44)
    field.setAccessibleName("Phone")
    _put(window, row, wrapped, field)
    assert faults(window) == []


def test_what_is_too_small_for_a_finger_or_has_no_name_is_found(window: QWidget) -> None:
    small, nameless = QPushButton("Reserve"), QLineEdit()
    small.setFixedHeight(43)
    nameless.setMinimumHeight(44)
    _put(window, small, nameless)
    found = faults(window)
    assert len(found) == 2
    assert found[0].startswith("QPushButton in window is too small for a finger: ")
    assert found[1] == "QLineEdit in window has no name to be spoken"


def test_a_cut_label_is_named_with_its_words(window: QWidget) -> None:
    label = QLabel("Reserved: table 9, Sat 14 March, 20:00")
    label.setObjectName("notice")
    label.setFixedWidth(60)
    _put(window, label)
    found = faults(window)
    assert len(found) == 1
    assert "notice in window" in found[0]
    assert "Reserved: table 9" in found[0]


def test_a_label_cut_at_its_feet_is_found(window: QWidget) -> None:
    label = QLabel("Egypt")
    label.setFixedHeight(7)
    _put(window, label)
    assert any('cuts "Egypt"' in fault for fault in faults(window))


def test_lines_of_a_wrapped_label_that_are_left_out_are_found(window: QWidget) -> None:
    label = QLabel("One line and another line and a third line and many more lines")
    label.setWordWrap(True)
    label.setFixedSize(90, 40)
    _put(window, label)
    assert any("many more lines" in fault and "shows" in fault for fault in faults(window))


def test_a_cut_button_and_a_cut_field_are_found(window: QWidget) -> None:
    button, field = QPushButton("Reserve a second table"), QLineEdit("+44 20 7946 0123")
    button.setFixedWidth(50)
    field.setFixedWidth(50)
    _put(window, button, field)
    found = "\n".join(faults(window))
    assert 'QPushButton in window cuts "Reserve a second table"' in found
    assert 'QLineEdit in window cuts "+44 20 7946 0123"' in found


def test_overlapping_siblings_are_found(window: QWidget) -> None:
    one, other = QWidget(window), QWidget(window)
    one.setObjectName("left")
    other.setObjectName("right")
    one.setGeometry(10, 10, 60, 30)
    other.setGeometry(65, 10, 60, 30)
    window.show()
    assert any("left in window and right in window overlap" in fault for fault in faults(window))
    other.move(70, 10)
    assert faults(window) == []


def test_a_widget_outside_of_its_parent_is_found(window: QWidget) -> None:
    child = QWidget(window)
    child.setObjectName("child")
    child.setGeometry(QRect(390, 10, 30, 30))
    window.show()
    assert any("child in window reaches out" in fault for fault in faults(window))


def test_hidden_widgets_are_nobodys_fault(window: QWidget) -> None:
    child = QWidget(window)
    child.setGeometry(QRect(390, 10, 30, 30))
    window.show()
    child.hide()
    assert faults(window) == []


def test_words_painted_over_words_are_found(window: QWidget) -> None:
    class Painted(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.drawText(10, 20, "Table 9")
            painter.drawText(20, 22, "4 seats")
            painter.end()

    _put(window, Painted())
    assert any('writes "Table 9" over "4 seats"' in fault for fault in faults(window))


def test_a_child_over_painted_words_is_found(window: QWidget) -> None:
    field = QLineEdit("020 7946 0123 and more words than there is room before the sign")
    sign = QLabel("24 tables", field)
    sign.setGeometry(200, 0, 80, 22)
    _put(window, field)
    field.setCursorPosition(0)
    assert any("covers" in fault for fault in faults(window))


def test_content_that_has_to_be_scrolled_is_found_unless_it_may(window: QWidget) -> None:
    area, page = QScrollArea(), QWidget()
    page.setMinimumSize(100, 900)
    area.setWidget(page)
    area.setWidgetResizable(True)
    _put(window, area)
    assert any("has to be scrolled" in fault for fault in faults(window))
    assert faults(window, may_scroll=True) == []


def test_of_a_number_the_end_may_stand_for_it_where_the_pointer_tells_it_whole(
    window: QWidget,
) -> None:
    view, model = QListView(), QStandardItemModel()
    view.setAccessibleName("Tables")
    item = QStandardItem("…0771")
    model.appendRow(item)
    view.setModel(model)
    _put(window, view)
    assert any("shortens" in fault for fault in faults(window))
    item.setToolTip("07700 900771")
    assert faults(window) == []


def test_only_really_long_names_may_be_shortened_and_must_be_told_whole(window: QWidget) -> None:
    name = "The Black-browed Albatross of the Southern Ocean and the Whole of Its Family"
    view, model = QListView(), QStandardItemModel()
    view.setAccessibleName("Tables")
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setUniformItemSizes(True)
    view.setFixedWidth(150)
    item = QStandardItem(name)
    item.setSizeHint(view.sizeHint().boundedTo(view.minimumSizeHint()))
    model.appendRow(item)
    view.setModel(model)
    _put(window, view)
    assert any("which is not long" in fault for fault in faults(window))
    assert any("tooltip" in fault for fault in faults(window, really_long=[name]))
    item.setToolTip(name)
    assert faults(window, really_long=[name]) == []
