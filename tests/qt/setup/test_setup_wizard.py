"""A host sets a restaurant up in five questions, and may leave before anything is saved."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from resv_desktop.qt.setup import SetupWizard
from resv_desktop.qt.setup.hours_picker import HoursPicker
from tests.qt.setup.houses import (
    CAPACITIES,
    ENTER,
    ESCAPE,
    LINE,
    TAB,
    TODAY,
    EmptyBook,
    Open,
    days,
    line,
    press,
    type_text,
    wait_for,
)


def test_the_whole_set_up_is_done_with_the_keyboard_alone(
    qtbot: QtBot, book: EmptyBook, open_wizard: Open
) -> None:
    wizard = open_wizard()
    type_text(wizard, "Harbour House")
    press(wizard, TAB)
    type_text(wizard, "02079460123")
    assert line(wizard, "restaurantPhone").text() == "020 7946 0123"
    press(wizard, ENTER)
    type_text(wizard, "18")
    press(wizard, TAB)
    type_text(wizard, "02")
    press(wizard, ENTER)
    assert wizard.page.answer() == "Europe/London"
    press(wizard, ENTER)
    type_text(wizard, LINE)
    press(wizard, ENTER)
    assert book.controller.restaurants() == []
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "ready")
    with qtbot.waitSignal(wizard.finished_setup) as finished:
        press(wizard, ENTER)
    restaurant = book.controller.restaurants()[0]
    assert finished.args == [restaurant]
    assert not wizard.isVisible()
    assert (restaurant.name, restaurant.phone) == ("Harbour House", "+442079460123")
    assert (restaurant.opening_hours, restaurant.timezone) == ("18:02", "Europe/London")
    assert [table.capacity for table in restaurant.tables] == CAPACITIES
    assert len(book.controller.slots(restaurant.id, TODAY)) == 8 * 24


def test_what_was_answered_stands_in_the_rail(at_the_days: SetupWizard) -> None:
    rail = at_the_days.rail
    assert [step.answer() for step in rail.steps] == [
        "020 7946 0123",
        "12:00 to 23:00",
        "Europe/London",
        "24 tables",
        "14 days ahead",
    ]
    assert [step.state for step in rail.steps] == ["answered"] * 4 + ["asked"]
    assert "Step 5 of 5" in [label.text() for label in rail.findChildren(QLabel)]


def test_going_back_keeps_every_answer(at_the_days: SetupWizard) -> None:
    wizard = at_the_days
    for _ in range(4):
        wizard.back_button.click()
    assert line(wizard, "restaurantName").text() == "Harbour House"
    assert line(wizard, "restaurantPhone").text() == "020 7946 0123"
    assert not wizard.back_button.isVisible()
    press(wizard, ENTER)
    picker = wizard.findChild(HoursPicker, "openingHours")
    assert picker is not None
    assert picker.text() == "12:23"
    press(wizard, ENTER)
    assert wizard.page.answer() == "Europe/London"
    press(wizard, ENTER)
    assert line(wizard, "tableCapacities").text() == LINE
    press(wizard, ENTER)
    assert wizard.act_button.text() == "Prepare 14 days"


def test_nothing_is_saved_before_the_last_page_is_confirmed(
    book: EmptyBook, at_the_days: SetupWizard
) -> None:
    assert book.controller.restaurants() == []
    assert days(at_the_days).title() == "Is everything right?"


def test_continue_says_what_is_missing_and_enter_goes_there(open_wizard: Open) -> None:
    wizard = open_wizard()
    assert not wizard.act_button.isEnabled()
    rings = [each.text() for each in wizard.findChildren(QPushButton) if each.isDefault()]
    assert rings == [wizard.act_button.text()]
    assert wizard.next_words() == "First type the name"
    type_text(wizard, "Harbour House")
    assert wizard.next_words() == "First type the phone number"
    press(wizard, ENTER)
    assert wizard.focusWidget() is line(wizard, "restaurantPhone")
    type_text(wizard, "02079460123")
    assert wizard.act_button.isEnabled()
    assert wizard.next_words() == "Next: opening hours"


def test_every_page_with_a_bad_answer_stays(open_wizard: Open) -> None:
    wizard = open_wizard()
    line(wizard, "restaurantName").setText("Harbour House")
    line(wizard, "restaurantPhone").setText("020 7946 012a")
    press(wizard, ENTER)
    assert wizard.page is wizard.pages[0]
    line(wizard, "restaurantPhone").setText("020 7946 0123")
    press(wizard, ENTER)
    type_text(wizard, "23")
    press(wizard, ENTER)
    assert wizard.page is wizard.pages[1]
    assert wizard.next_words() == "First pick two different hours"
    type_text(wizard, "12")
    press(wizard, ENTER, ENTER)
    line(wizard, "tableCapacities").setText("6 x 9")
    press(wizard, ENTER)
    assert wizard.page is wizard.pages[3]


def test_an_untouched_set_up_is_left_at_once(open_wizard: Open) -> None:
    wizard = open_wizard()
    press(wizard, ESCAPE)
    assert not wizard.isVisible()


def test_leaving_asks_calmly_once_something_was_typed(open_wizard: Open) -> None:
    wizard = open_wizard()
    type_text(wizard, "H")
    press(wizard, ESCAPE)
    assert wizard.isVisible()
    assert wizard.message.isVisible()
    assert "Nothing has been saved" in wizard.message.text()
    press(wizard, ESCAPE)
    assert wizard.isVisible()
    assert not wizard.message.isVisible()
    assert wizard.focusWidget() is line(wizard, "restaurantName")
    press(wizard, ESCAPE, ENTER)
    assert wizard.isVisible()
    assert not wizard.message.isVisible()
    press(wizard, ESCAPE)
    assert wizard.focusWidget() is wizard.message.stay_button
    assert wizard.message.stay_button.text() == "Stay"
    QTest.mouseClick(wizard.message.action_button, Qt.MouseButton.LeftButton)
    assert not wizard.isVisible()


def test_typing_on_takes_the_question_away(open_wizard: Open) -> None:
    wizard = open_wizard()
    type_text(wizard, "H")
    press(wizard, ESCAPE)
    line(wizard, "restaurantName").setText("Ha")
    assert not wizard.message.isVisible()
