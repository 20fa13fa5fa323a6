"""A host sets a restaurant up, in five questions, and whatever comes between is survived."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.domain.errors import InvalidRestaurant
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.look import Look
from resv_desktop.qt.setup import SetupWizard
from resv_desktop.qt.setup.days_page import DaysPage
from resv_desktop.qt.setup.hours_picker import HoursPicker
from tests.qt.setup.houses import LINE, LONDON, PATIENCE_MS, EmptyBook, press, type_text
from tests.qt.stand import bury

Open = Callable[..., SetupWizard]
ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
TODAY = date(2026, 3, 14)
CAPACITIES = [2] * 6 + [4] * 10 + [6] * 5 + [8] * 3


@pytest.fixture
def open_wizard(qtbot: QtBot, look: Look, book: EmptyBook) -> Open:
    window = QWidget()
    qtbot.addWidget(window)

    def open_(resume: Restaurant | None = None) -> SetupWizard:
        wizard = SetupWizard(window, look, book.tasks, book.controller, resume, machine=LONDON)
        wizard.open()
        qtbot.waitUntil(wizard.isActiveWindow)
        return wizard

    return open_


@pytest.fixture
def at_the_days(open_wizard: Open) -> SetupWizard:
    """A wizard with every question answered, before anything is saved."""
    wizard = open_wizard()
    line(wizard, "restaurantName").setText("Harbour House")
    line(wizard, "restaurantPhone").setText("020 7946 0123")
    press(wizard, ENTER, ENTER, ENTER)
    line(wizard, "tableCapacities").setText(LINE)
    press(wizard, ENTER)
    return wizard


def line(wizard: SetupWizard, name: str) -> QLineEdit:
    found = wizard.findChild(QLineEdit, name)
    assert found is not None
    return found


def days(wizard: SetupWizard) -> DaysPage:
    page = wizard.pages[-1]
    assert isinstance(page, DaysPage)
    return page


def wait_for(qtbot: QtBot, wizard: SetupWizard, state: str) -> None:
    qtbot.waitUntil(lambda: days(wizard).state == state, timeout=PATIENCE_MS)


def check_every_hour_has_every_table_once(book: EmptyBook, restaurant: Restaurant) -> None:
    labels = sorted(table.id for table in restaurant.tables)
    for number in range(15):
        slots = book.controller.slots(restaurant.id, TODAY + timedelta(days=number))
        hours = Counter(slot.starts_at for slot in slots)
        assert len(hours) == 11
        for hour in hours:
            assert sorted(slot.table_id for slot in slots if slot.starts_at == hour) == labels


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
    assert rail.count_words() == "Step 5 of 5"


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


def test_the_days_are_told_one_by_one_and_stop_is_obeyed(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    wizard = at_the_days
    book.controller.hold_at = 2
    press(wizard, ENTER)
    qtbot.waitUntil(lambda: days(wizard).said() == "Monday 16 March, day 3 of 15")
    bar = wizard.findChild(QProgressBar, "setupProgress")
    assert bar is not None
    assert (bar.value(), bar.maximum()) == (2, 15)
    days(wizard).stop_button.click()
    assert days(wizard).said() == "Stopping"
    book.controller.let_go.set()
    wait_for(qtbot, wizard, "stopped")
    assert days(wizard).said() == "Stopped after day 2 of 15."
    restaurant = wizard.restaurant
    assert restaurant is not None
    assert book.controller.slots(restaurant.id, TODAY + timedelta(days=1))
    assert not book.controller.slots(restaurant.id, TODAY + timedelta(days=2))


def test_a_stopped_set_up_goes_on_where_it_was(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    wizard = at_the_days
    stop_after_two_days(qtbot, book, wizard)
    assert wizard.act_button.text() == "Go on"
    assert not wizard.back_button.isVisible()
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "ready")
    assert days(wizard).said() == (
        "Harbour House is ready: 24 tables, 106 seats, every hour from Sat 14 March "
        "to Sat 28 March."
    )
    [restaurant] = book.controller.restaurants()
    check_every_hour_has_every_table_once(book, restaurant)


def stop_after_two_days(qtbot: QtBot, book: EmptyBook, wizard: SetupWizard) -> None:
    book.controller.hold_at = 2
    press(wizard, ENTER)
    qtbot.waitUntil(lambda: days(wizard).preparing.progress == (2, 15))
    days(wizard).stop_button.click()
    book.controller.let_go.set()
    wait_for(qtbot, wizard, "stopped")


def test_a_stopped_set_up_can_be_left_and_goes_on_at_the_next_start(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard, open_wizard: Open
) -> None:
    stop_after_two_days(qtbot, book, at_the_days)
    press(at_the_days, ESCAPE)
    assert not at_the_days.isVisible()
    [restaurant] = book.controller.restaurants()
    wizard = open_wizard(restaurant)
    assert wizard.page is wizard.pages[-1]
    assert [step.answer() for step in wizard.rail.steps][:4] == [
        "020 7946 0123",
        "12:00 to 23:00",
        "Europe/London",
        "24 tables",
    ]
    wait_for(qtbot, wizard, "ready")
    check_every_hour_has_every_table_once(book, restaurant)
    assert len(book.controller.restaurants()) == 1


def test_a_restaurant_that_was_saved_without_tables_is_asked_for_them(
    qtbot: QtBot, book: EmptyBook, open_wizard: Open
) -> None:
    saved = book.controller.create_restaurant("Harbour House", "+442079460123")
    wizard = open_wizard(saved)
    assert wizard.page is wizard.pages[3]
    assert not wizard.back_button.isVisible()
    type_text(wizard, "2 x 4")
    press(wizard, ENTER)
    assert wizard.back_button.isVisible() is False
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "ready")
    [restaurant] = book.controller.restaurants()
    assert restaurant.id == saved.id
    assert [table.capacity for table in restaurant.tables] == [4, 4]


@pytest.mark.parametrize("lost", [["create_restaurant"], ["add_tables"]])
def test_a_lost_answer_makes_nothing_twice(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard, lost: list[str]
) -> None:
    wizard = at_the_days
    book.controller.lost = list(lost)
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "trouble")
    assert "Nothing is made twice" in days(wizard).said()
    assert wizard.act_button.text() == "Try again"
    assert not wizard.back_button.isVisible()
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "ready")
    [restaurant] = book.controller.restaurants()
    assert [table.capacity for table in restaurant.tables] == CAPACITIES
    check_every_hour_has_every_table_once(book, restaurant)


def test_leaving_after_a_lost_answer_says_what_is_not_known(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    book.controller.lost = ["create_restaurant"]
    press(at_the_days, ENTER)
    wait_for(qtbot, at_the_days, "trouble")
    press(at_the_days, ESCAPE)
    assert at_the_days.isVisible()
    assert "not known whether the restaurant was saved" in at_the_days.message.text()


def test_when_surely_nothing_was_saved_the_answers_can_still_be_changed(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    wizard = at_the_days
    book.controller.silent = ["create_restaurant"]
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "trouble")
    for _ in range(4):
        wizard.back_button.click()
    line(wizard, "restaurantName").setText("Harbour Kitchen")
    press(wizard, ENTER, ENTER, ENTER, ENTER, ENTER)
    wait_for(qtbot, wizard, "ready")
    assert [restaurant.name for restaurant in book.controller.restaurants()] == ["Harbour Kitchen"]


def test_an_outage_while_the_days_are_prepared_goes_on_afterwards(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    wizard = at_the_days
    stop_after_two_days(qtbot, book, wizard)
    book.controller.silent = ["extend_slots"]
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "trouble")
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "ready")
    check_every_hour_has_every_table_once(book, book.controller.restaurants()[0])


def test_a_refusal_is_told_and_can_be_put_right(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_options: Any) -> Restaurant:
        raise InvalidRestaurant("This name is not possible.")

    wizard = at_the_days
    with monkeypatch.context() as patched:
        patched.setattr(book.controller, "create_restaurant", refuse)
        press(wizard, ENTER)
        wait_for(qtbot, wizard, "trouble")
    assert days(wizard).said() == "This name is not possible. Go back and put it right."
    assert wizard.back_button.isVisible()


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


def test_the_window_stays_while_the_days_are_prepared(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    wizard = at_the_days
    book.controller.hold_at = 2
    press(wizard, ENTER)
    qtbot.waitUntil(lambda: days(wizard).preparing.progress == (2, 15))
    press(wizard, ENTER, ESCAPE)
    assert "Press Stop" in wizard.message.text()
    wizard.close()
    wizard.close()
    assert wizard.isVisible()
    assert not days(wizard).preparing.is_stopping
    book.controller.let_go.set()
    wait_for(qtbot, wizard, "ready")


def test_escape_at_the_end_is_finish(
    qtbot: QtBot, at_the_days: SetupWizard, book: EmptyBook
) -> None:
    press(at_the_days, ENTER)
    wait_for(qtbot, at_the_days, "ready")
    with qtbot.waitSignal(at_the_days.finished_setup) as finished:
        press(at_the_days, ESCAPE)
    assert finished.args == book.controller.restaurants()


def test_a_window_that_is_gone_stops_the_days_and_hears_nothing(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    wizard = at_the_days
    book.controller.hold_at = 2
    press(wizard, ENTER)
    qtbot.waitUntil(lambda: days(wizard).preparing.progress == (2, 15))
    wizard.deleteLater()
    assert bury(lambda: not isValid(wizard))
    book.controller.let_go.set()
    qtbot.waitUntil(lambda: book.tasks.is_idle)
    [restaurant] = book.controller.restaurants()
    assert len(restaurant.tables) == 24
    assert not book.controller.slots(restaurant.id, TODAY + timedelta(days=2))


def test_a_click_on_continue_does_the_same_as_enter(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    QTest.mouseClick(at_the_days.act_button, Qt.MouseButton.LeftButton)
    wait_for(qtbot, at_the_days, "ready")
    QTest.mouseClick(at_the_days.act_button, Qt.MouseButton.LeftButton)
    assert not at_the_days.isVisible()
    assert len(book.controller.restaurants()) == 1
