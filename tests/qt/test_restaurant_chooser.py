"""Where there are several restaurants the host says which one this stand is for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from resv_desktop.domain.restaurant import Restaurant, Table
from resv_desktop.qt.look import Look
from resv_desktop.qt.restaurant_chooser import RestaurantChooser, RestaurantsModel
from resv_desktop.qt.widgets.two_line_rows import SECOND_LINE
from tests.qt.setup.houses import press

NOW = datetime(2026, 3, 14, 19, 8, tzinfo=UTC)


def restaurant(number: int, name: str) -> Restaurant:
    return Restaurant(
        id=str(number),
        name=name,
        phone="+442079460123",
        opening_hours="18:02",
        tables=(Table(id="1", capacity=4), Table(id="2", capacity=2, retired_from=NOW.date())),
        timezone="Europe/London",
    )


HOUSES = [restaurant(1, "Harbour House"), restaurant(2, "Kiosk"), restaurant(3, "a" * 200)]


@pytest.fixture
def chooser(qtbot: QtBot, look: Look) -> RestaurantChooser:
    made = RestaurantChooser(None, look, HOUSES, NOW)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_arrows_and_enter_choose(qtbot: QtBot, chooser: RestaurantChooser) -> None:
    with qtbot.waitSignal(chooser.chosen) as chosen:
        press(chooser, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chosen.args == [HOUSES[1]]
    assert not chooser.isVisible()


def test_a_double_click_opens(qtbot: QtBot, chooser: RestaurantChooser) -> None:
    rows = chooser.list
    place = rows.visualRect(rows.model().index(1, 0)).center()
    with qtbot.waitSignal(chooser.chosen) as chosen:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [HOUSES[1]]


def test_a_new_restaurant_can_be_wanted_instead(qtbot: QtBot, chooser: RestaurantChooser) -> None:
    with qtbot.waitSignal(chooser.new_wanted), qtbot.assertNotEmitted(chooser.chosen):
        chooser.new_button.setFocus()
        press(chooser.new_button, Qt.Key.Key_Return)
    assert not chooser.isVisible()


def test_leaving_chooses_nothing(qtbot: QtBot, chooser: RestaurantChooser) -> None:
    with qtbot.assertNotEmitted(chooser.chosen):
        press(chooser, Qt.Key.Key_Escape)
    assert not chooser.isVisible()


def test_the_restaurant_in_use_is_marked(qtbot: QtBot, look: Look) -> None:
    chooser = RestaurantChooser(None, look, HOUSES, NOW, current_id="2")
    qtbot.addWidget(chooser)
    assert chooser.current() == HOUSES[1]


def test_each_row_tells_all_of_a_restaurant(qtbot: QtBot) -> None:
    model = RestaurantsModel(HOUSES, NOW)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Harbour House, 020 7946 0123, 18:00 to 02:00, the next day, 1 table"
    assert model.index(0).data(Qt.ItemDataRole.FontRole) is None
    model = RestaurantsModel([replace(HOUSES[0], timezone="Nowhere/Else")], NOW)
    assert model.index(0).data(SECOND_LINE).endswith("1 table")
    del tester, qtbot
