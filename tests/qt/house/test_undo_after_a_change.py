"""The key that takes the last act back steps over no change of the house to what was before it."""

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.notice import Notice
from tests.qt.house.test_house_dialog import OpenHouse, _save
from tests.qt.house.test_house_dialog import open_house as _open_house
from tests.qt.house.test_preview_dialog import OpenPreview, apply, closing
from tests.qt.house.test_preview_dialog import open_preview as _open_preview
from tests.qt.house.test_unclear_saves import UNCLEAR
from tests.qt.house.test_unclear_saves import sent as _sent
from tests.qt.stand import OTHER_PHONE, Stand

open_house, open_preview, sent = _open_house, _open_preview, _sent
OF_THE_HOUSE = "The last act here was a change of the house, which no key undoes: "


@pytest.fixture
def made(window: MainWindow, stand: Stand) -> Reservation:
    """A reservation that the window has made."""
    held = stand.reserve(stand.slot("2", 20))
    window.seat.remember(held.id)
    return held


def _undo(qtbot: QtBot, window: MainWindow) -> str:
    """Press the key, and return what is said to it."""
    window.seat.undo()
    qtbot.waitUntil(lambda: not window.seat.is_busy)
    return _notice(window).text()


def _notice(window: MainWindow) -> Notice:
    return window.bottom.notice


def test_it_is_said_that_the_house_is_changed_back_by_hand_until_the_next_act_is_done(
    qtbot: QtBot, window: MainWindow, open_house: OpenHouse, stand: Stand, made: Reservation
) -> None:
    dialog = open_house()
    dialog.facts.name.set_text("Harbour Inn")
    _save(qtbot, window, dialog)
    for _ in range(2):
        assert _undo(qtbot, window).startswith(OF_THE_HOUSE)
        assert _notice(window).text().endswith("can be undone in the history (Ctrl+H).")
    assert [each.id for each in stand.booked()] == [made.id]
    later = stand.reserve(stand.slot("3", 20), OTHER_PHONE)
    window.seat.remember(later.id)
    assert _undo(qtbot, window).startswith("The reservation is undone: ")
    assert _undo(qtbot, window).startswith(OF_THE_HOUSE)
    assert [each.id for each in stand.booked()] == [made.id]


def test_after_a_change_that_was_seen_first_nobody_whom_it_hit_is_undone(
    qtbot: QtBot, window: MainWindow, open_preview: OpenPreview, stand: Stand, made: Reservation
) -> None:
    preview = open_preview(_whole_evening(stand))
    apply(qtbot, preview)
    preview.reject()
    qtbot.waitUntil(lambda: len(window.attention.reader.now) == 1)
    assert _undo(qtbot, window).startswith(OF_THE_HOUSE)
    assert [each.id for each in stand.booked()] == [made.id]


@pytest.mark.usefixtures("sent")
def test_nor_where_the_answer_to_the_change_was_lost(
    qtbot: QtBot, window: MainWindow, open_preview: OpenPreview, stand: Stand, made: Reservation
) -> None:
    preview = open_preview(_whole_evening(stand))
    apply(qtbot, preview)
    assert preview.message.text() == UNCLEAR
    preview.reject()
    assert _undo(qtbot, window).startswith(OF_THE_HOUSE)
    assert [each.id for each in stand.booked()] == [made.id]


@pytest.mark.usefixtures("sent")
def test_nor_where_it_hit_nobody_and_its_answer_was_lost(
    qtbot: QtBot, window: MainWindow, open_house: OpenHouse, stand: Stand, made: Reservation
) -> None:
    dialog = open_house()
    dialog.facts.name.set_text("Harbour Inn")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.message.text() == UNCLEAR
    for _ in range(2):
        dialog.reject()  # the second time it is meant
    assert _undo(qtbot, window).startswith(OF_THE_HOUSE)
    assert [each.id for each in stand.booked()] == [made.id]


def _whole_evening(stand: Stand) -> HouseChange:
    return closing(stand, "17:23")
