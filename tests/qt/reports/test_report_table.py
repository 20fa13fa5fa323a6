"""The table of a report is read as a whole, whatever the words and however large they are."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.reports.report_table import ReportTable
from resv_desktop.qt.reports.report_words import Table

HEADS = (
    *("Tag", "Gäste", "Parteien", "Walk-ins", "Auslastung"),
    *("Ausgeblieben", "Storniert", "Abgewiesen"),
)
MONTH = Table(HEADS, (("So., 1. März", *"000–000"), ("Summe", *"0000000")))
WIDTH = 1184  # what a dialog leaves it on a screen of 1280


@pytest.mark.parametrize(("scale", "side"), [(1.0, 8), (2.0, 4)])
def test_large_words_stand_closer_together_before_the_last_column_is_cut(
    qapp: QApplication, qtbot: QtBot, scale: float, side: int
) -> None:
    table = ReportTable(Look(qapp, "light", text_scale=scale))
    qtbot.addWidget(table)
    table.resize(WIDTH, 300)
    table.show()
    table.show_table(MONTH)
    head = table.horizontalHeader()
    assert head.length() <= table.viewport().width()
    assert table.side == side
    for column, words in enumerate(HEADS):
        needed = head.fontMetrics().horizontalAdvance(words) + 2 * side
        assert head.sectionSize(column) >= needed
    table.resize(2 * WIDTH, 300)
    qtbot.waitUntil(lambda: table.side == 8)  # where there is room again
    assert table.wanted_width == head.length() + 20
