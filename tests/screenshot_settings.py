"""Pictures of the settings and of all keys, and of the window with a clock of twelve hours."""

from resv_desktop.qt import words
from resv_desktop.qt.help_dialog import HelpDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.settings_dialog import SettingsDialog
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.settings import Settings
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take every picture of settings and keys."""
    window = stage.open_main_window()
    _help(stage, window)
    _settings(stage, window)
    stage.close(window)
    _twelve_hours(stage)


def _show(stage: Stage, dialog: DialogFrame) -> None:
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)


def _help(stage: Stage, window: MainWindow) -> None:
    dialog = HelpDialog(window, stage.look, stage.keys, "GB")
    _show(stage, dialog)
    stage.take("keys", dialog, may_scroll=True)
    dialog.reject()


def _settings(stage: Stage, window: MainWindow) -> None:
    kept = Settings(station="Stand 1", host="AB", sheet_to="printer:Kitchen")
    dialog = SettingsDialog(window, stage.look, stage.keys, kept)
    dialog.show_printers(["Bar"])
    _show(stage, dialog)
    stage.take("settings", dialog)
    dialog.tell_changed(("theme", "system"))
    stage.take("settings-changed", dialog)
    dialog.show_page(1)
    stage.take("settings-machine", dialog)
    dialog.show_page(2)
    page = dialog.keys_page
    page.pick("undo")
    page.list.setFocus()
    stage.take("settings-keys", dialog, may_scroll=True)
    page.new_key.begin()
    stage.take("settings-key-awaited", dialog, may_scroll=True)
    page.new_key.caught.emit("Ctrl+P")
    stage.take("settings-key-refused", dialog, may_scroll=True)
    dialog.reject()


def _twelve_hours(stage: Stage) -> None:
    locale = words.locale()
    words.speak(locale, "12")
    window = stage.open_main_window()
    stage.take("twelve-hours", window)
    window.view.all.set_form("timeline")
    stage.rest(window)
    stage.take("twelve-hours-timeline", window)
    stage.close(window)
    words.speak(locale)
