"""Pictures of another clock: said over the day, and picked."""

from resv_desktop.qt.house.zone_dialog import ZoneDialog
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take every picture of the clock."""
    window = stage.open_main_window()
    window.rules.row.show_difference(True)
    stage.take("clock-rules", window)
    dialog = ZoneDialog(window, stage.look, stage.clock, stage.house.restaurant)
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("clock-zone", dialog)
    dialog.reject()
    stage.close(window)
