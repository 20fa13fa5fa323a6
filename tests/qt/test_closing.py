"""A window that is closed while a write is under way waits for its answer."""

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.stand import PHONE, Stand, fill
from tests.qt.station import Station, dialog_of, shown


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
