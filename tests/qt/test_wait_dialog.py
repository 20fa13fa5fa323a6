"""Who waits is given a table in a dialog that keeps still meanwhile, and is up to date after it."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, dialog_of


@pytest.fixture
def heron(qtbot: QtBot, window: MainWindow, stand: Stand) -> Waiting:
    """Who waits for the only table for eight at 20:00, which is free again."""
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    entry = wait_elsewhere(stand, "Heron", PHONE)
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: bool(window.waiting.reader.now.offers), timeout=10_000)
    return entry


@pytest.fixture
def gate() -> Iterator[Event]:
    """What a test holds an answer back with."""
    gate = Event()
    yield gate
    gate.set()


def wait_elsewhere(stand: Stand, name: str, phone: str) -> Waiting:
    """Put a party of eight on the waitlist of 20:00 at another station."""
    slot = stand.slot("4", 20)
    return stand.rival.wait(stand.restaurant.id, slot.slot_id, 8, phone, name=name)


def open_waitlist(window: MainWindow, stand: Stand) -> WaitDialog:
    """Return the waitlist of 20:00, open."""
    window.waiting.open(stand.slot("4", 20), 8)
    return dialog_of(window, WaitDialog)


def with_keys(dialog: WaitDialog) -> QWidget | None:
    """Return what has the keys in the dialog."""
    return dialog.focusWidget()


def test_while_a_table_is_being_given_nothing_is_rebuilt_and_a_refusal_is_said_there(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    heron: Waiting,
    gate: Event,
) -> None:
    real = station.reserve_waiting

    def slow(*asked: Any, **more: Any) -> Reservation:
        assert gate.wait(60)
        return real(*asked, **more)

    station.reserve_waiting = slow  # type: ignore[method-assign]  # it is written late
    dialog = open_waitlist(window, stand)
    dialog.give_buttons[0].setFocus()
    dialog.give_buttons[0].click()
    qtbot.waitUntil(lambda: dialog.is_busy)
    stand.rival.reserve_waiting(heron.id, "4")
    qtbot.waitUntil(lambda: not window.waiting.reader.now.entries, timeout=10_000)
    assert len(dialog.give_buttons) == 1
    gate.set()
    qtbot.waitUntil(lambda: "another station was first" in dialog.message.text())
    assert not dialog.is_busy
    assert dialog.give_buttons == []
    assert with_keys(dialog) is dialog.form_of_guest.phone.edit


@pytest.mark.usefixtures("heron")
def test_a_table_whose_giving_is_seen_before_it_is_answered_closes_the_dialog(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station, gate: Event
) -> None:
    real = station.reserve_waiting

    def slow(*asked: Any, **more: Any) -> Reservation:
        made = real(*asked, **more)
        assert gate.wait(60)
        return made

    station.reserve_waiting = slow  # type: ignore[method-assign]  # the answer is late
    dialog = open_waitlist(window, stand)
    dialog.give_buttons[0].click()
    qtbot.waitUntil(lambda: not window.waiting.reader.now.entries, timeout=10_000)
    gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved from the waitlist: table 4, "))
    qtbot.waitUntil(lambda: not window.findChildren(WaitDialog))


def test_the_keys_stay_at_who_they_were_at_when_one_more_waits(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    for name, phone in (("Heron", PHONE), ("Wren", "07400 123458")):
        wait_elsewhere(stand, name, phone)
    qtbot.waitUntil(lambda: len(window.waiting.reader.now.entries) == 2, timeout=10_000)
    dialog = open_waitlist(window, stand)
    dialog.remove_buttons[1].setFocus()
    wait_elsewhere(stand, "Dahl", "07400 123459")
    qtbot.waitUntil(lambda: len(dialog.remove_buttons) == 3, timeout=10_000)
    assert with_keys(dialog) is dialog.remove_buttons[1]
