"""The details keep their button in its place, whatever is picked."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.details_panel import DetailsPanel
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.state_pill import StatePill
from resv_desktop.qt.widgets.title_lines import TitleLines
from tests.qt.days import NOW, day, find, house, reservation


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> DetailsPanel:
    """The panel as narrow as it ever is."""
    panel = DetailsPanel(look, Keys())
    qtbot.addWidget(panel)
    panel.setFixedSize(296, 640)
    panel.show()
    return panel


def test_the_button_stays_where_it_is_and_long_names_wrap(
    qtbot: QtBot, panel: DetailsPanel
) -> None:
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


def test_a_name_of_65_letters_stands_whole_with_its_state_above_it(
    qtbot: QtBot, panel: DetailsPanel
) -> None:
    long = "Maximiliana Brandt-Hohenlohe von Wertheim und Rothenberg am Mains"
    assert len(long) == 65
    shown = day(reservation("7", 20, "Okafor"), reservation("1", 20, long))
    title, pill = panel.findChild(TitleLines), panel.findChild(StatePill)
    assert title is not None
    assert pill is not None
    for table, is_above in (("7", False), ("1", True), ("7", False)):
        panel.show_table(shown, find(shown, table, 20), 4, NOW)
        qtbot.waitUntil(lambda: (title.y() > pill.geometry().bottom()) == is_above)  # noqa: B023 - waited for here
        assert title.toolTip() == ""
        assert not title.geometry().intersects(pill.geometry())


@pytest.mark.parametrize("note", ["w" * 500, "with a pram " * 41])
def test_a_name_and_a_note_of_one_long_word_push_nothing_out_of_the_panel(
    qtbot: QtBot, panel: DetailsPanel, note: str
) -> None:
    long = "W" * 70
    shown = day(
        reservation("7", 19, long, note=note, allergy=True), reservation("7", 20, long, note=note)
    )
    panel.show_table(shown, find(shown, "7", 19), 4, NOW)
    qtbot.waitUntil(panel.act_button.isVisible)
    area = panel.findChild(QScrollArea)
    assert area is not None
    facts, inside = area.widget(), area.viewport().width()
    assert facts is not None
    assert facts.minimumSizeHint().width() <= inside
    said = facts.findChildren(QLabel)

    def is_inside(each: QWidget) -> bool:
        return each.mapTo(panel, each.rect().topRight()).x() <= inside

    qtbot.waitUntil(lambda: all(map(is_inside, (*said, *panel.findChildren(StatePill)))))
    assert f"Note: Allergy. {note.strip()}" in panel.text().replace(" \n", "\n")


def test_a_number_without_a_name_stands_in_one_line_with_its_state_above_it(
    qtbot: QtBot, panel: DetailsPanel
) -> None:
    far = reservation("1", 20, "", reserved_by="+4915123456789012")
    shown = day(reservation("7", 20, "Okafor"), far)
    title, pill = panel.findChild(TitleLines), panel.findChild(StatePill)
    assert title is not None
    assert pill is not None
    for table, is_above in (("7", False), ("1", True), ("7", False)):
        panel.show_table(shown, find(shown, table, 20), 4, NOW)
        qtbot.waitUntil(lambda: (title.y() > pill.geometry().bottom()) == is_above)  # noqa: B023 - waited for here
        assert len(title.shown_lines()) == 1
        assert not title.geometry().intersects(pill.geometry())


def test_what_comes_before_and_after_is_only_said_where_it_is_known(panel: DetailsPanel) -> None:
    told = {}
    for name, hours, kept in (
        ("an evening", "18:23", range(18, 23)),
        ("around the clock", "00:24", range(24)),
        ("a late first day", "12:23", range(18, 23)),
    ):
        shown = day(restaurant=house(opening_hours=hours), hours=kept)
        for hour in (kept[0], kept[-1]):
            panel.show_table(shown, find(shown, "7", hour), 4, NOW)
            lines = panel.text().splitlines()
            told[name, hour] = [line for line in lines if line.startswith(("Before", "After"))]
    assert told == {
        ("an evening", 18): ["Before: opens at 18:00", "After: free until 23:00"],
        ("an evening", 22): ["Before: free since 18:00", "After: closes at 23:00"],
        ("around the clock", 0): ["After: free until 00:00"],
        ("around the clock", 23): ["Before: free since 00:00"],
        ("a late first day", 18): ["After: free until 23:00"],
        ("a late first day", 22): [
            "Before: free since 18:00",
            "After: closes at 23:00",
        ],
    }


@pytest.mark.parametrize(
    ("status", "late", "says"),
    [
        ("seated", 0, "Okafor, until 20:00"),
        ("seated", 55, "Okafor, still seated"),
        ("done", 0, "Okafor, has left"),
        ("booked", 55, "Okafor, until 20:00"),
    ],
)
def test_it_says_whether_the_party_before_is_still_there(
    panel: DetailsPanel, status: str, late: int, says: str
) -> None:
    shown = day(reservation("7", 19, status=status), reservation("7", 20, "Rossi"))
    panel.show_table(shown, find(shown, "7", 20), 4, NOW + timedelta(minutes=late))
    assert f"Before: {says}" in panel.text().splitlines()


def test_it_says_that_the_party_after_sits_there_already(panel: DetailsPanel) -> None:
    shown = day(reservation("7", 20, status="seated"))
    panel.show_table(shown, find(shown, "7", 19), 4, NOW)
    assert "After: Okafor at 20:00, already seated" in panel.text().splitlines()


def test_only_one_button_is_filled(panel: DetailsPanel) -> None:
    panel.show_table(day(), find(day(), "7", 20), 4, NOW)
    assert panel.act_button.kind == "primary"
    panel.show_nothing()
    assert panel.text().startswith("Pick a table, or just type ")


def test_while_nothing_is_picked_it_says_what_can_be_done_by_the_keys_that_hold(
    qtbot: QtBot, look: Look
) -> None:
    keys = Keys()
    panel = DetailsPanel(look, keys)
    qtbot.addWidget(panel)
    panel.show_nothing()
    assert panel.text() == (
        "Pick a table, or just type 4 20 shows what is free for 4 at 20:00; a name or four digits "
        "find a reservation.\nCtrl+Z undoes the last act, F1 shows all keys."
    )
    keys.choose({}, has_single_keys=False)
    assert panel.text() == (
        "Pick a table Then Enter opens it; Ctrl+F goes to the line, which finds and reserves.\n"
        "Ctrl+Z undoes the last act, F1 shows all keys."
    )


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [
        ("Brandt-Hohenlohe zu Wertheim", True),
        ("Maximiliana Brandt-Hohenlohe von Wertheim und Rothenberg am Neckar", None),
        ("Abcdefghij" * 12, False),
        ("Brandt zu Wertheim und Rothenberg ob der Tauber " * 4, False),
    ],
)
def test_a_long_name_has_its_room_above_the_words_below(
    qtbot: QtBot, panel: DetailsPanel, name: str, is_whole: bool | None
) -> None:
    shown = day(reservation("1", 20, "Okafor"), reservation("1", 21, name))
    panel.show_table(shown, find(shown, "1", 20), 4, NOW)
    panel.show_table(shown, find(shown, "1", 21), 4, NOW)
    title = panel.findChild(TitleLines)
    assert title is not None
    qtbot.waitUntil(lambda: panel._subtitle.y() > title.geometry().bottom())
    lines = title.shown_lines()
    assert 1 < len(lines) <= 3
    assert title.height() == len(lines) * title.fontMetrics().height()
    assert max(title.fontMetrics().horizontalAdvance(line) for line in lines) <= title.width()
    assert lines[0].startswith(name[:6])
    if is_whole is not None:
        assert title.toolTip() == ("" if is_whole else title.text())
        assert lines[-1].endswith("…") != is_whole
    assert panel.text().startswith(name.strip())
    assert not panel.grab().isNull()


def test_what_has_no_room_is_scrolled_and_the_buttons_stay(
    qtbot: QtBot, panel: DetailsPanel
) -> None:
    note = " ".join(["nobody at this table eats nuts"] * 20)
    shown = day(reservation("7", 20, "Okafor", note=note))
    panel.setMinimumSize(0, 0)
    panel.setFixedWidth(296)
    panel.setMaximumHeight(400)
    panel.set_most_height(400)
    panel.show_table(shown, find(shown, "7", 20), 4, NOW)
    facts = panel.findChild(QScrollArea)
    assert facts is not None
    qtbot.waitUntil(lambda: facts.verticalScrollBar().maximum() > 0)
    assert panel.minimumSizeHint().height() <= 400
    panel.resize(296, 400)
    button = panel.act_button
    qtbot.waitUntil(lambda: button.mapTo(panel, button.rect().bottomLeft()).y() < 400)
    facts.verticalScrollBar().setValue(facts.verticalScrollBar().maximum())
    assert panel.rect().contains(button.mapTo(panel, button.rect().bottomRight()))
