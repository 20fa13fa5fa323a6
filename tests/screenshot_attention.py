"""Pictures of a house that changes: closures, who is hit by a change, who needs attention."""

from datetime import timedelta

from resv_desktop.qt.main_window import MainWindow
from tests.screenshot_house import CLOSED_ON, EVENING
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take every picture of a house that changes."""
    window = stage.open_main_window()
    _closures(stage, window)
    stage.close(window)


def _closures(stage: Stage, window: MainWindow) -> None:
    """Be closed for days, then for some hours, then ahead, and be silent meanwhile."""
    stage.house.close(EVENING, EVENING, closed_hours="20:22")
    stage.wait("hours are said", lambda: "20:00" in window.closure.text())
    stage.rest(window)
    stage.take("attention-closed-hours", window)
    stage.house.close(EVENING, EVENING + timedelta(days=2))
    stage.wait("days are said", lambda: "20:00" not in window.closure.text())
    stage.rest(window)
    stage.take("attention-closed-days", window)
    with stage.frozen_database():
        stage.wait("the silence is told", window.banner.isVisible)
        stage.take("attention-closed-days-silent", window)
    stage.wait("it answers again", lambda: not window.banner.isVisible())
    stage.house.close(CLOSED_ON, CLOSED_ON + timedelta(days=2))
    window.go_to(CLOSED_ON)
    stage.wait("nothing is said of today", lambda: not window.closure.text())
    stage.rest(window)
    stage.take("attention-closed-day", window)
    stage.house.close()
    window.go_to(EVENING)
    stage.rest(window)
