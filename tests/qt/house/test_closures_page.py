"""What is being typed of a closure goes on, whatever another station changes meanwhile."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.house.closures_page import ClosuresPage
from resv_desktop.qt.house.draft import HouseDraft
from resv_desktop.qt.house.house_dialog import HouseDialog
from resv_desktop.qt.look import Look
from resv_desktop.store.documents import restaurant_from
from tests.qt.conftest import Speak
from tests.qt.days import SATURDAY, house

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

FLOOR = Closure(
    from_on=SATURDAY + timedelta(days=9),
    to_on=SATURDAY + timedelta(days=9),
    hours=None,
    reason="New",
)
HOUSE = house(closures=(FLOOR,))
MORE_DAYS = replace(HOUSE, days_ahead=HOUSE.days_ahead + 1)
BESIDE_THE_EDGES = 1172  # of the dialog on a screen of 1280, with its scroll bar
PARTY = replace(FLOOR, from_on=SATURDAY, to_on=SATURDAY, reason="Party")


@pytest.fixture
def dialog(qtbot: QtBot, look: Look, tasks: Tasks) -> HouseDialog:
    """The dialog with the page of closures turned to; nothing is asked of a database."""
    dialog = HouseDialog(None, look, tasks, cast("Controller", None), HOUSE, SATURDAY)
    qtbot.addWidget(dialog)
    dialog.show_page(2)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


@pytest.mark.parametrize("theirs", [MORE_DAYS, replace(HOUSE, closures=(PARTY, FLOOR))])
def test_a_reason_that_is_being_typed_goes_on_while_another_station_changes_the_house(
    dialog: HouseDialog, theirs: Restaurant
) -> None:
    page = dialog.closures
    page.list.pick(0)
    page.reason.edit.setFocus()
    page.reason.edit.end(False)
    dialog.show_house(theirs)
    assert "another station" in dialog.message.text()
    assert page.picked == FLOOR
    QTest.keyClicks(dialog.focusWidget(), " floor")
    assert [each.reason for each in dialog.draft.closures][-1] == "New floor"


@pytest.mark.parametrize("theirs", [MORE_DAYS, replace(HOUSE, closures=(PARTY, FLOOR))])
def test_an_entry_that_waits_for_its_day_waits_on_while_another_station_changes_the_house(
    dialog: HouseDialog, theirs: Restaurant
) -> None:
    page = dialog.closures
    page.add_button.click()
    dialog.show_house(theirs)
    assert page.form.isVisible()
    assert page.first.text() == "Pick the day"
    day = SATURDAY + timedelta(days=3)
    page.first._pick(day)
    assert page.picked is not None
    assert page.picked.from_on == day
    assert len(dialog.draft.closures) == len(theirs.closures) + 1


def test_equal_hours_are_there_again_to_be_put_right_after_a_look_at_another_entry(
    look: Look, tasks: Tasks, qtbot: QtBot
) -> None:
    dialog = _at_the_first_of_two(qtbot, look, tasks, replace(PARTY, hours="18:20"))
    page = dialog.closures
    closes = page.hours.closes
    closes.setCurrentIndex(closes.findData(18))
    page.list.pick(1)
    page.kind.activated.emit(2)
    closes.setCurrentIndex(1)
    page.list.pick(0)
    assert page.picked is not None
    assert (page.picked.hours, page.hours.text()) == ("18:18", "18:18")
    assert page.end_button.text() == "Remove it"
    closes.setCurrentIndex(closes.findData(21))
    assert page.picked.hours == "18:21"


def test_an_entry_whose_hours_another_program_has_spoilt_can_be_picked_and_taken_out(
    look: Look, tasks: Tasks, qtbot: QtBot
) -> None:
    dialog = _at_the_first_of_two(qtbot, look, tasks, replace(PARTY, hours="late"))
    page = dialog.closures
    assert page.end_button.text() == "Remove it"
    page.end_button.click()
    assert dialog.draft.closures == (FLOOR,)


def test_an_entry_that_goes_on_for_ever_can_be_picked_and_put_off(
    look: Look, tasks: Tasks, qtbot: QtBot
) -> None:
    stored = {"from": str(SATURDAY), "to": "9999-12-31", "hours": None, "reason": ""}
    (for_ever,) = restaurant_from({"_id": 1, "closures": [stored]}).closures
    dialog = _at_the_first_of_two(qtbot, look, tasks, for_ever)
    page = dialog.closures
    assert page.end_button.text() == "Remove it"
    page.first._pick(SATURDAY + timedelta(days=1))
    assert page.picked is not None
    assert page.picked.from_on == SATURDAY + timedelta(days=1)
    assert page.picked.to_on == for_ever.to_on


def _at_the_first_of_two(qtbot: QtBot, look: Look, tasks: Tasks, first: Closure) -> HouseDialog:
    known = replace(HOUSE, closures=(first, FLOOR))
    dialog = HouseDialog(None, look, tasks, cast("Controller", None), known, SATURDAY)
    qtbot.addWidget(dialog)
    dialog.show_page(2)
    dialog.closures.list.pick(0)
    return dialog


@pytest.mark.parametrize("language", ["de", "fr", "he"])
def test_no_choice_of_it_is_cut_in_large_words(
    qapp: QApplication, qtbot: QtBot, speak: Speak, language: str
) -> None:
    speak(language, "24")
    page = ClosuresPage(Look(qapp, "light", text_scale=2.0), HouseDraft(HOUSE, SATURDAY))
    qtbot.addWidget(page)
    page.list.pick(0)
    page.show()
    assert page.last.isVisible()
    assert page.minimumSizeHint().width() <= BESIDE_THE_EDGES
