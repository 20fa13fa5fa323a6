"""Who is at the station: one key, what is typed, Enter; it sticks and stands in every line."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.initials_dialog import InitialsDialog
from resv_desktop.qt.main_window import MainWindow
from tests.qt.hands import Hands
from tests.qt.stand import Stand
from tests.qt.station import OpenWindow, Station, dialog_of, press, shown

CTRL = Qt.KeyboardModifier.ControlModifier


def test_initials_are_set_by_one_key_what_is_typed_and_enter(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    assert window.bottom.initials.text() == "No initials"
    press(window, Qt.Key.Key_I, CTRL)
    dialog = dialog_of(window, InitialsDialog)
    qtbot.waitUntil(dialog.field.edit.hasFocus)
    QTest.keyClicks(dialog.field.edit, "AB")
    with qtbot.waitSignal(window.host_chosen) as chosen:
        QTest.keyClick(dialog.field.edit, Qt.Key.Key_Return)
    assert chosen.args == ["AB"]
    assert not window.acts.is_open
    assert window.bottom.initials.text() == "AB"
    assert window.bottom.initials.accessibleName() == "Initials: AB"
    made = station.reserve(stand.slot("2", 20).slot_id, "2", "07400 123456", 2)
    assert station.history(stand.restaurant.id, reservation_id=made.id)[0].host == "AB"


def test_other_initials_take_their_place_and_none_are_allowed(
    qtbot: QtBot, window: MainWindow, station: Station
) -> None:
    for typed, said in (("Zoe Ann Tan", "Zoe Ann"), ("", "No initials")):
        window.bottom.initials.click()
        dialog = dialog_of(window, InitialsDialog)
        qtbot.waitUntil(dialog.field.edit.hasFocus)
        QTest.keyClick(dialog.field.edit, Qt.Key.Key_Delete)  # all of it is picked
        QTest.keyClicks(dialog.field.edit, typed)
        dialog.act_button.click()
        assert window.bottom.initials.text() == said
        assert station.host == typed[:8].strip()


def test_who_leaves_with_escape_changes_nothing(
    qtbot: QtBot, window: MainWindow, station: Station
) -> None:
    station.host = "AB"
    window.menu.initials_wanted.emit()
    dialog = dialog_of(window, InitialsDialog)
    qtbot.waitUntil(dialog.field.edit.hasFocus)
    assert dialog.field.text() == "AB"
    QTest.keyClicks(dialog.field.edit, "X")
    QTest.keyClick(dialog.field.edit, Qt.Key.Key_Escape)
    assert not window.acts.is_open
    assert station.host == "AB"


def test_a_new_window_says_whose_initials_stick(station: Station, open_window: OpenWindow) -> None:
    station.host = "AB"
    assert open_window().bottom.initials.text() == "AB"


def step(window: MainWindow, held: Reservation) -> None:
    window.seat.step(held)


def move(window: MainWindow, held: Reservation) -> None:
    del held
    window.acts.move(shown(window, "2", 19), shown(window, "3", 19))


def reserve(window: MainWindow, held: Reservation) -> None:
    del held
    hands = Hands(window)
    hands.type("4 20 07400123457")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)


@pytest.mark.parametrize("act", [step, move, reserve])
def test_what_is_still_being_written_stands_under_the_initials_of_who_asked_for_it(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    act: Callable[[MainWindow, Reservation], None],
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free)
    window.name_host("AB")
    station.gate.clear()
    act(window, held)
    assert window.is_writing
    window.name_host("CD")
    station.gate.set()
    qtbot.waitUntil(lambda: not window.is_writing)

    def hosts() -> set[str]:
        lines = stand.rival.history(stand.restaurant.id, day=stand.day)
        return {line.host for line in lines if line.host}

    assert hosts() == {"AB"}
    window.seat.undo()
    qtbot.waitUntil(lambda: hosts() == {"AB", "CD"})
