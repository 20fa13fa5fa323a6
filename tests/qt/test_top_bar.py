"""The top bar names the house and its hours, and makes room for large text."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from resv_desktop.domain.restaurant import Closure
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.top_bar import TopBar
from tests.qt.days import SATURDAY, house


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("12:23", "Open 12:00 to 23:00"),
        ("18:02", "Open 18:00 to 02:00"),
        ("18:24", "Open 18:00 to 24:00"),
        ("00:24", "Open around the clock"),
        ("nonsense", "Opening hours not known"),
    ],
)
def test_the_hours_of_the_day_are_said(qtbot: QtBot, look: Look, hours: str, said: str) -> None:
    bar = TopBar(look, Keys(), SATURDAY, is_demo=False)
    qtbot.addWidget(bar)
    bar.show_house(house(opening_hours=hours), SATURDAY)
    assert bar.hours.text() == said


def test_a_closed_day_is_said(qtbot: QtBot, look: Look) -> None:
    bar = TopBar(look, Keys(), SATURDAY, is_demo=False)
    qtbot.addWidget(bar)
    closed = Closure(from_on=SATURDAY, to_on=SATURDAY, hours=None, reason="")
    bar.show_house(house(closures=(closed,)), SATURDAY)
    assert bar.hours.text() == "Closed on this day"


def test_a_long_name_is_cut_and_told_whole_by_the_pointer(qtbot: QtBot, look: Look) -> None:
    bar = TopBar(look, Keys(), SATURDAY, is_demo=False)
    qtbot.addWidget(bar)
    long = "The Harbour House and Oyster Rooms at the Old Customs Quay"
    bar.show_house(house(name=long), SATURDAY)
    bar.resize(1280, 72)
    bar.show()
    assert not bar.grab().isNull()
    assert bar.name.shown_text().endswith("…")
    assert bar.name.toolTip() == long
    assert bar.menu_button.geometry().right() < 1280


def test_the_line_has_room_for_a_whole_wish_before_a_long_name_has_more(
    qtbot: QtBot, look: Look
) -> None:
    bar = TopBar(look, Keys(), SATURDAY, is_demo=False)
    qtbot.addWidget(bar)
    bar.show_house(house(name="The Harbour House and Oyster Rooms at the Quay"), SATURDAY)
    bar.resize(1280, 72)
    bar.show()
    qtbot.waitUntil(lambda: bar.line.width() >= 240)
    wish = bar.line.fontMetrics().horizontalAdvance("4 20 07400 123456 Lindqvist")
    assert wish <= bar.line.width() - 2 * 13
    assert bar.line.placeholderText() == "Find or reserve: 4 20"


def test_large_text_takes_two_rows(qtbot: QtBot, qapp: QApplication) -> None:
    bar = TopBar(Look(qapp, "light", text_scale=2), Keys(), SATURDAY, is_demo=True)
    qtbot.addWidget(bar)
    bar.resize(1280, 200)
    bar.show()
    qtbot.waitUntil(lambda: bar.day.y() > bar.name.height())
    bar.resize(3000, 200)
    qtbot.waitUntil(lambda: bar.day.x() > bar.name.width())


def test_a_demo_is_plainly_marked(qtbot: QtBot, look: Look) -> None:
    bars = [TopBar(look, Keys(), SATURDAY, is_demo=is_demo) for is_demo in (True, False)]
    shown = []
    for bar in bars:
        qtbot.addWidget(bar)
        bar.show()
        mark = bar.findChild(QLabel, "demoMark")
        assert mark is not None
        assert not mark.grab().isNull()
        shown.append((mark.text(), mark.isVisible()))
    assert shown == [("Demo: nothing here is kept", n) for n in (True, False)]
