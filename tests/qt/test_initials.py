"""Who is at the station: one key, what is typed, Enter; it sticks and stands in every line."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.initials_dialog import InitialsDialog
from resv_desktop.qt.main_window import MainWindow
from tests.qt.stand import Stand
from tests.qt.station import OpenWindow, Station, dialog_of, press

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
