"""Ways on, each with one key; where their words are long they stand below each other."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import DIALOG_WIDTH, Look
from resv_desktop.qt.widgets.offers_row import OffersRow


@pytest.fixture
def row(qtbot: QtBot, look: Look) -> Iterator[OffersRow]:
    """A row in a window as wide as a dialog."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setFixedWidth(DIALOG_WIDTH)
    row = OffersRow(look, Keys())
    QVBoxLayout(window).addWidget(row)
    window.show()
    yield row
    window.close()


def test_one_key_takes_each_and_a_key_without_an_offer_takes_none(
    qtbot: QtBot, row: OffersRow
) -> None:
    window = row.window()
    qtbot.waitUntil(window.isActiveWindow)
    told: list[int] = []
    row.chosen.connect(told.append)
    QTest.keyClick(window, Qt.Key.Key_F1)
    row.offer("Nearest:", [("Table 8, 19:00", "Table 8 at 19:00"), ("Bar & till, 20:00", "Bar")])
    assert row.text() == "Nearest:\nF1  Table 8, 19:00\nF2  Bar && till, 20:00"
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F1):
        QTest.keyClick(window, key)
    row.setEnabled(False)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert told == [1, 0]
    assert row.buttons[0].accessibleName() == "Table 8 at 19:00, F1"


def test_long_words_stand_below_each_other_and_short_ones_side_by_side(
    qtbot: QtBot, row: OffersRow
) -> None:
    window = row.window()
    for label, is_below in (("8", False), ("Terrace by the lighthouse", True), ("9", False)):
        row.offer("Nearest:", [(f"Table {label}, 19:00", "")] * 3)
        first, second = row.buttons[:2]
        qtbot.waitUntil(lambda: (second.y() > first.y()) == is_below)  # noqa: B023 - waited for here
        assert window.width() == DIALOG_WIDTH
