"""The manager's PIN in the window: offered at first, asked once, and slow for who guesses."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from resv_desktop.domain.pin import PinState
from resv_desktop.qt.house.manager_gate import HOLDS_S
from resv_desktop.qt.house.pin_dialog import PinDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.digit_pad import DigitPad
from resv_desktop.store.closed import ClosedStore
from tests.qt.hands import Hands
from tests.qt.stand import Stand
from tests.qt.station import Station, dialog_of
from tests.quick_pins import quick_pins as _quick_pins

quick_pins = _quick_pins
pytestmark = pytest.mark.usefixtures("quick_pins")


@pytest.fixture
def ask(qtbot: QtBot, window: MainWindow, stand: Stand) -> Callable[[], list[str]]:
    """Ask the gate; return what will hold a word once it lets the manager on."""

    def ask_now() -> list[str]:
        let: list[str] = []
        window.gate.ask(lambda: let.append("on"))
        qtbot.waitUntil(lambda: bool(let) or window.acts.is_open or not stand.tasks.is_idle)
        qtbot.waitUntil(lambda: stand.tasks.is_idle)
        return let

    return ask_now


def _open(qtbot: QtBot, window: MainWindow) -> PinDialog:
    qtbot.waitUntil(lambda: window.acts.is_open)
    dialog = dialog_of(window, PinDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _type(edit: QLineEdit, digits: str) -> None:
    QTest.keyClicks(edit, digits)


def _enter(qtbot: QtBot, dialog: PinDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy)


def test_the_first_time_a_pin_is_set_with_the_keyboard_alone_and_the_way_is_free(
    qtbot: QtBot, window: MainWindow, stand: Stand, ask: Callable[[], list[str]]
) -> None:
    let = ask()
    dialog = _open(qtbot, window)
    assert dialog.new.edit.hasFocus()
    assert dialog.new.edit.echoMode() == QLineEdit.EchoMode.Password
    _type(dialog.new.edit, "47a1")
    QTest.keyClick(dialog.new.edit, Qt.Key.Key_Tab)
    assert dialog.again.edit.hasFocus()
    _type(dialog.again.edit, "472")
    assert dialog.again.helper() == "That is not the same PIN."
    assert not dialog.act_button.isEnabled()
    QTest.keyClick(dialog.again.edit, Qt.Key.Key_Backspace)
    _type(dialog.again.edit, "1")
    assert not dialog.act_button.isEnabled()  # three digits are none
    dialog.new.edit.setText("4711")
    _type(dialog.again.edit, "1")
    _enter(qtbot, dialog)
    assert let == ["on"]
    assert not window.acts.is_open
    assert window.notice == "The manager's PIN is set."
    stand.rival.prove_pin(stand.restaurant.id, "4711")


def test_enter_goes_from_field_to_field_until_all_is_typed(
    qtbot: QtBot, stand: Stand, window: MainWindow, ask: Callable[[], list[str]]
) -> None:
    let = ask()
    dialog = _open(qtbot, window)
    _type(dialog.new.edit, "4711")
    QTest.keyClick(dialog.new.edit, Qt.Key.Key_Return)
    assert dialog.again.edit.hasFocus()
    QTest.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    assert dialog.again.edit.hasFocus()
    _type(dialog.again.edit, "4711")
    QTest.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: let == ["on"])
    stand.rival.prove_pin(stand.restaurant.id, "4711")


@pytest.mark.parametrize("wants_one", [True, False])
def test_a_first_one_that_another_station_has_set_meanwhile_is_told(
    qtbot: QtBot, stand: Stand, window: MainWindow, ask: Callable[[], list[str]], wants_one: bool
) -> None:
    ask()
    dialog = _open(qtbot, window)
    stand.rival.set_pin(stand.restaurant.id, "0815")
    dialog.new.set_text("4711")
    dialog.again.set_text("4711")
    (dialog.act_button if wants_one else dialog.off_button).click()
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert "changed at another station meanwhile. Begin again." in dialog.message.text()
    stand.rival.prove_pin(stand.restaurant.id, "0815")


def test_who_wants_none_is_never_asked_again(
    qtbot: QtBot, window: MainWindow, stand: Stand, ask: Callable[[], list[str]]
) -> None:
    ask()
    dialog = _open(qtbot, window)
    dialog.off_button.click()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    window.gate._until = 0
    let = ask()
    qtbot.waitUntil(lambda: bool(let))
    assert not window.acts.is_open
    assert stand.rival.pin_state(stand.restaurant.id) == "off"


def test_a_wrong_one_is_said_and_the_right_one_holds_for_five_minutes(
    qtbot: QtBot, window: MainWindow, stand: Stand, ask: Callable[[], list[str]]
) -> None:
    stand.rival.set_pin(stand.restaurant.id, "4711")
    now = 1000.0
    window.gate._clock = lambda: now
    let = ask()
    dialog = _open(qtbot, window)
    _type(dialog.old.edit, "4712")
    _enter(qtbot, dialog)
    assert dialog.message.text() == "That is not the manager's PIN."
    assert dialog.old.text() == ""
    assert dialog.old.edit.hasFocus()
    pad = dialog.findChildren(DigitPad)[0]
    for digit in "4710":
        pad.buttons[digit].click()
    pad.back_button.click()
    pad.buttons["1"].click()
    assert dialog.message.kind == "quiet"
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert let == ["on"]
    now += HOLDS_S - 1
    assert ask() == ["on"]
    now += 1
    assert ask() == []
    dialog = _open(qtbot, window)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "the last time that ended at 19:08." in said
    dialog.reject()


def test_leaving_it_lets_nobody_on(
    qtbot: QtBot, window: MainWindow, stand: Stand, ask: Callable[[], list[str]]
) -> None:
    stand.rival.set_pin(stand.restaurant.id, "4711")
    let = ask()
    QTest.keyClick(_open(qtbot, window), Qt.Key.Key_Escape)
    assert not window.acts.is_open
    assert let == []
    assert not window.gate.is_open


def test_after_three_wrong_ones_this_station_waits_as_all_do(
    qtbot: QtBot, window: MainWindow, stand: Stand, ask: Callable[[], list[str]]
) -> None:
    stand.rival.set_pin(stand.restaurant.id, "4711")
    ask()
    dialog = _open(qtbot, window)
    for typed in ("0000", "0001", "0002"):
        _type(dialog.old.edit, typed)
        _enter(qtbot, dialog)
    assert dialog.message.text().endswith("tried again in 5 seconds.")
    _type(dialog.old.edit, "4711")
    _enter(qtbot, dialog)
    assert "at any station" in dialog.message.text()
    dialog.reject()


def test_it_is_changed_in_the_menu_with_the_old_one(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.rival.set_pin(stand.restaurant.id, "4711")
    window.menu.pin_wanted.emit()
    dialog = _open(qtbot, window)
    _type(dialog.old.edit, "4711")
    _type(dialog.new.edit, "0815")
    _type(dialog.again.edit, "0815")
    _enter(qtbot, dialog)
    assert window.notice == "The manager's PIN is another one now."
    stand.rival.prove_pin(stand.restaurant.id, "0815")
    window.menu.pin_wanted.emit()
    dialog = _open(qtbot, window)
    assert dialog.off_button.text() == "Switch the PIN off"
    assert not dialog.off_button.isEnabled()
    _type(dialog.old.edit, "0815")
    dialog.off_button.click()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert stand.rival.pin_state(stand.restaurant.id) == "off"


def test_while_the_database_is_silent_it_is_said_and_nobody_gets_on(
    qtbot: QtBot,
    window: MainWindow,
    station: Stand,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[], list[str]],
) -> None:
    monkeypatch.setattr(station._house, "store", ClosedStore(""))  # type: ignore[attr-defined]
    let = ask()
    qtbot.waitUntil(lambda: "does not answer" in window.notice)
    assert let == []
    assert not window.acts.is_open


@pytest.mark.parametrize("wanted", ["house_wanted", "pin_wanted"])
def test_it_is_not_asked_for_between_two_digits_that_are_typed(
    qtbot: QtBot,
    window: MainWindow,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
) -> None:
    gate = Event()
    real: Callable[[str], PinState] = station.pin_state

    def slow(rest_id: str) -> PinState:
        assert gate.wait(60)
        return real(rest_id)

    monkeypatch.setattr(station, "pin_state", slow)
    getattr(window.menu, wanted).emit()
    hands = Hands(window)
    hands.type("4 20 0740")
    gate.set()
    qtbot.waitUntil(lambda: window.notice == "What the manager asked for is not open yet.")
    hands.type("0123456")
    assert window.top.line.text() == "4 20 07400123456"
    hands.tap(window.bottom.notice.action_button)
    assert not _open(qtbot, window).new.text()
