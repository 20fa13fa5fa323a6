"""A change of the house whose answer was lost: what is said of it is what was sent."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.house.house_dialog import HouseDialog
from resv_desktop.qt.house.preview_dialog import PreviewDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.label import Label
from tests.qt.house.test_house_dialog import OpenHouse, _previewed
from tests.qt.house.test_house_dialog import open_house as _open_house
from tests.qt.house.test_preview_dialog import OpenPreview, apply, book, closing, goes
from tests.qt.house.test_preview_dialog import open_preview as _open_preview
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Station

open_preview = _open_preview
open_house = _open_house
UNCLEAR = "It is not known whether this was saved."


@pytest.fixture
def sent(station: Station, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lose the answer to the first save, which is done; return the ids under which is saved."""
    real, ids = station.edit_restaurant, list[str]()

    def lost(rest_id: str, change: HouseChange, **sent: Any) -> Restaurant:
        ids.append(sent["request_id"])
        made = real(rest_id, change, **sent)
        if len(ids) == 1:
            raise Outage(UNCLEAR, may_be_saved=True)
        return made

    monkeypatch.setattr(station, "edit_restaurant", lost)
    return ids


def _sent_in_vain(qtbot: QtBot, dialog: PreviewDialog) -> None:
    """Save it, and hear that the answer was lost."""
    assert goes(dialog) == ["table 1, 21:00"]
    apply(qtbot, dialog)
    assert dialog.message.text() == UNCLEAR


def test_after_a_lost_answer_nothing_else_can_be_chosen_than_what_was_sent(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand, sent: list[str]
) -> None:
    book(stand, "1", 20, name="Okafor")
    dialog = open_preview(closing(stand))
    _sent_in_vain(qtbot, dialog)
    dialog.box.list.setFocus()
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    assert goes(dialog) == ["table 1, 21:00"]
    assert not dialog.box.choice.isEnabled()
    assert not any("Nothing is changed" in each.text() for each in dialog.findChildren(Label))
    assert dialog.propose_button.isHidden()
    assert dialog.call_button.isHidden()
    apply(qtbot, dialog)
    assert len(set(sent)) == 1
    assert dialog.windowTitle() == "The change is saved"
    assert [call.says for call in dialog.calls] == [
        "The house is closed then. They have table 1, 21:00 instead."
    ]
    assert [each.starts_at.hour for each in stand.booked()] == [21]


@pytest.mark.usefixtures("sent")
def test_who_got_another_hour_by_a_save_whose_answer_was_lost_is_on_the_call_list(
    qtbot: QtBot, window: MainWindow, open_preview: OpenPreview, stand: Stand
) -> None:
    book(stand, "1", 20, name="Okafor")
    dialog = open_preview(closing(stand))
    with qtbot.waitSignal(window.live.follower.changed, timeout=15_000):
        _sent_in_vain(qtbot, dialog)
    dialog._follow()  # by then nobody is hit any more
    qtbot.waitUntil(lambda: not dialog._is_reading)
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.is_busy)
    assert isValid(dialog)
    assert [call.reservation.name for call in dialog.calls] == ["Okafor"]
    assert dialog.list_button.isVisible()


def test_what_was_not_saved_after_all_is_shown_as_it_is_now_and_can_be_chosen_again(
    qtbot: QtBot,
    open_preview: OpenPreview,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book(stand, "1", 20)
    dialog = open_preview(closing(stand))
    with monkeypatch.context() as lost:

        def never(*_: object, **__: object) -> Restaurant:
            raise Outage(UNCLEAR, may_be_saved=True)

        lost.setattr(station, "edit_restaurant", never)
        _sent_in_vain(qtbot, dialog)
    book(stand, "1", 21, OTHER_PHONE)
    apply(qtbot, dialog)
    assert goes(dialog) == ["table 2, 21:00"]
    dialog.box.list.setFocus()
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    assert goes(dialog) == ["to call"]
    assert dialog.call_button.isVisible()


# --- in the dialog of the house


def _press(qtbot: QtBot, window: MainWindow, dialog: HouseDialog) -> None:
    """Press Save, and wait for what comes of it."""
    assert dialog.act_button.isEnabled()
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not window.acts.is_open or not dialog.is_busy, timeout=30_000)


@pytest.mark.usefixtures("sent")
def test_after_a_lost_answer_another_wish_goes_on_from_what_was_saved(
    qtbot: QtBot, window: MainWindow, open_house: OpenHouse, stand: Stand
) -> None:
    dialog = open_house()
    dialog.facts.name.set_text("Harbour Inn")
    dialog.tables.line.set_text("1 × 2")
    _press(qtbot, window, dialog)
    assert dialog.message.text() == UNCLEAR
    dialog.facts.name.set_text("Harbour Inn & Bar")
    _press(qtbot, window, dialog)
    assert dialog.message.text() == (
        "What you saved before is done: the name and the tables. It is shown as it is now."
    )
    assert dialog.facts.name.text() == "Harbour Inn & Bar"
    assert dialog.tables.line.text() == ""
    assert dialog.draft.changed == ["name"]
    _press(qtbot, window, dialog)
    house = stand.rival.restaurant(stand.restaurant.id)
    assert house.name == "Harbour Inn & Bar"
    assert [table.id for table in house.tables] == ["1", "2", "3", "4", "5"]


@pytest.mark.usefixtures("sent")
def test_who_wants_it_as_it_was_after_a_lost_answer_can_save_that_too(
    qtbot: QtBot, window: MainWindow, open_house: OpenHouse, stand: Stand
) -> None:
    dialog = open_house()
    before = dialog.facts.name.text()
    dialog.facts.name.set_text("Harbour Inn")
    _press(qtbot, window, dialog)
    dialog.facts.name.set_text(before)
    assert dialog.message.text() == (
        "It is not known whether what you saved before is done. Press Save to find out."
    )
    _press(qtbot, window, dialog)
    assert dialog.draft.changed == ["name"]
    _press(qtbot, window, dialog)
    assert stand.rival.restaurant(stand.restaurant.id).name == before


def test_a_preview_that_is_left_after_a_lost_answer_is_no_change_of_another_station(
    qtbot: QtBot, window: MainWindow, open_house: OpenHouse, stand: Stand, sent: list[str]
) -> None:
    stand.reserve(stand.slot("4", 20), party=6)
    dialog = open_house()
    dialog.show_page(3)
    dialog.tables.list.pick(3)
    dialog.tables.seats.setValue(4)
    dialog.act_button.click()
    preview = _previewed(qtbot, dialog)
    apply(qtbot, preview)
    assert preview.message.text() == UNCLEAR
    preview.reject()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    unknown = "It is not known whether what you saved before is done. Press Save to find out."
    assert dialog.message.text() == unknown
    _press(qtbot, window, dialog)
    assert window.notice == "Saved: the tables."
    assert len(set(sent)) == 1
    assert stand.rival.restaurant(stand.restaurant.id).tables[3].capacity == 4


def test_silence_is_said_over_a_lost_answer_while_it_lasts_and_what_is_typed_then_is_not(
    open_house: OpenHouse, stand: Stand
) -> None:
    dialog = open_house()
    dialog.facts.name.set_text("Harbour Inn")
    dialog.show_silence(is_silent=True)
    dialog.show_unclear(dialog.draft.change(), stand.controller.new_id())
    assert "does not answer" in dialog.message.text()
    unknown = "It is not known whether what you saved before is done. Press Save to find out."
    dialog.show_silence(is_silent=False)
    assert dialog.message.text() == unknown
    dialog.facts.name.set_text("Harbour Inn & Bar")
    assert dialog.message.text() == unknown
    dialog.accept()
