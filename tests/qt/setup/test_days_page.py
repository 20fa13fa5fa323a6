"""The last page saves and prepares the days, and whatever comes between is survived."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.domain.errors import InvalidRestaurant
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.setup import SetupWizard
from resv_desktop.qt.setup.wrapped_lines import WrappedLines
from tests.qt.setup.houses import (
    CAPACITIES,
    ENTER,
    ESCAPE,
    TODAY,
    EmptyBook,
    Open,
    check_every_hour_has_every_table_once,
    days,
    line,
    press,
    type_text,
    wait_for,
)
from tests.qt.stand import bury


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


def test_the_last_page_names_the_sizes_of_the_tables(at_the_days: SetupWizard) -> None:
    said = [label.text() for label in days(at_the_days).findChildren(WrappedLines)]
    assert (
        "24 tables, 106 seats: 6 tables of 2, 10 tables of 4, 5 tables of 6 and 3 tables of 8"
        in said
    )


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


def prepare_two_days(qtbot: QtBot, book: EmptyBook, wizard: SetupWizard) -> None:
    """Save, and prepare days up to the third, which waits."""
    book.controller.hold_at = 2
    press(wizard, ENTER)
    qtbot.waitUntil(lambda: days(wizard).preparing.progress == (2, 15))


def stop_after_two_days(qtbot: QtBot, book: EmptyBook, wizard: SetupWizard) -> None:
    prepare_two_days(qtbot, book, wizard)
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


def test_the_window_stays_while_the_days_are_prepared(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    wizard = at_the_days
    prepare_two_days(qtbot, book, wizard)
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
    prepare_two_days(qtbot, book, wizard)
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
