"""The clock is guessed from the phone's country, and a doubt is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.machine import Machine
from resv_desktop.qt.setup.zone_page import ZonePage
from tests.qt.conftest import Speak
from tests.qt.setup.houses import LONDON, NOON, press, type_text

LONDON_PHONE, NEW_YORK_PHONE = "+442079460123", "+12125550123"


def open_page(qtbot: QtBot, look: Look, machine: Machine = LONDON) -> ZonePage:
    page = ZonePage(look, machine, lambda: NOON)
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_guess_and_the_time_there_are_shown(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    page.set_phone(LONDON_PHONE)
    assert page.answer() == "Europe/London"
    assert page.picker.said() == "It is 12:00 there now, Saturday 14 March."
    assert page.doubt() == ""


def test_the_number_stays_whole_among_words_that_run_from_the_right(
    qtbot: QtBot, look: Look, speak: Speak
) -> None:
    speak("he")
    page = open_page(qtbot, look)
    page.set_phone(LONDON_PHONE)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert any("\u2068+44 20 7946 0123\u2069" in text for text in said)


def test_a_country_with_several_clocks_asks_to_look_twice(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    page.set_phone(NEW_YORK_PHONE)
    assert page.answer() == "America/New_York"
    assert "more than one time zone" in page.doubt()
    page.picker.setFocus()
    page.picker.picked.emit("America/New_York")
    assert page.doubt() == ""


@pytest.mark.parametrize("zone", ["America/Chicago", "America/Los_Angeles"])
def test_this_machines_zone_is_the_guess_where_it_lies_in_the_country(
    qtbot: QtBot, look: Look, zone: str
) -> None:
    page = open_page(qtbot, look, Machine("US", zone))
    page.set_phone(NEW_YORK_PHONE)
    assert page.answer() == zone


def test_another_phone_is_guessed_anew_until_the_host_has_picked(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    page.set_phone(NEW_YORK_PHONE)
    page.set_phone(LONDON_PHONE)
    assert page.answer() == "Europe/London"
    page.fill(LONDON_PHONE, "Europe/Paris")
    page.set_phone(NEW_YORK_PHONE)
    assert page.answer() == "Europe/Paris"
    assert "not in the country of your phone number" in page.doubt()


def test_a_search_leaves_the_guess_until_a_place_is_picked(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    page.set_phone("+493012345678")
    page.focus_first()
    with qtbot.assertNotEmitted(page.changed):
        type_text(page, "Munich")
    assert page.answer() == "Europe/Berlin"
    assert page.doubt() == ""
    search = page.picker.findChild(QLineEdit, "zoneSearch")
    assert search is not None
    search.clear()
    type_text(page, "lisb")
    press(page, Qt.Key.Key_Return)
    assert page.answer() == "Europe/Lisbon"
    assert "not in the country of your phone number" in page.doubt()


def test_without_any_guess_a_zone_is_asked_for(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look, Machine(None, None))
    page.set_phone("+80012345678")
    assert page.answer() == ""
    assert page.lacks() == "First pick a time zone"
    assert page.picker.said() == "Search for your city below."
