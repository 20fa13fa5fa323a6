"""The line and the steppers say the same tables."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.setup.tables_page import TablesPage
from resv_desktop.qt.widgets.stepper import Stepper
from tests.qt.setup.houses import LINE, press, type_text


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> TablesPage:
    made = TablesPage(look)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_first()
    return made


def line(page: TablesPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "tableCapacities")
    assert found is not None
    return found


def stepper(page: TablesPage, capacity: int) -> Stepper:
    found = page.findChild(Stepper, f"tablesOf{capacity}")
    assert found is not None
    return found


def counts(page: TablesPage) -> list[int]:
    return [stepper(page, capacity).value() for capacity in range(2, 9)]


def numbers(page: TablesPage, capacity: int) -> str:
    row = stepper(page, capacity).parent()
    assert row is not None
    labels = [label.text() for label in row.findChildren(QLabel)]
    assert labels[0] == f"{capacity} seats"
    return labels[-1]


def says(page: TablesPage, words: str) -> bool:
    return words in [label.text() for label in page.findChildren(QLabel)]


def test_the_steppers_follow_the_line(page: TablesPage) -> None:
    type_text(page, LINE)
    assert counts(page) == [6, 0, 10, 0, 5, 0, 3]
    shown = [numbers(page, capacity) for capacity in range(2, 9)]
    assert shown == ["1 to 6", "none", "7 to 16", "none", "17 to 21", "none", "22 to 24"]
    assert says(page, "24 tables, 106 seats.")
    assert page.answer() == "24 tables so far"
    assert page.lacks() == ""


def test_the_line_follows_the_steppers(page: TablesPage) -> None:
    type_text(page, LINE)
    stepper(page, 4).plus.click()
    stepper(page, 8).setFocus()
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert line(page).text() == "6 × 2, 11 × 4, 5 × 6"
    stepper(page, 3).plus.click()
    assert line(page).text() == "6 × 2, 1 × 3, 11 × 4, 5 × 6"
    assert numbers(page, 3) == "7"
    assert says(page, "23 tables, 89 seats.")


def test_the_list_follows_while_a_group_is_being_typed(page: TablesPage) -> None:
    type_text(page, "6 x 2, 1")
    assert counts(page)[0] == 6
    assert "For example" in page.said()
    assert page.lacks() == "First finish the line of tables"
    page.insist()
    assert '"1" is not understood' in page.said()


def test_a_group_that_was_left_unfinished_is_named(page: TablesPage) -> None:
    type_text(page, "6 x")
    stepper(page, 2).setFocus()
    assert '"6 x" is not understood' in page.said()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("6 x 1", "A table seats 2 to 8; 1 is not possible."),
        ("1 x 9", "A table seats 2 to 8; 9 is not possible."),
        ("4 x 10", 'For 10 tables of 4 write "10 × 4".'),
        ("six x 2", '"six x 2" is not understood'),
        ("501 x 2", "at most 500 tables"),
    ],
)
def test_a_line_that_cannot_be_is_said_beside_it_and_the_list_stays(
    page: TablesPage, typed: str, said: str
) -> None:
    type_text(page, "6 x 2")
    line(page).setText(typed)
    assert said in page.said()
    assert counts(page)[0] == 6
    assert page.lacks() == "First finish the line of tables"


def test_no_tables_are_asked_for(page: TablesPage) -> None:
    assert says(page, "No tables yet.")
    assert page.lacks() == "First say your tables"
    page.insist()
    assert page.said() == "A restaurant needs a table."


def test_saved_tables_are_shown_in_their_order(page: TablesPage) -> None:
    page.fill([4, 4, 2, 4])
    assert line(page).text() == "2 × 4, 1 × 2, 1 × 4"
    assert numbers(page, 4) == "1 to 2, 4"


def test_the_wheel_never_changes_a_number(page: TablesPage) -> None:
    line(page).setText(LINE)
    count = stepper(page, 4)
    here = QPointF(60, 20)
    turn = QWheelEvent(
        here,
        count.mapToGlobal(here),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(count, turn)
    assert count.value() == 10
