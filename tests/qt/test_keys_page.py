"""A host gives an act another key by pressing it; clashes are said and can be swapped."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.keys import Keys
from resv_desktop.qt.keys_page import KeysPage
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.settings_dialog import SettingsDialog
from tests.qt.stand import Stand, focused
from tests.qt.station import press
from tests.qt.test_settings_dialog import Chosen, opened

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chosen(window: MainWindow, stand: Stand, look: Look, keys: Keys, tmp_path: Path) -> Chosen:
    made = Chosen(stand, look, keys, tmp_path / "settings.json")
    made.acts.attach(window)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, chosen: Chosen) -> SettingsDialog:
    del chosen
    made = opened(qtbot, window)
    made.show_page(2)
    return made


def new_key(page: KeysPage, act: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """Pick an act, Enter, the key."""
    page.pick(act)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.new_key.text() == "Press a key"
    QTest.keyClick(focused(), key, modifiers)
    assert page.new_key.text() == "New key"


def back(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the window is in front again."""
    qtbot.waitUntil(lambda: not window.acts.is_open)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_a_key_is_pressed_and_holds_at_once_and_at_the_next_start(
    qtbot: QtBot, window: MainWindow, dialog: SettingsDialog, keys: Keys, chosen: Chosen
) -> None:
    new_key(dialog.keys_page, "go_to_line", Qt.Key.Key_L)
    assert keys.of("go_to_line") == ("Ctrl+L",)
    what = "Go to the line; once more brings back what was left off"
    assert dialog.message.text() == f"{what}: Ctrl+L"
    qtbot.waitUntil(lambda: chosen.kept().keys == {"go_to_line": ["Ctrl+L"]})
    assert Keys(chosen.kept().keys).of("go_to_line") == ("Ctrl+L",)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    back(qtbot, window)
    press(window, Qt.Key.Key_L, CTRL)
    assert window.top.line.hasFocus()


def test_a_key_that_was_given_by_mistake_is_taken_back_with_one_press(
    dialog: SettingsDialog, keys: Keys
) -> None:
    new_key(dialog.keys_page, "go_to_line", Qt.Key.Key_L)
    dialog.message.action_button.click()
    assert keys.of("go_to_line") == ("Ctrl+F",)
    new_key(dialog.keys_page, "go_to_line", Qt.Key.Key_L)
    dialog.keys_page.all_usual.click()
    dialog.message.action_button.click()
    assert keys.of("go_to_line") == ("Ctrl+L",)


def test_a_single_key_and_one_with_ctrl_live_side_by_side(
    dialog: SettingsDialog, keys: Keys
) -> None:
    page = dialog.keys_page
    new_key(page, "move", Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier)
    assert keys.of("move") == ("Ctrl+M", "X")
    new_key(page, "move", Qt.Key.Key_K)
    assert keys.of("move") == ("Ctrl+K", "X")


def test_a_key_of_another_act_is_refused_and_can_be_swapped(
    dialog: SettingsDialog, keys: Keys
) -> None:
    new_key(dialog.keys_page, "undo", Qt.Key.Key_P)
    assert keys.chosen == {}
    assert dialog.message.text() == "Ctrl+P has an act already: Print or save the day sheet."
    dialog.message.action_button.click()
    assert (keys.of("undo"), keys.of("sheet")) == (("Ctrl+P",), ("Ctrl+Z",))
    assert dialog.message.text() == "Undo the last act: Ctrl+P"


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Space])
def test_a_key_that_types_or_goes_through_lists_is_refused(
    dialog: SettingsDialog, keys: Keys, key: Qt.Key
) -> None:
    new_key(dialog.keys_page, "undo", key, Qt.KeyboardModifier.NoModifier)
    assert keys.chosen == {}
    assert "Take one with Ctrl, or a function key." in dialog.message.text()


def test_the_letter_that_has_no_capital_is_refused_as_others_are(
    dialog: SettingsDialog, keys: Keys
) -> None:
    page = dialog.keys_page
    keys.choose({"go_to_line": ["Ctrl+L"]}, has_single_keys=True)
    page.pick("go_to_line")
    page.new_key.click()
    _press_text("ß")
    assert keys.of("go_to_line") == ("Ctrl+L",)
    assert dialog.message.text().startswith("ß is needed where there is something to type")


@pytest.mark.parametrize("text", ["", "\N{THUMBS UP SIGN}"])
def test_a_key_that_has_no_name_is_not_taken_and_another_one_is_waited_for(
    dialog: SettingsDialog, keys: Keys, text: str
) -> None:
    page = dialog.keys_page
    keys.choose({"go_to_line": ["Ctrl+L"]}, has_single_keys=True)
    page.pick("go_to_line")
    page.new_key.click()
    _press_text(text)
    assert page.new_key.text() == "Press a key"
    assert keys.of("go_to_line") == ("Ctrl+L",)
    QTest.keyClick(focused(), Qt.Key.Key_K, CTRL)
    assert keys.of("go_to_line") == ("Ctrl+K",)


def _press_text(text: str) -> None:
    """Press a key that Qt has no number for, which types a text or none."""
    kind, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(focused(), QKeyEvent(kind, 0, none, text))


def test_escape_and_tab_end_the_catching_and_change_nothing(
    qtbot: QtBot, window: MainWindow, dialog: SettingsDialog, keys: Keys
) -> None:
    catcher = dialog.keys_page.new_key
    catcher.click()
    assert dialog.message.text().startswith("Press the new key for: ")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert catcher.text() == "New key"
    assert window.acts.is_open
    assert dialog.message.text() == ""
    catcher.click()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not catcher.hasFocus())
    assert catcher.text() == "New key"
    assert keys.chosen == {}


def test_one_act_or_all_get_their_usual_keys_back(dialog: SettingsDialog, keys: Keys) -> None:
    page = dialog.keys_page
    keys.choose({"undo": ["Ctrl+K"], "today": ["Ctrl+D"]}, has_single_keys=True)
    page.pick("undo")
    page.usual.click()
    assert keys.chosen == {"today": ("Ctrl+D",)}
    page.all_usual.click()
    assert keys.chosen == {}
    assert dialog.message.text() == "All keys are the usual ones."


def test_a_usual_key_that_another_act_has_now_is_said(dialog: SettingsDialog, keys: Keys) -> None:
    keys.choose({"undo": ["Ctrl+P"], "sheet": ["Ctrl+Z"]}, has_single_keys=True)
    dialog.keys_page.pick("undo")
    dialog.keys_page.usual.click()
    assert keys.of("undo") == ("Ctrl+P",)
    assert "Give that one its usual key first." in dialog.message.text()


def test_single_keys_are_switched_off_and_on(
    qtbot: QtBot, window: MainWindow, dialog: SettingsDialog, keys: Keys, chosen: Chosen
) -> None:
    page = dialog.keys_page
    page.single.segment(1).click()
    assert not keys.has_single_keys
    qtbot.waitUntil(lambda: not chosen.kept().single_keys)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    back(qtbot, window)
    QTest.keyClicks(window.view.available.list, "4")
    assert window.top.line.text() == ""
    again = opened(qtbot, window)
    assert again.keys_page.single.index == 1
    again.keys_page.single.segment(0).click()
    assert keys.has_single_keys


def test_each_row_is_heard_with_its_keys(dialog: SettingsDialog) -> None:
    page = dialog.keys_page
    page.pick("undo")
    heard = page.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Undo the last act: Ctrl+Z"
