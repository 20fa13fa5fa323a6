"""Pictures of the keys on the screen: over the host stand, and in dialogs."""

from PySide6.QtWidgets import QWidget

from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.initials_dialog import InitialsDialog
from resv_desktop.qt.language import spoken
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.touch_keys.touch_key import TouchKey
from resv_desktop.qt.touch_keys.touch_keys import TouchKeys
from tests.qt.fingers import tap
from tests.screenshot_dialogs import open_slot
from tests.screenshot_stage import Stage

_NUMBER = "07400123457"


def take_all(stage: Stage) -> None:
    """Take the pictures of a stand with a finger and no keyboard."""
    window = stage.open_main_window()
    keys = TouchKeys(stage.app, stage.look, lambda: True, window)
    _line(stage, window, keys)
    _form(stage, window, keys)
    _initials(stage, window, keys)
    stage.close(window)


def _tap(stage: Stage, widget: QWidget) -> None:
    tap(widget)
    stage.pause(0.05)


def _key(keys: TouchKeys, what: str) -> TouchKey:
    panel = keys.panel
    assert panel is not None
    return panel.key(what)


def _bring(stage: Stage, keys: TouchKeys, field: QWidget) -> None:
    _tap(stage, field)
    stage.wait("the keys are there", lambda: keys.is_shown)


def _type(stage: Stage, keys: TouchKeys, text: str) -> None:
    for sign in text:
        _tap(stage, _key(keys, "space" if sign == " " else sign))


def _line(stage: Stage, window: MainWindow, keys: TouchKeys) -> None:
    line = window.top.line
    assert isinstance(line, CommandLine)
    _bring(stage, keys, line)
    _type(stage, keys, "4 20")
    stage.wait("it is answered", lambda: not window.desk.is_half_typed)
    stage.rest(window)
    stage.take("touch-line", window, may_scroll=True)
    _tap(stage, _key(keys, "letters"))
    stage.take("touch-line-letters", window, may_scroll=True)
    _tap(stage, _key(keys, "hide"))
    line.clear()
    window.view.available.list.setFocus()
    stage.wait("the keys have gone", lambda: not keys.is_shown)


def _form(stage: Stage, window: MainWindow, keys: TouchKeys) -> None:
    dialog = open_slot(stage, window, stage.house.slot(20, 20), None)
    form = dialog.reserve_form
    _bring(stage, keys, form.phone.edit)
    _type(stage, keys, _NUMBER)
    stage.take("touch-number", dialog, may_scroll=True)
    stage.take_screen("touch-number-over-window", window)
    _tap(stage, _key(keys, "next"))
    stage.take("touch-name", dialog, may_scroll=True)
    if spoken() == "he":
        _type(stage, keys, "כהן")
        _tap(stage, _key(keys, "script"))
        stage.take("touch-latin", dialog, may_scroll=True)
    else:
        _type(stage, keys, "ren")
        _tap(stage, _key(keys, "accents"))
        stage.take("touch-accents", dialog, may_scroll=True)
    for _ in range(2):  # past the note
        _tap(stage, _key(keys, "next"))
    for _ in range(8):
        _tap(stage, _key(keys, "back"))
    _tap(stage, _key(keys, "enter"))
    stage.wait("it is refused", lambda: dialog.message.kind == "error")
    stage.take("touch-refused", dialog, may_scroll=True)
    stage.take_screen("touch-refused-over-window", window)
    dialog.reject()
    stage.wait("the keys have gone", lambda: not keys.is_shown)


def _initials(stage: Stage, window: MainWindow, keys: TouchKeys) -> None:
    dialog = InitialsDialog(window, stage.look, "Stand 1", "")
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    _bring(stage, keys, dialog.field.edit)
    stage.take("touch-initials", dialog, may_scroll=True)
    dialog.reject()
