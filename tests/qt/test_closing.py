"""A window that is closed while a write is under way waits for its answer."""

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.house.preview_dialog import PreviewDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.house.test_house_dialog import OpenHouse
from tests.qt.house.test_house_dialog import open_house as _open_house
from tests.qt.house.test_preview_dialog import OpenPreview, closing
from tests.qt.house.test_preview_dialog import open_preview as _open_preview
from tests.qt.stand import PHONE, Stand, fill
from tests.qt.station import Station, dialog_of, shown

open_house = _open_house
open_preview = _open_preview


@pytest.fixture
def dialog(window: MainWindow, station: Station) -> SlotDialog:
    """A dialog whose write is under way and held up."""
    window.view.opened.emit(shown(window, "2", 20))
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, PHONE)
    station.gate.clear()
    dialog.act_button.click()
    return dialog


@pytest.mark.usefixtures("dialog")
def test_a_window_that_is_closed_while_a_write_is_under_way_waits_for_the_answer(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    assert window.acts.is_writing
    assert not window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closing):
        station.gate.set()
    assert len(stand.booked()) == 1


def test_a_refusal_keeps_a_closing_window_open(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand, dialog: SlotDialog
) -> None:
    stand.reserve(stand.slot("2", 20), "07400 123499", by=stand.rival)
    assert not window.close()
    with qtbot.assertNotEmitted(window.closing):
        station.gate.set()
        qtbot.waitUntil(lambda: not window.acts.is_writing)
        qtbot.waitUntil(lambda: stand.tasks.is_idle)
        assert dialog.isVisible()
        dialog.reject()
    assert window.isVisible()


@pytest.mark.parametrize("is_silent", [False, True], ids=["refused", "silent"])
def test_an_act_of_one_press_that_is_not_done_keeps_a_closing_window_open_and_says_why(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    monkeypatch: pytest.MonkeyPatch,
    is_silent: bool,
) -> None:
    def set_status(*_: object, **__: object) -> None:
        assert station.gate.wait(60)
        raise Outage("The database does not answer.")

    held = stand.reserve(stand.slot("2", 19))
    station.gate.clear()
    if is_silent:
        monkeypatch.setattr(station, "set_status", set_status)
    window.seat.step(held)
    if not is_silent:
        stand.rival.cancel(held.id)
    assert not window.close()
    with qtbot.assertNotEmitted(window.closing):
        station.gate.set()
        qtbot.waitUntil(lambda: not window.is_writing)
        qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert window.isVisible()
    assert window.notice
    assert window.close()


def test_an_act_of_one_press_that_is_done_lets_a_closing_window_go(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    station.gate.clear()
    window.seat.step(held)
    assert not window.close()
    with qtbot.waitSignal(window.closing):
        station.gate.set()
    assert stand.booked()[0].status == "arrived"


def _save(qtbot: QtBot, preview: PreviewDialog, station: Station) -> None:
    """Begin to save what a preview shows, and hold that up."""
    qtbot.waitUntil(lambda: preview.preview is not None and not preview.is_busy)
    station.gate.clear()
    preview.act_button.click()
    assert preview.is_busy


def test_a_change_of_the_house_that_is_being_saved_over_the_window_is_waited_for(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand, open_preview: OpenPreview
) -> None:
    preview = open_preview(closing(stand))
    assert window.acts.is_open
    _save(qtbot, preview, station)
    assert window.is_writing
    assert not window.close()
    with qtbot.waitSignal(window.closing):
        station.gate.set()
    assert stand.rival.restaurant(stand.restaurant.id).closures != ()


def test_a_change_of_the_house_that_is_being_saved_over_its_dialog_is_waited_for(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand, open_house: OpenHouse
) -> None:
    house = open_house()
    rest_id, saved = stand.restaurant.id, list[Restaurant]()
    preview = window.attention.open_preview(house, rest_id, closing(stand), saved.append)
    _save(qtbot, preview, station)
    assert window.is_writing
    assert not window.close()
    assert window.isVisible()
    station.gate.set()
    qtbot.waitUntil(lambda: bool(saved) and not window.is_writing)
    assert house.isVisible()
