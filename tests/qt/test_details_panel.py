"""The details keep their button in its place, whatever is picked."""

from pytestqt.qtbot import QtBot

from resv_desktop.qt.details_panel import DetailsPanel
from resv_desktop.qt.look import Look
from tests.qt.days import NOW, day, find, reservation


def test_the_button_stays_where_it_is_and_long_names_wrap(qtbot: QtBot, look: Look) -> None:
    panel = DetailsPanel(look)
    qtbot.addWidget(panel)
    panel.setFixedSize(296, 640)
    panel.show()
    long = "Brandt-Hohenlohe-Schillingsfürst zu Wertheim und Rothenberg ob der Tauber"
    shown = day(reservation("7", 20, note="Window"), reservation("1", 20, long))
    tops = []
    for table in ("10", "7"):
        panel.show_table(shown, find(shown, table, 20), 4, NOW)
        qtbot.waitUntil(panel.act_button.isVisible)
        assert not panel.grab().isNull()
        tops.append(panel.act_button.y())
    assert tops[0] == tops[1]
    panel.show_table(shown, find(shown, "1", 20), 4, NOW)
    assert not panel.grab().isNull()
    assert panel.act_button.geometry().bottom() < 640


def test_only_one_button_is_filled(qtbot: QtBot, look: Look) -> None:
    panel = DetailsPanel(look)
    qtbot.addWidget(panel)
    panel.show_table(day(), find(day(), "7", 20), 4, NOW)
    assert panel.act_button.kind == "primary"
    panel.show_nothing()
    assert panel.text() == "No table picked Pick a row to see its details."
