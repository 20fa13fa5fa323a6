"""Every key comes from one place, can be another one, and follows at once in open windows."""

from itertools import combinations
from typing import get_args

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.initials_dialog import InitialsDialog
from resv_desktop.qt.key_acts import ACTS, Group
from resv_desktop.qt.key_rules import are_together, belongs_elsewhere, is_key, key_of
from resv_desktop.qt.keys import KeyAction, Keys, KeyShortcut, key_text
from resv_desktop.qt.main_window import MainWindow
from tests.qt.conftest import Speak
from tests.qt.station import press

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def pressed(
    key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "", *, repeated: bool = False
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, repeated)


def test_no_two_acts_of_one_window_have_the_same_key() -> None:
    changeable = [act for act in ACTS if not act.is_fixed]
    for one, other in combinations(changeable, 2):
        if are_together(one.where, other.where):
            assert not set(one.keys) & set(other.keys), (one.name, other.name)
    assert len({act.name for act in ACTS}) == len(ACTS)
    assert {act.group for act in ACTS} == set(get_args(Group))


@pytest.mark.parametrize("act", [act for act in ACTS if not act.is_fixed], ids=lambda act: act.name)
def test_the_usual_keys_are_keys_that_nothing_else_needs(act) -> None:  # type: ignore[no-untyped-def]  # pytest hands it
    assert act.keys
    for key in act.keys:
        assert is_key(key)
        assert not belongs_elsewhere(act, key)


def test_a_key_is_written_as_it_was_pressed() -> None:
    assert key_of(pressed(Qt.Key.Key_M, CTRL, "\r")) == "Ctrl+M"
    assert key_of(pressed(Qt.Key.Key_M, NONE, "m")) == "M"
    assert key_of(pressed(Qt.Key.Key_Question, SHIFT, "?")) == "?"
    assert key_of(pressed(Qt.Key.Key_Enter, CTRL | KEYPAD, "\r")) == "Ctrl+Return"
    assert key_of(pressed(Qt.Key.Key_Delete, NONE, "\x7f")) == "Del"
    assert key_of(pressed(Qt.Key.Key_F5)) == "F5"


def test_a_key_is_called_as_sentences_call_it_in_every_language(speak: Speak) -> None:
    for language, enter in (("en", "Enter"), ("de", "Enter"), ("fr", "Entrée"), ("he", "Enter")):
        speak(language, "24")
        told = key_text("Ctrl+Return")
        assert told.isprintable()
        assert told.split("+")[1] == enter
        assert key_text("Return") == enter


@pytest.mark.parametrize(
    "wrong",
    [
        {"nothing": ["Ctrl+K"]},
        {"undo": ["no key at all"]},
        {"undo": ["Ctrl+K, Ctrl+L"]},
        {"undo": [""]},
        {"undo": ["7"]},
        {"undo": ["Return"]},
        {"undo": ["Ctrl+C"]},
        {"undo": ["Ctrl+P"]},
        {"undo": ["Ctrl+K"], "redo": ["Ctrl+K"]},
        {"offer_1": ["F2"]},
        {"offer_1": ["Q"]},
        {"open": ["Ctrl+O"]},
    ],
    ids=str,
)
def test_keys_that_make_no_sense_leave_the_usual_ones(
    qapp: QApplication, wrong: dict[str, list[str]]
) -> None:
    keys = Keys(wrong, parent=qapp)
    assert keys.chosen == {}
    assert [keys.of(act.name) for act in ACTS] == [act.keys for act in ACTS]


def test_two_acts_may_swap_their_keys(qapp: QApplication) -> None:
    keys = Keys({"undo": ["Ctrl+P"], "sheet": ["Ctrl+Z"]}, parent=qapp)
    assert keys.of("undo") == ("Ctrl+P",)
    assert keys.of("sheet") == ("Ctrl+Z",)


def test_a_key_is_said_as_it_stands_on_the_keyboard(keys: Keys) -> None:
    assert keys.text("step") == "Ctrl+Enter"
    assert keys.texts("type") == ("0\N{EN DASH}9", "A\N{EN DASH}Z")
    assert keys.hint("Menu", "menu") == "Menu (F10)"
    keys.choose({"menu": []}, has_single_keys=True)
    assert keys.hint("Menu", "menu") == "Menu"


def test_a_key_stays_whole_in_words_that_run_from_the_right(keys: Keys, speak: Speak) -> None:
    speak("he")
    assert keys.hint("מקשים", "settings") == f"מקשים (\u2068{keys.text('settings')}\u2069)"


def test_both_enters_do_what_enter_does(keys: Keys) -> None:
    assert [s.toString() for s in keys.sequences("step")] == ["Ctrl+Return", "Ctrl+Enter"]
    assert keys.matches("step", pressed(Qt.Key.Key_Enter, CTRL | KEYPAD, "\r"))


def test_the_days_lie_the_other_way_where_the_words_do(qapp: QApplication, keys: Keys) -> None:
    assert keys.texts("day_before") == ("Ctrl+Left",)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert keys.texts("day_before") == ("Ctrl+Right",)
        assert keys.sequences("day_after")[0].toString() == "Ctrl+Left"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_an_open_window_follows_another_key_at_once(window: MainWindow, keys: Keys) -> None:
    keys.choose({"initials": ["Ctrl+K"], "go_to_line": ["Ctrl+L"]}, has_single_keys=True)
    press(window, Qt.Key.Key_F, CTRL)
    assert not window.top.line.hasFocus()
    press(window, Qt.Key.Key_L, CTRL)
    assert window.top.line.hasFocus()
    press(window, Qt.Key.Key_I, CTRL)
    assert not window.acts.is_open
    press(window, Qt.Key.Key_K, CTRL)
    assert window.findChild(InitialsDialog) is not None
    assert window.bottom.initials.toolTip() == "Who is at this station (Ctrl+K)"


def test_a_window_that_has_gone_hears_of_no_key(qtbot: QtBot, keys: Keys) -> None:
    gone = QWidget()
    KeyShortcut(keys, "menu", gone)
    KeyAction(keys, "quit", "Quit", gone)
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    keys.choose({"menu": ["F7"]}, has_single_keys=True)  # an error in it would fail the test
    assert keys.text("menu") == "F7"


def test_the_line_takes_the_acts_at_the_door_with_the_keys_that_were_chosen(
    qtbot: QtBot, window: MainWindow, keys: Keys
) -> None:
    keys.choose({"no_show": ["Ctrl+K"], "cancel": ["Ctrl+D"]}, has_single_keys=True)
    line = window.top.line
    line.setFocus()
    for key, act in ((Qt.Key.Key_K, "no_show"), (Qt.Key.Key_D, "cancel")):
        with qtbot.waitSignal(line.pressed) as told:
            QTest.keyClick(line, key, CTRL)
        assert told.args == [act]
    with qtbot.assertNotEmitted(line.pressed):
        QTest.keyClick(line, Qt.Key.Key_N, CTRL)
        QTest.keyClick(line, Qt.Key.Key_Delete)


def test_without_single_keys_a_digit_begins_no_line(window: MainWindow, keys: Keys) -> None:
    keys.choose({}, has_single_keys=False)
    window.view.available.list.setFocus()
    press(window, Qt.Key.Key_4)
    assert window.top.line.text() == ""
    assert not window.top.line.hasFocus()
    assert keys.of("type") == ()
    press(window, Qt.Key.Key_F, CTRL)
    assert window.top.line.hasFocus()
    keys.choose({}, has_single_keys=True)
    window.view.available.list.setFocus()
    press(window, Qt.Key.Key_4)
    assert window.top.line.text() == "4"


def test_without_single_keys_move_has_its_other_key(keys: Keys) -> None:
    m, ctrl_m = pressed(Qt.Key.Key_M, NONE, "m"), pressed(Qt.Key.Key_M, CTRL, "\r")
    assert keys.matches("move", m)
    assert keys.matches("move", ctrl_m)
    keys.choose({}, has_single_keys=False)
    assert not keys.matches("move", m)
    assert keys.matches("move", ctrl_m)
