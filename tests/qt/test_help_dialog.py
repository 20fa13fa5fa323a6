"""One key shows all keys as they are now, and gives the focus back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.help_dialog import HelpDialog
from resv_desktop.qt.key_acts import ACTS
from resv_desktop.qt.keys import Keys, says
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.key_cap import KeyCap
from resv_desktop.qt.widgets.label import Label
from tests.qt.conftest import Speak
from tests.qt.stand import focused
from tests.qt.station import OpenWindow, dialog_of, press


def words_of(dialog: HelpDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(Label)]


def caps_of(dialog: HelpDialog) -> list[str]:
    return [cap.text() for cap in dialog.findChildren(KeyCap)]


@pytest.mark.parametrize("how", ["?", "F1", "menu"])
def test_one_key_shows_all_keys_and_gives_the_focus_back(
    qtbot: QtBot, window: MainWindow, how: str
) -> None:
    window.view.all.list.setFocus()
    if how == "?":
        QTest.keyClicks(window.view.all.list, "?")
    elif how == "F1":
        press(window, Qt.Key.Key_F1)
    else:
        window.menu.help_wanted.emit()
    dialog = dialog_of(window, HelpDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    if how == "?":
        QTest.keyClicks(focused(), "?")
    else:
        QTest.keyClick(focused(), Qt.Key.Key_Escape if how == "menu" else Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert window.focusWidget() is window.view.all.list


@pytest.mark.parametrize("code", ["en", "de", "fr", "he"])
def test_the_day_that_is_shown_can_be_typed(
    speak: Speak, open_window: OpenWindow, code: str
) -> None:
    speak(code)
    window = open_window()
    press(window, Qt.Key.Key_F1)
    dialog = dialog_of(window, HelpDialog)
    (typed,) = [cap for cap in caps_of(dialog) if cap == dialog.tr("fri 4 8pm")]
    assert (typed == "fri 4 8pm") is (code == "en")
    dialog.reject()
    window.top.line.setText(typed)
    line = window.desk.typed
    assert line.day is not None
    assert line.day.weekday() == 4
    assert (line.party, line.hour, line.name) == (4, 20, "")


@pytest.mark.parametrize("code", ["en", "de", "fr", "he"])
def test_the_words_that_are_shown_can_be_typed(
    speak: Speak, open_window: OpenWindow, code: str
) -> None:
    speak(code)
    window = open_window()
    press(window, Qt.Key.Key_F1)
    dialog = dialog_of(window, HelpDialog)
    typed = dialog.tr("4 guests 8 pm")
    assert typed in caps_of(dialog)
    dialog.reject()
    window.top.line.setText(typed)
    line = window.desk.typed
    assert (line.party, line.hour, line.name, line.unclear) == (4, 20, "", ())


def test_every_act_that_has_a_key_stands_in_it(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F1)
    dialog = dialog_of(window, HelpDialog)
    words, caps = words_of(dialog), caps_of(dialog)
    assert {says(act) for act in ACTS} <= set(words)
    assert "Ctrl+Shift+Z" in caps
    assert "4 20 07400123456 Cohen" in caps
    assert "3456" in caps


def test_the_number_of_the_example_is_of_the_house(qtbot: QtBot, look: Look) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for region, digits in (("GB", "07400123456"), ("US", "2015550123"), ("IL", "0502345678")):
        caps = caps_of(HelpDialog(parent, look, Keys(), region))
        assert f"4 20 {digits} Cohen" in caps
        assert digits[-4:] in caps


def test_it_shows_the_keys_that_were_chosen(window: MainWindow, keys: Keys) -> None:
    keys.choose({"undo": ["Ctrl+K"]}, has_single_keys=False)
    press(window, Qt.Key.Key_F1)
    dialog = dialog_of(window, HelpDialog)
    caps = caps_of(dialog)
    assert "Ctrl+K" in caps
    assert "Ctrl+Z" not in caps
    assert "?" not in caps
    assert "M" not in caps
    assert "Begin a line with it, from anywhere in the window" not in words_of(dialog)


def test_without_single_keys_a_question_mark_opens_nothing(window: MainWindow, keys: Keys) -> None:
    keys.choose({}, has_single_keys=False)
    QTest.keyClicks(window.view.all.list, "?")
    assert not window.acts.is_open


def test_a_question_mark_in_the_line_is_typed(window: MainWindow) -> None:
    window.top.line.setFocus()
    QTest.keyClicks(window.top.line, "?")
    assert window.top.line.text() == "?"
    assert not window.acts.is_open


_SHOW = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from resv_desktop.qt.help_dialog import HelpDialog
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
app = QApplication(sys.argv)
look = Look(app, "light", text_scale=float(sys.argv[1]))
window = QWidget()
window.resize(1280, 800)
window.show()
dialog = HelpDialog(window, look, Keys(parent=app), "GB")
dialog.open()
app.processEvents()
bar = dialog.scroll_bar
print(dialog.width() <= 1280, dialog.height() <= 800, bar.maximum())
"""


@pytest.mark.parametrize(("scale", "is_whole"), [("1.0", True), ("2.0", False)])
def test_it_fits_a_small_screen_and_scrolls_where_the_text_is_large(
    tmp_path: Path, scale: str, is_whole: bool
) -> None:
    screen = {"name": "stand", "x": 0, "y": 0, "width": 1280, "height": 800}
    more = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = tmp_path / "screen.json"
    config.write_text(json.dumps({"screens": [screen | more]}))
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW, scale],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.split()
    assert shown[:2] == ["True", "True"]
    assert (int(shown[2]) == 0) is is_whole


def test_where_it_scrolls_the_arrows_do(qtbot: QtBot, look: Look, keys: Keys) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = HelpDialog(window, look, keys, "GB")
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    bar = dialog.scroll_bar
    assert bar.maximum() > 0  # the screen of the tests is 800 wide
    QTest.keyClick(focused(), Qt.Key.Key_PageDown)
    down = bar.value()
    assert down > 0
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert bar.value() < down
    dialog.close()
