"""Pictures of an evening at the stand: late bookings, what is taken back, what is changed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from resv_desktop.qt.main_window import MainWindow
from tests.screenshot_main import pick
from tests.screenshot_stage import Stage

_TABLES = (5, 9)  # free in the running hour


def take_all(stage: Stage) -> None:
    """Take the pictures of a host at work, twenty-five minutes into the hour."""
    stage.clock.set(12)
    early = _reserve_nameless(stage, _TABLES[0], "+447700900771")
    stage.clock.set(19, 25)
    just_now = _reserve_nameless(stage, _TABLES[1], "+447700900772")
    window = stage.open_main_window()
    pick(stage, window, _TABLES[0], 19)
    window.view.all.list.setFocus()
    stage.take("stand-late-without-a-name", window)
    QTest.keyClick(window.view.all.list, Qt.Key.Key_Delete)
    stage.wait("it is cancelled", lambda: bool(window.notice))
    stage.rest(window)
    _take_back(stage, window)
    stage.take("stand-taken-back", window)
    _change(stage, window)
    stage.close(window)
    for made in (early, just_now):
        stage.house.controller.cancel(made)
    stage.clock.set(19, 8)


def _reserve_nameless(stage: Stage, table: int, phone: str) -> str:
    slot = stage.house.slot(table, 19)
    return stage.house.controller.reserve(slot.slot_id, slot.table_id, phone, 2).id


def _take_back(stage: Stage, window: MainWindow) -> None:
    said = window.notice
    QTest.keyClick(window.view.all.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.wait("it is taken back", lambda: window.notice not in ("", said))
    stage.rest(window)


def _change(stage: Stage, window: MainWindow) -> None:
    """Mark an allergy and take the mark away again."""
    controller = stage.house.controller
    before = stage.house.reservation(3, 19)
    marked = controller.edit_reservation(before.id, allergy=True)
    window.acts._on_changed(marked, controller.new_id(), before)
    stage.rest(window)
    stage.take("stand-allergy-marked", window)
    plain = controller.edit_reservation(before.id, allergy=False)
    window.acts._on_changed(plain, controller.new_id(), marked)
    stage.rest(window)
    stage.take("stand-allergy-no-more", window)
    _two_at_a_table(stage, window)
    _came_early(stage, window)


def _came_early(stage: Stage, window: MainWindow) -> None:
    """Seat who comes an hour early at a table that is free until then."""
    house, controller = stage.house, stage.house.controller
    table = next(n for n in range(1, 24) if _is_free(stage, n, 19) and not _is_free(stage, n, 20))
    early = house.reservation(table, 20)
    controller.set_status(early.id, "seated")
    stage.wait("it is shown", lambda: _shown(window, table, 20) == "seated")
    window.bottom.notice.clear()
    pick(stage, window, table, 19)
    stage.rest(window)
    stage.take("stand-came-early", window)
    window.view.all.set_form("timeline")
    stage.rest(window)
    stage.take("stand-came-early-timeline", window)
    window.view.all.set_form("all")
    controller.set_status(early.id, early.status)
    stage.rest(window)


def _two_at_a_table(stage: Stage, window: MainWindow) -> None:
    """Seat who comes early where the party before still sits, and be asked."""
    house, controller = stage.house, stage.house.controller
    table = next(n for n in range(1, 24) if _is_free(stage, n, 20) and not _is_free(stage, n, 19))
    sitting, slot = house.reservation(table, 19), house.slot(table, 20)
    coming = controller.reserve(slot.slot_id, str(table), "+447700900773", 2, name="Ibis")
    controller.set_status(sitting.id, "seated")
    controller.set_status(coming.id, "arrived")
    pick(stage, window, table, 20)
    stage.wait("both are shown", lambda: _shown(window, table, 19) == "seated")
    stage.wait("the next is shown", lambda: _shown(window, table, 20) == "arrived")
    stage.rest(window)
    details = window.view.details
    stage.wait("it may be pressed", lambda: not details.surprise.isActive())
    window.bottom.notice.clear()
    details.act_button.click()
    stage.wait("it is asked", lambda: bool(window.notice))
    stage.take("stand-two-at-a-table", window)
    controller.cancel(coming.id)
    controller.set_status(sitting.id, sitting.status)
    stage.rest(window)


def _shown(window: MainWindow, table: int, hour: int) -> str:
    day = window.view.day
    assert day is not None
    at = (t for h in day.hours if h.starts_at.hour == hour for t in h.by_table)
    return next(t.state for t in at if t.table_id == str(table))


def _is_free(stage: Stage, table: int, hour: int) -> bool:
    return stage.house.slot(table, hour).is_available
