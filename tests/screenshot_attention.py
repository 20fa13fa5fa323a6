"""Pictures of a house that changes: closures, who is hit by a change, who needs attention."""

from datetime import UTC, date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Closure
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.house.attention_dialog import AttentionDialog
from resv_desktop.qt.house.preview_dialog import PreviewDialog
from resv_desktop.qt.main_window import MainWindow
from tests.screenshot_house import CLOSED_ON, EVENING, FLOOR
from tests.screenshot_main import pick
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take every picture of a house that changes."""
    window = stage.open_main_window()
    _previews(stage, window)
    _needing(stage, window)
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


def _previews(stage: Stage, window: MainWindow) -> None:
    """See whom closed hours hit, alter it, meet what is new, save it, and see who is left."""
    house = stage.house
    nobody = _open(stage, window, _closing(EVENING + timedelta(days=5)))
    stage.take("attention-preview-nobody", nobody, may_scroll=True)
    nobody.reject()
    dialog = _open(stage, window, _closing(EVENING, "20:22"))
    stage.take("attention-preview", dialog, may_scroll=True)
    window.live.follower.changed.disconnect(dialog.hear)  # Enter is faster than the news
    dialog._soon.stop()
    dialog.box.list.pick(2)
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    made = house.reserve_elsewhere(4, 20)
    dialog.act_button.click()
    stage.wait("what is new is marked", lambda: bool(dialog.choices.new) and not dialog.is_busy)
    dialog.box.list.pick(dialog.box.list.rows.index_of(made.id).row())
    stage.take("attention-preview-new", dialog, may_scroll=True)
    stage.wait("it has been seen", lambda: not dialog._unseen.isActive())
    with stage.frozen_database():
        dialog.act_button.click()
        stage.wait("the silence is told", lambda: dialog.message.kind == "error")
        stage.take("attention-preview-silent", dialog, may_scroll=True)
    dialog.message.action_button.click()
    stage.wait("it is saved", lambda: dialog.message.kind == "success" and not dialog.is_busy)
    stage.take("attention-preview-saved", dialog, may_scroll=True)
    dialog.reject()
    stage.wait("it is counted", window.bottom.attention.isVisible)
    stage.rest(window)
    window.view.set_hours(HourFilter(house.slot(1, 20).starts_at.astimezone(UTC)))
    pick(stage, window, 3, 20)
    stage.take("attention-counted", window)
    window.view.all.set_form("timeline")
    stage.take("attention-timeline", window)
    window.view.all.set_form("all")
    window.view.set_hours(None)


def _needing(stage: Stage, window: MainWindow) -> None:
    window.bottom.attention.click()
    (dialog,) = window.findChildren(AttentionDialog)
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("it is read", lambda: bool(dialog.choices.affected))
    stage.take("attention", dialog, may_scroll=True)
    QTest.keyClick(dialog.box.list, Qt.Key.Key_F4)
    stage.wait("the call is noted", lambda: dialog.message.kind == "success")
    stage.wait("it is shown", lambda: any(row.called for row in dialog.box.list.rows.rows))
    stage.take("attention-called", dialog, may_scroll=True)
    dialog.show_attention(())
    stage.take("attention-nothing", dialog, may_scroll=True)
    dialog.reject()


def _open(stage: Stage, window: MainWindow, change: HouseChange) -> PreviewDialog:
    dialog = window.attention.open_preview(
        window, stage.house.restaurant.id, change, lambda _: None
    )
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("it is known whom it hits", lambda: not dialog.is_busy)
    return dialog


def _closing(on: date, hours: str | None = None) -> HouseChange:
    closed = Closure(from_on=on, to_on=on, hours=None, reason=FLOOR, closed_hours=hours)
    return HouseChange(closures=(closed,))
