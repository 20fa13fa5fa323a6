"""Pictures of who did what, and of who is at the station."""

from resv_desktop.qt.initials_dialog import InitialsDialog
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take every picture of the history and of initials."""
    window = stage.open_main_window()
    window.menu.initials_wanted.emit()
    dialog = window.findChild(InitialsDialog)
    assert isinstance(dialog, InitialsDialog)
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.type(dialog.field.edit, "AB")
    stage.take_screen("initials", window, dialog)
    dialog.act_button.click()
    stage.rest(window)
    stage.take("initials-set", window)
    stage.controller.host = ""
    stage.close(window)
