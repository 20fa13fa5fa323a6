"""Two stations set a restaurant up at once: the later one is told, and may use the first one's."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.setup import SetupWizard
from tests.qt.setup.houses import CAPACITIES, ENTER, EmptyBook, Open, days, line, press, wait_for

TOLD = (
    "Mill House has been set up at another station meanwhile. Nothing was saved here. "
    "Use that one, or set up yours beside it as a second restaurant."
)


def set_up_elsewhere(qtbot: QtBot, book: EmptyBook, wizard: SetupWizard) -> Restaurant:
    """Let another station be faster than the host who confirms the last page now."""
    made = book.controller.create_restaurant("Mill House", "+442079460199")
    press(wizard, ENTER)
    wait_for(qtbot, wizard, "meanwhile")
    return made


def names(book: EmptyBook) -> list[str]:
    return [restaurant.name for restaurant in book.controller.restaurants()]


def test_a_restaurant_made_meanwhile_is_told_and_nothing_is_saved_beside_it(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    other = set_up_elsewhere(qtbot, book, at_the_days)
    assert days(at_the_days).said() == TOLD
    assert names(book) == [other.name]
    assert at_the_days.act_button.text() == "Use that one"
    assert days(at_the_days).both_button.isVisible()


def test_the_restaurant_of_the_other_station_can_be_used(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    other = set_up_elsewhere(qtbot, book, at_the_days)
    with qtbot.waitSignal(at_the_days.finished_setup) as finished:
        press(at_the_days, ENTER)
    assert finished.args == [other]
    assert not at_the_days.isVisible()
    assert names(book) == [other.name]


def test_both_restaurants_can_be_wanted(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    other = set_up_elsewhere(qtbot, book, at_the_days)
    QTest.mouseClick(days(at_the_days).both_button, Qt.MouseButton.LeftButton)
    wait_for(qtbot, at_the_days, "ready")
    assert not days(at_the_days).both_button.isVisible()
    own, found = book.controller.restaurants()
    assert found == other
    assert (own.name, [table.capacity for table in own.tables]) == ("Harbour House", CAPACITIES)


def test_the_answers_can_still_be_changed(
    qtbot: QtBot, book: EmptyBook, at_the_days: SetupWizard
) -> None:
    set_up_elsewhere(qtbot, book, at_the_days)
    for _ in range(4):
        at_the_days.back_button.click()
    assert line(at_the_days, "restaurantName").text() == "Harbour House"


def test_a_restaurant_that_was_there_before_is_no_news(
    qtbot: QtBot, book: EmptyBook, open_wizard: Open
) -> None:
    known = book.controller.create_restaurant("Mill House", "+442079460199")
    wizard = open_wizard(known_ids=[known.id])
    line(wizard, "restaurantName").setText("Harbour House")
    line(wizard, "restaurantPhone").setText("020 7946 0123")
    press(wizard, ENTER, ENTER, ENTER)
    line(wizard, "tableCapacities").setText("2 x 4")
    press(wizard, ENTER, ENTER)
    wait_for(qtbot, wizard, "ready")
    assert names(book) == ["Harbour House", "Mill House"]
