"""From when to when: both hours are said whole where there is room for both."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.hours_row import HoursRow
from tests.qt.conftest import Speak

BESIDE_A_DAY = 671  # what a weekday of large words leaves on a screen of 1280


def test_a_closing_hour_on_the_next_day_is_said_whole_in_large_words(
    qapp: QApplication, qtbot: QtBot, speak: Speak
) -> None:
    speak("de", "24")
    row = HoursRow(Look(qapp, "light", text_scale=2.0))
    qtbot.addWidget(row)
    row.resize(BESIDE_A_DAY, 64)
    row.show()
    layout, widths = row.layout(), []
    assert layout is not None
    for hours in ("00:23", "18:02"):
        row.set_text(hours)
        layout.invalidate()
        layout.activate()
        widths.append((row.opens.width(), row.closes.width()))
    assert row.closes.currentText() == "02:00 am nächsten Tag"
    for choice in (row.opens, row.closes):
        assert choice.width() >= choice.sizeHint().width()
    assert len(set(widths)) == 1  # nothing jumps while an hour is picked
