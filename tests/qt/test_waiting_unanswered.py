"""What was asked of the waitlist and never answered is done once, and what was typed stays."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation, Undone
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, dialog_of, shown

NO_ANSWER = "The database did not answer in time."


def waiting(stand: Stand) -> list[str]:
    """Return the names of who waits, as another station sees it."""
    return [entry.name for entry in stand.rival.waitlist(stand.restaurant.id).entries]


@pytest.fixture
def lost(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    monkeypatch: pytest.MonkeyPatch,
) -> WaitDialog:
    """The waitlist of 20:00, to which Heron has been put without an answer."""
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    real, calls = station.wait, list[str]()

    def unclear(*asked: Any, **more: Any) -> Waiting:
        calls.append(more["request_id"])
        made = real(*asked, **more)
        if len(calls) == 1:
            raise Outage(NO_ANSWER, may_be_saved=True)
        return made

    monkeypatch.setattr(station, "wait", unclear)
    window.waiting.open(stand.slot("4", 20), 8, PHONE, "Heron")
    dialog = dialog_of(window, WaitDialog)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() == NO_ANSWER)
    return dialog


def test_an_entry_that_could_not_be_taken_back_either_is_not_made_twice(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    lost: WaitDialog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent(*_: Any, **__: Any) -> Undone:
        raise Outage("The database does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(station, "undo", silent)
        window.seat.undo()
        qtbot.waitUntil(lambda: window.notice == "The database does not answer.")
    lost.act_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("On the waitlist: "))
    assert waiting(stand) == ["Heron"]
    window.seat.undo()
    qtbot.waitUntil(lambda: window.notice.startswith("The entry on the waitlist is undone: "))
    assert waiting(stand) == []


def test_an_entry_that_was_taken_back_is_made_anew(
    qtbot: QtBot, window: MainWindow, stand: Stand, lost: WaitDialog
) -> None:
    window.seat.undo()
    qtbot.waitUntil(lambda: window.notice.startswith("The entry on the waitlist is undone: "))
    assert waiting(stand) == []
    lost.act_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("On the waitlist: "))
    assert waiting(stand) == ["Heron"]


@pytest.mark.parametrize("is_saved", [True, False], ids=["saved", "taken"])
def test_who_was_typed_there_for_a_table_is_offered_next_unless_it_is_theirs(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    stand: Stand,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_saved: bool,
) -> None:
    real = station.reserve

    def unclear(*asked: Any, **more: Any) -> Reservation:
        if is_saved:
            real(*asked, **more)
        raise Outage(NO_ANSWER, may_be_saved=True)

    window.waiting.open(stand.slot("4", 20), 8, PHONE, "Heron")
    dialog = dialog_of(window, WaitDialog)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Reserve table 4")
    with monkeypatch.context() as patch:
        patch.setattr(station, "reserve", unclear)
        dialog.act_button.click()
        qtbot.waitUntil(lambda: window.notice == NO_ANSWER)
    if not is_saved:
        stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    window.bottom.notice.action_button.click()
    says = "Reserved: table 4, " if is_saved else "Table 4 "
    qtbot.waitUntil(lambda: window.notice.startswith(says))
    window.acts.open_slot(stand.restaurant, shown(window, "4", 21), 2)
    others = dialog_of(window, SlotDialog).reserving.others
    assert others.isHidden() == is_saved
    assert is_saved or "Heron" in others.text()
