"""On a Hebrew keyboard the keys are where they stand; what types a name goes on typing it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.keys import KeyAction, Keys
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.hands import Hands
from tests.qt.station import dialog_of, shown

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
W, ON_US = 17, 40  # where W lies, and where "'" lies on most other keyboards


def pressed(
    text: str,
    modifiers: Qt.KeyboardModifier = NONE,
    place: int = 0,
    *,
    repeated: bool = False,
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(text), modifiers, place, 0, 0, text, repeated)


def send(widget: QWidget | None, event: QKeyEvent) -> None:
    """Send a key on its way, as it comes where no shortcut was found for it."""
    assert widget is not None
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("name", "text", "place", "is_it"),
    [
        ("waitlist", "'", W, True),
        ("waitlist", "'", ON_US, False),
        ("quit", "/", 16, True),
        ("quit", "/", 53, False),
        ("move", "צ", 50, True),
        ("undo", "ז", 44, True),
        ("undo", "ש", 30, False),
    ],
)
def test_with_ctrl_the_latin_letter_on_the_key_counts(
    keys: Keys, name: str, text: str, place: int, is_it: bool
) -> None:
    assert keys.matches(name, pressed(text, CTRL, place)) is is_it


def test_by_itself_a_hebrew_letter_is_only_itself(keys: Keys) -> None:
    assert not keys.matches("move", pressed("צ"))
    assert keys.is_on_key("move", pressed("צ"))


def test_ctrl_and_the_key_of_w_open_the_waitlist(window: MainWindow) -> None:
    send(window.view.available.list, pressed("'", CTRL, ON_US))
    assert not window.findChildren(WaitDialog)
    send(window.view.available.list, pressed("'", CTRL, W))
    assert dialog_of(window, WaitDialog).isVisible()


def test_a_key_that_is_held_down_takes_back_one_act(window: MainWindow) -> None:
    taken_back: list[bool] = []
    window.menu.undo_wanted.connect(lambda: taken_back.append(True))
    for repeated in (False, True, True):
        send(window.view.available.list, pressed("ז", CTRL, 44, repeated=repeated))
    assert taken_back == [True]
    # Where Qt finds the key by itself, on all other keyboards, too.
    actions = [action for action in window.actions() if isinstance(action, KeyAction)]
    assert {"undo", "cancel", "sheet"} <= {action.name for action in actions}
    assert not [action.name for action in actions if action.autoRepeat()]


def test_the_key_of_w_is_the_sign_behind_a_number_only(qtbot: QtBot, window: MainWindow) -> None:
    line = window.top.line
    line.setText("ז")
    with qtbot.assertNotEmitted(line.pressed):
        send(line, pressed("'", NONE, W))
    assert line.text() == "ז'"
    line.setText("4 20")
    with qtbot.assertNotEmitted(line.pressed):
        send(line, pressed("'", NONE, ON_US))
    line.clear()
    Hands(window).type("4")
    with qtbot.waitSignal(line.pressed) as told:
        send(line, pressed("'", NONE, W))
    assert told.args == ["sign"]
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: "))


def test_a_hebrew_name_is_typed_from_the_timeline_too(qtbot: QtBot, window: MainWindow) -> None:
    window.view.all.set_form("timeline")
    window.view.pick(shown(window, "3", 20).key)
    window.view.all.timeline.setFocus()
    send(window.view.all.timeline, pressed("צ", NONE, 50))
    qtbot.waitUntil(window.top.line.hasFocus)
    assert window.top.line.text() == "צ"
