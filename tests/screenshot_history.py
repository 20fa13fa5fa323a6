"""Pictures of who did what, and of who is at the station."""

from datetime import timedelta

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.history.history_dialog import HistoryDialog
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.initials_dialog import InitialsDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.screenshot_house import LONG_GUEST, LONG_NOTE
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
    _edit(stage, window)
    _history(stage, window)
    stage.controller.host = ""
    stage.close(window)


def _edit(stage: Stage, window: MainWindow) -> None:
    held = stage.house.reserve_here(23, 21, name="Heron", note="No nuts, no sesame")
    stage.controller.edit_reservation(held.id, allergy=True)
    stage.wait("the day shows it", lambda: window.is_settled and _find(window, held) is not None)
    table = _find(window, held)
    assert table is not None
    window.view.pick(table.key)
    stage.take("edit-picked", window)
    window.acts.open_slot(stage.house.restaurant, table, 4)
    (dialog,) = [d for d in window.findChildren(SlotDialog) if d.isVisible()]
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("edit-holder", dialog)
    dialog.show_edit()
    form = dialog.editing.form
    form.name.edit.deselect()  # what is selected is painted twice
    stage.take("edit-form", dialog)
    form.note.set_text("x" * 600)
    dialog.act_button.click()
    stage.wait("it is said", lambda: dialog.message.kind == "error")
    form.note.set_text(LONG_NOTE)
    stage.take("edit-refused", dialog)
    dialog.reject()
    stage.rest(window)
    stage.controller.cancel(held.id)


def _history(stage: Stage, window: MainWindow) -> None:
    moved, long = _evening(stage)
    stage.wait("the day shows it", lambda: window.is_settled and _find(window, moved) is not None)
    table = _find(window, moved)
    assert table is not None
    window.view.pick(table.key)
    stage.take("history-button", window)
    dialog = _open(stage, window)
    stage.take("history-of-a-party", dialog)
    dialog.list.pick(1)
    stage.take_screen("history-over-window", window, dialog)
    dialog.show_scope(0)
    stage.wait("it is read", lambda: dialog.reader.is_read and stage.tasks.is_idle)
    stage.take("history-of-a-day", dialog)
    dialog.show_scope(len(dialog._scopes))
    stage.wait("the past is there", lambda: dialog.past.is_settled and stage.tasks.is_idle)
    stage.take("history-as-it-is", dialog)
    dialog.past.before.click()
    stage.wait("the past is there", lambda: dialog.past.is_settled and stage.tasks.is_idle)
    stage.take("history-as-it-was", dialog)
    dialog.show_scope(0)
    stage.wait("it is read", lambda: dialog.reader.is_read and stage.tasks.is_idle)
    undone = next(n for n, row in enumerate(dialog.list.rows.rows) if row.undone)
    dialog.list.pick(undone)
    stage.take("history-undone", dialog)
    given_away = next(n for n, row in enumerate(dialog.list.rows.rows) if row.line.act == "no_show")
    dialog.list.pick(given_away)
    dialog.act_button.click()
    stage.wait("it is said", lambda: dialog.message.kind == "error")
    stage.take("history-refused", dialog)
    with stage.frozen_database():
        dialog.list.pick(0)
        dialog.act_button.click()
        stage.wait("it is said", lambda: dialog.message.kind == "error")
        stage.take("history-outage", dialog)
        dialog.show_scope(1)
        stage.wait("it is said", lambda: dialog.message.kind == "error")
        stage.take("history-outage-unread", dialog)
    dialog.reject()
    stage.rest(window)
    free = next(t for h in window.view.day.hours for t in h.by_table if t.is_free)  # type: ignore[union-attr]  # the day is there
    window.view.pick(free.key)
    dialog = _open(stage, window)
    dialog.show_scope(2)
    stage.wait("it is read", lambda: dialog.reader.is_read and stage.tasks.is_idle)
    stage.take("history-empty", dialog)
    dialog.reject()
    for held in (moved, long):
        stage.controller.cancel(held.id)
    stage.rest(window)


def _open(stage: Stage, window: MainWindow) -> HistoryDialog:
    window.menu.history_wanted.emit()
    (dialog,) = [d for d in window.findChildren(HistoryDialog) if d.isVisible()]
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("it is read", lambda: dialog.reader.is_read and stage.tasks.is_idle)
    return dialog


def _find(window: MainWindow, held: Reservation) -> TableHour | None:
    assert window.view.day is not None
    found = window.view.day.find_slot(held.slot_id, held.table_id)
    return found if found is not None and found.reservation is not None else None


def _evening(stage: Stage) -> tuple[Reservation, Reservation]:
    """Do at two stations what is to be seen, an evening before and now."""
    house, here, there = stage.house, stage.controller, stage.house.rival
    there.host = "CD"
    slot = house.slot(11, 21)
    stage.clock.at -= timedelta(days=1)
    made = here.reserve(
        slot.slot_id, "11", "07400 123458", 3, name="Heron", note="By the window", allergy=True
    )
    stage.clock.at += timedelta(days=1)
    there.edit_reservation(made.id, party_size=4, note="High chair, by the window")
    gone = here.reserve(house.slot(18, 19).slot_id, "18", "07400 123459", 2, name="Wren")
    there.no_show(gone.id)
    long = here.reserve(
        *(house.slot(18, 19).slot_id, "18", "07400 123460", 2), name=LONG_GUEST, note=LONG_NOTE
    )
    arrived = here.new_id()
    here.set_status(long.id, "arrived", request_id=arrived)
    there.undo(arrived)
    return there.move(made.id, house.slot(15, 21).slot_id, "15"), long
