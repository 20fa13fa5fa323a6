"""Name and phone are checked while they are typed, without nagging."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.machine import Machine
from resv_desktop.qt.setup.name_page import NamePage
from resv_desktop.qt.widgets.field import Field
from tests.qt.conftest import Speak
from tests.qt.setup.houses import LONDON, type_text


def open_page(qtbot: QtBot, look: Look, machine: Machine = LONDON) -> NamePage:
    page = NamePage(look, machine)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def field(page: QWidget, name: str) -> Field:
    edit = page.findChild(QLineEdit, name)
    assert edit is not None
    found = edit.parent()
    assert isinstance(found, Field)
    return found


def ink(of: Field) -> object:
    labels = of.findChildren(QLabel)
    return next(label.property("ink") for label in labels if label.text() == of.helper())


def test_a_national_number_is_shown_as_it_was_understood(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    phone = field(page, "restaurantPhone")
    phone.edit.setFocus()
    type_text(page, "02079460123")
    assert phone.text() == "020 7946 0123"
    assert phone.helper() == "Understood as +44 20 7946 0123."
    assert phone.check() == "United Kingdom"
    stored = page.phone()
    assert stored is not None
    assert stored.e164 == "+442079460123"
    assert page.answer() == "020 7946 0123"


def test_the_number_stays_whole_among_words_that_run_from_the_right(
    qtbot: QtBot, look: Look, speak: Speak
) -> None:
    speak("he")
    page = open_page(qtbot, look)
    phone = field(page, "restaurantPhone")
    phone.set_text("020 7946 0123")
    assert "\u2068+44 20 7946 0123\u2069" in phone.helper()
    phone.set_text("020 0000 0000")
    assert "\u2068+44 20 0000 0000\u2069" in phone.helper()


def test_a_number_of_another_country_needs_its_code(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    phone = field(page, "restaurantPhone")
    phone.set_text("+49 30 901820")
    assert phone.check() == "Germany"
    assert page.answer() == "030 901820"


def test_a_machine_that_stands_nowhere_asks_for_the_country_code(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look, Machine(None, None))
    phone = field(page, "restaurantPhone")
    assert phone.helper() == "With a + and the country code in front."
    phone.set_text("020 7946 0123")
    assert "no country code that is known" in phone.helper()
    field(page, "restaurantName").set_text("Harbour House")
    assert page.lacks() == "First type the country code"
    phone.set_text("+44 20")
    assert page.lacks() == "First type the phone number"
    phone.set_text("")
    assert page.lacks() == "First type the phone number"
    phone.set_text("+44 20 7946 0123")
    assert page.lacks() == ""


def test_an_unfinished_number_is_not_called_wrong_while_it_is_typed(
    qtbot: QtBot, look: Look
) -> None:
    page = open_page(qtbot, look)
    phone = field(page, "restaurantPhone")
    phone.edit.setFocus()
    type_text(page, "020")
    assert "too short" in phone.helper()
    assert ink(phone) == "muted"
    field(page, "restaurantName").edit.setFocus()
    assert ink(phone) == "error"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("020 7946 012a", "has a letter in it"),
        ("020 7946 0123 ext. 5", "has an extension"),
        ("0" * 40, "not a possible phone number"),
        ("+999 123456", "no country code that is known"),
    ],
)
def test_a_number_that_cannot_be_is_said_at_once(
    qtbot: QtBot, look: Look, typed: str, said: str
) -> None:
    page = open_page(qtbot, look)
    phone = field(page, "restaurantPhone")
    phone.set_text(typed)
    assert said in phone.helper()
    assert ink(phone) == "error"
    assert page.phone() is None


def test_a_number_that_is_not_in_use_only_warns(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    field(page, "restaurantName").set_text("Harbour House")
    phone = field(page, "restaurantPhone")
    phone.set_text("+1 200 555 0123")
    assert "That is an unusual number" in phone.helper()
    assert ink(phone) == "warn"
    assert not page.lacks()


def test_a_number_that_is_being_typed_is_not_called_unusual(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    phone = field(page, "restaurantPhone")
    phone.edit.setFocus()
    type_text(page, "020794601")
    assert phone.helper().startswith("Understood as +44 ")
    assert "unusual" not in phone.helper()
    assert ink(phone) == "muted"
    field(page, "restaurantName").edit.setFocus()
    assert "That is an unusual number" in phone.helper()
    phone.edit.setFocus()
    type_text(page, "2")
    assert "unusual" not in phone.helper()
    qtbot.waitUntil(lambda: "That is an unusual number" in phone.helper())


@pytest.mark.parametrize(("typed", "said"), [("   ", "needs a name"), ("n" * 201, "at most 200")])
def test_a_name_that_is_none_is_said(qtbot: QtBot, look: Look, typed: str, said: str) -> None:
    page = open_page(qtbot, look)
    name = field(page, "restaurantName")
    name.set_text(typed)
    page.insist()
    assert said in name.helper()
    assert page.lacks() == "First type the name"


def test_no_number_is_asked_for_when_the_host_wants_to_go_on(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    field(page, "restaurantName").set_text("Harbour House")
    phone = field(page, "restaurantPhone")
    assert ink(phone) == "muted"
    page.insist()
    assert phone.helper() == "A restaurant needs a phone number."
    assert ink(phone) == "error"


def test_a_digit_put_into_the_middle_leaves_the_rest_alone(qtbot: QtBot, look: Look) -> None:
    page = open_page(qtbot, look)
    phone = field(page, "restaurantPhone")
    phone.set_text("020 746 0123")
    phone.edit.setFocus()
    phone.edit.setCursorPosition(5)
    type_text(page, "9")
    assert phone.edit.cursorPosition() == 6
    assert phone.text() == "020 7946 0123"
